"""Everything that may happen, as arrays: one column for a person in a slot, in a stay, or a swap.

A column has one *half* for each person that it engages: one, or two in a swap.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from desktop.core.planning.eligibility import Eligibility
from desktop.core.planning.plan import Activity, immersion, stay, swap
from desktop.core.planning.problem import Problem, Standing
from desktop.core.planning.stay_masks import StayMasks
from desktop.core.planning.tables import Bools, Ints, Tables

NOTHING = -1
WHOLE = 6_000_000
"""People times slots up to which every eligible pair is a column, and proofs are complete."""
SAMPLE = 60
"""Columns drawn for each person beyond that; bounds are then those that hold for all pairs."""


@dataclass(frozen=True)
class Columns:
    """`person`, `slot`, `stay` are rows of the problem's tables; `NOTHING` where none applies."""

    problem: Problem
    tables: Tables
    stays: StayMasks
    person: Ints
    slot: Ints
    stay: Ints
    other_person: Ints
    other_slot: Ints
    forced: Bools
    """Pinned, past or closed: must happen."""
    kept: Bools
    """What was published and could stay so."""
    sampled: bool = False
    """Too many pairs: only some are here, so that nothing is proved of the rest."""

    def __len__(self) -> int:
        return len(self.person)

    @cached_property
    def swaps(self) -> Bools:
        return self.other_person >= 0

    @cached_property
    def half_column(self) -> Ints:
        return np.concatenate([np.arange(len(self)), np.nonzero(self.swaps)[0]])

    @cached_property
    def half_person(self) -> Ints:
        return np.concatenate([self.person, self.other_person[self.swaps]])

    @cached_property
    def half_slot(self) -> Ints:
        return np.concatenate([self.slot, self.other_slot[self.swaps]])

    @cached_property
    def half_stay(self) -> Ints:
        return np.concatenate([self.stay, np.full(int(self.swaps.sum()), NOTHING)])

    @cached_property
    def half_first(self) -> Ints:
        return self._of_half(self.tables.first, self.stays.first)

    @cached_property
    def half_last(self) -> Ints:
        return self._of_half(self.tables.last, self.stays.last)

    @cached_property
    def half_site(self) -> Ints:
        return self._of_half(self.tables.slot_site, self.stays.site)

    def _of_half(self, by_slot: Ints, by_stay: Ints) -> Ints:
        in_slot = self.half_slot >= 0
        found = np.empty(len(self.half_slot), np.int64)
        found[in_slot] = by_slot[self.half_slot[in_slot]]
        found[~in_slot] = by_stay[self.half_stay[~in_slot]]
        return found

    def half_days(self, chosen: Bools | None = None) -> tuple[Ints, Ints]:
        """(half, day) for every day that each chosen half touches."""
        halves = np.arange(len(self.half_column))
        if chosen is not None:
            halves = halves[chosen]
        lengths = self.half_last[halves] - self.half_first[halves] + 1
        repeated = np.repeat(halves, lengths)
        steps = np.arange(len(repeated)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return repeated, self.half_first[repeated] + steps

    def activities(self, column: int) -> tuple[Activity, ...]:
        """What a column means for people."""
        problem = self.problem
        person = problem.people[self.person[column]].id
        if self.stay[column] >= 0:
            return (stay(person, problem.stays[self.stay[column]].id),)
        slot = problem.slots[self.slot[column]].id
        if not self.swaps[column]:
            return (immersion(person, slot),)
        other = problem.people[self.other_person[column]].id
        return swap(person, slot, other, problem.slots[self.other_slot[column]].id)


def make_columns(
    problem: Problem, eligibility: Eligibility, fixed: tuple[Standing, ...]
) -> Columns:
    """All eligible columns, and whatever stands whether eligible or not.

    `fixed` must happen; the rest of what was published is marked `kept` where it still may.
    """
    busy = _busy(problem, fixed)
    eligibility = replace(eligibility, busy=busy)
    cells = len(problem.people) * len(problem.slots)
    most = SAMPLE if cells > WHOLE else None
    people, slots = eligibility.pairs(most)
    masks = StayMasks(problem, eligibility.tables)
    guests, offers = np.nonzero(masks.allowed() & ~busy[:, None])
    rows = [np.stack([people, slots, *_nothing(len(people), 3)], axis=1)]
    rows.append(np.stack([guests, *_nothing(len(guests), 1), offers, *_nothing(len(guests), 2)], 1))
    rows.append(_swap_rows(problem, eligibility.tables, people, slots))
    table = np.concatenate(rows)
    # Ties between equal plans fall by the order of columns: drawn from the recorded seed.
    table = table[np.random.default_rng(problem.seed).permutation(len(table))]
    forced_rows = [_row_of(problem, one.activity) for one in fixed]
    known = _find(table, forced_rows)
    missing = [row for row, place in zip(forced_rows, known, strict=True) if place is None]
    missing = list(dict.fromkeys(missing))
    if missing:
        table = np.concatenate([table, np.array(missing, np.int64)])
    forced = np.zeros(len(table), np.bool_)
    forced[[place for place in _find(table, forced_rows) if place is not None]] = True
    published = [_row_of(problem, one.activity) for one in problem.standing if one.published]
    kept = np.zeros(len(table), np.bool_)
    kept[[place for place in _find(table, published) if place is not None]] = True
    person, slot, offer, other, theirs = table.T
    tables = eligibility.tables
    return Columns(
        problem, tables, masks, person, slot, offer, other, theirs, forced, kept, most is not None
    )


def _busy(problem: Problem, fixed: tuple[Standing, ...]) -> Bools:
    """People whose fixed activities are all that they may have."""
    counts = Counter(one.activity.person for one in fixed)
    return np.array([counts[one.id] >= one.max_activities for one in problem.people], np.bool_)


def _nothing(length: int, times: int) -> list[Ints]:
    return [np.full(length, NOTHING, np.int64) for _ in range(times)]


def _swap_rows(problem: Problem, tables: Tables, people: Ints, slots: Ints) -> Ints:
    """Pairs of open slots, each hosted by the visitor of the other, on a common day."""
    opened = np.fromiter((slot.swap_open for slot in problem.slots), np.bool_)
    hosting: dict[int, list[int]] = {}
    for row in np.nonzero(opened & (tables.host >= 0))[0]:
        hosting.setdefault(int(tables.host[row]), []).append(int(row))
    near = opened[slots] & (tables.host[slots] >= 0) & np.isin(people, list(hosting))
    able = set(zip(people[near].tolist(), slots[near].tolist(), strict=True))
    found = [
        (person, slot, NOTHING, other, theirs)
        for person, slot in sorted(able)
        for other in (int(tables.host[slot]),)
        for theirs in hosting[person]
        if person < other
        and (other, theirs) in able
        and tables.first[slot] <= tables.last[theirs]
        and tables.first[theirs] <= tables.last[slot]
    ]
    return np.array(found, np.int64).reshape(-1, 5)


def _row_of(problem: Problem, activity: Activity) -> tuple[int, int, int, int, int]:
    people = problem.person_rows
    if activity.is_stay:
        return (
            people[activity.person],
            NOTHING,
            problem.stay_rows[activity.target],
            NOTHING,
            NOTHING,
        )
    slot = problem.slot_rows[activity.target]
    if not activity.twin:
        return (people[activity.person], slot, NOTHING, NOTHING, NOTHING)
    one = (people[activity.person], slot)
    host = problem.slot_by_id[activity.target].host or 0
    other = (people[host], problem.slot_rows[activity.twin])
    first, second = sorted((one, other))
    return (first[0], first[1], NOTHING, second[0], second[1])


def _find(table: Ints, rows: list[tuple[int, int, int, int, int]]) -> list[int | None]:
    """Where each row stands in the table, if it does."""
    if not rows:
        return []
    wanted = set(rows)
    who = np.isin(table[:, 0], [row[0] for row in rows])
    places: dict[tuple[int, ...], int] = {}
    for place in np.nonzero(who)[0]:
        row = tuple(table[place].tolist())
        if row in wanted:
            places.setdefault(row, int(place))
    return [places.get(row) for row in rows]
