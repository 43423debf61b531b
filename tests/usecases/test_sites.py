"""Sites and departments: listed, opened, changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.core.errors import UserError
from desktop.core.vocabulary import Side, SiteKind
from desktop.usecases.people import PersonCard, save_person
from desktop.usecases.sites import (
    DepartmentCard,
    SiteCard,
    get_department,
    get_site,
    list_departments,
    list_sites,
    save_department,
    save_site,
)

if TYPE_CHECKING:
    from db.session import Store

LYON = SiteCard(code="LYO", name="Hôtel de Lyon", kind=SiteKind.HOTEL, rooms=80)


def test_a_site_is_kept_listed_and_taken_back(store: Store):
    written = store.write(save_site, LYON)
    assert store.read(get_site, written.value) == replace(LYON, id=written.value)
    row = store.read(list_sites)[0]
    assert (row.name, row.rooms, row.people, row.located) == ("Hôtel de Lyon", 80, 0, False)
    store.replay(written.changeset.inverse())
    assert store.read(list_sites) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "code et d’un nom"),
        ({"timezone": "Paris"}, "fuseau"),
        ({"opening_threshold": 1.2}, "seuil"),
        ({"min_nights": 3, "max_nights": 2}, "trois nuits"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(store: Store, change: dict, words: str):
    with pytest.raises(UserError, match=words):
        store.write(save_site, replace(LYON, **change))


def test_a_closed_site_is_listed_only_on_request(store: Store):
    store.write(save_site, replace(LYON, active=False))
    assert store.read(list_sites) == []
    assert len(store.read(list_sites, inactive=True)) == 1


def test_the_tree_is_read_from_top_to_bottom(store: Store):
    top = store.write(save_department, DepartmentCard(code="DG", name="Direction")).value
    middle = store.write(
        save_department, DepartmentCard(code="EXP", name="Exploitation", parent_id=top)
    ).value
    store.write(save_department, DepartmentCard(code="RH", name="Ressources", parent_id=top))
    front = DepartmentCard(
        code="ACC", name="Accueil", parent_id=middle, side=Side.FRONT, client_distance=0
    )
    accueil = store.write(save_department, front).value
    store.write(save_person, PersonCard(code="1", last_name="Roux", department_id=accueil))
    rows = store.read(list_departments)
    assert [(row.code, row.depth) for row in rows] == [("DG", 0), ("EXP", 1), ("ACC", 2), ("RH", 1)]
    assert (rows[2].people, rows[2].parent, rows[2].client_distance) == (1, "Exploitation", 0)
    card = store.read(get_department, top)
    with pytest.raises(UserError, match="Exploitation"):
        store.write(save_department, replace(card, parent_id=middle))


def test_two_departments_do_not_share_a_code(store: Store):
    store.write(save_department, DepartmentCard(code="DG", name="Direction"))
    with pytest.raises(UserError, match="Direction"):
        store.write(save_department, DepartmentCard(code="DG", name="Autre"))
