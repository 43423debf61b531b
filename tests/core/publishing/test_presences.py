"""What people are told, and what has changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.core.i18n import speaking
from desktop.core.publishing.presences import (
    ChangeKind,
    Presence,
    Told,
    differences,
    from_content,
    letter_text,
    subject,
)
from desktop.core.vocabulary import Direction, Mode

PRESENCE = Presence(
    uid="a" * 32,
    person_code="00042",
    person="Zoé Nguyễn",
    email="zoe@exemple.example",
    slot_code="L-12",
    site="Hôtel des Quais",
    address="12 quai de Saône, 69002 Lyon",
    department="Réception",
    role="Accueil du matin",
    start=datetime(2026, 11, 24, 6, tzinfo=UTC),
    end=datetime(2026, 11, 24, 13, tzinfo=UTC),
    zone="Europe/Paris",
    host="Marc Petit",
    mode=Mode.OBSERVE,
    direction=Direction.TO_FRONT,
)


def kinds(current: list[Presence], told: dict[str, Told]) -> list[ChangeKind]:
    return [change.kind for change in differences(current, told)]


def test_a_presence_is_read_back_as_it_was_written() -> None:
    assert from_content(PRESENCE.content()) == PRESENCE


def test_a_presence_never_told_is_new() -> None:
    assert kinds([PRESENCE], {}) == [ChangeKind.NEW]


def test_a_presence_told_as_it_is_gets_nothing() -> None:
    assert kinds([PRESENCE], {PRESENCE.uid: Told(PRESENCE, 3)}) == [ChangeKind.UNCHANGED]


def test_a_moved_presence_grows_its_sequence_and_says_what_moved() -> None:
    moved = replace(PRESENCE, start=datetime(2026, 11, 24, 7, tzinfo=UTC), host="Ana Roy")
    (change,) = differences([moved], {PRESENCE.uid: Told(PRESENCE, 3)})
    with speaking("en"):
        assert (change.kind, change.sequence, change.moved) == (
            ChangeKind.CHANGED,
            4,
            ("hours: 07:00 to 14:00 → 08:00 to 14:00", "host: Marc Petit → Ana Roy"),
        )


def test_a_presence_taken_out_of_the_plan_is_cancelled_once() -> None:
    assert kinds([], {PRESENCE.uid: Told(PRESENCE, 0)}) == [ChangeKind.CANCELLED]
    assert kinds([], {PRESENCE.uid: Told(PRESENCE, 1, cancelled=True)}) == []


def test_a_presence_put_back_after_its_cancellation_goes_on_from_the_same_sequence() -> None:
    (change,) = differences([PRESENCE], {PRESENCE.uid: Told(PRESENCE, 1, cancelled=True)})
    assert (change.kind, change.sequence) == (ChangeKind.CHANGED, 2)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_letter_names_the_place_the_day_and_the_host(language: str) -> None:
    (change,) = differences([PRESENCE], {})
    with speaking(language):
        text = letter_text(change)
        day = {"fr": "mardi 24 novembre 2026", "en": "24 November 2026"}[language]
        assert [word in text for word in ("Accueil du matin", day, "Marc Petit", "07:00")] == [
            True,
            True,
            True,
            True,
        ]
        assert "\n" not in subject(change)
