"""People: listed, opened, changed, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.vocabulary import Side
from desktop.usecases.people import (
    PeopleFilter,
    PersonCard,
    get_person,
    get_person_choices,
    list_people,
    save_person,
    set_people_active,
)

if TYPE_CHECKING:
    from db.session import Store

ANNE = PersonCard(
    code="00001",
    last_name="Roux",
    first_name="Anne",
    email="anne.roux@exemple.fr",
    side=Side.FRONT,
    weekly_schedule="lundi au mardi 9h-12h",
    skills=("anglais", "caisse"),
    birth_date=date(1990, 5, 1),
)


def add(store: Store, card: PersonCard) -> int:
    return store.write(save_person, card).value


def test_a_new_card_is_kept_and_read_back(store: Store):
    anne = add(store, ANNE)
    card = store.read(get_person, anne)
    assert card == replace(ANNE, id=anne, weekly_schedule="mon 09:00-12:00, tue 09:00-12:00")


def test_a_change_is_one_step_of_undo(store: Store):
    anne = add(store, ANNE)
    card = store.read(get_person, anne)
    written = store.write(save_person, replace(card, email="a.roux@exemple.fr"))
    assert written.changes == Changes.PEOPLE
    assert written.label == "modifier Roux Anne"
    assert store.read(get_person, anne).email == "a.roux@exemple.fr"
    store.replay(written.changeset.inverse())
    assert store.read(get_person, anne) == card


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"last_name": " "}, "matricule et d’un nom"),
        ({"code": "00002"}, "celui de Luc Petit"),
        ({"email": "pas une adresse"}, "courriel"),
        ({"weekly_schedule": "tous les jours"}, "tous les jours"),
        ({"join_date": date(2026, 2, 1), "leave_date": date(2026, 1, 1)}, "finit avant"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(store: Store, change: dict, words: str):
    add(store, PersonCard(code="00002", last_name="Petit", first_name="Luc"))
    with pytest.raises(UserError, match=words):
        store.write(save_person, replace(ANNE, **change))
    assert len(store.read(list_people)) == 1


def test_nobody_is_their_own_manager(store: Store):
    anne = add(store, ANNE)
    luc = add(store, PersonCard(code="2", last_name="Petit", manager_id=anne))
    with pytest.raises(UserError, match="propre responsable"):
        store.write(save_person, replace(store.read(get_person, anne), manager_id=luc))


def test_the_list_is_searched_without_accents_and_filtered(store: Store):
    add(store, ANNE)
    ines = add(store, PersonCard(code="3", last_name="Évrard", first_name="Inès"))
    assert [row.name for row in store.read(list_people)] == ["Évrard Inès", "Roux Anne"]
    search = PeopleFilter(search="ines evr")
    assert [row.id for row in store.read(list_people, search)] == [ines]
    front = PeopleFilter(side=Side.FRONT)
    assert [row.code for row in store.read(list_people, front)] == ["00001"]
    store.write(set_people_active, (ines,), active=False)
    assert [row.code for row in store.read(list_people)] == ["00001"]
    assert len(store.read(list_people, PeopleFilter(inactive=True))) == 2


def test_choices_are_in_the_order_of_the_alphabet(store: Store):
    add(store, ANNE)
    add(store, PersonCard(code="3", last_name="Évrard", first_name="Inès"))
    labels = [choice.label for choice in store.read(get_person_choices).managers]
    assert labels == ["Évrard Inès", "Roux Anne"]


def test_a_person_who_is_gone_is_told(store: Store):
    with pytest.raises(UserError, match="n’est plus"):
        store.read(get_person, 99)
