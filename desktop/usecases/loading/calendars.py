"""Public and school holidays, and up to which day each calendar is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from db.models import CalendarCoverage, Holiday, SchoolHoliday
from desktop.core.changes import Changes
from desktop.core.exchange.checking import Record
from desktop.core.exchange.school import Period, periods_of_days, periods_of_spans
from desktop.core.exchange.values import fold
from desktop.core.i18n import _, date_text
from desktop.usecases.loading.loader import Key, Loader, Wanted

_EVERYWHERE = {"metropole", "france", "france metropolitaine", "national", ""}


class HolidaysLoader(Loader):
    models = (Holiday, SchoolHoliday, CalendarCoverage)
    changes = Changes.SITES

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {_key(row): row for row in self.session.scalars(select(model))}

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        by_day = [record for record in records if _tells_zones_by_day(record)]
        by_span = [record for record in records if record.values.get("start") is not None]
        public = [
            record
            for record in records
            if record.values.get("day") is not None and not _tells_zones_by_day(record)
        ]
        if public:
            yield from self._public(public)
        if by_day:
            yield from self._school(periods_of_days(_days(by_day)), by_day[0].line)
        if by_span:
            yield from self._school(periods_of_spans(_spans(by_span)), by_span[0].line)

    def _public(self, records: Sequence[Record]) -> Iterator[Wanted]:
        days: dict[tuple[date, str], _Named] = {}
        for record in records:
            day = record.values["day"]
            zones = record.values.get("zones") or ("",)
            if not isinstance(day, date) or not isinstance(zones, tuple):
                continue
            for zone in zones:
                code = "" if fold(str(zone)) in _EVERYWHERE else str(zone)
                named = days.setdefault((day, code), _Named(record.line, []))
                if (name := record.text("name")) and name not in named.names:
                    named.names.append(name)
        for (day, zone), named in days.items():
            label = f"{date_text(day, 'short')} {zone}".strip()
            attributes = {"day": day, "zone": zone, "name": " / ".join(named.names)}
            yield Wanted(named.line, Holiday, ("holiday", day, zone), label, attributes)
        for zone in sorted({zone for _day, zone in days}):
            known = [day for day, other in days if other == zone]
            yield self._coverage(
                "public",
                zone,
                _first_of_year(min(known)),
                _last_of_year(max(known)),
                records[0].line,
            )

    def _school(self, periods: Sequence[Period], line: int) -> Iterator[Wanted]:
        for zone in sorted({period.zone for period in periods}):
            mine = [period for period in periods if period.zone == zone]
            for period in mine:
                yield Wanted(
                    line,
                    SchoolHoliday,
                    ("school", zone, period.start),
                    f"{period.name} {zone}",
                    {"zone": zone, "start": period.start, "end": period.end, "name": period.name},
                )
            # The last holidays named are the last thing known: the days after them are not free.
            last = max(period.end for period in mine)
            yield self._coverage("school", zone, min(p.start for p in mine), last, line)
            self.warnings.append(
                _(
                    "School holidays of zone {zone} are known until {day}, and unknown after."
                ).format(zone=zone, day=date_text(last, "long"))
            )

    def _coverage(self, calendar: str, zone: str, first: date, last: date, line: int) -> Wanted:
        return Wanted(
            line,
            CalendarCoverage,
            ("coverage", calendar, zone),
            f"{calendar} {zone}".strip(),
            {"calendar": calendar, "zone": zone, "known_from": first, "known_until": last},
        )


@dataclass(frozen=True, slots=True)
class _Named:
    line: int
    names: list[str]


def _key(row: Holiday | SchoolHoliday | CalendarCoverage) -> Key:
    if isinstance(row, Holiday):
        return ("holiday", row.day, row.zone)
    if isinstance(row, SchoolHoliday):
        return ("school", row.zone, row.start)
    return ("coverage", row.calendar, row.zone)


def _first_of_year(day: date) -> date:
    return day.replace(month=1, day=1)


def _last_of_year(day: date) -> date:
    return day.replace(month=12, day=31)


def _tells_zones_by_day(record: Record) -> bool:
    return any(f"zone_{letter}" in record.values for letter in "abc")


def _days(records: Sequence[Record]) -> Iterator[tuple[date, str, str]]:
    """(day, zone, name) of each day of school holidays."""
    for record in records:
        day = record.values.get("day")
        for letter in "abc":
            if isinstance(day, date) and record.values.get(f"zone_{letter}"):
                yield day, letter.upper(), record.text("name")


def _spans(records: Sequence[Record]) -> Iterator[Period]:
    """Periods as the ministry publishes them: the end is the morning pupils come back."""
    for record in records:
        start, end = record.values.get("start"), record.values.get("end")
        if "enseignant" in fold(record.text("population")) or not isinstance(start, date):
            continue
        last = end - timedelta(days=1) if isinstance(end, date) and end > start else start
        zones = record.values.get("zones") or ("",)
        for zone in zones if isinstance(zones, tuple) else ():
            yield Period(str(zone), start, last, record.text("name"))
