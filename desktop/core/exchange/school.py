"""School holidays: days and published spans made into periods, one list a zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """Holidays of one zone, both ends included."""

    zone: str
    start: date
    end: date
    name: str


def periods_of_days(days: Iterable[tuple[date, str, str]]) -> list[Period]:
    """Days (day, zone, name) that follow each other and have the same name make one period."""
    periods: list[Period] = []
    open_ones: dict[str, Period] = {}
    for day, zone, name in sorted(set(days)):
        current = open_ones.get(zone)
        if current and current.name == name and day - current.end <= timedelta(days=1):
            open_ones[zone] = Period(zone, current.start, day, name)
            continue
        if current:
            periods.append(current)
        open_ones[zone] = Period(zone, day, day, name)
    periods.extend(open_ones.values())
    return sorted(periods, key=lambda period: (period.zone, period.start))


def periods_of_spans(spans: Iterable[Period]) -> list[Period]:
    """Published spans, once each: academies of one zone repeat them."""
    kept: dict[tuple[str, date], Period] = {}
    for span in spans:
        known = kept.get((span.zone, span.start))
        if known is None or span.end > known.end:
            kept[span.zone, span.start] = span
    return sorted(kept.values(), key=lambda period: (period.zone, period.start))
