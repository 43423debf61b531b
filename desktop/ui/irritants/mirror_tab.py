"""The mirror: the matrix, the incomplete mirrors with whom to ask, and what lies beside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, ngettext
from desktop.core.labels import label
from desktop.core.vocabulary import MirrorState, Moment
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.irritants.matrix import Matrix, cell_name
from desktop.ui.irritants.mirror_side import MirrorSide
from desktop.ui.irritants.placing import PlacingDialog
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled, scrolled
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.mirror import MirrorCell, list_mirror
from desktop.usecases.mirror_disclosure import COORDINATOR
from desktop.usecases.mirror_placing import forget_placing
from desktop.usecases.mirror_words import BothSides, get_words
from desktop.usecases.spread import Spread, get_spread

_STATE_TONES = {
    MirrorState.CLIENT_MISSING: Tone.WARN,
    MirrorState.EMPLOYEE_MISSING: Tone.INFO,
    MirrorState.BOTH_MISSING: Tone.NEUTRAL,
}
_COLUMNS: tuple[Column[MirrorCell], ...] = (
    Column(N_("Touchpoint"), cell_name, width=230),
    Column(
        N_("What is missing"),
        lambda cell: cell.reason if cell.counts_hidden else label(cell.judgement.state),
        tone=lambda cell: _STATE_TONES[cell.judgement.state],
        width=210,
    ),
    Column(N_("Whom to ask"), lambda cell: cell.ask, tip=lambda cell: cell.ask),
)


class MirrorTab(QWidget):
    """Reads the whole mirror at once; choosing a card or a touchpoint only changes the side."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.reader = COORDINATOR
        self._cells: list[MirrorCell] = []
        self._chosen: Moment = Moment.DEAD_END
        self.by = QComboBox()
        self.by.addItem(_("All departments together"), False)
        self.by.addItem(_("Department by department"), True)
        self.by.setAccessibleName(_("How the mirror is read"))
        self.by.currentIndexChanged.connect(lambda _index: self.reload())
        self.matrix = Matrix()
        self.matrix.chosen.connect(self._show_moment)
        self.side = MirrorSide()
        self.side.touched.connect(self.show_cell)
        self.side.placing.connect(self._place)
        self.side.replacing.connect(self._place_back)
        self._lacking = labelled("section", "")
        self.incomplete = TablePanel(_COLUMNS, _("Incomplete mirrors"))
        self.incomplete.picked.connect(self._on_incomplete)
        self._build()

    def _build(self) -> None:
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.addWidget(self.matrix, 1)
        bottom = QWidget()
        lower = QVBoxLayout(bottom)
        lower.setContentsMargins(0, 8, 0, 0)
        lower.addWidget(self._lacking)
        lower.addWidget(self.incomplete, 1)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(top)
        left.addWidget(bottom)
        left.setStretchFactor(0, 3)
        left.setStretchFactor(1, 2)
        left.setSizes([420, 240])
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(left)
        whole.addWidget(scrolled(self.side))
        whole.setStretchFactor(0, 2)
        whole.setStretchFactor(1, 1)
        whole.setSizes([660, 350])
        for splitter in (left, whole):
            splitter.setChildrenCollapsible(False)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(self.by)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(head)
        layout.addWidget(whole, 1)

    def reload(self) -> None:
        """Read the mirror of the campaign in hand."""
        campaign = self._context.campaign
        if campaign is not None:
            self._desk.ask(
                list_mirror,
                campaign.id,
                by_department=self.by.currentData(),
                reader=self.reader,
                then=self._show,
            )

    def _show(self, cells: Sequence[MirrorCell]) -> None:
        self._cells = list(cells)
        self.matrix.show_cells(cells)
        lacking = [cell for cell in cells if cell.judgement.state is not MirrorState.COMPLETE]
        text = ngettext("{count} incomplete mirror", "{count} incomplete mirrors", len(lacking))
        self._lacking.setText(text.format(count=len(lacking)))
        self.incomplete.replace(lacking)
        self.matrix.choose(self._chosen)

    def _show_moment(self, moment: Moment) -> None:
        self._chosen = moment
        self.side.show_moment(moment, [cell for cell in self._cells if cell.moment is moment])

    def show_cell(self, cell: MirrorCell) -> None:
        """Show one touchpoint beside the matrix, with both sides' words."""
        self.side.show_cell(cell, may_place=self.reader.is_coordinator)
        campaign = self._context.campaign
        if campaign is not None:
            self._desk.ask(
                get_words,
                campaign.id,
                cell.touchpoint,
                cell.department_id,
                reader=self.reader,
                then=self._show_words,
            )
            self._desk.ask(get_spread, campaign.id, cell.touchpoint, then=self._show_spread)

    def _show_spread(self, spread: Spread) -> None:
        self.side.show_spread(spread)

    def _show_words(self, both: BothSides) -> None:
        self.side.show_words(both)

    def _on_incomplete(self, cell: MirrorCell | None) -> None:
        if cell is not None:
            self.show_cell(cell)

    def _place(self, cell: MirrorCell) -> None:
        campaign = self._context.campaign
        if campaign is not None:
            PlacingDialog(self._desk, campaign.id, cell, self).open()

    def _place_back(self, cell: MirrorCell) -> None:
        campaign = self._context.campaign
        if campaign is not None:
            self._desk.do(
                forget_placing, campaign.id, cell.touchpoint, department_id=cell.department_id
            )
