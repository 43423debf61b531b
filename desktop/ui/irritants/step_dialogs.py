"""The dialogs of an irritant's life: qualify, assign, act, close, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from desktop.core.folding import fold
from desktop.core.i18n import _, list_text
from desktop.core.irritants import cost
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoints, trades
from desktop.core.vocabulary import IrritantSide, IrritantStatus, RootCause
from desktop.desk import Desk
from desktop.ui.irritants.dialog import StepDialog
from desktop.ui.widgets.basics import paragraph
from desktop.usecases import irritant_steps
from desktop.usecases.causes import Cause
from desktop.usecases.irritant_steps import NOBODY, Carrier, Qualification
from desktop.usecases.irritants import IrritantDetail
from desktop.usecases.register_choices import Choice

USUAL_DELAY = timedelta(days=30)
GONE = -1
"""The answer "nobody" among departments."""


def words_field(height: int = 70) -> QPlainTextEdit:
    """A field for a sentence or two."""
    field = QPlainTextEdit()
    field.setFixedHeight(height)
    field.setTabChangesFocus(True)
    return field


def date_field(days: timedelta = USUAL_DELAY) -> QDateEdit:
    """A date with its calendar, so many days from now."""
    day = datetime.now(UTC).astimezone().date() + days
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setCalendarPopup(True)
    field.setDisplayFormat("dd/MM/yyyy")
    return field


def choice_field(choices: Sequence[Choice], chosen: int | None, none: str) -> QComboBox:
    """One of several records, or none."""
    field = QComboBox()
    field.addItem(none, None)
    for choice in choices:
        field.addItem(choice.name, choice.id)
    field.setCurrentIndex(max(0, field.findData(chosen)))
    return field


def word_field(members: type[StrEnum], chosen: StrEnum | None) -> QComboBox:
    """One word of the vocabulary."""
    field = QComboBox()
    if chosen is None:
        field.addItem(_("Not known yet"), None)
    for member in members:
        field.addItem(label(member), member)
    if chosen is not None:
        field.setCurrentIndex(list(members).index(chosen))
    return field


def touchpoint_field(chosen: str) -> QComboBox:
    """Every touchpoint, trade after trade."""
    field = QComboBox()
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.setMinimumContentsLength(30)
    names = {trade.code: trade.name for trade in trades()}
    field.addItem(_("To be specified"), "")
    for point in touchpoints().values():
        field.addItem(f"{names[point.trade]} · {point.name}", point.code)
    field.setCurrentIndex(max(0, field.findData(chosen)))
    return field


def severity_field(value: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, 4)
    field.setValue(value)
    return field


def cause_field(causes: Sequence[Cause], chosen: RootCause | None, detail: str) -> QComboBox:
    """The company's taxonomy, finer causes below their own; data: the base and the finer name."""
    field = QComboBox()
    field.addItem(_("Not known yet"), None)
    for cause in causes:
        name = f"    › {cause.name}" if cause.added else cause.name
        field.addItem(name, (cause.base.value, cause.name if cause.added else ""))
        is_finer = cause.added and fold(cause.name) == fold(detail)
        if cause.base is chosen and (not cause.added or is_finer):
            field.setCurrentIndex(field.count() - 1)
    return field


def amount_field(value: float | None, decimals: int = 1) -> QDoubleSpinBox:
    """A quantity, 0 while it is not known."""
    field = QDoubleSpinBox()
    field.setRange(0, 100_000)
    field.setDecimals(decimals)
    field.setValue(value or 0)
    return field


class QualifyDialog(StepDialog):
    """Where, who, why, how bad."""

    def __init__(
        self,
        desk: Desk,
        detail: IrritantDetail,
        departments: Sequence[Choice],
        causes: Sequence[Cause],
        parent: QWidget,
    ) -> None:
        super().__init__(_("Qualify {code}").format(code=detail.row.code), _("Save"), parent)
        self._desk, self._row = desk, detail.row
        row, unknown = detail.row, _("Not known yet")
        self.title = QLineEdit(row.title)
        self.title.setCursorPosition(0)
        self.touchpoint = touchpoint_field(row.touchpoint)
        self.side = word_field(IrritantSide, row.side)
        self.cause = cause_field(causes, row.cause, detail.cause_detail)
        self.times = amount_field(row.occurrences_per_week)
        self.people = amount_field(row.people_concerned, 0)
        self.cost = paragraph("", "muted")
        self.cause_detail = QLineEdit(detail.cause_detail)
        self.felt_at = choice_field(departments, row.felt_at_id, unknown)
        self.caused_by = choice_field(departments, row.caused_by_id, unknown)
        self.client = severity_field(row.severity_client)
        self.employee = severity_field(row.severity_employee)
        scale = _("0 = none, 4 = the client leaves, or the employee gives up")
        for name, field, hint in (
            (_("Title"), self.title, ""),
            (_("Touchpoint"), self.touchpoint, ""),
            (_("Who feels it"), self.side, ""),
            (_("Root cause"), self.cause, ""),
            (_("In a few words"), self.cause_detail, ""),
            (_("Felt at"), self.felt_at, ""),
            (
                _("Caused by"),
                self.caused_by,
                _("The department that can mend it, not the one blamed."),
            ),
            (_("Severity for clients"), self.client, scale),
            (_("Severity for employees"), self.employee, ""),
            (_("Times a week, for each person"), self.times, _("0 = not known yet")),
            (_("People concerned"), self.people, ""),
            (_("Cost"), self.cost, ""),
        ):
            self.form.add(name, field, hint)
        for amount in (self.times, self.people):
            amount.valueChanged.connect(lambda _value: self._reckon())
        self._reckon()

    def _reckon(self) -> None:
        """The formula with the inputs as they stand, before anything is saved."""
        times, people = self.times.value(), round(self.people.value())
        found = cost.cost(self._row.employee_path, times, people)
        lacking = cost.missing_inputs(self._row.employee_path, times, people)
        self.cost.setText(
            found.formula
            if found
            else _("Still to be observed: {what}.").format(what=list_text(list(lacking)))
        )

    def act(self) -> None:
        cause, finer = self.cause.currentData() or (None, "")
        found = Qualification(
            title=self.title.text(),
            touchpoint=self.touchpoint.currentData(),
            side=IrritantSide(self.side.currentData()),  # Qt gives back a plain str
            cause=RootCause(cause) if cause else None,
            cause_detail=self.cause_detail.text() or finer,
            occurrences_per_week=self.times.value() or None,
            people_concerned=round(self.people.value()) or None,
            felt_at_id=self.felt_at.currentData(),
            caused_by_id=self.caused_by.currentData(),
            severity_client=self.client.value(),
            severity_employee=self.employee.value(),
        )
        self._desk.do(
            irritant_steps.qualify, self._row.id, found, then=self.done_well, or_else=self.refused
        )


class AssignDialog(StepDialog):
    """Who answers for it, by when."""

    def __init__(
        self, desk: Desk, detail: IrritantDetail, people: Sequence[Choice], parent: QWidget
    ) -> None:
        super().__init__(_("Assign {code}").format(code=detail.row.code), _("Assign"), parent)
        self._desk, self._row = desk, detail.row
        self.owner = choice_field(people, None, _("Choose somebody"))
        self.owner.setEditable(True)
        self.owner.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.due = date_field()
        self.form.add(_("Owner"), self.owner, _("Heads of departments come first."))
        self.form.add(_("Due date"), self.due)

    def act(self) -> None:
        index = self.owner.findText(self.owner.currentText())
        owner = self.owner.itemData(index) if index > 0 else None
        if owner is None:
            self.error.setText(_("Choose somebody from the list."))
            self.error.show()
            return
        due = self.due.date().toPython()
        self._desk.do(
            irritant_steps.assign, self._row.id, owner, due,
            then=self.done_well, or_else=self.refused,
        )  # fmt: skip


class ActionDialog(StepDialog):
    """A measure, its date, and what it changes for employees."""

    def __init__(self, desk: Desk, detail: IrritantDetail, parent: QWidget) -> None:
        super().__init__(
            _("Plan an action for {code}").format(code=detail.row.code), _("Plan"), parent
        )
        self._desk, self._row = desk, detail.row
        self.title = QLineEdit()
        self.impact = words_field()
        self.due = date_field()
        self.form.add(_("What will be done"), self.title)
        self.form.add(
            _("What it changes for employees"),
            self.impact,
            _("Who will work otherwise, with which tools and training, told when."),
        )
        self.form.add(_("Due date"), self.due)

    def act(self) -> None:
        self._desk.do(
            irritant_steps.plan_action, self._row.id, self.title.text(),
            self.due.date().toPython(), employee_impact=self.impact.toPlainText(),
            then=self.done_well, or_else=self.refused,
        )  # fmt: skip


class CloseDialog(StepDialog):
    """Verify and resolve; a client irritant says first who carries it now."""

    def __init__(
        self, desk: Desk, detail: IrritantDetail, departments: Sequence[Choice], parent: QWidget
    ) -> None:
        super().__init__(
            _("Verify and resolve {code}").format(code=detail.row.code), _("Resolve"), parent
        )
        self._desk, self._row = desk, detail.row
        self.asks = detail.row.side is not IrritantSide.EMPLOYEE and not detail.displacement_answer
        if self.asks:
            self.explain(_("The stone may just have changed shoes: who carries it now?"))
        self.carrier = choice_field(departments, None, _("Choose an answer"))
        self.carrier.insertItem(1, _("Nobody: it is gone for everybody"), GONE)
        self.moved = QLineEdit()
        self.checked = words_field()
        if self.asks:
            self.form.add(_("Carried now by"), self.carrier)
            self.form.add(
                _("What they carry"), self.moved, _("Becomes an employee irritant of its own.")
            )
        later = _("Left empty, later visits that did not meet it must verify it ({count} so far).")
        self.form.add(
            _("How it was verified"), self.checked, later.format(count=detail.visits_without)
        )

    def act(self) -> None:
        carrier = None
        if self.asks:
            answer = self.carrier.currentData()
            if answer == GONE:
                carrier = NOBODY
            elif answer is not None:
                carrier = Carrier(answer, self.moved.text())
        self._desk.do(
            irritant_steps.close, self._row.id, today=datetime.now(UTC).astimezone().date(),
            verification=self.checked.toPlainText(), carrier=carrier,
            then=self.done_well, or_else=self.refused,
        )  # fmt: skip


class ReasonDialog(StepDialog):
    """Set aside or reopen: a reason, nothing else."""

    def __init__(
        self, desk: Desk, detail: IrritantDetail, target: IrritantStatus, parent: QWidget
    ) -> None:
        is_reopening = target is IrritantStatus.REPORTED
        title = _("Reopen {code}") if is_reopening else _("Set {code} aside")
        action = _("Reopen") if is_reopening else _("Set aside")
        super().__init__(title.format(code=detail.row.code), action, parent)
        self._desk, self._row, self._target = desk, detail.row, target
        self.reason = words_field()
        self.form.add(_("Reason"), self.reason)

    def act(self) -> None:
        self._desk.do(
            irritant_steps.advance, self._row.id, self._target,
            today=datetime.now(UTC).astimezone().date(), reason=self.reason.toPlainText(),
            then=self.done_well, or_else=self.refused,
        )  # fmt: skip
