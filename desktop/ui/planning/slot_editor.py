"""One slot: where, when, who receives, how many seats; added, changed or closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.vocabulary import Direction, Mode
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.widgets.basics import paragraph, primary
from desktop.ui.widgets.form import Form
from desktop.usecases import slots
from desktop.usecases.slots import Named, SlotCard, SlotChoices


class SlotEditor(QDialog):
    """`card` without an id adds a slot; with one it changes or closes that slot."""

    def __init__(self, desk: Desk, card: SlotCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._card = desk, card
        self.setWindowTitle(_("Add a slot") if card.id is None else _("Change the slot"))
        self.resize(560, 600)
        self.site, self.department = QComboBox(), QComboBox()
        self.host, self.approver = QComboBox(), QComboBox()
        for field in (self.site, self.department, self.host, self.approver):
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.day = QDateEdit(QDate(card.day.year, card.day.month, card.day.day))
        self.day.setCalendarPopup(True)
        self.start, self.end = _hour(card.start), _hour(card.end)
        self.pause, self.seats = _number(card.break_minutes, 480), _number(card.seats, 500)
        self.pause.setSuffix(" min")
        self.role = QLineEdit(card.role)
        self.mode, self.direction = QComboBox(), QComboBox()
        for mode in Mode:
            self.mode.addItem(label(mode), mode.value)
        for direction in Direction:
            self.direction.addItem(label(direction), direction.value)
        self.mode.setCurrentIndex(list(Mode).index(card.mode))
        self.direction.setCurrentIndex(list(Direction).index(card.direction))
        self.keep = primary(QPushButton(_("Save")))
        self.keep.clicked.connect(self._keep)
        self.close_it = QPushButton(_("Close this slot"))
        self.close_it.setToolTip(_("No seat is offered any more."))
        self.close_it.clicked.connect(self._close)
        self.close_it.setVisible(card.id is not None and card.seats > 0)
        self._assemble()
        desk.ask(slots.get_slot_choices, then=self._show_choices)

    def _assemble(self) -> None:
        form = Form()
        for name, field in (
            (_("Site"), self.site),
            (_("Day"), self.day),
            (_("Begins at"), self.start),
            (_("Ends at"), self.end),
            (_("Break"), self.pause),
            (_("Department that receives"), self.department),
            (_("Post"), self.role),
            (_("Seats"), self.seats),
            (_("Host"), self.host),
            (_("Signs for the host"), self.approver),
            (_("What the visitor may do"), self.mode),
            (_("Direction"), self.direction),
        ):
            field.setAccessibleName(name)
            form.add(name, field)
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        if self._card.id is not None:
            layout.addWidget(
                paragraph(
                    _("Another day, hours, site or host cancels what was signed for this slot."),
                    "muted",
                )
            )
        layout.addStretch(1)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.close_it)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        layout.addLayout(buttons)

    def _show_choices(self, choices: SlotChoices) -> None:
        card = self._card
        _fill(self.site, choices.sites, card.site_id, none=False)
        _fill(self.department, choices.departments, card.department_id)
        _fill(self.host, choices.people, card.host_id)
        _fill(self.approver, choices.people, card.approver_id)

    def card(self) -> SlotCard:
        """What the fields say."""
        day, start, end = self.day.date(), self.start.time(), self.end.time()
        return replace(
            self._card,
            site_id=self.site.currentData() or 0,
            day=date(day.year(), day.month(), day.day()),
            start=time(start.hour(), start.minute()),
            end=time(end.hour(), end.minute()),
            department_id=self.department.currentData(),
            role=self.role.text(),
            break_minutes=self.pause.value(),
            seats=self.seats.value(),
            mode=Mode(self.mode.currentData()),
            direction=Direction(self.direction.currentData()),
            host_id=self.host.currentData(),
            approver_id=self.approver.currentData(),
        )

    def _keep(self) -> None:
        self._desk.do(
            slots.save_slot,
            self.card(),
            then=lambda _id: self.accept(),
            or_else=partial(alerts.show, parent=self),
        )

    def _close(self) -> None:
        self._desk.do(
            slots.close_slot,
            self._card.id,
            then=lambda _value: self.accept(),
            or_else=partial(alerts.show, parent=self),
        )


def _hour(value: time) -> QTimeEdit:
    field = QTimeEdit(QTime(value.hour, value.minute))
    field.setDisplayFormat("HH:mm")
    return field


def _number(value: int, most: int) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, most)
    field.setValue(value)
    return field


def _fill(
    field: QComboBox, choices: tuple[Named, ...], chosen: int | None, *, none: bool = True
) -> None:
    """Names to choose from."""
    if none:
        field.addItem(_("none"), None)
    for one in choices:
        field.addItem(one.name, one.id)
    place = field.findData(chosen) if chosen is not None else 0
    field.setCurrentIndex(max(0, place))
