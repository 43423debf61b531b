"""The masks of the optimiser and the sentences of the judge, held to agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from desktop.core.labour.schedule import parse_schedule
from desktop.core.planning.eligibility import MASKS, Eligibility
from desktop.core.planning.plan import Plan, immersion, stay
from desktop.core.planning.problem import Problem, Waiver
from desktop.core.planning.rules import objections
from desktop.core.planning.stay_masks import STAY_MASKS, StayMasks
from desktop.core.vocabulary import Contract, Severity
from tests.benchmarks.generator import SIZES, Size, generate

BETWEEN_ACTIVITIES = {"seats", "away_share", "quota"}
"""What the optimiser keeps as rows, not as masks, and may forbid a pair even in an empty plan."""


def by_the_rules(problem: Problem) -> set[tuple[int, int]]:
    empty = Plan()
    return {
        (person.id, slot.id)
        for person in problem.people
        for slot in problem.slots
        if not any(
            one.blocks and one.rule not in BETWEEN_ACTIVITIES
            for one in objections(problem, empty, immersion(person.id, slot.id))
        )
    }


def by_the_masks(problem: Problem) -> set[tuple[int, int]]:
    people, slots = Eligibility(problem).pairs()
    return {(problem.people[p].id, problem.slots[s].id) for p, s in zip(people, slots, strict=True)}


@pytest.mark.parametrize("seed", range(6))
def test_masks_and_rules_agree_on_random_campaigns(seed: int):
    problem = generate(Size(25, 40, 7, 4), seed)
    assert by_the_masks(problem) == by_the_rules(problem)


HARD_WEEKS = tuple(
    parse_schedule(week)
    for week in (
        "mon-sun 09:00-15:30",
        "mon-sat 08:00-16:00",
        "mon-fri 22:00-06:00",
        "mon, wed, fri, sun 07:00-18:00",
        "mon-fri 08:00-12:00 13:00-17:50",
        "sat-sun 08:00-20:00",
    )
)


@pytest.mark.parametrize("zones", [("Europe/Paris",), ("Europe/Paris", "Indian/Reunion")])
@pytest.mark.parametrize("seed", range(3))
def test_masks_and_rules_agree_on_hard_weeks_minors_holidays_and_zones(
    seed: int, zones: tuple[str, ...]
):
    problem = generate(Size(24, 60, 7, 4), seed)
    problem = replace(
        problem,
        sites=tuple(
            replace(
                one,
                zone=zones[one.id % len(zones)],
                profile=("", "hcr", "hcr_office")[one.id % 3],
                holidays={date(2027, 3, 29): "Pâques", date(2027, 3, 10): "fête"},
            )
            for one in problem.sites
        ),
        people=tuple(
            replace(
                one,
                schedule=None if one.id % 11 == 0 else HARD_WEEKS[one.id % len(HARD_WEEKS)],
                birth=date(2009, 3, one.id) if one.id % 4 == 0 else one.birth,
                contract=Contract.PART_TIME if one.id % 5 == 0 else one.contract,
                days={},
                absences=((date(2027, 3, one.id), date(2027, 3, one.id + one.id % 6)),),
            )
            for one in problem.people
        ),
        settings=replace(
            problem.settings,
            severities=dict.fromkeys(
                ("WT-03b", "WT-06b", "WT-10", "WT-14")[: seed + 1], Severity.BLOCKING
            ),
        ),
    )
    assert by_the_masks(problem) == by_the_rules(problem)


def test_masks_follow_the_severities_and_waivers_of_the_campaign():
    problem = generate(SIZES["S"], 3)
    problem = replace(
        problem,
        people=problem.people[:20],
        slots=problem.slots[:40],
        settings=replace(
            problem.settings,
            severities={
                "own_site": Severity.WARNING,
                "WT-01": Severity.WARNING,
                "WT-15": Severity.BLOCKING,
                "availability_asked": Severity.BLOCKING,
                "safety_due": Severity.BLOCKING,
                "no_host": Severity.BLOCKING,
                "EN-01": Severity.BLOCKING,
            },
            waivers=(
                Waiver("direction", None, 2, date(2027, 3, 20)),
                Waiver("WT-05", None, None, date(2027, 12, 31)),
                Waiver("EN-01", 3, None, date(2027, 12, 31)),
            ),
        ),
    )
    assert by_the_masks(problem) == by_the_rules(problem)


@pytest.mark.parametrize("code", sorted(MASKS))
def test_each_mask_forbids_exactly_what_its_rule_forbids(code: str):
    problem = generate(Size(30, 30, 4, 3), 11)
    problem = replace(
        problem,
        agreed=frozenset((one.id, one.id) for one in problem.people),
        people=tuple(
            replace(one, immersion=one.id % 7 > 0, joined=date(2027, 3, one.id))
            for one in problem.people
        ),
        slots=tuple(
            replace(
                one,
                listening=one.id % 5 == 0,
                host=None if one.id % 4 == 0 else one.host,
                department=None if one.id % 11 == 0 else one.department,
            )
            for one in problem.slots
        ),
        now=generate(Size(2, 2, 1, 2)).slots[0].start,
        settings=replace(problem.settings, end=date(2027, 3, 20)),
    )
    everyone = slice(0, len(problem.people))
    forbidden = Eligibility(problem).forbidden(code, everyone)
    expected = np.array(
        [
            [
                any(
                    one.rule == code
                    for one in objections(problem, Plan(), immersion(person.id, slot.id))
                )
                for slot in problem.slots
            ]
            for person in problem.people
        ]
    )
    assert np.array_equal(forbidden, expected)
    assert expected.any()
    assert not expected.all()


@pytest.mark.parametrize("code", sorted(STAY_MASKS))
def test_each_mask_of_stays_forbids_exactly_what_its_rule_forbids(code: str):
    problem = generate(Size(60, 4, 6, 5), 7)
    problem = replace(
        problem,
        now=datetime(2027, 3, 9, 9, tzinfo=UTC),
        sites=tuple(
            replace(one, no_stays=frozenset({date(2027, 3, 20), date(2027, 3, 27)}))
            for one in problem.sites
        ),
        people=tuple(
            replace(
                one,
                joined=date(2027, 3, 1 + one.id % 28),
                birth=date(2009, 3, 16) if one.id % 9 == 0 else one.birth,
                owes_since=date(2027, 3, 1) if one.id % 8 == 0 else None,
                past=tuple(replace(lived, unmasked=one.id % 3 == 0) for lived in one.past),
                conflict_sites=frozenset({1 + one.id % 5} if one.id % 4 == 0 else ()),
            )
            for one in problem.people
        ),
        settings=replace(
            problem.settings,
            note_on=date(2027, 3, 15),
            works_council_on=date(2027, 3, 14),
            end=date(2027, 4, 1),
            mystery=code != "mystery_off",
        ),
    )
    forbidden = StayMasks(problem, Eligibility(problem).tables).forbidden(code)
    expected = np.array(
        [
            [
                any(one.rule == code for one in objections(problem, Plan(), stay(person.id, o.id)))
                for o in problem.stays
            ]
            for person in problem.people
        ]
    )
    assert np.array_equal(forbidden, expected)
    assert expected.any()
    assert code == "mystery_off" or not expected.all()
