"""The progress bar of the command line, which is also how Ctrl-C reaches a long computation."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType, TracebackType

from desktop.core.monitor import Monitor

WIDTH = 28


class Progress:
    """Draws on standard error while its block runs; the first Ctrl-C asks the work to stop."""

    def __init__(self, title: str, *, visible: bool) -> None:
        self._title = title
        self._visible = visible
        self._monitor = Monitor(self._draw if visible else None)
        self._previous: object = None

    def __enter__(self) -> Monitor:
        if threading.current_thread() is threading.main_thread():
            self._previous = signal.signal(signal.SIGINT, self._stop)
        return self._monitor

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._previous is not None:
            signal.signal(signal.SIGINT, self._previous)  # type: ignore[arg-type] # what signal() gave
        if self._visible:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._monitor.cancel()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _draw(self, fraction: float, text: str) -> None:
        full = round(WIDTH * min(max(fraction, 0.0), 1.0))
        bar = "█" * full + "░" * (WIDTH - full)
        line = f"\r{self._title} {bar} {fraction:4.0%} {text}"
        print(line[:110] + "\x1b[K", end="", file=sys.stderr, flush=True)
