"""Keeps what is typed: in a local file at once, in the database within a third of a second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.errors import UserError
from desktop.core.observations.typing_log import SYNC_MS, Typed, TypingLog
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
        self._refused: set[str] = set()
        self._log: TypingLog | None = None
        self._done_with: list[TypingLog] = []
        self._newest = ""
        self._timer = self._once(DELAY_MS, self.flush)
        self._sync = self._once(SYNC_MS, self._sync_log)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _once(self, delay: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(action)
        return timer

    def log_to(self, log: TypingLog | None) -> None:
        """Keep what is typed from now on in this file, until the database has it."""
        if self._log is not None:
            self._done_with.append(self._log)
        self._log = log
        self._refused.clear()
        self._let_go()

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
        typed: Typed | None = None,
        **options: object,
    ) -> None:
        """Remember the newest state of the field `key`, to be written in a moment.

        `typed` goes to the local file at once. `last` gives one more argument when the write
        begins: the key that the write before it brought back.
        """
        if typed is not None and self._log is not None:
            self._log.append(typed)
            if not self._sync.isActive():
                self._sync.start()
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

    def _on_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        self.flush()

    def _sync_log(self) -> None:
        if self._log is not None:
            self._log.sync()

    def _on_saved(self, key: str, field: Pending, saved: Saved) -> None:
        self._under_way.discard(key)
        self._refused.discard(key)
        if field.then is not None:
            field.then(saved)
        self.saved.emit(saved.at)
        self._go_on()

    def _on_refused(self, key: str, error: BaseException) -> None:
        self._under_way.discard(key)
        self._refused.add(key)
        if isinstance(error, UserError):
            self.refused.emit(key, str(error))
        self._go_on()

    def _go_on(self) -> None:
        if self._pending:
            self._timer.start()
        elif not self._under_way:
            self._let_go()
            self.settled.emit()

    def _let_go(self) -> None:
        """Forget the files whose words the database has; a refused field keeps its file."""
        if not self.idle:
            return
        for log in self._done_with:
            log.forget()
        self._done_with.clear()
        if self._log is not None and not self._refused:
            self._log.forget()
