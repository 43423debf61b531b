"""Tables of every usual origin, read from real bytes."""

from __future__ import annotations

import io
import json
import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.exchange.opening import read_table, table_of
from desktop.core.exchange.tables import Table


def cells(raw: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in table_of(raw, "f.csv").rows]


SPECTRUM = (
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
    "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
)  # fmt: skip


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum_is_read_as_its_authors_mean(samples: Path, name: str):
    table = read_table(samples / "csv-spectrum/csvs" / f"{name}.csv")
    read = [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows]
    meant = json.loads((samples / "csv-spectrum/json" / f"{name}.json").read_text("utf-8"))
    # The copy of newlines_crlf.csv that we have lost its carriage returns; its JSON kept them.
    expected = [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in meant]
    assert read == expected


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
        ("cp850", "cp850"),
    ],
)
def test_every_usual_encoding_gives_the_same_accents(encoding: str, named: str):
    text = "nom;prénom;ville\r\nLefèvre;Zoë;Évreux\r\nMaçon;Jérôme;Nîmes\r\nCôté;Anaïs;Sète\r\n"
    table = table_of(text.encode(encoding), "f.csv")
    assert table.encoding == named
    assert table.columns == ("nom", "prénom", "ville")
    assert [row.cells for row in table.rows] == [
        ("Lefèvre", "Zoë", "Évreux"),
        ("Maçon", "Jérôme", "Nîmes"),
        ("Côté", "Anaïs", "Sète"),
    ]


def test_a_byte_of_windows_inside_utf8_is_mended_and_counted():
    raw = "nom;note\nÉlodie;très bien\nAndré;déjà là\n".encode() + b"Zo\xe9;ok\n"
    table = table_of(raw, "f.csv")
    assert table.rows[2].cells == ("Zoé", "ok")
    assert table.repaired == 1


def test_text_encoded_twice_is_mended_and_counted():
    twice = "Prénom\nÉlodie\nJérôme\n".encode().decode("cp1252").encode()
    table = table_of(twice, "f.csv")
    assert [row.cells for row in table.rows] == [("Élodie",), ("Jérôme",)]
    assert table.repaired == 3


def test_stray_c1_controls_become_what_windows_shows():
    table = table_of("a;b\nl\x92été;5 \x80\n".encode(), "f.csv")
    assert table.rows[0].cells == ("l’été", "5 €")
    assert table.repaired == 2


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(separator: str):
    raw = "\n".join(separator.join(row) for row in (("a", "b"), ("1,5", "x"), ("2", "y"))).encode()
    if separator == ",":
        raw = b'a,b\n"1,5",x\n2,y'
    table = table_of(raw, "f.csv")
    assert table.separator == separator
    assert cells(raw) == [("1,5", "x"), ("2", "y")]


def test_the_sep_line_of_excel_decides_and_keeps_line_numbers_true():
    table = table_of(b"sep=;\r\na;b\r\n1,2,3;4\r\n", "f.csv")
    assert table.separator == ";"
    assert table.header_line == 2
    assert table.rows[0].line == 3
    assert table.rows[0].cells == ("1,2,3", "4")


def test_lines_are_those_of_the_file_even_after_records_over_several_lines():
    table = table_of(b'a;b\n1;"x\ny\nz"\n\n2;w\n', "f.csv")
    assert [row.line for row in table.rows] == [2, 6]


def test_a_mark_inside_a_quoted_header_is_taken_off():
    table = table_of('"\ufeff""Code""";Nom\n01;Paris\n'.encode(), "f.csv")
    assert table.columns == ("Code", "Nom")


def test_double_and_empty_headers_get_names_of_their_own():
    table = table_of(b"nom;;nom\na;b;c\n", "f.csv")
    assert table.columns == ("nom", "Colonne 2", "nom (2)")


def test_short_lines_are_completed_and_long_ones_told():
    table = table_of(b"a;b;c\n1;2\n1;2;3;4\n1;2;3;;\n", "f.csv")
    assert cells(b"a;b;c\n1;2\n1;2;3;4\n1;2;3;;\n") == [
        ("1", "2", ""),
        ("1", "2", "3"),
        ("1", "2", "3"),
    ]
    assert "ligne 3" in table.notes[0]


def test_titles_above_the_header_are_left_out_and_told():
    raw = b"Liste du personnel\n\nEdition 2026\ncode;nom;ville\n1;A;Lyon\n2;B;Nice\n"
    table = table_of(raw, "f.csv")
    assert table.columns == ("code", "nom", "ville")
    assert table.header_line == 4
    assert "2 lignes" in table.notes[0]


def test_a_table_without_header_names_its_columns_by_position():
    table = table_of(b"01011,APREMONT,01100,46.2,5.6\n01021,ARS,01480,45.9,4.8\n", "f.csv")
    assert table.header_line == 0
    assert len(table.rows) == 2
    assert table.columns[0] == "Colonne 1"
    assert table_of(b"x;y\n1;2\n", "f.csv", header=False).rows[0].cells == ("x", "y")


def test_a_heading_may_hold_the_sign_of_addresses():
    table = table_of(b"nom;@ pro;E-m@il\nRoux;a@b.fr;\n", "f.csv")
    assert table.columns == ("nom", "@ pro", "E-m@il")
    assert table_of(b"Roux;a@b.fr\nPetit;c@d.fr\n", "f.csv").header_line == 0


def test_nul_bytes_are_taken_off():
    assert cells(b"a;b\n1\x00;2\n") == [("1", "2")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf\r\n\r\n", "vide"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<!DOCTYPE html><html><table></table></html>", "page web"),
        (b'{"a": 1}', "JSON"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite"),
        (bytes(range(1, 32)) * 40, "binaire"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(tmp_path: Path, raw: bytes, words: str):
    path = tmp_path / "liste.csv"
    path.write_bytes(raw)
    with pytest.raises(UserError, match=words) as refusal:
        read_table(path)
    assert "liste.csv" in str(refusal.value)


def test_a_folder_a_missing_file_and_a_closed_one_are_refused(tmp_path: Path):
    with pytest.raises(UserError, match="dossier"):
        read_table(tmp_path)
    with pytest.raises(UserError, match="existe pas"):
        read_table(tmp_path / "rien.csv")


def test_a_quote_never_closed_names_its_line():
    with pytest.raises(UserError, match="ligne 3"):
        table_of(b'a;b\n1;2\n3;"never\n4;5\n6;7\n', "f.csv")


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            made.writestr(name, content, compress_type=stored)
    return stream.getvalue()


def test_a_letter_and_a_plain_archive_are_no_workbooks():
    with pytest.raises(UserError, match="Word"):
        table_of(archive(**{"word/document.xml": b"<x/>"}), "liste.xlsx")
    with pytest.raises(UserError, match="ZIP"):
        table_of(archive(readme=b"x"), "liste.xlsx")


def test_a_zip_bomb_is_not_opened():
    bomb = archive(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(150_000_000)})
    assert len(bomb) < 1_000_000
    with pytest.raises(UserError, match="décompressé"):
        table_of(bomb, "bombe.xlsx")


def test_an_encrypted_workbook_says_so():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(UserError, match="mot de passe"):
        table_of(ole, "secret.xlsx")
    manifest = b"<manifest><encryption-data/></manifest>"
    ods = archive(**{"content.xml": b"x", "META-INF/manifest.xml": manifest})
    with pytest.raises(UserError, match="mot de passe"):
        table_of(ods, "secret.ods")


def test_a_damaged_workbook_says_so():
    with pytest.raises(UserError, match="abîmé"):
        table_of(archive(**{"xl/workbook.xml": b"not xml"}), "liste.xlsx")
    whole = workbook()
    with pytest.raises(UserError, match="abîmé"):
        table_of(whole[: len(whole) // 2], "liste.xlsx")


def workbook() -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.add_worksheet("Vide")
    page = book.add_worksheet("Agents")
    zeros = book.add_format({"num_format": "00000"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page.write_row(1, 1, ["matricule", "code postal", "entrée", "part", "nuit"])
    page.write_string(2, 1, "00042")
    page.write_number(2, 2, 4000, zeros)
    page.write_datetime(2, 3, date(2024, 2, 29), day)
    page.write_number(2, 4, 0.35)
    page.write_boolean(2, 5, True)
    page.write_number(3, 1, 1234567)
    book.close()
    return stream.getvalue()


def test_a_workbook_reads_as_its_reader_sees_it():
    table = table_of(workbook(), "agents.csv")  # whatever the name says
    assert table.sheet == "Agents"
    assert table.sheets == ("Vide", "Agents")
    assert table.columns == ("matricule", "code postal", "entrée", "part", "nuit")
    assert table.rows[0].cells == ("00042", "04000", "2024-02-29", "0.35", "true")
    assert table.rows[0].line == 3
    assert table.rows[1].cells[0] == "1234567"


def test_a_sheet_is_chosen_by_name_and_a_wrong_one_lists_the_others():
    assert table_of(workbook(), "a.xlsx", sheet="agents").sheet == "Agents"
    with pytest.raises(UserError, match="Salariés") as refusal:
        table_of(workbook(), "a.xlsx", sheet="Salariés")
    assert "Vide, Agents" in refusal.value.hint


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="F1"><table:table-row>
<table:table-cell office:value-type="string"><text:p>nom</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>jour</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>code</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell office:value-type="string"><text:p>Zoé</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-05-01"><text:p>01/05/26</text:p>
</table:table-cell><table:table-cell office:value-type="float"
 office:value="42"><text:p>00042</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def test_an_ods_is_read():
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    raw = archive(
        mimetype=mimetype,
        **{
            "content.xml": ODS.replace("\n<", "<").replace("\n", " ").encode(),
            "META-INF/manifest.xml": b"<manifest/>",
        },
    )
    table = table_of(raw, "f.ods")
    assert table.columns == ("nom", "jour", "code")
    assert table.rows[0].cells == ("Zoé", "2026-05-01", "00042")


def test_naughty_strings_pass_through_a_file_unharmed(samples: Path):
    naughty = json.loads((samples / "blns/blns.json").read_text("utf-8"))
    kept = [text for text in naughty if text.strip() and "\x00" not in text]
    lines = ["id;text"] + [
        f'{n};"{text.replace(chr(34), chr(34) * 2)}"' for n, text in enumerate(kept)
    ]
    table = table_of("\n".join(lines).encode("utf-8", "surrogatepass"), "f.csv")
    assert len(table.rows) == len(kept)


def test_no_damage_to_a_workbook_escapes_as_anything_but_a_sentence():
    chance = random.Random(3)
    whole = workbook()
    for _ in range(150):
        damaged = bytearray(whole)
        for _byte in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        answer = table_or_refusal(bytes(damaged))
        assert isinstance(answer, Table) or "x.csv" in answer


@given(
    st.lists(st.sampled_from(list(b'a;,"\n\r\t|1\xe9\x00\xff\xc3\xa9=')), max_size=60).map(bytes)
)
def test_any_bytes_give_a_table_or_a_sentence(raw: bytes):
    table = table_or_refusal(raw)
    if isinstance(table, str):
        assert "x.csv" in table
        return
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert sorted({row.line for row in table.rows}) == [row.line for row in table.rows]


def table_or_refusal(raw: bytes) -> Table | str:
    """The table, or the sentence that refuses it; anything else escapes and fails the test."""
    try:
        return table_of(raw, "x.csv")
    except UserError as refusal:
        return str(refusal)
