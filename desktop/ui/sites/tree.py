"""The tree of departments, with where each stands on the service chain."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.folding import fold
from desktop.core.i18n import _, number_text, pgettext
from desktop.core.labels import label
from desktop.core.vocabulary import Side
from desktop.ui import theme
from desktop.ui.models.table import TONE_ROLE
from desktop.ui.widgets.chips import ChipDelegate, Tone
from desktop.usecases.sites import DepartmentRow

ID_ROLE = Qt.ItemDataRole.UserRole
TONES = {Side.FRONT: Tone.GOOD, Side.BACK: Tone.INFO, Side.MIXED: Tone.NEUTRAL}


class DepartmentTree(QWidget):
    """`picked` carries the id of the department selected, or None."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search"))
        self.search.setAccessibleName(_("Search in the departments"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(320)
        self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(self._narrow)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(_("Departments"))
        self.tree.setHeaderLabels(
            [_("Department"), _("Side"), _("Distance to the client"), _("Head"), _("People")]
        )
        self.tree.setItemDelegateForColumn(1, ChipDelegate(self.tree))
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 125), (2, 145), (3, 140), (4, 84)):
            self.tree.setColumnWidth(column, width)
        self.tree.currentItemChanged.connect(self._on_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        self._items: dict[int, QTreeWidgetItem] = {}

    def replace(self, rows: Sequence[DepartmentRow]) -> None:
        """Show other departments; the same one stays selected, the same ones stay folded."""
        chosen = self.current()
        closed = {id_ for id_, item in self._items.items() if not item.isExpanded()}
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = {}
        for row in rows:
            parent = self._items.get(row.parent_id or 0)
            item = QTreeWidgetItem(parent) if parent else QTreeWidgetItem(self.tree)
            _fill(item, row)
            self._items[row.id] = item
        for id_, item in self._items.items():
            item.setExpanded(id_ not in closed)
        if chosen in self._items:
            self.tree.setCurrentItem(self._items[chosen])
        self.tree.blockSignals(False)
        self._narrow(self.search.text())

    def current(self) -> int | None:
        item = self.tree.currentItem()
        found = item.data(0, ID_ROLE) if item is not None else None
        return found if isinstance(found, int) else None

    def select(self, department: int) -> None:
        if department in self._items:
            self.tree.setCurrentItem(self._items[department])

    def _on_current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        self.picked.emit(item.data(0, ID_ROLE) if item is not None else None)

    def _narrow(self, words: str) -> None:
        """Keep what is looked for and what stands above it."""
        wanted = fold(words).split()
        for item in self._items.values():
            item.setHidden(bool(wanted))
        for item in self._items.values():
            text = fold(" ".join(item.text(column) for column in range(5)))
            if all(word in text for word in wanted):
                above: QTreeWidgetItem | None = item
                while above is not None:
                    above.setHidden(False)
                    above = above.parent()


def _fill(item: QTreeWidgetItem, row: DepartmentRow) -> None:
    item.setText(0, row.name)
    item.setToolTip(0, f"{row.name} ({row.code})")
    item.setData(0, ID_ROLE, row.id)
    item.setText(1, label(row.side))
    item.setData(1, TONE_ROLE, TONES[row.side])
    item.setText(2, distance_text(row.client_distance))
    item.setText(3, row.head)
    item.setText(4, number_text(row.people) if row.people else "")


def distance_text(steps: int) -> str:
    """How far from the client, in words."""
    if steps == 0:
        return _("in contact")
    return pgettext("service chain", "{count} away").format(count=number_text(steps))
