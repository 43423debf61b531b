"""Undo and redo: bring rows to another state from images, if nobody changed them meanwhile."""

from __future__ import annotations

from typing import Any, NoReturn

from sqlalchemy import Connection, Table, select
from sqlalchemy.orm import Session

from db import audit
from db.base import Base
from db.journal import Changeset, Image, RowChange, is_row, plain, version_column
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


def _apply(connection: Connection, row: RowChange) -> None:
    table = Base.metadata.tables[row.table]
    version = version_column(table)
    current = connection.execute(
        select(table).where(*is_row(table, row.key)).with_for_update()
    ).one_or_none()
    if not _as_expected(table, None if current is None else current._mapping, row.before, version):  # noqa: SLF001 -- SQLAlchemy's public mapping of a row
        _refuse(connection, row)
    if row.after is None:
        connection.execute(table.delete().where(*is_row(table, row.key)))
        return
    values = dict(row.after)
    if current is not None:
        if version:
            values[version] = current._mapping[version] + 1  # noqa: SLF001 -- as above
        connection.execute(table.update().where(*is_row(table, row.key)).values(values))
        return
    if version:  # a form that still shows the deleted row must not overwrite the new one
        values[version] += 1
    connection.execute(table.insert().values(values))


def _as_expected(table: Table, current: Any, expected: Image | None, version: str | None) -> bool:  # noqa: ANN401 -- a row's mapping
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
