"""Files that we write: read back identical, and never a formula."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.exchange.opening import read_table, table_of
from desktop.core.exchange.writing import Sheet, csv_bytes, guarded, unguarded, write_table

ANY = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)


@given(ANY)
def test_a_guarded_text_comes_back_whole(text: str):
    assert unguarded(guarded(text)) == text


@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back_identical(rows: list[tuple[str, str]]):
    sheet = Sheet("t", ("code", "texte"), tuple((f"r{n}{a}", b) for n, (a, b) in enumerate(rows)))
    table = table_of(csv_bytes(sheet), "t.csv", header=True)
    kept = [tuple(cell.replace("\xa0", "\xa0") for cell in row.cells) for row in table.rows]
    assert kept == [tuple(map(str, row)) for row in sheet.rows] or table.repaired > 0


def test_no_payload_stays_a_formula(samples: Path, tmp_path: Path):
    payloads = (samples / "csv-injection/csv-payload.txt").read_text("utf-8").splitlines()
    payloads += ["=1+1", "+33 1", "-2", "@x", "\t=1", "\r=1", "  =1", "'=1", "＝1"]
    sheet = Sheet("t", ("n", "text"), tuple((f"n{i}", p) for i, p in enumerate(payloads)))
    text = csv_bytes(sheet).decode("utf-8-sig")
    for sign in ("=", "+", "@", "-"):
        assert f";{sign}" not in text
        assert f';"{sign}' not in text
    path = tmp_path / "t.xlsx"
    write_table(path, sheet)
    assert [row.cells[1].strip() for row in read_table(path).rows] == [p.strip() for p in payloads]


def test_french_files_have_semicolons_and_commas_english_ones_do_not():
    sheet = Sheet("t", ("a", "b"), (("x", 1.5), ("y", True)))
    assert csv_bytes(sheet) == b"\xef\xbb\xbfa;b\r\nx;1,5\r\ny;oui\r\n"
    with i18n.speaking("en"):
        assert csv_bytes(sheet) == b"\xef\xbb\xbfa,b\r\nx,1.5\r\ny,yes\r\n"


def test_a_workbook_keeps_zeros_days_and_long_texts(tmp_path: Path):
    path = tmp_path / "t.xlsx"
    old = date(1899, 1, 2)
    rows = (("00042", date(2026, 5, 1), "x" * 40_000, None), ("007", old, "é", 3.5))
    assert write_table(path, Sheet("[a/b]", ("code", "jour", "texte", "n"), rows)) == 2
    table = read_table(path)
    assert table.rows[0].cells[:2] == ("00042", "2026-05-01")
    assert len(table.rows[0].cells[2]) == 32_767
    assert table.rows[1].cells == ("007", "1899-01-02", "é", "3.5")


def test_two_writings_of_the_same_table_are_the_same_bytes(tmp_path: Path):
    sheet = Sheet("t", ("a",), (("x",),))
    for name in ("1.xlsx", "2.xlsx"):
        write_table(tmp_path / name, sheet)
    assert (tmp_path / "1.xlsx").read_bytes() == (tmp_path / "2.xlsx").read_bytes()


def test_a_folder_that_is_not_there_is_told_and_nothing_left(tmp_path: Path):
    with pytest.raises(UserError, match="écrit"):
        write_table(tmp_path / "nulle part" / "t.csv", Sheet("t", ("a",), ()))
    with pytest.raises(UserError, match=r"\.csv ou \.xlsx"):
        write_table(tmp_path / "t.pdf", Sheet("t", ("a",), ()))
    assert list(tmp_path.glob("*.csv")) == []
