"""A usual week of work: `mon 09:00-12:30 13:30-17:00, tue …`, read, written and laid on real days.

Times are the wall clock of the person's site; a span that ends before it starts ends the next day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _, day_text

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_MINUTES = 24 * 60
# Whole names and every usual abbreviation, in English and in French, without accents.
_DAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "mon monday lun lundi lu",
            "tue tues tuesday mar mardi ma",
            "wed wednesday mer mercredi me",
            "thu thur thurs thursday jeu jeudi je",
            "fri friday ven vendredi ve",
            "sat saturday sam samedi sa",
            "sun sunday dim dimanche di",
        )
    )
    for name in names.split()
}
_REST = {"off", "rest", "repos", "none", "ferme", "closed"}
_DASH = r"\s*(?:-|–|—|\bto\b|\ba\b|\bau\b)\s*"
_CLOCK = r"(\d{1,2})(?:\s*[:h.]\s*(\d{2})?)?"
_SPAN = re.compile(_CLOCK + _DASH + _CLOCK)
_HEAD = re.compile(r"([a-z]+)\.?(?:" + _DASH + r"([a-z]+)\.?)?\s*:?\s*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Minutes since the midnight that begins the day; `end` passes 1 440 on the next day."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length on the clock; on a night when clocks change the real length differs."""
        return self.end - self.start


@dataclass(frozen=True)
class WeeklySchedule:
    """Seven tuples of spans, Monday first; an empty tuple is a day off."""

    days: tuple[tuple[Span, ...], ...]

    @cached_property
    def minutes(self) -> int:
        """Work in the usual week, in minutes, breaks left out."""
        return sum(span.minutes for day in self.days for span in day)

    @cached_property
    def laid(self) -> dict[tuple[str, int], Any]:
        """Room for whoever lays this week on real days to remember it (zone, day)."""
        return {}

    def works_on(self, day: date) -> bool:
        return bool(self.days[day.weekday()])

    def periods(self, day: date, zone: str) -> tuple[tuple[datetime, datetime], ...]:
        """The spans that start on this day, as pairs of instants in UTC, for a clock in `zone`."""
        return tuple(
            (_instant(day, span.start, zone), _instant(day, span.end, zone))
            for span in self.days[day.weekday()]
        )

    def __str__(self) -> str:
        return format_schedule(self)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _instant(day: date, minute: int, zone: str) -> datetime:
    extra, minute = divmod(minute, _DAY_MINUTES)
    wall = datetime.combine(
        day + timedelta(days=extra), time(minute // 60, minute % 60), tzinfo=_zone(zone)
    )
    return wall.astimezone(UTC)


def parse_schedule(text: str) -> WeeklySchedule:
    """Read a usual week.

    English or French day names, whole or shortened; `mon-fri 09:00-17:00` and `lundi au vendredi
    9h-17h` are understood; days not named are off. Raises `UserError` naming the part that is not
    understood, also for an empty text: an unknown week is `None`, never an empty one.
    """
    days: list[tuple[Span, ...] | None] = [None] * 7
    for part in map(fold, re.split(r"[,;\n|]+", text)):
        if not part.strip():
            continue
        numbers, spans = _read_part(part.strip(), text)
        for number in numbers:
            if days[number] is not None:
                raise _unread(part, _("This day is given twice."))
            days[number] = spans
    if all(spans is None for spans in days):
        raise _unread(text, _("Write for instance: mon 09:00-12:30 13:30-17:00, tue 09:00-17:00"))
    week = WeeklySchedule(tuple(spans or () for spans in days))
    _refuse_overlaps(week, text)
    return week


def _unread(part: str, hint: str = "") -> UserError:
    return UserError(
        _("The usual week “{part}” is not understood.").format(part=part.strip()), hint=hint
    )


def _read_part(part: str, whole: str) -> tuple[list[int], tuple[Span, ...]]:
    head = _HEAD.match(part)
    if head is None or head[1] not in _DAYS or (head[2] and head[2] not in _DAYS):
        raise _unread(part or whole)
    first = _DAYS[head[1]]
    last = _DAYS[head[2]] if head[2] else first
    numbers = [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    rest = part[head.end() :].strip()
    if not rest or rest in _REST:
        return numbers, ()
    return numbers, _read_spans(rest, part)


def _read_spans(text: str, part: str) -> tuple[Span, ...]:
    left_over = re.sub(r"\b(?:and|et|puis|then)\b|[+&/\s]", "", _SPAN.sub("", text))
    if left_over:
        raise _unread(part)
    return tuple(sorted(_span(found, part) for found in _SPAN.finditer(text)))


def _span(found: re.Match[str], part: str) -> Span:
    start = _minute(found[1], found[2], part)
    end = _minute(found[3], found[4], part)
    if start in (_DAY_MINUTES, end):
        raise _unread(part, _("A span of work needs a beginning and a later end."))
    return Span(start, end if end > start else end + _DAY_MINUTES)


def _minute(hour: str, minute: str | None, part: str) -> int:
    value = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or value > _DAY_MINUTES:
        raise _unread(part, _("Hours go from 00:00 to 24:00."))
    return value


def _refuse_overlaps(week: WeeklySchedule, text: str) -> None:
    spans = [
        (number * _DAY_MINUTES + span.start, number * _DAY_MINUTES + span.end)
        for number, day in enumerate(week.days)
        for span in day
    ]
    if not spans:
        return
    # Sunday's night runs into Monday's morning.
    around = [*spans, (spans[0][0] + 7 * _DAY_MINUTES, spans[0][1] + 7 * _DAY_MINUTES)]
    if any(ahead[0] < before[1] for before, ahead in pairwise(around)):
        raise _unread(text, _("Two spans of work overlap."))


def format_schedule(week: WeeklySchedule) -> str:
    """The canonical text, the same in every language: what files carry and are read from."""
    return (
        ", ".join(
            f"{name} {spans}"
            for name, spans in zip(DAY_NAMES, map(_spans, week.days), strict=True)
            if spans
        )
        or "mon off"
    )


def _spans(spans: tuple[Span, ...]) -> str:
    return " ".join(f"{_clock(span.start)}-{_clock(span.end)}" for span in spans)


def _clock(minute: int) -> str:
    shown = minute if minute == _DAY_MINUTES else minute % _DAY_MINUTES
    return f"{shown // 60:02d}:{shown % 60:02d}"


def schedule_text(week: WeeklySchedule) -> str:
    """The week for readers: day names of the language in force, equal days grouped."""
    groups: list[tuple[int, int, tuple[Span, ...]]] = []
    for number, spans in enumerate(week.days):
        if groups and groups[-1][2] == spans:
            groups[-1] = (groups[-1][0], number, spans)
        else:
            groups.append((number, number, spans))
    written = [
        f"{_names(a, b)} {_spans(spans).replace('-', '–')}" for a, b, spans in groups if spans
    ]
    return ", ".join(written) or _("no day of work")


def _names(first: int, last: int) -> str:
    monday = date(2024, 1, 1)
    names = [day_text(monday + timedelta(days=number), "EEE") for number in (first, last)]
    return names[0] if first == last else "–".join(names)
