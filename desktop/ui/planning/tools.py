"""The tools above the board: axis, days, filters. What was chosen is found again next time."""

from __future__ import annotations

import json
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.vocabulary import Direction
from desktop.ui.planning.cells import Axis, Filters
from desktop.ui.planning.period import PeriodBar
from desktop.ui.widgets.basics import row

PAUSE_MS = 120
"""Between the last letter typed and the new lines."""


class BoardTools(QWidget):
    """Says when the lines change (`changed`) and when other days are wanted (`period.changed`)."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.axis = QComboBox()
        self.axis.setAccessibleName(_("Lines of the board"))
        for axis, words in (
            (Axis.SITES, _("Sites by days")),
            (Axis.PEOPLE, _("People by days")),
            (Axis.PAIRS, _("Pairs of departments")),
        ):
            self.axis.addItem(words, axis)
        self.period = PeriodBar()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter: a name, a site, a department…"))
        self.words.setAccessibleName(_("Filter"))
        self.words.setClearButtonEnabled(True)
        self.direction = QComboBox()
        self.direction.setAccessibleName(_("Direction"))
        self.direction.addItem(_("Both directions"), None)
        for direction in Direction:
            self.direction.addItem(label(direction), direction)
        self.only_open = QCheckBox(_("Only seats to fill"))
        self.only_conflicts = QCheckBox(_("Only conflicts"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(row(self.axis, self.period))
        filters = row(
            self.words, self.direction, self.only_open, self.only_conflicts, stretch=False
        )
        filters.setStretch(0, 1)
        lines.addLayout(filters)
        self.axis.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.direction.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.only_open.toggled.connect(lambda _on: self.changed.emit())
        self.only_conflicts.toggled.connect(lambda _on: self.changed.emit())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _text: self._pause.start())

    def chosen_axis(self) -> Axis:
        return Axis(self.axis.currentData())  # Qt gives text back for what was an enumeration

    def filters(self) -> Filters:
        direction = self.direction.currentData()
        return Filters(
            self.words.text(),
            Direction(direction) if direction else None,
            self.only_open.isChecked(),
            self.only_conflicts.isChecked(),
        )

    def clear_filters(self) -> None:
        """Show everything again."""
        self.words.clear()
        self.direction.setCurrentIndex(0)
        self.only_open.setChecked(False)
        self.only_conflicts.setChecked(False)

    def memory(self) -> str:
        """What to remember until the next start, without names of people: words are left out."""
        start, _end = self.period.days()
        return json.dumps(
            {
                "axis": self.axis.currentIndex(),
                "span": self.period.span_index(),
                "direction": self.direction.currentIndex(),
                "only_open": self.only_open.isChecked(),
                "only_conflicts": self.only_conflicts.isChecked(),
                "day": start.isoformat(),
            }
        )

    def recall(self, memory: str) -> None:
        """Choose again what was chosen; anything that cannot be read is as at the first start."""
        try:
            kept = json.loads(memory or "{}")
            day = date.fromisoformat(kept["day"]) if "day" in kept else None
        except ValueError:
            return
        self.axis.setCurrentIndex(int(kept.get("axis", 0)))
        self.period.choose_span(int(kept.get("span", 0)))
        self.direction.setCurrentIndex(int(kept.get("direction", 0)))
        self.only_open.setChecked(bool(kept.get("only_open")))
        self.only_conflicts.setChecked(bool(kept.get("only_conflicts")))
        if day is not None:
            self.period.prefer(day)
