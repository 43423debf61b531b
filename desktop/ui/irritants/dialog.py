"""The frame of every dialog of this page: fields, the refusal in place, one main button."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.ui.widgets.basics import paragraph, primary
from desktop.ui.widgets.form import Form


class StepDialog(QDialog):
    """A subclass fills `form` and does its work in `act`, answering by `done_well` or `refused`."""

    def __init__(self, title: str, action: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(640)
        self._intro = paragraph("", "muted")
        self._intro.hide()
        self.form = Form()
        self.error = paragraph("", "error")
        self.error.hide()
        self.accept_button = primary(QPushButton(action))
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.act)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addWidget(self._intro)
        layout.addWidget(self.form, 1)
        layout.addWidget(self.error)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        """Lines that wrap need more height than a dialog reckons by itself."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None:
            self.resize(self.width(), max(self.height(), layout.heightForWidth(self.width())))

    def explain(self, text: str) -> None:
        """Say above the fields what is at stake."""
        self._intro.setText(text)
        self._intro.setVisible(bool(text))

    def act(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def done_well(self, _value: object) -> None:
        self.accept()

    def refused(self, error: BaseException) -> None:
        """Say why, beside the fields; they keep what was typed."""
        if isinstance(error, UserError):
            self.error.setText(" ".join(filter(None, (str(error), error.hint))))
            self.error.show()
