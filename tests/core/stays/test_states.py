"""The one condition as a state machine: who may do what, in which order, and every way out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.errors import UserError
from desktop.core.stays.states import (
    MOST_DATE_CHANGES,
    OVER,
    TRANSITIONS,
    Actor,
    Step,
    check_move,
    is_overdue,
    next_status,
    report_due_at,
    step_words,
    steps_from,
)
from desktop.core.vocabulary import StayStatus

S = StayStatus
GUEST, COORDINATOR, PAYROLL = Actor.GUEST, Actor.COORDINATOR, Actor.PAYROLL


def test_the_straight_way_leads_from_the_offer_to_the_settlement() -> None:
    status = S.OFFERED
    way = [
        (Step.REQUEST, GUEST, S.REQUESTED),
        (Step.GRANT, COORDINATOR, S.GRANTED),
        (Step.CONFIRM, GUEST, S.CONFIRMED),
        (Step.STAY, GUEST, S.STAYED),
        (Step.EXPECT_REPORT, Actor.CLOCK, S.REPORT_DUE),
        (Step.SEND_REPORT, GUEST, S.IN_REVIEW),
        (Step.ACCEPT, COORDINATOR, S.ACCEPTED),
        (Step.SETTLE, PAYROLL, S.SETTLED),
    ]
    for step, actor, expected in way:
        status = next_status(status, step, actor)
        assert status is expected


def test_every_state_can_be_reached_and_only_the_last_ones_lead_nowhere() -> None:
    reached = {row.end for row in TRANSITIONS}
    assert reached == set(S)
    starts = {start for row in TRANSITIONS for start in row.start}
    assert set(S) - starts == OVER


@pytest.mark.parametrize("status", sorted(OVER))
def test_nothing_follows_the_end(status: StayStatus) -> None:
    assert all(steps_from(status, actor) == () for actor in Actor)


@pytest.mark.parametrize(
    ("status", "step", "actor"),
    [
        (S.OFFERED, Step.CONFIRM, GUEST),
        (S.CONFIRMED, Step.GRANT, COORDINATOR),
        (S.IN_REVIEW, Step.SETTLE, PAYROLL),
        (S.REPORT_DUE, Step.ACCEPT, COORDINATOR),
        (S.SETTLED, Step.FORFEIT, COORDINATOR),
    ],
)
def test_a_step_out_of_order_is_refused_in_words(
    status: StayStatus, step: Step, actor: Actor
) -> None:
    with pytest.raises(UserError):
        next_status(status, step, actor)


def test_nobody_grants_to_themselves_and_a_guest_does_not_accept_her_own_report() -> None:
    for status, step in ((S.REQUESTED, Step.GRANT), (S.IN_REVIEW, Step.ACCEPT)):
        with pytest.raises(UserError):
            next_status(status, step, GUEST)


def test_the_site_is_no_actor_since_it_knows_nobody() -> None:
    assert {actor.value for actor in Actor} == {"guest", "coordinator", "payroll", "clock"}


def test_what_may_be_done_depends_on_who_asks() -> None:
    assert [row.step for row in steps_from(S.GRANTED, GUEST)] == [
        Step.CONFIRM,
        Step.CANCEL_BY_GUEST,
    ]
    assert [row.step for row in steps_from(S.ACCEPTED, PAYROLL)] == [Step.SETTLE]
    assert steps_from(S.IN_REVIEW, GUEST) == ()


def test_the_report_is_due_72_hours_after_the_departure() -> None:
    leaving = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)
    due = report_due_at(leaving, 72)
    assert due == datetime(2026, 11, 15, 9, 0, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert not is_overdue(S.REPORT_DUE, due, due)
    assert is_overdue(S.REPORT_DUE, due, due + second)
    assert not is_overdue(S.IN_REVIEW, due, due + second)


def test_dates_move_a_few_times_inside_the_window() -> None:
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    check_move(0, first, first, last)
    check_move(MOST_DATE_CHANGES - 1, last, first, last)
    for changes, day in (
        (MOST_DATE_CHANGES, first),
        (0, date(2026, 12, 1)),
        (0, date(2026, 10, 31)),
    ):
        with pytest.raises(UserError):
            check_move(changes, day, first, last)


def test_every_step_has_words_of_its_own() -> None:
    assert len({step_words(step) for step in Step}) == len(Step)
