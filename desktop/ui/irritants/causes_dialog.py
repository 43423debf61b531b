"""The taxonomy of causes: rename the letter's, add finer ones below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, number_text
from desktop.core.labels import label
from desktop.desk import Desk
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import paragraph, row
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import causes
from desktop.usecases.causes import Cause

_COLUMNS: tuple[Column[Cause], ...] = (
    Column(N_("Cause of the letter"), lambda cause: label(cause.base), width=200),
    Column(
        N_("As it is said here"),
        lambda cause: f"› {cause.name}" if cause.added else cause.name,
        width=230,
    ),
    Column(
        N_("Irritants"), lambda cause: number_text(cause.irritants), lambda c: c.irritants, True
    ),
)


class CausesDialog(QDialog):
    """Every change is written at once and can be undone."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Causes"))
        self.resize(680, 560)
        self.table = TablePanel(_COLUMNS, _("Causes"))
        self.table.picked.connect(self._on_picked)
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name"))
        self.name.setAccessibleName(_("Name of the cause"))
        self.rename = self._button(_("Rename"), self._rename)
        self.add = self._button(_("Add below"), self._add)
        self.remove = self._button(_("Remove"), self._remove)
        self.error = paragraph("", "error")
        self.error.hide()
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(10)
        layout.addWidget(
            paragraph(
                _(
                    "The causes come from an employee’s open letter to a client. Rename them as "
                    "your company says them, add finer ones below them; an empty name goes back "
                    "to ours."
                ),
                "muted",
            )
        )
        layout.addWidget(self.table, 1)
        layout.addWidget(self.name)
        layout.addLayout(row(self.rename, self.add, self.remove))
        layout.addWidget(self.error)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        self._on_picked(None)
        self._read()

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: act())  # type: ignore[operator] # a method of ours
        return button

    def _read(self, _value: object = None) -> None:
        self.error.hide()
        self._desk.ask(causes.list_causes, then=self._show)

    def _show(self, found: Sequence[Cause]) -> None:
        self.table.replace(found)

    def _on_picked(self, cause: Cause | None) -> None:
        for button, usable in (
            (self.rename, cause is not None and not cause.added),
            (self.add, cause is not None),
            (self.remove, cause is not None and cause.added),
        ):
            button.setEnabled(usable)
        self.name.setText(cause.name if cause is not None else "")

    def _rename(self) -> None:
        if (cause := self.table.current()) is not None:
            self._do(causes.rename_cause, cause.base, self.name.text())

    def _add(self) -> None:
        if (cause := self.table.current()) is not None:
            self._do(causes.add_cause, cause.base, self.name.text())

    def _remove(self) -> None:
        if (cause := self.table.current()) is not None:
            self._do(causes.remove_cause, cause.name)

    def _do(self, use_case: object, *args: object) -> None:
        self._desk.do(use_case, *args, then=self._read, or_else=self._refused)  # type: ignore[arg-type] # any use case

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.error.setText(str(error))
            self.error.show()
