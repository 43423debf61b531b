"""The loop closed: what became of each reporter's irritants, and what is overdue at whose door."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, Department, Irritant, IrritantCard, IrritantEvent, Report
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.irritants import life_cycle
from desktop.core.irritants.escalation import Escalation, Level, escalation, escalation_text
from desktop.core.labels import label
from desktop.core.vocabulary import ActionStatus, IrritantStatus, ReportStatus
from desktop.usecases.irritant_answers import ANSWER
from desktop.usecases.register_rows import COUNTED, names

WRITTEN = (*COUNTED, ReportStatus.IN_REVIEW, ReportStatus.TO_REVISE)
"""Reports of which the author is told something: an unsent draft has no fate."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one card, for the person who wrote it."""

    title: str
    code: str
    irritant: str
    status: IrritantStatus | None
    """None while the register has not taken it."""
    others: int
    """Other reports that met the same thing: one is not alone."""
    last_action: str
    due: date | None
    done_on: date | None
    answer: str
    """The last words of the department that causes it."""
    joined: bool
    """Its card was joined to an irritant told by somebody else first."""

    @property
    def text(self) -> str:
        """One sentence for the person."""
        if self.status is None:
            return _("“{title}”: your report is being read.").format(title=self.title)
        told = _("“{title}” became {code}: {status}.").format(
            title=self.title, code=self.code, status=label(self.status)
        )
        return f"{told} {self.last_action}." if self.last_action else told


@dataclass(frozen=True, slots=True)
class PersonFates:
    """Everything that one person's reports changed, newest first."""

    person_id: int
    name: str
    fates: tuple[Fate, ...]

    @property
    def resolved(self) -> int:
        return sum(fate.status is IrritantStatus.RESOLVED for fate in self.fates)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Somebody who told irritants: how many, and how many are resolved."""

    id: int
    name: str
    department: str
    told: int
    resolved: int


def list_fates(
    session: Session, person_id: int, campaign_id: int | None = None, *, with_stays: bool = True
) -> list[Fate]:
    """What a reporter's cards changed, newest first; of one campaign, or of all.

    `with_stays` False leaves out what she told as a mystery guest: a sheet that lies on a desk
    may not tell that she was one.
    """
    query = (
        select(IrritantCard, Irritant)
        .join(Report, Report.id == IrritantCard.report_id)
        .outerjoin(Irritant, Irritant.id == IrritantCard.irritant_id)
        .where(Report.author_id == person_id, Report.status.in_(WRITTEN))
        .order_by(IrritantCard.id.desc())
    )
    if campaign_id is not None:
        query = query.where(Report.campaign_id == campaign_id)
    if not with_stays:
        query = query.where(Report.stay_id.is_(None))
    return [_fate(session, card, irritant) for card, irritant in session.execute(query)]


def get_fates(session: Session, person_id: int, campaign_id: int | None = None) -> PersonFates:
    """The same with the person's name. Raises `UserError` if there is no such person."""
    name = names(session, (person_id,)).person(person_id)
    if not name:
        raise UserError(_("This person is no longer in the list."))
    return PersonFates(person_id, name, tuple(list_fates(session, person_id, campaign_id)))


def _fate(session: Session, card: IrritantCard, irritant: Irritant | None) -> Fate:
    title = " ".join((card.title or card.fact or card.quote).split())
    if irritant is None:
        return Fate(title, "", "", None, 0, "", None, None, "", joined=False)
    joined = irritant.merged_into_id is not None
    if irritant.merged_into_id is not None:
        irritant = session.get_one(Irritant, irritant.merged_into_id)
    action = session.scalars(
        select(Action)
        .where(Action.irritant_id == irritant.id, Action.status != ActionStatus.DROPPED)
        .order_by(Action.id.desc())
    ).first()
    answer = session.scalars(
        select(IrritantEvent.detail)
        .where(IrritantEvent.irritant_id == irritant.id, IrritantEvent.kind == ANSWER)
        .order_by(IrritantEvent.id.desc())
    ).first()
    return Fate(
        title, irritant.code, irritant.title, irritant.status,
        _others(session, irritant, card.report_id),
        action.title if action else "", action.due if action else None,
        action.done_on if action else None, answer or "", joined,
    )  # fmt: skip


def _others(session: Session, irritant: Irritant, report: int) -> int:
    family = select(Irritant.id).where(
        (Irritant.id == irritant.id) | (Irritant.merged_into_id == irritant.id)
    )
    reports = session.scalars(
        select(IrritantCard.report_id)
        .join(Report, Report.id == IrritantCard.report_id)
        .where(IrritantCard.irritant_id.in_(family), Report.status.in_(COUNTED))
        .distinct()
    )
    return sum(each != report for each in reports)


def list_reporters(session: Session, campaign_id: int) -> list[Reporter]:
    """Who told at least one irritant in a campaign, by name."""
    rows = session.execute(
        select(Report.author_id, Irritant.status, Irritant.merged_into_id, IrritantCard.id)
        .join(IrritantCard, IrritantCard.report_id == Report.id)
        .outerjoin(Irritant, Irritant.id == IrritantCard.irritant_id)
        .where(
            Report.campaign_id == campaign_id,
            Report.author_id.is_not(None),
            Report.status.in_(WRITTEN),
        )
    ).all()
    statuses = dict(
        session.execute(
            select(Irritant.id, Irritant.status).where(Irritant.campaign_id == campaign_id)
        ).all()
    )
    known = names(session, (author for author, *_rest in rows))
    homes = _homes(session, (author for author, *_rest in rows))
    found = []
    for author in {author for author, *_rest in rows if author}:
        told = [
            statuses.get(into) if into else status for a, status, into, _c in rows if a == author
        ]
        found.append(
            Reporter(
                author, known.person(author), known.department(homes.get(author)), len(told),
                sum(status is IrritantStatus.RESOLVED for status in told),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: each.name)


def _homes(session: Session, people: Iterable[int | None]) -> dict[int, int | None]:
    from db.models import Person  # noqa: PLC0415 -- named in one query only

    wanted = {key for key in people if key}
    rows = session.execute(select(Person.id, Person.department_id).where(Person.id.in_(wanted)))
    return dict(rows.all())


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something past its date, and who hears of it now."""

    irritant_id: int
    code: str
    title: str
    what: str
    """The action; empty when it is the irritant itself."""
    department_id: int | None
    department: str
    owner: str
    due: date
    escalation: Escalation
    addressee: str
    """Name of who hears of it now; empty when nobody is named."""

    @property
    def told(self) -> str:
        """Who hears of it, since when, in words."""
        return escalation_text(self.escalation, self.addressee)


def list_overdue(session: Session, campaign_id: int, *, today: date) -> list[Overdue]:
    """Open irritants and unfinished actions past their date, latest first."""
    irritants = {
        each.id: each
        for each in session.scalars(
            select(Irritant).where(
                Irritant.campaign_id == campaign_id,
                Irritant.merged_into_id.is_(None),
                Irritant.status.not_in(life_cycle.CLOSED),
            )
        )
    }
    actions = session.scalars(
        select(Action).where(
            Action.irritant_id.in_(irritants),
            Action.status.in_((ActionStatus.PLANNED, ActionStatus.IN_HAND)),
        )
    ).all()
    departments = {each.id: each for each in session.scalars(select(Department))}
    known = names(
        session,
        [
            *(each.owner_id for each in irritants.values()),
            *(each.owner_id for each in actions),
            *(each.head_id for each in departments.values()),
        ],
    )
    matters: list[tuple[Irritant, str, date | None, int | None, int | None]] = [
        (each, "", each.due, each.owner_id, each.caused_by_id or each.felt_at_id)
        for each in irritants.values()
    ]
    for action in actions:
        irritant = irritants[action.irritant_id]
        where = action.department_id or irritant.caused_by_id or irritant.felt_at_id
        matters.append((irritant, action.title, action.due, action.owner_id, where))
    found = []
    for irritant, what, due, owner, where in matters:
        late = escalation(due, today)
        if late is not None and due is not None:
            hears = _addressee(late.level, owner, where, departments)
            found.append(
                Overdue(
                    irritant.id, irritant.code, irritant.title, what, where,
                    known.department(where), known.person(owner), due, late, known.person(hears),
                )
            )  # fmt: skip
    return sorted(found, key=lambda each: (each.due, each.code, each.what))


def _addressee(
    level: Level, owner: int | None, where: int | None, departments: dict[int, Department]
) -> int | None:
    """The owner, the head of the department, or the first head above who is somebody else."""
    if level is Level.OWNER:
        return owner
    department = departments.get(where) if where else None
    head = department.head_id if department else None
    if level is Level.HEAD:
        return head or owner
    seen: set[int] = set()
    above = department
    while above is not None and above.parent_id is not None and above.id not in seen:
        seen.add(above.id)
        above = departments.get(above.parent_id)
        if above is not None and above.head_id is not None and above.head_id != head:
            return above.head_id
    return head or owner
