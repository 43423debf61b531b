"""Proposed labels fill what is empty and never touch what a person set."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from db.models import Verbatim
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.vocabulary import Polarity, Voice
from desktop.usecases import verbatims
from desktop.usecases.outcome import Outcome
from tests.usecases.irritant_company import found_company

WORDS = {
    "a": "Petit-déjeuner excellent, buffet parfait, merci pour tout",
    "b": "Salle de bains sale, aucune serviette, inadmissible",
    "c": "Nous sommes venus mardi",
}


def hear(session: Session, campaign: int) -> Outcome[None]:
    session.add_all(
        Verbatim(
            campaign_id=campaign, code=code, text=text, voice=Voice.CLIENT, site_id=1,
            day=date(2026, 5, 1),
        )
        for code, text in WORDS.items()
    )  # fmt: skip
    return Outcome(None, Changes.VERBATIMS)


@pytest.fixture
def campaign(store: Store) -> int:
    key = store.write(found_company).value
    store.write(hear, key)
    return key


def by_code(store: Store, campaign: int):
    return {row.code: row for row in store.read(verbatims.list_verbatims, campaign)}


def test_labels_are_proposed_with_confidence_and_left_open_where_nothing_is_sure(
    store: Store, campaign: int
) -> None:
    found = store.write(verbatims.classify, campaign).value

    rows = by_code(store, campaign)
    assert (rows["a"].polarity, rows["a"].touchpoint) == (Polarity.POSITIVE, "hotel.breakfast")
    assert (rows["b"].polarity, rows["b"].touchpoint) == (Polarity.NEGATIVE, "hotel.bathroom")
    assert (rows["c"].polarity, rows["c"].touchpoint) == (None, "")
    assert found == verbatims.Classified(3, 2, 2, 1, 1)
    assert store.read(verbatims.get_totals, campaign) == verbatims.VerbatimTotals(3, 1, 1, 0)


def test_what_a_person_set_stays(store: Store, campaign: int) -> None:
    key = store.read(verbatims.verbatim_named, campaign, "a")
    written = store.write(verbatims.correct, key, polarity=Polarity.NEGATIVE)
    store.write(verbatims.classify, campaign)

    assert by_code(store, campaign)["a"].polarity is Polarity.NEGATIVE
    assert by_code(store, campaign)["a"].corrected
    assert written.label == "corriger le verbatim a"


def test_a_correction_can_be_undone(store: Store, campaign: int) -> None:
    key = store.read(verbatims.verbatim_named, campaign, "c")
    written = store.write(verbatims.correct, key, touchpoint="hotel.room")

    store.replay(written.changeset.inverse())

    assert by_code(store, campaign)["c"].touchpoint == ""


def test_an_unknown_touchpoint_or_code_is_refused(store: Store, campaign: int) -> None:
    key = store.read(verbatims.verbatim_named, campaign, "c")
    with pytest.raises(UserError):
        store.write(verbatims.correct, key, touchpoint="hotel.moon")
    with pytest.raises(UserError):
        store.read(verbatims.verbatim_named, campaign, "zzz")


def test_those_to_be_specified_are_listed_apart(store: Store, campaign: int) -> None:
    store.write(verbatims.classify, campaign)

    rows = store.read(verbatims.list_verbatims, campaign, to_specify=True)
    assert [row.code for row in rows] == ["c"]
