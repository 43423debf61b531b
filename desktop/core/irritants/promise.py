"""The façade check and the before and after of a project: what shines on one side of the wall only.

The same question is put to both sides: was what is promised kept, can it be kept? The gap shows
where a smart front hides a process that cannot follow, or where people make up for it by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.i18n import N_, _
from desktop.core.irritants.effort import Fingerprint, Measure, Measured, amount_text, measured

WIDE = 0.25
"""Difference of shares from which the two sides tell different stories."""
KEPT = 0.7
"""Share of answers from which a promise counts as kept, or as one that can be kept."""


class Facade(StrEnum):
    """What the two answers say together."""

    KEPT = "kept"
    PROPPED = "propped"
    CRACKED = "cracked"
    UNSEEN = "unseen"
    ONE_SIDED = "one_sided"


_WORDS = {
    Facade.KEPT: N_("The promise is kept, and the process allows it."),
    Facade.PROPPED: N_(
        "Clients see the promise kept, but the process does not allow it: people make up for it."
    ),
    Facade.CRACKED: N_("The promise is not kept, and the process does not allow it."),
    Facade.UNSEEN: N_("Employees think that the promise can be kept; clients do not see it kept."),
    Facade.ONE_SIDED: N_("Only one side has answered."),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of one side to the question on the promise; those without an opinion do not count."""

    yes: int = 0
    no: int = 0

    @property
    def people(self) -> int:
        return self.yes + self.no

    @property
    def share(self) -> float | None:
        """Share of yes; None when nobody answered."""
        return self.yes / self.people if self.people else None


def facade(clients: Answers, employees: Answers) -> Facade:
    """What both sides say together of a promise."""
    if clients.share is None or employees.share is None:
        return Facade.ONE_SIDED
    kept, possible = clients.share >= KEPT, employees.share >= KEPT
    if kept:
        return Facade.KEPT if possible else Facade.PROPPED
    return Facade.UNSEEN if possible else Facade.CRACKED


def gap(clients: Answers, employees: Answers) -> float | None:
    """Share of clients who saw it kept, less share of employees who can keep it: -1 to 1."""
    if clients.share is None or employees.share is None:
        return None
    return clients.share - employees.share


def facade_text(found: Facade) -> str:
    """The verdict in a sentence."""
    return _(_WORDS[found])


@dataclass(frozen=True, slots=True)
class Change:
    """One dimension of a path before and after a project; a side nobody measured is None."""

    measure: Measure
    before: Measured | None
    after: Measured | None

    @property
    def difference(self) -> float | None:
        """After less before; less is better."""
        if self.before is None or self.after is None:
            return None
        return self.after.value - self.before.value

    @property
    def text(self) -> str:
        """For instance "6 screens → 2 screens"."""
        old, new = (
            amount_text(self.measure, each.value) if each else _("not measured")
            for each in (self.before, self.after)
        )
        return f"{old} → {new}"


def changes(before: Fingerprint, after: Fingerprint) -> tuple[Change, ...]:
    """Every dimension measured on either side of the date."""
    pairs = ((measure, measured(before, measure), measured(after, measure)) for measure in Measure)
    return tuple(Change(measure, old, new) for measure, old, new in pairs if old or new)


class Balance(StrEnum):
    """What a project did to both paths together."""

    BOTH_LIGHTER = "both_lighter"
    SHOE = "shoe"
    CLIENT_HEAVIER = "client_heavier"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"


_BALANCE = {
    Balance.BOTH_LIGHTER: N_("Lighter, and nobody carries more for it."),
    Balance.SHOE: N_("The stone has changed shoes: lighter for clients, heavier for employees."),
    Balance.CLIENT_HEAVIER: N_("Heavier for clients than before."),
    Balance.UNCHANGED: N_("Nothing has changed on either path."),
    Balance.UNKNOWN: N_("Not measured on both sides of the date yet."),
}


def balance(client: Sequence[Change], employee: Sequence[Change]) -> Balance:
    """Judge both paths; on each, most dimensions decide."""
    on_client, on_employee = _tendency(client), _tendency(employee)
    if on_client is None and on_employee is None:
        return Balance.UNKNOWN
    if (on_client or 0) > 0:
        return Balance.CLIENT_HEAVIER
    if (on_employee or 0) > 0:
        return Balance.SHOE
    lighter = (on_client or 0) < 0 or (on_employee or 0) < 0
    return Balance.BOTH_LIGHTER if lighter else Balance.UNCHANGED


def _tendency(path: Sequence[Change]) -> int | None:
    """-1 lighter, 1 heavier, 0 alike; None when nothing was measured twice."""
    steps = [each.difference for each in path if each.difference is not None]
    if not steps:
        return None
    total = sum((step > 0) - (step < 0) for step in steps)
    return (total > 0) - (total < 0)


def balance_text(found: Balance) -> str:
    """The verdict in a sentence."""
    return _(_BALANCE[found])
