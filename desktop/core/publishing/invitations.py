"""Calendar invitations (RFC 5545, RFC 5546): stable UID, growing SEQUENCE, defined time zones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress

from desktop.core.publishing import time_zones

PRODUCT = "-//Vis ma vie//Vis ma vie//FR"


class Method(StrEnum):
    """What the reader's calendar is asked to do (RFC 5546)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """One presence to be entered in one person's calendar.

    `start` and `end` are aware; `zone` is the site's time zone, in which they are written.
    `stamp` is the moment of publication: the same publication gives the same bytes.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    zone: str
    summary: str
    location: str
    description: str
    stamp: datetime
    organizer: Contact | None = None
    attendee: Contact | None = None
    cancelled: bool = False


def calendar_file(invitations: Iterable[Invitation], method: Method) -> bytes:
    """One .ics of one or more events, with the definition of every time zone it names."""
    entries = list(invitations)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    defined = {}
    for zone in sorted({entry.zone for entry in entries}):
        if (timezone := time_zones.definition(zone)) is not None:
            defined[zone] = timezone
            calendar.add_component(timezone)
    for entry in entries:
        calendar.add_component(_event(entry, in_zone=entry.zone in defined))
    return bytes(calendar.to_ical())


def _event(entry: Invitation, *, in_zone: bool) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@vismavie.invalid")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    zone = ZoneInfo(entry.zone) if in_zone else UTC
    event.add("dtstart", entry.start.astimezone(zone))
    event.add("dtend", entry.end.astimezone(zone))
    event.add("summary", entry.summary)
    event.add("location", entry.location)
    event.add("description", entry.description)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    if entry.organizer and entry.organizer.email:
        event.add("organizer", _address(entry.organizer))
    if entry.attendee and entry.attendee.email:
        attendee = _address(entry.attendee)
        attendee.params["ROLE"] = "REQ-PARTICIPANT"
        attendee.params["PARTSTAT"] = "NEEDS-ACTION"
        attendee.params["RSVP"] = "TRUE"
        event.add("attendee", attendee)
    return event


def _address(contact: Contact) -> vCalAddress:
    address = vCalAddress(f"mailto:{contact.email}")
    # A quoted parameter may hold no double quote (RFC 5545 §3.2).
    address.params["CN"] = contact.name.replace('"', "’")
    return address
