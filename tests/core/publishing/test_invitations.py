"""Invitations as an independent reader sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from desktop.core.publishing.invitations import Contact, Invitation, Method, calendar_file

STAMP = datetime(2026, 11, 2, 8, tzinfo=UTC)


def invitation(**changes: object) -> Invitation:
    values: dict[str, object] = {
        "uid": "a1",
        "sequence": 0,
        "start": datetime(2026, 11, 24, 8, tzinfo=UTC),
        "end": datetime(2026, 11, 24, 16, tzinfo=UTC),
        "zone": "Europe/Paris",
        "summary": "Vis ma vie ; réception, Lyon",
        "location": "Hôtel des Quais, 12 quai de Saône\nLyon",
        "description": "Prévoir 1 pièce d'identité.",
        "stamp": STAMP,
        "organizer": Contact("Équipe Vis ma vie", "vmv@exemple.example"),
        "attendee": Contact('Zoé "Z" Ñandú', "zoe@exemple.example"),
    }
    return Invitation(**(values | changes))  # type: ignore[arg-type] # a test's short form


def only_event(content: bytes) -> icalendar.Event:
    return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]


def test_an_invitation_is_read_back_with_its_local_hours() -> None:
    event = only_event(calendar_file([invitation()], Method.REQUEST))
    start = event.decoded("dtstart")
    assert (start.hour, start.utcoffset().total_seconds()) == (9, 3600)
    assert event["dtstart"].params["TZID"] == "Europe/Paris"


def test_special_characters_survive_the_calendar() -> None:
    event = only_event(calendar_file([invitation()], Method.REQUEST))
    assert str(event["summary"]) == "Vis ma vie ; réception, Lyon"
    assert str(event["location"]) == "Hôtel des Quais, 12 quai de Saône\nLyon"
    assert event["attendee"].params["CN"] == "Zoé ’Z’ Ñandú"


def test_lines_are_folded_at_75_bytes() -> None:
    content = calendar_file([invitation(description="é" * 500)], Method.REQUEST)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_cancellation_keeps_the_uid_and_says_so() -> None:
    content = calendar_file([invitation(sequence=2, cancelled=True)], Method.CANCEL)
    event = only_event(content)
    assert icalendar.Calendar.from_ical(content)["method"] == "CANCEL"
    assert (str(event["uid"]), int(event["sequence"]), str(event["status"])) == (
        "a1@vismavie.invalid",
        2,
        "CANCELLED",
    )


def test_the_same_publication_gives_the_same_bytes() -> None:
    assert calendar_file([invitation()], Method.REQUEST) == calendar_file(
        [invitation()], Method.REQUEST
    )


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/Guadeloupe"])
def test_the_written_zone_gives_the_same_instants_as_the_system(zone: str) -> None:
    content = calendar_file([invitation(zone=zone)], Method.REQUEST)
    timezone = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")[0].to_tz()
    for month in range(1, 13):
        local = datetime(2027, month, 28, 12)  # noqa: DTZ001 -- made aware below
        expected = local.replace(tzinfo=ZoneInfo(zone)).utcoffset()
        assert local.replace(tzinfo=timezone).utcoffset() == expected


def test_a_zone_with_rules_of_its_own_is_written_in_utc() -> None:
    event = only_event(calendar_file([invitation(zone="America/Miquelon")], Method.REQUEST))
    assert event.decoded("dtstart") == datetime(2026, 11, 24, 8, tzinfo=UTC)
