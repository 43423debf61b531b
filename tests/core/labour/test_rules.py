"""Every rule of working time alone, at its limit and one minute beyond."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.i18n import speaking
from desktop.core.labour import hours, night, rest
from desktop.core.labour.breach import Breach, Days, Minutes
from desktop.core.labour.profiles import (
    STANDARD,
    find_profile,
    profile_of,
    strictest,
)
from desktop.core.labour.rules import (
    breaches,
    the_rule_profile_is_known,
    the_usual_week_is_known,
)
from desktop.core.vocabulary import Basis, Contract, Severity
from tests.core.labour.lives import life, visit

OFFICE = "mon-fri 09:00-12:30 13:30-17:00"
DAYS = profile_of(None, Contract.DAYS_CONTRACT, None, date(2027, 6, 8))
PART = profile_of(None, Contract.PART_TIME, None, date(2027, 6, 8))


def young(birth: date):
    return profile_of(None, Contract.STANDARD, birth, date(2027, 6, 8))


# Rest


def test_a_counter_shift_until_23_forbids_an_office_at_9():
    found = rest.daily_rest_is_long_enough(
        life(OFFICE, visit("2027-06-08 14:00", "2027-06-08 23:00"))
    )
    assert found is not None
    with speaking("en"):
        assert found.message == (
            "Daily rest of 10 h instead of 11 h, after Tue 8 Jun 23:00. (C. trav. L3131-1)"
        )
        assert found.mend == "Start again on Wed 9 Jun 10:00 at the earliest."
    assert (found.rule, found.measured, found.limit) == ("WT-01", Minutes(600), Minutes(660))
    assert found.severity is Severity.BLOCKING


def test_eleven_hours_of_rest_exactly_are_enough():
    evening = visit("2027-06-08 13:00", "2027-06-08 22:00")
    assert rest.daily_rest_is_long_enough(life(OFFICE, evening)) is None


def test_rest_is_measured_before_the_visit_too():
    late = life("mon 14:00-23:00", visit("2027-06-08 09:59", "2027-06-08 12:00"))
    assert rest.daily_rest_is_long_enough(late).measured == Minutes(659)


def test_rest_is_real_time_on_the_night_when_clocks_go_forward():
    # 28 March 2027: from 23:00 to 10:00 on the wall is ten real hours.
    week = "sun 10:00-18:00"
    short = life(week, visit("2027-03-27 15:00", "2027-03-27 23:00"))
    assert rest.daily_rest_is_long_enough(short).measured == Minutes(600)
    autumn = life(week, visit("2027-10-30 15:00", "2027-10-31 00:00"))
    assert rest.daily_rest_is_long_enough(autumn) is None


def test_a_block_of_35_hours_over_the_weekend_is_enough_and_a_minute_less_is_not():
    # Work every day; the only block lies between Saturday's visit and Monday morning.
    week = "mon-fri 07:00-12:00 18:00-20:00"
    fine = life(week, visit("2027-06-12 12:00", "2027-06-12 20:00"))
    assert rest.weekly_rest_is_one_block(fine) is None
    short = life(
        "mon 06:59-12:00 18:00-20:00, tue-fri 07:00-12:00 18:00-20:00",
        visit("2027-06-12 12:00", "2027-06-12 20:00"),
    )
    found = rest.weekly_rest_is_one_block(short)
    assert (found.measured, found.limit) == (Minutes(34 * 60 + 59), Minutes(35 * 60))


def test_one_block_does_not_serve_two_weeks():
    # Rest from Sunday 18:00 to Tuesday 06:00 (36 h) serves one of its weeks only.
    week = "tue-fri 06:00-09:00 17:00-20:00, sat 06:00-09:00 17:00-20:00, sun 06:00-18:00"
    alone = life(week, visit("2027-06-09 06:00", "2027-06-09 20:00"))
    assert rest.weekly_rest_is_one_block(alone) is None
    monday = life(week, visit("2027-06-14 10:00", "2027-06-14 12:00"))
    assert rest.weekly_rest_is_one_block(monday) is not None


def test_a_fortnight_of_holidays_serves_every_week_that_it_covers():
    off = tuple(date(2027, 6, day) for day in range(7, 21))
    found = rest.weekly_rest_is_one_block(
        life("mon-sat 08:00-15:00", visit("2027-06-21 08:00", "2027-06-21 15:00"), off=off)
    )
    assert found is None


def test_a_seventh_day_in_the_week_is_refused():
    week = "mon-sat 09:00-12:00"
    sunday = visit("2027-06-13 09:00", "2027-06-13 12:00")
    found = rest.six_days_of_work_a_week_at_most(life(week, sunday))
    assert (found.measured, found.limit) == (7, 6)
    assert rest.six_days_of_work_a_week_at_most(life("mon-fri 09:00-12:00", sunday)) is None


def test_a_usual_week_of_seven_days_is_not_the_visit_s_doing():
    week = "mon-sun 09:00-12:00"
    instead = visit("2027-06-13 09:00", "2027-06-13 12:00")
    assert rest.six_days_of_work_a_week_at_most(life(week, instead)) is None


def test_seven_days_over_two_weeks_are_a_warning():
    week = "mon-fri 09:00-12:00"
    both = (
        visit("2027-06-12 09:00", "2027-06-12 12:00"),
        visit("2027-06-13 09:00", "2027-06-13 12:00"),
    )
    found = rest.seven_days_in_a_row_are_flagged(life(week, *both))
    assert (found.severity, found.measured) == (Severity.WARNING, 12)
    assert rest.seven_days_in_a_row_are_flagged(life(week, both[0])) is None


def test_a_sunday_needs_a_derogation():
    sunday = ("2027-06-13 09:00", "2027-06-13 12:00")
    found = rest.sunday_is_for_rest_without_derogation(life(OFFICE, visit(*sunday)))
    assert found.measured == date(2027, 6, 13)
    allowed = life(OFFICE, visit(*sunday, sunday_allowed=True))
    assert rest.sunday_is_for_rest_without_derogation(allowed) is None


def test_a_saturday_night_that_ends_on_sunday_touches_sunday_but_midnight_does_not():
    night_shift = life(OFFICE, visit("2027-06-12 22:00", "2027-06-13 06:00"))
    assert rest.sunday_is_for_rest_without_derogation(night_shift) is not None
    until_midnight = life(OFFICE, visit("2027-06-12 16:00", "2027-06-13 00:00"))
    assert rest.sunday_is_for_rest_without_derogation(until_midnight) is None


def test_a_holiday_of_the_host_site_is_refused_with_the_article_of_that_day():
    may = visit("2027-05-01 09:00", "2027-05-01 12:00", holiday="Fête du Travail")
    found = rest.public_holidays_of_the_host_are_free(life(OFFICE, may))
    assert (found.article, found.measured) == ("C. trav. L3133-4", "Fête du Travail")
    plain = visit("2027-06-08 09:00", "2027-06-08 12:00")
    assert rest.public_holidays_of_the_host_are_free(life(OFFICE, plain)) is None


def test_travel_that_cuts_the_rest_short_is_a_warning():
    evening = ("2027-06-08 13:00", "2027-06-08 21:30")
    assert rest.travel_leaves_the_daily_rest(life(OFFICE, visit(*evening))) is None
    found = rest.travel_leaves_the_daily_rest(life(OFFICE, visit(*evening, travel=45)))
    assert (found.severity, found.measured) == (Severity.WARNING, Minutes(645))


# Hours


def test_seven_hours_of_office_and_three_hours_one_minute_of_visit_are_too_much():
    fine = life(OFFICE, visit("2027-06-08 17:30", "2027-06-08 20:30"))
    assert hours.daily_work_stays_under_the_limit(fine) is None
    found = hours.daily_work_stays_under_the_limit(
        life(OFFICE, visit("2027-06-08 17:30", "2027-06-08 20:31"))
    )
    assert (found.measured, found.limit) == (Minutes(601), Minutes(600))


def test_a_visit_within_office_hours_releases_that_day():
    day = life(OFFICE, visit("2027-06-08 11:00", "2027-06-08 20:00"))
    assert hours.daily_work_stays_under_the_limit(day) is None
    assert len(day.works(date(2027, 6, 8).toordinal(), date(2027, 6, 8).toordinal())) == 1


def test_a_break_is_deducted_from_work():
    long = life("", visit("2027-06-08 09:00", "2027-06-08 19:20", pause=20))
    assert hours.daily_work_stays_under_the_limit(long) is None


def test_forty_eight_hours_are_allowed_and_a_minute_more_is_not():
    week = "mon-fri 08:00-12:00 13:00-17:00"
    fine = life(week, visit("2027-06-12 08:00", "2027-06-12 16:00"))
    assert hours.weekly_work_stays_under_the_limit(fine) is None
    assert hours.a_heavy_week_is_flagged(fine).measured == Minutes(48 * 60)
    found = hours.weekly_work_stays_under_the_limit(
        life(week, visit("2027-06-12 08:00", "2027-06-12 16:01"))
    )
    assert found.measured == Minutes(48 * 60 + 1)


def test_forty_four_hours_are_no_heavy_week():
    week = "mon-fri 08:00-12:00 13:00-17:00"
    assert (
        hours.a_heavy_week_is_flagged(life(week, visit("2027-06-12 08:00", "2027-06-12 12:00")))
        is None
    )


def test_the_average_of_twelve_weeks_is_taken_over_every_window():
    week = "mon-fri 08:00-12:00 13:00-17:48"  # 44 h
    found = hours.twelve_weeks_average_stays_under_the_limit(
        life(week, visit("2027-06-12 08:00", "2027-06-12 09:00"))
    )
    assert found.rule == "WT-07"
    week = "mon-fri 08:00-12:00 13:00-17:00"  # 40 h
    many = [visit(f"2027-06-{day:02d} 08:00", f"2027-06-{day:02d} 16:00") for day in (12, 19, 26)]
    assert hours.twelve_weeks_average_stays_under_the_limit(life(week, *many)) is None


def test_six_hours_without_a_break_are_a_warning():
    six = ("2027-06-08 09:00", "2027-06-08 15:00")
    assert hours.a_long_day_has_its_break(life("", visit(*six))).severity is Severity.WARNING
    assert hours.a_long_day_has_its_break(life("", visit(*six, pause=20))) is None
    shorter = visit("2027-06-08 09:00", "2027-06-08 14:59")
    assert hours.a_long_day_has_its_break(life("", shorter)) is None


def test_a_day_from_8_to_21_is_allowed_and_a_minute_more_is_not():
    week = "tue 08:00-12:00"
    fine = life(week, visit("2027-06-08 18:00", "2027-06-08 21:00"))
    assert hours.day_span_leaves_the_night_free(fine) is None
    found = hours.day_span_leaves_the_night_free(
        life(week, visit("2027-06-08 18:00", "2027-06-08 21:01"))
    )
    assert (found.measured, found.limit) == (Minutes(781), Minutes(780))


def test_hotel_reception_may_work_twelve_hours_and_hotel_offices_ten():
    day = date(2027, 6, 8)
    eleven = ("2027-06-08 08:00", "2027-06-08 19:30")
    for key, limit in (("hcr", 690), ("hcr_kitchen", 660), ("hcr_office", 600)):
        profile = find_profile(key, day)
        assert profile.daily_work.value == limit
        broken = hours.daily_work_stays_under_the_limit(life("", visit(*eleven, profile)))
        assert (broken is not None) == (limit < 690)
    assert find_profile("hcr_reception", day).daily_work.value == 720
    assert find_profile("hcr", day).average_work.value == 46 * 60
    assert find_profile("hcr_night", day).average_work.value == 44 * 60


def test_the_strictest_of_visitor_and_host_applies():
    hcr = find_profile("hcr", date(2027, 6, 8))
    mixed = strictest(STANDARD, hcr)
    assert mixed.daily_work == STANDARD.daily_work
    assert strictest(hcr, STANDARD).daily_work == STANDARD.daily_work
    assert strictest(DAYS, hcr).daily_work is None


def test_a_contract_in_days_keeps_rest_rules_and_skips_hours():
    week = "mon-fri 08:00-12:00 13:00-19:00"
    evening = life(week, visit("2027-06-08 19:30", "2027-06-08 23:30", DAYS))
    assert hours.daily_work_stays_under_the_limit(evening) is None
    assert hours.weekly_work_stays_under_the_limit(evening) is None
    assert rest.daily_rest_is_long_enough(evening) is not None


def test_part_time_beyond_the_contract_is_to_be_paid_and_never_reaches_full_time():
    week = "mon-thu 09:00-16:00"  # 28 h
    more = life(week, visit("2027-06-11 09:00", "2027-06-11 15:59", PART))
    found = hours.part_time_hours_beyond_the_contract_are_paid(more)
    assert dict(found.facts)["extra"] == Minutes(6 * 60 + 59)
    assert hours.part_time_never_reaches_full_time(more) is None
    full = life(week, visit("2027-06-11 09:00", "2027-06-11 16:00", PART))
    assert hours.part_time_never_reaches_full_time(full).measured == Minutes(35 * 60)
    assert hours.part_time_hours_beyond_the_contract_are_paid(full) is None
    swapped = life(week, visit("2027-06-08 09:00", "2027-06-08 16:00", PART))
    assert hours.part_time_hours_beyond_the_contract_are_paid(swapped) is None


# Night and youth


def test_a_visit_that_touches_the_night_is_flagged():
    assert (
        night.night_visits_are_flagged(life("", visit("2027-06-08 14:00", "2027-06-08 21:01"))).rule
        == "WT-10"
    )
    assert (
        night.night_visits_are_flagged(life("", visit("2027-06-08 14:00", "2027-06-08 21:00")))
        is None
    )
    assert night.night_visits_are_flagged(life("", visit("2027-06-08 05:30", "2027-06-08 12:00")))


def test_nine_hours_of_night_warn_day_staff_and_stop_night_workers():
    nine = visit("2027-06-08 21:00", "2027-06-09 06:00")
    day_staff = night.night_work_stays_under_the_limit(life("thu 09:00-17:00", nine))
    assert (day_staff.severity, day_staff.measured) == (Severity.WARNING, Minutes(540))
    porter = life("tue-thu 22:00-06:00", nine)
    assert night.night_work_stays_under_the_limit(porter).severity is Severity.BLOCKING
    eight = life("", visit("2027-06-08 21:00", "2027-06-09 05:00"))
    assert night.night_work_stays_under_the_limit(eight) is None


@pytest.mark.parametrize(
    ("birth", "end", "broken"),
    [
        (date(2010, 6, 8), "22:00", False),  # 17 that day
        (date(2010, 6, 8), "22:01", True),
        (date(2012, 6, 8), "20:00", False),  # 15
        (date(2012, 6, 8), "20:01", True),
        (date(2009, 6, 8), "23:00", False),  # 18 that very day
        (date(2009, 6, 9), "23:00", True),  # 18 tomorrow
    ],
)
def test_young_workers_are_home_at_night(birth: date, end: str, broken: bool):
    evening = visit("2027-06-08 16:00", f"2027-06-08 {end}", young(birth))
    assert (night.minors_do_not_work_at_night(life("", evening)) is not None) == broken


def test_young_workers_have_their_own_limits():
    seventeen, fifteen = young(date(2010, 1, 1)), young(date(2012, 1, 1))
    limits = [
        (p.daily_rest.value, p.daily_work.value, p.weekly_work.value, p.weekly_rest.value)
        for p in (seventeen, fifteen)
    ]
    assert limits == [(720, 480, 2100, 2880), (840, 420, 2100, 2880)]
    late = life("wed 09:00-12:00", visit("2027-06-08 14:00", "2027-06-08 21:30", seventeen))
    assert rest.daily_rest_is_long_enough(late).limit == Minutes(720)
    morning = life("", visit("2027-06-08 08:00", "2027-06-08 12:30", seventeen))
    assert hours.a_long_day_has_its_break(morning).severity is Severity.BLOCKING


# What is not known


def test_an_unknown_week_is_said():
    found = the_usual_week_is_known(life("", visit("2027-06-08 09:00", "2027-06-08 12:00")))
    assert found.severity is Severity.WARNING
    assert the_usual_week_is_known(life(OFFICE)) is None


def test_an_unknown_profile_is_said_and_judged_by_the_common_law():
    profile = profile_of("syntec", Contract.STANDARD, None, date(2027, 6, 8))
    assert (profile.known, profile.daily_rest) == (False, STANDARD.daily_rest)
    found = the_rule_profile_is_known(
        life(OFFICE, visit("2027-06-08 09:00", "2027-06-08 12:00", profile))
    )
    assert found.measured == "syntec"


def test_an_ordinary_day_at_the_counter_breaks_nothing():
    ordinary = life(OFFICE, visit("2027-06-08 09:00", "2027-06-08 17:00", pause=60))
    assert breaches(ordinary) == ()


def test_profiles_have_dates_of_validity():
    assert find_profile("standard", date(2000, 1, 1)) is None
    assert find_profile("standard", date(2027, 1, 1)) is STANDARD


def test_one_day_is_not_written_as_several():
    told = Breach(
        "WT-17", Basis.LAW, "", Severity.WARNING,
        "Notice of {measured} instead of {limit} before {day}.", "",
        (("day", date(2026, 11, 23)),), Days(1), Days(7),
    )  # fmt: skip
    assert told.message == "Délai de 1 jour au lieu de 7 jours avant le 23 nov. 2026."
    with speaking("en"):
        assert told.message == "Notice of 1 day instead of 7 days before 23 Nov 2026."
    assert (told.measured, told.limit) == (1, 7)
