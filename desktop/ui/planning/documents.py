"""The documents of one immersion: dates between companies, and who has still to sign."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, date_text
from desktop.core.publishing.agreements import signatory_text
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.widgets.basics import labelled, paragraph, primary
from desktop.usecases import agreements
from desktop.usecases.agreements import AgreementState


class DatedBox(QWidget):
    """A date that may be missing: a tick, then the day."""

    def __init__(self, words: str, value: date | None) -> None:
        super().__init__()
        self.tick = QCheckBox(_("dated"))
        self.tick.setAccessibleName(words)
        self.day = QDateEdit(_qdate(value))
        self.day.setCalendarPopup(True)
        self.day.setAccessibleName(words)
        self.tick.setChecked(value is not None)
        self.day.setEnabled(value is not None)
        self.tick.toggled.connect(self.day.setEnabled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tick)
        layout.addWidget(self.day)
        layout.addStretch(1)

    def value(self) -> date | None:
        picked = self.day.date()
        return date(picked.year(), picked.month(), picked.day()) if self.tick.isChecked() else None


def _qdate(value: date | None) -> QDate:
    return QDate(value.year, value.month, value.day) if value else QDate.currentDate()


class DocumentsDialog(QDialog):
    """Reads the state, then keeps what is dated and signed."""

    def __init__(self, desk: Desk, assignment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._assignment_id = desk, assignment_id
        self.setWindowTitle(_("Agreement and documents"))
        self.resize(520, 360)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(labelled("section", _("Agreement and documents")))
        self.papers: dict[str, DatedBox] = {}
        self.signatures: dict[str, DatedBox] = {}
        desk.ask(agreements.get_agreement, assignment_id, then=self._show)

    def _show(self, state: AgreementState) -> None:
        form = QFormLayout()
        if state.between_companies:
            self._layout.addWidget(
                paragraph(
                    _(
                        "Two companies are concerned: nothing is published before these three "
                        "documents are dated (C. trav. L8241-2)."
                    )
                )
            )
            self.papers = {
                "consent_on": DatedBox(_("The employee's consent"), state.consent_on),
                "convention_on": DatedBox(_("Agreement of both companies"), state.convention_on),
                "amendment_on": DatedBox(_("Contract amendment"), state.amendment_on),
            }
        if state.cancelled_on is not None and state.missing:
            words = _("The day was changed on {day}: what was dated and signed was cancelled.")
            day = date_text(state.cancelled_on)
            self._layout.addWidget(paragraph(words.format(day=day), "error"))
        signed = dict(state.signed)
        self.signatures = {
            role: DatedBox(signatory_text(role), signed.get(role))
            for role in agreements.SIGNATORIES
        }
        for box in (*self.papers.values(), *self.signatures.values()):
            form.addRow(box.tick.accessibleName(), box)
        self._layout.addLayout(form)
        self._layout.addStretch(1)
        keep, close = primary(QPushButton(_("Save"))), QPushButton(_("Cancel"))
        keep.clicked.connect(self._keep)
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(keep)
        self._layout.addLayout(buttons)
        self._was = signed

    def _keep(self) -> None:
        dates = {paper: box.value() for paper, box in self.papers.items()}
        found = {role: box.value() for role, box in self.signatures.items()}
        signed = {role: on for role, on in found.items() if on and on != self._was.get(role)}
        self._desk.do(
            agreements.note_papers,
            self._assignment_id,
            dates,
            signed,
            then=lambda _state: self.accept(),
            or_else=partial(alerts.show, parent=self),
        )
