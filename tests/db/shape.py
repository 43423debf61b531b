"""The shape of a database as its engine tells it, with the CHECKs that alembic does not compare."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, inspect, text

Shape = dict[str, dict[str, Any]]


def shape(connection: Connection) -> Shape:
    """Columns, keys, indexes, checks and strictness of every table."""
    inspector = inspect(connection)
    tables = [name for name in inspector.get_table_names() if name != "alembic_version"]
    return {name: _table(inspector, name) | _strict(connection, name) for name in sorted(tables)}


def _table(inspector: Any, name: str) -> dict[str, Any]:
    return {
        "columns": {
            column["name"]: (str(column["type"]), column["nullable"], column["default"])
            for column in inspector.get_columns(name)
        },
        "primary key": inspector.get_pk_constraint(name)["constrained_columns"],
        "foreign keys": sorted(
            (
                key["constrained_columns"],
                key["referred_table"],
                key["referred_columns"],
                sorted(key["options"].items()),
            )
            for key in inspector.get_foreign_keys(name)
        ),
        "unique": sorted(key["column_names"] for key in inspector.get_unique_constraints(name)),
        "checks": {
            check["name"]: re.sub(r"\s+", " ", check["sqltext"])
            for check in inspector.get_check_constraints(name)
        },
        "indexes": sorted(
            (index["name"], index["column_names"], bool(index["unique"]))
            for index in inspector.get_indexes(name)
        ),
    }


def _strict(connection: Connection, name: str) -> dict[str, Any]:
    if connection.dialect.name != "sqlite":
        return {}
    rows = connection.execute(text("PRAGMA table_list"))
    return {"strict": {row.name: bool(row.strict) for row in rows}[name]}
