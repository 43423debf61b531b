"""Which record names the columns, and the names made fit: no mark, no blank, no double."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

from desktop.core.exchange.tables import TableRow
from desktop.core.i18n import _, ngettext

_PROBE_RECORDS = 60
_NUMBER = re.compile(r"[-+]?\d[\d\s\u202f\xa0]*([.,]\d+)?\s*[%€]?\Z")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})")
_ADDRESS = re.compile(r"\S+@\S+\.\w+")
_MARKS = "\ufeff\ufffe\u200b\u200e\u200f"


@dataclass(frozen=True, slots=True)
class Framed:
    """A header and the records below it, all of one width."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    header_line: int
    notes: tuple[str, ...]


def frame(rows: tuple[TableRow, ...], *, header: bool | None = None) -> Framed:
    """Find the header among the first records; `header` settles it when the user knows better."""
    width = _usual_width(rows)
    first = _first_of_the_table(rows, width)
    notes = _preamble_note(rows[:first])
    body = rows[first:]
    if header is None:
        header = bool(body) and not _looks_like_data(body[0].cells)
    if header and body:
        columns, more = _column_names(body[0].cells, max(width, len(body[0].cells)))
        header_line, body = body[0].line, body[1:]
        notes += more
    else:
        columns = tuple(_unnamed(index) for index in range(width))
        header_line = 0
        notes += (_("The file has no header line: columns are named by their position."),)
    squared, ragged = _squared(body, len(columns))
    return Framed(columns, squared, header_line, notes + ragged)


def _usual_width(rows: tuple[TableRow, ...]) -> int:
    """The most usual number of cells, empty ones at the end not counted."""
    counts = Counter(_filled_width(row.cells) for row in rows[:_PROBE_RECORDS])
    if not counts:
        return 0
    return max(counts.items(), key=lambda item: (item[1], item[0]))[0]


def _filled_width(cells: tuple[str, ...]) -> int:
    return max((index for index, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _first_of_the_table(rows: tuple[TableRow, ...], width: int) -> int:
    """Titles and blank-padded lines above a table hold fewer cells than its header."""
    needed = max(2, math.ceil(width / 2)) if width > 2 else width
    for index, row in enumerate(rows[:_PROBE_RECORDS]):
        if sum(1 for cell in row.cells if cell.strip()) >= needed:
            return index
    return 0


def _preamble_note(rows: tuple[TableRow, ...]) -> tuple[str, ...]:
    if not rows:
        return ()
    return (
        ngettext(
            "{count} line above the header was left out.",
            "{count} lines above the header were left out.",
            len(rows),
        ).format(count=len(rows)),
    )


def _looks_like_data(cells: tuple[str, ...]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if any(_ADDRESS.fullmatch(cell) or _DATE.match(cell) for cell in filled):
        return True
    numbers = sum(1 for cell in filled if _NUMBER.match(cell))
    return bool(filled) and numbers >= 0.4 * len(filled)


def _unnamed(index: int) -> str:
    return _("Column {number}").format(number=index + 1)


def clean_name(cell: str) -> str:
    """A column name without byte-order marks, stray quotes and line breaks."""
    name = cell.strip().strip(_MARKS).strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('""', '"')
    return " ".join(name.strip(_MARKS).split())


def _column_names(cells: tuple[str, ...], width: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: list[str] = []
    taken: Counter[str] = Counter()
    doubles = False
    for index in range(width):
        name = clean_name(cells[index]) if index < len(cells) else ""
        name = name or _unnamed(index)
        taken[name] += 1
        if taken[name] > 1:
            doubles = True
            name = f"{name} ({taken[name]})"
        names.append(name)
    notes = (_("Several columns have the same name: they are numbered."),) if doubles else ()
    return tuple(names), notes


def _squared(
    rows: tuple[TableRow, ...], width: int
) -> tuple[tuple[TableRow, ...], tuple[str, ...]]:
    """Every record as wide as the header; what stands beyond it is told, never silently lost."""
    squared: list[TableRow] = []
    overflowing: list[int] = []
    for row in rows:
        cells = row.cells
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            overflowing.append(row.line)
        cells = cells[:width] + ("",) * (width - len(cells))
        squared.append(TableRow(row.line, cells))
    if not overflowing:
        return tuple(squared), ()
    note = ngettext(
        "{count} line has more cells than the header (line {lines}): the extra cells are left out.",
        "{count} lines have more cells than the header (lines {lines}): "
        "the extra cells are left out.",
        len(overflowing),
    ).format(count=len(overflowing), lines=", ".join(str(line) for line in overflowing[:5]))
    return tuple(squared), (note,)
