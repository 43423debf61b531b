"""Which days the board shows: a week, a fortnight, a month or the whole campaign, and the steps."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.core.i18n import _, day_text
from desktop.ui.widgets.basics import icon_button, labelled


class Span(StrEnum):
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    CAMPAIGN = "campaign"


DAYS = {Span.WEEK: 7, Span.FORTNIGHT: 14, Span.MONTH: 28}


def span_days(span: Span, around: date, first: date, last: date) -> tuple[date, date]:
    """The days of a span that holds `around`; weeks begin on Monday. Both ends included."""
    if span is Span.CAMPAIGN:
        return first, last
    start = around - timedelta(days=around.weekday())
    return start, start + timedelta(days=DAYS[span] - 1)


class PeriodBar(QWidget):
    """Span, previous, next, today."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = self._last = self._around = date(2000, 1, 1)
        self._preferred: date | None = None
        self._span = QComboBox()
        self._span.setAccessibleName(_("Days shown"))
        for span, words in (
            (Span.WEEK, _("Week")),
            (Span.FORTNIGHT, _("Fortnight")),
            (Span.MONTH, _("Four weeks")),
            (Span.CAMPAIGN, _("Whole campaign")),
        ):
            self._span.addItem(words, span)
        self._span.currentIndexChanged.connect(self._on_span)
        self._words: QLabel = labelled("section", "")
        earlier = icon_button("left", _("Earlier"))
        later = icon_button("right", _("Later"))
        earlier.clicked.connect(lambda: self._step(-1))
        later.clicked.connect(lambda: self._step(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._span, earlier, later, self._words):
            layout.addWidget(widget)

    def set_campaign(self, first: date, last: date, around: date) -> None:
        """The bounds of the campaign, and the day to show first (brought within them)."""
        self._first, self._last = first, last
        wanted, self._preferred = self._preferred or around, None
        self._around = min(max(wanted if first <= wanted <= last else around, first), last)
        self._say()

    def prefer(self, day: date) -> None:
        """The day to show first once the campaign is known, if it lies within."""
        self._preferred = day

    def span_index(self) -> int:
        return self._span.currentIndex()

    def choose_span(self, index: int) -> None:
        if 0 <= index < self._span.count():
            self._span.setCurrentIndex(index)

    def days(self) -> tuple[date, date]:
        """First and last day shown, both included."""
        return span_days(self._shown(), self._around, self._first, self._last)

    def _shown(self) -> Span:
        return Span(self._span.currentData())  # Qt gives text back for what was an enumeration

    def show_day(self, day: date) -> None:
        """Move to the span that holds a day."""
        self._around = day
        self._say()
        self.changed.emit()

    def _on_span(self, _index: int) -> None:
        self._say()
        self.changed.emit()

    def _step(self, direction: int) -> None:
        length = DAYS.get(self._shown(), 0)
        moved = self._around + timedelta(days=direction * length)
        start, end = span_days(self._shown(), moved, self._first, self._last)
        if end >= self._first and start <= self._last:
            self.show_day(moved)

    def _say(self) -> None:
        start, end = self.days()
        self._words.setText(f"{day_text(start, 'd MMM')} – {day_text(end, 'd MMM yyyy')}")
