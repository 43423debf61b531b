"""What is overdue climbs: its owner, then the head, then the level above."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core.irritants.escalation import Level, escalation

DUE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days", "level", "since"),
    [
        (1, Level.OWNER, 1),
        (7, Level.OWNER, 1),
        (8, Level.HEAD, 8),
        (21, Level.HEAD, 8),
        (22, Level.ABOVE, 22),
    ],
)
def test_each_level_hears_of_what_the_one_below_let_pass(
    days: int, level: Level, since: int
) -> None:
    found = escalation(DUE, DUE + timedelta(days=days))

    assert found is not None
    assert (found.late_days, found.level, found.since) == (days, level, DUE + timedelta(days=since))


def test_the_day_itself_is_not_late_and_no_date_never_is() -> None:
    assert escalation(DUE, DUE) is None
    assert escalation(None, DUE) is None
