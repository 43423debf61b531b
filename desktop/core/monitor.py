"""How a long computation tells its progress and learns that it should stop; knows no toolkit."""

from __future__ import annotations

import threading
from collections.abc import Callable

from desktop.core.errors import Cancelled


class Monitor:
    """Shared by a computation and its watcher; every method may be called from any thread."""

    def __init__(self, on_progress: Callable[[float, str], None] | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = threading.Event()
        self._hooks: list[Callable[[], object]] = []
        self._lock = threading.Lock()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the computation to stop; returns at once."""
        with self._lock:
            self._cancelled.set()
            hooks = list(self._hooks)
        for hook in hooks:
            hook()

    def on_cancel(self, hook: Callable[[], object]) -> None:
        """Call `hook` when a stop is asked for, at once if it was asked for already."""
        with self._lock:
            self._hooks.append(hook)
            late = self._cancelled.is_set()
        if late:
            hook()

    def tell(self, fraction: float, text: str = "") -> None:
        """Report progress: `fraction` from 0 to 1, `text` a translated phrase."""
        if self._on_progress is not None:
            self._on_progress(fraction, text)

    def checkpoint(self) -> None:
        """Raise `Cancelled` if a stop was asked for."""
        if self.cancelled:
            raise Cancelled
