"""Tables written as CSV or XLSX for spreadsheets: no text ever becomes a formula."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError, reason_of
from desktop.core.i18n import _, language

Cell = str | int | float | bool | date | datetime | Decimal | None

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
"""Characters that a spreadsheet keeps in one cell."""
GUARD = "'"
"""What spreadsheets take as “this is text”; taken off again when we read our own files."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be written: translated headings, and rows of the same width."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def guarded(text: str) -> str:
    """A text that no spreadsheet will run: a leading sign of formula gets an apostrophe before it.

    A text that starts with an apostrophe and then such a sign gets another, so that
    `unguarded(guarded(text)) == text` for every text.
    """
    bare = text.lstrip(" \xa0" + GUARD)
    if text.startswith(_DANGEROUS) or (bare != text and bare.startswith(_DANGEROUS)):
        return GUARD + text
    return text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    if text.startswith(GUARD) and guarded(text[1:]) == text:
        return text[1:]
    return text


def write_table(path: Path, sheet: Sheet) -> int:
    """Write XLSX if the name ends so, else CSV; returns the number of rows.

    The file appears whole or not at all. Raises `UserError` if it cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix not in {".csv", ".txt", ".xlsx"}:
        raise UserError(
            _("{file}: the name must end in .csv or .xlsx.").format(file=path.name),
        )
    content = _xlsx(sheet) if suffix == ".xlsx" else csv_bytes(sheet)
    replace_file(path, content)
    return len(sheet.rows)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in place in one move, so that a full disk never leaves half of it."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(
        _("{file} cannot be written: {reason}.").format(file=path, reason=reason_of(error)),
        hint=_("Choose another folder, or close the program that holds this file."),
    )


def csv_bytes(sheet: Sheet) -> bytes:
    """UTF-8 with its signature; semicolons and decimal commas in French, not in English."""
    separator = ";" if language() == "fr" else ","
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading in sheet.headings])
    writer.writerows([_csv_text(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _csv_text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    number = str(cell)
    return number.replace(".", ",") if language() == "fr" else number


def _xlsx(sheet: Sheet) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow import

    stream = io.BytesIO()
    workbook = Workbook(stream, _XLSX_OPTIONS)
    workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- same bytes each time
    formats = _Formats(
        text=workbook.add_format({"num_format": "@", "valign": "top"}),
        day=workbook.add_format({"num_format": "dd/mm/yyyy"}),
        moment=workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    )
    heading = workbook.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    page = workbook.add_worksheet(_sheet_name(sheet.title))
    for column, (title, width) in enumerate(zip(sheet.headings, _widths(sheet), strict=True)):
        page.write_string(0, column, title, heading)
        page.set_column(column, column, width)
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _put(page, line, column, cell, formats)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    workbook.close()
    return stream.getvalue()


_XLSX_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}


@dataclass(frozen=True, slots=True)
class _Formats:
    text: Any
    day: Any
    moment: Any


def _put(page: Any, line: int, column: int, cell: Cell, formats: _Formats) -> None:  # noqa: ANN401 -- xlsxwriter has no types
    """One cell by its type: a text is never anything but a text."""
    if isinstance(cell, bool):
        page.write_string(line, column, _("yes") if cell else _("no"), formats.text)
    elif isinstance(cell, str):
        page.write_string(line, column, cell[:LONGEST_CELL], formats.text)
    elif isinstance(cell, datetime):
        page.write_datetime(line, column, cell, formats.moment)
    elif isinstance(cell, date):
        _put_day(page, line, column, cell, formats)
    elif cell is not None:
        page.write_number(line, column, float(cell))


def _put_day(page: Any, line: int, column: int, day: date, formats: _Formats) -> None:  # noqa: ANN401 -- same
    """Spreadsheets know no day before 1900: those are written as text."""
    if day.year < 1901:
        page.write_string(line, column, day.isoformat(), formats.text)
    else:
        page.write_datetime(line, column, day, formats.day)


def _sheet_name(title: str) -> str:
    """Excel forbids some signs in the name of a sheet, and more than 31 of them."""
    name = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()
    return name[:31] or "Vis ma vie"


def _widths(sheet: Sheet) -> Iterable[int]:
    sample = sheet.rows[:200]
    for column, heading in enumerate(sheet.headings):
        longest = max((len(str(row[column] or "")) for row in sample), default=0)
        yield min(60, max(len(heading) + 2, longest + 1, 8))


def rows_of(rows: Iterable[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Any rows, frozen."""
    return tuple(tuple(row) for row in rows)
