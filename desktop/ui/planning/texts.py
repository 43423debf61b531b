"""The texts of the messages, in both languages: ours or the company's own, checked as one types."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, list_text, speaking
from desktop.core.publishing.wording import (
    PLACES,
    Wording,
    faults,
    text_title,
    texts_of,
    usual_wording,
)
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.widgets.basics import labelled, paragraph, primary, scrolled
from desktop.usecases import message_texts

LANGUAGES = ("fr", "en")


class TextsEditor(QWidget):
    """The four texts of one language."""

    def __init__(self, desk: Desk, code: str) -> None:
        super().__init__()
        self._desk, self.code = desk, code
        self.fields: dict[str, QPlainTextEdit] = {}
        self._errors = {}
        content = QWidget()
        inside = QVBoxLayout(content)
        for name, places in PLACES.items():
            field = QPlainTextEdit()
            field.setAccessibleName(text_title(name))
            field.setMinimumHeight(150)
            allowed = list_text([f"{{{one}}}" for one in sorted(places)])
            inside.addWidget(labelled("section", text_title(name)))
            inside.addWidget(
                paragraph(_("Places that may be named: {places}").format(places=allowed), "muted")
            )
            inside.addWidget(field)
            error = paragraph("", "error")
            error.hide()
            inside.addWidget(error)
            field.textChanged.connect(partial(self._check, name))
            self.fields[name], self._errors[name] = field, error
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
        desk.ask(message_texts.get_wording, code, then=self.show_wording)

    def show_wording(self, wording: Wording) -> None:
        for name, text in texts_of(wording).items():
            self.fields[name].setPlainText(text)

    def wording(self) -> Wording:
        return Wording(**{name: field.toPlainText() for name, field in self.fields.items()})

    def is_right(self) -> bool:
        return not any(faults(name, field.toPlainText()) for name, field in self.fields.items())

    def _check(self, name: str) -> None:
        found = faults(name, self.fields[name].toPlainText())
        self._errors[name].setText("\n".join(found))
        self._errors[name].setVisible(bool(found))

    def restore(self) -> None:
        """Our own texts again."""
        with speaking(self.code):
            self.show_wording(usual_wording())


class TextsDialog(QDialog):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(_("Texts of the messages"))
        self.resize(720, 640)
        self.editors = [TextsEditor(desk, code) for code in LANGUAGES]
        self.tabs = QTabWidget()
        for editor, words in zip(self.editors, (_("French"), _("English")), strict=True):
            self.tabs.addTab(editor, words)
        restore, keep = QPushButton(_("Our own texts")), primary(QPushButton(_("Save")))
        restore.clicked.connect(self._restore)
        keep.clicked.connect(self._keep)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(restore)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(buttons)

    def _restore(self) -> None:
        self.editors[self.tabs.currentIndex()].restore()

    def _keep(self) -> None:
        wrong = next((one for one in self.editors if not one.is_right()), None)
        if wrong is not None:
            self.tabs.setCurrentWidget(wrong)
            return
        for editor in self.editors:
            self._desk.do(
                message_texts.keep_wording,
                editor.code,
                editor.wording(),
                or_else=partial(alerts.show, parent=self),
            )
        self.accept()
