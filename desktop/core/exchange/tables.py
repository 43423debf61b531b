"""A table as read from any file: header, records with their true line, what was noticed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableRow:
    """One record; `line` is where it starts in the file (or sheet), counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Everything an import needs to know of one file.

    `encoding` and `separator` are empty for workbooks; `sheets` lists the sheets of a workbook
    and `sheet` is the one read. `repaired` counts cells or bytes mended while reading;
    `notes` are translated sentences about what was unusual. `header_line` is 0 without a header.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_line: int = 1
    repaired: int = 0
    notes: tuple[str, ...] = ()

    def column(self, index: int) -> list[str]:
        """Every value of one column."""
        return [row.cells[index] for row in self.rows]

    def samples(self, index: int, count: int = 5) -> list[str]:
        """The first different, non-empty values of a column."""
        seen: dict[str, None] = {}
        for row in self.rows:
            if value := row.cells[index].strip():
                seen.setdefault(value)
                if len(seen) == count:
                    break
        return list(seen)
