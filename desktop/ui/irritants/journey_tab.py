"""The journey of one trade: its curve, and the same in a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, number_text
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoints_of, trades
from desktop.core.vocabulary import MirrorState, Moment
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.irritants.journey import JourneyCurve, Step
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.mirror import MirrorCell, list_mirror, trend_text
from desktop.usecases.mirror_disclosure import COORDINATOR

MOMENT_TONES = {
    Moment.WIN_WIN: Tone.GOOD,
    Moment.LUCKY_BREAK: Tone.INFO,
    Moment.PAIN: Tone.WARN,
    Moment.WRONG_FIGHT: Tone.WARN,
    Moment.BLINDNESS: Tone.NEUTRAL,
    Moment.DEAD_END: Tone.BAD,
}


def _moment(cell: MirrorCell) -> str:
    if cell.counts_hidden:
        return cell.reason
    return label(cell.moment) if cell.moment else label(cell.judgement.state)


def _count(cell: MirrorCell, count: int) -> str:
    return "—" if cell.counts_hidden else number_text(count)


def _tone(cell: MirrorCell) -> Tone:
    return MOMENT_TONES[cell.moment] if cell.moment else Tone.NEUTRAL


_COLUMNS: tuple[Column[MirrorCell], ...] = (
    Column(N_("Touchpoint"), lambda cell: cell.name, width=250),
    Column(N_("Moment"), _moment, tone=_tone, width=200),
    Column(
        N_("Enchanted"),
        lambda cell: _count(cell, cell.judgement.client_voice.positive),
        key=lambda cell: cell.judgement.client_voice.positive,
        right=True,
    ),
    Column(
        N_("Irritated"),
        lambda cell: _count(cell, cell.judgement.client_voice.negative),
        key=lambda cell: cell.judgement.client_voice.negative,
        right=True,
    ),
    Column(
        N_("Employees asked"),
        lambda cell: _count(cell, cell.judgement.employee_voice.asked),
        key=lambda cell: cell.judgement.employee_voice.asked,
        right=True,
    ),
    Column(
        N_("Since last campaign"),
        lambda cell: trend_text(cell.trend) if cell.trend else "—",
        width=150,
    ),
    Column(N_("Reason"), lambda cell: cell.reason, tip=lambda cell: cell.reason),
)


class JourneyTab(QWidget):
    """One trade at a time; choosing a place on the curve finds its line in the table."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.reader = COORDINATOR
        self._cells: list[MirrorCell] = []
        self.trade = QComboBox()
        self.trade.setAccessibleName(_("Journey"))
        for each in trades():
            self.trade.addItem(each.name, each.code)
        self.trade.currentIndexChanged.connect(lambda _index: self._draw())
        self.curve = JourneyCurve()
        self.table = TablePanel(_COLUMNS, _("Touchpoints of the journey"))
        self.curve.chosen.connect(
            lambda code: self.table.select_where(lambda cell: cell.touchpoint == code)
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.curve)
        split.addWidget(self.table)
        split.setChildrenCollapsible(False)
        split.setSizes([430, 220])
        head = QHBoxLayout()
        head.addWidget(
            labelled("muted", _("Enchantment above, irritation below: how many clients said so."))
        )
        head.addStretch(1)
        head.addWidget(self.trade)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(head)
        layout.addWidget(split, 1)

    def reload(self) -> None:
        """Read the mirror of the campaign in hand."""
        campaign = self._context.campaign
        if campaign is not None:
            self._desk.ask(list_mirror, campaign.id, reader=self.reader, then=self._show)

    def _show(self, cells: Sequence[MirrorCell]) -> None:
        self._cells = list(cells)
        self._draw()

    def _draw(self) -> None:
        trade = self.trade.currentData()
        known = {cell.touchpoint: cell for cell in self._cells}
        points = touchpoints_of(trade)
        self.table.replace([known[each.code] for each in points if each.code in known])
        steps = []
        for each in points:
            cell = known.get(each.code)
            voice = cell.judgement.client_voice if cell else None
            complete = cell is not None and cell.judgement.state is MirrorState.COMPLETE
            steps.append(
                Step(
                    each.code,
                    each.name,
                    each.stage_name,
                    voice.positive if voice else 0,
                    voice.negative if voice else 0,
                    cell.moment if cell is not None and complete else None,
                )
            )
        self.curve.show_steps(steps)
