"""The common frame of loaders: rows wished for, compared with rows that are there, then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from db.base import Base
from desktop.core.changes import Changes
from desktop.core.exchange.checking import Held, Record
from desktop.core.exchange.values import clean
from desktop.core.i18n import _, date_text
from desktop.core.labels import label
from desktop.usecases.loading.references import Ref, References, UnknownReference

BULK = 5_000
"""Above this number of new rows they are written in bulk: quick, but no step of undo."""

_UNTOLD = {"search", "active", "campaign_id"}
"""Columns that tell a reader nothing."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user settles beside the columns; `today` dates forecasts and births."""

    today: date
    campaign: str = ""
    site: str = ""
    year: int | None = None
    file: str = ""
    """Its name, for sentences."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row as the file wants it.

    `attributes` are compared and written; `at_first` only completes a new row; `known_as` is the
    code it goes by today, when the file gives it another one.
    """

    line: int
    model: type[Base]
    key: Key
    label: str
    attributes: dict[str, Any]
    at_first: dict[str, Any] = field(default_factory=dict)


class State(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after, as words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A wanted row beside what is there."""

    wanted: Wanted
    state: State
    changes: tuple[FieldChange, ...] = ()


class Loader:
    """Turns the records of one kind into wanted rows. Subclasses say how."""

    models: tuple[type[Base], ...] = ()
    changes = Changes.NONE

    def __init__(self, session: Session, options: Options) -> None:
        self.session = session
        self.options = options
        self.refs = References(session)
        self.held: list[Held] = []
        self.warnings: list[str] = []
        self.left_out = 0

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        """The rows that these records ask for."""
        raise NotImplementedError

    def existing(self, model: type[Base]) -> dict[Key, Any]:
        """The rows that are there, by the same keys as wanted rows."""
        raise NotImplementedError

    def gone(self, keys: set[Key]) -> list[str]:  # noqa: ARG002 -- most kinds miss nobody
        """Labels of what is known and absent from a file that should name everything."""
        return []

    def hold(self, record: Record, name: str, reason: str) -> None:
        self.held.append(Held(record.line, name, record.text(name), reason))

    def reference(self, record: Record, name: str, model: Any) -> Ref | None:  # noqa: ANN401
        """What a cell names; a line that names nothing known is held, and None given."""
        try:
            return self.refs.need(model, record.text(name))
        except UnknownReference as reason:
            self.hold(record, name, str(reason))
            return None

    def judge(self, wanted: Sequence[Wanted]) -> list[Judged]:
        """Compare wanted rows with those that are there."""
        present = {model: self.existing(model) for model in self.models}
        told = len(wanted) <= BULK  # nobody reads the cells of more new rows than that
        return [self._judged(each, present[each.model].get(each.key), told) for each in wanted]

    def _judged(self, wanted: Wanted, row: Any, told: bool) -> Judged:  # noqa: ANN401 -- any model
        if row is None:
            return Judged(wanted, State.ADDED, self._content(wanted) if told else ())
        changes = tuple(
            FieldChange(name, self._shown(name, before), self._shown(name, value))
            for name, value in wanted.attributes.items()
            if (before := getattr(row, name)) != self._stored(value)
        )
        return Judged(wanted, State.CHANGED if changes else State.UNCHANGED, changes)

    def _content(self, wanted: Wanted) -> tuple[FieldChange, ...]:
        """What a new row would hold, empty fields apart."""
        return tuple(
            FieldChange(name, "", text)
            for name, value in wanted.attributes.items()
            if name not in _UNTOLD and (text := self._shown(name, value))
        )

    def _stored(self, value: Any) -> Any:  # noqa: ANN401 -- any column
        """A wanted value as the row holds it."""
        if isinstance(value, Ref):
            found = self.refs.id_of(value)
            return found if found is not None else value
        return list(value) if isinstance(value, tuple) else value

    def _shown(self, name: str, value: Any) -> str:  # noqa: ANN401 -- any column
        if isinstance(value, Ref):
            return self.refs.name_of(value.model, value.code)
        if isinstance(value, int) and (model := self.reference_models().get(name)):
            return self.refs.name_of(model, self.refs.code_of(model, value))
        return shown(value)

    def reference_models(self) -> dict[str, Any]:
        """Attribute → the table it points to, for showing names in place of numbers."""
        return {}

    def write(self, judged: Sequence[Judged]) -> None:
        """Write drafts, new rows (those that others point to first), then changes."""
        self.refs.write_drafts()
        for model in self.models:
            new = [
                each.wanted
                for each in judged
                if each.state is State.ADDED and each.wanted.model is model
            ]
            for generation in self._generations(new):
                self._insert(model, generation)
            present = self.existing(model)
            for each in judged:
                if each.state is State.CHANGED and each.wanted.model is model:
                    row = present[each.wanted.key]
                    for change in each.changes:
                        setattr(
                            row, change.field, self._stored(each.wanted.attributes[change.field])
                        )
        self.session.flush()

    def _generations(self, new: list[Wanted]) -> Iterator[list[Wanted]]:
        """New rows in waves, so that each finds the rows it points to already written."""
        waiting = new
        while waiting:
            ready = [each for each in waiting if self._is_ready(each)]
            if not ready:
                raise AssertionError(f"rows that wait for each other: {waiting[0].label}")
            yield ready
            keys = {id(each) for each in ready}
            waiting = [each for each in waiting if id(each) not in keys]

    def _is_ready(self, wanted: Wanted) -> bool:
        values = (*wanted.attributes.values(), *wanted.at_first.values())
        return all(self.refs.id_of(v) is not None for v in values if isinstance(v, Ref))

    def _insert(self, model: type[Base], wanted: list[Wanted]) -> None:
        rows = [
            {
                name: self._stored(value)
                for name, value in {**each.at_first, **each.attributes}.items()
            }
            for each in wanted
        ]
        if len(rows) > BULK:
            for alike in _alike(rows):
                self.session.execute(insert(model), alike)
            self.wrote_in_bulk(model)
            return
        added = [model(**row) for row in rows]
        self.session.add_all(added)
        self.session.flush()
        for row in added:
            self._remember(model, row)

    def _remember(self, model: Any, row: Any) -> None:  # noqa: ANN401 -- any model
        if hasattr(row, "code") and model in (set(self.reference_models().values())):
            self.refs.written(model, row.code, row.id)

    def wrote_in_bulk(self, model: Any) -> None:  # noqa: ANN401 -- any model
        """Learn the identifiers of rows written in bulk, when others point to them."""
        if model in set(self.reference_models().values()):
            self.refs.reread(model)


def _alike(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """Rows parted by the columns they fill: one statement each, so that the others get defaults."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    return groups.values()


def shown(value: object) -> str:
    """Any stored value as words."""
    if isinstance(value, StrEnum):
        return label(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return "" if value is None else clean(str(value))


def _day(value: date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return date_text(value, "short")
