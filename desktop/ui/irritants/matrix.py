"""The 2×3 matrix: clients down, employees across, six cards."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.core.i18n import N_, _
from desktop.core.irritants.moments import MOMENTS
from desktop.core.vocabulary import ClientState, EmployeeState, Moment
from desktop.ui.irritants.moment_card import MomentCard
from desktop.ui.widgets.basics import labelled
from desktop.usecases.mirror import MirrorCell

_ROWS = {
    ClientState.ENCHANTED: N_("Clients\nenchanted"),
    ClientState.DISSATISFIED: N_("Clients\ndissatisfied"),
}
_COLUMNS = {
    EmployeeState.ENGAGED: N_("Employees engaged"),
    EmployeeState.SILENT: N_("Employees silent, though asked"),
    EmployeeState.FRUSTRATED: N_("Employees frustrated"),
}


class Matrix(QWidget):
    """Six cards with their headings; `chosen` carries a moment."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("The six moments"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        self.cards = {moment: MomentCard(moment) for moment in MOMENTS.values()}
        for column, (employee, words) in enumerate(_COLUMNS.items(), start=1):
            grid.addWidget(_heading(_(words)), 0, column)
            for line, client in enumerate(_ROWS, start=1):
                card = self.cards[MOMENTS[client, employee]]
                card.pressed.connect(self.choose)
                grid.addWidget(card, line, column)
            grid.setColumnStretch(column, 1)
        for line, words in enumerate(_ROWS.values(), start=1):
            grid.addWidget(_heading(_(words)), line, 0)
            grid.setRowStretch(line, 1)

    def show_cells(self, cells: Sequence[MirrorCell]) -> None:
        for moment, card in self.cards.items():
            here = sorted(
                (cell for cell in cells if cell.moment is moment),
                key=lambda cell: -cell.judgement.client_voice.mentioned,
            )
            card.show_touchpoints([cell_name(cell) for cell in here])

    def choose(self, moment: Moment) -> None:
        for each, card in self.cards.items():
            card.choose(each is moment)
        self.chosen.emit(moment)


def _heading(text: str) -> QLabel:
    heading = labelled("muted", text)
    heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return heading


def cell_name(cell: MirrorCell) -> str:
    """The touchpoint, with its department when the mirror is read by department."""
    return f"{cell.name} · {cell.department}" if cell.department else cell.name
