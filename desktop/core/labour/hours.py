"""Hours worked: by day, by week, over twelve weeks, breaks, part time (WT-05 to 09, 14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach, Minutes
from desktop.core.labour.life import Life, Visit, Work
from desktop.core.labour.measures import (
    broken,
    effective,
    shared_profile,
    visits_of_week,
    week_minutes,
)
from desktop.core.labour.profiles import Limit
from desktop.core.vocabulary import Severity

AVERAGE_WEEKS = 12


def daily_work_stays_under_the_limit(life: Life) -> Breach | None:
    """WT-05, WT-11, WT-12. Effective work of the day on which it starts, breaks deducted."""
    for visit in life.visits:
        limit = visit.profile.daily_work
        day = visit.work.day
        done = effective(life.day(day))
        if limit and done > limit.value:
            return broken(
                "WT-05",
                limit,
                Minutes(done),
                N_("{measured} of work on {day} instead of {limit} at most."),
                N_("Shorten the visit or free hours of the usual job that day."),
                day=date.fromordinal(day),
            )
    return None


def weekly_work_stays_under_the_limit(life: Life) -> Breach | None:
    """WT-06, WT-11. Effective work from Monday to Sunday."""
    for monday in life.weeks:
        limit = shared_profile(visits_of_week(life, monday)).weekly_work
        done = week_minutes(life, monday)
        if limit and done > limit.value and done > week_minutes(life.alone, monday):
            return broken(
                "WT-06",
                limit,
                Minutes(done),
                N_("{measured} of work in the week of {week} instead of {limit} at most."),
                N_("Move the visit to a lighter week."),
                week=date.fromordinal(monday),
            )
    return None


def a_heavy_week_is_flagged(life: Life) -> Breach | None:
    """WT-06. Lawful, yet above what the average allows."""
    for monday in life.weeks:
        profile = shared_profile(visits_of_week(life, monday))
        alert, limit = profile.weekly_alert, profile.weekly_work
        done = week_minutes(life, monday)
        if alert and limit and alert.value < done <= limit.value:
            if done <= week_minutes(life.alone, monday):
                continue
            return broken(
                "WT-06b",
                alert,
                Minutes(done),
                N_("Heavy week of {week}: {measured} of work, above {limit}."),
                N_("Move the visit to a lighter week."),
                severity=Severity.WARNING,
                week=date.fromordinal(monday),
            )
    return None


def twelve_weeks_average_stays_under_the_limit(life: Life) -> Breach | None:
    """WT-07. Every window of twelve consecutive weeks that a visit touches."""
    for monday in life.weeks:
        limit = shared_profile(visits_of_week(life, monday)).average_work
        if limit is None or _cannot_exceed(life, limit.value):
            continue
        for first in range(monday - 7 * (AVERAGE_WEEKS - 1), monday + 1, 7):
            done, alone = _twelve_weeks(life, first), _twelve_weeks(life.alone, first)
            if done > limit.value * AVERAGE_WEEKS and done > alone:
                return broken(
                    "WT-07",
                    limit,
                    Minutes(-(-done // AVERAGE_WEEKS)),
                    N_(
                        "{measured} a week on average over the 12 weeks from {week}, above {limit}."
                    ),
                    N_("Move the visit to another period, or free hours of the usual job."),
                    week=date.fromordinal(first),
                )
    return None


def _cannot_exceed(life: Life, weekly: int) -> bool:
    usual = life.schedule.minutes if life.schedule else 0
    visits = effective(visit.work for visit in life.visits)
    # A night of clock change adds one hour to the twelve weeks.
    return usual * AVERAGE_WEEKS + 60 + visits <= weekly * AVERAGE_WEEKS


def _twelve_weeks(life: Life, monday: int) -> int:
    return effective(life.works(monday, monday + 7 * AVERAGE_WEEKS - 1))


def a_long_day_has_its_break(life: Life) -> Breach | None:
    """WT-08, WT-11. A break inside the visit, or a gap of that length in the day, is enough."""
    for visit in life.visits:
        profile = visit.profile
        stretch = _longest_stretch(life.day(visit.work.day), visit)
        if stretch < profile.break_after.value:
            continue
        return broken(
            "WT-08" if not profile.break_blocks else "WT-11b",
            profile.break_length,
            Minutes(stretch),
            N_("{measured} of work on {day} without a break of {limit}."),
            N_("Write a break of {limit} into the visit."),
            severity=Severity.BLOCKING if profile.break_blocks else Severity.WARNING,
            day=date.fromordinal(visit.work.day),
        )
    return None


def _longest_stretch(works: Sequence[Work], visit: Visit) -> int:
    """Minutes of work without a long enough break, among stretches that hold the visit."""
    needed = visit.profile.break_length.value
    if visit.work.pause >= needed:
        return 0
    stretch, end, holds, longest = 0, None, False, 0
    for work in works:
        if end is not None and (work.start - end >= needed or work.pause >= needed):
            stretch, holds = 0, False
        stretch += work.effective
        end = work.end
        holds = holds or work == visit.work
        if holds:
            longest = max(longest, stretch)
    return longest


def day_span_leaves_the_night_free(life: Life) -> Breach | None:
    """WT-09. From the first start to the last end of a day, breaks included."""
    for visit in life.visits:
        works = life.day(visit.work.day)
        span = max(work.end for work in works) - min(work.start for work in works)
        limit = visit.profile.day_span
        if span > limit.value:
            return broken(
                "WT-09",
                limit,
                Minutes(span),
                N_("Day of {day} spread over {measured} instead of {limit} at most."),
                N_("Begin later, end earlier, or free the usual job that day."),
                day=date.fromordinal(visit.work.day),
            )
    return None


def part_time_hours_beyond_the_contract_are_paid(life: Life) -> Breach | None:
    """WT-14. Complementary hours: lawful, to be paid."""
    for monday in life.weeks:
        found = _part_time_week(life, monday)
        if found and found[2] < found[1] < found[0].value:
            limit, done, contract = found
            return broken(
                "WT-14",
                limit,
                Minutes(done),
                N_(
                    "{extra} beyond the contract in the week of {week}: complementary hours to pay."
                ),
                N_("Pay them, or free as many hours of the usual job."),
                severity=Severity.WARNING,
                shown_limit=Minutes(contract),
                extra=Minutes(done - contract),
                week=date.fromordinal(monday),
            )
    return None


def part_time_never_reaches_full_time(life: Life) -> Breach | None:
    """WT-14. A part-timer never works 35 hours in a week."""
    for monday in life.weeks:
        found = _part_time_week(life, monday)
        if found and found[1] >= found[0].value and found[1] > week_minutes(life.alone, monday):
            return broken(
                "WT-14b",
                found[0],
                Minutes(found[1]),
                N_("{measured} in the week of {week}: part time must stay under {limit}."),
                N_("Move the visit to a day of the usual job, or free hours."),
                week=date.fromordinal(monday),
            )
    return None


def _part_time_week(life: Life, monday: int) -> tuple[Limit, int, int] | None:
    limit = shared_profile(visits_of_week(life, monday)).part_time
    if limit is None or life.schedule is None:
        return None
    return limit, week_minutes(life, monday), life.schedule.minutes
