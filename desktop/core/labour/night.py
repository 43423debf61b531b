"""Night: periods, night workers, young workers (WT-10, 11)."""

from __future__ import annotations

from datetime import date

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach, Minutes
from desktop.core.labour.life import Life, moment_of
from desktop.core.labour.measures import broken, effective, shared, shared_minutes
from desktop.core.labour.profiles import Limit
from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.vocabulary import Severity

NIGHT_HOURS_A_DAY = 3 * 60  # L3122-5: at least three hours of night work,
NIGHTS_A_WEEK = 2  # at least twice a week, make a night worker


def night_visits_are_flagged(life: Life) -> Breach | None:
    """WT-10. The visit touches the night period of the profile."""
    for visit in life.visits:
        night = visit.profile.night
        if shared_minutes(visit.work, night.start, night.end):
            return broken(
                "WT-10",
                Limit(0, night.article),
                moment_of(visit.work.start, visit.zone),
                N_("The visit of {measured} touches the night."),
                N_("Make sure that the visitor agrees and can get home."),
                severity=Severity.WARNING,
                shown_limit="",
            )
    return None


def night_work_stays_under_the_limit(life: Life) -> Breach | None:
    """WT-10. Eight hours on a day with night work: blocking for night workers, else a warning."""
    for visit in life.visits:
        limit, night = visit.profile.night_work, visit.profile.night
        if limit is None or not shared_minutes(visit.work, night.start, night.end):
            continue
        done = effective(life.day(visit.work.day))
        if done > limit.value:
            blocking = is_night_worker(life.schedule, night.start, night.end)
            return broken(
                "WT-10b",
                limit,
                Minutes(done),
                N_("{measured} of work with night hours on {day}, above {limit}."),
                N_("Shorten the visit."),
                severity=Severity.BLOCKING if blocking else Severity.WARNING,
                day=date.fromordinal(visit.work.day),
            )
    return None


def is_night_worker(schedule: WeeklySchedule | None, start: int, end: int) -> bool:
    """At least three hours of night, at least twice a week, in the usual schedule (L3122-5)."""
    if schedule is None:
        return False
    nights = 0
    for spans in schedule.days:
        minutes = sum(shared(span.start, span.end, start, end) for span in spans)
        nights += minutes >= NIGHT_HOURS_A_DAY
    return nights >= NIGHTS_A_WEEK


def minors_do_not_work_at_night(life: Life) -> Breach | None:
    """WT-11. 22:00 to 6:00 from sixteen on, 20:00 to 6:00 before."""
    for visit in life.visits:
        hours = visit.profile.forbidden
        if hours and (minutes := shared_minutes(visit.work, hours.start, hours.end)):
            return broken(
                "WT-11",
                Limit(0, hours.article),
                Minutes(minutes),
                N_("A young worker would work {measured} at night, where none is allowed."),
                N_("Choose a visit between {opens} and {closes}."),
                opens=_wall(hours.end),
                closes=_wall(hours.start),
            )
    return None


def _wall(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
