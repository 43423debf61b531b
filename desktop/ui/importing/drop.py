"""Where files are dropped or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.ui.widgets.basics import labelled, primary, restyle

PATTERNS = "*.csv *.txt *.tsv *.xlsx *.xlsm *.ods *.xls *.ics"


class DropZone(QFrame):
    """A large frame that takes files; `dropped` carries their paths."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setProperty("role", "drop")
        self.setAccessibleName(_("Files to import"))
        title = labelled("section", _("Drop your files here"))
        hint = labelled(
            "muted",
            _(
                "CSV, Excel, LibreOffice or calendar. People, departments, sites, slots, absences, "
                "wishes, occupancy, bookings, holidays or verbatims: the kind is guessed, and "
                "nothing is written before you have seen what would change."
            ),
        )
        hint.setWordWrap(True)
        hint.setFixedWidth(620)
        hint.setMinimumHeight(hint.heightForWidth(620))  # layouts guess it for another width
        self.choose = primary(QPushButton(_("Choose files…")))
        self.choose.clicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        for label in (title, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(
            self, _("Files to import"), "", _("Tables and calendars") + f" ({PATTERNS});;*"
        )
        if names:
            self.dropped.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._show_target(on=True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802 -- Qt's name
        self._show_target(on=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        self._show_target(on=False)
        if paths := local_files(event):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _show_target(self, *, on: bool) -> None:
        self.setProperty("state", "target" if on else "")
        restyle(self)


def local_files(event: QDropEvent) -> list[Path]:
    """The files of this machine among what was dropped."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
