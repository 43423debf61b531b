"""The hinge between windows and threads: long computations with progress, cancel and errors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.core.errors import Cancelled, UserError
from desktop.core.monitor import Monitor

Result = TypeVar("Result")
Progress = Callable[[float, str], object]


class Jobs(QObject):
    """Runs computations that never see the database; every callback runs in the window's thread."""

    failed = Signal(object)
    running_changed = Signal(int)
    _news = Signal(object)

    def __init__(self, parent: QObject | None = None, *, workers: int = 2) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._running: set[Monitor] = set()
        self._closed = False
        self._news.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> int:
        return len(self._running)

    def start(
        self,
        work: Callable[[Monitor], Result],
        *,
        owner: QObject,
        on_success: Callable[[Result], object],
        on_progress: Progress | None = None,
        on_failure: Callable[[BaseException], object] | None = None,
    ) -> Monitor:
        """Run `work` in the background; nothing is called once `owner` is deleted.

        `on_failure` hears of every end but success, `Cancelled` too; faults of ours, and errors
        that nobody else hears of, go to `failed`.
        """

        def to_ui(slot: Callable[..., object], *args: object) -> None:
            if not self._closed:
                self._news.emit(lambda: slot(*args) if shiboken6.isValid(owner) else None)

        monitor = Monitor(partial(to_ui, on_progress) if on_progress else None)
        self._running.add(monitor)
        self.running_changed.emit(self.running)
        future = self._pool.submit(work, monitor)
        settle = partial(self._settle, monitor, on_success, on_failure)
        future.add_done_callback(partial(self._done, monitor, partial(to_ui, settle)))
        return monitor

    def close(self) -> None:
        """Ask every computation to stop and wait for the threads to end."""
        self._closed = True
        for monitor in tuple(self._running):
            monitor.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _done(
        self, monitor: Monitor, settle: Callable[[Future[Any]], None], future: Future[Any]
    ) -> None:
        if not self._closed:
            self._news.emit(partial(self._forget, monitor))
        settle(future)

    def _forget(self, monitor: Monitor) -> None:
        self._running.discard(monitor)
        self.running_changed.emit(self.running)

    def _settle(
        self,
        monitor: Monitor,
        on_success: Callable[[Any], object],
        on_failure: Callable[[BaseException], object] | None,
        future: Future[Any],
    ) -> None:
        error = CancelledError() if future.cancelled() else future.exception()
        if error is None:
            on_success(future.result())
            return
        stopped = isinstance(error, (Cancelled, CancelledError)) or monitor.cancelled
        if on_failure is not None:
            on_failure(Cancelled() if stopped else error)
        handled = on_failure is not None and isinstance(error, UserError)
        if not stopped and not handled:
            self.failed.emit(error)

    @Slot(object)
    def _deliver(self, call: Callable[[], object]) -> None:
        call()
