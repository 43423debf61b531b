"""Ctrl+K: type a few letters of a page, a command, a person, a site, a slot… and press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QMenuBar,
    QVBoxLayout,
    QWidget,
)

from desktop.core.folding import fold
from desktop.core.found import Found, Kind
from desktop.core.i18n import _
from desktop.desk import Desk
from desktop.ui import theme
from desktop.ui.context import Context
from desktop.ui.window.registry import Entry

ACT_ROLE = Qt.ItemDataRole.UserRole
PAUSE_MS = 120
"""Between the last letter and the question to the database."""
PLACES = {
    Kind.PERSON: ("people", "people"),
    Kind.SITE: ("sites", "sites"),
    Kind.SLOT: ("planning", "planning"),
    Kind.REPORT: ("reports", "reports"),
    Kind.IRRITANT: ("irritants", "mirror"),
}
"""Kind → page and icon."""


def target_of(found: Found) -> object:
    """What the page understands as this thing."""
    if found.kind is Kind.SITE:
        return ("site", found.id)
    if found.kind is Kind.SLOT:
        return (found.id, None, found.day)
    return found.id


def commands_of(bar: QMenuBar, titles: set[str]) -> list[QAction]:
    """The acts of the menus that can be done now, but for the pages (listed by themselves)."""
    found: list[QAction] = []
    waiting = list(bar.actions())
    while waiting:
        action = waiting.pop(0)
        menu: object = action.menu()
        if isinstance(menu, QMenu):
            waiting += menu.actions()
        elif action.isEnabled() and action.text() and action.text() not in titles:
            found.append(action)
    return found


class GoTo(QDialog):
    """A field and what matches it: pages and commands at once, the data a moment later."""

    def __init__(
        self,
        context: Context,
        desk: Desk,
        entries: Sequence[Entry],
        actions: Sequence[QAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context, self._desk = context, desk
        self.setWindowTitle(_("Go to…"))
        self.resize(520, 460)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("A page, a command, a person, a site, a slot…"))
        self.field.setAccessibleName(_("Search everywhere"))
        self.found = QListWidget()
        self.found.setAccessibleName(_("What was found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for entry in entries:
            self._add(entry.icon, _(entry.title), partial(context.navigate, entry.id))
        for action in actions:
            self._add("right", action.text().replace("&", ""), action.trigger)
        self._fixed = self.found.count()
        self.found.setCurrentRow(0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._search)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.found)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._go)
        self.found.itemClicked.connect(self._go)

    def _add(self, icon: str, words: str, act: object) -> None:
        item = QListWidgetItem(theme.icon(icon), words)
        item.setData(ACT_ROLE, act)
        self.found.addItem(item)

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
        for number in range(self._fixed):
            item = self.found.item(number)
            item.setHidden(fold(words) not in fold(item.text()))
        self._forget_found()
        self._choose_first()
        self._pause.start()

    def _choose_first(self) -> None:
        shown = (n for n in range(self.found.count()) if not self.found.item(n).isHidden())
        self.found.setCurrentRow(next(shown, -1))

    def _forget_found(self) -> None:
        while self.found.count() > self._fixed:
            self.found.takeItem(self.found.count() - 1)

    def _search(self) -> None:
        from desktop.usecases.search import search_everything  # noqa: PLC0415 -- slow import

        if self._desk.is_open:
            campaign = self._context.campaign
            number = campaign.id if campaign is not None else None
            self._desk.ask(search_everything, number, self.field.text(), then=self._show_found)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        self._forget_found()
        for one in found:
            page, icon = PLACES[one.kind]
            words = f"{one.title}   {one.detail}" if one.detail else one.title
            self._add(icon, words, partial(self._context.navigate, page, target_of(one)))
        if self.found.currentRow() < 0:
            self._choose_first()

    def _go(self) -> None:
        item = self.found.currentItem()
        if item is not None and not item.isHidden():
            self.accept()
            item.data(ACT_ROLE)()
