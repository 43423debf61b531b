"""Lines understood, held, repaired, told apart."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from desktop.core.exchange.checking import Checked, Held, Repair, check_table
from desktop.core.exchange.emails import is_deliverable
from desktop.core.exchange.kinds import BY_NAME
from desktop.core.exchange.mapping import guess_mapping
from desktop.core.exchange.opening import read_table, table_of

TODAY = date(2026, 11, 22)


def check(raw: str, kind: str, **options: int) -> Checked:
    table = table_of(raw.encode(), "f.csv")
    return check_table(
        table, BY_NAME[kind], guess_mapping(table, BY_NAME[kind]), today=TODAY, **options
    )


def test_a_held_line_names_its_number_field_value_and_reason():
    checked = check("matricule;nom;date naissance\n1;A;31/02/1990\n2;B;01/02/1990\n", "people")
    assert checked.held == (
        Held(2, "birth_date", "31/02/1990", "ce jour n’existe pas dans le calendrier"),
    )
    assert [record.text("id") for record in checked.records] == ["2"]


def test_words_in_place_of_an_address_empty_it_and_are_told_once():
    checked = check("matricule;nom;mail\n1;A;Non public\n2;B;voir RH\n3;C;c@d.fr\n", "people")
    assert checked.held == ()
    assert [record.values["email"] for record in checked.records] == [None, None, "c@d.fr"]
    assert checked.repairs == (
        Repair(2, "email", "Non public", ""),
        Repair(3, "email", "voir RH", ""),
    )
    assert [w for w in checked.warnings if "(2 lignes)" in w]


def test_identifiers_stay_text():
    checked = check("matricule;nom\n00042;A\n1E5;B\n", "people")
    assert [record.text("id") for record in checked.records] == ["00042", "1E5"]


def test_equal_lines_count_once_and_contradictions_are_held():
    checked = check("matricule;nom\n1;A\n1;A\n1;B\n", "people")
    assert len(checked.records) == 1
    assert checked.left_out == 1
    assert checked.held[0].line == 4
    assert "ligne 2" in checked.held[0].reason


def test_inactive_lines_are_left_out_and_counted():
    checked = check("code;nom;actif\nA;Un;Oui\nB;Deux;Non\n", "sites")
    assert len(checked.records) == 1
    assert checked.left_out == 1


def test_records_without_identifier_get_one_that_stays_the_same():
    raw = "nom commercial;code postal\nHôtel du Lac;74000\nHôtel du Lac;74000 \nLe Cerf;1000\n"
    first, again = check(raw, "sites"), check(raw, "sites")
    identifiers = [record.text("id") for record in first.records]
    assert identifiers == ["hotel-du-lac-74000", "hotel-du-lac-74000-2", "le-cerf-01000"]
    assert first.records == again.records


def test_unknown_columns_are_kept_aside_and_named():
    checked = check("matricule;nom;pointure\n1;A;38\n", "people")
    assert [w for w in checked.warnings if "pointure" in w]


def test_the_real_staff_list_has_eighteen_words_in_place_of_addresses(samples: Path):
    table = read_table(samples / "staff_ODSEN_sample_cp1252.csv")
    mapping = guess_mapping(table, BY_NAME["people"])
    checked = check_table(table, BY_NAME["people"], mapping, today=TODAY)
    assert len(checked.records) == 308
    assert len(checked.repairs) == 18
    assert checked.held == ()
    births = [record.values["birth_date"] for record in checked.records]
    assert min(birth for birth in births if isinstance(birth, date)) < date(1901, 1, 1)
    assert "01006K" in {record.text("id") for record in checked.records}


def test_the_real_sites_get_their_zeros_back(samples: Path):
    table = read_table(samples / "sites_export-structures_sample.csv")
    mapping = guess_mapping(table, BY_NAME["sites"])
    checked = check_table(table, BY_NAME["sites"], mapping, today=TODAY)
    assert len(checked.records) == 400
    assert len([repair for repair in checked.repairs if repair.field == "postcode"]) == 24
    assert {len(record.text("postcode")) for record in checked.records} == {5}


def test_addresses_are_judged_as_mail_servers_do(samples: Path):
    """The isemail set as a guide: what is valid passes, what is an error does not."""
    root = ET.fromstring((samples / "isemail/tests.xml").read_bytes())
    verdicts: dict[str, list[bool]] = {"ISEMAIL_VALID_CATEGORY": [], "ISEMAIL_ERR": []}
    for test in root.iter("test"):
        address = test.findtext("address") or ""
        address = re.sub("[\u2400-\u2420]", lambda m: chr(ord(m[0]) - 0x2400), address)
        category = test.findtext("category") or ""
        if category in verdicts:
            verdicts[category].append(is_deliverable(address))
    assert verdicts["ISEMAIL_ERR"]
    assert not any(verdicts["ISEMAIL_ERR"])
    valid = verdicts["ISEMAIL_VALID_CATEGORY"]
    assert sum(valid) >= 0.5 * len(valid)
    assert is_deliverable("anne.roux@exemple.fr")
    assert not is_deliverable("anne@localhost")
