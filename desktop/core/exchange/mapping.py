"""Which column holds which field: by name, by usual words, and by what the cells hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from desktop.core.errors import UserError
from desktop.core.exchange.emails import read_email
from desktop.core.exchange.kinds import KINDS, Field, Kind
from desktop.core.exchange.tables import Table
from desktop.core.exchange.values import Habits, Unreadable, fold, habits_of, is_blank
from desktop.core.i18n import _

THRESHOLD = 0.5
_SMALL_WORDS = {"de", "du", "des", "la", "le", "les", "l", "d", "of", "the", "en", "et", "sp"}
_SAMPLE = 40
_FEW = 5
_TELLING = 0.3


@dataclass(frozen=True, slots=True)
class Match:
    """One field and the column that holds it; `confidence` from 0 to 1, 1 when the user said so."""

    field: str
    column: int
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The matches of one table, and the columns kept aside."""

    matches: tuple[Match, ...]
    aside: tuple[str, ...] = ()

    def column(self, field: str) -> int | None:
        return next((match.column for match in self.matches if match.field == field), None)

    def has(self, field: str) -> bool:
        return self.column(field) is not None


def guess_mapping(
    table: Table, kind: Kind, chosen: Mapping[str, str] | None = None
) -> ColumnMapping:
    """Match fields to columns.

    `chosen` is what the user settled: field → column name or position (`3`); an empty name leaves
    the field out. Raises `UserError` for an unknown field or column.
    """
    settled = _settled(table, kind, chosen or {})
    taken = {match.column for match in settled}
    decided = {match.field for match in settled} | set(chosen or {})
    candidates = [
        Match(field.name, index, name, confidence)
        for field in kind.fields
        if field.name not in decided
        for index, name in enumerate(table.columns)
        if index not in taken
        and (confidence := _confidence(table, index, field, kind)) >= THRESHOLD
    ]
    matches = list(settled)
    needed = {field.name for field in kind.fields if field.required}
    for match in sorted(
        candidates, key=lambda each: -each.confidence - 0.02 * (each.field in needed)
    ):
        if match.column not in taken and match.field not in decided:
            matches.append(match)
            taken.add(match.column)
            decided.add(match.field)
    order = {field.name: rank for rank, field in enumerate(kind.fields)}
    matches.sort(key=lambda match: order[match.field])
    aside = tuple(name for index, name in enumerate(table.columns) if index not in taken)
    return ColumnMapping(tuple(matches), aside)


def _settled(table: Table, kind: Kind, chosen: Mapping[str, str]) -> list[Match]:
    known = [field.name for field in kind.fields]
    matches = []
    for field, column in chosen.items():
        if field not in known:
            raise UserError(
                _("“{field}” is not a field of {kind}.").format(field=field, kind=_(kind.title)),
                hint=_("The fields are: {names}.").format(names=", ".join(known)),
            )
        if column:
            index = _column_index(table, column)
            matches.append(Match(field, index, table.columns[index], 1.0))
    return matches


def _column_index(table: Table, wanted: str) -> int:
    if wanted in table.columns:
        return table.columns.index(wanted)
    for index, name in enumerate(table.columns):
        if fold(name) == fold(wanted):
            return index
    if wanted.isdigit() and 1 <= int(wanted) <= len(table.columns):
        return int(wanted) - 1
    raise UserError(
        _("{file} has no column named “{column}”.").format(file=table.name, column=wanted),
        hint=_("Its columns are: {names}.").format(names=", ".join(table.columns)),
    )


def missing_fields(kind: Kind, mapping: ColumnMapping) -> tuple[str, ...]:
    """Fields (or groups `a|b`) without which a table of this kind cannot be read."""
    alone = tuple(
        field.name for field in kind.fields if field.required and not mapping.has(field.name)
    )
    groups = tuple("|".join(g) for g in kind.one_of if not any(mapping.has(f) for f in g))
    return alone + groups


def guess_kind(table: Table) -> Kind | None:
    """The kind whose fields the columns answer best; None when nothing fits."""
    scores: list[tuple[float, Kind]] = []
    for kind in KINDS:
        mapping = guess_mapping(table, kind)
        if missing_fields(kind, mapping):
            continue
        explained = sum(match.confidence for match in mapping.matches)
        told = _TELLING * mapping.has(kind.telling)
        scores.append((explained / len(table.columns) + 0.15 * explained + told, kind))
    return max(scores, key=lambda item: item[0])[1] if scores else None


def _confidence(table: Table, index: int, field: Field, kind: Kind) -> float:
    by_name = _name_confidence(table, index, field, kind)
    by_content = field.parse is read_email and by_name <= 0.0
    if by_name < THRESHOLD and not by_content:
        return 0.0
    values = [row.cells[index] for row in table.rows[:_SAMPLE]]
    filled = [value for value in values if not is_blank(value)]
    if not filled:
        return by_name * (0.75 if by_name > 0.99 else 0.4)
    fit = _fit(filled, field)
    if by_content:
        return 0.6 if sum("@" in value for value in filled) > 0.6 * len(filled) else 0.0
    if field.name == "id":
        by_name *= 0.5 + 0.5 * len(filled) / len(values)
        by_name *= 0.6 + 0.4 * len(set(filled)) / len(filled)
    if by_name > 0.99 and len(filled) < _FEW:
        fit = max(fit, 0.4)  # a few odd cells do not gainsay a plain name: they will be held
    return by_name * (0.35 + 0.65 * fit)


def _name_confidence(table: Table, index: int, field: Field, kind: Kind) -> float:
    if table.header_line == 0:
        return _by_position(index, kind, field)
    # Of two columns that both fit, the one with the more usual name wins.
    return max(
        _likeness(table.columns[index], synonym) - rank / 10_000
        for rank, synonym in enumerate(field.synonyms)
    )


def _by_position(index: int, kind: Kind, field: Field) -> float:
    """Without a header only the template's own order can be meant, and the cells must agree."""
    order = [each.name for each in kind.fields if each.in_template]
    return 0.8 if index < len(order) and order[index] == field.name else 0.0


def _fit(filled: list[str], field: Field) -> float:
    """The share of cells that can be read as this field."""
    habits = habits_of(filled, year=None, today=date(2030, 1, 1))
    return sum(_readable(value, field, habits) for value in filled) / len(filled)


def _readable(value: str, field: Field, habits: Habits) -> bool:
    try:
        read = field.parse(value, habits)
    except Unreadable:
        return False
    return not (field.parse is read_email and read.value is None and len(value) > 30)


def _tokens(name: str) -> list[str]:
    return [token for token in fold(name).split() if token not in _SMALL_WORDS] or fold(
        name
    ).split()


def _likeness(column: str, synonym: str) -> float:
    """1 for the same words, less when the column says more, least for a slip of the pen."""
    mine, theirs = _tokens(column), _tokens(synonym)
    if fold(column) == synonym or mine == theirs:
        return 1.0
    if not mine or not theirs:
        return 0.0
    if set(theirs) <= set(mine):
        return 0.35 + 0.55 * len(set(theirs)) / len(set(mine))
    ratio = fuzz.ratio(" ".join(mine), " ".join(theirs)) / 100
    return 0.8 * ratio if ratio > 0.88 and len(synonym) > 4 else 0.0
