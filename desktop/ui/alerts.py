"""The one place where trouble is shown, and where the user is asked before something is lost."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import _
from desktop.paths import log_file

log = logging.getLogger(__name__)


def install() -> None:
    """Route what nobody caught (slots included) to `show`."""
    sys.excepthook = _on_uncaught


def show(error: BaseException, parent: QWidget | None = None) -> None:
    """Tell what went wrong: a sentence that the user can act on, or an apology and the log."""
    if isinstance(error, Cancelled):
        return
    box = QMessageBox(parent or QApplication.activeWindow())
    box.setWindowTitle(_("Vis ma vie"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    if isinstance(error, UserError):
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(str(error))
        box.setInformativeText(error.hint)
    else:
        log.critical("unexpected error", exc_info=error)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setText(_("Something went wrong, and it is our fault. Your data are as before."))
        box.setInformativeText(
            _("The details are in {path}; please send this file to whoever helps you.").format(
                path=log_file()
            )
        )
    box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def ask(parent: QWidget | None, question: str, *, yes: str, hint: str = "") -> bool:
    """Ask before something that cannot be taken back; `yes` names the act ("Delete the report")."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Vis ma vie"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(hint)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    return box.clickedButton() is accept


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    if QApplication.instance() is None:
        log.critical("unexpected error", exc_info=error)
        return
    show(error)
