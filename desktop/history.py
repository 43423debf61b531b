"""The steps that can be taken back and made again, with their words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.core.changes import Changes

if TYPE_CHECKING:
    from db.session import Changeset

STEPS_KEPT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One write: its words, what it touches, the rows before and after."""

    label: str
    changes: Changes
    rows: Changeset

    def inverse(self) -> Step:
        return Step(self.label, self.changes, self.rows.inverse())


@dataclass(slots=True)
class History:
    """Two piles of steps: what can be undone, and what was undone."""

    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)

    def remember(self, step: Step) -> None:
        """A new write: what was undone can no longer be made again."""
        self.undone.clear()
        if step.rows.undoable:
            self.done.append(step)
            del self.done[:-STEPS_KEPT]
        else:  # what came before cannot be taken back before it
            self.done.clear()

    def forget(self) -> None:
        self.done.clear()
        self.undone.clear()
