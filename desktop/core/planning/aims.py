"""What a good plan reaches for: each aim as whole numbers over columns and helper variables.

Aims are lexicographic: none is ever given up for those after it. An aim may have parts, themselves
in order (wishes of first rank, then of second…).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desktop.core.planning.columns import Columns
from desktop.core.planning.problem import Tier, Wish, distance_km
from desktop.core.planning.tables import Ints
from desktop.core.vocabulary import ActivityKind, Availability, Direction

Floats = NDArray[np.float64]
WISH_RANKS = 3
"""Ranks told apart; later ones count as the last."""


@dataclass(frozen=True)
class Helper:
    """A variable from 0 to `upper` that columns drive: `helper ≤ constant + Σ weights × columns`.

    A two-sided one is also `≤ constant - Σ weights × columns`.
    """

    cols: Ints
    weights: Floats
    upper: float
    constant: float = 0.0
    two_sided: bool = False


@dataclass(frozen=True)
class Aim:
    """Maximise `Σ gains × columns + Σ helpers`.

    What readers see is `sign × (that - offset)`; sign -1 = the smaller the better.
    """

    tier: Tier
    part: str
    gains: Floats
    helpers: tuple[Helper, ...] = ()
    offset: float = 0.0
    sign: int = 1
    span: float = 0.0
    """Largest difference between two plans: what a former aim must outweigh."""

    @property
    def name(self) -> str:
        return f"{self.tier}.{self.part}" if self.part else str(self.tier)

    def shown(self, value: float) -> float:
        """The aim's value as readers see it."""
        return round(self.sign * (value - self.offset), 6) + 0.0


def aims_in_order(columns: Columns, keep_published: bool) -> list[Aim]:
    """The campaign's aims that can make a difference, the most important first."""
    wanted = columns.problem.settings.tiers
    order = [*wanted, *(tier for tier in Tier if tier not in wanted)]
    makers: list[Callable[[Columns], list[Aim]]] = [_moved] if keep_published else []
    makers += [_MAKERS[tier] for tier in order if tier is not Tier.MOVED]
    return [aim for make in makers for aim in make(columns) if aim.span > 0]


def _aim(
    columns: Columns,
    tier: Tier,
    gains: Floats,
    *helpers: Helper,
    part: str = "",
    offset: float = 0.0,
    sign: int = 1,
) -> Aim:
    """With the widest span: the largest gain times the activities that people may have."""
    most = sum(one.max_activities for one in columns.problem.people)
    spread = float(gains.max(initial=0.0) - gains.min(initial=0.0))
    span = spread * (most + int(columns.forced.sum())) + sum(one.upper for one in helpers)
    return Aim(tier, part, gains, helpers, offset, sign, span)


def _moved(columns: Columns) -> list[Aim]:
    """Published places that remain; what readers see is how many do not."""
    gains = np.where(columns.kept, np.where(columns.swaps, 2.0, 1.0), 0.0)
    published = float(sum(one.published for one in columns.problem.standing))
    return [_aim(columns, Tier.MOVED, gains, offset=published, sign=-1)]


def _people_served(columns: Columns, counted: NDArray[np.bool_]) -> tuple[Floats, list[Helper]]:
    """Columns of people with one activity count directly; the others through a helper each."""
    several = np.array([one.max_activities > 1 for one in columns.problem.people], np.bool_)
    gains = np.zeros(len(columns))
    once = (~several & counted)[columns.half_person]
    np.add.at(gains, columns.half_column[once], 1.0)
    helpers = _drivers(columns.half_person, columns.half_column, several & counted)
    return gains, helpers


def _drivers(keys: Ints, cols: Ints, wanted: NDArray[np.bool_]) -> list[Helper]:
    """One helper of at most 1 for each wanted key that some column serves."""
    chosen = wanted[keys]
    keys, cols = keys[chosen], cols[chosen]
    order = np.argsort(keys, kind="stable")
    keys, cols = keys[order], cols[order]
    found, starts = np.unique(keys, return_index=True)
    groups = np.split(cols, starts[1:]) if len(found) else []
    return [Helper(one, np.ones(len(one)), 1.0) for one in map(np.unique, groups)]


def _served(columns: Columns) -> list[Aim]:
    everyone = np.ones(len(columns.problem.people), np.bool_)
    gains, helpers = _people_served(columns, everyone)
    return [_aim(columns, Tier.SERVED, gains, *helpers)]


def _never_served(columns: Columns) -> list[Aim]:
    never = np.array([one.never_served for one in columns.problem.people], np.bool_)
    gains, helpers = _people_served(columns, never)
    return [_aim(columns, Tier.NEVER_SERVED, gains, *helpers)]


def _coverage(columns: Columns) -> list[Aim]:
    """Each department sends, each front site receives, each mystery site is visited."""
    tables = columns.tables
    visits = columns.half_slot >= 0
    senders = np.ones(len(columns.problem.departments), np.bool_)
    known = visits & (tables.department[columns.half_person] >= 0)
    departments = tables.department[columns.half_person[known]]
    helpers = _drivers(departments, columns.half_column[known], senders)
    front = np.array([site.front for site in columns.problem.sites], np.bool_)
    helpers += _drivers(columns.half_site[visits], columns.half_column[visits], front)
    stays = ~visits
    helpers += _drivers(
        columns.half_site[stays], columns.half_column[stays], np.ones(len(front), np.bool_)
    )
    return [_aim(columns, Tier.COVERAGE, np.zeros(len(columns)), *helpers)]


def _symmetry(columns: Columns) -> list[Aim]:
    """Swaps first, for each is symmetry itself; then as many visits one way as the other."""
    swaps = columns.swaps.astype(np.float64)
    aims = [_aim(columns, Tier.SYMMETRY, swaps, part="swaps")]
    to_front = np.array(
        [slot.direction is Direction.TO_FRONT for slot in columns.problem.slots], np.bool_
    )
    visits = columns.half_slot >= 0
    ways = np.zeros(len(columns))
    signs = np.where(to_front[columns.half_slot[visits]], 1.0, -1.0)
    np.add.at(ways, columns.half_column[visits], signs)
    if (ways > 0).any() and (ways < 0).any():
        most = float(sum(one.max_activities for one in columns.problem.people))
        cols = np.nonzero(ways)[0]
        balance = Helper(cols, ways[cols], most, most, two_sided=True)
        nothing = np.zeros(len(columns))
        aims.append(
            _aim(columns, Tier.SYMMETRY, nothing, balance, part="balance", offset=most, sign=-1)
        )
    return aims


def _wishes(columns: Columns) -> list[Aim]:
    """Wishes of first rank, then of second, then later ones; then the days people said."""
    ranks = _wish_ranks(columns)
    aims = []
    for rank in range(1, WISH_RANKS + 1):
        granted = ranks == rank if rank < WISH_RANKS else ranks >= rank
        gains = np.zeros(len(columns))
        np.add.at(gains, columns.half_column[granted], 1.0)
        aims.append(_aim(columns, Tier.WISHES, gains, part=f"rank_{rank}"))
    aims.append(_aim(columns, Tier.WISHES, _said_days(columns), part="days"))
    return aims


def _wish_ranks(columns: Columns) -> Ints:
    """Best rank of the wish that each half grants; 0 = none."""
    ranks = np.zeros(len(columns.half_column), np.int64)
    problem = columns.problem
    order = np.argsort(columns.half_person, kind="stable")
    begin = np.searchsorted(columns.half_person[order], np.arange(len(problem.people) + 1))
    granted = _Granted(columns)
    for row, person in enumerate(problem.people):
        halves = order[begin[row] : begin[row + 1]]
        for wish in reversed(problem.wishes_by_person.get(person.id, ())):
            ranks[halves[granted.by(wish, halves)]] = wish.rank
    return ranks


class _Granted:
    """Whether halves grant a wish, whole arrays at a time."""

    def __init__(self, columns: Columns) -> None:
        problem = columns.problem
        self._columns = columns
        self._sites = {site.id: row for row, site in enumerate(problem.sites)}
        self._departments = {one.id: row for row, one in enumerate(problem.departments)}
        roles = sorted({slot.role for slot in problem.slots})
        self._roles = {role: number for number, role in enumerate(roles)}
        self._slot_roles = np.array([self._roles[slot.role] for slot in problem.slots], np.int64)
        self._kinds = np.where(
            columns.half_stay >= 0,
            ActivityKind.MYSTERY_STAY,
            np.where(columns.swaps[columns.half_column], ActivityKind.SWAP, ActivityKind.IMMERSION),
        ).astype(object)

    def by(self, wish: Wish, halves: Ints) -> NDArray[np.bool_]:
        columns, tables = self._columns, self._columns.tables
        fits = np.ones(len(halves), np.bool_)
        slots = columns.half_slot[halves]
        if wish.kind is not None:
            fits &= self._kinds[halves] == wish.kind
        if wish.site is not None:
            fits &= columns.half_site[halves] == self._sites.get(wish.site, -2)
        if wish.department is not None:
            wanted = self._departments.get(wish.department, -2)
            fits &= (slots >= 0) & (tables.slot_department[slots] == wanted)
        if wish.role:
            fits &= (slots >= 0) & (self._slot_roles[slots] == self._roles.get(wish.role, -2))
        first = columns.half_first[halves] + tables.day0
        if wish.start is not None:
            fits &= first >= wish.start.toordinal()
        if wish.end is not None:
            fits &= first <= wish.end.toordinal()
        return fits


def _said_days(columns: Columns) -> Floats:
    """+1 for a first day that was wished, -1 for any day given only if needed."""
    tables = columns.tables
    wished = np.zeros((len(columns.problem.people), tables.days), np.bool_)
    for row, person in enumerate(columns.problem.people):
        for day, said in person.days.items():
            number = day.toordinal() - tables.day0
            if said is Availability.WISHED and 0 <= number < tables.days:
                wished[row, number] = True
    gains = np.zeros(len(columns))
    likes = wished[columns.half_person, columns.half_first]
    dislikes = tables.if_needed[columns.half_person, columns.half_first]
    np.add.at(gains, columns.half_column, likes.astype(np.float64) - dislikes)
    return gains


def _spread(columns: Columns) -> list[Aim]:
    """No week holds more than its share: what lies above an even spread is counted."""
    weeks = (columns.half_first + columns.tables.day0 - 1) // 7
    found, rows = np.unique(weeks, return_inverse=True)
    if len(found) < 2:
        return []
    most = float(
        sum(one.max_activities for one in columns.problem.people) + int(columns.forced.sum())
    )
    share = -(-len(columns.problem.people) // len(found))
    helpers = []
    for number in range(len(found)):
        cols, counts = np.unique(columns.half_column[rows == number], return_counts=True)
        # helper = most - what lies above the share
        helpers.append(Helper(cols, -counts.astype(np.float64), most, most + share))
    nothing, offset = np.zeros(len(columns)), most * len(found)
    return [_aim(columns, Tier.SPREAD, nothing, *helpers, offset=offset, sign=-1)]


def _travel(columns: Columns) -> list[Aim]:
    """Kilometres between the person's own site and the host's."""
    problem = columns.problem
    homes = columns.tables.home
    distances = np.zeros((len(problem.sites) + 1, len(problem.sites)))
    for row, home in enumerate(problem.sites):
        for column, site in enumerate(problem.sites):
            distances[row, column] = distance_km(
                home.latitude, home.longitude, site.latitude, site.longitude
            )
    km = distances[homes[columns.half_person], columns.half_site]
    gains = np.zeros(len(columns))
    np.add.at(gains, columns.half_column, -km)
    return [_aim(columns, Tier.TRAVEL, gains, sign=-1)]


def _cost(columns: Columns) -> list[Aim]:
    """Whole euro of the stays."""
    prices = np.array([round(float(offer.price)) for offer in columns.problem.stays] or [0])
    gains = np.where(columns.stay >= 0, -prices[columns.stay].astype(np.float64), 0.0)
    return [_aim(columns, Tier.COST, gains, sign=-1)]


_MAKERS: dict[Tier, Callable[[Columns], list[Aim]]] = {
    Tier.SERVED: _served,
    Tier.NEVER_SERVED: _never_served,
    Tier.COVERAGE: _coverage,
    Tier.SYMMETRY: _symmetry,
    Tier.WISHES: _wishes,
    Tier.SPREAD: _spread,
    Tier.TRAVEL: _travel,
    Tier.COST: _cost,
}
