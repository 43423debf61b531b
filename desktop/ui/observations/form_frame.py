"""Around the pages of the form: title, list of pages, progress, what was saved and when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, time_text
from desktop.ui.widgets.basics import labelled, link, paragraph, primary, restyle, row, scrolled

STEPS_WIDTH = 270


class FormFrame(QWidget):
    """`moved` carries +1 or -1, `chosen` the number of a page."""

    left = Signal()
    moved = Signal(int)
    chosen = Signal(int)
    card_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._build()

    def clear(self) -> None:
        """Forget the pages of another report."""
        while (old := self.stack.widget(0)) is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.steps.clear()

    def add(self, page: QWidget, title: str) -> None:
        """One more page."""
        self.stack.addWidget(scrolled(page))
        self.steps.addItem(QListWidgetItem(title))

    def say_news(self, words: str, *, urgent: bool = False) -> None:
        """The line above the pages, until it is closed; none without words."""
        self.news.setText(words)
        self.banner.setProperty("tone", "warn" if urgent else "")
        restyle(self.banner)
        self.banner.setVisible(bool(words))

    def say_progress(self, place: int, count: int) -> None:
        """Which page of how many."""
        self.progress.setMaximum(count)
        self.progress.setValue(place)
        self.step.setText(_("Page {page} of {count}").format(page=place, count=count))
        self.previous.setEnabled(place > 1)
        self.next.setVisible(place < count)

    def say_saved(self, moment: datetime) -> None:
        """When the draft was last written."""
        self.saved.setText(_("Saved at {time}").format(time=time_text(moment.astimezone())))

    def scroll_to(self, widget: QWidget | None) -> None:
        """Bring one question of the page into view."""
        area = self.stack.currentWidget()
        if isinstance(area, QScrollArea) and widget is not None:
            area.ensureWidgetVisible(widget, 0, 60)

    def _build(self) -> None:
        self.title = labelled("section", "")
        self.place = labelled("muted", "")
        self.saved = labelled("muted", "")
        self.saved.setAccessibleName(_("State of the draft"))
        back = link(_("← Reports"))
        back.clicked.connect(self.left)
        self.card_button = QPushButton(_("Irritant card…"))
        self.card_button.setToolTip(_("Something gets in the way? Note it now (Ctrl+I)."))
        self.card_button.clicked.connect(self.card_wanted)
        head = row(back, self.title, self.place)
        head.addWidget(self.saved)
        head.addWidget(self.card_button)
        self.banner = self._make_banner()
        self.steps = QListWidget()
        self.steps.setObjectName("steps")
        self.steps.setAccessibleName(_("Pages of the report"))
        self.steps.setFixedWidth(STEPS_WIDTH)
        self.steps.setWordWrap(True)
        self.steps.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.itemClicked.connect(lambda item: self.chosen.emit(self.steps.row(item)))
        self.steps.itemActivated.connect(lambda item: self.chosen.emit(self.steps.row(item)))
        self.stack = QStackedWidget()
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.steps)
        middle.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.banner)
        layout.addLayout(middle, 1)
        layout.addLayout(self._make_foot())
        for keys, slot in (
            ("Ctrl+PgDown", lambda: self.moved.emit(1)),
            ("Ctrl+PgUp", lambda: self.moved.emit(-1)),
            ("Ctrl+I", self.card_wanted.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _make_banner(self) -> QFrame:
        banner = QFrame()
        banner.setProperty("role", "notice")
        self.news = paragraph("")
        close = link(_("Close"))
        close.clicked.connect(banner.hide)
        inside = QHBoxLayout(banner)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.addWidget(self.news, 1)
        inside.addWidget(close)
        banner.hide()
        return banner

    def _make_foot(self) -> QHBoxLayout:
        self.previous = QPushButton(_("Previous"))
        self.previous.clicked.connect(lambda: self.moved.emit(-1))
        self.next = primary(QPushButton(_("Next")))
        self.next.clicked.connect(lambda: self.moved.emit(1))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(220)
        self.step = labelled("muted", "")
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addSpacing(STEPS_WIDTH + 32)
        foot.addWidget(self.previous)
        foot.addWidget(self.next)
        foot.addSpacing(16)
        foot.addWidget(self.progress)
        foot.addWidget(self.step)
        foot.addStretch(1)
        return foot
