"""Composition root of the window: log, settings, theme, desk, jobs, window. Decides nothing."""

from __future__ import annotations

import logging
import os
import sys
from dataclasses import replace
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import (
    QLibraryInfo,
    QLocale,
    QMessageLogContext,
    QSettings,
    QTimer,
    QtMsgType,
    QTranslator,
    qInstallMessageHandler,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop import paths, settings
from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.observations.sealed import MISSION_SUFFIX
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.settings import Settings
from desktop.ui import alerts, theme
from desktop.ui.context import Context
from desktop.ui.main_window import MainWindow

log = logging.getLogger(__name__)

LOG_BYTES = 1_000_000


class Application:
    """Holds what lives as long as the window."""

    def __init__(self, qt: QApplication, *, memory: QSettings | None = None) -> None:
        self.qt = qt
        self.translator = QTranslator(qt)
        preferences, self.trouble = _preferences()
        # a file that could not be read is for the user to mend: it is not written over
        file = None if self.trouble else paths.settings_file()
        self.context = Context(preferences, settings_file=file)
        self.context.settings_changed.connect(self.dress)
        self.dress(preferences)
        qt.styleHints().colorSchemeChanged.connect(self._on_system_colours)
        self.desk = Desk()
        self.jobs = Jobs()
        self.window = MainWindow(self.desk, self.jobs, self.context, memory)

    def dress(self, preferences: Settings) -> None:
        """Put the whole application in a language and a theme."""
        i18n.set_language(preferences.language)
        language = i18n.language()
        QLocale.setDefault(QLocale("fr_FR" if language == "fr" else "en_GB"))
        self.qt.removeTranslator(self.translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self.translator.load(f"qtbase_{language}", folder):
            self.qt.installTranslator(self.translator)
        theme.apply(self.qt, preferences.theme, preferences.text_size)
        self.qt.setWindowIcon(QIcon(theme.tinted("logo", theme.LIGHT.accent, 64)))

    def _on_system_colours(self) -> None:
        """The system went dark or light; the window follows if the user wishes so."""
        if self.context.settings.theme == "system":
            self.dress(self.context.settings)
            self.window.rebuild()

    def start(self, location: str | None) -> None:
        """Show the window, then open what was named, or what was open last."""
        self.window.show()
        QTimer.singleShot(0, lambda: self._open_first(location))

    def _open_first(self, location: str | None) -> None:
        if self.trouble is not None:
            alerts.show(self.trouble, self.window)
        wanted = location or os.environ.get("VISMAVIE_DB") or _last(self.context.settings)
        if wanted.endswith(MISSION_SUFFIX):
            self._open_mission(Path(wanted))
        elif wanted:
            self.window.files.open_at(wanted)

    def _open_mission(self, path: Path) -> None:
        """A participant opened what the coordinator sent: straight to the report to write."""
        self.desk.open_at(
            paths.default_database(),
            create=True,
            then=lambda: self.window.show_page("reports", path),
            or_else=lambda error: alerts.show(error, self.window),
        )

    def close(self) -> None:
        self.jobs.close()
        self.desk.close()


def open_window(location: str | None = None) -> int:
    """Open the window on a file, a server, the last file, or the first screen; the exit code."""
    _write_log()
    QApplication.setApplicationName(paths.NAME)
    QApplication.setDesktopFileName(paths.NAME)
    qt = QApplication(sys.argv[:1])
    alerts.install()
    memory = QSettings(
        str(paths.settings_file().with_name("window.ini")), QSettings.Format.IniFormat
    )
    application = Application(qt, memory=memory)
    application.start(location)
    try:
        return qt.exec()
    finally:
        application.close()


def _preferences() -> tuple[Settings, UserError | None]:
    """The preferences; a file that cannot be read is told once the window is there."""
    try:
        read = settings.load(paths.settings_file())
    except UserError as trouble:
        return Settings(), trouble
    return (read if read.language else replace(read, language=i18n.language())), None


def _last(preferences: Settings) -> str:
    """The file opened last, if it is still there."""
    return next((one for one in preferences.recent if "://" in one or Path(one).exists()), "")


def _write_log() -> None:
    handler = RotatingFileHandler(
        paths.log_file(), maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    qInstallMessageHandler(_on_qt_message)


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    level = logging.INFO if kind in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg} else logging.WARNING
    logging.getLogger("qt").log(level, message)
