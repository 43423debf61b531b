"""One of the six cards of the matrix: its name, its faces, how many touchpoints, and which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _, ngettext, number_text
from desktop.core.irritants.moments import sides_of
from desktop.core.labels import label
from desktop.core.vocabulary import Moment
from desktop.ui.irritants.tints import paint_faces, tint

PAD, FACE = 16.0, 30.0


class MomentCard(QWidget):
    """Pressed by mouse, Enter or Space, it shows its touchpoints beside the matrix."""

    pressed = Signal(object)

    def __init__(self, moment: Moment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.moment = moment
        self.names: tuple[str, ...] = ()
        self._chosen = self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(170, 136)
        self.show_touchpoints(())

    def show_touchpoints(self, names: Sequence[str]) -> None:
        """The touchpoints that are in this moment, most spoken of first."""
        self.names = tuple(names)
        client, employee = sides_of(self.moment)
        count = ngettext("{count} touchpoint", "{count} touchpoints", len(names))
        self.setAccessibleName(f"{label(self.moment)} — {count.format(count=len(names))}")
        self.setAccessibleDescription(" · ".join((label(client), label(employee), *self.names)))
        self.setToolTip("\n".join(self.names))
        self.update()

    def choose(self, chosen: bool) -> None:
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(220, 180)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        ink, ground = tint(self.moment)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        strong = self._chosen or self.hasFocus()
        edge = QPen(ink, 2.5 if strong else 1.2 if self._hovered else 0.6)
        painter.setPen(edge)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 12, 12)
        inner = box.adjusted(PAD, PAD - 4, -PAD, -PAD + 8)
        painter.setPen(ink)
        top = self._paint_head(painter, inner)
        self._paint_names(painter, QRectF(inner.left(), top, inner.width(), inner.bottom() - top))
        painter.end()

    def _paint_head(self, painter: QPainter, inner: QRectF) -> float:
        """Faces and number on one line, the name under it; where the list begins."""
        ink = painter.pen().color()
        head = QRectF(inner.left(), inner.top(), inner.width(), FACE)
        paint_faces(painter, QRectF(head.left(), head.top(), FACE * 2.5, FACE), self.moment, ink)
        figure = QFont(self.font())
        figure.setPointSizeF(figure.pointSizeF() * 2.1)
        figure.setWeight(QFont.Weight.DemiBold)
        painter.setFont(figure)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, right, number_text(len(self.names)))
        name = QFont(self.font())
        name.setPointSizeF(name.pointSizeF() * 1.25)
        name.setWeight(QFont.Weight.DemiBold)
        painter.setFont(name)
        height = QFontMetricsF(name).height()
        line = QRectF(inner.left(), head.bottom() + 5, inner.width(), height)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, label(self.moment))
        return line.bottom() + 4

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        step = metrics.height() + 1
        room = int(area.height() // step)
        shown = list(self.names[:room])
        if len(self.names) > room > 0:
            hidden = len(self.names) - room + 1
            more = ngettext("and {count} more", "and {count} more", hidden)
            shown[-1] = more.format(count=hidden)
        if not self.names and room:
            shown = [_("None so far")]
        for number, words in enumerate(shown):
            line = QRectF(area.left(), area.top() + number * step, area.width(), step)
            text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 -- Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(self.moment)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit(self.moment)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 -- Qt's name
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 -- Qt's name
        self._hovered = False
        self.update()
        super().leaveEvent(event)
