"""Lives to be judged: a week of June 2027 in Paris unless said otherwise (Monday 7 June)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from desktop.core.labour.life import Life, Visit, work_between
from desktop.core.labour.profiles import STANDARD, RuleProfile
from desktop.core.labour.schedule import parse_schedule

PARIS = "Europe/Paris"


def visit(start: str, end: str, profile: RuleProfile = STANDARD, pause: int = 0, **more) -> Visit:
    """A visit between two local moments such as `2027-06-08 14:00`."""
    zone = ZoneInfo(PARIS)
    work = work_between(
        datetime.fromisoformat(start).replace(tzinfo=zone),
        datetime.fromisoformat(end).replace(tzinfo=zone),
        pause=pause,
    )
    return Visit(work, profile, PARIS, **more)


def life(week: str, *visits: Visit, off: tuple[date, ...] = ()) -> Life:
    schedule = parse_schedule(week) if week else None
    return Life(schedule, PARIS, visits, frozenset(day.toordinal() for day in off))
