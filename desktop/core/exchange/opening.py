"""Open any table file by what it truly is; one sentence when it cannot be read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.csv_reading import read_records
from desktop.core.exchange.decoding import decode, mend_text
from desktop.core.exchange.headers import frame
from desktop.core.exchange.tables import Table, TableRow
from desktop.core.exchange.writing import unguarded
from desktop.core.i18n import _, ngettext

SIZE_LIMIT = 150_000_000  # bytes of one file: about a million lines

_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"{\\rtf", "RTF"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises `UserError` for whatever keeps them from being read."""
    try:
        if path.is_dir():
            raise UserError(_("{file} is a folder, not a file.").format(file=path.name))
        if path.stat().st_size > SIZE_LIMIT:
            raise UserError(
                _("{file} is larger than {limit} MB.").format(
                    file=path.name, limit=SIZE_LIMIT // 1_000_000
                ),
                hint=_("Cut it into several files."),
            )
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(_("{file} does not exist.").format(file=path)) from error
    except PermissionError as error:
        raise UserError(
            _(
                "{file} may not be read: you have no right to it, or another program holds it."
            ).format(file=path.name),
            hint=_("Close it elsewhere, or copy it to a folder of yours."),
        ) from error
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}.").format(file=path.name, reason=reason_of(error))
        ) from error
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError(_("{file} is empty.").format(file=path.name))
    return raw


def read_table(path: Path, *, sheet: str | None = None, header: bool | None = None) -> Table:
    """Read a CSV, XLSX, ODS or XLS file as a table of texts.

    `sheet` names the sheet of a workbook (default: the first filled one); `header` says whether
    the first record names the columns (default: judged by what it holds).
    """
    raw = read_file(path)
    return table_of(raw, os.fspath(path.name), sheet=sheet, header=header)


def table_of(
    raw: bytes, name: str, *, sheet: str | None = None, header: bool | None = None
) -> Table:
    """Same as `read_table`, for bytes already at hand."""
    _refuse_foreign(raw, name)
    if raw.startswith((b"PK\x03\x04", _OLE)):
        return _workbook_table(raw, name, sheet, header)
    return _text_table(raw, name, header)


def _workbook_table(raw: bytes, name: str, sheet: str | None, header: bool | None) -> Table:
    from desktop.core.exchange.workbooks import read_sheet  # noqa: PLC0415 -- slow import

    found = read_sheet(raw, name, sheet)
    rows, repaired = _mended(found.rows)
    framed = frame(rows, header=header)
    notes = framed.notes
    if sheet is None and len(found.names) > 1:
        notes += (
            _("The workbook has several sheets: “{sheet}” was read.").format(sheet=found.name),
        )
    return Table(
        name=name,
        columns=framed.columns,
        rows=framed.rows,
        sheet=found.name,
        sheets=found.names,
        header_line=framed.header_line,
        repaired=repaired,
        notes=notes,
    )


def _text_table(raw: bytes, name: str, header: bool | None) -> Table:
    decoded = decode(raw)
    _refuse_binary(decoded.text, name)
    records = read_records(decoded.text, name)
    plain = tuple(TableRow(row.line, tuple(map(unguarded, row.cells))) for row in records.rows)
    rows, repaired = _mended(plain)
    framed = frame(rows, header=header)
    notes = framed.notes
    if decoded.repaired:
        notes += (
            ngettext(
                "{count} character in another encoding was mended.",
                "{count} characters in another encoding were mended.",
                decoded.repaired,
            ).format(count=decoded.repaired),
        )
    return Table(
        name=name,
        columns=framed.columns,
        rows=framed.rows,
        encoding=decoded.encoding,
        separator=records.separator,
        header_line=framed.header_line,
        repaired=repaired + decoded.repaired,
        notes=notes,
    )


def _mended(rows: tuple[TableRow, ...]) -> tuple[tuple[TableRow, ...], int]:
    """Each cell freed of what earlier programs broke, and how many cells that were."""
    repaired = 0
    mended: list[TableRow] = []
    for row in rows:
        if all(cell.isascii() and "\x00" not in cell for cell in row.cells):
            mended.append(row)
            continue
        cells = [mend_text(cell) for cell in row.cells]
        count = sum(1 for _text, changed in cells if changed)
        repaired += count
        mended.append(TableRow(row.line, tuple(text for text, _changed in cells)))
    return tuple(mended), repaired


def _refuse_foreign(raw: bytes, name: str) -> None:
    for magic, kind in _FOREIGN:
        if raw.startswith(magic) and not (magic == b"MZ" and raw[:200].isascii()):
            raise _not_a_table(name, kind)
    head = raw[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<svg")):
        raise _not_a_table(name, _("web page or XML"))
    if head.startswith((b"{", b"[{")) and b'":' in head:
        raise _not_a_table(name, "JSON")
    if raw.startswith(b"PK\x03\x04"):
        _refuse_other_archive(raw, name)


def _refuse_other_archive(raw: bytes, name: str) -> None:
    """A zip that is a letter, a slide show or a plain archive, not a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return  # the workbook reader will say that it is damaged
    if "word/document.xml" in names:
        raise _not_a_table(name, "Word")
    if "ppt/presentation.xml" in names:
        raise _not_a_table(name, "PowerPoint")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise _not_a_table(name, "ZIP")


def _refuse_binary(text: str, name: str) -> None:
    head = text[:20_000]
    controls = sum(
        1 for character in head if character < " " and character not in "\t\r\n\x00\x0b\x0c"
    )
    if controls > 0.02 * len(head) + 1:
        raise _not_a_table(name, _("binary file"))


def _not_a_table(name: str, kind: str) -> UserError:
    return UserError(
        _("{file} is not a table: its content is of another kind ({kind}).").format(
            file=name, kind=kind
        ),
        hint=_("Give a CSV, XLSX or ODS file."),
    )
