"""Messages as an independent reader sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from desktop.core.errors import UserError
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Enclosure, Letter, message_bytes


def letter(**changes: object) -> Letter:
    values: dict[str, object] = {
        "sender": Contact("Équipe Vis ma vie", "vmv@exemple.example"),
        "recipient": Contact("Zoé Nguyễn", "zoe@exemple.example"),
        "subject": "Votre journée à la réception, le 24 novembre",
        "text": "Bonjour Zoé,\n\nVous êtes attendue à 9 h.\n",
        "date": datetime(2026, 11, 2, 8, tzinfo=UTC),
        "key": "a1-0",
        "invitation": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "enclosures": (Enclosure("convention.pdf", "application/pdf", b"%PDF-1.7"),),
    }
    return Letter(**(values | changes))  # type: ignore[arg-type] # a test's short form


def test_a_letter_is_read_back_whole() -> None:
    message = message_from_bytes(message_bytes(letter()), policy=policy.default)
    assert message["subject"] == "Votre journée à la réception, le 24 novembre"
    assert message["to"].addresses[0].display_name == "Zoé Nguyễn"
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/calendar", "application/ics", "application/pdf"]


def test_the_invitation_names_its_method() -> None:
    message = message_from_bytes(message_bytes(letter(method="CANCEL")), policy=policy.default)
    calendar = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "CANCEL"


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert message_bytes(letter()) == message_bytes(letter())


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": Contact("Zoé", "zoe@exemple.example\r\nBcc: tous@exemple.example")},
        {"recipient": Contact("Zoé\r\nBcc: tous@exemple.example", "zoe@exemple.example")},
        {"recipient": Contact("Zoé", "pas une adresse")},
        {"subject": "Bonjour\r\nBcc: tous@exemple.example"},
    ],
)
def test_no_header_can_be_smuggled_in(changes: dict[str, object]) -> None:
    with pytest.raises(UserError, match="Zoé"):
        message_bytes(letter(**changes))
