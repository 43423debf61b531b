"""The order of one flush: parents first, children first to go; our models have no relationships."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.orm import Session, UOWTransaction, object_mapper, unitofwork

from db.base import Base


def order_by_foreign_keys(session: Session, uow: UOWTransaction, _instances: object = None) -> None:
    """Make one flush insert parents first and delete them last; our models have no relationships.

    Without them SQLAlchemy orders tables by name, which is no order at all for foreign keys.
    """
    touched = {object_mapper(target) for target in (*session.new, *session.dirty, *session.deleted)}
    if len(touched) < 2:
        return
    ranks = {table: rank for rank, table in enumerate(Base.metadata.sorted_tables)}
    ordered = sorted(touched, key=lambda mapper: ranks[cast("Table", mapper.local_table)])
    # The nodes of its graph have no public name: SQLAlchemy is pinned, and tests watch the order.
    save, delete = cast("Any", unitofwork._SaveUpdateAll), cast("Any", unitofwork._DeleteAll)  # noqa: SLF001
    steps = [save(uow, mapper) for mapper in ordered]
    steps += [delete(uow, mapper) for mapper in reversed(ordered)]
    uow.dependencies.update(pairwise(steps))
