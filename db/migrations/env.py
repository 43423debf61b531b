"""Run by alembic: uses the connection that `db.migrate` hands over, inside its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, MetaData, Table, event

import db.models  # registers every table
from db.base import Base, Money, UtcDateTime

assert db.models


def _render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 -- alembic's signature
    """Write our own column types by name."""
    if kind == "type" and isinstance(item, (Money, UtcDateTime)):
        autogen.imports.add("from db import base")
        return f"base.{type(item).__name__}()"
    return False


def _make_strict(table: Table, _metadata: MetaData) -> None:
    """A table made or rebuilt by a step is as strict as those of the models."""
    table.dialect_options["sqlite"]["strict"] = True


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=_render_item,
        transactional_ddl=True,
    )
    event.listen(Table, "after_parent_attach", _make_strict)
    try:
        context.run_migrations()
    finally:
        event.remove(Table, "after_parent_attach", _make_strict)


_run(context.config.attributes["connection"])
