"""The first screen: open a file, make one, or try the program on a fictitious company."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.ui import theme
from desktop.ui.context import Context
from desktop.ui.widgets.basics import Card, labelled, link, paragraph, primary
from desktop.ui.widgets.progress import ProgressPanel

RECENT_SHOWN = 4
CARD = 272


class Welcome(QWidget):
    """Shown while no file is open."""

    open_asked = Signal()
    open_at_asked = Signal(str)
    new_asked = Signal()
    demonstration_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Welcome"))
        self.progress = ProgressPanel()
        self._buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.setSpacing(14)
        layout.addStretch(1)
        layout.addWidget(_logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        title = labelled("title", _("Welcome to Vis ma vie"))
        words = labelled(
            "muted",
            _("Live a colleague’s day, notice what gets in the way, and mend it on both sides."),
        )
        for line in (title, words):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.setWordWrap(True)
            layout.addWidget(line)
        layout.addSpacing(12)
        layout.addLayout(self._cards())
        self.progress.setFixedWidth(theme.scaled(3 * CARD))
        layout.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(self._recent(context))
        layout.addStretch(2)

    def set_busy(self, busy: bool) -> None:
        """While something is being opened or made nothing else can be started."""
        for button in self._buttons:
            button.setEnabled(not busy)

    def _cards(self) -> QHBoxLayout:
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addStretch(1)
        try_it = self._card(
            "demo",
            _("Have a look"),
            _("A fictitious French company in mid-programme: nothing to prepare, nothing to lose."),
            _("Try the demonstration"),
        )
        primary(try_it[1]).clicked.connect(self.demonstration_asked)
        new = self._card(
            "new",
            _("Begin"),
            _("A new file for your company. You then import your people and sites."),
            _("New"),
        )
        new[1].clicked.connect(self.new_asked)
        existing = self._card(
            "open", _("Go on"), _("A file that you or a colleague made before."), _("Open")
        )
        existing[1].clicked.connect(self.open_asked)
        for card, _button in (try_it, new, existing):
            cards.addWidget(card)
        cards.addStretch(1)
        return cards

    def _card(self, icon: str, title: str, words: str, action: str) -> tuple[Card, QPushButton]:
        card = Card()
        card.setFixedWidth(theme.scaled(CARD))
        mark = QLabel()
        mark.setPixmap(theme.tinted(icon, theme.colours().accent, 28).pixmap(28, 28))
        button = QPushButton(action)
        card.body.addWidget(mark)
        card.body.addWidget(labelled("section", title))
        text = paragraph(words, "muted")
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(text, 1)
        card.body.addWidget(button)
        self._buttons.append(button)
        return card, button

    def _recent(self, context: Context) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(0)
        locations = context.settings.recent[:RECENT_SHOWN]
        if locations:
            title = labelled("muted", _("Recent files"))
            layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        for location in locations:
            name = location if "://" in location else Path(location).name
            button = link(name)
            button.setToolTip(location)
            button.clicked.connect(lambda _on, at=location: self.open_at_asked.emit(at))
            self._buttons.append(button)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return layout


def _logo() -> QLabel:
    mark = QLabel()
    size = QSize(64, 64)
    mark.setPixmap(theme.tinted("logo", theme.colours().accent, 64).pixmap(size))
    return mark
