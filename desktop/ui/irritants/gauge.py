"""The symmetry gauge: hours lived towards the front against hours lived towards the back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _, number_text, percent_text
from desktop.core.irritants.chain import Symmetry
from desktop.ui import theme

BAR = 18.0


class SymmetryGauge(QWidget):
    """Two bars from the middle: the more alike, the more symmetric."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symmetry = Symmetry(0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_symmetry(self._symmetry)

    def show_symmetry(self, symmetry: Symmetry) -> None:
        self._symmetry = symmetry
        self.setAccessibleName(self.sentence)
        self.setToolTip(self.sentence)
        self.update()

    @property
    def sentence(self) -> str:
        """The gauge in words."""
        if self._symmetry.balance is None:
            return _("Nobody has gone anywhere yet.")
        return _(
            "{front} h towards the front, {back} h towards the back: {share} symmetric"
        ).format(
            front=number_text(self._symmetry.to_front),
            back=number_text(self._symmetry.to_back),
            share=percent_text(self._symmetry.balance),
        )

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(280, 74)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, half = self.width() / 2, self.width() / 2 - 4
        most = max(self._symmetry.to_front, self._symmetry.to_back) or 1.0
        top = 26.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(4, top, self.width() - 8, BAR), BAR / 2, BAR / 2)
        back, front = half * self._symmetry.to_back / most, half * self._symmetry.to_front / most
        painter.setBrush(QColor(colours.info))
        painter.drawRoundedRect(QRectF(middle - back, top, back, BAR), 4, 4)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(QRectF(middle, top, front, BAR), 4, 4)
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(QPointF(middle, top - 5), QPointF(middle, top + BAR + 5))
        painter.drawText(QRectF(4, 2, half, 20), Qt.AlignmentFlag.AlignLeft, _("to the back"))
        painter.drawText(
            QRectF(middle, 2, half, 20), Qt.AlignmentFlag.AlignRight, _("to the front")
        )
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        for left, align, hours in (
            (4.0, Qt.AlignmentFlag.AlignLeft, self._symmetry.to_back),
            (middle, Qt.AlignmentFlag.AlignRight, self._symmetry.to_front),
        ):
            words = _("{hours} h").format(hours=number_text(hours))
            painter.drawText(QRectF(left, top + BAR + 4, half, 22), align, words)
        painter.end()
