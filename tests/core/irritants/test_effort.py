"""Effort on both paths, its cost and the rank it gives, always with what it was reckoned from."""

from __future__ import annotations

from datetime import date

from desktop.core.i18n import speaking
from desktop.core.irritants import cost, effort
from desktop.core.irritants.effort import Contrast, Measure, Measured
from desktop.core.irritants.priority import Priority


def test_a_fingerprint_is_the_median_of_what_was_observed_with_its_count() -> None:
    path = effort.fingerprint(
        [{"screens": 6, "minutes": 20}, {"screens": 4, "minutes": 30}, {"minutes": 25, "tea": 3}]
    )

    assert path == (Measured(Measure.MINUTES, 25, 3), Measured(Measure.SCREENS, 5, 2))


def test_what_nobody_observed_is_absent_and_not_zero() -> None:
    assert effort.measured(effort.fingerprint([{"minutes": 3}]), Measure.SCREENS) is None


def test_ten_minutes_against_five_seconds_is_a_ratio_of_120() -> None:
    found = effort.asymmetry(
        effort.fingerprint([{"minutes": 5 / 60}]), effort.fingerprint([{"minutes": 10}])
    )

    assert found is not None
    assert round(found.ratio, 6) == 120
    with speaking("en"):
        assert found.text == "10 minutes against 5 seconds"


def test_the_ratio_is_the_median_of_the_dimensions_known_on_both_paths() -> None:
    client = effort.fingerprint([{"screens": 1, "minutes": 2, "approvals": 0}])
    employee = effort.fingerprint([{"screens": 6, "minutes": 4, "approvals": 2, "hand_overs": 1}])

    found = effort.asymmetry(client, employee)

    assert found is not None
    assert found.ratio == 4
    with speaking("en"):
        assert found.text == "6 screens against 1"


def test_no_ratio_without_a_dimension_in_common() -> None:
    assert (
        effort.asymmetry(effort.fingerprint([{"minutes": 1}]), effort.fingerprint([{"screens": 1}]))
        is None
    )


def test_a_contrast_with_a_client_who_does_nothing_has_no_ratio() -> None:
    contrast = Contrast(Measured(Measure.SCREENS, 3, 1), Measured(Measure.SCREENS, 0, 1))

    assert contrast.ratio is None


def test_the_cost_is_minutes_by_occurrences_by_people_over_a_working_year() -> None:
    found = cost.cost(effort.fingerprint([{"minutes": 25}, {"minutes": 25}]), 10, 12)

    assert found is not None
    assert found.hours == 25 * 10 * 12 * 47 / 60
    with speaking("en"):
        assert found.formula == (
            "25 min × 10 a week × 12 people × 47 weeks = 2,350 h a year (2 observations)"
        )


def test_no_cost_is_invented_while_an_input_is_missing() -> None:
    path = effort.fingerprint([{"minutes": 25}])

    assert cost.cost(path, None, 12) is None
    with speaking("en"):
        assert cost.missing_inputs((), None, 12) == ("minutes lost by the employee", "times a week")
    assert cost.missing_inputs(path, 1, 1) == ()


def test_priority_points_follow_the_formula_shown() -> None:
    priority = Priority(reports=4, severity_client=3, severity_employee=2, hours=235)

    assert priority.points == 43.5
    with speaking("en"):
        assert priority.formula == (
            "4 reports × (client 3 + employee 2) + 235 h ÷ 10 = 43.5 points"
        )


def test_a_deadline_comes_before_any_number_of_points() -> None:
    urgent = Priority(1, 1, 1, deadline=date(2026, 7, 1))
    heavy = Priority(50, 4, 4)

    assert sorted([heavy, urgent], key=lambda each: each.order) == [urgent, heavy]
