"""What every use case returns: its result, what it changed, and the words that undo will show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop.core.changes import Changes

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[ValueT]):
    """The result of one use case, once its transaction is committed.

    `label` is a translated phrase such as "assign Anne Roux to Lyon, 3 June"; empty when the
    use case is not worth a step of undo. The rows to restore are recorded by `db.journal`.
    """

    value: ValueT
    changes: Changes
    label: str = ""
