"""The six moments' colours in every theme, and the pair of faces that says the same by shape."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.irritants.moments import sides_of
from desktop.core.vocabulary import ClientState, EmployeeState, Moment
from desktop.ui import theme

# Ink on ground; every pair passes 4.5:1 (tests/ui/irritants/test_tints.py).
TINTS: dict[str, dict[Moment, tuple[str, str]]] = {
    "light": {
        Moment.WIN_WIN: ("#14532D", "#DDF3E4"),
        Moment.LUCKY_BREAK: ("#0B4A6F", "#DCEEFA"),
        Moment.PAIN: ("#7A3E00", "#FDEBD0"),
        Moment.WRONG_FIGHT: ("#5B2A86", "#EFE3FA"),
        Moment.BLINDNESS: ("#33434D", "#E2E8EB"),
        Moment.DEAD_END: ("#8B1D1D", "#FBE0DE"),
    },
    "dark": {
        Moment.WIN_WIN: ("#8EDFAE", "#143524"),
        Moment.LUCKY_BREAK: ("#94CDF5", "#12324A"),
        Moment.PAIN: ("#F5BE74", "#432D0C"),
        Moment.WRONG_FIGHT: ("#D3B1F5", "#38214F"),
        Moment.BLINDNESS: ("#C2CED4", "#2B373D"),
        Moment.DEAD_END: ("#FFA9A0", "#4A1E1B"),
    },
    "contrast": {
        Moment.WIN_WIN: ("#7CFF9E", "#000000"),
        Moment.LUCKY_BREAK: ("#9FCBFF", "#000000"),
        Moment.PAIN: ("#FFD166", "#000000"),
        Moment.WRONG_FIGHT: ("#E2BFFF", "#000000"),
        Moment.BLINDNESS: ("#FFFFFF", "#000000"),
        Moment.DEAD_END: ("#FF9C94", "#000000"),
    },
}


def tint(moment: Moment | None) -> tuple[QColor, QColor]:
    """Ink and ground of a moment in the theme in force; an incomplete mirror is neutral."""
    colours = theme.colours()
    if moment is None:
        return QColor(colours.muted), QColor(colours.raised)
    ink, ground = TINTS[colours.name][moment]
    return QColor(ink), QColor(ground)


def paint_faces(painter: QPainter, area: QRectF, moment: Moment, ink: QColor) -> None:
    """Client at the left, employee at the right, looking at each other through the mirror."""
    client, employee = sides_of(moment)
    size = min(area.height(), area.width() / 2.5)
    top = area.center().y() - size / 2
    left = QRectF(area.left(), top, size, size)
    right = QRectF(area.left() + size * 1.5, top, size, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.4, size / 16), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = left.right() + size / 4
    painter.drawLine(QPointF(middle, top), QPointF(middle, top + size))
    _paint_face(painter, left, 1.0 if client is ClientState.ENCHANTED else -1.0)
    moods = {EmployeeState.ENGAGED: 1.0, EmployeeState.SILENT: 0.0, EmployeeState.FRUSTRATED: -1.0}
    _paint_face(painter, right, moods[employee])
    painter.restore()


def _paint_face(painter: QPainter, box: QRectF, mood: float) -> None:
    """A face that smiles (1), says nothing (0) or frowns (-1)."""
    pen = painter.pen()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    width = box.width()
    eyes = box.top() + width * 0.38
    painter.setBrush(pen.color())
    for share in (0.33, 0.67):
        painter.drawEllipse(QPointF(box.left() + width * share, eyes), width / 28, width / 28)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    mouth = box.top() + width * 0.66
    start = QPointF(box.left() + width * 0.3, mouth)
    end = QPointF(box.left() + width * 0.7, mouth)
    if mood == 0:
        dotted = QPen(pen)
        dotted.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(dotted)
        painter.drawLine(start, end)
        painter.setPen(pen)
        return
    path = QPainterPath(start)
    path.quadTo(QPointF(box.center().x(), mouth + mood * width * 0.22), end)
    painter.drawPath(path)


class Faces(QWidget):
    """The pair of faces by itself, beside the name of a moment."""

    def __init__(self, moment: Moment | None = None, size: int = 26) -> None:
        super().__init__()
        self._moment, self._size = moment, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_moment(self, moment: Moment | None) -> None:
        self._moment = moment
        self.setVisible(moment is not None)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(int(self._size * 2.5) + 2, self._size + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        if self._moment is not None:
            painter = QPainter(self)
            area = QRectF(1, 1, self._size * 2.5, self._size)
            paint_faces(painter, area, self._moment, tint(self._moment)[0])
            painter.end()
