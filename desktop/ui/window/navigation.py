"""The left column: the name of the program and the list of pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.ui import theme
from desktop.ui.widgets.basics import labelled
from desktop.ui.window.registry import Entry

WIDTH = 224
ICON = 20
ROW = 38


class Navigation(QWidget):
    """Emits `chosen` with the id of a page."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.scaled(WIDTH))
        self._entries = list(entries)
        self.pages = QListWidget()
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(_("Pages"))
        self.pages.setIconSize(QSize(ICON, ICON))
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill()
        self.pages.currentItemChanged.connect(self._on_current)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 8)
        layout.setSpacing(10)
        layout.addLayout(_brand())
        layout.addWidget(self.pages, 1)

    def select(self, page_id: str) -> None:
        """Show which page is in front."""
        for number in range(self.pages.count()):
            item = self.pages.item(number)
            if item.data(Qt.ItemDataRole.UserRole) == page_id:
                self.pages.setCurrentItem(item)

    def _fill(self) -> None:
        group = 0
        for shortcut, entry in enumerate(self._entries, start=1):
            if entry.group != group:
                group = entry.group
                self.pages.addItem(_gap())
            item = QListWidgetItem(theme.icon(entry.icon, ICON), _(entry.title))
            item.setSizeHint(QSize(1, theme.scaled(ROW)))
            item.setData(Qt.ItemDataRole.UserRole, entry.id)
            if shortcut <= 9:
                item.setToolTip(f"{_(entry.title)} (Ctrl+{shortcut})")
            self.pages.addItem(item)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and (page_id := item.data(Qt.ItemDataRole.UserRole)):
            self.chosen.emit(page_id)


def _gap() -> QListWidgetItem:
    """A little air between two groups of pages."""
    gap = QListWidgetItem()
    gap.setFlags(Qt.ItemFlag.NoItemFlags)
    gap.setSizeHint(QSize(1, 10))
    return gap


def _brand() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(18, 0, 12, 4)
    line.setSpacing(8)
    mark = QLabel()
    mark.setPixmap(theme.tinted("logo", theme.colours().accent, 26).pixmap(26, 26))
    line.addWidget(mark)
    line.addWidget(labelled("brand", _("Vis ma vie")))
    line.addStretch(1)
    return line
