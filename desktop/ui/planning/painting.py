"""How a cell of the board is drawn: chips told apart by shape and words, never by colour alone.

Draft: dashed outline, slanted. Published: solid, with a bar at the left. Confirmed: also ticked.
Past: hatched. Open seats: dotted outline and a plus. Pinned and swapped: their own small marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.i18n import ngettext
from desktop.core.vocabulary import AssignmentStatus
from desktop.ui import theme
from desktop.ui.planning.cells import Cell, Chip
from desktop.ui.planning.model import CELL_ROLE

Index = QModelIndex | QPersistentModelIndex

CHIP_HEIGHT, GAP, MARGIN = 36, 3, 3
MOST_SHOWN = 6

PUBLISHED = frozenset(
    {AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED, AssignmentStatus.DONE}
)
TICKED = frozenset({AssignmentStatus.CONFIRMED, AssignmentStatus.DONE})


class Level(Enum):
    """What dropping here would mean."""

    ALLOWED = "good"
    WARNED = "warn"
    REFUSED = "bad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one cell for what is being carried, with all the reasons at once."""

    level: Level
    reasons: tuple[str, ...] = ()


def chip_areas(area: QRect, cell: Cell) -> list[tuple[QRect, Chip]]:
    """Where each chip of a cell stands."""
    shown = cell.chips[:MOST_SHOWN]
    left, width = area.left() + MARGIN, area.width() - 2 * MARGIN
    top = area.top() + MARGIN
    return [
        (QRect(left, top + place * (CHIP_HEIGHT + GAP), width, CHIP_HEIGHT), chip)
        for place, chip in enumerate(shown)
    ]


def height_for(chips: int) -> int:
    """The height of a line whose fullest cell has so many chips."""
    shown = max(1, min(chips, MOST_SHOWN))
    more = 16 if chips > MOST_SHOWN else 0
    return 2 * MARGIN + shown * (CHIP_HEIGHT + GAP) + more + 14


class CellDelegate(QStyledItemDelegate):
    """Draws cells; `verdict_of` answers while something is carried, `selected` marks one chip."""

    def __init__(self, verdict_of: Callable[[Index], Verdict | None]) -> None:
        super().__init__()
        self._verdict_of = verdict_of
        self.selected: Chip | None = None
        self.among: frozenset[int] = frozenset()
        """Assignments chosen together."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, cell)
        for area, chip in chip_areas(option.rect, cell):
            paint_chip(
                painter,
                area,
                chip,
                chosen=chip == self.selected or chip.assignment_id in self.among,
            )
        self._paint_rest(painter, option.rect, cell)
        if cell.spans:
            _paint_own_hours(painter, option.rect, cell)
        if (verdict := self._verdict_of(index)) is not None:
            _paint_verdict(painter, option.rect, verdict)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 -- Qt's name
        cell: Cell = index.data(CELL_ROLE)
        return QSize(120, height_for(len(cell.chips)))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        colours = theme.colours()
        painter.fillRect(option.rect, QColor(colours.surface))
        if cell.closed:
            painter.fillRect(option.rect, QBrush(QColor(colours.line), Qt.BrushStyle.BDiagPattern))

    def _paint_rest(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        """What cannot be a chip: how many more, why closed, the person's own hours."""
        hidden = len(cell.chips) - MOST_SHOWN
        words = [cell.closed, cell.under]
        if hidden > 0:
            words.insert(0, ngettext("+{count} more", "+{count} more", hidden).format(count=hidden))
        text = " · ".join(word for word in words if word)
        if not text:
            return
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.82)
        painter.setFont(font)
        painter.setPen(QColor(theme.colours().muted))
        line = area.adjusted(6, 0, -4, -5 if cell.spans else -2)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown)


def paint_chip(painter: QPainter, area: QRect, chip: Chip, *, chosen: bool = False) -> None:
    """One chip, in the look of its state."""
    colours = theme.colours()
    ink, ground, line, style = _look(chip)
    box = QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(QColor(colours.accent if chosen else line), 2 if chosen else 1, style))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, 5, 5)
    if chip.past:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(colours.line), Qt.BrushStyle.FDiagPattern))
        painter.drawRoundedRect(box, 5, 5)
    if chip.status in PUBLISHED:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(QRectF(box.left(), box.top(), 4, box.height()), 2, 2)
    marks = _paint_marks(painter, box, chip, QColor(ink))
    _paint_words(painter, area.adjusted(9, 2, -5 - marks, -2), chip, QColor(ink))


def _look(chip: Chip) -> tuple[str, str, str, Qt.PenStyle]:
    colours = theme.colours()
    if chip.open:
        return colours.warn, colours.surface, colours.warn, Qt.PenStyle.DotLine
    if chip.status is AssignmentStatus.ABSENT:
        return colours.bad, colours.bad_soft, colours.bad, Qt.PenStyle.SolidLine
    if chip.status in PUBLISHED:
        return colours.accent, colours.accent_soft, colours.accent_soft, Qt.PenStyle.SolidLine
    return colours.text, colours.raised, colours.muted, Qt.PenStyle.DashLine


def _paint_words(painter: QPainter, area: QRect, chip: Chip, ink: QColor) -> None:
    font = QFont(painter.font())
    font.setItalic(chip.status is AssignmentStatus.DRAFT)
    font.setWeight(QFont.Weight.Normal if chip.open else QFont.Weight.DemiBold)
    small = QFont(painter.font())
    small.setPointSizeF(small.pointSizeF() * 0.85)
    before = painter.font()
    half = area.height() // 2
    title = chip.brief or chip.title
    for words, face, box in (
        (title, font, QRect(area.left(), area.top(), area.width(), half)),
        (chip.detail, small, QRect(area.left(), area.top() + half, area.width(), half)),
    ):
        painter.setFont(face)
        painter.setPen(ink)
        shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.setFont(before)


def _paint_marks(painter: QPainter, box: QRectF, chip: Chip, ink: QColor) -> int:
    """Tick, pin and swap at the right; returns the width that they take."""
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    right = box.right() - 8
    taken = 0
    if chip.mark:
        _paint_conflict(painter, QPointF(right - 1, box.center().y()), chip)
        right, taken = right - 18, taken + 18
        painter.setPen(QPen(ink, 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if chip.status in TICKED:
        _polyline(painter, right, box.center().y(), [(-4, 0), (-1, 4), (5, -4)])
        right, taken = right - 16, taken + 16
    if chip.pinned:
        y = box.center().y()
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(right, y - 3), 3, 3)
        painter.drawLine(QPointF(right, y), QPointF(right, y + 6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        right, taken = right - 14, taken + 14
    if chip.swapped:
        _polyline(painter, right, box.center().y() - 3, [(-5, 0), (5, 0), (2, -3)])
        _polyline(painter, right, box.center().y() + 3, [(5, 0), (-5, 0), (-2, 3)])
        taken += 16
    return taken


def _paint_conflict(painter: QPainter, centre: QPointF, chip: Chip) -> None:
    """A full square with a cross forbids publishing; a hollow triangle warns."""
    colours = theme.colours()
    x, y = centre.x(), centre.y()
    if chip.blocked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.bad))
        painter.drawRoundedRect(QRectF(x - 7, y - 7, 14, 14), 2, 2)
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
        painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))
        return
    painter.setPen(QPen(QColor(colours.warn), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _polyline(painter, x, y, [(0, -5), (6, 5), (-6, 5), (0, -5)])
    painter.drawLine(QPointF(x, y - 1), QPointF(x, y + 1.5))


DAY_FROM, DAY_TO = 6 * 60, 23 * 60
"""The part of the day that the bar of own hours spans."""


def _paint_own_hours(painter: QPainter, area: QRect, cell: Cell) -> None:
    """The person's own working hours: a thin bar under the cell, from six to eleven at night."""
    left, width = area.left() + 4, area.width() - 8
    bottom = area.bottom() - 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.colours().muted))
    for start, end in cell.spans:
        first, last = max(start, DAY_FROM), min(end, DAY_TO)
        if first < last:
            x = left + width * (first - DAY_FROM) / (DAY_TO - DAY_FROM)
            painter.drawRect(QRectF(x, bottom, width * (last - first) / (DAY_TO - DAY_FROM), 2.5))


def _polyline(painter: QPainter, x: float, y: float, points: list[tuple[float, float]]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))


def _paint_verdict(painter: QPainter, area: QRect, verdict: Verdict) -> None:
    """A tick, a warning sign or a cross in the corner, and a tinted frame."""
    ink = QColor(getattr(theme.colours(), verdict.level.value))
    tint = QColor(ink)
    tint.setAlpha(28)
    painter.fillRect(area, tint)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(area.adjusted(1, 1, -2, -2))
    x, y = area.right() - 11, area.top() + 11
    painter.setBrush(QColor(theme.colours().surface))
    painter.drawEllipse(QPointF(x, y), 8, 8)
    if verdict.level is Level.ALLOWED:
        _polyline(painter, x, y, [(-4, 0), (-1, 3), (4, -3)])
    elif verdict.level is Level.WARNED:
        painter.drawLine(QPointF(x, y - 4), QPointF(x, y + 1))
        painter.drawPoint(QPointF(x, y + 4))
    else:
        painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3))
        painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3))
