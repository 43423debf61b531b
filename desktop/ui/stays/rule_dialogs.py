"""Dialogs about the rules: which calendars close nights, rebate and cap, own periods of a hotel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, date_text
from desktop.core.stays.benefit import cents
from desktop.core.stays.terms import Terms
from desktop.ui.models.table import Column
from desktop.ui.stays.dialogs import money_field
from desktop.ui.stays.paper_dialogs import Asking, day_field
from desktop.ui.widgets.basics import labelled, paragraph, primary
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.stay_blackouts import BlackoutRow


class TermsDialog(Asking):
    """Everything that holds for all stays of the company."""

    given = Signal(object)

    def __init__(self, terms: Terms, parent: QWidget | None = None) -> None:
        super().__init__(_("Rules of the stays"), _("Record"), parent, 640)
        self._terms = terms
        self.public = QCheckBox(_("No stay on public holidays"))
        self.public.setChecked(terms.closed_on_public_holidays)
        self.school = QCheckBox(_("No stay in the school holidays of the hotel's zone"))
        self.school.setChecked(terms.closed_in_school_holidays)
        self.share = QSpinBox()
        self.share.setRange(0, 100)
        self.share.setSuffix(" %")
        self.share.setValue(round(terms.share * 100))
        self.cap = money_field()
        self.cap.setSpecialValueText(_("none"))
        self.cap.setValue(float(terms.cap or 0))
        self.minutes = QSpinBox()
        self.minutes.setRange(0, 480)
        self.minutes.setSuffix(_(" min"))
        self.minutes.setValue(terms.minutes)
        self.scenario = _text(terms.scenario_text, _("Scenario"))
        self.commitments = _text(terms.commitments_text, _("Commitments"))
        self._lay_out()

    def _lay_out(self) -> None:
        self.body.addWidget(labelled("section", _("Calendars that close nights")))
        self.body.addWidget(self.public)
        self.body.addWidget(self.school)
        words = _("Where a calendar ends, nights are unknown and none is offered.")
        self.body.addWidget(paragraph(words, "muted"))
        self.body.addWidget(labelled("section", _("Rebate")))
        form = QFormLayout()
        form.addRow(_("Share of the public price"), self.share)
        form.addRow(_("Most for one stay"), self.cap)
        form.addRow(_("Time that a report takes"), self.minutes)
        self.body.addLayout(form)
        for title, field in (
            (_("Scenario"), self.scenario),
            (_("Commitments"), self.commitments),
        ):
            self.body.addWidget(labelled("section", title))
            self.body.addWidget(field)

    def give(self) -> None:
        cap = cents(Decimal(str(self.cap.value())))
        usual = self._terms
        self.given.emit(
            replace(
                usual,
                closed_on_public_holidays=self.public.isChecked(),
                closed_in_school_holidays=self.school.isChecked(),
                share=Decimal(self.share.value()) / 100,
                cap=cap or None,
                minutes=self.minutes.value(),
                scenario=_own(self.scenario, usual.scenario),
                commitments=_own(self.commitments, usual.commitments),
            )
        )


def _own(field: QPlainTextEdit, kept: str) -> str:
    """What is kept: unchanged words stay as they were, so that usual ones follow the language."""
    return field.toPlainText().strip() if field.document().isModified() else kept


def _text(text: str, name: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setMinimumHeight(84)
    return field


PERIODS: tuple[Column[BlackoutRow], ...] = (
    Column(N_("From"), lambda row: date_text(row.start), key=lambda row: row.start, width=130),
    Column(N_("To"), lambda row: date_text(row.end), key=lambda row: row.end, width=130),
    Column(N_("Reason shown"), lambda row: row.label, width=170),
    Column(N_("Holds for"), lambda row: _("every campaign") if row.whole else _("this campaign"),
           width=140),
)  # fmt: skip


class BlackoutsDialog(QDialog):
    """Own periods of one hotel, to add and to take back."""

    added = Signal(object, object, str)
    removed = Signal(int)

    def __init__(self, hotel: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Closed periods · {hotel}").format(hotel=hotel))
        self.resize(640, 460)
        today = date.today()  # noqa: DTZ011 -- the day on the user's desk
        self.table: TablePanel[BlackoutRow] = TablePanel(PERIODS, _("Closed periods"))
        self.first, self.last = day_field(today), day_field(today)
        self.first.dateChanged.connect(self.last.setMinimumDate)
        self.label = QLineEdit()
        self.label.setPlaceholderText(_("Seminar, works…"))
        self.label.setAccessibleName(_("Reason shown"))
        add = primary(QPushButton(_("Close these nights")))
        add.clicked.connect(self._add)
        self.remove = QPushButton(_("Open again"))
        self.remove.setEnabled(False)
        self.remove.clicked.connect(self._remove)
        self.table.picked.connect(self._on_picked)
        self.table.add_tool(self.remove)
        line = QHBoxLayout()
        for widget in (labelled("", _("From")), self.first, labelled("", _("to")), self.last):
            line.addWidget(widget)
        line.addWidget(self.label, 1)
        line.addWidget(add)
        layout = QVBoxLayout(self)
        words = _("Nights of these periods are offered to nobody; what was granted stands.")
        layout.addWidget(paragraph(words, "muted"))
        layout.addWidget(self.table, 1)
        layout.addLayout(line)

    def show_periods(self, rows: Sequence[BlackoutRow]) -> None:
        self.table.replace(rows)
        self.remove.setEnabled(self.table.current() is not None)

    def _on_picked(self, row: BlackoutRow | None) -> None:
        self.remove.setEnabled(row is not None)

    def _add(self) -> None:
        first, last = self.first.date().toPython(), self.last.date().toPython()
        self.added.emit(first, last, self.label.text())
        self.label.clear()

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            self.removed.emit(row.id)
