"""Undo and redo: bring rows to another state from images, if nobody changed them meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from sqlalchemy import (
    Connection,
    Delete,
    Insert,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    select,
)
from sqlalchemy.orm import Session

from db import audit
from db.base import Base
from db.changeset import Changeset, Image, RowChange
from db.journal import plain, version_column
from desktop.core.errors import UserError
from desktop.core.i18n import _


def replay(session: Session, changeset: Changeset) -> None:
    """Apply the images in order; foreign keys are checked when the transaction ends.

    Raises UserError at the first row that is not as expected.
    """
    if not changeset.undoable:
        raise UserError(_("This change was too large to be undone."))
    connection = session.connection()
    later = (
        "PRAGMA defer_foreign_keys = ON"
        if connection.dialect.name == "sqlite"
        else "SET CONSTRAINTS ALL DEFERRED"
    )
    connection.exec_driver_sql(later)  # rows that name each other may come back in any order
    for row in changeset.rows:
        _apply(connection, row)


@dataclass(frozen=True, slots=True)
class _Statements:
    """The four statements of one table, built once: thousands of rows may come back."""

    find: Select[Any]
    insert: Insert
    update: Update
    delete: Delete
    version: str | None


@cache
def _statements(name: str) -> _Statements:
    table = Base.metadata.tables[name]
    here = [column == bindparam(f"key_{column.name}") for column in table.primary_key.columns]
    return _Statements(
        select(table).where(*here).with_for_update(),
        table.insert(),
        table.update().where(*here),
        table.delete().where(*here),
        version_column(table),
    )


def _apply(connection: Connection, row: RowChange) -> None:
    table, prepared = Base.metadata.tables[row.table], _statements(row.table)
    columns = table.primary_key.columns
    key = {f"key_{c.name}": value for c, value in zip(columns, row.key, strict=True)}
    found = connection.execute(prepared.find, key).mappings().one_or_none()
    version = prepared.version
    if not _as_expected(table, found, row.before, version):
        _refuse(connection, row)
    if row.after is None:
        connection.execute(prepared.delete, key)
        return
    values = dict(row.after)
    if found is not None:
        if version:
            values[version] = found[version] + 1
        connection.execute(prepared.update, values | key)
        return
    if version:  # a form that still shows the deleted row must not overwrite the new one
        values[version] += 1
    connection.execute(prepared.insert, values)


def _as_expected(
    table: Table, current: RowMapping | None, expected: Image | None, version: str | None
) -> bool:
    if current is None or expected is None:
        return current is None and expected is None
    return all(
        plain(table.columns[name], current[name]) == value
        for name, value in expected.items()
        if name != version
    )


def _refuse(connection: Connection, row: RowChange) -> NoReturn:
    author = audit.last_author(connection, row.table, row.key)
    hint = _("Look at the present state, and change it by hand if it is still needed.")
    if author:
        raise UserError(
            _("This was modified meanwhile by {author}: nothing was undone.").format(author=author),
            hint=hint,
        )
    raise UserError(_("This was modified meanwhile: nothing was undone."), hint=hint)
