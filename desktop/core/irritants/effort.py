"""What a task takes on the client's path and on the employee's: fingerprint and asymmetry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from desktop.core.i18n import _, ngettext, number_text


class Measure(StrEnum):
    """One dimension of effort; minutes are minutes, the others are counts."""

    MINUTES = "minutes"
    SCREENS = "screens"
    APPLICATIONS = "applications"
    HAND_OVERS = "hand_overs"
    APPROVALS = "approvals"
    INTERLOCUTORS = "interlocutors"


@dataclass(frozen=True, slots=True)
class Measured:
    """The median of what was observed, and from how many observations."""

    measure: Measure
    value: float
    observations: int

    @property
    def text(self) -> str:
        """For instance "25 minutes (3 observations)"."""
        seen = ngettext("{count} observation", "{count} observations", self.observations)
        return f"{amount_text(self.measure, self.value)} ({seen.format(count=self.observations)})"


Fingerprint = tuple[Measured, ...]
"""In the order of `Measure`; a measure that nobody observed is absent, never zero."""


def fingerprint(efforts: Iterable[Mapping[str, float]]) -> Fingerprint:
    """Join what several reporters measured on one path; unknown measures are ignored."""
    values: dict[Measure, list[float]] = {measure: [] for measure in Measure}
    for effort in efforts:
        for measure in Measure:
            value = effort.get(measure.value)
            if value is not None and value >= 0:
                values[measure].append(float(value))
    return tuple(
        Measured(measure, float(median(seen)), len(seen))
        for measure, seen in values.items() if seen
    )  # fmt: skip


def measured(path: Fingerprint, measure: Measure) -> Measured | None:
    """One dimension of a path, if anybody observed it."""
    return next((each for each in path if each.measure is measure), None)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One dimension known on both paths."""

    employee: Measured
    client: Measured

    @property
    def ratio(self) -> float | None:
        """Employee's effort over the client's; None when the client has none."""
        return self.employee.value / self.client.value if self.client.value else None

    @property
    def text(self) -> str:
        """For instance "6 screens against 1"."""
        return _("{employee} against {client}").format(
            employee=amount_text(self.employee.measure, self.employee.value),
            client=number_or_time(self.client.measure, self.client.value),
        )


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """How much more the employee does than the client for the same task.

    The ratio is the median of the ratios of all dimensions known on both paths, so that no
    dimension has to be converted into another.
    """

    ratio: float
    contrasts: tuple[Contrast, ...]

    @property
    def observations(self) -> int:
        """The fewest observations behind any figure used."""
        return min(
            min(each.employee.observations, each.client.observations) for each in self.contrasts
        )

    @property
    def widest(self) -> Contrast:
        """The dimension that differs most."""
        return max(self.contrasts, key=lambda each: each.ratio or 0)

    @property
    def text(self) -> str:
        """The widest contrast, in words."""
        return self.widest.text


def asymmetry(client: Fingerprint, employee: Fingerprint) -> Asymmetry | None:
    """Compare the two paths; None when no dimension is known on both."""
    contrasts = tuple(
        Contrast(mine, theirs)
        for mine in employee
        if (theirs := measured(client, mine.measure)) is not None and theirs.value > 0
    )
    ratios = [contrast.ratio for contrast in contrasts if contrast.ratio is not None]
    return Asymmetry(float(median(ratios)), contrasts) if ratios else None


def amount_text(measure: Measure, value: float) -> str:
    """A quantity with its unit, in the language in force; short times are told in seconds."""
    if measure is Measure.MINUTES:
        return _minutes_text(value)
    count = max(0, round(value))
    forms = {
        Measure.SCREENS: ngettext("{count} screen", "{count} screens", count),
        Measure.APPLICATIONS: ngettext("{count} application", "{count} applications", count),
        Measure.HAND_OVERS: ngettext("{count} hand-over", "{count} hand-overs", count),
        Measure.APPROVALS: ngettext("{count} approval", "{count} approvals", count),
        Measure.INTERLOCUTORS: ngettext("{count} interlocutor", "{count} interlocutors", count),
    }
    return forms[measure].format(count=number_text(value, 1))


def number_or_time(measure: Measure, value: float) -> str:
    """A quantity whose unit was just said, except that times keep theirs."""
    return _minutes_text(value) if measure is Measure.MINUTES else number_text(value, 1)


def _minutes_text(minutes: float) -> str:
    if 0 < minutes < 1:
        seconds = max(1, round(minutes * 60))
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    shown = number_text(minutes, 1)
    return ngettext("{count} minute", "{count} minutes", max(1, round(minutes))).format(count=shown)
