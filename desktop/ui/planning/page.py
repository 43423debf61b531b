"""The planning page: reads the board, passes on what the user wants, says what came of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QWidget,
)

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _, ngettext
from desktop.core.labels import label
from desktop.core.planning.problem import Problem
from desktop.core.vocabulary import Direction
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.page import Page
from desktop.ui.planning.cells import Axis, Chip, Filters, lay_out
from desktop.ui.planning.documents import DocumentsDialog
from desktop.ui.planning.judge import BoardJudge, judged
from desktop.ui.planning.painting import Level, Verdict
from desktop.ui.planning.panel import BoardPanel, Choice
from desktop.ui.planning.period import PeriodBar
from desktop.ui.planning.proposal import ProposalDialog
from desktop.ui.planning.publication import PublicationDialog
from desktop.ui.planning.view import BoardView, Carried
from desktop.ui.widgets.basics import labelled
from desktop.usecases import planning
from desktop.usecases.board import Board, get_board
from desktop.usecases.campaigns import CampaignRow, list_campaigns
from desktop.usecases.planning_problem import load_problem

FRIDAY = 4


class PlanningPage(Page):
    """Board on the left, details and people on the right."""

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
        self.add_action(_("Check"), self._check)
        self.add_action(_("Publish…"), self._publish)
        self.add_action(_("Propose a plan…"), self._propose, main=True)
        self.body.addLayout(self._build_tools())
        self.view = BoardView(self._verdict)
        self.panel = BoardPanel()
        self._connect()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.view)
        splitter.addWidget(self.panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([1000, 250])
        splitter.setChildrenCollapsible(False)
        self.body.addWidget(splitter, 1)
        self._hint = labelled("muted", "")
        self.body.addWidget(self._hint)
        self._say_hint(None)

    def _build_tools(self) -> QHBoxLayout:
        self.axis = QComboBox()
        self.axis.setAccessibleName(_("Lines of the board"))
        for axis, words in (
            (Axis.SITES, _("Sites by days")),
            (Axis.PEOPLE, _("People by days")),
            (Axis.PAIRS, _("Pairs of departments")),
        ):
            self.axis.addItem(words, axis)
        self.period = PeriodBar()
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter: a name, a site, a department…"))
        self.words.setAccessibleName(_("Filter"))
        self.words.setClearButtonEnabled(True)
        self.direction = QComboBox()
        self.direction.setAccessibleName(_("Direction"))
        self.direction.addItem(_("Both directions"), None)
        for direction in Direction:
            self.direction.addItem(label(direction), direction)
        self.only_open = QCheckBox(_("Only seats to fill"))
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for widget in (self.axis, self.period, self.words, self.direction, self.only_open):
            tools.addWidget(widget, 1 if widget is self.words else 0)
        return tools

    def _connect(self) -> None:
        self.axis.currentIndexChanged.connect(lambda _index: self._lay_out())
        self.direction.currentIndexChanged.connect(lambda _index: self._lay_out())
        self.only_open.toggled.connect(lambda _on: self._lay_out())
        self.words.textChanged.connect(lambda _text: self._lay_out())
        self.period.changed.connect(self._read_board)
        self.view.chip_chosen.connect(self._on_chip)
        self.view.dropped.connect(self._on_dropped)
        self.view.carrying_changed.connect(self._say_hint)
        panel = self.panel
        panel.pin_wanted.connect(self._pin)
        panel.remove_wanted.connect(self._remove)
        panel.take_up_wanted.connect(self._take_up)
        panel.why_wanted.connect(self._why)
        panel.documents_wanted.connect(self._documents)
        panel.candidates_wanted.connect(self._ask_candidates)
        panel.assign_wanted.connect(self._assign)
        panel.person_wanted.connect(self._explain_person)

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
        self.desk.ask(get_board, self._campaign.id, start, end, then=self._on_board)
        self.desk.ask(load_problem, self._campaign.id, then=self._on_problem)

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

    def _renew_judge(self) -> None:
        if self._board is not None and self._problem is not None:
            self._judge = BoardJudge(self._problem, self._board)

    def _lay_out(self) -> None:
        if self._board is None:
            return
        # Qt gives text back for what was an enumeration.
        direction = self.direction.currentData()
        filters = Filters(
            self.words.text(),
            Direction(direction) if direction else None,
            self.only_open.isChecked(),
        )
        today = date.today()  # noqa: DTZ011 -- the user's own day
        self.view.show_grid(lay_out(self._board, Axis(self.axis.currentData()), filters, today))

    # -- judging and dropping

    def _verdict(self, carried: Carried, row: int, column: int) -> Verdict | None:
        if self._judge is None:
            return None
        return self._judge.verdict(self.view.board.grid, carried, row, column)

    def _on_dropped(self, carried: Carried, row: int, column: int, onto: Chip | None) -> None:
        if self._judge is None:
            return
        grid = self.view.board.grid
        person = grid.lines[row].key if grid.axis is Axis.PEOPLE else carried.person_id
        slots = self._judge.slots_for(grid, row, column, carried, onto)
        if (
            onto is not None
            and onto.assignment_id is not None
            and carried.assignment_id is not None
        ):
            if onto.assignment_id != carried.assignment_id:
                self._exchange(carried.assignment_id, onto.assignment_id)
            return
        leaving = self._judge.seat_of(carried)
        tries = [
            (slot, judged(self._judge.reasons(person, slot.id, leaving.id if leaving else None)))
            for slot in slots
            if slot != leaving or grid.axis is Axis.PEOPLE
        ]
        if not tries:
            return
        slot, verdict = min(tries, key=lambda one: list(Level).index(one[1].level))
        if verdict.level is Level.REFUSED:
            self.panel.show_reasons(_("Not possible here:"), verdict.reasons)
            return
        if carried.assignment_id is None:
            self._assign(person, slot.id)
        elif grid.axis is Axis.PEOPLE:
            self.desk.do(planning.give_seat, carried.assignment_id, person)
        else:
            self.desk.do(planning.move, carried.assignment_id, slot.id)

    def _exchange(self, first: int, second: int) -> None:
        question = _("Exchange these two places?")
        if alerts.ask(self, question, yes=_("Exchange")):
            self.desk.do(planning.exchange, first, second)

    # -- one chip

    def _on_chip(self, chip: Chip | None) -> None:
        slot = self._judge.slot(chip.slot_id) if chip is not None and self._judge else None
        self.panel.show_chip(chip, slot)

    def _pin(self, chip: Chip) -> None:
        self.desk.do(planning.unpin if chip.pinned else planning.pin, chip.assignment_id)

    def _remove(self, chip: Chip) -> None:
        self.desk.do(planning.unassign, chip.assignment_id)

    def _take_up(self, chip: Chip) -> None:
        if chip.person_id is not None:
            self.view.setFocus()
            self.view.carry(Carried(chip.person_id, chip.assignment_id))

    def _why(self, chip: Chip) -> None:
        if chip.person_id is not None:
            self._explain_person(chip.person_id)

    def _documents(self, chip: Chip) -> None:
        if chip.assignment_id is not None:
            DocumentsDialog(self.desk, chip.assignment_id, self).open()

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

    # -- the whole plan

    def _propose(self) -> None:
        if self._problem is not None and self._campaign is not None:
            dialog = ProposalDialog(self.desk, self.jobs, self._campaign.id, self._problem, self)
            dialog.open()

    def _publish(self) -> None:
        if self._campaign is not None:
            PublicationDialog(self.desk, self.context, self._campaign.id, self).open()

    def _check(self) -> None:
        if self._campaign is not None:
            self.desk.ask(planning.check_campaign, self._campaign.id, then=self._show_check)

    def _show_check(self, breaches: tuple[planning.Breach, ...]) -> None:
        blocking = sum(one.blocks for one in breaches)
        if not breaches:
            self.panel.show_reasons(_("Every rule is kept."), ())
            return
        title = ngettext(
            "{count} blocking rule broken, {rest} warnings",
            "{count} blocking rules broken, {rest} warnings",
            blocking,
        ).format(count=blocking, rest=len(breaches) - blocking)
        self.panel.show_reasons(title, (f"{one.message} {one.mend}" for one in breaches))

    def _say_hint(self, carried: object) -> None:
        self._hint.setText(
            _("Choose a day and press Enter to put down, Escape to let be.")
            if carried
            else _("M takes up the selected person, Ctrl+arrows go from one to the next in a cell.")
        )

    def open_target(self, target: object) -> None:
        """A day to show, or what the home page counted: `unplaced`, `open`, `check`."""
        if isinstance(target, (date, datetime)):
            day = target.astimezone(UTC).date() if isinstance(target, datetime) else target
            self.period.show_day(day)
        elif target == "unplaced":
            self.panel.tabs.setCurrentWidget(self.panel.unplaced)
        elif target == "open":
            self.only_open.setChecked(True)
        elif target == "check":
            self._check()


def _next_working_day() -> date:
    """Today, or Monday during the week-end: the week that is still to be lived."""
    today = date.today()  # noqa: DTZ011 -- the user's own day
    return today + timedelta(days=7 - today.weekday()) if today.weekday() > FRIDAY else today
