"""The sheet of one campaign: dates, limits, thresholds, and what mystery visits require by law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core.campaigns import FIGURE_FLOOR, Parameters
from desktop.core.i18n import _
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.widgets.basics import labelled, paragraph, primary, scrolled
from desktop.ui.widgets.form import Form
from desktop.usecases.campaigns import (
    CampaignSheet,
    change_campaign,
    create_campaign,
    duplicate_campaign,
)

USUAL_LENGTH = timedelta(days=60)
NO_DATE = QDate(2000, 1, 1)


class CampaignForm(QDialog):
    """Makes a campaign (no sheet), changes one, or prepares its next edition (`copy`)."""

    def __init__(
        self,
        desk: Desk,
        context: Context,
        sheet: CampaignSheet | None,
        parent: QWidget,
        *,
        copy: bool = False,
    ) -> None:
        super().__init__(parent)
        self._desk, self._context, self._sheet, self._copy = desk, context, sheet, copy
        title = _("New campaign") if sheet is None else sheet.name
        self.setWindowTitle(_("Next edition") if copy else title)
        self.resize(620, 640)
        self.form = Form()
        self._build_fields(sheet)
        self._fill(sheet)
        self._error = paragraph("", "error")
        self._error.hide()
        self.save = primary(QPushButton(_("Save")))
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.addWidget(scrolled(self.form), 1)
        layout.addWidget(self._error)
        layout.addLayout(buttons)

    def _build_fields(self, sheet: CampaignSheet | None) -> None:
        self.code = QLineEdit()
        self.code.setEnabled(sheet is None or self._copy)
        self.name = QLineEdit()
        self.start, self.end = _date_field(), _date_field()
        self.most = _number(1, 20)
        self.away = _number(1, 100, "\u00a0%")
        self.due = _number(1, 999, _(" h"))
        self.figures = _number(FIGURE_FLOOR, 99)
        self.verbatims = _number(FIGURE_FLOOR, 99)
        self.mystery = QCheckBox(_("This campaign holds mystery stays or visits"))
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(90)
        self.note.setTabChangesFocus(True)
        self.note_on, self.council_on = _date_field(optional=True), _date_field(optional=True)
        self.reference = QLineEdit()
        self.visits = _number(0, 99)
        self.proportionality = QPlainTextEdit()
        self.proportionality.setFixedHeight(70)
        self.proportionality.setTabChangesFocus(True)
        self._lay_out()
        self.mystery.toggled.connect(self._show_law)

    def _lay_out(self) -> None:
        add = self.form.add
        add(_("Code"), self.code, _("Short, as in file names: 2027-spring"))
        add(_("Name"), self.name)
        add(_("From"), self.start)
        add(_("To"), self.end)
        self.form.add_wide(labelled("section", _("Limits")))
        add(_("Days per person at most"), self.most)
        add(_("Share of a department away at once"), self.away)
        add(_("Time to write a report"), self.due)
        self.form.add_wide(labelled("section", _("Disclosure thresholds")))
        add(_("People behind a figure"), self.figures, _("Below, the figure is never shown."))
        add(_("People behind a quotation"), self.verbatims)
        self.form.add_wide(labelled("section", _("Mystery stays and visits")))
        self.form.add_wide(self.mystery)
        self._law = Form()
        add = self._law.add
        add(
            _("Note posted to staff"),
            self.note,
            _("How visits work and what they are for (Labour Code, L1222-3)."),
        )
        add(_("Posted on"), self.note_on)
        add(_("Works council consulted on"), self.council_on, _("Labour Code, L2312-38."))
        add(_("Reference of the minutes"), self.reference)
        add(_("Visits per site announced"), self.visits)
        add(_("Why this is proportionate"), self.proportionality)
        self.form.add_wide(self._law)

    def _fill(self, sheet: CampaignSheet | None) -> None:
        today = date.today()  # noqa: DTZ011 -- the day on the user's desk
        start, end = today, today + USUAL_LENGTH
        parameters = sheet.parameters if sheet else Parameters()
        if sheet is not None:
            self.code.setText("" if self._copy else sheet.code)
            self.name.setText("" if self._copy else sheet.name)
            start, end = sheet.start, sheet.end
            if self._copy:
                start, end = end + timedelta(days=1), end + (end - start) + timedelta(days=1)
        self.start.setDate(_qdate(start))
        self.end.setDate(_qdate(end))
        self.most.setValue(parameters.max_activities)
        self.away.setValue(round(parameters.away_share * 100))
        self.due.setValue(parameters.report_due_hours)
        self.figures.setValue(parameters.figure_threshold)
        self.verbatims.setValue(parameters.verbatim_threshold)
        self.mystery.setChecked(parameters.mystery)
        self.note.setPlainText(parameters.staff_note)
        self.note_on.setDate(_qdate(parameters.staff_note_on))
        self.council_on.setDate(_qdate(parameters.works_council_on))
        self.reference.setText(parameters.works_council_reference)
        self.visits.setValue(parameters.visits_per_site)
        self.proportionality.setPlainText(parameters.proportionality)
        self._show_law(parameters.mystery)

    def _show_law(self, on: bool) -> None:
        self._law.setVisible(on and not self._copy)

    def parameters(self) -> Parameters:
        """What the fields say, and what they do not show as it was."""
        before = self._sheet.parameters if self._sheet else Parameters()
        return replace(
            before,
            max_activities=self.most.value(),
            away_share=self.away.value() / 100,
            report_due_hours=self.due.value(),
            figure_threshold=self.figures.value(),
            verbatim_threshold=self.verbatims.value(),
            mystery=self.mystery.isChecked(),
            staff_note=self.note.toPlainText().strip(),
            staff_note_on=_day(self.note_on),
            works_council_on=_day(self.council_on),
            works_council_reference=self.reference.text().strip(),
            visits_per_site=self.visits.value(),
            proportionality=self.proportionality.toPlainText().strip(),
        )

    def _save(self) -> None:
        sheet = self._sheet
        name, start, end = self.name.text(), _day(self.start), _day(self.end)
        told = {"then": lambda _value: self.accept(), "or_else": self._refused}
        if sheet is None:
            code = self.code.text()
            self._desk.do(create_campaign, code, name, start, end, self.parameters(), **told)
        elif self._copy:
            code = self.code.text()
            self._desk.do(duplicate_campaign, sheet.code, code, name, start, end, **told)
        else:
            self._desk.do(
                change_campaign,
                sheet.code,
                name=name,
                start=start,
                end=end,
                parameters=self.parameters(),
                version=sheet.version,
                **told,
            )

    def _refused(self, error: BaseException) -> None:
        self._error.setText(" ".join(filter(None, (str(error), getattr(error, "hint", "")))))
        self._error.show()


def _date_field(*, optional: bool = False) -> QDateEdit:
    field = QDateEdit()
    field.setCalendarPopup(True)
    if optional:
        field.setMinimumDate(NO_DATE)
        field.setSpecialValueText(_("not yet"))
    return field


def _number(least: int, most: int, suffix: str = "") -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    field.setSuffix(suffix)
    return field


def _qdate(day: date | None) -> QDate:
    return QDate(day.year, day.month, day.day) if day else NO_DATE


def _day(field: QDateEdit) -> date | None:
    chosen = field.date()
    return None if chosen == NO_DATE else date(chosen.year(), chosen.month(), chosen.day())
