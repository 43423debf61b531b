"""One table model for every list: columns are data, rows are frozen records, 100 000 rows are fine.

Sorting and searching work on Python lists: a QSortFilterProxyModel over Python takes seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.core.folding import fold
from desktop.core.i18n import _

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ROW_ROLE = Role.UserRole + 1
TONE_ROLE = Role.UserRole + 2


@dataclass(frozen=True)  # slots would forbid Column[Row](…) on Python 3.11
class Column(Generic[Row]):
    """`title` is marked with N_; `key` sorts (else the text does); `tone` makes chips."""

    title: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    right: bool = False
    tip: Callable[[Row], str] | None = None
    tone: Callable[[Row], object] | None = None
    hidden: bool = False
    width: int = 0


class TableModel(QAbstractTableModel, Generic[Row]):
    """Shows the rows that match a search, in the order asked for."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()
        self._shown: list[int] = []
        self._texts: dict[int, tuple[str, ...]] = {}
        self._folded: list[str] = []
        self._search = ""
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    # -- what windows use

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other rows, searched and sorted as before."""
        self.beginResetModel()
        self._rows = rows
        self._texts = {}
        self._folded = []
        self._arrange()
        self.endResetModel()

    def search(self, words: str) -> None:
        """Keep the rows that hold every word, whatever the accents and capitals."""
        self.beginResetModel()
        self._search = words
        self._arrange()
        self.endResetModel()

    def row_at(self, index: Index) -> Row:
        return self._rows[self._shown[index.row()]]

    @property
    def rows(self) -> list[Row]:
        """The rows shown, in the order shown."""
        return [self._rows[number] for number in self._shown]

    @property
    def total(self) -> int:
        """How many rows there are before the search."""
        return len(self._rows)

    def texts(self, row: int) -> tuple[str, ...]:
        """The cells of one row shown."""
        return self._cells(self._shown[row])

    def position_of(self, wanted: Callable[[Row], bool]) -> int:
        """The first row shown that answers, or -1."""
        return next((i for i, n in enumerate(self._shown) if wanted(self._rows[n])), -1)

    # -- inside

    def _cells(self, number: int) -> tuple[str, ...]:
        cells = self._texts.get(number)
        if cells is None:
            row = self._rows[number]
            cells = tuple(column.text(row) for column in self.columns)
            self._texts[number] = cells
        return cells

    def _arrange(self) -> None:
        self._shown = list(range(len(self._rows)))
        words = fold(self._search).split()
        if words:
            if not self._folded:
                self._folded = [fold(" ".join(self._cells(n))) for n in self._shown]
            self._shown = [n for n in self._shown if all(w in self._folded[n] for w in words)]
        if self._sorted is not None:
            self._order(*self._sorted)

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        key = self.columns[column].key

        def rank(number: int) -> tuple[bool, Any]:
            value = key(self._rows[number]) if key else fold(self._cells(number)[column])
            return (value is None, value if value is not None else 0)

        self._shown.sort(key=rank, reverse=order is Qt.SortOrder.DescendingOrder)

    # -- Qt's questions

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's signature
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 -- Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:  # noqa: ANN401 -- Qt's signature
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return self._cells(self._shown[index.row()])[index.column()]
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        answer = {Role.ToolTipRole: column.tip, TONE_ROLE: column.tone}.get(role)
        if answer is not None:
            return answer(self.row_at(index))
        return self.row_at(index) if role == ROW_ROLE else None

    def headerData(  # noqa: N802 -- Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:  # noqa: ANN401 -- Qt's signature
        if orientation is Qt.Orientation.Horizontal and section < len(self.columns):
            column = self.columns[section]
            if role == Role.DisplayRole:
                return _(column.title)
            if role == Role.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._shown[one.row()], one.column()) for one in before]
        self._sorted = (column, order)
        self._order(column, order)
        places = {number: place for place, number in enumerate(self._shown)} if kept else {}
        self.changePersistentIndexList(
            before, [self.index(places[number], where) for number, where in kept]
        )
        self.layoutChanged.emit()
