"""Two questions: who goes, and at which price."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QDate, QLocale, Signal
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, language, money_text, number_text
from desktop.core.stays.benefit import cents, declared_benefit
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import paragraph, primary
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.stays import Candidate, StayRow

COLUMNS: tuple[Column[Candidate], ...] = (
    Column(N_("Name"), lambda row: row.name, width=180),
    Column(N_("Staff number"), lambda row: row.code),
    Column(N_("Applied"), lambda row: _("yes") if row.applied else ""),
    Column(N_("Stays had"), lambda row: number_text(row.served), right=True),
    Column(
        N_("May go"),
        lambda row: _("no") if row.objections else _("yes"),
        tone=lambda row: Tone.BAD if row.objections else Tone.GOOD,
        width=90,
    ),
    Column(
        N_("Why not"),
        lambda row: " ".join(breach.message for breach in row.objections),
        width=420,
    ),
)


class CandidatesDialog(QDialog):
    """Everybody with their reasons; `chosen` carries a person's id, 0 for the draw."""

    chosen = Signal(int)

    def __init__(self, alias: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Choose the guest · {alias}").format(alias=alias))
        self.resize(900, 520)
        self.table: TablePanel[Candidate] = TablePanel(COLUMNS, _("Candidates"))
        self.table.picked.connect(self._on_picked)
        self.table.chosen.connect(lambda _row: self._grant())
        self.grant = primary(QPushButton(_("Grant to this person")))
        self.grant.setEnabled(False)
        self.grant.clicked.connect(self._grant)
        self.draw = QPushButton(_("Draw among the applicants"))
        self.draw.setEnabled(False)
        self.draw.clicked.connect(self._draw)
        buttons = QDialogButtonBox()
        buttons.addButton(self.grant, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.draw, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            paragraph(
                _("Applicants first, then those never served. Names are seen here alone."), "muted"
            )
        )
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)

    def show_candidates(self, rows: Sequence[Candidate]) -> None:
        """Show who may go and why the others may not."""
        self.table.replace(rows)
        self.draw.setEnabled(any(row.applied and not row.objections for row in rows))

    def _on_picked(self, row: Candidate | None) -> None:
        self.grant.setEnabled(row is not None and not row.objections)

    def _grant(self) -> None:
        row = self.table.current()
        if row is not None and not row.objections:
            self.accept()
            self.chosen.emit(row.person_id)

    def _draw(self) -> None:
        self.accept()
        self.chosen.emit(0)


class PriceDialog(QDialog):
    """The public price with its date, and the rebate; says what payroll would declare."""

    given = Signal(object, object, object)

    def __init__(self, stay: StayRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Price and rebate · {alias}").format(alias=stay.alias))
        self.price, self.rebate = money_field(), money_field()
        self.seen_on = QDateEdit(QDate.currentDate())
        self.seen_on.setLocale(QLocale(language()))
        self.seen_on.setCalendarPopup(True)
        self.declared = paragraph("", "muted")
        form = QFormLayout()
        form.addRow(_("Public price of the stay, tax included"), self.price)
        form.addRow(_("Seen on"), self.seen_on)
        form.addRow(_("Rebate after the accepted report"), self.rebate)
        for field in (self.price, self.rebate):
            field.valueChanged.connect(self._reckon)
        buttons = QDialogButtonBox()
        self.keep = primary(QPushButton(_("Record")))
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._give)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.declared)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)
        self._reckon()

    def _amounts(self) -> tuple[Decimal, Decimal]:
        return tuple(cents(Decimal(str(field.value()))) for field in (self.price, self.rebate))  # type: ignore[return-value] # two of them

    def _reckon(self) -> None:
        price, rebate = self._amounts()
        self.keep.setEnabled(price > 0 and rebate <= price)
        if price <= 0:
            self.declared.setText(_("As an ordinary client would pay that day for the same room."))
            return
        declared = declared_benefit(price, max(price - rebate, Decimal(0)))
        self.declared.setText(
            _("Benefit in kind to declare: {amount} (whole if the hotel is of another company).")
            .format(amount=money_text(declared))
        )  # fmt: skip

    def _give(self) -> None:
        price, rebate = self._amounts()
        day = self.seen_on.date().toPython()
        self.accept()
        self.given.emit(price, day, rebate)


def money_field() -> QDoubleSpinBox:
    """An amount in euros, to the cent."""
    field = QDoubleSpinBox()
    field.setLocale(QLocale(language()))
    field.setRange(0, 99_999)
    field.setDecimals(2)
    field.setSuffix(" €")
    return field
