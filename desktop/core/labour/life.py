"""A person's working time on real instants: the usual job and the visits, together.

Instants are whole minutes since 1970 in UTC; days are ordinals of the local calendar. A visit that
falls within the hours of the usual job releases that whole day of it; outside them it adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

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


@dataclass(frozen=True)
class Life:
    """Usual job and visits of one person; `schedule` is None when nobody knows it."""

    schedule: WeeklySchedule | None
    zone: str
    visits: tuple[Visit, ...]
    days_off: frozenset[int] = frozenset()

    @cached_property
    def alone(self) -> Life:
        """The same life without any visit: what the usual job does by itself."""
        return Life(self.schedule, self.zone, (), self.days_off)

    def works(self, first: int, last: int) -> list[Work]:
        """Everything that starts from day `first` to day `last`, in order."""
        return [work for day in range(first, last + 1) for work in self.day(day)]

    def day(self, day: int) -> Sequence[Work]:
        """Everything that starts on this local day, in order."""
        known = self._days.get(day)
        if known is None:
            kept = not (day in self.days_off or day in self.released_days)
            own = self._usual(day) if kept else ()
            visits = [visit.work for visit in self.visits if visit.work.day == day]
            known = sorted([*own, *visits], key=_start) if visits else own
            self._days[day] = known
        return known

    @cached_property
    def _days(self) -> dict[int, Sequence[Work]]:
        return {}

    @cached_property
    def released_days(self) -> frozenset[int]:
        """Days of the usual job that a visit takes the place of."""
        return frozenset(
            work.day
            for visit in self.visits
            for day in (visit.work.day - 1, visit.work.day, visit.work.day + 1)
            for work in self._usual(day)
            if work.start < visit.work.end and visit.work.start < work.end
        )

    def _usual(self, day: int) -> tuple[Work, ...]:
        return () if self.schedule is None else _usual_day(self.schedule, self.zone, day)

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """Mondays (ordinals) of the weeks in which a visit starts, in order."""
        return tuple(sorted({monday_of(visit.work.day) for visit in self.visits}))


def _start(work: Work) -> int:
    return work.start


def monday_of(day: int) -> int:
    """The Monday (ordinal) of the week of this day."""
    return day - (day - 1) % 7


def _usual_day(schedule: WeeklySchedule, zone: str, day: int) -> tuple[Work, ...]:
    """Laid once for each schedule, zone and day: kept with the schedule itself."""
    laid = schedule.laid.get((zone, day))
    if laid is None:
        spans = schedule.days[(day - 1) % 7]
        periods = schedule.periods(date.fromordinal(day), zone) if spans else ()
        laid = tuple(
            Work(minute_of(start), minute_of(end), day, span.start, span.end)
            for span, (start, end) in zip(spans, periods, strict=True)
        )
        schedule.laid[zone, day] = laid
    return laid
