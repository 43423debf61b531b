"""Each rule of the plan alone: a campaign where all is allowed, and one thing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from desktop.core.i18n import speaking
from desktop.core.labour.schedule import parse_schedule
from desktop.core.planning.plan import Plan, immersion, stay, swap
from desktop.core.planning.problem import Past, Standing, Waiver
from desktop.core.planning.rules import objections, violations
from desktop.core.vocabulary import ActivityKind, Availability, Mode, Severity, Side
from tests.core.planning.small import (
    ACCOUNTS,
    ANNE,
    BRUNO,
    CLEA,
    HEAD_OFFICE,
    HOST,
    HOTEL,
    RECEPTION,
    SHOP,
    breach,
    broken,
    campaign,
    changed,
    person,
    slot,
)

VISIT = immersion(ANNE, 11)
GUEST = stay(ANNE, 21)


def test_the_small_campaign_allows_a_visit_and_a_stay():
    problem = campaign()
    assert objections(problem, Plan(), VISIT) == ()
    assert objections(problem, Plan(), GUEST) == ()


VISITOR_BREAKS = {
    "takes_part": {"immersion": False},
    "absence": {"absences": ((date(2027, 6, 7), date(2027, 6, 8)),)},
    "contract_dates": {"left": date(2027, 6, 7)},
    "availability": {"days": {date(2027, 6, 8): Availability.NEVER}},
    "direction": {"side": Side.FRONT},
    "own_department": {"department": RECEPTION},
    "own_site": {"site": HOTEL},
    "conflict": {"conflict_departments": frozenset({RECEPTION})},
    "WT-11b": {"birth": date(2010, 1, 1)},
}


@pytest.mark.parametrize("rule", VISITOR_BREAKS)
def test_one_fact_of_the_visitor_breaks_one_rule(rule: str):
    facts = VISITOR_BREAKS[rule]
    problem = changed(campaign(), people=[person(ANNE, "Anne", **facts)])
    if rule == "WT-11b":
        problem = changed(problem, slots=[replace(problem.slot_by_id[11], pause=0)])
        assert rule in broken(problem, VISIT)
    else:
        assert broken(problem, VISIT) == {rule}


SLOT_BREAKS = {
    "skills": {"skills": frozenset({"permis"})},
    "safety_briefing": {"mode": Mode.IN_CHARGE},
    "listening_notice": {"listening": True, "listening_notice": date(2027, 6, 9)},
    "own_host": {"host": ANNE},
    "seats": {"seats": 0},
}


@pytest.mark.parametrize("rule", SLOT_BREAKS)
def test_one_fact_of_the_slot_breaks_one_rule(rule: str):
    problem = campaign()
    problem = changed(problem, slots=[replace(problem.slot_by_id[11], **SLOT_BREAKS[rule])])
    assert broken(problem, VISIT) == {rule}


def test_a_day_offered_if_needed_is_allowed_with_a_warning():
    days = {date(2027, 6, 8): Availability.IF_NEEDED}
    problem = changed(campaign(), people=[person(ANNE, "Anne", days=days)])
    assert breach(problem, "availability_asked", VISIT).severity is Severity.WARNING


def test_a_slot_in_the_past_and_a_slot_outside_the_campaign_are_refused():
    assert broken(campaign(now=datetime(2027, 6, 8, 7, tzinfo=UTC)), VISIT) == {"past"}
    problem = changed(campaign(), slots=[slot(11, 8)])
    late = replace(problem, settings=replace(problem.settings, end=date(2027, 6, 6)))
    assert broken(late, VISIT) == {"campaign_dates"}


def test_six_days_of_notice_are_a_warning_and_seven_are_enough():
    found = breach(campaign(now=datetime(2027, 6, 2, 12, tzinfo=UTC)), "WT-17", VISIT)
    assert (found.measured, found.limit, found.severity) == (6, 7, Severity.WARNING)
    assert objections(campaign(now=datetime(2027, 6, 1, 12, tzinfo=UTC)), Plan(), VISIT) == ()


def test_a_closed_day_and_an_absent_host_are_refused():
    problem = campaign()
    hotel = replace(problem.site_by_id[HOTEL], closed={date(2027, 6, 8): "inventaire"})
    assert broken(changed(problem, sites=[hotel]), VISIT) == {"closed_day"}
    away = replace(problem.person_by_id[HOST], absences=((date(2027, 6, 8), date(2027, 6, 8)),))
    assert broken(changed(problem, people=[away]), VISIT) == {"host_absent"}


def test_another_employer_is_a_warning_until_publication():
    problem = campaign()
    hotel = replace(problem.site_by_id[HOTEL], entity=2)
    problem = changed(problem, sites=[hotel], people=[person(ANNE, "Anne", entity=1)])
    found = breach(problem, "EN-01", VISIT)
    assert (found.severity, found.article) == (Severity.WARNING, "C. trav. L8241-2")


def test_a_late_counter_before_the_office_is_refused_with_measure_limit_article_and_mend():
    problem = changed(campaign(), slots=[slot(11, 8, 14, 23)])
    found = breach(problem, "WT-01", VISIT)
    with speaking("fr"):
        assert found.message == (
            "Repos quotidien de 10 h au lieu de 11 h, après mar. 8 juin 23:00. (C. trav. L3131-1)"
        )
        assert found.mend == "Reprise possible à partir de mer. 9 juin 10:00."
    assert (found.person, found.slot) == ("0001", "C11")
    assert broken(problem, VISIT) == {"WT-01"}


def test_what_was_taken_back_is_not_offered_again():
    problem = campaign(withdrawn=frozenset({(ANNE, 11)}))
    assert broken(problem, VISIT) == {"withdrawn"}
    assert broken(problem, immersion(BRUNO, 11)) == set()


# Between activities


def test_a_second_visitor_needs_a_second_seat():
    other = immersion(BRUNO, 11)
    assert broken(campaign(), VISIT, other) == {"seats"}
    two = changed(campaign(), slots=[slot(11, 8, seats=2)])
    assert broken(two, VISIT, other) == set()


def test_one_thing_at_a_time_whatever_the_hours():
    problem = changed(campaign(), slots=[slot(11, 8, 9, 11), slot(12, 8, 14, 16)])
    assert "one_at_a_time" in broken(problem, VISIT, immersion(ANNE, 12))
    touching = changed(campaign(), slots=[slot(11, 21)])
    assert "one_at_a_time" in broken(touching, VISIT, stay(ANNE, 22))


def test_activities_are_spaced_as_the_campaign_says():
    problem = campaign()
    for days, expected in ((7, set()), (8, {"spacing"})):
        spaced = replace(problem, settings=replace(problem.settings, spacing_days=days))
        assert broken(spaced, VISIT, immersion(ANNE, 12)) == expected


def test_nobody_has_more_activities_than_agreed():
    problem = changed(campaign(), people=[person(ANNE, "Anne", max_activities=1)])
    found = breach(problem, "max_activities", VISIT, immersion(ANNE, 12))
    assert (found.measured, found.limit) == (2, 1)


def test_a_host_is_not_away_while_receiving_and_the_other_way_round():
    problem = campaign()
    hector = replace(problem.person_by_id[HOST], side=Side.MIXED)
    problem = changed(problem, people=[hector])
    host_away = immersion(HOST, 14)
    assert "host_away" in broken(problem, VISIT, host_away)
    assert "host_away" in broken(problem, host_away, VISIT)
    assert "host_away" not in broken(problem, immersion(ANNE, 12), host_away)


def test_a_department_keeps_its_share_of_those_present():
    problem = campaign()
    problem = changed(problem, slots=[slot(11, 8, seats=3)])
    two = (immersion(BRUNO, 11),)
    assert broken(problem, VISIT, *two) == set()  # 2 of 3
    assert broken(problem, VISIT, *two, immersion(CLEA, 11)) == {"away_share"}
    absent = person(CLEA, "Cléa", absences=((date(2027, 6, 8), date(2027, 6, 8)),))
    assert broken(changed(problem, people=[absent]), VISIT, *two) == {"away_share"}  # 2 of 2


def test_quotas_of_site_and_department_hold():
    problem = campaign()
    for key in ("site:HOTEL", "department:COMPTA"):
        limited = replace(problem, settings=replace(problem.settings, quotas={key: 1}))
        assert broken(limited, VISIT, immersion(BRUNO, 12)) == {"quota"}
        assert broken(limited, VISIT) == set()


def test_a_swap_needs_both_halves_and_open_slots():
    hector = person(HOST, "Hector", department=RECEPTION, site=HOTEL, side=Side.FRONT)
    problem = changed(
        campaign(),
        people=[hector],
        slots=[
            slot(11, 8, swap_open=True),
            replace(campaign().slot_by_id[14], swap_open=True),
        ],
    )
    mine, theirs = swap(ANNE, 11, HOST, 14)
    assert broken(problem, mine, theirs) == set()
    assert broken(problem, theirs, mine) == set()
    assert broken(problem, mine) == {"swap_halves"}
    assert "seats" in broken(problem, mine, theirs, immersion(BRUNO, 11))
    closed = changed(problem, slots=[slot(11, 8)])
    assert broken(closed, mine, theirs) == {"swap_halves"}


# Stays


GUEST_BREAKS = {
    "of_age": {"birth": date(2009, 6, 20)},
    "report_overdue": {"owes_since": date(2027, 4, 30)},
    "takes_part": {"mystery": False},
    "own_site": {"site": HOTEL},
    "conflict": {"conflict_sites": frozenset({HOTEL})},
    "rotation": {"past": (Past(ActivityKind.MYSTERY_STAY, HOTEL, date(2026, 6, 20)),)},
    "unmasked": {"past": (Past(ActivityKind.MYSTERY_STAY, HOTEL, date(2020, 1, 1), True),)},
    "cross_rule": {"past": (Past(ActivityKind.IMMERSION, HOTEL, date(2026, 9, 1)),)},
    "availability": {"days": {date(2027, 6, 21): Availability.NEVER}},
    "contract_dates": {"joined": date(2027, 6, 20)},
}


@pytest.mark.parametrize("rule", GUEST_BREAKS)
def test_one_fact_of_the_guest_breaks_one_rule(rule: str):
    problem = changed(campaign(), people=[person(ANNE, "Anne", **GUEST_BREAKS[rule])])
    assert broken(problem, GUEST) == {rule}


def test_a_year_after_a_stay_the_same_hotel_is_allowed_again():
    past = (Past(ActivityKind.MYSTERY_STAY, HOTEL, date(2026, 6, 19)),)
    assert broken(changed(campaign(), people=[person(ANNE, "Anne", past=past)]), GUEST) == set()


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        ("mystery_off", {"mystery": False}),
        ("IP-04", {"note_on": date(2027, 6, 20)}),
        ("IP-04", {"note_on": None}),
        ("IP-02", {"works_council_on": date(2027, 6, 20)}),
        ("IP-02", {"works_council_on": None}),
        ("stay_budget", {"stay_budget": Decimal(79)}),
    ],
)
def test_one_parameter_of_the_campaign_refuses_the_stay(rule: str, settings: dict[str, object]):
    problem = campaign()
    problem = replace(problem, settings=replace(problem.settings, **settings))
    assert broken(problem, GUEST) == {rule}


def test_nobody_is_the_guest_of_a_hotel_of_their_own_region():
    problem = campaign()
    south = [replace(problem.site_by_id[one], region="Sud") for one in (HEAD_OFFICE, HOTEL)]
    assert broken(changed(problem, sites=south), GUEST) == {"own_region"}
    assert broken(changed(problem, sites=south[:1]), GUEST) == set()


def test_whoever_was_the_guest_of_a_hotel_is_not_yet_a_colleague_there():
    for day, rules in ((date(2026, 6, 13), set()), (date(2026, 6, 14), {"cross_rule"})):
        past = (Past(ActivityKind.MYSTERY_STAY, HOTEL, day),)
        assert broken(changed(campaign(), people=[person(ANNE, "Anne", past=past)]), VISIT) == rules


def test_closed_nights_full_nights_and_taken_stays_are_refused():
    problem = campaign()
    hotel = problem.site_by_id[HOTEL]
    shut = changed(problem, sites=[replace(hotel, no_stays=frozenset({date(2027, 6, 20)}))])
    assert broken(shut, GUEST) == {"stay_dates"}
    one_room = changed(problem, sites=[replace(hotel, rooms=1)])
    assert broken(one_room, GUEST, stay(BRUNO, 22)) == {"rooms"}
    assert broken(problem, GUEST, stay(BRUNO, 22)) == set()
    assert "stay_taken" in broken(problem, GUEST, stay(BRUNO, 21))


def test_no_more_visits_than_the_note_announces():
    problem = campaign()
    problem = replace(problem, settings=replace(problem.settings, visits_per_site=1))
    assert broken(problem, GUEST, stay(BRUNO, 22)) == {"visits_per_site"}


def test_nobody_is_colleague_and_guest_of_the_same_hotel():
    assert "cross_rule" in broken(campaign(), VISIT, GUEST)
    assert "cross_rule" in broken(campaign(), GUEST, VISIT)
    assert broken(campaign(), immersion(ANNE, 13), GUEST) == set()


# Severity and the whole plan


def test_a_campaign_may_turn_a_refusal_into_a_warning_and_a_warning_into_a_refusal():
    problem = changed(campaign(), people=[person(ANNE, "Anne", site=HOTEL)])
    lenient = replace(
        problem, settings=replace(problem.settings, severities={"own_site": Severity.WARNING})
    )
    assert (broken(problem, VISIT), broken(lenient, VISIT)) == ({"own_site"}, set())


def test_a_waiver_holds_for_its_person_its_site_and_its_time():
    problem = changed(campaign(), people=[person(ANNE, "Anne", site=HOTEL)])
    for waiver, allowed in (
        (Waiver("own_site", ANNE, None, date(2027, 6, 8)), True),
        (Waiver("own_site", None, HOTEL, date(2027, 6, 8)), True),
        (Waiver("own_site", ANNE, None, date(2027, 6, 7)), False),
        (Waiver("own_site", BRUNO, None, date(2027, 6, 8)), False),
        (Waiver("own_site", None, SHOP, date(2027, 6, 8)), False),
        (Waiver("own_department", ANNE, None, date(2027, 6, 8)), False),
    ):
        settings = replace(problem.settings, waivers=(waiver,))
        assert (broken(replace(problem, settings=settings), VISIT) == set()) is allowed


def test_all_the_reasons_are_given_at_once_blocking_ones_first():
    unknown = person(ANNE, "Anne", side=Side.FRONT, site=HOTEL, schedule=None)
    problem = changed(campaign(), people=[unknown])
    found = objections(problem, Plan(), VISIT)
    assert [one.rule for one in found] == ["direction", "own_site", "WT-00"]


def test_the_checker_finds_a_place_written_twice():
    found = violations(campaign(), Plan((VISIT, VISIT)))
    assert "one_at_a_time" in {one.rule for one in found}


def test_the_checker_leaves_history_and_settled_notice_alone():
    problem = campaign(
        now=datetime(2027, 6, 8, 12, tzinfo=UTC),
        standing=(Standing(VISIT, published=True), Standing(immersion(BRUNO, 12), closed=True)),
    )
    plan = Plan((VISIT, immersion(BRUNO, 12)))
    assert violations(problem, plan) == ()
    assert {one.rule for one in violations(replace(problem, standing=()), plan)} >= {"past"}


def test_seeds_and_people_of_the_head_office_stay_out_of_their_own_accounts():
    clea = person(CLEA, "Cléa", side=Side.FRONT)
    problem = changed(campaign(), people=[clea])
    assert broken(problem, immersion(CLEA, 14)) == {"own_department", "own_site"}
    assert problem.away_limit(ACCOUNTS, date(2027, 6, 8)) == 2
    assert problem.site_by_id[HEAD_OFFICE].front is False


def test_own_job_at_night_and_a_morning_visit_are_added_up():
    porter = person(ANNE, "Anne", schedule=parse_schedule("mon 22:00-06:00"))
    problem = changed(campaign(), people=[porter])
    assert broken(problem, VISIT) == {"WT-01"}
