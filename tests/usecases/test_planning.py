"""Placing by hand and taking whole plans, on the demonstration company."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models import Absence, Assignment, Campaign, Swap
from db.session import Store, open_store
from desktop.core.errors import UserError
from desktop.core.planning.plan import Plan, Status, immersion
from desktop.core.planning.repair import repair
from desktop.core.planning.solver import solve
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases import planning
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.planning import standing_plan
from desktop.usecases.planning_problem import load_problem

TODAY = datetime.now(UTC).date()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("company") / "company.db"
    with open_store(path, create=True) as opened:
        opened.write(build_demonstration, "S", 1, TODAY)
    return path


@pytest.fixture
def store(company: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(shutil.copy(company, tmp_path / "company.db")) as opened:
        yield opened


@pytest.fixture
def campaign(store: Store) -> int:
    return store.read(
        lambda session: session.scalars(select(Campaign.id).order_by(Campaign.start.desc())).first()
    )


def loose_place(store: Store, campaign: int) -> planning.AssignmentRow:
    """A place to come that nobody shares in a swap."""
    soon = datetime.now(UTC) + timedelta(days=2)
    rows = store.read(planning.list_assignments, campaign)
    return next(
        row
        for row in rows
        if row.start > soon and not row.swapped and row.status != AssignmentStatus.DONE
    )


def test_the_demonstration_s_plan_breaks_no_blocking_rule(store: Store, campaign: int):
    assert [one for one in store.read(planning.check_campaign, campaign) if one.blocks] == []


def test_a_proposed_plan_is_taken_checked_and_undone(store: Store, campaign: int):
    before = store.read(planning.list_assignments, campaign)
    problem = store.read(load_problem, campaign)
    plan = solve(problem)
    assert plan.status is Status.OPTIMAL
    written = store.write(planning.apply_plan, campaign, plan)
    after = store.read(load_problem, campaign)
    assert set(standing_plan(after).activities) == set(plan.activities)
    assert [one for one in store.read(planning.check_campaign, campaign) if one.blocks] == []
    store.replay(written.changeset.inverse())
    assert store.read(planning.list_assignments, campaign) == before


def test_taking_the_same_plan_twice_changes_nothing(store: Store, campaign: int):
    plan = solve(store.read(load_problem, campaign))
    store.write(planning.apply_plan, campaign, plan)
    rows = store.read(planning.list_assignments, campaign)
    assert store.write(planning.apply_plan, campaign, plan).value == 0
    assert store.read(planning.list_assignments, campaign) == rows


def test_a_plan_made_on_data_that_moved_is_refused(store: Store, campaign: int):
    problem = store.read(load_problem, campaign)
    plan = solve(problem)
    new = next(
        one
        for one in plan.activities
        if not one.is_stay and one not in standing_plan(problem).activities
    )
    day = problem.days_of(new)[0]
    store.write(planning.absent, new.person, day, day)
    with pytest.raises(planning.Refused) as refusal:
        store.write(planning.apply_plan, campaign, plan)
    assert "absence" in {one.rule for one in refusal.value.reasons}


def test_a_plan_with_a_slot_that_is_gone_is_refused(store: Store, campaign: int):
    with pytest.raises(UserError, match="données ont changé"):
        store.write(planning.apply_plan, campaign, Plan((immersion(1, 999_999),)))


def test_placing_by_hand_is_refused_with_every_reason(store: Store, campaign: int):
    row = loose_place(store, campaign)
    other = store.read(planning.candidates_for, campaign, row.slot_id, 200)[-1]
    assert not other.allowed
    with pytest.raises(planning.Refused) as refusal:
        store.write(planning.assign, other.person_id, row.slot_id)
    blocking = [one.message for one in refusal.value.reasons if one.blocks]
    assert str(refusal.value) == "\n".join(blocking)
    assert refusal.value.hint


def test_a_place_is_freed_taken_again_and_both_are_undone(store: Store, campaign: int):
    row = loose_place(store, campaign)
    freed = store.write(planning.unassign, row.id)
    left = store.read(planning.list_assignments, campaign)
    assert row.id not in {one.id for one in left}
    placed = store.write(planning.assign, row.person_id, row.slot_id)
    assert placed.value in {one.id for one in store.read(planning.list_assignments, campaign)}
    assert placed.label.startswith("placer ")
    store.replay(placed.changeset.inverse())
    store.replay(freed.changeset.inverse())
    assert row in store.read(planning.list_assignments, campaign)


def test_a_candidate_said_possible_can_be_placed(store: Store, campaign: int):
    row = loose_place(store, campaign)
    store.write(planning.unassign, row.id)
    candidates = store.read(planning.candidates_for, campaign, row.slot_id)
    assert candidates[0].allowed
    store.write(planning.assign, candidates[0].person_id, row.slot_id)


def test_a_declined_place_leaves_no_reason_and_is_not_offered_again(store: Store, campaign: int):
    row = loose_place(store, campaign)
    store.write(planning.decline, row.id)
    assert row.id not in {one.id for one in store.read(planning.list_assignments, campaign)}
    problem = store.read(load_problem, campaign)
    assert (row.person_id, row.slot_id) in problem.withdrawn
    assert immersion(row.person_id, row.slot_id) not in solve(problem).activities
    assert "reason" not in {column.name for column in Assignment.__table__.columns}


def test_an_absence_breaks_a_place_and_repair_moves_only_that_person(store: Store, campaign: int):
    store.write(planning.apply_plan, campaign, solve(store.read(load_problem, campaign)))
    row = loose_place(store, campaign)
    day = row.start.date()
    assert store.write(planning.absent, row.person_id, day, day).value == 1
    problem = store.read(load_problem, campaign)
    mended = repair(problem)
    assert mended.moved == (row.person_id,)
    kept = set(standing_plan(problem).activities) - {immersion(row.person_id, row.slot_id)}
    assert kept <= set(mended.plan.activities)
    store.write(planning.apply_plan, campaign, mended.plan)
    assert [one for one in store.read(planning.check_campaign, campaign) if one.blocks] == []


def test_pins_hold_against_another_plan(store: Store, campaign: int):
    row = loose_place(store, campaign)
    store.write(planning.pin, row.id)
    plan = solve(store.read(load_problem, campaign))
    assert immersion(row.person_id, row.slot_id) in plan.activities
    store.write(planning.unpin, row.id)
    problem = store.read(load_problem, campaign)
    assert not any(one.pinned for one in problem.standing if one.activity.target == row.slot_id)


def test_two_people_exchange_their_places_or_are_told_why_not(store: Store, campaign: int):
    soon = datetime.now(UTC) + timedelta(days=2)
    rows = store.read(planning.list_assignments, campaign)
    rows = [row for row in rows if not row.swapped and row.start > soon]
    answers = set()
    for first, second in combinations(rows, 2):
        if first.slot_id == second.slot_id:
            continue
        try:
            answers.add(first.name in store.rehearse(planning.exchange, first.id, second.id).label)
        except planning.Refused as refusal:
            answers.add(bool(refusal.reasons))
    assert answers == {True}


def test_giving_a_seat_moves_the_seat_not_the_day(store: Store, campaign: int):
    row = loose_place(store, campaign)
    others = [
        one
        for one in store.read(planning.candidates_for, campaign, row.slot_id, 200)
        if one.person_id != row.person_id
    ]
    for other in others:
        try:
            given = store.write(planning.give_seat, row.id, other.person_id).value
        except planning.Refused:
            continue
        rows = {one.id: one for one in store.read(planning.list_assignments, campaign)}
        assert (rows[given].person_id, rows[given].slot_id) == (other.person_id, row.slot_id)
        assert row.person_id not in {one.person_id for one in rows.values() if one.id == given}
        return
    pytest.skip("nobody else may take this seat in this company")


def test_freeing_half_of_a_swap_leaves_an_ordinary_visit(store: Store, campaign: int):
    store.write(planning.apply_plan, campaign, solve(store.read(load_problem, campaign)))
    soon = datetime.now(UTC)
    rows = store.read(planning.list_assignments, campaign)
    halves = [row for row in rows if row.swapped and row.start > soon]
    if not halves:
        pytest.skip("no swap to come in this company")
    swaps = store.read(lambda session: len(session.scalars(select(Swap)).all()))
    store.write(planning.unassign, halves[0].id)
    after = store.read(planning.list_assignments, campaign)
    assert sum(row.swapped and row.start > soon for row in after) == len(halves) - 2
    assert store.read(lambda session: len(session.scalars(select(Swap)).all())) == swaps - 1


def test_explanations_count_every_rule_in_words(store: Store, campaign: int):
    row = loose_place(store, campaign)
    found = store.read(planning.explain_person, campaign, row.person_id)
    assert row.name in found.title
    assert found.reasons
    assert all(reason.count >= reason.alone for reason in found.reasons)
    assert len(found.lines) >= len(found.reasons)
    seat = store.read(planning.explain_slot, campaign, row.slot_id)
    assert seat.reasons


def test_an_absence_keeps_two_days_and_nothing_else(store: Store, campaign: int):
    person = loose_place(store, campaign).person_id
    store.write(planning.absent, person, date(2026, 1, 5), date(2026, 1, 6))
    columns = {column.name for column in Absence.__table__.columns}
    assert columns == {"id", "person_id", "start", "end"}
    with pytest.raises(UserError):
        store.write(planning.absent, person, date(2026, 1, 6), date(2026, 1, 5))
