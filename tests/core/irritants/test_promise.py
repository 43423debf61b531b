"""Promise against process, and what a project did to both paths."""

from __future__ import annotations

import pytest

from desktop.core.i18n import speaking
from desktop.core.irritants.effort import fingerprint
from desktop.core.irritants.promise import (
    Answers,
    Balance,
    Facade,
    balance,
    changes,
    facade,
    facade_text,
    gap,
)


@pytest.mark.parametrize(
    ("clients", "employees", "found"),
    [
        (Answers(9, 1), Answers(8, 2), Facade.KEPT),
        (Answers(9, 1), Answers(2, 8), Facade.PROPPED),
        (Answers(2, 8), Answers(1, 9), Facade.CRACKED),
        (Answers(3, 7), Answers(9, 1), Facade.UNSEEN),
        (Answers(9, 1), Answers(), Facade.ONE_SIDED),
    ],
)
def test_the_same_question_on_both_sides_tells_the_facade(
    clients: Answers, employees: Answers, found: Facade
) -> None:
    assert facade(clients, employees) is found
    with speaking("en"):
        assert facade_text(found).endswith(".")


def test_the_gap_is_what_clients_see_less_what_employees_can_do() -> None:
    assert gap(Answers(9, 1), Answers(4, 6)) == pytest.approx(0.5)
    assert gap(Answers(), Answers(4, 6)) is None


def path(**effort: float) -> tuple[object, ...]:
    return fingerprint([effort])


def test_before_and_after_tell_when_the_stone_has_changed_shoes() -> None:
    client = changes(path(minutes=10, screens=4), path(minutes=2, screens=1))
    employee = changes(path(minutes=5, screens=2), path(minutes=25, screens=6))

    with speaking("en"):
        assert [each.text for each in client] == ["10 minutes → 2 minutes", "4 screens → 1 screen"]
    assert balance(client, employee) is Balance.SHOE
    assert balance(client, changes(path(minutes=5), path(minutes=3))) is Balance.BOTH_LIGHTER
    assert balance(changes(path(minutes=1), path(minutes=2)), ()) is Balance.CLIENT_HEAVIER
    assert balance(changes(path(screens=2), path(screens=2)), ()) is Balance.UNCHANGED


def test_what_was_measured_on_one_side_of_the_date_only_is_not_judged() -> None:
    found = changes(path(minutes=10), path(screens=2))

    assert balance(found, ()) is Balance.UNKNOWN
    with speaking("en"):
        assert [each.text for each in found] == [
            "10 minutes → not measured",
            "not measured → 2 screens",
        ]
