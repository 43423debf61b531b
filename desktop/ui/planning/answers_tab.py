"""Answers: who will be there, who was reminded, who is silent; and the reminders."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, ngettext, time_text
from desktop.core.publishing.invitations import Contact
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.people.page import export_shown
from desktop.ui.widgets.basics import labelled, row
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import answers, publishing
from desktop.usecases.answers import Answer, AnswerRow, Reminded, answer_text

TONES = {Answer.SILENT: Tone.WARN, Answer.REMINDED: Tone.INFO, Answer.CONFIRMED: Tone.GOOD}


def _moment(at: datetime | None) -> str:
    return date_text(at.astimezone().date()) if at is not None else ""


COLUMNS: tuple[Column[AnswerRow], ...] = (
    Column(
        N_("Answer"),
        lambda one: answer_text(one.answer),
        tone=lambda one: TONES[one.answer],
        width=210,
    ),
    Column(N_("Person"), lambda one: one.person, width=170),
    Column(
        N_("Day"),
        lambda one: f"{date_text(one.start.date())}, {time_text(one.start)}",
        key=lambda one: one.start,
        width=150,
    ),
    Column(N_("Where"), lambda one: f"{one.place}, {one.site}", width=240),
    Column(N_("Told on"), lambda one: _moment(one.published_at), key=lambda one: one.published_at),
    Column(
        N_("Reminded on"), lambda one: _moment(one.reminded_at), key=lambda one: one.reminded_at
    ),
    Column(N_("E-mail"), lambda one: one.email or _("none"), width=220),
)


class AnswersTab(QWidget):
    """`mail_wanted` carries the folder of the reminders just prepared."""

    mail_wanted = Signal(object)

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self._rows: tuple[AnswerRow, ...] = ()
        self.summary = labelled("section", "")
        self.table: TablePanel[AnswerRow] = TablePanel(
            COLUMNS, _("Answers"), export=partial(export_shown, self, _("Answers"))
        )
        self.confirm = QPushButton(_("“I have read it and I shall be there”"))
        self.confirm.clicked.connect(self._confirm)
        self.remind = QPushButton(_("Remind the silent…"))
        self.remind.clicked.connect(self._choose_folder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self.confirm, self.remind))

    def show_rows(self, rows: tuple[AnswerRow, ...]) -> None:
        self._rows = rows
        count = {answer: sum(one.answer is answer for one in rows) for answer in Answer}
        silent = ngettext("{count} silent", "{count} silent", count[Answer.SILENT])
        self.summary.setText(
            _("{confirmed} confirmed, {reminded} reminded, {silent}").format(
                confirmed=count[Answer.CONFIRMED],
                reminded=count[Answer.REMINDED],
                silent=silent.format(count=count[Answer.SILENT]),
            )
        )
        self.table.replace(rows)
        self.remind.setEnabled(count[Answer.SILENT] > 0)
        self.confirm.setEnabled(bool(rows))

    def silent(self) -> int:
        return sum(one.answer is not Answer.CONFIRMED for one in self._rows)

    def _confirm(self) -> None:
        for one in self.table.selected():
            if one.answer is not Answer.CONFIRMED:
                self._desk.do(
                    publishing.confirm,
                    one.assignment_id,
                    datetime.now(UTC),
                    or_else=partial(alerts.show, parent=self),
                )

    def _choose_folder(self) -> None:
        start = self._context.settings.output_folder
        folder = QFileDialog.getExistingDirectory(self, _("Folder of the messages"), start)
        if folder:
            self.remind_into(Path(folder))

    def remind_into(self, folder: Path) -> None:
        """Prepare one reminder for each silent person, then offer to send them."""
        campaign, settings = self._context.campaign, self._context.settings
        if campaign is None:
            return
        sender = Contact(settings.company or "Vis ma vie", settings.mail.sender)
        self._desk.do(
            answers.remind,
            campaign.id,
            folder,
            sender,
            datetime.now(UTC),
            then=partial(self._reminded, folder),
            or_else=partial(alerts.show, parent=self),
        )

    def _reminded(self, folder: Path, done: Reminded) -> None:
        if done.files:
            self.mail_wanted.emit(folder)
