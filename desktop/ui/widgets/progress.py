"""Progress of a long work, with the button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.monitor import Monitor
from desktop.ui.widgets.basics import labelled

STEPS = 1000


class ProgressPanel(QWidget):
    """Hidden until `watch`; `on_progress` is what `jobs.start` and `desk.monitor` want."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._monitor: Monitor | None = None
        self.text = labelled("muted", "")
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Stop"))
        self.stop.clicked.connect(self._cancel)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text)
        layout.addLayout(line)
        self.hide()

    def watch(self, monitor: Monitor, text: str = "") -> None:
        """Show the progress of a work that has just begun."""
        self._monitor = monitor
        self.stop.setEnabled(True)
        self.bar.setValue(0)
        self.text.setText(text)
        self.show()

    def on_progress(self, fraction: float, text: str) -> None:
        if self._monitor is None:
            return
        self.bar.setValue(round(max(0.0, min(1.0, fraction)) * STEPS))
        if text:
            self.text.setText(text)

    def finish(self) -> None:
        """Hide: the work has ended, well or not."""
        self._monitor = None
        self.hide()

    def _cancel(self) -> None:
        if self._monitor is not None:
            self.stop.setEnabled(False)
            self.text.setText(_("Stopping…"))
            self._monitor.cancel()
