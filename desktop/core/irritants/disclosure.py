"""What may be shown: thresholds, and hiding more so that no hidden cell can be deduced.

The model: people are counted in *cells* that do not overlap (a department at a touchpoint in a
campaign); everything that any screen, PDF or export shows is an *aggregate*, a set of cells.
Whoever reads all of it can add and subtract aggregates. `protect` hides aggregates until no sum
or difference of what is left isolates fewer people than the threshold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from desktop.core.errors import UserError
from desktop.core.i18n import _, number_text
from desktop.core.irritants.subtraction import isolated

FLOOR = 3
"""No campaign may set a threshold below this."""

Cell = TypeVar("Cell", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Fewest distinct people behind a figure, and behind words quoted."""

    figures: int = 5
    verbatims: int = 8


DEFAULT = Thresholds()


def checked_thresholds(figures: int, verbatims: int) -> Thresholds:
    """Thresholds of a campaign; `UserError` below the floor, or words needing less than figures."""
    if min(figures, verbatims) < FLOOR:
        raise UserError(_("A disclosure threshold cannot be below {floor}.").format(floor=FLOOR))
    if verbatims < figures:
        raise UserError(
            _("Words quoted need at least as many people as figures ({figures}).").format(
                figures=figures
            )
        )
    return Thresholds(figures, verbatims)


def may_show_figure(people: int, limits: Thresholds = DEFAULT) -> bool:
    """True from `figures` distinct people on; a zero may be shown too, since it tells of nobody."""
    return people == 0 or people >= limits.figures


def may_show_verbatims(people: int, limits: Thresholds = DEFAULT) -> bool:
    """True when words quoted could come from any of enough distinct people."""
    return people >= limits.verbatims


class Visibility(StrEnum):
    SHOWN = "shown"
    TOO_FEW = "too_few"
    COMPLEMENTARY = "complementary"


def hidden_text(visibility: Visibility) -> str:
    """What stands in place of a figure; empty when it is shown."""
    match visibility:
        case Visibility.TOO_FEW:
            return _("too few people")
        case Visibility.COMPLEMENTARY:
            return _("hidden to protect another figure")
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class Protected(Generic[Key]):
    """Which aggregates may be shown, and why the others may not."""

    shown: frozenset[Key]
    too_few: frozenset[Key]
    complementary: frozenset[Key]

    def visibility(self, key: Key) -> Visibility:
        """Whether an aggregate may be shown; an unknown one may not."""
        if key in self.shown:
            return Visibility.SHOWN
        return Visibility.COMPLEMENTARY if key in self.complementary else Visibility.TOO_FEW


def protect(
    people: Mapping[Cell, int], aggregates: Mapping[Key, frozenset[Cell]], threshold: int
) -> Protected[Key]:
    """Hide what is too small, then as little more as keeps it hidden.

    `people` counts distinct people in each cell; cells do not overlap. `aggregates` must list
    everything that readers see, together: all levels, all outputs, all campaigns. Empty cells are
    taken as known to everybody.
    """
    sizes = {key: sum(people.get(cell, 0) for cell in cells) for key, cells in aggregates.items()}
    too_few = {key for key, size in sizes.items() if 0 < size < threshold}
    shown = {key: cells for key, cells in aggregates.items() if key not in too_few}
    complementary: set[Key] = set()
    while (culprits := isolated(people, shown, threshold)) is not None:
        victim = min(culprits, key=lambda key: (len(shown[key]) > 1, sizes[key], repr(key)))
        complementary.add(victim)
        del shown[victim]
    return Protected(frozenset(shown), frozenset(too_few), frozenset(complementary))


@dataclass(frozen=True, slots=True)
class ProtectedTable(Generic[Row, Column]):
    """A table of people counted by row and column, with its totals, safe to print whole."""

    counts: Mapping[tuple[Row, Column], int]
    protected: Protected[tuple[Row | None, Column | None]]

    def visibility(self, row: Row | None, column: Column | None) -> Visibility:
        """Of a cell; None for the row, the column or both means their total."""
        return self.protected.visibility((row, column))

    def count(self, row: Row | None, column: Column | None) -> int | None:
        """People in a cell or a total, or None when it is hidden."""
        if self.visibility(row, column) is not Visibility.SHOWN:
            return None
        return sum(
            count for (r, c), count in self.counts.items()
            if (row is None or r == row) and (column is None or c == column)
        )  # fmt: skip

    def text(self, row: Row | None, column: Column | None) -> str:
        """The figure, or what stands in its place."""
        count = self.count(row, column)
        return hidden_text(self.visibility(row, column)) if count is None else number_text(count)


def protect_table(
    counts: Mapping[tuple[Row, Column], int], threshold: int = DEFAULT.figures
) -> ProtectedTable[Row, Column]:
    """Protect a table printed with its row totals, column totals and grand total."""
    aggregates: dict[tuple[Row | None, Column | None], set[tuple[Row, Column]]] = {}
    for row, column in counts:
        for key in ((row, column), (row, None), (None, column), (None, None)):
            aggregates.setdefault(key, set()).add((row, column))
    frozen = {key: frozenset(cells) for key, cells in aggregates.items()}
    return ProtectedTable(dict(counts), protect(counts, frozen, threshold))


@dataclass(frozen=True, slots=True)
class ProtectedList(Generic[Key]):
    """People counted in groups printed with their total."""

    counts: Mapping[Key, int]
    protected: Protected[Key | None]

    def visibility(self, key: Key | None) -> Visibility:
        """Of one group; None means the total."""
        return self.protected.visibility(key)

    def count(self, key: Key | None) -> int | None:
        """People in a group or in all, or None when it is hidden."""
        if self.visibility(key) is not Visibility.SHOWN:
            return None
        return sum(self.counts.values()) if key is None else self.counts[key]

    def text(self, key: Key | None) -> str:
        """The figure, or what stands in its place."""
        count = self.count(key)
        return hidden_text(self.visibility(key)) if count is None else number_text(count)


def protect_groups(
    counts: Mapping[Key, int], threshold: int = DEFAULT.figures
) -> ProtectedList[Key]:
    """Protect groups printed with their total."""
    aggregates: dict[Key | None, frozenset[Key]] = {key: frozenset((key,)) for key in counts}
    aggregates[None] = frozenset(counts)
    return ProtectedList(dict(counts), protect(counts, aggregates, threshold))


def leaks(people: Mapping[Cell, int], shown: Iterable[frozenset[Cell]], threshold: int) -> bool:
    """True if adding and subtracting what is shown isolates fewer people than the threshold."""
    return isolated(people, dict(enumerate(shown)), threshold) is not None
