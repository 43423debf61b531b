"""The service chain: who causes what is felt where, and how evenly attention goes both ways."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.core.vocabulary import Direction, Side

CONTACT = 0
"""Distance of a department that meets clients."""
FAR = 2
"""From this distance on a department hardly ever meets anybody who meets clients."""


@dataclass(frozen=True, slots=True)
class Link:
    """A department of the chain."""

    id: int
    name: str
    side: Side
    distance: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """One irritant as a flow: caused upstream, felt downstream, with its weight in points."""

    irritant: int
    caused_by: int
    felt_at: int
    points: float
    hours: float = 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """All that one department causes at another."""

    caused_by: int
    felt_at: int
    irritants: int
    points: float
    hours: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What a department causes elsewhere, and what it suffers from elsewhere."""

    department: int
    causes: int
    causes_points: float
    causes_hours: float
    suffers: int
    suffers_points: float
    own: int
    """Irritants that it causes to itself."""
    reaches: int
    """Departments downstream that its effects reach, directly or further along the chain."""


def flows(effects: Iterable[Effect]) -> tuple[Flow, ...]:
    """Effects joined by pair of departments, heaviest first."""
    joined: dict[tuple[int, int], list[Effect]] = defaultdict(list)
    for effect in effects:
        joined[effect.caused_by, effect.felt_at].append(effect)
    found = [
        Flow(cause, felt, len(group), _points(group), sum(each.hours for each in group))
        for (cause, felt), group in joined.items()
    ]
    return tuple(sorted(found, key=lambda flow: (-flow.points, flow.caused_by, flow.felt_at)))


def _points(effects: Iterable[Effect]) -> float:
    return round(sum(effect.points for effect in effects), 1)


def standings(
    departments: Sequence[Link], effects: Sequence[Effect], links: Iterable[tuple[int, int]]
) -> tuple[Standing, ...]:
    """Departments by what they cause downstream, heaviest first: not by what is said of them."""
    ahead = _downstream(links, effects)
    found = [_standing(department.id, effects, ahead) for department in departments]
    return tuple(
        sorted(found, key=lambda each: (-each.causes_points, -each.causes, each.department))
    )


def _standing(
    department: int, effects: Sequence[Effect], ahead: Mapping[int, set[int]]
) -> Standing:
    caused = [e for e in effects if e.caused_by == department and e.felt_at != department]
    suffered = [e for e in effects if e.felt_at == department and e.caused_by != department]
    own = [e for e in effects if e.caused_by == department == e.felt_at]
    touched = {effect.felt_at for effect in caused}
    reached = touched | {further for near in touched for further in _reach(near, ahead)}
    return Standing(
        department,
        len(caused), _points(caused), sum(effect.hours for effect in caused),
        len(suffered), _points(suffered), len(own),
        len(reached - {department}),
    )  # fmt: skip


def weakest_link(ranked: Sequence[Standing]) -> Standing | None:
    """The department that causes most downstream, or None when nothing is caused anywhere."""
    return next((each for each in ranked if each.causes), None)


def path_to_client(
    effect: Effect, departments: Mapping[int, Link], links: Iterable[tuple[int, int]]
) -> tuple[int, ...]:
    """The departments from the cause, through where it is felt, to the clients.

    The shortest way along the chain; when the chain does not join two of them, the step is taken
    as it was reported.
    """
    ahead = _downstream(links, ())
    first = _shortest(effect.caused_by, {effect.felt_at}, ahead) or (
        (effect.caused_by, effect.felt_at)
        if effect.caused_by != effect.felt_at
        else (effect.felt_at,)
    )
    front = {each.id for each in departments.values() if each.distance == CONTACT}
    rest = _shortest(effect.felt_at, front, ahead) or (effect.felt_at,)
    return first + rest[1:]


def _downstream(links: Iterable[tuple[int, int]], effects: Iterable[Effect]) -> dict[int, set[int]]:
    ahead: dict[int, set[int]] = defaultdict(set)
    for upstream, downstream in links:
        ahead[upstream].add(downstream)
    for effect in effects:
        if effect.caused_by != effect.felt_at:
            ahead[effect.caused_by].add(effect.felt_at)
    return ahead


def _reach(start: int, ahead: Mapping[int, set[int]]) -> set[int]:
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        for further in ahead.get(waiting.pop(), ()):
            if further not in seen:
                seen.add(further)
                waiting.append(further)
    return seen


def _shortest(start: int, goals: set[int], ahead: Mapping[int, set[int]]) -> tuple[int, ...] | None:
    paths: deque[tuple[int, ...]] = deque([(start,)])
    seen = {start}
    while paths:
        path = paths.popleft()
        if path[-1] in goals:
            return path
        for further in sorted(ahead.get(path[-1], ())):
            if further not in seen:
                seen.add(further)
                paths.append((*path, further))
    return None


@dataclass(frozen=True, slots=True)
class Presence:
    """Hours that people of one department spent in another."""

    home: int
    host: int
    direction: Direction
    level: int
    hours: float
    visitor: int = 0
    """Who went, so that people can be counted: never who was visited."""


@dataclass(frozen=True, slots=True)
class Symmetry:
    """Hours lived towards the front against hours lived towards the back."""

    to_front: float
    to_back: float

    @property
    def balance(self) -> float | None:
        """From 0 (one way only) to 1 (as much both ways); None when nobody went anywhere."""
        most = max(self.to_front, self.to_back)
        return min(self.to_front, self.to_back) / most if most else None


def symmetry(presences: Iterable[Presence]) -> Symmetry:
    """The gauge over any set of presences."""
    hours = {Direction.TO_FRONT: 0.0, Direction.TO_BACK: 0.0}
    for presence in presences:
        hours[presence.direction] += presence.hours
    return Symmetry(hours[Direction.TO_FRONT], hours[Direction.TO_BACK])


def symmetry_by_pair(
    presences: Iterable[Presence], least: int = 0
) -> dict[tuple[int, int], Symmetry]:
    """The gauge of each unordered pair of departments (smaller id first) with enough visitors."""
    pairs: dict[tuple[int, int], list[Presence]] = defaultdict(list)
    for presence in presences:
        if presence.home != presence.host:
            low, high = sorted((presence.home, presence.host))
            pairs[low, high].append(presence)
    return {
        pair: symmetry(group) for pair, group in sorted(pairs.items()) if _visitors(group) >= least
    }


def symmetry_by_level(presences: Iterable[Presence], least: int = 0) -> dict[int, Symmetry]:
    """The gauge of each hierarchical level with enough visitors."""
    levels: dict[int, list[Presence]] = defaultdict(list)
    for presence in presences:
        levels[presence.level].append(presence)
    return {
        level: symmetry(group)
        for level, group in sorted(levels.items())
        if _visitors(group) >= least
    }


def _visitors(group: Iterable[Presence]) -> int:
    return len({presence.visitor for presence in group})


def hours_lent(presences: Iterable[Presence]) -> dict[int, float]:
    """Hours of its people that each department gave to the programme."""
    lent: dict[int, float] = defaultdict(float)
    for presence in presences:
        lent[presence.home] += presence.hours
    return dict(lent)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a department's staff: who was asked about their interactions, who has lived the front."""

    department: int
    staff: int
    asked: int
    lived_front: int
    distance: int

    @property
    def never_asked(self) -> float | None:
        """Share of staff never asked; None for an empty department."""
        return 1 - min(self.asked, self.staff) / self.staff if self.staff else None

    @property
    def is_far_and_unaware(self) -> bool:
        """Far from clients, and nobody there has lived a day with them."""
        return self.distance >= FAR and self.staff > 0 and self.lived_front == 0
