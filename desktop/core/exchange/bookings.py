"""Bookings counted into rooms sold a night; what takes no room is told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from desktop.core.exchange.checking import Record
from desktop.core.exchange.choices import BookingStatus
from desktop.core.i18n import _

LONGEST = 366  # nights; more is a mistyped date


@dataclass
class Stays:
    """Rooms sold by site and night, and what was left out of them, by reason."""

    sold: dict[str, Counter[date]] = field(default_factory=dict)
    first: dict[str, Record] = field(default_factory=dict)
    cancelled: int = 0
    no_shows: int = 0
    without_night: int = 0
    held: list[tuple[Record, str, str]] = field(default_factory=list)


def count_nights(records: Iterable[Record]) -> Stays:
    """A night is sold from the day of arrival to the eve of departure."""
    stays = Stays()
    for record in records:
        status = _status(record)
        if status is BookingStatus.CANCELLED:
            stays.cancelled += 1
        elif status is BookingStatus.NO_SHOW:
            stays.no_shows += 1
        else:
            _add(record, stays)
    return stays


def _status(record: Record) -> BookingStatus:
    """No-show wins over cancelled: hotels mark a no-show as both."""
    status = record.values.get("status")
    if status is BookingStatus.NO_SHOW:
        return BookingStatus.NO_SHOW
    if record.values.get("cancelled"):
        return BookingStatus.CANCELLED
    return status if isinstance(status, BookingStatus) else BookingStatus.BOOKED


def _add(record: Record, stays: Stays) -> None:
    arrival = _arrival(record)
    if arrival is None:
        stays.held.append((record, "arrival", _("the day of arrival is missing or does not exist")))
        return
    nights = _nights(record, arrival)
    if nights is None or nights < 0 or nights > LONGEST:
        stays.held.append((record, "nights", _("the number of nights is missing or impossible")))
        return
    if nights == 0:
        stays.without_night += 1
        return
    site = record.text("site")
    stays.first.setdefault(site, record)
    sold = stays.sold.setdefault(site, Counter())
    rooms = record.values.get("rooms")
    for offset in range(nights):
        sold[arrival + timedelta(days=offset)] += rooms if isinstance(rooms, int) and rooms else 1


def _arrival(record: Record) -> date | None:
    arrival = record.values.get("arrival")
    if isinstance(arrival, date):
        return arrival
    parts = [record.values.get(name) for name in ("year", "month", "day")]
    if all(isinstance(part, int) for part in parts):
        try:
            return date(*parts)  # type: ignore[arg-type] # judged on the line above
        except (ValueError, TypeError):
            return None
    return None


def _nights(record: Record, arrival: date) -> int | None:
    nights, departure = record.values.get("nights"), record.values.get("departure")
    if isinstance(nights, int):
        return nights
    if isinstance(departure, date):
        return (departure - arrival).days
    parts = [record.values.get(name) for name in ("weekend_nights", "week_nights")]
    counted = [part for part in parts if isinstance(part, int)]
    return sum(counted) if counted else None
