"""A plan: who does what, and what has been proved of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from desktop.core.vocabulary import ActivityKind


@dataclass(frozen=True, slots=True, order=True)
class Activity:
    """One person in one slot, or in one stay. In a swap `twin` is the slot of the other half."""

    person: int
    kind: ActivityKind
    target: int
    twin: int = 0

    @property
    def is_stay(self) -> bool:
        return self.kind is ActivityKind.MYSTERY_STAY


def immersion(person: int, slot: int) -> Activity:
    return Activity(person, ActivityKind.IMMERSION, slot)


def stay(person: int, offer: int) -> Activity:
    return Activity(person, ActivityKind.MYSTERY_STAY, offer)


def swap(first: int, first_slot: int, second: int, second_slot: int) -> tuple[Activity, Activity]:
    """Both halves: `first` sits at `first_slot`, hosted by `second`, and the other way round."""
    return (
        Activity(first, ActivityKind.SWAP, first_slot, second_slot),
        Activity(second, ActivityKind.SWAP, second_slot, first_slot),
    )


class Status(StrEnum):
    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TierResult:
    """One aim: what the plan reaches and what nothing can beat, in the aim's own unit."""

    name: str
    value: float
    bound: float
    maximise: bool
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """0 when proved the best; else the distance to the bound as a share of the value."""
        return abs(self.bound - self.value) / max(1.0, abs(self.value))


@dataclass(frozen=True, slots=True)
class Step:
    """A moment of the search: the aim in hand, its best plan and its bound, what is settled."""

    seconds: float
    name: str
    value: float
    bound: float
    settled: tuple[TierResult, ...]


@dataclass(frozen=True)
class Plan:
    """Activities with their proof. Two plans are compared by their activities alone."""

    activities: tuple[Activity, ...] = ()
    status: Status = Status.FEASIBLE
    tiers: tuple[TierResult, ...] = ()
    seconds: float = 0.0
    seed: int = 1
    clashes: tuple[str, ...] = ()
    """Demands (pins, history) that contradict each other or a rule, in words."""
    moved: tuple[int, ...] = ()
    """People whose published place changed."""

    @cached_property
    def by_person(self) -> Mapping[int, tuple[Activity, ...]]:
        return _grouped((one.person, one) for one in self.activities)

    @cached_property
    def by_slot(self) -> Mapping[int, tuple[Activity, ...]]:
        return _grouped((one.target, one) for one in self.activities if not one.is_stay)

    @cached_property
    def by_stay(self) -> Mapping[int, tuple[Activity, ...]]:
        return _grouped((one.target, one) for one in self.activities if one.is_stay)

    def without(self, *dropped: Activity) -> Plan:
        """The same plan less these activities."""
        gone = set(dropped)
        return replace(self, activities=tuple(a for a in self.activities if a not in gone))

    def with_(self, *added: Activity) -> Plan:
        """The same plan with these activities too."""
        return replace(self, activities=(*self.activities, *added))

    @property
    def gap(self) -> float:
        """Of the first aim that is not proved; 0 when all are."""
        return next((tier.gap for tier in self.tiers if tier.gap > 0), 0.0)


def _grouped(pairs: Iterable[tuple[int, Activity]]) -> Mapping[int, tuple[Activity, ...]]:
    groups: dict[int, list[Activity]] = {}
    for key, activity in pairs:
        groups.setdefault(key, []).append(activity)
    return MappingProxyType({key: tuple(found) for key, found in groups.items()})
