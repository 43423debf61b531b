"""The board as Qt's tables see it: one column a day, one row a line, every cell also in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core.i18n import _, date_text, day_text, ngettext
from desktop.ui.planning.cells import Axis, Cell, Grid

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

CELL_ROLE = Role.UserRole + 1


class BoardModel(QAbstractTableModel):
    """Shows one `Grid`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid(Axis.SITES, [], [])

    def show(self, grid: Grid) -> None:
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def cell(self, index: Index) -> Cell:
        return self.grid.cell(index.row(), index.column())

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's signature
        return 0 if parent.isValid() else len(self.grid.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's signature
        return 0 if parent.isValid() else len(self.grid.days)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's signature
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self.cell(index)
        if role in {Role.AccessibleTextRole, Role.ToolTipRole}:
            return self._in_words(index)
        return None

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 -- Qt's signature
        if orientation is Qt.Orientation.Horizontal:
            return self._day_heading(self.grid.days[section], role)
        line = self.grid.lines[section]
        if role == Role.DisplayRole:
            return f"{line.title}\n{line.subtitle}" if line.subtitle else line.title
        if role == Role.ToolTipRole:
            return f"{line.title} {line.subtitle}".strip()
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _day_heading(self, day: date, role: int) -> str | None:
        if role == Role.DisplayRole:
            count = self.grid.open_by_day.get(day, 0)
            seats = ngettext("{count} to fill", "{count} to fill", count).format(count=count)
            return f"{day_text(day, 'EEE d MMM')}\n{seats if count else ''}"
        if role == Role.ToolTipRole:
            return date_text(day, "full")
        return None

    def _in_words(self, index: Index) -> str:
        cell = self.cell(index)
        parts = [chip.spoken for chip in cell.chips]
        if cell.closed:
            parts.append(cell.closed)
        if cell.under:
            parts.append(_("Own hours: {hours}").format(hours=cell.under))
        return "\n".join(parts)
