"""The register: the list with its filters, and the story of the irritant chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, ngettext, number_text
from desktop.core.irritants import life_cycle
from desktop.core.irritants.similarity import Match
from desktop.core.labels import label
from desktop.core.vocabulary import IrritantStatus
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.irritants.causes_dialog import CausesDialog
from desktop.ui.irritants.detail import DetailPanel
from desktop.ui.irritants.register_columns import COLUMNS
from desktop.ui.irritants.review import ReviewDialog
from desktop.ui.irritants.step_dialogs import (
    ActionDialog,
    AssignDialog,
    CloseDialog,
    QualifyDialog,
    ReasonDialog,
)
from desktop.ui.widgets.basics import paragraph, scrolled
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import irritant_steps, register_intake
from desktop.usecases.irritants import (
    Filter,
    IrritantDetail,
    Related,
    get_irritant,
    get_totals,
    list_irritants,
)
from desktop.usecases.mirror_disclosure import COORDINATOR
from desktop.usecases.register_choices import Choices, list_choices
from desktop.usecases.register_rows import IrritantRow
from desktop.usecases.similar_irritants import Proposal, list_proposals, list_similar_to

_OPEN = frozenset(set(IrritantStatus) - life_cycle.CLOSED)
_SHOWN: tuple[tuple[str, str, Filter], ...] = (
    ("open", N_("Still open"), Filter(statuses=_OPEN)),
    ("all", N_("All"), Filter()),
    ("past", N_("Past their date"), Filter(overdue=True)),
    ("no_cause", N_("Origin not known"), Filter(statuses=_OPEN, without_origin=True)),
    *((status.value, "", Filter(statuses=frozenset({status}))) for status in IrritantStatus),
)


def today() -> date:
    """Here, not in Greenwich."""
    return datetime.now(UTC).astimezone().date()


class RegisterTab(QWidget):
    """Reads the list; the detail is read when a line is chosen."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.reader = COORDINATOR
        self._choices = Choices((), ())
        self._detail: IrritantDetail | None = None
        self._wanted: int | None = None
        self.shown = QComboBox()
        self.shown.setAccessibleName(_("Which irritants"))
        for key, words, _filter in _SHOWN:
            self.shown.addItem(_(words) if words else label(IrritantStatus(key)), key)
        self.shown.currentIndexChanged.connect(lambda _index: self.reload())
        self.table = TablePanel(COLUMNS, _("Register of irritants"))
        self.table.add_tool(self.shown)
        self.table.picked.connect(self._on_picked)
        self.totals = paragraph("", "muted")
        self.review = QPushButton()
        self.review.hide()
        self.review.clicked.connect(lambda _checked: self._review())
        self.causes = QPushButton(_("Causes…"))
        self.causes.clicked.connect(lambda _checked: CausesDialog(self._desk, self).open())
        self.detail = DetailPanel()
        self.detail.step.connect(self._on_step)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.totals, 1)
        foot.addWidget(self.causes)
        foot.addWidget(self.review)
        column.addLayout(foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(scrolled(self.detail))
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([600, 410])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(split)

    # -- reading

    def show_only(self, key: str) -> None:
        """Choose a filter by its key (`past`, `no_cause`, a status)."""
        index = self.shown.findData(key)
        if index >= 0:
            self.shown.setCurrentIndex(index)

    def show_irritant(self, irritant_id: int) -> None:
        """Show one irritant, whatever the filter."""
        self._wanted = irritant_id
        self.show_only("all")
        self.reload()

    def reload(self) -> None:
        campaign = self._context.campaign
        if campaign is None:
            return
        chosen = next(each for key, _words, each in _SHOWN if key == self.shown.currentData())
        self._desk.ask(
            list_irritants, campaign.id, chosen, today=today(), reader=self.reader, then=self._show
        )
        self._desk.ask(get_totals, campaign.id, today=today(), then=self._show_totals)
        self._desk.ask(list_choices, then=self._keep_choices)
        self._desk.ask(list_proposals, campaign.id, then=self._show_proposals)

    def _show(self, rows: Sequence[IrritantRow]) -> None:
        kept = self._wanted or (self._detail.row.id if self._detail else None)
        self._wanted = None
        self.table.replace(rows)
        if not self.table.select_where(lambda row: row.id == kept) and rows:
            self.table.view.selectRow(0)
        if not rows:
            self._detail = None
            self.detail.clear()

    def _show_totals(self, totals: life_cycle.NetTotals) -> None:
        text = ngettext(
            "{count} resolved, {moved} still carried by employees: {net} really removed.",
            "{count} resolved, {moved} still carried by employees: {net} really removed.",
            totals.resolved,
        )
        self.totals.setText(
            text.format(
                count=number_text(totals.resolved),
                moved=number_text(totals.still_carried),
                net=number_text(totals.net),
            )
        )

    def _show_proposals(self, proposals: Sequence[Proposal]) -> None:
        text = ngettext("{count} pair to review…", "{count} pairs to review…", len(proposals))
        self.review.setText(text.format(count=len(proposals)))
        self.review.setVisible(bool(proposals) and self.reader.is_coordinator)
        self.causes.setVisible(self.reader.is_coordinator)

    def _review(self) -> None:
        campaign = self._context.campaign
        if campaign is not None:
            ReviewDialog(self._desk, campaign.id, self).open()

    def _keep_choices(self, choices: Choices) -> None:
        self._choices = choices

    def _on_picked(self, row: IrritantRow | None) -> None:
        if row is not None:
            self._desk.ask(
                get_irritant, row.id, today=today(), reader=self.reader, then=self._show_detail
            )

    def _show_detail(self, detail: IrritantDetail) -> None:
        self._detail = detail
        self.detail.show_detail(detail, may_change=self.reader.is_coordinator)
        if self.reader.is_coordinator:
            self._desk.ask(list_similar_to, detail.row.id, then=self._show_similar)

    def _show_similar(self, found: Sequence[tuple[Match, Related]]) -> None:
        self.detail.show_similar(found)

    # -- acting

    def _on_step(self, verb: str, what: object) -> None:
        if self._detail is None:
            return
        if isinstance(what, int):
            self._act_on(verb, what)
        else:
            self._open_dialog(verb, self._detail)

    def _act_on(self, verb: str, other: int) -> None:
        assert self._detail is not None
        here = self._detail.row.id
        if verb == "merge":
            self._desk.do(register_intake.merge, here, [other])
        elif verb == "apart":
            self._desk.do(register_intake.refuse_pair, here, other)
        elif verb == "split":
            self._desk.do(register_intake.split, other)
        elif verb == "done":
            self._desk.do(irritant_steps.finish_action, other, today())

    def _open_dialog(self, verb: str, detail: IrritantDetail) -> None:
        departments = self._choices.departments
        if verb == "qualify":
            QualifyDialog(self._desk, detail, departments, self._choices.causes, self).open()
        elif verb == "assign":
            AssignDialog(self._desk, detail, self._choices.people, self).open()
        elif verb == "act":
            ActionDialog(self._desk, detail, self).open()
        elif verb == "close":
            CloseDialog(self._desk, detail, departments, self).open()
        else:
            target = IrritantStatus.REPORTED if verb == "reopen" else IrritantStatus.SET_ASIDE
            ReasonDialog(self._desk, detail, target, self).open()
