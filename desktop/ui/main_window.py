"""The main window: assembles navigation, top bar, menus and pages; decides nothing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QSize, Qt, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, language
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts, theme
from desktop.ui.context import Context
from desktop.ui.page import Page
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.window import registry
from desktop.ui.window.files import Files
from desktop.ui.window.go_to import GoTo, commands_of
from desktop.ui.window.menus import Menus
from desktop.ui.window.navigation import Navigation
from desktop.ui.window.topbar import TopBar
from desktop.ui.window.welcome import Welcome

log = logging.getLogger(__name__)

SMALLEST = QSize(960, 620)
USUAL = QSize(1280, 820)
NOTICE_MS = 6000


class MainWindow(QMainWindow):
    """Pages are built when first shown, and anew when the language or the theme changes."""

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, memory: QSettings | None = None
    ) -> None:
        super().__init__()
        self._desk, self._jobs, self._context, self._memory = desk, jobs, context, memory
        self._entries = registry.PAGES
        self._built: dict[str, Page] = {}
        self._current = "home"
        self._dress = (language(), context.settings.theme, context.settings.text_size)
        self.files = Files(self, desk, context, self._progress, self._set_busy)
        self.statusBar().setSizeGripEnabled(False)
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL)
        self._assemble()
        self._remember_geometry()
        desk.opened.connect(self._on_opened)
        desk.failed.connect(self._on_failed)
        jobs.failed.connect(self._on_failed)
        desk.history_changed.connect(self._on_history)
        context.navigated.connect(self.show_page)
        context.settings_changed.connect(self._on_settings)

    # -- what the application and the tests use

    @Slot(str, object)
    def show_page(self, page_id: str, target: object = None) -> None:
        """Bring a page to the front, building it the first time."""
        entry = next((one for one in self._entries if one.id == page_id), None)
        if entry is None or not self._desk.is_open:
            return
        self._current = page_id
        page = self._built.get(page_id)
        if page is None:
            page = entry.build(self._desk, self._jobs, self._context)
            self._built[page_id] = page
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.navigation.select(page_id)
        if target is not None:
            page.open_target(target)

    def rebuild(self) -> None:
        """Make everything anew in the language and theme in force; the page in front stays."""
        self._assemble()

    @property
    def page(self) -> Page | None:
        """The page in front."""
        return self._built.get(self._current)

    @property
    def page_ids(self) -> list[str]:
        return [one.id for one in self._entries]

    # -- assembling

    def _assemble(self) -> None:
        """Make every widget; called again when language or theme changes."""
        self._built.clear()
        self.menuBar().clear()
        doors: dict[str, Any] = {
            "new": self.files.new,
            "open": self.files.open,
            "open_at": self.files.open_at,
            "demonstration": self.files.demonstration,
            "quit": self.close,
            "go_to": self._go_to,
            "about": self._about,
        }
        self.menus = Menus(self.menuBar(), self._desk, self._context, self._entries, doors)
        self.navigation = Navigation(self._entries)
        self.navigation.chosen.connect(self.show_page)
        self.topbar = TopBar(self._desk, self._context)
        self._pages = QStackedWidget()
        self.welcome = self._welcome()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.topbar)
        right.addWidget(self._pages, 1)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.navigation)
        line.addLayout(right, 1)
        self._front = QStackedWidget()
        self._front.addWidget(self.welcome)
        self._front.addWidget(whole)
        old = self.centralWidget()
        self.setCentralWidget(self._front)
        if old is not None:
            old.deleteLater()
        self._show_front()

    def _welcome(self) -> Welcome:
        welcome = Welcome(self._context)
        welcome.open_asked.connect(self.files.open)
        welcome.open_at_asked.connect(self.files.open_at)
        welcome.new_asked.connect(self.files.new)
        welcome.demonstration_asked.connect(self.files.demonstration)
        return welcome

    def _show_front(self) -> None:
        is_open = self._desk.is_open
        self._front.setCurrentIndex(1 if is_open else 0)
        self._say_title()
        if is_open:
            self.show_page(self._current)

    def _say_title(self) -> None:
        location = self._desk.location
        name = Path(location).name if location and "://" not in location else location
        program = _("Vis ma vie")
        self.setWindowTitle(f"{name} – {program}" if name else program)

    def _progress(self) -> ProgressPanel:
        return self.welcome.progress

    def _set_busy(self, busy: bool) -> None:
        self.welcome.set_busy(busy)
        if self._desk.is_open:
            self._front.setCurrentIndex(0 if busy and self._progress().isVisibleTo(self) else 1)

    # -- what happens

    @Slot(str)
    def _on_opened(self, _location: str) -> None:
        self._current = "home"
        self._show_front()

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        alerts.show(error, self)

    @Slot()
    def _on_history(self) -> None:
        if self._desk.undo_label:
            done = _("Done: {action}").format(action=self._desk.undo_label)
            self.statusBar().showMessage(done, NOTICE_MS)

    @Slot(object)
    def _on_settings(self, _settings: object) -> None:
        wanted = (language(), self._context.settings.theme, self._context.settings.text_size)
        if wanted != self._dress:
            self._dress = wanted
            self._assemble()

    def _go_to(self) -> None:
        actions = commands_of(self.menuBar(), {_(one.title) for one in self._entries})
        GoTo(self._context, self._desk, self._entries, actions, self).open()

    def _about(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(_("About"))
        box.setIconPixmap(theme.tinted("logo", theme.colours().accent, 48).pixmap(48, 48))
        box.setText(_("Vis ma vie"))
        box.setInformativeText(
            _(
                "Organises job swaps and mystery stays, and turns what people observe into a "
                "register of irritants. Apache 2.0 licence. Qt is used under the LGPL 3."
            )
        )
        box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        """Enter presses the button in hand, as Space does: nobody else wanted the key."""
        button = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(
            button, QAbstractButton
        ):
            button.click()
        else:
            super().keyPressEvent(event)

    # -- memory and end

    def _remember_geometry(self) -> None:
        if self._memory is not None and (geometry := self._memory.value("geometry")):
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        if self._jobs.running and not alerts.ask(
            self,
            _("A computation is still running."),
            yes=_("Stop it and quit"),
            hint=_("What it has found so far would be lost; everything else is saved."),
        ):
            event.ignore()
            return
        if self._memory is not None:
            self._memory.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)
        QApplication.quit()
