"""The French calendar of the company: public and school holidays, the weeks of the campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.demonstration.fiction import CalendarCoverage, Holiday, SchoolHoliday

DAY = timedelta(days=1)
SCHOOL_ZONES = ("A", "B", "C")
_FIXED = (
    (1, 1, "Jour de l’an"),
    (5, 1, "Fête du Travail"),
    (5, 8, "Victoire de 1945"),
    (7, 14, "Fête nationale"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "Armistice de 1918"),
    (12, 25, "Noël"),
)
_AFTER_EASTER = ((1, "Lundi de Pâques"), (39, "Ascension"), (50, "Lundi de Pentecôte"))
_ALSACE_MOSELLE = ((12, 26, "Saint-Étienne"),)
ALSACE_MOSELLE = "Alsace-Moselle"

# First and last day without school, as published by the ministry for 2025-2026 and 2026-2027.
_SCHOOL: tuple[tuple[str, str, str, str], ...] = (
    ("Toussaint", "ABC", "2025-10-18", "2025-11-02"),
    ("Noël", "ABC", "2025-12-20", "2026-01-04"),
    ("Hiver", "A", "2026-02-07", "2026-02-22"),
    ("Hiver", "B", "2026-02-14", "2026-03-01"),
    ("Hiver", "C", "2026-02-21", "2026-03-08"),
    ("Printemps", "A", "2026-04-04", "2026-04-19"),
    ("Printemps", "B", "2026-04-11", "2026-04-26"),
    ("Printemps", "C", "2026-04-18", "2026-05-03"),
    ("Été", "ABC", "2026-07-04", "2026-08-31"),
    ("Toussaint", "ABC", "2026-10-17", "2026-11-01"),
    ("Noël", "ABC", "2026-12-19", "2027-01-03"),
    ("Hiver", "A", "2027-02-13", "2027-02-28"),
    ("Hiver", "B", "2027-02-20", "2027-03-07"),
    ("Hiver", "C", "2027-02-06", "2027-02-21"),
    ("Printemps", "A", "2027-04-10", "2027-04-25"),
    ("Printemps", "B", "2027-04-17", "2027-05-02"),
    ("Printemps", "C", "2027-04-03", "2027-04-18"),
)
KNOWN_FROM, KNOWN_UNTIL = date(2025, 9, 1), date(2027, 7, 2)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


def public_holidays(first: date, last: date) -> tuple[Holiday, ...]:
    """Public holidays of metropolitan France and Alsace-Moselle between two days."""
    found: list[tuple[date, str, str]] = []
    for year in range(first.year, last.year + 1):
        sunday = easter(year)
        found += [(date(year, month, day), "", name) for month, day, name in _FIXED]
        found += [(sunday + shift * DAY, "", name) for shift, name in _AFTER_EASTER]
        found += [(date(year, m, d), ALSACE_MOSELLE, name) for m, d, name in _ALSACE_MOSELLE]
        found.append((sunday - 2 * DAY, ALSACE_MOSELLE, "Vendredi saint"))
    kept = sorted(row for row in found if first <= row[0] <= last)
    return tuple(Holiday(n, day, zone, name) for n, (day, zone, name) in enumerate(kept, 1))


def school_holidays() -> tuple[SchoolHoliday, ...]:
    """School holidays of the three zones, for the years that are known."""
    rows = [
        (zone, date.fromisoformat(start), date.fromisoformat(end), name)
        for name, zones, start, end in _SCHOOL
        for zone in zones
    ]
    return tuple(SchoolHoliday(n, *row) for n, row in enumerate(rows, 1))


def coverage(first: date, last: date) -> tuple[CalendarCoverage, ...]:
    """How far each calendar is known."""
    public = [
        CalendarCoverage(n, "public", zone, first, last)
        for n, zone in enumerate(("", ALSACE_MOSELLE), 1)
    ]
    school = [
        CalendarCoverage(n, "school", zone, KNOWN_FROM, KNOWN_UNTIL)
        for n, zone in enumerate(SCHOOL_ZONES, 3)
    ]
    return (*public, *school)


def is_school_holiday(zone: str, day: date) -> bool:
    """Whether children of the zone are free that day, as far as is known."""
    return any(each.zone == zone and each.start <= day <= each.end for each in school_holidays())


@dataclass(frozen=True, slots=True)
class Seasons:
    """The weeks of the two campaigns; both ends included, Monday to Sunday."""

    today: date
    last_start: date
    last_end: date
    start: date
    end: date


def seasons(today: date, weeks: int) -> Seasons:
    """The current campaign is half-way on `today`; the last one ended about five months before."""
    monday = today - today.weekday() * DAY
    start = monday - (weeks // 2) * 7 * DAY
    last_start = monday - 34 * 7 * DAY
    return Seasons(
        today=today,
        last_start=last_start,
        last_end=last_start + (7 * weeks - 1) * DAY,
        start=start,
        end=start + (7 * weeks - 1) * DAY,
    )
