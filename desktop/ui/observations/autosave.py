"""Keeps what is typed: every field reaches the database within a third of a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.errors import UserError
from desktop.desk import Desk
from desktop.usecases.report_writing import Saved

DELAY_MS = 300
"""From the first unsaved keystroke to the write; typing on does not put it off."""


@dataclass(frozen=True, slots=True)
class Pending:
    """The newest state of one field."""

    use_case: Callable[..., Any]
    args: tuple[object, ...]
    options: dict[str, object]
    then: Callable[[Saved], object] | None
    last: Callable[[], object] | None


class Autosave(QObject):
    """Writes fields one by one, the newest state of each, never two writes of one field at once."""

    saved = Signal(object)
    refused = Signal(str, str)
    settled = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pending: dict[str, Pending] = {}
        self._under_way: set[str] = set()
        self._newest = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def idle(self) -> bool:
        """Everything typed is in the database."""
        return not self._pending and not self._under_way

    def put(
        self,
        key: str,
        use_case: Callable[..., Any],
        *args: object,
        then: Callable[[Saved], object] | None = None,
        last: Callable[[], object] | None = None,
        **options: object,
    ) -> None:
        """Remember the newest state of the field `key`, to be written in a moment.

        `last` gives one more argument when the write begins: the key that the write before it
        brought back.
        """
        if key != self._newest:  # the author went on: the field before is finished
            self.flush()
        self._newest = key
        self._pending[key] = Pending(use_case, args, options, then, last)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Write now what is not being written already."""
        self._timer.stop()
        for key in [key for key in self._pending if key not in self._under_way]:
            field = self._pending.pop(key)
            self._under_way.add(key)
            self._desk.do(
                field.use_case,
                *field.args,
                *([field.last()] if field.last is not None else []),
                then=partial(self._on_saved, key, field),
                or_else=partial(self._on_refused, key),
                **field.options,
            )

    def _on_saved(self, key: str, field: Pending, saved: Saved) -> None:
        self._under_way.discard(key)
        if field.then is not None:
            field.then(saved)
        self.saved.emit(saved.at)
        self._go_on()

    def _on_refused(self, key: str, error: BaseException) -> None:
        self._under_way.discard(key)
        if isinstance(error, UserError):
            self.refused.emit(key, str(error))
        self._go_on()

    def _go_on(self) -> None:
        if self._pending:
            self._timer.start()
        elif not self._under_way:
            self.settled.emit()
