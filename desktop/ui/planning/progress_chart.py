"""The search as it goes: best plan and proven bound of the aim in hand, aims settled so far."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _, number_text, percent_text
from desktop.core.planning.plan import Step
from desktop.core.planning.tiers import tier_name
from desktop.ui import theme

HEIGHT = 170
PAD = 10
LINE = 18
SHOWN = 400
"""Points kept; older ones go first."""


class ProgressChart(QWidget):
    """Feed it from any thread through `stepped`; it draws the curve of the aim in hand."""

    stepped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Best plan and bound"))
        self.stepped.connect(self._on_step, Qt.ConnectionType.QueuedConnection)

    def clear(self) -> None:
        """Forget the former search."""
        self.steps = []
        self.update()

    def _on_step(self, step: Step) -> None:
        if self.steps and self.steps[-1].name != step.name:
            self.steps = []
        self.steps = [*self.steps, step][-SHOWN:]
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """What the drawing says, for whoever cannot see it."""
        if not self.steps:
            return ""
        last = self.steps[-1]
        gap = abs(last.bound - last.value) / max(1.0, abs(last.value))
        return _("{aim}: {value}, nothing beats {bound} (gap {gap})").format(
            aim=tier_name(last.name),
            value=number_text(last.value),
            bound=number_text(last.bound),
            gap=percent_text(gap, 2),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(colours.raised))
        if not self.steps:
            return
        painter.setPen(QColor(colours.text))
        top = QRectF(PAD, PAD, self.width() - 2 * PAD, LINE)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, self.words())
        area = QRectF(PAD, PAD + LINE + 6, top.width(), self.height() - 2 * (PAD + LINE) - 12)
        self._curve(painter, area, [one.bound for one in self.steps], colours.warn)
        self._curve(painter, area, [one.value for one in self.steps], colours.accent)
        painter.setPen(QColor(colours.muted))
        foot = QRectF(PAD, self.height() - PAD - LINE, top.width(), LINE)
        settled = [tier_name(one.name) for one in self.steps[-1].settled if one.gap == 0]
        text = _("Settled: {aims}").format(aims=", ".join(settled) or _("nothing yet"))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideLeft, int(foot.width())
        )
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, shown)

    def _curve(self, painter: QPainter, area: QRectF, values: list[float], colour: str) -> None:
        every = [value for one in self.steps for value in (one.value, one.bound)]
        low, high = min(every), max(every)
        start, end = self.steps[0].seconds, self.steps[-1].seconds
        points = []
        for step, value in zip(self.steps, values, strict=True):
            across = (step.seconds - start) / (end - start) if end > start else 0.0
            up = (value - low) / (high - low) if high > low else 0.5
            points.append(
                QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())
            )
        points.append(QPointF(area.right(), points[-1].y()))
        painter.setPen(QPen(QColor(colour), 2.0))
        painter.drawPolyline(QPolygonF(points))
