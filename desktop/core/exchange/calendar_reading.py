"""iCalendar files as tables: absences (one person each) and public or school holidays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from desktop.core.errors import UserError
from desktop.core.exchange.tables import Table, TableRow
from desktop.core.i18n import _


def is_calendar(raw: bytes) -> bool:
    """The file is an iCalendar, whatever its name."""
    return raw.lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(b"BEGIN:VCALENDAR")


def calendar_table(raw: bytes, name: str, kind: str) -> Table:
    """Events as lines: `person, start, end` for absences, `day, name` for holidays.

    The person of an absence is its attendee or organiser, else its summary. Raises `UserError`
    for a damaged calendar or one with no event. A whole-day end is the day after: it is taken off.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- slow import

    try:
        calendars = Calendar.from_ical(raw, multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        raise UserError(
            _("{file} is a damaged calendar: {reason}.").format(file=name, reason=error)
        ) from error
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    if not events:
        raise UserError(_("{file} is a calendar without any event.").format(file=name))
    absences = kind != "holidays"
    rows: list[TableRow] = []
    for number, event in enumerate(events, start=1):
        rows.extend(
            TableRow(number, cells) for cells in (_absence(event) if absences else _holidays(event))
        )
    columns = ("person", "start", "end") if absences else ("day", "name")
    note = _("Line numbers are those of the events of the calendar.")
    return Table(name, columns, tuple(rows), encoding="utf-8", notes=(note,))


def _days(event: Any) -> tuple[date, date] | None:  # noqa: ANN401 -- a component of icalendar
    """First and last day of an event."""
    start = event.get("DTSTART")
    if start is None:
        return None
    first = start.dt
    end = event.get("DTEND")
    if end is not None:
        last = end.dt
    else:
        duration = event.get("DURATION")
        last = first + duration.dt if duration is not None else first
    if isinstance(last, datetime):
        midnight = last.time() == datetime.min.time()
        last = (last - timedelta(days=1)).date() if midnight and last > first else last.date()
    elif last > _day(first):
        last -= timedelta(days=1)
    return _day(first), last


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _absence(event: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 -- a component of icalendar
    days = _days(event)
    person = _address(event) or str(event.get("SUMMARY", ""))
    if days is None:
        return [(person, "", "")]
    return [(person, days[0].isoformat(), days[1].isoformat())]


def _holidays(event: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 -- a component of icalendar
    days = _days(event)
    title = str(event.get("SUMMARY", ""))
    if days is None:
        return [("", title)]
    first, last = days
    count = min((last - first).days + 1, 31)
    return [((first + timedelta(days=offset)).isoformat(), title) for offset in range(count)]


def _address(event: Any) -> str:  # noqa: ANN401 -- a component of icalendar
    """The e-mail of whom the event concerns."""
    for name in ("ATTENDEE", "ORGANIZER"):
        value = event.get(name)
        if isinstance(value, list):
            value = value[0] if value else None
        text = str(value or "")
        if text.lower().startswith("mailto:"):
            return text[7:]
    return ""
