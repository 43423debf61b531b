"""Type in what the head of a department answers about one irritant."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.core.i18n import _
from desktop.core.vocabulary import ActionStatus
from desktop.desk import Desk
from desktop.ui.irritants.dialog import StepDialog
from desktop.ui.irritants.register_tab import today
from desktop.ui.irritants.step_dialogs import date_field, word_field, words_field
from desktop.usecases.irritant_answers import HeadAnswer, Recorded, record_answers
from desktop.usecases.irritants import IrritantDetail, get_irritant, list_irritants
from desktop.usecases.loop import Overdue
from desktop.usecases.register_rows import IrritantRow


class AnswerDialog(StepDialog):
    """Chooses the irritant, then one of its actions or a new one; `recorded` tells the result."""

    recorded = Signal(object)

    def __init__(self, desk: Desk, campaign_id: int, late: Overdue | None, parent: QWidget) -> None:
        super().__init__(_("Record an answer"), _("Record"), parent)
        self._desk, self._campaign, self._late = desk, campaign_id, late
        self._codes: dict[int, str] = {}
        self.explain(_("What is left empty changes nothing."))
        self.irritant = QComboBox()
        self.irritant.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.irritant.setMinimumContentsLength(44)
        self.action = QComboBox()
        self.action.setEditable(True)
        self.action.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.action.setMinimumContentsLength(44)
        self.owner = QLineEdit()
        self.status = word_field(ActionStatus, None)
        self.status.setItemText(0, _("Unchanged"))
        self.due = date_field()
        self.dated = QCheckBox(_("New due date"))
        self.dated.toggled.connect(self.due.setEnabled)
        self.due.setEnabled(False)
        self.words = words_field()
        for name, field, hint in (
            (_("Irritant"), self.irritant, ""),
            (_("Action"), self.action, _("Choose one, or write a new one.")),
            (_("Owner"), self.owner, _("Name or staff number.")),
            (_("Status"), self.status, ""),
            ("", self.dated, ""),
            (_("Due date"), self.due, ""),
            (_("Their answer"), self.words, _("What changes for the teams, and when.")),
        ):
            self.form.add(name, field, hint)
        self.irritant.currentIndexChanged.connect(lambda _index: self._read_actions())
        desk.ask(list_irritants, campaign_id, today=today(), then=self._show_irritants)

    def _show_irritants(self, rows: Sequence[IrritantRow]) -> None:
        self._codes = {each.id: each.code for each in rows}
        for each in sorted(rows, key=lambda one: one.code):
            self.irritant.addItem(f"{each.code} · {each.title}", each.id)
        if self._late is not None:
            self.irritant.setCurrentIndex(self.irritant.findData(self._late.irritant_id))
        self._read_actions()

    def _read_actions(self) -> None:
        chosen = self.irritant.currentData()
        if chosen is not None:
            self._desk.ask(get_irritant, chosen, today=today(), then=self._show_actions)

    def _show_actions(self, detail: IrritantDetail) -> None:
        self.action.clear()
        for each in detail.actions:
            self.action.addItem(each.title, each.id)
        late = self._late.what if self._late is not None else ""
        self.action.setCurrentIndex(self.action.findText(late) if late else -1)

    def act(self) -> None:
        chosen, status = self.irritant.currentData(), self.status.currentData()
        if chosen is None:
            return
        place = self.action.findText(self.action.currentText())
        due = self.due.date()
        answer = HeadAnswer(
            self._codes[chosen],
            self.action.currentText(),
            self.owner.text(),
            today().replace(year=due.year(), month=due.month(), day=due.day())
            if self.dated.isChecked()
            else None,
            ActionStatus(status) if status else None,  # Qt gives back a plain str
            self.words.toPlainText(),
            self.action.itemData(place) if place >= 0 else None,
        )
        self._desk.do(
            record_answers, self._campaign, [answer], today=today(),
            then=self._on_recorded, or_else=self.refused,
        )  # fmt: skip

    def _on_recorded(self, taken: Recorded) -> None:
        if taken.notes and not (taken.created or taken.changed):
            self.error.setText(" ".join(taken.notes))
            self.error.show()
            return
        self.recorded.emit(taken)
        self.accept()
