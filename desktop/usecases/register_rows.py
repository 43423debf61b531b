"""Reads the register of a campaign whole, with the figures that every list and page shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, Department, Irritant, IrritantCard, Person, Report
from desktop.core.irritants import cost, effort, life_cycle, playbook
from desktop.core.irritants.cost import Cost
from desktop.core.irritants.effort import Fingerprint
from desktop.core.irritants.priority import Priority
from desktop.core.vocabulary import (
    IrritantSide,
    IrritantStatus,
    Moment,
    ReportStatus,
    RootCause,
)

COUNTED = (ReportStatus.ACCEPTED, ReportStatus.RELEASED)
"""Reports whose content counts in the register and the mirror."""


@dataclass(frozen=True, slots=True)
class IrritantRow:
    """One line of the register; merged originals are counted in the one that stands for them."""

    id: int
    code: str
    title: str
    touchpoint: str
    side: IrritantSide
    status: IrritantStatus
    cause: RootCause | None
    felt_at_id: int | None
    felt_at: str
    caused_by_id: int | None
    caused_by: str
    reports: int
    """Distinct reports: a reporter who says it twice counts once."""
    severity_client: int
    severity_employee: int
    client_path: Fingerprint
    employee_path: Fingerprint
    occurrences_per_week: float | None
    people_concerned: int | None
    cost: Cost | None
    moment: Moment | None
    owner: str
    due: date | None
    overdue: bool
    actions: int
    displaced_from_id: int | None
    previous_id: int | None
    originals: int
    """Irritants merged into this one."""
    created: date

    @property
    def hours(self) -> float:
        """A year; 0 while an input is unknown."""
        return self.cost.hours if self.cost else 0.0

    @property
    def priority(self) -> Priority:
        """With its formula; *douleur* has a date that comes before all points."""
        is_open = self.status not in life_cycle.CLOSED
        clock = playbook.deadline(self.moment, self.created) if is_open else None
        return Priority(
            self.reports, self.severity_client, self.severity_employee, self.hours, clock
        )


@dataclass(frozen=True, slots=True)
class Names:
    """Names by key, read once for a whole list."""

    departments: dict[int, str]
    people: dict[int, str]

    def department(self, key: int | None) -> str:
        return self.departments.get(key, "") if key else ""

    def person(self, key: int | None) -> str:
        return self.people.get(key, "") if key else ""


def names(session: Session, people: Iterable[int | None] = ()) -> Names:
    """Names of all departments, and of the people asked for."""
    departments = dict(session.execute(select(Department.id, Department.name)).all())
    wanted = {key for key in people if key}
    found = session.scalars(select(Person).where(Person.id.in_(wanted))).all() if wanted else ()
    return Names(
        departments, {each.id: f"{each.first_name} {each.last_name}".strip() for each in found}
    )


def read_rows(
    session: Session,
    campaign_id: int,
    today: date,
    moments: dict[str, Moment],
    without: frozenset[int] = frozenset(),
) -> list[IrritantRow]:
    """Every irritant that stands for itself, most pressing first.

    One that is known only from reports of `without` (not released yet) is left out.
    """
    irritants = session.scalars(select(Irritant).where(Irritant.campaign_id == campaign_id)).all()
    families: dict[int, list[Irritant]] = defaultdict(list)
    for irritant in irritants:
        families[irritant.merged_into_id or irritant.id].append(irritant)
    every = cards_by_irritant(session, campaign_id)
    cards = {
        key: [card for card in told if card.report_id not in without] for key, told in every.items()
    }
    actions: dict[int, int] = defaultdict(int)
    for (key,) in session.execute(
        select(Action.irritant_id).join(Irritant).where(Irritant.campaign_id == campaign_id)
    ):
        actions[key] += 1
    known = names(session, (irritant.owner_id for irritant in irritants))
    rows = [
        _row(irritant, families[irritant.id], cards, actions, known, today, moments)
        for irritant in irritants
        if irritant.merged_into_id is None and not _is_untold(families[irritant.id], every, cards)
    ]
    return sorted(rows, key=lambda row: (row.priority.order, row.code))


def _is_untold(
    family: list[Irritant],
    every: dict[int, list[IrritantCard]],
    told: dict[int, list[IrritantCard]],
) -> bool:
    """Met by somebody, but by nobody whose report may be known of."""
    return any(every.get(member.id) for member in family) and not any(
        told.get(member.id) for member in family
    )


def cards_by_irritant(session: Session, campaign_id: int) -> dict[int, list[IrritantCard]]:
    """Cards of counted reports that the register has taken."""
    found: dict[int, list[IrritantCard]] = defaultdict(list)
    query = (
        select(IrritantCard)
        .join(Report, Report.id == IrritantCard.report_id)
        .where(
            Report.campaign_id == campaign_id,
            Report.status.in_(COUNTED),
            IrritantCard.irritant_id.is_not(None),
        )
        .order_by(IrritantCard.id)
    )
    for card in session.scalars(query):
        if card.irritant_id is not None:
            found[card.irritant_id].append(card)
    return found


def _row(
    irritant: Irritant,
    family: list[Irritant],
    cards: dict[int, list[IrritantCard]],
    actions: dict[int, int],
    known: Names,
    today: date,
    moments: dict[str, Moment],
) -> IrritantRow:
    told = [card for member in family for card in cards.get(member.id, ())]
    client_path = effort.fingerprint(card.client_effort for card in told)
    employee_path = effort.fingerprint(card.employee_effort for card in told)
    times = irritant.occurrences_per_week or _median(c.occurrences_per_week for c in told)
    people = irritant.people_concerned or _median(c.people_concerned for c in told)
    concerned = round(people) if people else None
    return IrritantRow(
        id=irritant.id,
        code=irritant.code,
        title=irritant.title,
        touchpoint=irritant.touchpoint,
        side=irritant.side,
        status=irritant.status,
        cause=irritant.cause,
        felt_at_id=irritant.felt_at_id,
        felt_at=known.department(irritant.felt_at_id),
        caused_by_id=irritant.caused_by_id,
        caused_by=known.department(irritant.caused_by_id),
        reports=len({card.report_id for card in told}),
        severity_client=max(member.severity_client for member in family),
        severity_employee=max(member.severity_employee for member in family),
        client_path=client_path,
        employee_path=employee_path,
        occurrences_per_week=times,
        people_concerned=concerned,
        cost=cost.cost(employee_path, times, concerned),
        moment=moments.get(irritant.touchpoint),
        owner=known.person(irritant.owner_id),
        due=irritant.due,
        overdue=life_cycle.is_overdue(irritant.status, irritant.due, today),
        actions=actions[irritant.id],
        displaced_from_id=irritant.displaced_from_id,
        previous_id=irritant.previous_id,
        originals=len(family) - 1,
        created=irritant.created.date(),
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value]
    return float(median(known)) if known else None
