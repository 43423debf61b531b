"""Each rule of eligibility alone, with its numbers, and the draw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.core.i18n import speaking
from desktop.core.stays.draw import Applicant, in_order
from desktop.core.stays.eligibility import (
    RULES,
    Announced,
    Guest,
    Lived,
    Request,
    objections,
)
from desktop.core.vocabulary import Basis

ARRIVAL = date(2026, 12, 1)
HOTEL = 7


def request(**guest: Any) -> Request:
    person = Guest(code="001", name="Anne Roux", site_id=1, region="Bretagne")
    return Request(
        guest=replace(person, **guest),
        site_id=HOTEL,
        site_name="Hôtel de Nice",
        region="Provence",
        arrival=ARRIVAL,
        announced=Announced(date(2026, 9, 1), date(2026, 9, 15), 6, 5),
    )


def rules(asked: Request) -> list[str]:
    return [breach.rule for breach in objections(asked)]


def test_somebody_from_elsewhere_may_go() -> None:
    assert rules(request()) == []


@pytest.mark.parametrize(
    ("guest", "rule"),
    [
        ({"takes_part": False}, "takes_part"),
        ({"adult": False}, "of_age"),
        ({"site_id": HOTEL}, "own_site"),
        ({"region": "Provence"}, "own_region"),
        ({"conflicts": frozenset({HOTEL})}, "conflict"),
        ({"unmasked_at": frozenset({HOTEL})}, "unmasked"),
        ({"overdue_since": date(2026, 11, 1)}, "report_overdue"),
    ],
)
def test_each_fact_about_the_guest_has_its_rule(guest: dict[str, Any], rule: str) -> None:
    assert rules(request(**guest)) == [rule]


def test_recognised_elsewhere_is_no_obstacle_here() -> None:
    assert rules(request(unmasked_at=frozenset({8}), conflicts=frozenset({9}))) == []


@pytest.mark.parametrize(
    ("days", "refused"), [(364, True), (365, False), (-364, True), (-365, False)]
)
def test_a_guest_returns_after_365_days(days: int, refused: bool) -> None:
    lived = Lived(HOTEL, ARRIVAL - timedelta(days=days), as_guest=True)
    assert rules(request(past=(lived,))) == (["rotation"] if refused else [])


@pytest.mark.parametrize(("days", "refused"), [(359, True), (360, False)])
def test_whoever_worked_there_is_no_guest_for_twelve_months(days: int, refused: bool) -> None:
    lived = Lived(HOTEL, ARRIVAL - timedelta(days=days), as_guest=False)
    assert rules(request(past=(lived,))) == (["cross_rule"] if refused else [])


def test_what_was_lived_elsewhere_does_not_count() -> None:
    assert rules(request(past=(Lived(8, ARRIVAL, as_guest=True),))) == []


@pytest.mark.parametrize(
    ("announced", "rule"),
    [
        (Announced(None, date(2026, 9, 15), 6, 0), "IP-02"),
        (Announced(ARRIVAL + timedelta(days=1), date(2026, 9, 15), 6, 0), "IP-02"),
        (Announced(date(2026, 9, 1), None, 6, 0), "IP-04"),
        (Announced(date(2026, 9, 1), ARRIVAL + timedelta(days=1), 6, 0), "IP-04"),
        (Announced(date(2026, 9, 1), date(2026, 9, 15), 6, 6), "visits_per_site"),
    ],
)
def test_nobody_goes_before_the_law_is_kept_nor_beyond_the_number_announced(
    announced: Announced, rule: str
) -> None:
    assert rules(replace(request(), announced=announced)) == [rule]


def test_the_day_of_the_note_itself_will_do_and_no_number_means_no_limit() -> None:
    assert rules(replace(request(), announced=Announced(ARRIVAL, ARRIVAL, 0, 50))) == []


def test_all_objections_are_said_at_once_each_with_its_mend() -> None:
    asked = request(takes_part=False, site_id=HOTEL, region="Provence", adult=False)
    found = objections(asked)
    assert len(found) == 4
    for language in ("fr", "en"):
        with speaking(language):
            for breach in found:
                assert breach.blocks
                assert "Anne Roux" in breach.message
                assert "{" not in breach.message + breach.mend
                assert breach.mend


def test_only_rules_with_an_enforceable_text_are_called_law() -> None:
    asked = replace(request(), announced=Announced(None, None, 1, 1))
    assert {b.rule: b.basis for b in objections(asked)} == {
        "IP-02": Basis.LAW,
        "IP-04": Basis.LAW,
        "visits_per_site": Basis.POLICY,
    }
    assert len(RULES) == 13


def test_the_never_served_come_first_and_ties_are_drawn_the_same_every_time() -> None:
    people = [Applicant(n, f"{n:03d}", served=n % 2) for n in range(1, 9)]
    order = in_order(people, 3, "stay")
    assert [each.served for each in order] == [0, 0, 0, 0, 1, 1, 1, 1]
    assert in_order(reversed(people), 3, "stay") == order
    others = {in_order(people, 3, f"stay {n}")[0].person_id for n in range(30)}
    assert others == {2, 4, 6, 8}
