"""A table and its mapping to records: understood, held back and why, repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.core.exchange.identifiers import derive_identifiers
from desktop.core.exchange.kinds import Field, Kind
from desktop.core.exchange.mapping import ColumnMapping
from desktop.core.exchange.tables import Table, TableRow
from desktop.core.exchange.values import Habits, Unreadable, Value, clean, habits_of, is_blank
from desktop.core.i18n import _, ngettext


@dataclass(frozen=True, slots=True)
class Record:
    """One line that was understood: the fields that have a column; empty cells are None."""

    line: int
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """A field as text, empty if absent."""
        value = self.values.get(name)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Held:
    """A line kept back, to be mended in the file and brought again."""

    line: int
    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A cell read otherwise than it is written, because that is plainly what was meant."""

    line: int
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Checked:
    """All that reading one table taught. `left_out` counts lines not meant to be imported."""

    records: tuple[Record, ...]
    held: tuple[Held, ...] = ()
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: int = 0


@dataclass
class _Findings:
    """What is gathered while the lines are read."""

    records: list[Record] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    remarks: Counter[tuple[str, str]] = field(default_factory=Counter)
    inactive: int = 0


def check_table(
    table: Table, kind: Kind, mapping: ColumnMapping, *, today: date, year: int | None = None
) -> Checked:
    """Read every line. `year` completes days written without one."""
    columns = [
        (kind.field(match.field), match.column, _habits(table, match.column, year, today))
        for match in mapping.matches
    ]
    findings = _Findings()
    for row in table.rows:
        _check_row(row, columns, findings)
    warnings = [*table.notes, *_remarks(findings)]
    records = _identified(findings.records, kind, mapping, warnings)
    records, doubles = _without_doubles(records, kind, findings)
    if doubles:
        warnings.append(
            ngettext(
                "{count} line says exactly what another line says: it was left out.",
                "{count} lines say exactly what another line says: they were left out.",
                doubles,
            ).format(count=doubles)
        )
    if mapping.aside:
        warnings.append(_aside_warning(mapping))
    held = tuple(sorted(findings.held, key=lambda each: each.line))
    return Checked(
        tuple(records),
        held,
        tuple(findings.repairs),
        tuple(warnings),
        findings.inactive + doubles,
    )


def _aside_warning(mapping: ColumnMapping) -> str:
    return ngettext(
        "{count} column is kept aside: {names}.",
        "{count} columns are kept aside: {names}.",
        len(mapping.aside),
    ).format(count=len(mapping.aside), names=", ".join(mapping.aside))


def _habits(table: Table, column: int, year: int | None, today: date) -> Habits:
    return habits_of((row.cells[column] for row in table.rows), year=year, today=today)


def _check_row(
    row: TableRow, columns: list[tuple[Field, int, Habits]], findings: _Findings
) -> None:
    values: dict[str, Value] = {}
    for each, column, habits in columns:
        cell = row.cells[column]
        try:
            values[each.name] = _value(each, row.line, cell, habits, findings)
        except Unreadable as error:
            findings.held.append(Held(row.line, each.name, cell, str(error)))
            return
    if values.get("active") is False:
        findings.inactive += 1
        return
    findings.records.append(Record(row.line, values))


def _value(each: Field, line: int, cell: str, habits: Habits, findings: _Findings) -> Value:
    """One cell understood; raises `Unreadable` for what holds the line back."""
    if is_blank(cell, words=each.words):
        if each.required:
            raise Unreadable(_("{field} is empty").format(field=_(each.title)))
        if clean(cell):
            _note_blank_word(each, line, cell, findings)
        return None
    read = each.parse(cell, habits)
    if read.repaired:
        findings.repairs.append(Repair(line, each.name, cell, str(read.value or "")))
    if read.warning:
        findings.remarks[each.title, read.warning] += 1
    return read.value


def _note_blank_word(each: Field, line: int, cell: str, findings: _Findings) -> None:
    """“Non public” in a column of addresses means nothing there: repaired to empty, and told."""
    if each.name == "email":
        findings.repairs.append(Repair(line, each.name, cell, ""))
        warning = _("what is not an e-mail address is left empty")
        findings.remarks[each.title, warning] += 1


def _remarks(findings: _Findings) -> list[str]:
    remarks = [
        ngettext(
            "{field}: {remark} ({count} line).", "{field}: {remark} ({count} lines).", count
        ).format(field=_(title), remark=remark, count=count)
        for (title, remark), count in findings.remarks.items()
    ]
    if findings.inactive:
        remarks.append(
            ngettext(
                "{count} inactive line was left out.",
                "{count} inactive lines were left out.",
                findings.inactive,
            ).format(count=findings.inactive)
        )
    return remarks


def _identified(
    records: list[Record], kind: Kind, mapping: ColumnMapping, warnings: list[str]
) -> list[Record]:
    """Give identifiers to a table that has none, and say so."""
    if "id" not in kind.key:
        return records
    if mapping.has("id") and all(record.values.get("id") for record in records):
        return records
    identifiers = derive_identifiers(kind.name, [record.values for record in records])
    made = sum(1 for record in records if not record.values.get("id"))
    if made:
        warnings.append(
            ngettext(
                "{count} line has no identifier: one was made from its other columns.",
                "{count} lines have no identifier: one was made from their other columns.",
                made,
            ).format(count=made)
        )
    return [
        Record(record.line, {**record.values, "id": record.values.get("id") or identifier})
        for record, identifier in zip(records, identifiers, strict=True)
    ]


def _without_doubles(
    records: list[Record], kind: Kind, findings: _Findings
) -> tuple[list[Record], int]:
    """The first of equal lines; a line that contradicts an earlier one is held."""
    if not kind.key:
        return records, 0
    first: dict[tuple[Value, ...], Record] = {}
    doubles = 0
    for record in records:
        key = tuple(record.values.get(name) for name in kind.key)
        if key[-1] is None:  # a wish without rank, an absence of one day: not yet comparable
            first[record.line, "line"] = record
            continue
        earlier = first.setdefault(key, record)
        if earlier is record:
            continue
        if earlier.values == record.values:
            doubles += 1
            continue
        reason = _("already given, otherwise, on line {line}").format(line=earlier.line)
        shown = " ".join(str(part) for part in key if part is not None)
        findings.held.append(Held(record.line, kind.key[-1], shown, reason))
    return list(first.values()), doubles
