"""A proposed plan: searched in the background, stopped at will, looked at before it is taken."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, number_text
from desktop.core.monitor import Monitor
from desktop.core.planning.differences import Difference, differences
from desktop.core.planning.plan import Plan, Status, TierResult
from desktop.core.planning.problem import Problem, Tier
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.models.table import Column
from desktop.ui.planning.aims import AimsList
from desktop.ui.planning.feasibility import FeasibilityPanel
from desktop.ui.planning.progress_chart import ProgressChart
from desktop.ui.widgets.basics import labelled, paragraph, primary, restyle
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import planning
from desktop.usecases.planning import tier_text
from desktop.usecases.planning_aims import set_aims

COLUMNS: tuple[Column[TierResult], ...] = (
    Column(N_("Aim, in order"), lambda one: tier_text(one.name), width=240),
    Column(N_("Reached"), lambda one: number_text(one.value, 1), right=True, width=100),
    Column(N_("Nothing can beat"), lambda one: number_text(one.bound, 1), right=True, width=180),
    Column(
        N_("Proof"),
        lambda one: _("Proved the best") if one.gap == 0 else _("Not proved"),
        tone=lambda one: Tone.GOOD if one.gap == 0 else Tone.WARN,
        width=160,
    ),
)

SEARCH, CHANGES = 2, 3
DIFFERENCES: tuple[Column[Difference], ...] = (
    Column(N_("Person"), lambda one: one.name, width=170),
    Column(N_("Loses"), lambda one: " · ".join(one.before), width=250),
    Column(N_("Receives"), lambda one: " · ".join(one.after), width=250),
    Column(
        N_("Already told"),
        lambda one: _("yes") if one.told else _("no"),
        tone=lambda one: Tone.WARN if one.told else Tone.NEUTRAL,
        width=120,
    ),
)


class ProposalDialog(QDialog):
    """Start, stop, compare, take or leave."""

    def __init__(
        self,
        desk: Desk,
        jobs: Jobs,
        campaign_id: int,
        problem: Problem,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._campaign_id, self._problem = campaign_id, problem
        self._plan: Plan | None = None
        self.setWindowTitle(_("Propose a plan"))
        self.resize(920, 660)
        self.seconds = QSpinBox()
        self.seconds.setRange(1, 3600)
        self.seconds.setValue(30)
        self.seconds.setSuffix(" s")
        form = QFormLayout()
        self.seconds.setMaximumWidth(120)
        form.addRow(_("Search for at most"), self.seconds)
        self.keep = QCheckBox(_("Change as few published places as possible"))
        self.keep.setChecked(any(one.published for one in problem.standing))
        form.addRow("", self.keep)
        self._said = paragraph(
            _(
                "The best plan that the rules allow is searched, aim after aim, with the proof of "
                "each. What is pinned or past stays. Nothing is written before you take the plan."
            )
        )
        self.progress = ProgressPanel()
        self.tiers: TablePanel[TierResult] = TablePanel(COLUMNS, _("Aims and their proof"))
        self.chart = ProgressChart()
        self.people: TablePanel[Difference] = TablePanel(DIFFERENCES, _("Who changes"))
        self.feasibility = FeasibilityPanel(jobs, problem)
        self.aims = AimsList(problem.settings.tiers)
        self.aims.changed.connect(self._on_aims)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Propose a plan"))
        self.tabs.addTab(self.feasibility, _("What is possible"))
        self.tabs.addTab(self.aims, _("Order of the aims"))
        self.tabs.addTab(self._search_tab(), _("Search and proof"))
        self.tabs.addTab(self.people, _("Who changes"))
        self._clashes = paragraph("", "error")
        self._clashes.hide()
        self.start = primary(QPushButton(_("Search")))
        self.start.clicked.connect(self.search)
        self.take = primary(QPushButton(_("Take this plan")))
        self.take.clicked.connect(self._take)
        self.take.hide()
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (close, self.start, self.take):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addWidget(labelled("section", _("Propose a plan")))
        layout.addWidget(self._said)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._clashes)
        layout.addLayout(buttons)

    def _search_tab(self) -> QWidget:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.addWidget(self.chart)
        layout.addWidget(self.tiers, 1)
        return tab

    def _on_aims(self, tiers: tuple[Tier, ...]) -> None:
        """Plan in that order from now on; the campaign remembers it."""
        settings = replace(self._problem.settings, tiers=tiers)
        self._problem = replace(self._problem, settings=settings)
        self._desk.do(
            set_aims,
            self._campaign_id,
            tuple(tier.value for tier in tiers),
            or_else=lambda error: alerts.show(error, self),
        )

    def search(self) -> None:
        """Search in the background; the window stays alive."""
        problem, seconds, keep = self._problem, self.seconds.value(), self.keep.isChecked()

        def work(monitor: Monitor) -> Plan:
            from desktop.core.planning.solver import solve  # noqa: PLC0415 -- slow import

            return solve(
                problem,
                monitor,
                seconds=seconds,
                keep_published=keep,
                on_step=self.chart.stepped.emit,
            )

        self.start.setEnabled(False)
        self.take.hide()
        self.chart.clear()
        self.tabs.setCurrentIndex(SEARCH)
        monitor = self._jobs.start(
            work,
            owner=self,
            on_success=self._show_plan,
            on_progress=self.progress.on_progress,
            on_failure=self._on_failure,
        )
        self.progress.watch(monitor, _("Counting what is possible…"))

    def _on_failure(self, error: BaseException) -> None:
        self.progress.finish()
        self.start.setEnabled(True)
        alerts.show(error, self)

    def _show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.progress.finish()
        self.start.setEnabled(True)
        self.tiers.replace(plan.tiers)
        changes = differences(self._problem, plan)
        self.people.replace(changes)
        self.tabs.setTabText(CHANGES, f"{_('Who changes')} ({number_text(len(changes))})")
        self.start.setProperty("role", "")
        restyle(self.start)
        self.start.setText(_("Search again"))
        placed = len({one.person for one in plan.activities})
        state = {
            Status.OPTIMAL: _("This plan is proved the best."),
            Status.FEASIBLE: _("A good plan; more time may find a better one."),
            Status.CANCELLED: _("Stopped: this is the best plan found so far."),
            Status.INFEASIBLE: _("Some demands contradict each other."),
        }[plan.status]
        self._said.setText(
            state
            + " "
            + _("{placed} people placed, {moved} of them moved from a published place.").format(
                placed=placed, moved=len(plan.moved)
            )
        )
        self._clashes.setText("\n".join(f"• {one}" for one in plan.clashes))
        self._clashes.setVisible(bool(plan.clashes))
        self.take.show()
        self.take.setFocus()

    def _take(self) -> None:
        if self._plan is not None:
            self._desk.do(
                planning.apply_plan,
                self._campaign_id,
                self._plan,
                then=lambda _value: self.accept(),
                or_else=lambda error: alerts.show(error, self),
            )

    def reject(self) -> None:
        """Close: a search that still runs is stopped and forgotten."""
        self.progress.stop.click()
        super().reject()
