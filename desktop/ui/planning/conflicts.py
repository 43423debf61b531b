"""The conflict report as a page of its own: one list, and the exceptions on record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, ngettext
from desktop.core.labels import label
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.models.table import Column
from desktop.ui.people.page import export_shown
from desktop.ui.planning.waiver_dialog import WaiverDialog
from desktop.ui.widgets.basics import labelled, row
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import waivers
from desktop.usecases.conflicts import ConflictReport, ConflictRow
from desktop.usecases.waivers import NEVER_WAIVED, WaiverRow


def severity_text(one: ConflictRow) -> str:
    """Blocking, warning, or excused on record."""
    if one.waived:
        return _("Excused")
    return _("Forbids publishing") if one.blocks else _("Warning")


def _tone(one: ConflictRow) -> Tone:
    if one.waived:
        return Tone.NEUTRAL
    return Tone.BAD if one.blocks else Tone.WARN


COLUMNS: tuple[Column[ConflictRow], ...] = (
    Column(N_("Severity"), severity_text, tone=_tone, width=170),
    Column(N_("Rule"), lambda one: one.rule_name, tip=lambda one: one.rule, width=180),
    Column(N_("Person"), lambda one: one.person, width=150),
    Column(
        N_("Day"),
        lambda one: date_text(one.day) if one.day else "",
        key=lambda one: one.day,
        width=100,
    ),
    Column(N_("Site"), lambda one: one.site, width=150),
    Column(N_("Slot"), lambda one: one.slot, width=110, hidden=True),
    Column(N_("Measured"), lambda one: one.measured, right=True, width=90),
    Column(N_("Limit"), lambda one: one.limit, right=True, width=90),
    Column(N_("Basis"), lambda one: label(one.basis), width=100, hidden=True),
    Column(N_("Article"), lambda one: one.article, width=150),
    Column(N_("What is wrong"), lambda one: one.message, tip=lambda one: one.message, width=320),
    Column(N_("How to mend it"), lambda one: one.mend, tip=lambda one: one.mend, width=320),
)

WAIVER_COLUMNS: tuple[Column[WaiverRow], ...] = (
    Column(N_("Rule"), lambda one: one.rule_name, width=200),
    Column(N_("For whom"), lambda one: one.person or _("everybody"), width=150),
    Column(N_("Where"), lambda one: one.site or _("everywhere"), width=150),
    Column(N_("Until"), lambda one: date_text(one.until), key=lambda one: one.until, width=100),
    Column(N_("Decided by"), lambda one: one.author, width=150),
    Column(N_("Reason"), lambda one: one.reason, tip=lambda one: one.reason, width=240),
    Column(N_("On the basis of"), lambda one: one.basis, tip=lambda one: one.basis, width=200),
)


class ConflictsTab(QWidget):
    """`place_wanted` carries the row whose cell is to be shown."""

    place_wanted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._campaign_id: int | None = None
        self._report = ConflictReport((), ())
        self.summary = labelled("section", "")
        self.table: TablePanel[ConflictRow] = TablePanel(
            COLUMNS, _("Conflicts of the plan"), export=partial(export_shown, self, _("Conflicts"))
        )
        self.only_blocking = QCheckBox(_("Only what forbids publishing"))
        self.only_blocking.toggled.connect(lambda _on: self._show_rows())
        self.table.add_tool(self.only_blocking)
        self.table.chosen.connect(self._on_chosen)
        self.table.picked.connect(lambda _row: self._renew_buttons())
        self.show_cell = QPushButton(_("Show on the board"))
        self.show_cell.clicked.connect(lambda: self._on_chosen(self.table.current()))
        self.excuse = QPushButton(_("Excuse on record…"))
        self.excuse.clicked.connect(self._excuse)
        self.waivers: TablePanel[WaiverRow] = TablePanel(
            WAIVER_COLUMNS,
            _("Exceptions on record"),
            export=partial(export_shown, self, _("Exceptions on record")),
        )
        self.waivers.picked.connect(lambda _row: self._renew_buttons())
        self.withdraw = QPushButton(_("Withdraw the exception"))
        self.withdraw.clicked.connect(self._withdraw)
        self._assemble()
        self._renew_buttons()

    def _assemble(self) -> None:
        upper, self._lower = QWidget(), QWidget()
        above, below = QVBoxLayout(upper), QVBoxLayout(self._lower)
        for layout in (above, below):
            layout.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.summary)
        above.addWidget(self.table, 1)
        above.addLayout(row(self.show_cell, self.excuse))
        below.addWidget(labelled("section", _("Exceptions on record")))
        below.addWidget(self.waivers, 1)
        below.addLayout(row(self.withdraw))
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(upper)
        halves.addWidget(self._lower)
        halves.setStretchFactor(0, 3)
        halves.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(halves)
        self._lower.hide()

    def show_report(self, campaign_id: int, report: ConflictReport) -> None:
        self._campaign_id, self._report = campaign_id, report
        blocking, rest = report.blocking, len(report.rows) - report.blocking
        if not report.rows:
            self.summary.setText(_("Every rule is kept."))
        else:
            self.summary.setText(
                ngettext(
                    "{count} blocking rule broken, {rest} warnings",
                    "{count} blocking rules broken, {rest} warnings",
                    blocking,
                ).format(count=blocking, rest=rest)
            )
        self._show_rows()
        self.waivers.replace(report.waivers)
        self._lower.setVisible(bool(report.waivers))
        self._renew_buttons()

    def _show_rows(self) -> None:
        only = self.only_blocking.isChecked()
        self.table.replace([one for one in self._report.rows if one.blocks or not only])

    def _renew_buttons(self) -> None:
        current = self.table.current()
        self.show_cell.setEnabled(current is not None and current.slot_id is not None)
        excusable = current is not None and current.blocks and current.rule not in NEVER_WAIVED
        self.excuse.setEnabled(excusable)
        self.withdraw.setEnabled(self.waivers.current() is not None)

    def _on_chosen(self, chosen: ConflictRow | None) -> None:
        if chosen is not None and chosen.slot_id is not None:
            self.place_wanted.emit(chosen)

    def _excuse(self) -> None:
        current = self.table.current()
        if current is not None and self._campaign_id is not None:
            WaiverDialog(self._desk, self._campaign_id, current, self).open()

    def _withdraw(self) -> None:
        current = self.waivers.current()
        if current is not None:
            self._desk.do(
                waivers.withdraw_waiver, current.id, or_else=partial(alerts.show, parent=self)
            )
