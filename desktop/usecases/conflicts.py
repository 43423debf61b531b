"""The conflict report: everything wrong with the plan, one line each, and what was excused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.labour.breach import Breach
from desktop.core.planning.plan import Plan
from desktop.core.planning.problem import Problem
from desktop.core.planning.rulebook import rule_name
from desktop.core.planning.rules import violations
from desktop.core.vocabulary import Basis
from desktop.usecases.planning_problem import load_problem
from desktop.usecases.waivers import WaiverRow, list_waivers


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One broken rule, with the place it is about; `day` is local to the site."""

    rule: str
    rule_name: str
    blocks: bool
    waived: bool
    """Warns only because of a recorded exception."""
    basis: Basis
    article: str
    person_id: int | None
    person: str
    slot_id: int | None
    slot: str
    site_id: int | None
    site: str
    day: date | None
    measured: str
    limit: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class ConflictReport:
    rows: tuple[ConflictRow, ...]
    waivers: tuple[WaiverRow, ...]

    @property
    def blocking(self) -> int:
        return sum(row.blocks for row in self.rows)

    @property
    def marks(self) -> dict[tuple[int, int], tuple[ConflictRow, ...]]:
        """(person, slot) → what is wrong there, for the chips of the board."""
        found: dict[tuple[int, int], list[ConflictRow]] = {}
        for row in self.rows:
            if row.person_id is not None and row.slot_id is not None:
                found.setdefault((row.person_id, row.slot_id), []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}


def get_conflicts(
    session: Session, campaign_id: int, now: datetime | None = None
) -> ConflictReport:
    """Judge the whole plan; blocking breaches first, then by day."""
    problem = load_problem(session, campaign_id, now)
    return report_of(problem, list_waivers(session, campaign_id))


def report_of(problem: Problem, waivers: tuple[WaiverRow, ...]) -> ConflictReport:
    """The report of the plan that stands in a snapshot."""
    found = violations(problem, Plan(tuple(one.activity for one in problem.standing)))
    people = {person.code: person.id for person in problem.people}
    slots = {slot.code: slot.id for slot in problem.slots}
    rows = [
        _row(problem, waivers, one, people.get(one.person), slots.get(one.slot)) for one in found
    ]
    last = date.max
    return ConflictReport(
        tuple(sorted(rows, key=lambda one: (not one.blocks, one.day or last, one.person))), waivers
    )


def _row(
    problem: Problem,
    waivers: tuple[WaiverRow, ...],
    breach: Breach,
    person_id: int | None,
    slot_id: int | None,
) -> ConflictRow:
    slot = problem.slot_by_id[slot_id] if slot_id is not None else None
    site = problem.site_by_id[slot.site] if slot is not None else None
    day = problem.local_start(slot).date() if slot is not None else None
    return ConflictRow(
        rule=breach.rule,
        rule_name=rule_name(breach.rule),
        blocks=breach.blocks,
        waived=any(
            one.rule == breach.rule
            and one.person_id in (None, person_id)
            and one.site_id in (None, site.id if site else None)
            and (day is None or day <= one.until)
            for one in waivers
        ),
        basis=breach.basis,
        article=_(breach.article) if breach.article else "",
        person_id=person_id,
        person=problem.person_by_id[person_id].name if person_id is not None else breach.person,
        slot_id=slot_id,
        slot=breach.slot,
        site_id=site.id if site is not None else None,
        site=site.name if site is not None else "",
        day=day,
        measured=breach.measured_text,
        limit=breach.limit_text,
        message=breach.message,
        mend=breach.mend,
    )
