"""The signed side of an immersion: who has still to sign, which documents are dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Agreement, Assignment, Person, Site, Slot
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.usecases.outcome import Outcome

SIGNATORIES = ("visitor", "home_manager", "host_approver", "tutor")


@dataclass(frozen=True, slots=True)
class AgreementState:
    """What is dated and signed of one assignment; `between_companies` asks for three dates more."""

    assignment_id: int
    between_companies: bool
    consent_on: date | None
    convention_on: date | None
    amendment_on: date | None
    signed: tuple[tuple[str, date], ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Signatories who have not signed, by role."""
        there = {role for role, _on in self.signed}
        return tuple(role for role in SIGNATORIES if role not in there)


def get_agreement(session: Session, assignment_id: int) -> AgreementState:
    """The state of the agreement of one assignment; an agreement not begun yet is empty."""
    assignment = session.get(Assignment, assignment_id)
    if assignment is None:
        raise UserError(_("This assignment no longer exists."))
    person = session.get_one(Person, assignment.person_id)
    site = session.get_one(Site, session.get_one(Slot, assignment.slot_id).site_id)
    row = _row(session, assignment_id)
    two = None not in (person.entity_id, site.entity_id) and person.entity_id != site.entity_id
    signatures = row.signatures if row is not None else {}
    return AgreementState(
        assignment_id=assignment_id,
        between_companies=two,
        consent_on=row.consent_on if row is not None else None,
        convention_on=row.convention_on if row is not None else None,
        amendment_on=row.amendment_on if row is not None else None,
        signed=tuple(
            (role, date.fromisoformat(str(signatures[role])[:10]))
            for role in SIGNATORIES
            if role in signatures
        ),
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
    """Note that somebody has signed."""
    if role not in SIGNATORIES:
        raise UserError(_("Nobody signs as “{role}”.").format(role=role))
    row = _row(session, assignment_id) or _new(session, assignment_id)
    row.signatures = {**row.signatures, role: on.isoformat()}
    session.flush()
    label = _("note a signature of {day}").format(day=date_text(on))
    return Outcome(get_agreement(session, assignment_id), Changes.PLAN, label)


def _row(session: Session, assignment_id: int) -> Agreement | None:
    return session.scalar(select(Agreement).where(Agreement.assignment_id == assignment_id))


def _new(session: Session, assignment_id: int) -> Agreement:
    if session.get(Assignment, assignment_id) is None:
        raise UserError(_("This assignment no longer exists."))
    row = Agreement(assignment_id=assignment_id, signatures={})
    session.add(row)
    return row
