"""Everything that a database holds, to compare before and after."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import Base
from db.journal import version_column
from db.session import Store

Contents = dict[str, list[tuple[Any, ...]]]


def contents(store: Store, tables: Container[str] | None = None) -> Contents:
    """Every row of every table but the audit, without the counters of optimistic locking.

    `tables` limits it to those that a test can touch.
    """

    def query(session: Session) -> Contents:
        rows = {}
        for table in Base.metadata.sorted_tables:
            if table.name == "audit" or (tables is not None and table.name not in tables):
                continue
            columns = [c for c in table.columns if c.name != version_column(table)]
            found = session.execute(select(*columns))
            rows[table.name] = sorted((tuple(row) for row in found), key=repr)
        return rows

    return store.read(query)
