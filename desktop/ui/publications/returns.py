"""An action table that came back: what it would change is shown before anything is written."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext, number_text
from desktop.core.observations.form_reader import Fields, read_form
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled, primary
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.action_returns import BroughtBack, Line, bring_back

Shown = tuple[Line, bool]

COLUMNS: tuple[Column[Shown], ...] = (
    Column(
        N_("State"),
        lambda row: _("to be written") if row[1] else _("left out"),
        tone=lambda row: Tone.GOOD if row[1] else Tone.WARN,
        width=120,
    ),
    Column(N_("Action"), lambda row: row[0].about, width=300),
    Column(N_("What changes, or why not"), lambda row: row[0].what, width=360),
)


class ReturnDialog(QDialog):
    """`accepted` means: write it."""

    def __init__(self, found: BroughtBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Action table of {department}").format(department=found.department))
        self.resize(880, 460)
        count = len(found.done)
        words = ngettext(
            "{count} change in the register of “{campaign}”",
            "{count} changes in the register of “{campaign}”",
            count,
        ).format(count=number_text(count), campaign=found.campaign)
        title = labelled("section", words if count else _("Nothing to bring back in this file."))
        self.table: TablePanel[Shown] = TablePanel(COLUMNS, _("What the table says"))
        self.table.replace(
            [*((line, True) for line in found.done), *((line, False) for line in found.left_out)]
        )
        buttons = QDialogButtonBox()
        self.write = primary(QPushButton(_("Write into the register")))
        self.write.setEnabled(bool(count))
        buttons.addButton(self.write, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(title)
        layout.addWidget(self.table, 1)
        layout.addWidget(labelled("muted", _("This can be undone.")))
        layout.addWidget(buttons)


class ActionReturns(QWidget):
    """Chooses a file, reads it apart, previews it, writes it. Never seen itself."""

    previewed = Signal(object)
    """The dialog, once it is open."""

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._desk, self._jobs = desk, jobs

    def choose(self) -> None:
        """Ask for the file first."""
        name, _filter = QFileDialog.getOpenFileName(
            self.window(), _("Action table that came back"), "", _("PDF files (*.pdf)")
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Read away from the window; a refusal is told in one sentence."""
        self._jobs.start(
            lambda _monitor: read_form(path),
            owner=self,
            on_success=partial(self._preview, path),
            on_failure=self._refused,
        )

    def _preview(self, path: Path, fields: Fields) -> None:
        self._desk.rehearse(
            bring_back,
            fields,
            path.name,
            _today(),
            then=partial(self._show, path, fields),
            or_else=self._refused,
        )

    def _show(self, path: Path, fields: Fields, found: BroughtBack) -> None:
        dialog = ReturnDialog(found, self.window())
        dialog.accepted.connect(partial(self._write, path, fields))
        dialog.open()
        self.previewed.emit(dialog)

    def _write(self, path: Path, fields: Fields) -> None:
        self._desk.do(bring_back, fields, path.name, _today(), or_else=self._refused)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):  # a fault of ours is told by the window
            alerts.show(error, self.window())


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the day on the user's wall
