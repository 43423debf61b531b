"""Effort on both paths, side by side: what the client does, what the employee does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.core.irritants.effort import (
    Fingerprint,
    Measure,
    amount_text,
    measured,
)
from desktop.ui import theme

LINE, BAR, HEAD = 40, 9.0, 22


class EffortBars(QWidget):
    """One line a measure: the client's bar left of the middle, the employee's right of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client: Fingerprint = ()
        self._employee: Fingerprint = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_paths(self, client: Fingerprint, employee: Fingerprint) -> None:
        self._client, self._employee = client, employee
        self.setVisible(bool(client or employee))
        self.setAccessibleName(
            _("Client: {client}. Employee: {employee}.").format(
                client=", ".join(each.text for each in client) or "—",
                employee=", ".join(each.text for each in employee) or "—",
            )
        )
        self.updateGeometry()
        self.update()

    @property
    def _measures(self) -> list[Measure]:
        return [
            each for each in Measure
            if measured(self._client, each) or measured(self._employee, each)
        ]  # fmt: skip

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(300, HEAD + LINE * len(self._measures) + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, half = self.width() / 2, self.width() / 2 - 6
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(0, 0, half, HEAD), Qt.AlignmentFlag.AlignRight, _("Client"))
        painter.drawText(
            QRectF(middle + 6, 0, half, HEAD), Qt.AlignmentFlag.AlignLeft, _("Employee")
        )
        painter.setFont(self.font())
        for number, measure in enumerate(self._measures):
            self._paint_measure(painter, measure, HEAD + number * LINE, middle, half)
        painter.end()

    def _paint_measure(
        self, painter: QPainter, measure: Measure, top: float, middle: float, half: float
    ) -> None:
        colours = theme.colours()
        client, employee = measured(self._client, measure), measured(self._employee, measure)
        most = max((each.value for each in (client, employee) if each), default=1) or 1
        metrics = QFontMetricsF(painter.font())
        for found, left in ((client, True), (employee, False)):
            ink = QColor(colours.info if left else colours.accent)
            length = half * (found.value / most if found else 0)
            x = middle - 3 - length if left else middle + 3
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(
                QRectF(middle - 3 - half if left else middle + 3, top + 18, half, BAR), 4, 4
            )
            painter.setBrush(ink)
            painter.drawRoundedRect(QRectF(x, top + 18, length, BAR), 4, 4)
            painter.setPen(QColor(colours.text if found else colours.muted))
            words = (
                f"{amount_text(measure, found.value)} · n = {found.observations}"
                if found else _("not observed")
            )  # fmt: skip
            box = QRectF(middle - 3 - half if left else middle + 3, top, half, 17)
            align = Qt.AlignmentFlag.AlignRight if left else Qt.AlignmentFlag.AlignLeft
            painter.drawText(
                box, align, metrics.elidedText(words, Qt.TextElideMode.ElideRight, half)
            )
