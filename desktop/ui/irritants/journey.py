"""The journey as a curve: enchantment above the line, irritation below, one place a touchpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _, number_text
from desktop.core.labels import label
from desktop.core.vocabulary import Moment
from desktop.ui import theme
from desktop.ui.irritants.tints import paint_faces, tint

LEFT, RIGHT, TOP, LABELS = 104.0, 20.0, 24.0, 132.0
SLANT, LONGEST = 38.0, 148.0
DOT = 4.5


@dataclass(frozen=True, slots=True)
class Step:
    """One touchpoint of the journey; counts are of clients who took sides."""

    touchpoint: str
    name: str
    stage: str
    enchanted: int
    irritated: int
    moment: Moment | None


class JourneyCurve(QWidget):
    """Left and right arrows move along the journey; `chosen` carries a touchpoint."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(300)
        self.setAccessibleName(_("The journey, as a curve of enchantment and irritation"))

    def show_steps(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._at = -1
        self.setAccessibleDescription("; ".join(_spoken(step) for step in steps))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(900, 360)

    # -- geometry

    def _x(self, number: int) -> float:
        return LEFT + self._step_width * (number + 0.5)

    @property
    def _step_width(self) -> float:
        return max(1.0, self.width() - LEFT - RIGHT) / max(1, len(self._steps))

    def _axis(self) -> float:
        return TOP + (self.height() - TOP - LABELS) / 2

    def _y(self, count: int) -> float:
        most = max((max(step.enchanted, step.irritated) for step in self._steps), default=1) or 1
        return self._axis() - count / most * (self._axis() - TOP - 24)

    # -- painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10)
        if self._steps:
            self._paint_stages(painter)
            self._paint_side(painter, [step.enchanted for step in self._steps], "good", 1)
            self._paint_side(painter, [step.irritated for step in self._steps], "bad", -1)
            self._paint_axis(painter)
            self._paint_labels(painter)
        painter.end()

    def _paint_stages(self, painter: QPainter) -> None:
        """A band for each stage of the journey, named at its top."""
        colours = theme.colours()
        start = 0
        for number, step in enumerate(self._steps):
            is_last = number + 1 == len(self._steps)
            if not is_last and self._steps[number + 1].stage == step.stage:
                continue
            half = (self._x(1) - self._x(0)) / 2 if len(self._steps) > 1 else 40
            band = QRectF(self._x(start) - half, 8, self._x(number) - self._x(start) + 2 * half, 0)
            band.setBottom(self.height() - LABELS + 4)
            if number + 1 < len(self._steps):
                painter.setPen(QPen(QColor(colours.line), 1, Qt.PenStyle.DotLine))
                painter.drawLine(band.topRight(), QPointF(band.right(), self.height() - LABELS))
            painter.setPen(QColor(colours.muted))
            words = QFontMetricsF(painter.font()).elidedText(
                step.stage, Qt.TextElideMode.ElideRight, band.width() - 6
            )
            painter.drawText(
                QRectF(band.left(), 8, band.width(), 18), Qt.AlignmentFlag.AlignCenter, words
            )
            start = number + 1

    def _paint_side(self, painter: QPainter, counts: list[int], name: str, way: int) -> None:
        colours = theme.colours()
        ink, ground = QColor(getattr(colours, name)), QColor(getattr(colours, f"{name}_soft"))
        points = [QPointF(self._x(i), self._y(way * count)) for i, count in enumerate(counts)]
        curve = _smooth(points)
        area = QPainterPath(curve)
        area.lineTo(QPointF(points[-1].x(), self._axis()))
        area.lineTo(QPointF(points[0].x(), self._axis()))
        area.closeSubpath()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPath(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        style = Qt.PenStyle.SolidLine if way > 0 else Qt.PenStyle.DashLine
        painter.setPen(QPen(ink, 2.2, style))
        painter.drawPath(curve)
        for point, count in zip(points, counts, strict=True):
            if count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink)
                painter.drawEllipse(point, DOT, DOT)
                painter.setPen(ink)
                box = QRectF(point.x() - 20, point.y() - (22 if way > 0 else -4), 40, 18)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, number_text(count))

    def _paint_axis(self, painter: QPainter) -> None:
        colours = theme.colours()
        axis = self._axis()
        painter.setPen(QPen(QColor(colours.text), 1.4))
        painter.drawLine(QPointF(LEFT - 8, axis), QPointF(self.width() - RIGHT, axis))
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        for words, name, top in (
            (_("Enchantment"), "good", TOP + 10),
            (_("Irritation"), "bad", axis + 10),
        ):
            painter.setPen(QColor(getattr(colours, name)))
            box = QRectF(8, top, LEFT - 16, axis - TOP - 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(self.font())

    def _paint_labels(self, painter: QPainter) -> None:
        """Faces of the moment, and the name of the touchpoint slanting up to them."""
        top = self.height() - LABELS + 6
        for number, step in enumerate(self._steps):
            x = self._x(number)
            if number == self._at:
                self._paint_choice(painter, x)
            if step.moment is not None:
                size = min(17.0, self._step_width / 2.8)
                area = QRectF(x - size * 1.25, top, size * 2.5, size)
                paint_faces(painter, area, step.moment, tint(step.moment)[0])
            self._paint_name(painter, step.name, QPointF(x + 4, top + 30), number == self._at)

    def _paint_choice(self, painter: QPainter, x: float) -> None:
        painter.setPen(QPen(QColor(theme.colours().accent), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, TOP + 6), QPointF(x, self.height() - LABELS + 2))

    def _paint_name(self, painter: QPainter, name: str, end: QPointF, chosen: bool) -> None:
        colours = theme.colours()
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if chosen else colours.text))
        painter.translate(end)
        painter.rotate(-SLANT)
        words = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideRight, LONGEST)
        box = QRectF(-LONGEST, -10, LONGEST, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    # -- choosing

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._steps):
            self._at = number
            self.update()
            self.chosen.emit(self._steps[number].touchpoint)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        if self._steps and event.button() is Qt.MouseButton.LeftButton:
            self._choose(int((event.position().x() - LEFT) // self._step_width))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self._choose(max(0, self._at + move))


def _smooth(points: Sequence[QPointF]) -> QPainterPath:
    """A curve through the points that never overshoots them: handles stay level."""
    path = QPainterPath(points[0])
    for before, after in pairwise(points):
        middle = (before.x() + after.x()) / 2
        path.cubicTo(QPointF(middle, before.y()), QPointF(middle, after.y()), after)
    return path


def _spoken(step: Step) -> str:
    moment = label(step.moment) if step.moment else _("incomplete mirror")
    text = _("{name}: {enchanted} enchanted, {irritated} irritated, {moment}")
    return text.format(
        name=step.name, enchanted=step.enchanted, irritated=step.irritated, moment=moment
    )
