"""Every step of an irritant's life demands what makes it true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.irritants import life_cycle
from desktop.core.irritants.life_cycle import Dossier, NetEntry, PlannedAction
from desktop.core.vocabulary import IrritantSide, IrritantStatus, RootCause

DONE = PlannedAction(date(2026, 6, 1), date(2026, 6, 2), has_impact_note=True)
READY = Dossier(
    IrritantStatus.TO_VERIFY,
    IrritantSide.CLIENT,
    touchpoint="hotel.check_in",
    cause=RootCause.TOOL,
    has_owner=True,
    due=date(2026, 6, 30),
    actions=(DONE,),
    carried_by=life_cycle.CARRIED_BY_NOBODY,
    verification="Two visits did not meet it",
)


def test_a_complete_dossier_is_resolved() -> None:
    life_cycle.check_step(READY, IrritantStatus.RESOLVED)


@pytest.mark.parametrize(
    ("lacking", "phrase"),
    [
        ({"cause": None}, "a root cause"),
        ({"actions": ()}, "an action"),
        ({"actions": (replace(DONE, done_on=None),)}, "an action carried out, with its date"),
        (
            {"actions": (replace(DONE, has_impact_note=False),)},
            "the note on what the action changes for employees",
        ),
        ({"carried_by": ""}, "an answer to “who carries it now?”"),
        ({"verification": " "}, "a later visit that did not meet it, or a check"),
        ({"due": None}, "a due date"),
    ],
)
def test_resolving_demands_cause_action_date_carrier_and_check(
    lacking: dict[str, object], phrase: str
) -> None:
    dossier = replace(READY, **lacking)  # type: ignore[arg-type]

    with speaking("en"):
        assert life_cycle.missing_for(dossier, IrritantStatus.RESOLVED) == (phrase,)
    with pytest.raises(UserError):
        life_cycle.check_step(dossier, IrritantStatus.RESOLVED)


def test_an_employee_irritant_has_no_burden_to_hand_over() -> None:
    dossier = replace(READY, side=IrritantSide.EMPLOYEE, carried_by="")

    assert life_cycle.missing_for(dossier, IrritantStatus.RESOLVED) == ()


def test_steps_cannot_be_jumped() -> None:
    with pytest.raises(UserError, match=r"Resolved|Résolu"):
        life_cycle.check_step(
            replace(READY, status=IrritantStatus.REPORTED), IrritantStatus.RESOLVED
        )


def test_setting_aside_and_reopening_need_a_reason() -> None:
    for status, target in (
        (IrritantStatus.QUALIFIED, IrritantStatus.SET_ASIDE),
        (IrritantStatus.RESOLVED, IrritantStatus.REPORTED),
    ):
        with pytest.raises(UserError):
            life_cycle.check_step(replace(READY, status=status), target)
        life_cycle.check_step(replace(READY, status=status, reason="met on 3 visits"), target)


def test_every_status_has_a_way_out_and_a_suggestion() -> None:
    for status in IrritantStatus:
        assert life_cycle.next_steps(status)
        assert life_cycle.suggestion(status)


def test_the_past_is_told_in_words() -> None:
    with speaking("en"):
        assert life_cycle.event_text("status", "in_hand") == "In hand"
        assert life_cycle.event_text("resolved", "") == "Resolved"
        assert life_cycle.event_text("created", "") == "Reported"
        assert life_cycle.event_text("merged", "I-002 joined it.") == "I-002 joined it."


def test_overdue_is_past_its_date_and_still_open() -> None:
    today = date(2026, 7, 1)

    assert life_cycle.is_overdue(IrritantStatus.IN_HAND, date(2026, 6, 30), today)
    assert not life_cycle.is_overdue(IrritantStatus.IN_HAND, today, today)
    assert not life_cycle.is_overdue(IrritantStatus.RESOLVED, date(2026, 6, 30), today)
    assert not life_cycle.is_overdue(IrritantStatus.IN_HAND, None, today)


def test_a_resolved_irritant_met_on_a_later_day_is_met_again() -> None:
    resolved = date(2026, 6, 30)

    assert life_cycle.is_met_again(IrritantStatus.RESOLVED, resolved, date(2026, 7, 1))
    assert not life_cycle.is_met_again(IrritantStatus.RESOLVED, resolved, resolved)
    assert not life_cycle.is_met_again(IrritantStatus.IN_HAND, resolved, date(2026, 7, 1))


def test_totals_are_net_of_what_only_changed_shoes() -> None:
    totals = life_cycle.net_totals(
        [
            NetEntry(IrritantSide.CLIENT, resolved=True, displaced=False, hours=100),
            NetEntry(IrritantSide.CLIENT, resolved=True, displaced=False, hours=20),
            NetEntry(IrritantSide.EMPLOYEE, resolved=False, displaced=True, hours=80),
            NetEntry(IrritantSide.EMPLOYEE, resolved=False, displaced=False, hours=999),
        ]
    )

    assert (totals.resolved, totals.still_carried, totals.net) == (2, 1, 1)
    assert totals.net_hours == 40
