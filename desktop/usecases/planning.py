"""What a coordinator does to the plan: take a proposal, place, free, pin, mend, ask why.

Every write is undoable; nothing here decides what is allowed: `core.planning.rules` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Absence, Assignment, Person, Slot
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.core.labour.breach import Breach
from desktop.core.planning import explain
from desktop.core.planning.explain import Explanation
from desktop.core.planning.plan import Activity, Plan, immersion
from desktop.core.planning.problem import Problem
from desktop.core.planning.rules import objections, violations
from desktop.core.planning.tiers import tier_name
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.places import (
    MOVABLE,
    Refused,
    drop_withdrawn,
    key_of,
    leave_swap,
    movable_place,
    place,
    remove,
    reseat,
    slot_named,
    standing_plan,
)
from desktop.usecases.plan_applying import apply_plan
from desktop.usecases.planning_problem import load_problem

__all__ = [
    "Breach",
    "Explanation",
    "Refused",
    "apply_plan",
    "load_problem",
    "standing_plan",
]

CANDIDATES_SHOWN = 30
NEVER_DRAFTED = frozenset({"past", "seats"})
"""Rules that not even a draft may break: the past is frozen, a seat holds one person."""


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One place of the plan; hours are local to the site."""

    id: int
    person_id: int
    person: str
    name: str
    slot_id: int
    slot: str
    site: str
    start: datetime
    end: datetime
    status: AssignmentStatus
    pinned: bool
    swapped: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody for one seat; `detail` says what speaks for or against it."""

    person_id: int
    person: str
    name: str
    detail: str
    allowed: bool


def tier_text(name: str) -> str:
    """An aim of the planner in words."""
    return tier_name(name)


# -- reading


def list_assignments(session: Session, campaign_id: int) -> tuple[AssignmentRow, ...]:
    """Every place of the plan, by day then by person."""
    problem = load_problem(session, campaign_id)
    rows = session.scalars(
        select(Assignment).where(
            Assignment.campaign_id == campaign_id, Assignment.status != AssignmentStatus.CANCELLED
        )
    )
    found = [_row(problem, row) for row in rows if row.person_id in problem.person_by_id]
    return tuple(sorted(found, key=lambda one: (one.start, one.person)))


def _row(problem: Problem, row: Assignment) -> AssignmentRow:
    person, slot = problem.person_by_id[row.person_id], problem.slot_by_id[row.slot_id]
    return AssignmentRow(
        id=row.id,
        person_id=person.id,
        person=person.code,
        name=person.name,
        slot_id=slot.id,
        slot=slot.code,
        site=problem.site_by_id[slot.site].name,
        start=problem.local_start(slot),
        end=problem.local_end(slot),
        status=row.status,
        pinned=row.pinned,
        swapped=row.swap_id is not None,
    )


def check_campaign(
    session: Session, campaign_id: int, *, published: bool = False, now: datetime | None = None
) -> tuple[Breach, ...]:
    """Everything wrong with the plan (or with its published part), blocking breaches first."""
    problem = load_problem(session, campaign_id, now)
    activities = tuple(
        one.activity for one in problem.standing if one.published or one.closed or not published
    )
    found = violations(problem, Plan(activities))
    return tuple(sorted(found, key=lambda one: not one.blocks))


def explain_person(session: Session, campaign_id: int, person_id: int) -> Explanation:
    """Why this person is placed where she is, or not at all."""
    problem = load_problem(session, campaign_id)
    if person_id not in problem.person_by_id:
        raise UserError(_("This person is not active any more."))
    return explain.explain_person(problem, standing_plan(problem), person_id)


def explain_slot(session: Session, campaign_id: int, slot_id: int) -> Explanation:
    """Why seats of this slot are open, and who could take them."""
    problem = load_problem(session, campaign_id)
    if slot_id not in problem.slot_by_id:
        raise UserError(_("This slot does not exist any more."))
    return explain.explain_slot(problem, standing_plan(problem), slot_id)


def candidates_for(
    session: Session, campaign_id: int, slot_id: int, limit: int = CANDIDATES_SHOWN
) -> tuple[Candidate, ...]:
    """Who could take a seat of this slot, best first; the impossible last, with the reason."""
    problem = load_problem(session, campaign_id)
    plan = standing_plan(problem)
    return tuple(
        Candidate(
            person_id=one.activity.person,
            person=one.person,
            name=problem.person_by_id[one.activity.person].name,
            detail=_detail(problem, plan, one),
            allowed=one.possible,
        )
        for one in explain.candidates(problem, plan, slot_id)[:limit]
    )


def _detail(problem: Problem, plan: Plan, one: explain.Alternative) -> str:
    if one.breaches:
        return " ".join(breach.message for breach in one.breaches[:2])
    person = problem.person_by_id[one.activity.person]
    parts = []
    if not plan.by_person.get(person.id):
        parts.append(_("not placed yet"))
    if person.never_served:
        parts.append(_("never served before"))
    if rank := problem.wish_rank(person.id, one.activity):
        parts.append(_("wish number {rank}").format(rank=rank))
    return ", ".join(parts)


# -- one place at a time


def assign(session: Session, person_id: int, slot_id: int, *, anyway: bool = False) -> Outcome[int]:
    """Place a person in a slot. Raises `Refused` with every objection if one of them blocks.

    `anyway` drafts knowingly over what blocks: publishing is then forbidden until it is mended.
    """
    slot = slot_named(session, slot_id)
    problem = load_problem(session, slot.campaign_id)
    if person_id not in problem.person_by_id:
        raise UserError(_("This person is not active any more."))
    plan = standing_plan(problem)
    if any(one.person == person_id for one in plan.by_slot.get(slot_id, ())):
        raise UserError(_("This person already has this place."))
    _refuse(problem, plan, immersion(person_id, slot_id), anyway=anyway)
    row = place(session, slot, person_id)
    session.flush()
    label = _("assign {what}").format(what=_words(problem, person_id, slot_id))
    return Outcome(row.id, Changes.PLAN, label)


def unassign(session: Session, assignment_id: int) -> Outcome[None]:
    """Free a place; the other half of a swap becomes an immersion of its own."""
    row = movable_place(session, assignment_id)
    label = _("free {what}").format(what=_row_words(session, row))
    remove(session, row)
    return Outcome(None, Changes.PLAN, label)


def move(
    session: Session, assignment_id: int, slot_id: int, *, anyway: bool = False
) -> Outcome[int]:
    """The same person elsewhere; what was signed is cancelled. Raises `Refused`."""
    row, slot = movable_place(session, assignment_id), slot_named(session, slot_id)
    problem = load_problem(session, row.campaign_id)
    plan = _without(problem, row)
    _refuse(problem, plan, immersion(row.person_id, slot_id), anyway=anyway)
    leave_swap(session, row)
    drop_withdrawn(session, row.person_id, slot_id)
    reseat(session, row, slot.id)
    label = _("move {what}").format(what=_words(problem, row.person_id, slot_id))
    return Outcome(row.id, Changes.PLAN, label)


def give_seat(
    session: Session, assignment_id: int, person_id: int, *, anyway: bool = False
) -> Outcome[int]:
    """The same seat to somebody else. Raises `Refused`."""
    row = movable_place(session, assignment_id)
    slot = slot_named(session, row.slot_id)
    problem = load_problem(session, row.campaign_id)
    _refuse(problem, _without(problem, row), immersion(person_id, row.slot_id), anyway=anyway)
    label = _("give the seat to {what}").format(what=_words(problem, person_id, row.slot_id))
    remove(session, row)
    session.flush()
    given = place(session, slot, person_id)
    session.flush()
    return Outcome(given.id, Changes.PLAN, label)


def exchange(
    session: Session, first_id: int, second_id: int, *, anyway: bool = False
) -> Outcome[None]:
    """Two people take each other's place. Raises `Refused` if either cannot."""
    first, second = movable_place(session, first_id), movable_place(session, second_id)
    problem = load_problem(session, first.campaign_id)
    plan = standing_plan(problem).without(
        *_activities(problem, first), *_activities(problem, second)
    )
    one, other = (
        immersion(first.person_id, second.slot_id),
        immersion(second.person_id, first.slot_id),
    )
    _refuse(problem, plan.with_(other), one, anyway=anyway)
    _refuse(problem, plan.with_(one), other, anyway=anyway)
    slots = second.slot_id, first.slot_id
    for row, slot_id in zip((first, second), slots, strict=True):
        leave_swap(session, row)
        reseat(session, row, slot_id)
    label = _("exchange {first} and {second}").format(
        first=problem.person_by_id[first.person_id].name,
        second=problem.person_by_id[second.person_id].name,
    )
    return Outcome(None, Changes.PLAN, label)


def pin(session: Session, assignment_id: int) -> Outcome[None]:
    """Protect a place from re-planning."""
    return _pinned(session, assignment_id, pinned=True)


def unpin(session: Session, assignment_id: int) -> Outcome[None]:
    """Let re-planning move a place again."""
    return _pinned(session, assignment_id, pinned=False)


def _pinned(session: Session, assignment_id: int, *, pinned: bool) -> Outcome[None]:
    row = movable_place(session, assignment_id)
    row.pinned = pinned
    text = _("pin {what}") if pinned else _("unpin {what}")
    return Outcome(None, Changes.PLAN, text.format(what=_row_words(session, row)))


def decline(session: Session, assignment_id: int) -> Outcome[None]:
    """The person says no: the seat is free again. No reason and no count is kept of it.

    The place itself is remembered as withdrawn, so that it is not offered to her twice.
    """
    row = movable_place(session, assignment_id)
    label = _("withdraw {what}").format(what=_row_words(session, row))
    leave_swap(session, row)
    row.status, row.pinned, row.confirmed_at = AssignmentStatus.CANCELLED, False, None
    return Outcome(None, Changes.PLAN, label)


def absent(session: Session, person_id: int, start: date, end: date) -> Outcome[int]:
    """Note days without this person (never why); says how many of her places that breaks."""
    if end < start:
        raise UserError(_("The absence ends before it starts."))
    person = session.get(Person, person_id)
    if person is None:
        raise UserError(_("This person does not exist any more."))
    session.add(Absence(person_id=person_id, start=start, end=end))
    rows = session.execute(
        select(Slot.start, Slot.end)
        .join(Assignment, Assignment.slot_id == Slot.id)
        .where(Assignment.person_id == person_id, Assignment.status.in_(MOVABLE))
    )
    broken = sum(first.date() <= end and start <= last.date() for first, last in rows)
    label = _("note {name} absent from {start} to {end}").format(
        name=_name(person), start=date_text(start), end=date_text(end)
    )
    return Outcome(broken, Changes.PLAN | Changes.PEOPLE, label)


# -- small things


def _refuse(problem: Problem, plan: Plan, candidate: Activity, *, anyway: bool = False) -> None:
    found = objections(problem, plan, candidate)
    reasons = [
        one.message for one in found if one.blocks and (not anyway or one.rule in NEVER_DRAFTED)
    ]
    if reasons:
        raise Refused("\n".join(reasons), found)


def _activities(problem: Problem, row: Assignment) -> tuple[Activity, ...]:
    return tuple(
        one.activity
        for one in problem.standing
        if not one.activity.is_stay and (one.activity.person, one.activity.target) == key_of(row)
    )


def _without(problem: Problem, row: Assignment) -> Plan:
    return standing_plan(problem).without(*_activities(problem, row))


def _words(problem: Problem, person_id: int, slot_id: int) -> str:
    return _("{person} to {place}").format(
        person=problem.person_by_id[person_id].name,
        place=explain.slot_text(problem, problem.slot_by_id[slot_id]),
    )


def _row_words(session: Session, row: Assignment) -> str:
    person, slot = session.get_one(Person, row.person_id), slot_named(session, row.slot_id)
    return _("{person} to {place}").format(
        person=_name(person), place=f"{slot.code}, {date_text(slot.start.astimezone(UTC).date())}"
    )


def _name(person: Person) -> str:
    return f"{person.first_name} {person.last_name}".strip()
