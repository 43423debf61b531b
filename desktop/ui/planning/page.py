"""The planning page: reads the board, passes on what the user wants, says what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _
from desktop.core.planning.problem import Problem
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.page import Page
from desktop.ui.planning.acts import Acts
from desktop.ui.planning.agreements_tab import AgreementsTab
from desktop.ui.planning.answers_tab import AnswersTab
from desktop.ui.planning.cells import Axis, Chip, Mark, lay_out
from desktop.ui.planning.conflicts import ConflictsTab
from desktop.ui.planning.documents import DocumentsDialog
from desktop.ui.planning.doors import Doors
from desktop.ui.planning.judge import BoardJudge
from desktop.ui.planning.painting import Verdict
from desktop.ui.planning.panel import BoardPanel, Choice
from desktop.ui.planning.tools import BoardTools
from desktop.ui.planning.view import BoardView, Carried
from desktop.ui.widgets.basics import labelled
from desktop.usecases import agreements, answers, planning
from desktop.usecases.board import Board, get_board
from desktop.usecases.campaigns import CampaignRow, list_campaigns
from desktop.usecases.conflicts import ConflictReport, ConflictRow, get_conflicts
from desktop.usecases.planning_problem import load_problem

FRIDAY = 4
REMEMBER_MS = 800
BOARD, CONFLICTS, AGREEMENTS, ANSWERS = range(4)


class PlanningPage(Page):
    """Board with its panel, then conflicts, agreements and answers as lists."""

    title = N_("Planning")
    watches = Changes.PLAN | Changes.SLOTS | Changes.PEOPLE | Changes.CAMPAIGNS | Changes.SITES

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._board: Board | None = None
        self._problem: Problem | None = None
        self._judge: BoardJudge | None = None
        self._campaign: CampaignRow | None = None
        self._report = ConflictReport((), ())
        self._wanted: tuple[int, int | None] | None = None
        self.doors = Doors(self, lambda: self._campaign, lambda: self._problem, self.period_start)
        self.doors.laid.connect(self._on_laid)
        self._actions.addWidget(self.doors.menu_button())
        self.add_action(_("Publish…"), self.doors.publish)
        self.add_action(_("Propose a plan…"), self.doors.propose, main=True)
        self.tools = BoardTools()
        self.axis, self.period, self.words = self.tools.axis, self.tools.period, self.tools.words
        self.view = BoardView(self._verdict)
        self.panel = BoardPanel()
        self.acts = Acts(desk, self.panel, self)
        self.conflicts = ConflictsTab(desk)
        self.agreements = AgreementsTab()
        self.answers = AnswersTab(desk, context)
        self._hint = labelled("muted", "")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Planning"))
        self.tabs.addTab(self._build_board(), _("Board"))
        self.tabs.addTab(self.conflicts, _("Conflicts"))
        self.tabs.addTab(self.agreements, _("Agreements"))
        self.tabs.addTab(self.answers, _("Answers"))
        self.body.addWidget(self.tabs, 1)
        self.tools.recall(context.settings.board)
        self._memory = QTimer(self)
        self._memory.setSingleShot(True)
        self._memory.setInterval(REMEMBER_MS)
        self._memory.timeout.connect(self._remember)
        self._connect()
        self._say_hint(None)

    def _build_board(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.view)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, 250])
        splitter.setChildrenCollapsible(False)
        board = QWidget()
        layout = QVBoxLayout(board)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.tools)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._hint)
        return board

    def _connect(self) -> None:
        self.tools.changed.connect(self._lay_out)
        self.tools.changed.connect(self._memory.start)
        self.period.changed.connect(self._read_board)
        self.period.changed.connect(self._memory.start)
        self.view.chip_chosen.connect(self._on_chip)
        self.view.together_changed.connect(self._on_together)
        self.view.dropped.connect(self._on_dropped)
        self.view.carrying_changed.connect(self._say_hint)
        panel = self.panel
        panel.pin_wanted.connect(self.acts.pin)
        panel.remove_wanted.connect(self.acts.remove)
        panel.take_up_wanted.connect(self._take_up)
        panel.why_wanted.connect(self._why)
        panel.documents_wanted.connect(self._documents)
        panel.candidates_wanted.connect(self._ask_candidates)
        panel.assign_wanted.connect(self._assign)
        panel.person_wanted.connect(self._explain_person)
        panel.draft_wanted.connect(partial(self.acts.place, anyway=True))
        panel.confirm_wanted.connect(self.acts.confirm)
        panel.end_wanted.connect(self.acts.close_day)
        panel.slot_wanted.connect(self.doors.edit_slot)
        self.conflicts.place_wanted.connect(self._show_conflict)
        self.agreements.documents_wanted.connect(self._open_documents)
        self.answers.mail_wanted.connect(self.doors.show_mail)

    def period_start(self) -> date:
        """The first day shown."""
        return self.period.days()[0]

    def _remember(self) -> None:
        self.context.change_settings(board=self.tools.memory())

    # -- reading

    def reload(self) -> None:
        if self.context.campaign is None:
            self.show_empty(
                _("There is no campaign yet."),
                _("A campaign gathers the dates, the rules and everything that is planned."),
                _("Create a campaign"),
                partial(self.context.navigate, "campaigns"),
            )
            return
        self.desk.ask(list_campaigns, then=self._on_campaigns)

    def _on_campaigns(self, campaigns: list[CampaignRow]) -> None:
        choice = self.context.campaign
        found = next((one for one in campaigns if choice and one.id == choice.id), None)
        if found is None:
            return
        if self._campaign is None or self._campaign.id != found.id:
            self.period.set_campaign(found.start, found.end, _next_working_day())
        self._campaign = found
        if not found.slots:
            self.show_empty(
                _("This campaign has no slot yet."),
                _("Slots are the shifts that welcome visitors: import them."),
                _("Import slots"),
                partial(self.context.navigate, "import"),
            )
            return
        self.show_content()
        self._read_board()

    def _read_board(self) -> None:
        if self._campaign is None:
            return
        start, end = self.period.days()
        now, campaign = datetime.now(UTC), self._campaign.id
        self.desk.ask(get_board, campaign, start, end, then=self._on_board)
        self.desk.ask(load_problem, campaign, then=self._on_problem)
        self.desk.ask(get_conflicts, campaign, then=self._on_conflicts)
        self.desk.ask(agreements.list_agreements, campaign, now, then=self._on_agreements)
        self.desk.ask(answers.list_answers, campaign, now, then=self._on_answers)

    def _on_board(self, board: Board) -> None:
        self._board = board
        self._lay_out()
        self._renew_judge()

    def _on_problem(self, problem: Problem) -> None:
        self._problem = problem
        self._renew_judge()
        placed = {one.activity.person for one in problem.standing}
        unplaced = [one for one in problem.people if one.immersion and one.id not in placed]
        names = {one.id: one.name for one in problem.departments}
        self.panel.show_unplaced(
            [Choice(one.id, one.name, names.get(one.department or 0, "")) for one in unplaced]
        )
        seats = sum(slot.seats for slot in problem.slots)
        taken = sum(not one.activity.is_stay for one in problem.standing)
        self.set_subtitle(
            _("{placed} people placed, {unplaced} not placed, {open} seats to fill").format(
                placed=len(placed), unplaced=len(unplaced), open=max(0, seats - taken)
            )
        )

    def _on_conflicts(self, report: ConflictReport) -> None:
        self._report = report
        if self._campaign is not None:
            self.conflicts.show_report(self._campaign.id, report)
        self._title_tab(CONFLICTS, _("Conflicts"), len(report.rows))
        self._lay_out()

    def _on_agreements(self, rows: tuple[agreements.AgreementRow, ...]) -> None:
        self.agreements.show_rows(rows)
        waiting = sum(bool(one.unsigned or one.undated) for one in rows)
        self._title_tab(AGREEMENTS, _("Agreements"), waiting)

    def _on_answers(self, rows: tuple[answers.AnswerRow, ...]) -> None:
        self.answers.show_rows(rows)
        self._title_tab(ANSWERS, _("Answers"), self.answers.silent())

    def _title_tab(self, tab: int, words: str, count: int) -> None:
        self.tabs.setTabText(tab, f"{words} ({count})" if count else words)

    def _renew_judge(self) -> None:
        if self._board is not None and self._problem is not None:
            self._judge = BoardJudge(self._problem, self._board)

    def _lay_out(self) -> None:
        if self._board is None:
            return
        marks = {
            key: Mark("\n".join(one.message for one in rows), any(one.blocks for one in rows))
            for key, rows in self._report.marks.items()
        }
        today = date.today()  # noqa: DTZ011 -- the user's own day
        axis, filters = self.tools.chosen_axis(), self.tools.filters()
        self.view.show_grid(lay_out(self._board, axis, filters, today, marks))
        if self._wanted is not None and self.view.show_place(*self._wanted):
            self._wanted = None

    # -- judging and dropping

    def _verdict(self, carried: Carried, row: int, column: int) -> Verdict | None:
        if self._judge is None:
            return None
        return self._judge.verdict(self.view.board.grid, carried, row, column)

    def _on_dropped(self, carried: Carried, row: int, column: int, onto: Chip | None) -> None:
        if self._judge is not None:
            grid = self.view.board.grid
            self.acts.put_down(self._judge, grid, carried, (row, column, onto))

    # -- one chip

    def _on_chip(self, chip: Chip | None) -> None:
        slot = self._judge.slot(chip.slot_id) if chip is not None and self._judge else None
        self.panel.show_chip(chip, slot)

    def _on_together(self, chips: tuple[Chip, ...]) -> None:
        self.panel.show_together(chips)

    def _take_up(self, chip: Chip) -> None:
        if chip.person_id is not None:
            self.view.setFocus()
            self.view.carry(Carried(chip.person_id, chip.assignment_id))

    def _why(self, chip: Chip) -> None:
        if chip.person_id is not None:
            self._explain_person(chip.person_id)

    def _documents(self, chip: Chip) -> None:
        if chip.assignment_id is not None:
            self._open_documents(chip.assignment_id)

    def _open_documents(self, assignment_id: int) -> None:
        DocumentsDialog(self.desk, assignment_id, self).open()

    def _explain_person(self, person: int) -> None:
        if self._campaign is not None:
            self.desk.ask(
                planning.explain_person, self._campaign.id, person, then=self._show_explanation
            )

    def _show_explanation(self, explanation: planning.Explanation) -> None:
        self.panel.show_reasons(explanation.title, explanation.lines)

    def _ask_candidates(self, slot: int) -> None:
        if self._campaign is not None:
            self.desk.ask(
                planning.candidates_for, self._campaign.id, slot, then=self._show_candidates
            )

    def _show_candidates(self, candidates: tuple[planning.Candidate, ...]) -> None:
        self.panel.show_candidates(
            [Choice(one.person_id, one.name, one.detail, one.allowed) for one in candidates]
        )

    def _assign(self, person: int, slot: int) -> None:
        self.desk.do(planning.assign, person, slot)

    # -- slots and weeks

    def _on_laid(self, monday: date, words: str) -> None:
        """Copying passes by the judge: what it breaks is shown at once."""
        self.period.show_day(monday)
        self.panel.show_reasons(words, ())
        self.tabs.setCurrentIndex(CONFLICTS if self._report.rows else BOARD)

    def _show_conflict(self, conflict: ConflictRow) -> None:
        if conflict.slot_id is not None and conflict.day is not None:
            self.show_place(conflict.slot_id, conflict.person_id, conflict.day)

    def show_place(self, slot_id: int, person_id: int | None, day: date) -> None:
        """Bring a cell of the board to the eye, whatever was filtered."""
        self._wanted = (slot_id, person_id)
        self.tabs.setCurrentIndex(BOARD)
        self.tools.clear_filters()
        if self.tools.chosen_axis() is Axis.PAIRS:
            self.axis.setCurrentIndex(0)
        self.period.show_day(day)

    def _say_hint(self, carried: object) -> None:
        self._hint.setText(
            _("Choose a day and press Enter to put down, Escape to let be.")
            if carried
            else _(
                "M takes up the selected person, Ctrl+arrows go from one to the next in a cell, "
                "Space selects several."
            )
        )

    def open_target(self, target: object) -> None:
        """A day, a place (slot, person, day), or the name of what waits on the home page."""
        tabs = {"check": CONFLICTS, "agreements": AGREEMENTS, "unconfirmed": ANSWERS}
        if isinstance(target, (date, datetime)):
            day = target.astimezone(UTC).date() if isinstance(target, datetime) else target
            self.period.show_day(day)
        elif isinstance(target, tuple):
            self.show_place(*target)
        elif target in tabs:
            self.tabs.setCurrentIndex(tabs[str(target)])
        elif target in {"open", "unplaced"}:
            self.tabs.setCurrentIndex(BOARD)
            self.tools.only_open.setChecked(target == "open")
            self.panel.tabs.setCurrentIndex(int(target == "unplaced"))


def _next_working_day() -> date:
    """Today, or Monday during the week-end: the week that is still to be lived."""
    today = date.today()  # noqa: DTZ011 -- the user's own day
    return today + timedelta(days=7 - today.weekday()) if today.weekday() > FRIDAY else today
