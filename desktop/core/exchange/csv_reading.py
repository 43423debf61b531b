"""Text to records: the separator found, the header found, the true line of each record kept."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from desktop.core.errors import UserError
from desktop.core.exchange.tables import TableRow
from desktop.core.i18n import _

SEPARATORS = (";", ",", "\t", "|")
_PROBE_RECORDS = 60
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_FIELD_LIMIT = 10_000_000  # characters in one cell; more is a quote that was never closed


@dataclass(frozen=True, slots=True)
class Records:
    """Records of a CSV text, blank ones left out."""

    rows: tuple[TableRow, ...]
    separator: str


def read_records(text: str, name: str) -> Records:
    """Split CSV text into records; raises `UserError` for a quote that is never closed."""
    separator, skipped = _declared_separator(text)
    if separator is None:
        separator = guess_separator(text)
    return Records(tuple(_records(text, separator, skipped, name)), separator)


def _declared_separator(text: str) -> tuple[str | None, int]:
    """The separator of a leading `sep=;` line (Excel's own convention) and the lines it takes."""
    match = _SEPARATOR_LINE.match(text)
    return (match[1], 1) if match else (None, 0)


def _records(text: str, separator: str, skipped: int, name: str) -> list[TableRow]:
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[TableRow] = []
    start = 1
    try:
        for cells in reader:
            if start > skipped and any(cell.strip() for cell in cells):
                rows.append(TableRow(start, tuple(cells)))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            _("{file}, line {line}: this record cannot be read.").format(file=name, line=start),
            hint=_("Look for a quotation mark that is never closed."),
        ) from error
    if rows and rows[-1].line < reader.line_num:
        _refuse_open_quote(text, separator, rows[-1].line, name)
    return rows


def _refuse_open_quote(text: str, separator: str, line: int, name: str) -> None:
    """A last record over several lines may be a quote that swallowed the rest of the file."""
    tail = io.StringIO(text, newline="").readlines()[line - 1 :]
    try:
        for _record in csv.reader(tail, delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        if "end of data" not in str(error):
            return
        raise UserError(
            _("{file}, line {line}: a quotation mark is opened and never closed.").format(
                file=name, line=line
            ),
            hint=_("Close or remove the quotation mark, then import the file again."),
        ) from error


def guess_separator(text: str) -> str:
    """The separator that cuts the first records into the most regular table."""
    sample = text[:200_000]
    return max(SEPARATORS, key=lambda separator: _regularity(sample, separator))


def _regularity(sample: str, separator: str) -> tuple[float, int]:
    csv.field_size_limit(_FIELD_LIMIT)
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == _PROBE_RECORDS:
                break
    except csv.Error:
        return 0.0, 0
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0, 0
    width, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    return times / len(widths), width
