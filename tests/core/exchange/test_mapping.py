"""Columns found by name, by usual words and by what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import UserError
from desktop.core.exchange.kinds import BY_NAME, KINDS
from desktop.core.exchange.leaving import template
from desktop.core.exchange.mapping import guess_kind, guess_mapping, missing_fields
from desktop.core.exchange.opening import read_table, table_of
from desktop.core.exchange.writing import csv_bytes

SAMPLES = {
    "staff_ODSEN_sample_cp1252.csv": (
        "people",
        {
            "id": "Matricule",
            "last_name": "Nom usuel",
            "first_name": "Prénom usuel",
            "email": "Courrier électronique",
            "birth_date": "Date naissance",
        },
    ),
    "sites_export-structures_sample.csv": (
        "sites",
        {
            "id": "Code SP+ de la structure",
            "name": "Intitulé de la structure",
            "kind": "Intitulé de la typologie",
            "department": "Code SP+ structure parent",
            "department_name": "Intitulé de la structure parente",
            "address": "Adresse",
            "postcode": "Code postal de la structure",
            "city": "Ville",
            "insee": "INSEE Ville",
            "entity": "Intitulé du réseau",
            "active": "Actif",
        },
    ),
    "nightly_occupancy_resort_to_2016-06.csv": (
        "occupancy",
        {
            "site": "hotel",
            "night": "night",
            "rooms_sold": "rooms_occupied",
            "share": "share_of_max",
        },
    ),
    "calendar_jours_feries.csv": (
        "holidays",
        {"day": "date", "name": "nom_jour_ferie", "zones": "zones"},
    ),
    "sp_plus_dev_sample.csv": (
        "verbatims",
        {
            "id": "ID expérience",
            "date": "Date de publication",
            "department": "Intitulé Typologie 1",
            "title": "Titre",
            "text": "Description",
            "polarity": "Ressenti usager",
            "channel": "Canaux Typologie 1",
        },
    ),
}


@pytest.mark.parametrize("file", SAMPLES)
def test_real_files_are_understood_as_they_are(samples: Path, file: str):
    table = read_table(samples / file)
    kind, expected = SAMPLES[file]
    guessed = guess_kind(table)
    assert guessed is not None
    assert guessed.name == kind
    mapping = guess_mapping(table, guessed)
    assert {match.field: match.name for match in mapping.matches} == expected


def test_communes_without_header_are_understood_by_position(samples: Path):
    table = read_table(samples / "geo_communes.csv")
    kind = guess_kind(table)
    assert kind is not None
    assert kind.name == "communes"
    fields = [match.field for match in guess_mapping(table, kind).matches]
    assert fields == ["insee", "name", "postcode", "latitude", "longitude"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_template_is_understood_as_what_it_is(kind):
    table = table_of(csv_bytes(template(kind)), "t.csv")
    mapping = guess_mapping(table, kind)
    assert missing_fields(kind, mapping) == ()
    assert {match.field: match.name for match in mapping.matches} == {
        name: name for name in table.columns
    }


def test_an_address_is_recognised_by_its_cells_alone():
    table = table_of(b"code;nom;contact pro\n1;A;a@b.fr\n2;B;c@d.fr\n", "f.csv")
    mapping = guess_mapping(table, BY_NAME["people"])
    assert mapping.column("email") == 2


def test_what_the_user_settles_wins_and_may_leave_a_field_out():
    table = table_of(b"code;matricule;nom\n1;A7;x\n2;A8;y\n", "f.csv")
    mapping = guess_mapping(table, BY_NAME["people"], {"id": "matricule"})
    assert mapping.column("id") == 1
    assert mapping.aside == ("code",)
    assert guess_mapping(table, BY_NAME["people"], {"id": ""}).column("id") is None
    assert guess_mapping(table, BY_NAME["people"], {"id": "2"}).column("id") == 1


def test_an_unknown_field_or_column_lists_the_known_ones():
    table = table_of(b"code;nom\n1;x\n", "f.csv")
    with pytest.raises(UserError, match="poids") as refusal:
        guess_mapping(table, BY_NAME["people"], {"poids": "nom"})
    assert "last_name" in refusal.value.hint
    with pytest.raises(UserError, match="Prénom") as refusal:
        guess_mapping(table, BY_NAME["people"], {"first_name": "Prénom"})
    assert "code, nom" in refusal.value.hint


def test_a_shopping_list_is_nothing_we_know():
    assert guess_kind(table_of(b"fruit;prix\npomme;2\npoire;3\n", "f.csv")) is None
