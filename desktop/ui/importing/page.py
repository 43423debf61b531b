"""Bring files in: read, columns shown, changes previewed, then written at a click."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.errors import Cancelled
from desktop.core.exchange.kinds import KINDS
from desktop.core.i18n import N_, _, list_text, ngettext, number_text
from desktop.core.monitor import Monitor
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.importing.drop import DropZone, local_files
from desktop.ui.importing.preview import CountChips, PreviewTabs
from desktop.ui.importing.source import SourceBar, capitalised
from desktop.ui.page import Page
from desktop.ui.widgets.basics import labelled, primary
from desktop.usecases.importing import (
    ImportPreview,
    ImportRequest,
    ImportResult,
    State,
    Understanding,
    apply_import,
    missing_titles,
    preview_import,
    understand,
)
from desktop.usecases.sites import list_sites


class ImportPage(Page):
    """Files wait in a list; the one in hand is read, shown and brought in."""

    title = N_("Import")
    watches = Changes.PEOPLE | Changes.SITES | Changes.CAMPAIGNS

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._request: ImportRequest | None = None
        self._found: Understanding | None = None
        self._preview: ImportPreview | None = None
        self._kind_wanted = ""
        self.setAcceptDrops(True)
        self._pages = QStackedWidget()
        self.drop = DropZone()
        self.drop.dropped.connect(self.take)
        self._pages.addWidget(self.drop)
        self._pages.addWidget(self._build_work())
        self.body.addWidget(self._pages, 1)
        self._build_actions()
        self.show_content()

    # -- building

    def _build_actions(self) -> None:
        self.templates = self.add_action(_("Templates"), lambda: None)
        menu = QMenu(self.templates)
        for kind in KINDS:
            action = menu.addAction(capitalised(_(kind.title)))
            action.triggered.connect(partial(self._save_template, kind.name))
        self.templates.setMenu(menu)
        self.templates.setToolTip(_("An example file with the columns of each kind"))

    def _build_work(self) -> QWidget:
        work = QWidget()
        self.source = SourceBar()
        self.files, self.kind = self.source.files, self.source.kind
        self.files.activated.connect(self._on_file)
        self.kind.activated.connect(self._on_kind)
        self.source.sheet.activated.connect(self._on_sheet)
        self.source.site.activated.connect(self._on_site)
        self.problem = labelled("error", "")
        self.problem.setWordWrap(True)
        self.counts = CountChips()
        self.tabs = PreviewTabs(self._save_rejects)
        self.tabs.columns.settled.connect(self._on_columns)
        layout = QVBoxLayout(work)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.source)
        layout.addWidget(self.problem)
        layout.addWidget(self.counts)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(self._build_foot())
        return work

    def _build_foot(self) -> QHBoxLayout:
        self.add_files = QPushButton(_("Other files…"))
        self.add_files.clicked.connect(self.drop.choose.click)
        self.remove = QPushButton(_("Leave this file out"))
        self.remove.clicked.connect(self._forget_file)
        self.apply = primary(QPushButton(_("Import")))
        self.apply.clicked.connect(self._apply)
        self.done = labelled("good", "")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add_files)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        foot.addWidget(self.done)
        foot.addWidget(self.apply)
        return foot

    # -- what others call

    def take(self, paths: list[Path]) -> None:
        """Put files in the list and read the first new one."""
        first = self.files.count()
        for path in paths:
            self.source.add_file(path)
        if self.files.count() > first:
            self.files.setCurrentIndex(first)
            self._pages.setCurrentIndex(1)
            self._start(ImportRequest(paths[0], kind=self._kind_wanted))

    def open_target(self, target: object) -> None:
        """A kind that the next file is expected to hold, or files to read."""
        if isinstance(target, str):
            self._kind_wanted = target
        elif isinstance(target, list):
            self.take([Path(path) for path in target])

    def reload(self) -> None:
        """Other pages changed the data: what would change is reckoned again."""
        self.desk.ask(list_sites, then=self.source.offer_sites)
        if self._found is not None and self._found.read is not None:
            self.desk.ask(preview_import, self._found.read, then=self._show_preview)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        """Files may be dropped on the whole page, also while one is in hand."""
        if paths := local_files(event):
            event.acceptProposedAction()
            self.take(paths)

    # -- reading

    def _start(self, request: ImportRequest, *, keep_table: bool = False) -> None:
        if not request.campaign and self.context.campaign is not None:
            request = replace(request, campaign=self.context.campaign.code)
        table = self._found.table if keep_table and self._found else None
        self._request = request
        self._preview = None
        self.done.setText("")
        self.apply.setEnabled(False)
        self.set_subtitle(_("Reading {file}…").format(file=request.path.name))

        def work(_monitor: Monitor) -> Understanding:
            return understand(request, table)

        self.jobs.start(work, owner=self, on_success=self._show, on_failure=self._unreadable)

    def _show(self, found: Understanding) -> None:
        if found.request is not self._request:
            return  # the user has moved on meanwhile
        self._found = found
        self.set_subtitle("")
        self.source.show_source(found)
        self.counts.clear()
        self.tabs.name_tabs(None)
        if found.kind is None:
            self.tabs.setCurrentIndex(0)
            self._say(_("What this table holds cannot be guessed: choose it above."))
            return
        self.tabs.columns.show_mapping(found.table, found.kind, found.mapping)
        if found.read is None:
            self.tabs.setCurrentIndex(0)
            fields = list_text(missing_titles(found.kind, found.missing))
            self._say(_("Say which column holds: {fields}.").format(fields=fields))
            return
        self._say("")
        self.desk.ask(
            preview_import, found.read, then=self._show_preview, or_else=self._not_comparable
        )

    def _show_preview(self, preview: ImportPreview) -> None:
        if self._found is None or preview.source is not self._found.read:
            return
        first = self._preview is None
        self._preview = preview
        self.counts.say(preview)
        self.tabs.show_preview(preview)
        if first:
            self.tabs.setCurrentIndex(0 if _is_doubtful(preview) else 1)
        count = preview.count(State.ADDED) + preview.count(State.CHANGED)
        self.apply.setEnabled(count > 0)
        self.apply.setText(
            ngettext("Import {count} line", "Import {count} lines", count).format(
                count=number_text(count)
            )
            if count
            else _("Nothing to import")
        )

    def _unreadable(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            return
        self.set_subtitle("")
        self._found = None
        self.counts.clear()
        self.tabs.columns.setRowCount(0)
        self.tabs.name_tabs(None)
        self.source.origin.setText("")
        hint = getattr(error, "hint", "")
        self._say(f"{error} {hint}".strip())

    def _not_comparable(self, error: BaseException) -> None:
        self.tabs.setCurrentIndex(0)
        self._say(f"{error} {getattr(error, 'hint', '')}".strip())

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    # -- what the user settles

    def _on_file(self, index: int) -> None:
        path = self.files.itemData(index)
        if path is not None:
            self._start(ImportRequest(path))

    def _on_kind(self, _index: int) -> None:
        if self._request is not None:
            kind = self.kind.currentData()
            self._start(replace(self._request, kind=kind, columns={}), keep_table=True)

    def _on_sheet(self, _index: int) -> None:
        if self._request is not None:
            sheet = self.source.sheet.currentData()
            self._start(replace(self._request, kind="", sheet=sheet, columns={}))

    def _on_site(self, _index: int) -> None:
        if self._request is not None:
            site = self.source.site.currentData()
            self._start(replace(self._request, site=site), keep_table=True)

    def _on_columns(self, columns: dict[str, str]) -> None:
        if self._request is not None:
            kind = self.kind.currentData()
            self._start(replace(self._request, kind=kind, columns=columns), keep_table=True)

    def _forget_file(self) -> None:
        self.files.removeItem(self.files.currentIndex())
        self._request = self._found = self._preview = None
        if self.files.count():
            self._on_file(self.files.currentIndex())
        else:
            self._pages.setCurrentIndex(0)
            self.set_subtitle("")

    # -- writing

    def _apply(self) -> None:
        if self._preview is not None:
            self.apply.setEnabled(False)
            self.desk.do(apply_import, self._preview, then=self._applied, or_else=self._not_applied)

    def _applied(self, result: ImportResult) -> None:
        sentence = (
            _("Done: {added} added, {changed} changed. Undo takes it all back.")
            if result.undoable
            else _("Done: {added} added, {changed} changed.")
        )
        self.done.setText(
            sentence.format(added=number_text(result.added), changed=number_text(result.changed))
        )

    def _not_applied(self, error: BaseException) -> None:
        self.apply.setEnabled(True)
        alerts.show(error, self)

    def _save_rejects(self) -> None:
        if self._preview is None:
            return
        table = self._preview.source.table
        proposed = f"{Path(table.name).stem}-{_('held')}.csv"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the held lines"), proposed, "*.csv")
        if name:
            self.write_rejects(Path(name))

    def write_rejects(self, path: Path) -> None:
        """The held lines of the file in hand, with their reasons."""
        from desktop.core.exchange.leaving import rejects  # noqa: PLC0415 -- only when asked for
        from desktop.core.exchange.writing import write_table  # noqa: PLC0415 -- same

        assert self._preview is not None
        write_table(path, rejects(self._preview.source.table, self._preview.held))
        self.done.setText(_("Written: {file}").format(file=path.name))

    def _save_template(self, kind: str) -> None:
        from desktop.core.exchange.kinds import BY_NAME  # noqa: PLC0415 -- only when asked for
        from desktop.core.exchange.leaving import template  # noqa: PLC0415 -- same
        from desktop.core.exchange.writing import write_table  # noqa: PLC0415 -- same

        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the template"), f"{kind}.csv", "*.csv;;*.xlsx"
        )
        if name:
            write_table(Path(name), template(BY_NAME[kind]))


def _is_doubtful(preview: ImportPreview) -> bool:
    """Columns want a look before the changes do."""
    return any(match.confidence < 0.7 for match in preview.source.mapping.matches)
