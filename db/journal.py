"""The undo mechanism of the whole program: images of the rows that a use case changed, and replay.

A `Journal` listens to the unit of work of one session and keeps, in the order in which the
database saw them, the rows inserted, updated and deleted, with their values before and after.
Replaying those images backwards passes through the same states in reverse, so no constraint that
held on the way out can fail on the way back, unless somebody else changed the data meanwhile:
that is checked row by row, and refused.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Table,
    event,
    select,
)
from sqlalchemy.orm import (
    InstanceState,
    Mapper,
    ORMExecuteState,
    Session,
    object_session,
)

from db.base import Base
from db.changeset import Bulk, Changeset, Operation, RowChange
from db.ordering import order_by_foreign_keys
from desktop.core.errors import UserError
from desktop.core.i18n import _

UNRECORDED = "unrecorded"
"""Execution option of a bulk UPDATE or DELETE that nobody shall undo (purge, erasure)."""


@dataclass(slots=True)
class Journal:
    """Collects the changes of one session; put it under `session.info["journal"]`."""

    rows: list[RowChange] = field(default_factory=list)
    bulks: list[Bulk] = field(default_factory=list)
    pending: dict[int, dict[str, Any]] = field(default_factory=dict)

    def changeset(self) -> Changeset:
        return Changeset(tuple(self.rows), tuple(self.bulks))


def _journal(target: object) -> Journal | None:
    session = object_session(target)
    return None if session is None else cast("Journal | None", session.info.get("journal"))


# -- images -------------------------------------------------------------------------------------


def version_column(table: Table) -> str | None:
    """The column of optimistic locking: it only ever grows, so it is no part of an undo."""
    for mapper in Base.registry.mappers:
        if mapper.local_table is table and mapper.version_id_col is not None:
            return str(mapper.version_id_col.name)
    return None


def plain(column: Column[Any], value: object) -> Any:  # noqa: ANN401 -- any column's value
    """The value as the database would give it back: JSON without tuples, shared with nobody."""
    if isinstance(value, str) and "\0" in value:  # SQLite would take it, PostgreSQL would not
        raise UserError(_("A text holds a character that cannot be kept."))
    if value is not None and isinstance(column.type, JSON):
        return json.loads(json.dumps(value))
    return copy.copy(value)


def _stored(connection: Connection, table: Table, key: tuple[Any, ...]) -> dict[str, Any] | None:
    row = connection.execute(select(table).where(*_is_row(table, key))).one_or_none()
    return None if row is None else {c.name: plain(c, row._mapping[c.name]) for c in table.columns}  # noqa: SLF001 -- SQLAlchemy's public mapping of a row


def _is_row(table: Table, key: tuple[Any, ...]) -> Iterator[Any]:
    for column, value in zip(table.primary_key.columns, key, strict=True):
        yield column == value


def _table(mapper: Mapper[Any]) -> Table:
    return cast("Table", mapper.local_table)


def _loaded_image(mapper: Mapper[Any], state: InstanceState[Any]) -> dict[str, Any] | None:
    """Every column from memory, or None where memory does not hold them all."""
    image = {}
    for column in _table(mapper).columns:
        name = mapper.get_property_by_column(column).key
        if name in state.dict:
            image[column.name] = plain(column, state.dict[name])
        elif state.persistent or column.server_default is not None:
            return None
        else:
            image[column.name] = None
    return image


def _key(mapper: Mapper[Any], target: object) -> tuple[Any, ...]:
    return tuple(mapper.primary_key_from_instance(target))


# -- what the unit of work tells ------------------------------------------------------------------


def _after_insert(mapper: Mapper[Any], connection: Connection, target: object) -> None:
    journal = _journal(target)
    if journal is None:
        return
    table, key = _table(mapper), _key(mapper, target)
    image = _loaded_image(mapper, _state(target)) or _stored(connection, table, key)
    journal.rows.append(RowChange(table.name, key, None, image))


def _state(target: object) -> InstanceState[Any]:
    return cast("InstanceState[Any]", target._sa_instance_state)  # type: ignore[attr-defined]  # noqa: SLF001 -- what `inspect(target)` returns, without its cost


def _before_update(mapper: Mapper[Any], connection: Connection, target: object) -> None:
    journal = _journal(target)
    if journal is None:
        return
    before: dict[str, Any] = {}
    state, stored = _state(target), None
    version = mapper.version_id_col
    for column in _table(mapper).columns:
        if column is version:
            continue
        history = state.attrs[mapper.get_property_by_column(column).key].history
        if not history.has_changes() and column.onupdate is None:
            continue
        old = history.deleted or history.unchanged
        if not old:
            key = tuple(state.identity or ())
            stored = stored or _stored(connection, _table(mapper), key) or {}
            old = [stored.get(column.name)]
        before[column.name] = plain(column, old[0])
    journal.pending[id(target)] = before


def _after_update(mapper: Mapper[Any], connection: Connection, target: object) -> None:
    journal = _journal(target)
    if journal is None:
        return
    before = journal.pending.pop(id(target), {})
    table, key = _table(mapper), _key(mapper, target)
    columns = [c for c in table.columns if c.name in before]
    names = {c.name: mapper.get_property_by_column(c).key for c in columns}
    values = _state(target).dict
    if all(name in values for name in names.values()):
        after = {c.name: plain(c, values[names[c.name]]) for c in columns}
    else:
        stored = _stored(connection, table, key) or {}
        after = {c.name: stored.get(c.name) for c in columns}
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        journal.rows.append(
            RowChange(
                table.name, key, {n: before[n] for n in changed}, {n: after[n] for n in changed}
            )
        )


def _before_delete(mapper: Mapper[Any], connection: Connection, target: object) -> None:
    journal = _journal(target)
    if journal is not None:
        key = tuple(_state(target).identity or _key(mapper, target))
        deletion = _Deletion(connection)
        deletion.follow(_table(mapper), key)
        journal.rows.extend(deletion.rows)


class _Deletion:
    """A deleted row, after the rows that the database itself deletes or unlinks along with it."""

    def __init__(self, connection: Connection) -> None:
        self.rows: list[RowChange] = []
        self._connection = connection
        self._gone: set[tuple[str, tuple[Any, ...]]] = set()
        self._unlinked: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = {}

    def follow(self, table: Table, key: tuple[Any, ...]) -> None:
        image = _stored(self._connection, table, key)
        if image is None or (table.name, key) in self._gone:
            return
        self._gone.add((table.name, key))
        for column, link in _referring(table):
            for child in self._linked(column, image[link.column.name]):
                if link.ondelete == "CASCADE":
                    self.follow(column.table, child)
                else:
                    self._unlink(column, child, image[link.column.name])
        image |= self._unlinked.get((table.name, key), {})
        self.rows.append(RowChange(table.name, key, image, None))

    def _linked(self, column: Column[Any], target: object) -> list[tuple[Any, ...]]:
        keys = list(column.table.primary_key.columns)
        found = self._connection.execute(select(*keys).where(column == target)).all()
        return [tuple(row) for row in found]

    def _unlink(self, column: Column[Any], key: tuple[Any, ...], target: object) -> None:
        name = column.table.name
        if (name, key) not in self._gone:
            self._unlinked.setdefault((name, key), {})[column.name] = None
            self.rows.append(RowChange(name, key, {column.name: target}, {column.name: None}))


def _referring(table: Table) -> Iterator[tuple[Column[Any], ForeignKey]]:
    """Columns of other rows that the database empties or follows when a row of `table` goes.

    The furthest tables come first: a row goes before the rows that it names.
    """
    for child in reversed(Base.metadata.sorted_tables):
        for link in child.foreign_keys:
            if link.column.table is table and link.ondelete in ("CASCADE", "SET NULL"):
                yield link.parent, link


def _bulk_statement(state: ORMExecuteState) -> None:
    """Count bulk inserts; refuse bulk updates and deletes that nobody could undo."""
    journal = cast("Journal | None", state.session.info.get("journal"))
    if journal is None or not (state.is_insert or state.is_update or state.is_delete):
        return
    table = cast("Table", state.statement.table)  # type: ignore[attr-defined]
    if not state.is_insert and UNRECORDED not in state.execution_options:
        raise RuntimeError(f"a bulk change of {table.name} cannot be undone: change objects")
    kind = Operation.INSERT
    if not state.is_insert:
        kind = Operation.UPDATE if state.is_update else Operation.DELETE
    parameters = state.parameters
    count = len(parameters) if isinstance(parameters, list) else 1
    journal.bulks.append(Bulk(table.name, kind, count))


def listen(session: type[Session]) -> None:
    """Record the sessions of this class (once for each class)."""
    event.listen(session, "do_orm_execute", _bulk_statement)
    event.listen(session, "before_flush", order_by_foreign_keys)


for _name, _listener in (
    ("after_insert", _after_insert),
    ("before_update", _before_update),
    ("after_update", _after_update),
    ("before_delete", _before_delete),
):
    event.listen(Base, _name, _listener, propagate=True)
