"""Columns found by name, by usual words and by what they hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.core.errors import UserError
from desktop.core.exchange.checking import check_table
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


FAMILIES = [
    (
        "absences",
        (
            "Matricule;Nom;Prénom;Type d'absence;Date début;Date fin;Nb jours\n"
            "00012;Roux;Anne;CP;01/03/2027;05/03/2027;5\n"
            "00013;Petit;Luc;RTT;02/03/2027;02/03/2027;1"
        ),
    ),
    (
        "absences",
        "Salarié;Du;Au\nRoux Anne;01/03/2027;05/03/2027",
    ),
    (
        "wishes",
        (
            "Matricule;N° de voeu;Site souhaité;Poste souhaité;À partir du;Jusqu'au\n"
            "00012;1;Lyon;Réception;01/03/2027;30/03/2027"
        ),
    ),
    (
        "wishes",
        (
            "Agent;Choix;Établissement;Date début souhaitée;Date fin souhaitée\n"
            "Roux Anne;1;Lyon;01/03/2027;30/03/2027"
        ),
    ),
    (
        "occupancy",
        (
            "Date;Établissement;Capacité;Chambres louées;TO (%)\n"
            "01/03/2027;Lyon;80;35;43,75\n"
            "02/03/2027;Lyon;80;36;45"
        ),
    ),
    (
        "occupancy",
        "Business Date,Property,Rooms Available,Rooms Sold,Occ %\n2027-03-01,LYO,80,35,43.75%",
    ),
    (
        "slots",
        (
            "Site;Date;Heure début;Heure fin;Nb de places;Poste;Accueillant\n"
            "Lyon;01/03/2027;14:00;22:00;2;Réception;00012"
        ),
    ),
    (
        "slots",
        "code_creneau,site,start,end,seats\nS1,LYO,2027-03-01T14:00,2027-03-01T22:00,2",
    ),
    (
        "bookings",
        (
            "N° réservation;Hôtel;Date d'arrivée;Date de départ;Statut;Nb nuits\n"
            "1;Lyon;01/03/2027;03/03/2027;Confirmée;2"
        ),
    ),
    (
        "bookings",
        "arrival,departure,status,hotel\n2027-03-01,2027-03-03,Check-Out,Lyon",
    ),
    (
        "departments",
        (
            "Code service;Libellé du service;Service parent;Responsable\n"
            "ACC;Accueil;EXP;a.roux@exemple.fr\n"
            "EXP;Exploitation;;l.petit@exemple.fr"
        ),
    ),
    (
        "departments",
        "id,name,parent_id\nACC,Accueil,EXP",
    ),
    (
        "verbatims",
        "Date de l'avis;Note;Commentaire;Hôtel;Source\n01/03/2027;4;Très bien;Lyon;Booking",
    ),
    (
        "verbatims",
        "review_id,review_date,rating,review_text,property\n1,2027-03-01,5,Great,Lyon",
    ),
    (
        "people",
        (
            "Civilité;NOM;PRENOM;Email professionnel;Téléphone;Service;Site de rattachement;"
            "Date de naissance;Date d'entrée;Matricule RH\n"
            "Mme;ROUX;Anne;a@b.fr;0612345678;Accueil;Lyon;01/02/1990;01/09/2019;00012"
        ),
    ),
    (
        "people",
        (
            "Employee ID,First Name,Last Name,Work Email,Department,Location,Line Manager,"
            "Start Date\n"
            "12,Anne,Roux,a@b.fr,Front desk,Lyon,,2019-09-01"
        ),
    ),
    (
        "people",
        "Nom;Prénom;Email\nRoux;Anne;a@b.fr",
    ),
    (
        "sites",
        (
            "Code magasin;Enseigne;Adresse;CP;Ville;Latitude;Longitude;Type\n"
            "M01;Boutique Nord;1 rue A;59000;Lille;50.6;3.05;Magasin"
        ),
    ),
    (
        "sites",
        (
            "FINESS;Raison sociale;Adresse complète;Code postal;Commune\n"
            "010000024;CH FLEYRIAT;900 route de Paris;01012;BOURG"
        ),
    ),
    (
        "holidays",
        "date;nom\n01/05/2027;Fête du travail",
    ),
    (
        "holidays",
        "Description;Zones;Date de début;Date de fin\nToussaint;Zone A;2026-10-17;2026-11-02",
    ),
    (
        "communes",
        (
            "Code_commune_INSEE;Nom_commune;Code_postal;Libelle_acheminement;coordonnees_gps\n"
            "01001;L ABERGEMENT CLEMENCIAT;01400;L ABERGEMENT;46.1517,4.9306"
        ),
    ),
]


@pytest.mark.parametrize(("kind", "text"), FAMILIES)
def test_tables_of_other_offices_are_recognised_and_read_whole(kind: str, text: str):
    table = table_of(text.encode(), "f.csv")
    guessed = guess_kind(table)
    assert guessed is not None
    assert guessed.name == kind
    checked = check_table(table, guessed, guess_mapping(table, guessed), today=date(2026, 11, 22))
    assert checked.held == ()
    assert len(checked.records) == len(table.rows)
