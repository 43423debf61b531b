"""What one transaction changed: images of rows before and after, in order; how to invert them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Image = Mapping[str, Any]
"""Values by column name."""


class Operation(StrEnum):
    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after. An update holds the changed columns alone."""

    table: str
    key: tuple[Any, ...]
    before: Image | None
    after: Image | None

    @property
    def operation(self) -> Operation:
        if self.before is None:
            return Operation.INSERT
        return Operation.DELETE if self.after is None else Operation.UPDATE

    def inverse(self) -> RowChange:
        return RowChange(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Bulk:
    """Rows written in one statement without images: counted for the audit, impossible to undo."""

    table: str
    operation: Operation
    rows: int
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changeset:
    """What one transaction changed, in order."""

    rows: tuple[RowChange, ...] = ()
    bulks: tuple[Bulk, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows or self.bulks)

    @property
    def undoable(self) -> bool:
        """Whether images of everything were kept."""
        return not self.bulks

    def inverse(self) -> Changeset:
        """What brings the database back, to be given to `Store.replay`."""
        return Changeset(tuple(row.inverse() for row in reversed(self.rows)), self.bulks)
