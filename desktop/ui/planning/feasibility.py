"""Before searching: seats against people, by week, skill and rule; which shortage is certain."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, number_text
from desktop.core.monitor import Monitor
from desktop.core.planning.problem import Problem
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import paragraph
from desktop.ui.widgets.table import TablePanel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from desktop.core.planning.feasibility import Feasibility, RuleToll, WeekSeats

WEEKS: tuple[Column[WeekSeats], ...] = (
    Column(N_("Week of"), lambda one: date_text(one.monday), key=lambda one: one.monday, width=150),
    Column(N_("Seats"), lambda one: number_text(one.seats), right=True, width=80),
    Column(N_("Seats that suit somebody"), lambda one: number_text(one.takeable), right=True),
    Column(N_("People who could come"), lambda one: number_text(one.people), right=True),
)
TOLLS: tuple[Column[RuleToll], ...] = (
    Column(N_("Rule"), lambda one: one.name, width=260),
    Column(
        N_("Places it rules out"),
        lambda one: number_text(one.pairs),
        key=lambda one: one.pairs,
        right=True,
        width=180,
    ),
)


class FeasibilityPanel(QWidget):
    """Counts in the background as soon as it is made."""

    def __init__(self, jobs: Jobs, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem = problem
        self.words = paragraph(_("Counting what is possible…"))
        self.weeks: TablePanel[WeekSeats] = TablePanel(WEEKS, _("Seats and people by week"))
        self.tolls: TablePanel[RuleToll] = TablePanel(TOLLS, _("What each rule takes away"))
        layout = QVBoxLayout(self)
        layout.addWidget(self.words)
        layout.addWidget(self.weeks, 1)
        layout.addWidget(self.tolls, 1)
        jobs.start(
            self._count,
            owner=self,
            on_success=self.show_count,
            on_failure=lambda error: alerts.show(error, self),
        )

    def _count(self, _monitor: Monitor) -> Feasibility:
        from desktop.core.planning.feasibility import feasibility  # noqa: PLC0415 -- slow import

        return feasibility(self._problem)

    def show_count(self, found: Feasibility) -> None:
        """What is certain, then the two tables."""
        sentence = _(
            "{people} people for {seats} seats, of which {takeable} suit somebody; "
            "no plan serves more than {at_most} people."
        ).format(
            people=number_text(found.people),
            seats=number_text(found.seats),
            takeable=number_text(found.takeable),
            at_most=number_text(found.at_most),
        )
        lines = (sentence, *(f"• {one}" for one in found.shortages))
        self.words.setText("\n".join(lines))
        self.weeks.replace(found.weeks)
        self.tolls.replace(found.tolls)
