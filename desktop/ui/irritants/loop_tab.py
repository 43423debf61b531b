"""The loop closed: what is overdue and who hears of it, and what became of each person's cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, ngettext, number_text
from desktop.core.irritants.escalation import Level
from desktop.core.labels import label
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.irritants.answer_dialog import AnswerDialog
from desktop.ui.irritants.register_columns import STATUS_TONES
from desktop.ui.irritants.register_tab import today
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import Card, labelled, paragraph, row, scrolled
from desktop.ui.widgets.chips import Chip, Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.irritant_answers import Recorded
from desktop.usecases.loop import (
    Fate,
    Overdue,
    PersonFates,
    Reporter,
    get_fates,
    list_overdue,
    list_reporters,
)

_TONES = {Level.OWNER: Tone.INFO, Level.HEAD: Tone.WARN, Level.ABOVE: Tone.BAD}
_COLUMNS: tuple[Column[Overdue], ...] = (
    Column(N_("Code"), lambda late: late.code, width=64),
    Column(
        N_("What is late"), lambda late: late.what or late.title,
        tip=lambda late: f"{late.title}\n{late.what}".strip(), width=200,
    ),
    Column(
        N_("Days late"), lambda late: number_text(late.escalation.late_days),
        key=lambda late: late.escalation.late_days, right=True,
        tone=lambda late: _TONES[late.escalation.level], width=130,
    ),
    Column(N_("Who hears of it"), lambda late: late.told, tip=lambda late: late.told, width=300),
    Column(N_("Department"), lambda late: late.department or "—"),
    Column(N_("Due"), lambda late: date_text(late.due, "short"), key=lambda late: late.due),
)  # fmt: skip


class LoopTab(QWidget):
    """Overdue matters at the left; at the right one reporter's irritants, ready to be told."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self._found: PersonFates | None = None
        self.overdue = TablePanel(_COLUMNS, _("What is past its date"))
        self.answer = QPushButton(_("Record an answer…"))
        self.answer.setToolTip(_("Type in what the head of a department answers"))
        self.answer.clicked.connect(lambda _checked: self._answer())
        self.overdue.add_tool(self.answer)
        self._late = labelled("section", "")
        self.said = paragraph("", "muted")
        self.said.hide()
        self.person = QComboBox()
        self.person.setAccessibleName(_("Who told irritants"))
        self.person.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.person.setMinimumContentsLength(20)
        self.person.currentIndexChanged.connect(lambda _index: self._read_person())
        self.copy = QPushButton(_("Copy the letter"))
        self.copy.clicked.connect(lambda _checked: self._copy())
        self._fates = QVBoxLayout()
        self._fates.setSpacing(10)
        self._build()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._late)
        column.addWidget(self.said)
        column.addWidget(self.overdue, 1)
        told = QWidget()
        inside = QVBoxLayout(told)
        inside.setContentsMargins(0, 0, 6, 0)
        inside.addWidget(labelled("section", _("What became of what each person told")))
        inside.addWidget(self.person)
        inside.addLayout(row(self.copy))
        inside.addLayout(self._fates)
        inside.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(scrolled(told))
        split.setChildrenCollapsible(False)
        split.setSizes([640, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(split, 1)

    def reload(self) -> None:
        """Read the campaign in hand; the person chosen stays chosen."""
        campaign = self._context.campaign
        if campaign is not None:
            self._desk.ask(list_overdue, campaign.id, today=today(), then=self._show_overdue)
            self._desk.ask(list_reporters, campaign.id, then=self._show_reporters)

    def _show_overdue(self, found: Sequence[Overdue]) -> None:
        self.overdue.replace(found)
        text = ngettext(
            "{count} matter past its date", "{count} matters past their date", len(found)
        )
        self._late.setText(
            text.format(count=number_text(len(found))) if found else _("Nothing is past its date.")
        )

    def _show_reporters(self, found: Sequence[Reporter]) -> None:
        chosen = self.person.currentData()
        self.person.blockSignals(True)  # one read, for the person finally chosen
        self.person.clear()
        for each in found:
            text = ngettext("{name} · {count} irritant", "{name} · {count} irritants", each.told)
            self.person.addItem(text.format(name=each.name, count=each.told), each.id)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)) if found else -1)
        self.person.blockSignals(False)
        self.copy.setEnabled(bool(found))
        self._read_person()

    def _read_person(self) -> None:
        campaign, person = self._context.campaign, self.person.currentData()
        if campaign is not None and person is not None:
            self._desk.ask(get_fates, person, campaign.id, then=self._show_fates)
        else:
            self._clear()
            self._fates.addWidget(paragraph(_("Nobody has told an irritant yet."), "muted"))

    def _show_fates(self, found: PersonFates) -> None:
        self._found = found
        self._clear()
        for fate in found.fates:
            self._fates.addWidget(_fate_card(fate))

    def _clear(self) -> None:
        while (item := self._fates.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _copy(self) -> None:
        if self._found is not None:
            QApplication.clipboard().setText(letter(self._found))

    def _answer(self) -> None:
        campaign, late = self._context.campaign, self.overdue.current()
        if campaign is not None:
            dialog = AnswerDialog(self._desk, campaign.id, late, self)
            dialog.recorded.connect(self._say)
            dialog.open()

    def _say(self, taken: Recorded) -> None:
        self.said.setText(" ".join(taken.notes) or _("The answer is in the register."))
        self.said.show()


def letter(found: PersonFates) -> str:
    """What is sent to one person: plain text, nothing about anybody else."""
    lines = [
        _("Hello {name},").format(name=found.name), "",
        _("Here is what your day has changed so far:"), "",
    ]  # fmt: skip
    for fate in found.fates:
        lines.append(f"– {fate.text}")
        if fate.answer:
            lines.append("  " + _("Answer: {words}").format(words=fate.answer))
    lines += ["", _("Thank you for having looked.")]
    return "\n".join(lines)


def _fate_card(fate: Fate) -> Card:
    card = Card()
    title = labelled("section", fate.title)
    title.setWordWrap(True)
    card.body.addWidget(title)
    if fate.status is None:
        card.body.addWidget(paragraph(_("Your report is being read."), "muted"))
        return card
    card.body.addLayout(
        row(labelled("muted", fate.code), Chip(label(fate.status), STATUS_TONES[fate.status]))
    )
    if fate.others:
        text = ngettext(
            "{count} other report met the same thing.", "{count} other reports met the same thing.",
            fate.others,
        )  # fmt: skip
        card.body.addWidget(paragraph(text.format(count=fate.others), "muted"))
    if fate.joined:
        text = _("Joined to: {title}").format(title=fate.irritant)
        card.body.addWidget(paragraph(text, "muted"))
    if fate.last_action:
        card.body.addWidget(paragraph(_action_text(fate)))
    if fate.answer:
        card.body.addWidget(paragraph(_("Answer: {words}").format(words=fate.answer)))
    return card


def _action_text(fate: Fate) -> str:
    if fate.done_on is not None:
        return _("Done on {date}: {action}").format(
            date=date_text(fate.done_on), action=fate.last_action
        )
    if fate.due is None:
        return _("Action: {action}").format(action=fate.last_action)
    return _("Planned by {date}: {action}").format(
        date=date_text(fate.due), action=fate.last_action
    )
