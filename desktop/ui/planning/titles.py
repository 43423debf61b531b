"""The titles of the board's lines: what it is in bold, where it is underneath, both shortened."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui import theme

PAD = 8


class LineTitles(QHeaderView):
    """A vertical header that draws two lines of text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 -- Qt's name
        colours = theme.colours()
        words = self.model().headerData(section, Qt.Orientation.Vertical) or ""
        title, _newline, subtitle = str(words).partition("\n")
        painter.save()
        painter.fillRect(rect, QColor(colours.raised))
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        bold, plain = QFont(self.font()), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        plain.setPointSizeF(plain.pointSizeF() * 0.88)
        top = rect.top() + min(PAD, max(2, (rect.height() - 34) // 2))
        for text, font, colour, place in (
            (title, bold, colours.text, 0),
            (subtitle, plain, colours.muted, 17),
        ):
            box = QRect(rect.left() + PAD, top + place, rect.width() - 2 * PAD, 17)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
