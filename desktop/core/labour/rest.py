"""Rest: daily, weekly, Sundays, holidays, travel (WT-01 to 04, 15, 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach, Minutes
from desktop.core.labour.life import (
    DAY_MINUTES,
    SUNDAY,
    Life,
    Visit,
    Work,
    moment_of,
    monday_of,
)
from desktop.core.labour.measures import broken, shared_profile, visits_of_week
from desktop.core.labour.profiles import Limit
from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.vocabulary import Severity

AROUND_DAYS = 2  # days around a visit within which a rest can be cut short
LEAST_PART = 24 * 60  # of a weekly rest that straddles two weeks, in the week that it serves
_ANY_DAY = 735_000
LONGEST_RUN = 13  # days on either side beyond which a run is not counted further


def daily_rest_is_long_enough(life: Life) -> Breach | None:
    """WT-01. Between the last work of a day and the first of the next."""
    for visit in life.visits:
        day = visit.work.day
        days = _by_day(life, day)
        for before, after in pairwise(days):
            if day not in (before[0].day, after[0].day):
                continue
            rest = after[0].start - max(work.end for work in before)
            limit = visit.profile.daily_rest
            if rest < limit.value:
                end = max(work.end for work in before)
                return broken(
                    "WT-01",
                    limit,
                    Minutes(max(rest, 0)),
                    N_("Daily rest of {measured} instead of {limit}, after {end}."),
                    N_("Start again on {resume} at the earliest."),
                    end=moment_of(end, visit.zone),
                    resume=moment_of(end + limit.value, visit.zone),
                )
    return None


def _by_day(life: Life, day: int) -> list[Sequence[Work]]:
    """The worked days around this one, each with its works."""
    around = range(day - AROUND_DAYS, day + AROUND_DAYS + 1)
    return [works for one in around if (works := life.day(one))]


def travel_leaves_the_daily_rest(life: Life) -> Breach | None:
    """WT-15. Travel is not work, but a rest that it cuts short is worth a warning."""
    if daily_rest_is_long_enough(life):
        return None
    for visit in life.visits:
        day = visit.work.day
        for before, after in pairwise(_by_day(life, day)):
            trips = (before[0].day == day) + (after[0].day == day)
            rest = after[0].start - max(work.end for work in before) - trips * visit.travel
            limit = visit.profile.daily_rest
            if trips and visit.travel and rest < limit.value:
                return broken(
                    "WT-15",
                    Limit(limit.value, "C. trav. L3121-4"),
                    Minutes(rest),
                    N_("With {travel} of extra travel, {measured} of rest remain out of {limit}."),
                    N_("Compensate the travel, and begin later the next day."),
                    severity=Severity.WARNING,
                    travel=Minutes(visit.travel),
                )
    return None


def weekly_rest_is_one_block(life: Life) -> Breach | None:
    """WT-02. One block wherever it lies; one that straddles two weeks serves one of them."""
    for monday in life.weeks:
        visits = visits_of_week(life, monday)
        limit = shared_profile(visits).weekly_rest
        short = _weeks_without_block(life, monday, limit.value)
        if not short:
            continue
        own = _weeks_without_block(life.alone, monday, limit.value)
        worse = sorted(short - own)
        if worse:
            return broken(
                "WT-02",
                limit,
                Minutes(_longest_rest(life, worse[0])),
                N_("Longest rest of {measured} instead of {limit} in the week of {week}."),
                N_("Free a whole day next to another day off."),
                week=date.fromordinal(worse[0]),
            )
    return None


def _rests(life: Life, first: int, last: int) -> list[tuple[int, int, int]]:
    """Rests between works: end of one, start of the next, and minutes, in wall time of the days."""
    works = life.works(first, last)
    rests: list[tuple[int, int, int]] = []
    end_wall, end = first * DAY_MINUTES, None
    for work in works:
        start_wall = work.day * DAY_MINUTES + work.wall_start
        length = start_wall - end_wall if end is None else work.start - end
        if length > 0:
            rests.append((end_wall, start_wall, length))
        reach = work.day * DAY_MINUTES + work.wall_end
        if end is None or work.end > end:
            end_wall, end = reach, work.end
    horizon = (last + 1) * DAY_MINUTES
    if horizon > end_wall:
        rests.append((end_wall, horizon, horizon - end_wall))
    return rests


def _has_free_days(life: Life, monday: int, block: int) -> bool:
    """Two whole days off inside the week, which is enough whatever lies around: the usual case."""
    free = 0
    for day in range(monday, monday + 7):
        if life.day(day):
            free = 0
            continue
        free += 1
        if free == 2:
            before = life.day(day - 2)
            late = max((work.wall_end for work in before), default=0) - DAY_MINUTES
            return max(late, 0) + block + 60 <= 2 * DAY_MINUTES  # clocks may take an hour
    return False


def _weeks_without_block(life: Life, monday: int, block: int) -> set[int]:
    """Of the week and its two neighbours, those that no block of rest serves.

    A rest serves as many weeks as it holds whole blocks, each with a day of it at least: the 24
    hours that the law names, the daily rest being added to them. The earliest rest goes first.
    """
    weeks = (monday - 7, monday, monday + 7)
    missing = {week for week in weeks if not _has_free_days(life, week, block)}
    if not missing:
        return missing
    missing.clear()
    rests = _rests(life, monday - 10, monday + 16)
    left = [length // block for _, _, length in rests]
    for week in weeks:
        for number, rest in enumerate(rests):
            if left[number] and _part_in(rest, week) >= LEAST_PART:
                left[number] -= 1
                break
        else:
            missing.add(week)
    return missing


def usual_week_holds_its_rest(schedule: WeeklySchedule, block: int) -> bool:
    """Whether the usual weeks by themselves have their rest, an hour of clock change to spare."""
    monday = monday_of(_ANY_DAY)
    return not _weeks_without_block(Life(schedule, "UTC", ()), monday, block + 60)


def _part_in(rest: tuple[int, int, int], week: int) -> int:
    """Minutes of a rest that lie in the week of this Monday."""
    start, end, _ = rest
    return min(end, (week + 7) * DAY_MINUTES) - max(start, week * DAY_MINUTES)


def _longest_rest(life: Life, monday: int) -> int:
    rests = _rests(life, monday - 10, monday + 16)
    return max((rest[2] for rest in rests if _part_in(rest, monday) >= LEAST_PART), default=0)


def six_days_of_work_a_week_at_most(life: Life) -> Breach | None:
    """WT-03. Days counted from Monday to Sunday."""
    for monday in life.weeks:
        limit = shared_profile(visits_of_week(life, monday)).worked_days
        worked = _worked_days(life, monday)
        if worked > limit.value and worked > _worked_days(life.alone, monday):
            return broken(
                "WT-03",
                limit,
                worked,
                N_("{measured} days of work instead of {limit} in the week of {week}."),
                N_("Free one day of that week."),
                shown_limit=limit.value,
                week=date.fromordinal(monday),
            )
    return None


def _worked_days(life: Life, monday: int) -> int:
    return sum(bool(life.day(day)) for day in range(monday, monday + 7))


def seven_days_in_a_row_are_flagged(life: Life) -> Breach | None:
    """WT-03. Seven days over two calendar weeks are not forbidden by this text alone."""
    for visit in life.visits:
        limit = visit.profile.worked_days
        run = _run(life, visit.work.day)
        if run > limit.value and run > _run(life.alone, visit.work.day):
            return broken(
                "WT-03b",
                limit,
                run,
                N_("{measured} days of work in a row around {day}."),
                N_("Free a day before or after the visit."),
                severity=Severity.WARNING,
                shown_limit=limit.value,
                day=date.fromordinal(visit.work.day),
            )
    return None


def _run(life: Life, day: int) -> int:
    if not life.day(day):
        return 0
    first = last = day
    while life.day(first - 1) and day - first < LONGEST_RUN:
        first -= 1
    while life.day(last + 1) and last - day < LONGEST_RUN:
        last += 1
    return last - first + 1


def sunday_is_for_rest_without_derogation(life: Life) -> Breach | None:
    """WT-04. A Sunday needs a site that holds a derogation."""
    for visit in life.visits:
        last_day = visit.work.day + max(visit.work.wall_end - 1, 0) // DAY_MINUTES
        days = range(visit.work.day, last_day + 1)
        sundays = [day for day in days if date.fromordinal(day).isoweekday() == SUNDAY]
        if sundays and not visit.sunday_allowed:
            return broken(
                "WT-04",
                Limit(0, "C. trav. L3132-3"),
                date.fromordinal(sundays[0]),
                N_("{measured} is a Sunday and the site has no derogation for it."),
                N_("Choose a weekday, or record the site's derogation."),
                shown_limit="",
            )
    return None


def public_holidays_of_the_host_are_free(life: Life) -> Breach | None:
    """WT-18. Holidays and closing days of the host site apply to the visit."""
    for visit in life.visits:
        if visit.holiday:
            return broken(
                "WT-18",
                Limit(0, "C. trav. L3133-4" if _is_first_of_may(visit) else "C. trav. L3133-1"),
                visit.holiday,
                N_("{day} is a day off at the host site: {measured}."),
                N_("Choose another day."),
                shown_limit="",
                day=date.fromordinal(visit.work.day),
            )
    return None


def _is_first_of_may(visit: Visit) -> bool:
    day = date.fromordinal(visit.work.day)
    return (day.month, day.day) == (5, 1)
