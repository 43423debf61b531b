"""What an irritant costs in hours of work a year, as a formula whose inputs are shown."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.i18n import _, ngettext, number_text
from desktop.core.irritants.effort import Fingerprint, Measure, Measured, measured

WEEKS = 47
"""Weeks worked in a year: 52 less five of paid leave (L3141-3)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Hours a year = minutes × times a week for each person × people × weeks ÷ 60."""

    minutes: Measured
    occurrences_per_week: float
    people: int

    @property
    def hours(self) -> float:
        """A year."""
        return self.minutes.value * self.occurrences_per_week * self.people * WEEKS / 60

    @property
    def formula(self) -> str:
        """The reckoning with its result, and the number of observations behind the minutes."""
        text = _("{minutes} min × {times} a week × {people} × {weeks} weeks = {hours} h a year")
        people = ngettext("{count} person", "{count} people", self.people)
        seen = ngettext(
            "{count} observation", "{count} observations", self.minutes.observations
        ).format(count=self.minutes.observations)
        reckoned = text.format(
            minutes=number_text(self.minutes.value, 1),
            times=number_text(self.occurrences_per_week, 1),
            people=people.format(count=number_text(self.people)),
            weeks=WEEKS,
            hours=number_text(round(self.hours)),
        )
        return f"{reckoned} ({seen})"


def cost(
    employee: Fingerprint, occurrences_per_week: float | None, people: int | None
) -> Cost | None:
    """The cost, or None while one of its inputs is unknown: no figure is invented."""
    minutes = measured(employee, Measure.MINUTES)
    if minutes is None or not occurrences_per_week or not people:
        return None
    return Cost(minutes, occurrences_per_week, people)


def missing_inputs(
    employee: Fingerprint, occurrences_per_week: float | None, people: int | None
) -> tuple[str, ...]:
    """What must still be observed before the cost can be reckoned, in words."""
    missing = []
    if measured(employee, Measure.MINUTES) is None:
        missing.append(_("minutes lost by the employee"))
    if not occurrences_per_week:
        missing.append(_("times a week"))
    if not people:
        missing.append(_("people concerned"))
    return tuple(missing)
