"""The base of every page: reloads itself when it is seen and concerned by what changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.widgets.basics import labelled, primary
from desktop.ui.widgets.empty import EmptyState


class Page(QWidget):
    """A subject of the window.

    A subclass sets `title` (marked with N_) and `watches`, builds its widgets into `self.body`
    in `__init__`, and reads what it shows in `reload`. When there is nothing yet it calls
    `show_empty` with what to do next, else `show_content`. Pages are built anew when the language
    changes, so texts are written once, with `_()`.
    """

    title: ClassVar[str] = N_("Page")
    watches: ClassVar[Changes] = Changes.ALL

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.jobs, self.context = desk, jobs, context
        self._stale = True
        self.setAccessibleName(_(self.title))
        self._build_frame()
        desk.changed.connect(self._on_changed)
        context.campaign_changed.connect(self._on_campaign)

    def reload(self) -> None:
        """Read again what the page shows; called when it is visible and something changed."""

    def open_target(self, target: object) -> None:
        """Show one thing on the page (an id, a filter); called after `navigate` with a target."""

    # -- what subclasses use

    def set_subtitle(self, text: str) -> None:
        """The grey line under the title: counts, dates, state."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def add_action(
        self, text: str, slot: Callable[[], object], *, main: bool = False, tip: str = ""
    ) -> QPushButton:
        """A button at the right of the title; `main` for the one that the page is for."""
        button = primary(QPushButton(text)) if main else QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked: slot())
        self._actions.addWidget(button)
        return button

    def show_empty(
        self, text: str, hint: str = "", action: str = "", slot: Callable[[], object] | None = None
    ) -> None:
        """Say that there is nothing yet and what to do next."""
        self._empty.say(text, hint, action, slot)
        self._stack.setCurrentWidget(self._empty)

    def show_content(self) -> None:
        self._stack.setCurrentWidget(self._content)

    # -- inside

    def _build_frame(self) -> None:
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 18, 24, 18)
        frame.setSpacing(12)
        head = QHBoxLayout()
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(labelled("title", _(self.title)))
        self._subtitle: QLabel = labelled("muted", "")
        self._subtitle.setWordWrap(True)
        self._subtitle.hide()
        titles.addWidget(self._subtitle)
        head.addLayout(titles, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        head.addLayout(self._actions)
        frame.addLayout(head)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._content)
        self._stack.addWidget(self._empty)
        frame.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 -- Qt's name
        super().showEvent(event)
        if self._stale:
            self._reload_now()

    def _reload_now(self) -> None:
        if self.desk.is_open:
            self._stale = False
            self.reload()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes & self.watches:
            self._mark_stale()

    @Slot(object)
    def _on_campaign(self, _campaign: object) -> None:
        self._mark_stale()

    def _mark_stale(self) -> None:
        self._stale = True
        if self.isVisible():
            self._reload_now()
