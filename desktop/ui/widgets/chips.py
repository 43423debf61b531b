"""Chips that tell a state by words and shape, not by colour alone."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.models.table import TONE_ROLE

MARK, GAP, PAD = 8.0, 6.0, 8.0
SHORTEST = 64


class Tone(Enum):
    """What a chip means; each tone has its colour and its own mark."""

    NEUTRAL = "neutral"
    INFO = "info"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


def ink_and_ground(tone: Tone) -> tuple[QColor, QColor]:
    """The colours of a tone in the theme in force."""
    colours = theme.colours()
    return (
        QColor(getattr(colours, tone.value)),
        QColor(getattr(colours, f"{tone.value}_soft")),
    )


def chip_width(text: str, metrics: QFontMetricsF) -> float:
    return PAD + MARK + GAP + metrics.horizontalAdvance(text) + PAD


def paint_chip(painter: QPainter, area: QRectF, text: str, tone: Tone) -> None:
    """Draw a chip at the left of `area`, shortened with an ellipsis if it does not fit."""
    metrics = QFontMetricsF(painter.font())
    width = min(chip_width(text, metrics), area.width())
    height = min(metrics.height() + 6, area.height())
    box = QRectF(area.left(), area.center().y() - height / 2, width, height)
    ink, ground = ink_and_ground(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, height / 2, height / 2)
    _paint_mark(painter, QPointF(box.left() + PAD + MARK / 2, box.center().y()), tone, ink)
    painter.setPen(ink)
    words = box.adjusted(PAD + MARK + GAP, 0, -PAD / 2, 0)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


def _paint_mark(painter: QPainter, centre: QPointF, tone: Tone, ink: QColor) -> None:
    half = MARK / 2
    painter.setBrush(QBrush(ink))
    if tone is Tone.GOOD:
        painter.drawEllipse(centre, half, half)
    elif tone is Tone.WARN:
        painter.drawPolygon(_polygon(centre, [(0, -half), (half, half), (-half, half)]))
    elif tone is Tone.BAD:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, MARK, MARK))
    elif tone is Tone.INFO:
        painter.drawPolygon(_polygon(centre, [(0, -half), (half, 0), (0, half), (-half, 0)]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.5))
        painter.drawEllipse(centre, half - 1, half - 1)


def _polygon(centre: QPointF, points: list[tuple[float, float]]) -> QPolygonF:
    return QPolygonF([QPointF(centre.x() + x, centre.y() + y) for x, y in points])


class Chip(QWidget):
    """A chip by itself; its words are also its accessible name."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        self.text, self.tone = text, tone
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        metrics = QFontMetricsF(self.font())
        return QSize(int(chip_width(self.text, metrics)) + 2, int(metrics.height()) + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(SHORTEST, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self.text, self.tone)
        painter.end()


class ChipDelegate(QStyledItemDelegate):
    """Draws the cells of a table that have a tone as chips, the others as usual."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        tone = index.data(TONE_ROLE)
        if not isinstance(tone, Tone):
            super().paint(painter, option, index)
            return
        blank = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        text, blank.text = blank.text, ""
        style = blank.widget.style() if blank.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        painter.setFont(blank.font)
        paint_chip(painter, QRectF(blank.rect).adjusted(6, 2, -4, -2), text, tone)

    def sizeHint(  # noqa: N802 -- Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        extra = int(MARK + GAP + PAD) if isinstance(index.data(TONE_ROLE), Tone) else 0
        return QSize(size.width() + extra + 12, max(size.height(), 30))
