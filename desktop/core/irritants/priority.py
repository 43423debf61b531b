"""Which irritants come first, by a formula that anybody can redo by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.core.i18n import _, number_text
from desktop.core.vocabulary import Moment

HOURS_PER_POINT = 10
"""Ten hours of work a year weigh as much as one report of severity 1."""


@dataclass(frozen=True, slots=True)
class Priority:
    """Points = reports × (severity for clients + severity for employees) + hours a year ÷ 10."""

    reports: int
    severity_client: int
    severity_employee: int
    hours: float = 0.0
    deadline: date | None = None

    @property
    def points(self) -> float:
        felt = self.reports * (self.severity_client + self.severity_employee)
        return round(felt + self.hours / HOURS_PER_POINT, 1)

    @property
    def formula(self) -> str:
        """The reckoning with its inputs and result."""
        return _(
            "{reports} reports × (client {client} + employee {employee}) + {hours} h ÷ {ten} "
            "= {points} points"
        ).format(
            reports=self.reports,
            client=self.severity_client,
            employee=self.severity_employee,
            hours=number_text(round(self.hours)),
            ten=HOURS_PER_POINT,
            points=number_text(self.points, 1),
        )

    @property
    def order(self) -> tuple[date, float]:
        """Sort key: a deadline is a date, not a number of points, and comes before all points."""
        return (self.deadline or date.max, -self.points)


def has_a_clock(moment: Moment | None) -> bool:
    """Only *douleur* is dealt with by date rather than by points."""
    return moment is Moment.PAIN
