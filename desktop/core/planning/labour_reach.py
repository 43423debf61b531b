"""How far each rule of working time looks, and at which limits: what makes two questions one.

A verdict depends on the usual week, the hours and weekday of the visit, the limits named here, and
the days off and clock changes within reach. Tests hold the verdicts found so to the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any

from desktop.core.labour import hours, night, rest
from desktop.core.labour import rules as labour
from desktop.core.labour.hours import AVERAGE_WEEKS
from desktop.core.labour.life import DAY_MINUTES
from desktop.core.labour.profiles import RuleProfile
from desktop.core.labour.rest import LONGEST_RUN, usual_week_holds_its_rest
from desktop.core.labour.schedule import WeeklySchedule

_CLOCK = 60
"""Minutes that a change of clocks may add."""
Softened = Callable[[WeeklySchedule, RuleProfile], bool]


@dataclass(frozen=True)
class Reach:
    """Days that a rule looks at, from `first` to `last`, around the visit or around its Monday.

    `softened`: whether days off can only soften the verdict, given this week and these limits.
    """

    limits: Callable[[RuleProfile], Any]
    first: int = 0
    last: int = 0
    by_week: bool = False
    softened: Softened = lambda _week, _profile: True
    idle: Softened = lambda _week, _profile: False
    """Whether no visit of a day can break the rule."""
    of_the_visit_alone: bool = False


def _value(limit: object) -> int | None:
    return getattr(limit, "value", None)


def _below(limit: str, weeks: int = 1) -> Softened:
    """The usual week alone stays below the limit, so that fewer days of it stay so too."""

    def softened(week: WeeklySchedule, profile: RuleProfile) -> bool:
        most = _value(getattr(profile, limit))
        return most is None or week.minutes * weeks + _CLOCK < most * weeks

    return softened


def _no_average_is_near(week: WeeklySchedule, profile: RuleProfile) -> bool:
    most = _value(profile.average_work)
    usual = week.minutes * AVERAGE_WEEKS + _CLOCK
    return most is None or usual + DAY_MINUTES <= most * AVERAGE_WEEKS


_rests = lru_cache(maxsize=1_000)(usual_week_holds_its_rest)


def _never(_week: WeeklySchedule, _profile: RuleProfile) -> bool:
    return False


_DAY_FIELDS = attrgetter("break_after", "break_length", "break_blocks")
_WEEK = {"first": 0, "last": 6, "by_week": True}
REACHES: Mapping[labour.Rule, Reach] = {
    night.minors_do_not_work_at_night: Reach(attrgetter("forbidden"), of_the_visit_alone=True),
    rest.sunday_is_for_rest_without_derogation: Reach(lambda _p: None, of_the_visit_alone=True),
    rest.public_holidays_of_the_host_are_free: Reach(lambda _p: None, of_the_visit_alone=True),
    labour.the_usual_week_is_known: Reach(lambda _p: None),
    labour.the_rule_profile_is_known: Reach(attrgetter("known")),
    night.night_visits_are_flagged: Reach(attrgetter("night")),
    hours.daily_work_stays_under_the_limit: Reach(attrgetter("daily_work")),
    hours.day_span_leaves_the_night_free: Reach(attrgetter("day_span")),
    hours.a_long_day_has_its_break: Reach(_DAY_FIELDS),
    night.night_work_stays_under_the_limit: Reach(attrgetter("night_work", "night")),
    rest.daily_rest_is_long_enough: Reach(attrgetter("daily_rest"), -2, 2),
    rest.travel_leaves_the_daily_rest: Reach(attrgetter("daily_rest"), -2, 2, softened=_never),
    rest.six_days_of_work_a_week_at_most: Reach(
        attrgetter("worked_days"),
        **_WEEK,  # type: ignore[arg-type] # one range for all rules of a week
        softened=lambda week, profile: sum(map(bool, week.days)) <= profile.worked_days.value,
    ),
    hours.weekly_work_stays_under_the_limit: Reach(
        attrgetter("weekly_work"),
        **_WEEK,  # type: ignore[arg-type]
        softened=_below("weekly_work"),
    ),
    hours.a_heavy_week_is_flagged: Reach(
        attrgetter("weekly_alert", "weekly_work"),
        **_WEEK,  # type: ignore[arg-type]
        softened=_never,
    ),
    hours.part_time_never_reaches_full_time: Reach(
        attrgetter("part_time"),
        **_WEEK,  # type: ignore[arg-type]
        softened=_below("part_time"),
    ),
    hours.part_time_hours_beyond_the_contract_are_paid: Reach(
        attrgetter("part_time"),
        **_WEEK,  # type: ignore[arg-type]
        softened=_never,
    ),
    rest.weekly_rest_is_one_block: Reach(
        attrgetter("weekly_rest"),
        -10,
        17,
        by_week=True,
        softened=lambda week, profile: _rests(week, profile.weekly_rest.value),
    ),
    rest.seven_days_in_a_row_are_flagged: Reach(
        attrgetter("worked_days"), -LONGEST_RUN - 1, LONGEST_RUN + 1, softened=_never
    ),
    hours.twelve_weeks_average_stays_under_the_limit: Reach(
        attrgetter("average_work"),
        -7 * (AVERAGE_WEEKS - 1),
        7 * AVERAGE_WEEKS,
        by_week=True,
        softened=_no_average_is_near,
        idle=_no_average_is_near,
    ),
}
