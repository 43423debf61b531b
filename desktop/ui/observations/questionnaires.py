"""The questionnaires of the company: look at them, bring one in, write one out, retire one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.writing import replace_file
from desktop.core.i18n import N_, _, number_text
from desktop.core.labels import label
from desktop.core.observations.answers import Content
from desktop.core.observations.questionnaire import Questionnaire
from desktop.desk import Desk
from desktop.ui.models.table import Column
from desktop.ui.observations.editor import QuestionnaireEditor
from desktop.ui.observations.pages import SectionPage
from desktop.ui.widgets.basics import paragraph, row, scrolled
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.questionnaires import (
    QuestionnaireRow,
    export_questionnaire,
    get_questionnaire,
    import_questionnaire,
    install_templates,
    list_questionnaires,
    retire_questionnaire,
)

COLUMNS: tuple[Column[QuestionnaireRow], ...] = (
    Column(N_("Questionnaire"), lambda row: row.title, width=260),
    Column(N_("For"), lambda row: label(row.kind), width=220),
    Column(N_("Version"), lambda row: str(row.edition), key=lambda row: row.edition, right=True),
    Column(N_("Questions"), lambda row: str(row.items), key=lambda row: row.items, right=True),
    Column(
        N_("Minutes"), lambda row: number_text(row.minutes), key=lambda row: row.minutes, right=True
    ),
    Column(
        N_("Reports"), lambda row: number_text(row.reports), key=lambda row: row.reports, right=True
    ),
    Column(N_("Code"), lambda row: row.code),
)


class QuestionnairesPanel(QWidget):
    """A list with its preview, its import and its export."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.table: TablePanel[QuestionnaireRow] = TablePanel(COLUMNS, _("Questionnaires"))
        self.table.chosen.connect(self._preview)
        self.buttons = {
            name: QPushButton(words)
            for name, words in (
                ("look", _("Preview")),
                ("edit", _("Edit…")),
                ("import", _("Bring in from a file…")),
                ("export", _("Write to a file…")),
                ("install", _("Install the ready ones")),
                ("retire", _("Retire")),
            )
        }
        slots = {
            "look": lambda: self._preview(self.table.current()),
            "edit": self._edit,
            "import": self._import,
            "export": self._export,
            "install": lambda: self._desk.do(install_templates),
            "retire": self._retire,
        }
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _on, act=slots[name]: act())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(*self.buttons.values()))
        layout.addWidget(self.table, 1)

    def reload(self) -> None:
        self._desk.ask(list_questionnaires, then=self.table.replace)

    def take(self, path: Path) -> None:
        """Bring in one file; a known questionnaire gets its next version."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise UserError(
                _("{file} cannot be read: {reason}.").format(
                    file=path.name, reason=reason_of(error)
                )
            ) from None
        except UnicodeDecodeError:
            raise UserError(_("{file} is not text in UTF-8.").format(file=path.name)) from None
        self._desk.do(import_questionnaire, text, path.name)

    def _import(self) -> None:
        kinds = _("Questionnaires (*.json)")
        name, _kind = QFileDialog.getOpenFileName(self, _("Bring in a questionnaire"), "", kinds)
        if name:
            self.take(Path(name))

    def _export(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        proposed = f"{chosen.code}-{chosen.edition}.json"
        kinds = _("Questionnaires (*.json)")
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Write the questionnaire"), proposed, kinds
        )
        if name:
            self._desk.ask(export_questionnaire, chosen.id, then=partial(_write, Path(name)))

    def _retire(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._desk.do(retire_questionnaire, chosen.id)

    def _preview(self, chosen: object) -> None:
        if isinstance(chosen, QuestionnaireRow):
            self._desk.ask(get_questionnaire, chosen.id, then=self.show_preview)

    def _edit(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._desk.ask(get_questionnaire, chosen.id, then=partial(self.open_editor, chosen.id))

    def open_editor(self, number: int | None, questionnaire: Questionnaire) -> QuestionnaireEditor:
        """Edit a copy of this version."""
        editor = QuestionnaireEditor(self._desk, questionnaire, number, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.setModal(True)
        editor.show()
        return editor

    def show_preview(self, questionnaire: Questionnaire) -> QDialog:
        """The questionnaire as its author sees it, every question shown."""
        dialog = QDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(questionnaire.words.text)
        dialog.resize(780, 760)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.addWidget(paragraph(questionnaire.intro.text, "muted"))
        for section in questionnaire.sections:
            page = SectionPage(section)
            page.show_content(Content(), frozenset(item.code for item in section.items))
            inside.addWidget(page)
        inside.addStretch(1)
        QVBoxLayout(dialog).addWidget(scrolled(content))
        dialog.show()
        return dialog


def _write(path: Path, text: str) -> None:
    replace_file(path, text.encode())
