"""Opening, making and trying: the acts on files, behind the menu and the first screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop import paths
from desktop.core.errors import Cancelled
from desktop.core.i18n import _
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.widgets.progress import ProgressPanel

SUFFIX = ".db"


class Files(QObject):
    """`progress` and `busy` are those of the first screen, on which the work is followed."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        context: Context,
        progress: Callable[[], ProgressPanel],
        busy: Callable[[bool], object],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._context = window, desk, context
        self._progress, self._busy = progress, busy
        self._opening = False

    def open(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self._window, _("Open a file"), str(paths.data_folder()), self._kinds()
        )
        if name:
            self.open_at(name)

    def new(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self._window, _("New file"), str(paths.data_folder() / "vismavie.db"), self._kinds()
        )
        if name:
            path = Path(name)
            self.open_at(str(path if path.suffix else path.with_suffix(SUFFIX)), create=True)

    def open_at(self, location: str, *, create: bool = False) -> None:
        """Open a file or a server; what goes wrong is told, and what was open stays open."""
        if not self._begin():
            return
        self._desk.open_at(location, create=create, then=self._opened, or_else=self._failed)

    def demonstration(self) -> None:
        """Open the fictitious company, made on the spot the first time."""
        path = paths.demonstration_database()
        if path.exists():
            self.open_at(str(path))
        else:
            self.make_demonstration()

    def make_demonstration(self, size: str = "M") -> None:
        """Make the fictitious company anew, with progress and a button to stop."""
        if not self._begin():
            return
        make = import_module("desktop.usecases.demonstration").build_demonstration
        panel = self._progress()
        monitor = self._desk.monitor(panel.on_progress, panel)
        panel.watch(monitor, _("Making the demonstration company…"))
        options: dict[str, Any] = {"size": size, "today": date.today(), "monitor": monitor}  # noqa: DTZ011 -- the day on the user's desk
        self._desk.make_filled(
            paths.demonstration_database(),
            make,
            then=self._opened,
            or_else=self._failed,
            **options,
        )

    def _opened(self) -> None:
        self._end()
        recent = self._context.settings.with_recent(self._desk.location).recent
        self._context.change_settings(recent=recent)

    def _failed(self, error: BaseException) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            alerts.show(error, self._window)

    def _begin(self) -> bool:
        """False while something else is being opened: one thing at a time."""
        if self._opening:
            return False
        self._opening = True
        self._busy(True)
        return True

    def _end(self) -> None:
        self._opening = False
        self._progress().finish()
        self._busy(False)

    @staticmethod
    def _kinds() -> str:
        return _("Vis ma vie files ({pattern})").format(pattern="*.db *.sqlite *.vismavie")
