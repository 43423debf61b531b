"""A person's working time on real instants: the usual job and the visits, together.

Instants are whole minutes since 1970 in UTC; days are ordinals of the local calendar. A visit that
falls within the hours of the usual job releases that whole day of it; outside them it adds up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from desktop.core.labour.profiles import RuleProfile
from desktop.core.labour.schedule import WeeklySchedule

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SUNDAY = 7
DAY_MINUTES = 24 * 60


def minute_of(moment: datetime) -> int:
    """Minutes since 1970 in UTC of an aware moment."""
    return int((moment - _EPOCH).total_seconds() // 60)


def moment_of(minute: int, zone: str) -> datetime:
    """The local moment of a minute since 1970 in UTC."""
    from zoneinfo import ZoneInfo  # noqa: PLC0415 -- only messages need it

    return (_EPOCH + timedelta(minutes=minute)).astimezone(ZoneInfo(zone))


@dataclass(frozen=True, slots=True, order=True)
class Work:
    """One stretch of work. `day` is the local date (ordinal) on which it starts."""

    start: int
    end: int
    day: int
    wall_start: int
    wall_end: int
    pause: int = 0

    @property
    def effective(self) -> int:
        """Minutes really worked: breaks deducted, clock changes counted (L3121-1)."""
        return self.end - self.start - self.pause


def work_between(start: datetime, end: datetime, *, pause: int = 0) -> Work:
    """Work between two aware moments in the local time of the place; `pause` in minutes."""
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return Work(
        start=minute_of(start),
        end=minute_of(end),
        day=start.toordinal(),
        wall_start=start.hour * 60 + start.minute,
        wall_end=int((end.replace(tzinfo=None) - midnight).total_seconds() // 60),
        pause=pause,
    )


@dataclass(frozen=True, slots=True)
class Visit:
    """Work done elsewhere. `profile` is already the strictest of visitor's and host's."""

    work: Work
    profile: RuleProfile
    zone: str
    sunday_allowed: bool = False
    holiday: str = ""
    travel: int = 0
    """Extra minutes of travel each way, beyond the usual commute."""


@dataclass(frozen=True, slots=True)
class Life:
    """Usual job and visits of one person; `schedule` is None when nobody knows it."""

    schedule: WeeklySchedule | None
    zone: str
    visits: tuple[Visit, ...]
    days_off: frozenset[int] = frozenset()

    def alone(self) -> Life:
        """The same life without any visit: what the usual job does by itself."""
        return Life(self.schedule, self.zone, (), self.days_off)

    def works(self, first: int, last: int) -> list[Work]:
        """Everything that starts from day `first` to day `last`, in order."""
        released = self.released_days()
        stretches = [
            work
            for work in self._usual(first, last)
            if work.day not in self.days_off and work.day not in released
        ]
        stretches += [v.work for v in self.visits if first <= v.work.day <= last]
        stretches.sort()
        return stretches

    def released_days(self) -> set[int]:
        """Days of the usual job that a visit takes the place of."""
        return {
            work.day
            for visit in self.visits
            for work in self._usual(visit.work.day - 1, visit.work.day + 1)
            if work.start < visit.work.end and visit.work.start < work.end
        }

    def _usual(self, first: int, last: int) -> list[Work]:
        if self.schedule is None:
            return []
        return [
            work
            for monday in range(monday_of(first), last + 1, 7)
            for work in _usual_week(self.schedule, self.zone, monday)
            if first <= work.day <= last
        ]

    def weeks(self) -> list[int]:
        """Mondays (ordinals) of the weeks in which a visit starts, in order."""
        return sorted({monday_of(visit.work.day) for visit in self.visits})


def monday_of(day: int) -> int:
    """The Monday (ordinal) of the week of this day."""
    return day - (day - 1) % 7


@lru_cache(maxsize=20_000)
def _usual_week(schedule: WeeklySchedule, zone: str, monday: int) -> tuple[Work, ...]:
    works: list[Work] = []
    for offset, spans in enumerate(schedule.days):
        periods = schedule.periods(date.fromordinal(monday + offset), zone) if spans else ()
        works += [
            Work(minute_of(start), minute_of(end), monday + offset, span.start, span.end)
            for span, (start, end) in zip(spans, periods, strict=True)
        ]
    return tuple(works)
