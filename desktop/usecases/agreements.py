"""The signed side of an immersion: who has still to sign, which documents are dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import Agreement, Assignment, Person, Site, Slot
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.core.publishing.agreements import (
    PAPERS,
    SIGNATORIES,
    Papers,
    Stage,
    refuse_out_of_turn,
)
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.outcome import Outcome

__all__ = ["SIGNATORIES", "AgreementRow", "AgreementState", "cancel_signatures", "list_agreements"]

LIVE = (AssignmentStatus.DRAFT, AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class AgreementState:
    """What is dated and signed of one assignment; `between_companies` asks for three dates more."""

    assignment_id: int
    between_companies: bool
    consent_on: date | None
    convention_on: date | None
    amendment_on: date | None
    signed: tuple[tuple[str, date], ...]
    cancelled_on: date | None = None
    """When a change of day, place or host last cancelled what was signed."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Signatories who have not signed, by role."""
        there = {role for role, _on in self.signed}
        return tuple(role for role in SIGNATORIES if role not in there)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One immersion to come and who has still to sign it; hours are local to the site."""

    assignment_id: int
    uid: str
    person: str
    site: str
    place: str
    start: datetime
    stage: Stage
    undated: tuple[str, ...]
    unsigned: tuple[str, ...]
    waiting_for: tuple[str, ...]
    """Names of those who have still to sign, as far as they are known; else the role."""
    between_companies: bool
    cancelled_on: date | None


def list_agreements(session: Session, campaign_id: int, now: datetime) -> tuple[AgreementRow, ...]:
    """The agreements of days not yet past, those that lack something first, then by day."""
    manager, host, approver = aliased(Person), aliased(Person), aliased(Person)
    rows = session.execute(
        select(Assignment, Slot, Site, Agreement, Person, manager, approver, host)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Agreement, Agreement.assignment_id == Assignment.id)
        .outerjoin(manager, manager.id == Person.manager_id)
        .outerjoin(host, host.id == Slot.host_id)
        .outerjoin(approver, approver.id == Slot.approver_id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status.in_(LIVE),
            Slot.end > now.astimezone(UTC),
        )
    )
    found = [
        _line(assignment, slot, site, row, dict(zip(SIGNATORIES, people, strict=True)))
        for assignment, slot, site, row, *people in rows
    ]
    order = list(Stage)
    return tuple(sorted(found, key=lambda one: (order.index(one.stage), one.start, one.person)))


def _line(
    assignment: Assignment,
    slot: Slot,
    site: Site,
    row: Agreement | None,
    signatories: dict[str, Person | None],
) -> AgreementRow:
    person = signatories["visitor"]
    papers = _papers(row, between=person is not None and _two_companies(person, site))
    return AgreementRow(
        assignment_id=assignment.id,
        uid=assignment.uid,
        person=_name(person),
        site=site.name,
        place=slot.role or site.name,
        start=slot.start.astimezone(ZoneInfo(site.timezone)),
        stage=papers.stage,
        undated=papers.undated,
        unsigned=papers.unsigned,
        waiting_for=tuple(_name(signatories[role]) for role in papers.unsigned),
        between_companies=papers.between_companies,
        cancelled_on=row.cancelled_on if row is not None else None,
    )


def _name(person: Person | None) -> str:
    return f"{person.first_name} {person.last_name}".strip() if person is not None else ""


def _two_companies(person: Person, site: Site) -> bool:
    known = None not in (person.entity_id, site.entity_id)
    return known and person.entity_id != site.entity_id


def _papers(row: Agreement | None, *, between: bool) -> Papers:
    if row is None:
        return Papers(between, {}, {})
    dates = {paper: getattr(row, paper) for paper in PAPERS}
    signed = {
        role: date.fromisoformat(str(row.signatures[role])[:10])
        for role in SIGNATORIES
        if role in row.signatures
    }
    return Papers(between, {paper: on for paper, on in dates.items() if on is not None}, signed)


def get_agreement(session: Session, assignment_id: int) -> AgreementState:
    """The state of the agreement of one assignment; an agreement not begun yet is empty."""
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise UserError(_("This assignment no longer exists."))
    person = session.get_one(Person, assignment.person_id)
    site = session.get_one(Site, session.get_one(Slot, assignment.slot_id).site_id)
    row = _row(session, assignment_id)
    papers = _papers(row, between=_two_companies(person, site))
    return AgreementState(
        assignment_id=assignment_id,
        between_companies=papers.between_companies,
        consent_on=papers.dated.get("consent_on"),
        convention_on=papers.dated.get("convention_on"),
        amendment_on=papers.dated.get("amendment_on"),
        signed=tuple(papers.signed.items()),
        cancelled_on=row.cancelled_on if row is not None else None,
    )


def date_documents(
    session: Session,
    assignment_id: int,
    *,
    consent_on: date | None,
    convention_on: date | None,
    amendment_on: date | None,
) -> Outcome[AgreementState]:
    """Note the dates of the three documents between two companies (L8241-2)."""
    row = _row(session, assignment_id) or _new(session, assignment_id)
    row.consent_on, row.convention_on, row.amendment_on = consent_on, convention_on, amendment_on
    session.flush()
    return Outcome(
        get_agreement(session, assignment_id), Changes.PLAN, _("date the documents of a visit")
    )


def sign(session: Session, assignment_id: int, role: str, on: date) -> Outcome[AgreementState]:
    """Note that somebody has signed. Raises UserError when another has to sign before."""
    row = _row(session, assignment_id) or _new(session, assignment_id)
    refuse_out_of_turn(role, row.signatures)
    row.signatures = {**row.signatures, role: on.isoformat()}
    session.flush()
    label = _("note a signature of {day}").format(day=date_text(on))
    return Outcome(get_agreement(session, assignment_id), Changes.PLAN, label)


def note_papers(
    session: Session, assignment_id: int, dates: dict[str, date | None], signed: dict[str, date]
) -> Outcome[AgreementState]:
    """Dates of documents and signatures in one step; what is not named stays as it was."""
    row = _row(session, assignment_id) or _new(session, assignment_id)
    for paper, on in dates.items():
        if paper not in PAPERS:
            raise UserError(_("There is no document “{paper}”.").format(paper=paper))
        setattr(row, paper, on)
    for role in sorted(signed, key=lambda one: SIGNATORIES.index(one) if one in SIGNATORIES else 9):
        refuse_out_of_turn(role, row.signatures)
        row.signatures = {**row.signatures, role: signed[role].isoformat()}
    session.flush()
    return Outcome(
        get_agreement(session, assignment_id), Changes.PLAN, _("note what is dated and signed")
    )


def cancel_signatures(session: Session, assignment_id: int, on: date | None = None) -> bool:
    """An edit of day, place, hours or host: what was dated and signed said something else.

    True when there was something to cancel. Part of the edit's own transaction, so that undo
    gives the signatures back with the place.
    """
    row = _row(session, assignment_id)
    if row is None or not _holds_anything(row):
        return False
    row.signatures, row.cancelled_on = {}, on or datetime.now(UTC).date()
    row.consent_on = row.convention_on = row.amendment_on = None
    return True


def cancel_signatures_of_slot(session: Session, slot_id: int) -> int:
    """The same for everybody in a slot whose hours, site or host changed; says for how many."""
    ids = session.scalars(
        select(Assignment.id).where(Assignment.slot_id == slot_id, Assignment.status.in_(LIVE))
    )
    return sum(cancel_signatures(session, one) for one in ids.all())


def _holds_anything(row: Agreement) -> bool:
    signed = any(role in row.signatures for role in SIGNATORIES)
    return signed or any(getattr(row, paper) is not None for paper in PAPERS)


def _row(session: Session, assignment_id: int) -> Agreement | None:
    return session.scalar(select(Agreement).where(Agreement.assignment_id == assignment_id))


def _new(session: Session, assignment_id: int) -> Agreement:
    if session.get(Assignment, assignment_id) is None:
        raise UserError(_("This assignment no longer exists."))
    row = Agreement(assignment_id=assignment_id, signatures={})
    session.add(row)
    return row
