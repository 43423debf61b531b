"""Ctrl+K over the data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from db.models import Irritant, Person, Site, Slot
from db.session import Store, open_store
from desktop.core.found import Kind
from desktop.usecases.search import SHOWN, search_everything
from tests.usecases.desk_company import campaign_id, make_company


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(make_company(tmp_path_factory.mktemp("company"))) as opened:
        yield opened


def found(store: Store, words: str) -> set[tuple[Kind, int]]:
    campaign = store.read(campaign_id)
    return {(one.kind, one.id) for one in store.read(search_everything, campaign, words)}


def test_a_person_is_found_by_name_without_accents_and_by_number(store: Store) -> None:
    key, first, last, code = store.read(
        lambda session: tuple(
            session.execute(
                select(Person.id, Person.first_name, Person.last_name, Person.code).where(
                    Person.first_name.contains("é"), Person.active
                )
            ).first()
        )
    )
    assert (Kind.PERSON, key) in found(store, f"{last.upper()} {first.replace('é', 'e')}")
    assert (Kind.PERSON, key) in found(store, code)


@pytest.mark.parametrize(
    ("kind", "model", "text"),
    [
        (Kind.SITE, Site, Site.name),
        (Kind.SLOT, Slot, Slot.code),
        (Kind.IRRITANT, Irritant, Irritant.code),
    ],
)
def test_sites_slots_and_irritants_are_found(store: Store, kind: Kind, model, text) -> None:
    def last(session):
        query = select(model.id, text).order_by(model.id.desc())
        if model is not Site:
            query = query.where(model.campaign_id == campaign_id(session))
        return tuple(session.execute(query).first())

    key, words = store.read(last)
    assert (kind, key) in found(store, words)


def test_no_word_finds_nothing_and_a_letter_finds_a_few_of_each(store: Store) -> None:
    assert found(store, "  ") == set()
    kinds = [kind for kind, _key in found(store, "a")]
    assert max(kinds.count(kind) for kind in Kind) <= SHOWN
