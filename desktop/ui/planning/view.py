"""The board itself: a table with chips that are carried by mouse or keyboard, judged on the way.

Keyboard: arrows move, Ctrl+arrows choose among the chips of a cell, M takes the chip up, Enter
puts it down, Escape lets it be, Space (or Ctrl+click) chooses several, Ctrl+A all. The mouse
does the same by dragging.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QToolTip, QWidget

from desktop.core.i18n import _
from desktop.ui import theme
from desktop.ui.planning.cells import Chip, Grid
from desktop.ui.planning.model import BoardModel
from desktop.ui.planning.painting import (
    CHIP_HEIGHT,
    CellDelegate,
    Verdict,
    chip_areas,
    height_for,
    paint_chip,
)
from desktop.ui.planning.titles import LineTitles

Index = QModelIndex | QPersistentModelIndex

CARRIED = "application/x-vismavie-carried"
NARROWEST, TITLE_WIDTH = 100, 178


@dataclass(frozen=True, slots=True)
class Carried:
    """What is in hand: a person, and the seat that she would leave (None when unplaced)."""

    person_id: int
    assignment_id: int | None = None


Judge = Callable[[Carried, int, int], Verdict | None]
"""(what is carried, row, column) → what dropping it there would mean; None = nowhere to drop."""


class BoardView(QTableView):
    """Emits what the user wants; the page decides and writes."""

    chip_chosen = Signal(object)
    cell_chosen = Signal(int, int)
    dropped = Signal(object, int, int, object)
    """What was carried, row, column, and the chip under the pointer or None."""
    carrying_changed = Signal(object)
    together_changed = Signal(object)
    """Chips chosen together, as a tuple; empty when there is one or none."""

    def __init__(self, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._carried: Carried | None = None
        self._verdicts: dict[tuple[int, int], Verdict | None] = {}
        self._pressed: tuple[QPoint, Chip] | None = None
        self._together: dict[int, Chip] = {}
        self._tall: list[int] = []
        self.board = BoardModel(self)
        self.setModel(self.board)
        self._judge = judge
        self._delegate = CellDelegate(self._verdict_of)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Planning board"))
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumHeight(44)
        self.setVerticalHeader(LineTitles(self))
        self.verticalHeader().setFixedWidth(TITLE_WIDTH)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(height_for(1))
        self.setCornerButtonEnabled(False)

    # -- showing

    def show_grid(self, grid: Grid) -> None:
        """Show another grid; the current cell stays where it was, if it still exists."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._stop_carrying()
        self._forget_together()
        self.board.show(grid)
        self._fit_lines()
        self._fit_columns()
        if 0 <= row < self.board.rowCount() and 0 <= column < self.board.columnCount():
            self.setCurrentIndex(self.board.index(row, column))

    def show_place(self, slot_id: int, person_id: int | None) -> bool:
        """Bring somebody in a slot to the eye; False when the grid does not show her."""
        place = self.board.grid.place_of(slot_id, person_id)
        if place is None:
            return False
        row, column, chip = place
        index = self.board.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index, QTableView.ScrollHint.PositionAtCenter)
        self.choose(chip)
        return True

    def toggle(self, chip: Chip) -> None:
        """Add a chip to those chosen together, or take it out."""
        if chip.assignment_id is None or chip.past:
            return
        if self._together.pop(chip.assignment_id, None) is None:
            self._together[chip.assignment_id] = chip
        self._tell_together()

    def choose_all(self) -> None:
        """Everybody shown whose day is to come."""
        chips = [chip for _place, found in self.board.grid.chips() for chip in found]
        self._together = {
            chip.assignment_id: chip
            for chip in chips
            if chip.assignment_id is not None and not chip.past
        }
        self._tell_together()

    def _forget_together(self) -> None:
        if self._together:
            self._together = {}
            self._tell_together()

    def _tell_together(self) -> None:
        self._delegate.among = frozenset(self._together)
        self.viewport().update()
        chips = tuple(self._together.values())
        self.together_changed.emit(chips if len(chips) > 1 else ())

    def chosen(self) -> Chip | None:
        return self._delegate.selected

    def choose(self, chip: Chip | None) -> None:
        self._delegate.selected = chip
        self.viewport().update()
        self.chip_chosen.emit(chip)

    def _fit_lines(self) -> None:
        fullest: dict[int, int] = {}
        places = {line.key: row for row, line in enumerate(self.board.grid.lines)}
        for (key, _on), chips in self.board.grid.chips():
            row = places[key]
            fullest[row] = max(fullest.get(row, 0), len(chips))
        for row in self._tall:
            self.setRowHeight(row, height_for(1))
        self._tall = [row for row, count in fullest.items() if count > 1]
        for row in self._tall:
            self.setRowHeight(row, height_for(fullest[row]))

    def _fit_columns(self) -> None:
        count = self.board.columnCount()
        if count:
            width = max(NARROWEST, self.viewport().width() // count)
            self.horizontalHeader().setDefaultSectionSize(width)
            for column in range(count):
                self.setColumnWidth(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._fit_columns()

    # -- carrying

    @property
    def carried(self) -> Carried | None:
        return self._carried

    def carry(self, carried: Carried) -> None:
        """Take something up: from now on every visible cell shows its judgement."""
        self._carried = carried
        self._verdicts.clear()
        self.viewport().update()
        self.carrying_changed.emit(carried)

    def drop(self, row: int, column: int, onto: Chip | None = None) -> None:
        """Put down what is carried."""
        carried, self._carried = self._carried, None
        self._verdicts.clear()
        self.viewport().update()
        self.carrying_changed.emit(None)
        if carried is not None:
            self.dropped.emit(carried, row, column, onto)

    def _stop_carrying(self) -> None:
        if self._carried is not None:
            self._carried = None
            self._verdicts.clear()
            self.viewport().update()
            self.carrying_changed.emit(None)

    def verdict_at(self, row: int, column: int) -> Verdict | None:
        """The judgement of a cell for what is carried, reckoned once while it is carried."""
        if self._carried is None:
            return None
        place = (row, column)
        if place not in self._verdicts:
            self._verdicts[place] = self._judge(self._carried, row, column)
        return self._verdicts[place]

    def _verdict_of(self, index: Index) -> Verdict | None:
        return self.verdict_at(index.row(), index.column())

    # -- mouse

    def _chip_at(self, position: QPoint) -> Chip | None:
        index = self.indexAt(position)
        if not index.isValid():
            return None
        areas = chip_areas(self.visualRect(index), self.board.cell(index))
        return next((chip for area, chip in areas if area.contains(position)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        super().mousePressEvent(event)
        chip = self._chip_at(event.position().toPoint())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and chip is not None:
            if not self._together and (before := self.chosen()) is not None and before != chip:
                self.toggle(before)
            self.toggle(chip)
            return
        self._forget_together()
        self.choose(chip)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.cell_chosen.emit(index.row(), index.column())
        movable = chip is not None and chip.person_id is not None and not chip.past
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = (event.position().toPoint(), chip) if chip and movable and left else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        start, chip = self._pressed
        far = (event.position().toPoint() - start).manhattanLength()
        if far >= QApplication.startDragDistance() and chip.person_id is not None:
            self._pressed = None
            self._drag(chip, Carried(chip.person_id, chip.assignment_id))

    def _drag(self, chip: Chip, carried: Carried) -> None:
        drag = QDrag(self)
        drag.setMimeData(as_mime(carried))
        picture = QPixmap(180, CHIP_HEIGHT)
        picture.fill(theme.colours().surface)
        painter = QPainter(picture)
        painter.setFont(self.font())
        paint_chip(painter, QRect(0, 0, 179, CHIP_HEIGHT - 1), chip, chosen=True)
        painter.end()
        drag.setPixmap(picture)
        self.carry(carried)
        drag.exec(Qt.DropAction.MoveAction)
        self._stop_carrying()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        carried = from_mime(event.mimeData())
        if carried is None:
            event.ignore()
            return
        if self._carried is None:
            self.carry(carried)
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 -- Qt's name
        super().dragMoveEvent(event)  # scrolls near the edges
        index = self.indexAt(event.position().toPoint())
        verdict = self._verdict_of(index) if index.isValid() else None
        if verdict is None:
            event.ignore()
        else:  # a refused place may be dropped on too: that is how one asks why not
            self.setCurrentIndex(index)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 -- Qt's name
        super().dragLeaveEvent(event)
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and self._carried is not None:
            event.acceptProposedAction()
            self.drop(index.row(), index.column(), self._chip_at(point))

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not self._press(Qt.Key(event.key()), control):
            super().keyPressEvent(event)

    def _press(self, key: Qt.Key, control: bool) -> bool:
        """Do what a key says; False when it says nothing here."""
        index = self.currentIndex()
        anywhere = {Qt.Key.Key_Escape: self._let_be, Qt.Key.Key_M: self._take_up}
        if key in anywhere:
            return anywhere[key]()
        if control and key == Qt.Key.Key_A:
            self.choose_all()
            return True
        if not index.isValid():
            return False
        if control and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._next_chip(index, 1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Space and (chip := self.chosen()) is not None:
            self.toggle(chip)
            return True
        return key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._put_down(index)

    def _let_be(self) -> bool:
        if self._carried is None and not self._together:
            return False
        self._stop_carrying()
        self._forget_together()
        return True

    def _put_down(self, index: Index) -> bool:
        if self._carried is not None:
            self.drop(index.row(), index.column())
        else:
            self.cell_chosen.emit(index.row(), index.column())
        return True

    def _take_up(self) -> bool:
        chip = self.chosen()
        if chip is None or chip.person_id is None or chip.past:
            return False
        self.carry(Carried(chip.person_id, chip.assignment_id))
        return True

    def _next_chip(self, index: Index, step: int) -> None:
        chips = self.board.cell(index).chips
        if not chips:
            return
        chosen = self.chosen()
        place = chips.index(chosen) if chosen in chips else (-1 if step > 0 else 0)
        self.choose(chips[(place + step) % len(chips)])

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 -- Qt's name
        super().currentChanged(current, previous)
        if self._carried is None and current.isValid() and self._pressed is None:
            chips = self.board.cell(current).chips
            self.choose(chips[0] if chips else None)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            verdict = self._verdict_of(index) if index.isValid() else None
            chip = self._chip_at(event.pos())
            words = "\n".join(verdict.reasons) if verdict else chip.spoken if chip else ""
            if words:
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return super().viewportEvent(event)


def as_mime(carried: Carried) -> QMimeData:
    """What is carried, for a drag between widgets of this window."""
    data = QMimeData()
    content = json.dumps([carried.person_id, carried.assignment_id])
    data.setData(CARRIED, QByteArray(content.encode()))
    return data


def from_mime(data: QMimeData) -> Carried | None:
    if not data.hasFormat(CARRIED):
        return None
    person, assignment = json.loads(bytes(data.data(CARRIED).data()))
    return Carried(person, assignment)
