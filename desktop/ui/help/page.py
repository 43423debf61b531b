"""Help: topics at the left, found by symptom; the text at the right."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.help.topics import Topic, matching, topics
from desktop.ui.page import Page


class HelpPage(Page):
    """Links `page:people` in the text lead to a page, links `topic:import` to another topic."""

    title = N_("Help")
    watches = Changes.NONE

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._all = topics()
        self._shown: list[Topic] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("What is the matter? “accent”, “overdue”, “locked”…"))
        self.search.setAccessibleName(_("Search the help"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Topics"))
        self.list.ensurePolished()  # rows are measured as they will be drawn
        self.list.currentRowChanged.connect(self._on_row)
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Text of the topic"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        columns = QHBoxLayout()
        columns.setSpacing(14)
        columns.addLayout(left, 2)
        columns.addWidget(self.text, 5)
        self.body.addLayout(columns, 1)
        self._find("")

    def open_target(self, target: object) -> None:
        """Show the topic of this name."""
        names = [one.name for one in self._shown]
        if target in names:
            self.list.setCurrentRow(names.index(str(target)))

    def _find(self, words: str) -> None:
        self._shown = matching(self._all, words)
        self.list.clear()
        self.list.addItems([one.title for one in self._shown])
        if self._shown:
            self.list.setCurrentRow(0)
        else:
            self.text.setPlainText(_("No topic speaks of this. Try another word."))

    def _on_row(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self.text.setMarkdown(self._shown[place].text)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == "page":
            self.context.navigate(url.path())
        elif url.scheme() == "topic":
            self.search.clear()
            self.open_target(url.path())
