"""What is counted before and after a plan: feasibility, fairness, explanations, repairs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.core.labour.breach import Minutes
from desktop.core.planning.differences import differences
from desktop.core.planning.explain import candidates, explain_person, explain_slot
from desktop.core.planning.fairness import by_department, by_level, shares
from desktop.core.planning.feasibility import feasibility
from desktop.core.planning.plan import Plan, Status, immersion, stay
from desktop.core.planning.problem import Past, Standing
from desktop.core.planning.repair import broken_places, repair
from desktop.core.planning.solver import solve
from desktop.core.vocabulary import ActivityKind
from tests.benchmarks.generator import SIZES, generate
from tests.core.planning.small import (
    ANNE,
    BRUNO,
    CLEA,
    HOST,
    HOTEL,
    campaign,
    changed,
    person,
    slot,
)


def test_what_feasibility_calls_impossible_no_plan_reaches():
    for seed in range(5):
        problem = generate(SIZES["S"].tight(), seed)
        counted = feasibility(problem)
        plan = solve(problem)
        assert len({one.person for one in plan.activities}) <= counted.at_most
        assert not set(counted.nowhere) & {one.person for one in plan.activities}
        assert sum(week.seats for week in counted.weeks) == counted.seats


def test_feasibility_names_the_skill_that_is_short_and_who_has_nowhere_to_go():
    demanding = slot(11, 8, skills=frozenset({"permis"}))
    problem = campaign(stays=(), slots=(demanding, slot(12, 15)))
    counted = feasibility(problem)
    assert counted.nowhere == (HOST,)
    assert any("permis" in text for text in counted.shortages)
    assert {toll.rule for toll in counted.tolls} >= {"skills", "direction"}


def test_fairness_counts_all_campaigns_and_puts_the_least_served_first():
    problem = changed(
        campaign(),
        people=[
            person(
                BRUNO,
                "Bruno",
                level=2,
                past=(Past(ActivityKind.IMMERSION, HOTEL, date(2026, 1, 5)),),
            )
        ],
    )
    plan = Plan((immersion(ANNE, 11), stay(BRUNO, 21)))
    found = {one.person: one for one in shares(problem, plan)}
    assert (found[ANNE].immersions, found[ANNE].minutes, found[ANNE].gap) == (1, 420, 0.5)
    assert (found[BRUNO].stays, found[BRUNO].before, found[BRUNO].gap) == (1, 1, 1.5)
    assert found[CLEA].gap == -0.5
    assert shares(problem, plan)[0].person == CLEA
    assert by_department(found.values())[0].per_person == 0
    assert [one.key for one in by_level(found.values())] == [0, 2]


def test_a_person_without_a_place_is_told_which_rules_and_what_it_would_take():
    problem = changed(campaign(), people=[person(ANNE, "Anne", site=HOTEL, mystery=False)])
    found = explain_person(problem, Plan(), ANNE)
    counts = {reason.rule: (reason.count, reason.alone) for reason in found.reasons}
    assert counts["own_site"] == (2, 2)
    assert counts["own_host"] == (1, 0)
    assert [one.target for one in found.alternatives if one.possible] == ["C13"]


def test_an_open_seat_names_who_could_take_it():
    found = explain_slot(campaign(), Plan(), 11)
    assert {one.person for one in found.alternatives if one.possible} == {"0001", "0002", "0003"}
    assert "own_department" in {reason.rule for reason in found.reasons}


def test_candidates_without_a_place_and_never_served_come_first():
    served = person(BRUNO, "Bruno", past=(Past(ActivityKind.IMMERSION, 3, date(2026, 1, 5)),))
    problem = changed(campaign(), people=[served], slots=[slot(12, 15)])
    plan = Plan((immersion(ANNE, 11),))
    assert [one.activity.person for one in candidates(problem, plan, 12)] == [
        CLEA,
        BRUNO,
        ANNE,
        HOST,
    ]


def test_repair_touches_only_what_broke():
    problem = changed(campaign(), slots=[slot(11, 8, seats=2)])
    standing = (Standing(immersion(ANNE, 11), published=True), Standing(immersion(BRUNO, 12)))
    away = person(ANNE, "Anne", absences=((date(2027, 6, 8), date(2027, 6, 8)),))
    mended = repair(changed(replace(problem, standing=standing), people=[away]))
    assert [one.activity for one in mended.broken] == [immersion(ANNE, 11)]
    assert mended.moved == (ANNE,)
    assert immersion(BRUNO, 12) in mended.plan.activities
    assert mended.plan.status is Status.OPTIMAL


def test_of_two_places_that_clash_the_draft_falls_before_the_published_one():
    standing = (Standing(immersion(ANNE, 11), published=True), Standing(immersion(BRUNO, 11)))
    broken = broken_places(campaign(standing=standing))
    assert [one.activity for one in broken] == [immersion(BRUNO, 11)]
    assert {breach.rule for breach in broken[0].reasons} == {"seats"}


def test_durations_are_written_as_people_write_them():
    assert [str(Minutes(value)) for value in (600, 605, 45, -90)] == [
        "10 h",
        "10 h 05",
        "45 min",
        "−1 h 30",
    ]


def test_the_difference_is_said_person_by_person_those_told_first():
    standing = (Standing(immersion(BRUNO, 12)), Standing(immersion(CLEA, 11), published=True))
    found = differences(campaign(standing=standing), Plan((immersion(ANNE, 11),)))
    assert [(one.person, one.told, len(one.before), len(one.after)) for one in found] == [
        (CLEA, True, 1, 0),
        (ANNE, False, 0, 1),
        (BRUNO, False, 1, 0),
    ]
