"""The reader's attack: which groups of people follow from adding and subtracting what is shown.

Each shown aggregate is one equation over the cells. A group can be deduced when its indicator lies
in the row space of the equations. In reduced row echelon form that is easy to see: such a group is
the sum of the rows whose pivot belongs to it, so only sums of few rows with small pivots matter.
Arithmetic is modulo a large prime: exact, without fractions.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

PRIME = 2**61 - 1
SUMS_EXAMINED = 20_000
"""Beyond so many sums of rows a table counts as unsafe: when in doubt, hide."""

Cell = TypeVar("Cell", bound=Hashable)
Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class _Equation(Generic[Cell, Key]):
    """`cells`: what is left of each cell; `sources`: how much of each aggregate it is made of."""

    cells: dict[Cell, int] = field(default_factory=dict)
    sources: dict[Key, int] = field(default_factory=dict)

    def plus(self, other: _Equation[Cell, Key], factor: int) -> None:
        _add(self.cells, other.cells, factor)
        _add(self.sources, other.sources, factor)

    def scale_to(self, pivot: Cell) -> None:
        inverse = pow(self.cells[pivot], -1, PRIME)
        self.cells = {cell: value * inverse % PRIME for cell, value in self.cells.items()}
        self.sources = {key: value * inverse % PRIME for key, value in self.sources.items()}


def _add(into: dict[Key, int], other: Mapping[Key, int], factor: int) -> None:
    for key, coefficient in other.items():
        value = (into.get(key, 0) + factor * coefficient) % PRIME
        if value:
            into[key] = value
        else:
            into.pop(key, None)


def isolated(
    people: Mapping[Cell, int], shown: Mapping[Key, frozenset[Cell]], threshold: int
) -> set[Key] | None:
    """The aggregates that together isolate 1 to `threshold` - 1 people, or None when none do."""
    rows = _echelon(people, shown)
    small = [
        (pivot, row) for pivot, row in rows.items()
        if people[pivot] < threshold
    ]  # fmt: skip
    budget = [SUMS_EXAMINED]
    return _small_sum(people, small, threshold, _Equation(), 0, budget)


def _echelon(
    people: Mapping[Cell, int], shown: Mapping[Key, frozenset[Cell]]
) -> dict[Cell, _Equation[Cell, Key]]:
    """Reduced rows by pivot: the largest cell of a row, so that few rows are suspect."""
    rows: dict[Cell, _Equation[Cell, Key]] = {}
    for key, cells in sorted(shown.items(), key=lambda item: (len(item[1]), repr(item[0]))):
        row = _Equation[Cell, Key]({cell: 1 for cell in cells if people.get(cell, 0)}, {key: 1})
        for pivot in [cell for cell in row.cells if cell in rows]:
            row.plus(rows[pivot], -row.cells[pivot])
        if not row.cells:
            continue
        pivot = max(row.cells, key=lambda cell: (people[cell], repr(cell)))
        row.scale_to(pivot)
        for other in rows.values():
            if pivot in other.cells:
                other.plus(row, -other.cells[pivot])
        rows[pivot] = row
    return rows


def _small_sum(
    people: Mapping[Cell, int],
    small: list[tuple[Cell, _Equation[Cell, Key]]],
    threshold: int,
    summed: _Equation[Cell, Key],
    weight: int,
    budget: list[int],
) -> set[Key] | None:
    """Sources of the first sum of rows that is a group of fewer than `threshold` people."""
    if summed.cells and _is_small_group(people, summed.cells, threshold):
        return set(summed.sources)
    for index, (pivot, row) in enumerate(small):
        if weight + people[pivot] >= threshold:
            continue
        budget[0] -= 1
        if budget[0] < 0:
            return {*summed.sources, *row.sources}
        more = _Equation(dict(summed.cells), dict(summed.sources))
        more.plus(row, 1)
        found = _small_sum(
            people, small[index + 1 :], threshold, more, weight + people[pivot], budget
        )
        if found is not None:
            return found
    return None


def _is_small_group(people: Mapping[Cell, int], cells: Mapping[Cell, int], threshold: int) -> bool:
    return all(value == 1 for value in cells.values()) and (
        sum(people[cell] for cell in cells) < threshold
    )
