"""Ctrl+K: type the beginning of a page's name and press Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.ui import theme
from desktop.ui.context import Context
from desktop.ui.window.registry import Entry


class GoTo(QDialog):
    """A field and the pages that match it."""

    def __init__(self, context: Context, entries: Sequence[Entry], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(_("Go to…"))
        self.resize(420, 380)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Name of a page"))
        self.field.setAccessibleName(_("Name of a page"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Pages"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for entry in entries:
            item = QListWidgetItem(theme.icon(entry.icon), _(entry.title))
            item.setData(Qt.ItemDataRole.UserRole, entry.id)
            self.found.addItem(item)
        self.found.setCurrentRow(0)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.found)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._go)
        self.found.itemClicked.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        shown = [n for n in range(self.found.count()) if not self.found.item(n).isHidden()]
        place = self.found.currentRow()
        if shown:
            here = shown.index(place) if place in shown else -1
            self.found.setCurrentRow(shown[max(0, min(len(shown) - 1, here + step))])

    def _filter(self, words: str) -> None:
        first = -1
        for number in range(self.found.count()):
            item = self.found.item(number)
            hidden = fold(words) not in fold(item.text())
            item.setHidden(hidden)
            if not hidden and first < 0:
                first = number
        self.found.setCurrentRow(first)

    def _go(self) -> None:
        item = self.found.currentItem()
        if item is not None and not item.isHidden():
            self.accept()
            self._context.navigate(item.data(Qt.ItemDataRole.UserRole))
