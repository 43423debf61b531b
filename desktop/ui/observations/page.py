"""The page of reports: those to review, the days that wait for theirs, all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.exchange.writing import replace_file
from desktop.core.i18n import N_, _, date_text, ngettext
from desktop.core.labels import label
from desktop.core.observations.report_states import WRITABLE
from desktop.core.observations.sealed import MISSION_SUFFIX, PACKAGE_SUFFIX
from desktop.core.vocabulary import ReportStatus
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.observations.form import ReportForm
from desktop.ui.observations.paper import PaperForms
from desktop.ui.observations.questionnaires import QuestionnairesPanel
from desktop.ui.observations.returns import Preview, ReturnsDialog
from desktop.ui.observations.review import ReportReview
from desktop.ui.observations.surprise import SurpriseDialog
from desktop.ui.observations.tones import TONES
from desktop.ui.page import Page
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.missions import MissionFile, seal_if_mission
from desktop.usecases.report_list import Occasion, ReportRow, list_occasions, list_reports
from desktop.usecases.report_writing import open_report
from desktop.usecases.reviewing import Release, release_accepted

TO_REVIEW, TO_WRITE, DRAFTS, ALL, QUESTIONNAIRES = range(5)

REPORTS: tuple[Column[ReportRow], ...] = (
    Column(
        N_("State"), lambda row: label(row.status), tone=lambda row: TONES[row.status], width=130
    ),
    Column(
        N_("Day"),
        lambda row: date_text(row.day.date()) if row.day else "",
        key=lambda row: row.day,
        width=110,
    ),
    Column(N_("Site"), lambda row: row.site, width=190),
    Column(N_("Questionnaire"), lambda row: row.title, width=210),
    Column(N_("Author"), lambda row: row.author, width=150),
    Column(
        N_("Score"),
        lambda row: "—" if row.score is None else f"{row.score} %",
        key=lambda row: row.score,
        right=True,
        width=80,
    ),
    Column(
        N_("Irritants"), lambda row: str(row.cards or ""), key=lambda row: row.cards, right=True
    ),
    Column(
        N_("Sent on"),
        lambda row: date_text(row.submitted_at.astimezone().date()) if row.submitted_at else "",
        key=lambda row: row.submitted_at,
        width=110,
    ),
    Column(N_("Department"), lambda row: row.department),
)


def _is_late(row: Occasion) -> bool:
    return row.due < datetime.now(UTC)


OCCASIONS: tuple[Column[Occasion], ...] = (
    Column(
        N_("Due on"),
        lambda row: date_text(row.due.astimezone(row.day.tzinfo).date()),
        key=lambda row: row.due,
        tone=lambda row: Tone.BAD if _is_late(row) else Tone.NEUTRAL,
        tip=lambda row: _("Overdue") if _is_late(row) else "",
        width=150,
    ),
    Column(N_("Author"), lambda row: row.author, width=200),
    Column(N_("As"), lambda row: _("host") if row.as_host else _("visitor"), width=110),
    Column(N_("Site"), lambda row: row.site, width=220),
    Column(N_("Day"), lambda row: date_text(row.day.date()), key=lambda row: row.day, width=120),
    Column(N_("Department"), lambda row: row.department),
)


class ReportsPage(Page):
    """Lists, then the form or the review of one report."""

    title = N_("Reports")
    watches = (
        Changes.REPORTS | Changes.PLAN | Changes.STAYS | Changes.CAMPAIGNS | Changes.QUESTIONNAIRES
    )

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._rows: tuple[ReportRow, ...] = ()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(_("Which reports"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in (
            _("To review"),
            _("To write"),
            _("Drafts"),
            _("All"),
            _("Questionnaires"),
        ):
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._on_tab)
        self.reports: TablePanel[ReportRow] = TablePanel(REPORTS, _("Reports"))
        self.reports.chosen.connect(self._open_row)
        self.occasions: TablePanel[Occasion] = TablePanel(OCCASIONS, _("Reports to write"))
        self.occasions.chosen.connect(self._open_occasion)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.reports)
        self._lists.addWidget(self.occasions)
        self.questionnaires = QuestionnairesPanel(desk)
        self._lists.addWidget(self.questionnaires)
        lists = QWidget()
        inside = QVBoxLayout(lists)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.tabs)
        inside.addWidget(self._lists, 1)
        self.form = ReportForm(desk)
        self.form.left.connect(self._back)
        self.form.sent.connect(self._on_sent)
        self.review = ReportReview(desk)
        self.review.left.connect(self._back)
        self.review.other_wanted.connect(self.review.open)
        self.views = QStackedWidget()
        for view in (lists, self.form, self.review):
            self.views.addWidget(view)
        self.body.addWidget(self.views, 1)
        self.open_button = self.add_action(_("Open"), self._open_current, main=True)
        self.release_button = self.add_action(
            _("Release the accepted reports"),
            self._release,
            tip=_("Departments may read them; warnings of the guard must be cleared first."),
        )
        self.paper = PaperForms(desk, jobs, self)
        self.paper.said.connect(self.set_subtitle)
        self.paper.refused.connect(self._say_refused)
        self.paper.previewed.connect(self._show_returns)
        self.paper.opened.connect(self._fill_in)
        self.paper_button = self.add_action(_("PDF forms"), self._offer_forms)
        self.setAcceptDrops(True)

    def reload(self) -> None:
        campaign = self.context.campaign
        if campaign is None:
            self.show_empty(
                _("There is no campaign yet."),
                _("Reports tell of the days of a campaign."),
                _("Go to the campaigns"),
                lambda: self.context.navigate("campaigns"),
            )
            return
        if self.views.currentWidget() is self.review:
            self.review.reload()
        self.desk.ask(list_reports, campaign.id, then=self._show_reports)
        self.desk.ask(list_occasions, campaign.id, datetime.now(UTC), then=self._show_occasions)
        self.questionnaires.reload()

    def open_target(self, target: object) -> None:
        """`in_review`, `overdue`, the number of a report, or the file of a mission."""
        if isinstance(target, Path):
            self.paper.open_mission(target)
            return
        if isinstance(target, int):
            self._open(next((row for row in self._rows if row.id == target), None))
            return
        self._back()
        self.tabs.setCurrentIndex(
            {"in_review": TO_REVIEW, "overdue": TO_WRITE}.get(str(target), ALL)
        )

    # -- lists

    def _show_reports(self, rows: tuple[ReportRow, ...]) -> None:
        self.show_content()
        self._rows = rows
        waiting = sum(row.status is ReportStatus.IN_REVIEW for row in rows)
        self.tabs.setTabText(TO_REVIEW, _("To review ({count})").format(count=waiting))
        drafts = sum(row.status in WRITABLE for row in rows)
        self.tabs.setTabText(DRAFTS, _("Drafts ({count})").format(count=drafts))
        accepted = sum(row.status is ReportStatus.ACCEPTED for row in rows)
        self.release_button.setEnabled(accepted > 0)
        words = ngettext("{count} report", "{count} reports", len(rows)).format(count=len(rows))
        self.set_subtitle(words)
        self._on_tab()

    def _show_occasions(self, rows: tuple[Occasion, ...]) -> None:
        self.tabs.setTabText(TO_WRITE, _("To write ({count})").format(count=len(rows)))
        self.occasions.replace(rows)

    def _on_tab(self, _number: int = 0) -> None:
        tab = self.tabs.currentIndex()
        shown = {TO_WRITE: self.occasions, QUESTIONNAIRES: self.questionnaires}
        self._lists.setCurrentWidget(shown.get(tab, self.reports))
        self.open_button.setEnabled(tab != QUESTIONNAIRES)
        wanted = {
            TO_REVIEW: frozenset({ReportStatus.IN_REVIEW}),
            DRAFTS: WRITABLE,
        }.get(tab, frozenset(ReportStatus))
        self.reports.replace([row for row in self._rows if row.status in wanted])

    # -- opening one

    def _open_current(self) -> None:
        if self.tabs.currentIndex() == TO_WRITE:
            self._open_occasion(self.occasions.current())
        else:
            self._open_row(self.reports.current())

    def _open_row(self, row: object) -> None:
        if isinstance(row, ReportRow):
            self._open(row)

    def _open(self, row: ReportRow | None) -> None:
        if row is None:
            return
        if row.status in WRITABLE:
            self._fill_in(row.id)
        else:
            self.review.open(row.id)
            self._show(self.review)

    def _open_occasion(self, row: object) -> None:
        if isinstance(row, Occasion):
            self.desk.do(
                open_report,
                assignment_id=row.assignment_id,
                stay_id=row.stay_id,
                author_id=None if row.stay_id else row.author_id,
                then=self._fill_in,
            )

    def _ask_surprised(self) -> None:
        if self.context.campaign is None:
            return
        dialog = SurpriseDialog(self.desk, self.context.campaign.id, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.opened.connect(self._fill_in)
        dialog.open()

    def _fill_in(self, report_id: int) -> None:
        self.form.open(report_id)
        self._show(self.form)

    def _show(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
        alone = view in (self.form, self.review)
        self.open_button.setVisible(not alone)
        self.release_button.setVisible(not alone)
        self.paper_button.setVisible(not alone)
        if alone:
            self.set_subtitle("")

    def _back(self) -> None:
        self._show(self.views.widget(0) or self)
        self.reload()

    def _on_sent(self) -> None:
        report_id = self.form.report_id
        self._back()
        self.set_subtitle(_("Your report has been sent. Thank you!"))
        self.desk.do(seal_if_mission, report_id, then=self._say_sealed)

    def _say_sealed(self, file: MissionFile | None) -> None:
        """A participant off the network gets the package to give to the coordinator."""
        if file is None:
            return
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place))
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / file.name, file.content)
        self.set_subtitle(
            _("Your report is sealed in {file}: send this file to the coordinator.").format(
                file=folder / file.name
            )
        )

    def _release(self) -> None:
        if self.context.campaign is not None:
            self.desk.do(release_accepted, self.context.campaign.id, then=self._say_released)

    def _say_released(self, result: Release) -> None:
        words = [
            ngettext("{count} report released", "{count} reports released", result.released).format(
                count=result.released
            )
        ]
        if result.waiting:
            words.append(
                ngettext(
                    "{count} waits for a warning to be cleared",
                    "{count} wait for a warning to be cleared",
                    result.waiting,
                ).format(count=result.waiting)
            )
        self.set_subtitle(" · ".join(words))

    # -- forms on paper

    def _offer_forms(self) -> None:
        menu = QMenu(self)
        menu.addAction(_("Write the forms to fill in…")).triggered.connect(self._write_forms)
        menu.addAction(_("Bring filled forms back in…")).triggered.connect(self._choose_forms)
        menu.addSeparator()
        menu.addAction(_("Write the reminders of missing reviews…")).triggered.connect(
            self._write_reminders
        )
        menu.addSeparator()
        menu.addAction(_("Write missions for work without network…")).triggered.connect(
            self._write_missions
        )
        menu.addAction(_("Open my mission…")).triggered.connect(self._choose_mission)
        sealing = menu.addAction(_("Seal the selected report for the coordinator…"))
        sealing.setEnabled(self._current_row() is not None)
        sealing.triggered.connect(self._seal)
        menu.addSeparator()
        menu.addAction(_("Tell of a surprise…")).triggered.connect(self._ask_surprised)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.paper_button.mapToGlobal(self.paper_button.rect().bottomLeft()))

    def _write_forms(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the forms"))
        if folder and self.context.campaign is not None:
            self.paper.write_all(self.context.campaign.id, Path(folder))

    def _choose_forms(self) -> None:
        kinds = _("Filled forms and sealed packages ({patterns})").format(
            patterns=f"*.pdf *{PACKAGE_SUFFIX}"
        )
        names, _kind = QFileDialog.getOpenFileNames(self, _("Filled forms"), "", kinds)
        if names:
            self.paper.collect(map(Path, names))

    def _write_missions(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the missions"))
        if folder and self.context.campaign is not None:
            self.paper.write_missions(self.context.campaign.id, Path(folder))

    def _write_reminders(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the reminders"))
        if folder and self.context.campaign is not None:
            self.paper.write_reminders(self.context.campaign.id, Path(folder))

    def _choose_mission(self) -> None:
        kinds = _("Missions ({patterns})").format(patterns=f"*{MISSION_SUFFIX}")
        name, _kind = QFileDialog.getOpenFileName(self, _("Open my mission"), "", kinds)
        if name:
            self.paper.open_mission(Path(name))

    def _current_row(self) -> ReportRow | None:
        row = self.reports.current() if self.tabs.currentIndex() != TO_WRITE else None
        return row if isinstance(row, ReportRow) else None

    def _seal(self) -> None:
        row = self._current_row()
        folder = QFileDialog.getExistingDirectory(self, _("Folder for the package"))
        if folder and row is not None:
            self.paper.seal(row.id, Path(folder))

    def _show_returns(self, previews: tuple[Preview, ...]) -> None:
        dialog = ReturnsDialog(previews, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted_files.connect(self.paper.take_in)
        dialog.open()
        self.returns = dialog

    def _say_refused(self, reasons: list[str]) -> None:
        alerts.show(UserError("\n".join(reasons)), self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 -- Qt's name
        if _known_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 -- Qt's name
        files = _known_files(event)
        missions = [path for path in files if path.suffix.lower() == MISSION_SUFFIX]
        for path in missions:
            self.paper.open_mission(path)
        if len(files) > len(missions):
            self.paper.collect(path for path in files if path not in missions)
        event.acceptProposedAction()


def _known_files(event: QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    known = (".pdf", PACKAGE_SUFFIX, MISSION_SUFFIX)
    return [path for path in paths if path.suffix.lower() in known]
