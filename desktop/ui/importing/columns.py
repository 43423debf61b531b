"""Which column holds which field: a table to read and to settle."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop.core.exchange.kinds import Kind
from desktop.core.exchange.mapping import ColumnMapping
from desktop.core.exchange.tables import Table
from desktop.core.i18n import _
from desktop.ui.widgets.chips import Chip, Tone

SURE = 0.8


class ColumnsTable(QTableWidget):
    """One line a column of the file; `settled` carries field → column as the user has it now."""

    settled = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self.setAccessibleName(_("Columns of the file"))
        self.setHorizontalHeaderLabels(
            [_("Column of the file"), _("First values"), _("Holds"), _("Guess")]
        )
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(42)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 230), (2, 230), (3, 150)):
            self.setColumnWidth(column, width)
        self._boxes: list[QComboBox] = []
        self._table: Table | None = None
        self._kind: Kind | None = None

    def show_mapping(self, table: Table, kind: Kind, mapping: ColumnMapping) -> None:
        """Show the columns as they are understood."""
        self._table, self._kind, self._boxes = table, kind, []
        held = {match.column: match for match in mapping.matches}
        self.setRowCount(len(table.columns))
        for index, name in enumerate(table.columns):
            self.setItem(index, 0, _item(name))
            self.setItem(index, 1, _item(" · ".join(_short(v) for v in table.samples(index, 4))))
            match = held.get(index)
            self.setCellWidget(index, 2, self._box(index, name, match.field if match else ""))
            tone, words = _confidence(match.confidence if match else None)
            holder = Chip(words, tone)
            self.setCellWidget(index, 3, holder)

    def _box(self, index: int, name: str, field: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(_("What the column {name} holds").format(name=name))
        box.addItem(_("Kept aside"), "")
        assert self._kind is not None
        for each in self._kind.fields:
            box.addItem(_field_title(each.title, each.name), each.name)
        box.setCurrentIndex(max(0, box.findData(field)))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.activated.connect(lambda _chosen, i=index: self._on_chosen(i))
        self._boxes.append(box)
        return box

    def _on_chosen(self, index: int) -> None:
        """A field lives in one column: choosing it here takes it from where it was."""
        chosen = self._boxes[index].currentData()
        for other, box in enumerate(self._boxes):
            if other != index and chosen and box.currentData() == chosen:
                box.setCurrentIndex(0)
        self.settled.emit(self.mapping())

    def mapping(self) -> dict[str, str]:
        """Every field of the kind with its column's name, empty where it is left out."""
        assert self._kind is not None
        assert self._table is not None
        columns = {field.name: "" for field in self._kind.fields}
        for name, box in zip(self._table.columns, self._boxes, strict=True):
            if field := box.currentData():
                columns[field] = name
        return columns


def _field_title(title: str, name: str) -> str:
    words = _(title)
    if "{letter}" in words:
        words = words.format(letter=name[-1].upper())
    return words[:1].upper() + words[1:]


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _confidence(confidence: float | None) -> tuple[Tone, str]:
    if confidence is None:
        return Tone.NEUTRAL, _("kept aside")
    if confidence >= SURE:
        return Tone.GOOD, _("sure")
    return Tone.WARN, _("to be checked")
