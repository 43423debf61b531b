"""Workbooks (XLSX, ODS, XLS) to records: values as a reader of the sheet sees them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from desktop.core.errors import UserError
from desktop.core.exchange.paddings import zero_paddings
from desktop.core.exchange.tables import TableRow
from desktop.core.i18n import _

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

UNPACKED_LIMIT = 1_500_000_000  # bytes; a sheet of 1 048 576 rows by 30 columns stays below
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The records of one sheet, its name, and the names of all sheets."""

    rows: tuple[TableRow, ...]
    name: str
    names: tuple[str, ...]


def read_sheet(raw: bytes, file: str, wanted: str | None) -> Sheet:
    """Read one sheet: the one asked for, else the first that holds something.

    Raises `UserError` for whatever keeps it from being read.
    """
    try:
        return _read_sheet(raw, file, wanted)
    except UserError:
        raise
    except Exception as error:  # a damaged archive breaks zipfile, zlib and the reader in many ways
        raise _damaged(file) from error


def _read_sheet(raw: bytes, file: str, wanted: str | None) -> Sheet:
    if _ENCRYPTED in raw[:200_000] or _encrypted_ods(raw):
        raise UserError(
            _("{file} is protected by a password.").format(file=file),
            hint=_("Open it, save it without a password, then import it again."),
        )
    _refuse_bomb(raw, file)
    workbook = _open(raw, file)
    names = tuple(workbook.sheet_names)
    if wanted is not None:
        name = _wanted_sheet(wanted, names, file)
        return Sheet(_rows(workbook, name, raw), name, names)
    for name in names:
        if rows := _rows(workbook, name, raw):
            return Sheet(rows, name, names)
    raise UserError(_("{file} has no filled sheet.").format(file=file))


def _wanted_sheet(wanted: str, names: tuple[str, ...], file: str) -> str:
    for name in names:
        if name.strip().casefold() == wanted.strip().casefold():
            return name
    raise UserError(
        _("{file} has no sheet named “{sheet}”.").format(file=file, sheet=wanted),
        hint=_("Its sheets are: {names}.").format(names=", ".join(names)),
    )


def _encrypted_ods(raw: bytes) -> bool:
    if not raw.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError):
        return False


def _refuse_bomb(raw: bytes, file: str) -> None:
    """Refuse before unpacking what would fill the memory."""
    if not raw.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _damaged(file) from error
    if unpacked > UNPACKED_LIMIT or unpacked > max(100_000_000, 300 * len(raw)):
        raise UserError(
            _("{file} unpacks to {size} MB: it is not opened.").format(
                file=file, size=unpacked // 1_000_000
            ),
            hint=_("Save the sheet to import as CSV, then import that file."),
        )


def _damaged(file: str) -> UserError:
    return UserError(
        _("{file} is not a workbook that can be read: it is damaged or incomplete.").format(
            file=file
        ),
        hint=_("Open it in a spreadsheet, save it again as .xlsx, then import it."),
    )


def _open(raw: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError  # noqa: PLC0415 -- slow import

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except PasswordError as error:
        raise UserError(
            _("{file} is protected by a password.").format(file=file),
            hint=_("Open it, save it without a password, then import it again."),
        ) from error


def _rows(workbook: CalamineWorkbook, name: str, raw: bytes) -> tuple[TableRow, ...]:
    sheet = workbook.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    paddings = zero_paddings(raw, name)
    rows: list[TableRow] = []
    for offset, values in enumerate(sheet.to_python(skip_empty_area=True)):
        line = top + offset + 1
        cells = tuple(
            _text(value, paddings.get((line, left + index + 1), 0))
            for index, value in enumerate(values)
        )
        if any(cell.strip() for cell in cells):
            rows.append(TableRow(line, cells))
    return tuple(rows)


def _text(value: Any, padding: int = 0) -> str:  # noqa: ANN401 -- a cell holds anything
    """A cell as its reader sees it: no `.0`, moments in ISO, booleans in words."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value).rjust(padding, "0")
    return _moment(value)


def _moment(value: Any) -> str:  # noqa: ANN401 -- a cell holds anything
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    # Fifteen digits are what a spreadsheet keeps: 0.1 + 0.2 reads 0.3 there.
    return f"{value:.15g}" if 1e-6 <= abs(value) < 1e15 else repr(value)
