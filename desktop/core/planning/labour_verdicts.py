"""One rule of working time, asked once for all that it cannot tell apart."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from desktop.core.labour import rules as labour
from desktop.core.labour.life import Life, Visit, monday_of
from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.planning.labour_reach import Reach
from desktop.core.planning.problem import KM_A_MINUTE
from desktop.core.planning.tables import Ints
from desktop.core.vocabulary import Severity

if TYPE_CHECKING:
    from desktop.core.planning.labour_masks import LabourMasks

Codes = NDArray[np.int32]
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Classes(Generic[K, T]):
    """The class of each member, the key of each class, and one member of each."""

    numbers: Ints
    keys: list[K]
    examples: list[T]


def classes(keys: Iterable[K], members: Iterable[T]) -> Classes[K, T]:
    """Members gathered by equal keys, in the order in which they come."""
    numbers: dict[K, int] = {}
    examples: list[T] = []
    found: list[int] = []
    for key, member in zip(keys, members, strict=True):
        number = numbers.setdefault(key, len(numbers))
        if number == len(examples):
            examples.append(member)
        found.append(number)
    return Classes(np.array(found, np.int64), list(numbers), examples)


@dataclass(frozen=True)
class Verdicts:
    """One rule: the context of each signature and day, the bits of each context and shape."""

    contexts: Ints
    codes: Codes


@dataclass(frozen=True)
class Context:
    """A usual week, limits, a kind of day, days off within reach as bits."""

    week: int
    limits: int
    kind: int
    off: int
    signature: int
    day: int


@dataclass(frozen=True, eq=False)
class Judge:
    """Asks one rule about contexts and hours; `_known` remembers the answers."""

    masks: LabourMasks
    rule: labour.Rule
    reach: Reach
    _known: dict[Hashable, int] = field(default_factory=dict)

    def verdicts(self) -> Verdicts:
        """All of them: without days off first, then where a day off may change the answer."""
        masks = self.masks
        off = self._offs[0][masks.offs.numbers]
        contexts, numbers = self._contexts(np.zeros_like(off))
        every = range(len(self._hours.keys))
        plain = [self._asked(one, every) for one in contexts]
        firm = [self._is_firm(one) for one in contexts]
        settled = [sure and not row.any() for sure, row in zip(firm, plain, strict=True)]
        off = np.where(np.array(settled, np.bool_)[numbers], 0, off)
        if not off.any():
            return self._laid(plain, numbers)
        bases = numbers
        contexts, numbers = self._contexts(off)
        rows = []
        for context in contexts:
            base = int(bases[context.signature, context.day])
            if not context.off:
                rows.append(plain[base])
            elif firm[base]:
                rows.append(self._asked(context, np.nonzero(plain[base])[0]))
            else:
                rows.append(self._asked(context, every))
        return self._laid(rows, numbers)

    def _laid(self, rows: list[Codes], numbers: Ints) -> Verdicts:
        codes = np.array(rows, np.int32).reshape(len(rows), len(self._hours.keys))
        return Verdicts(numbers, codes[:, self._hours.numbers])

    def _is_firm(self, context: Context) -> bool:
        """Whether days off can only soften the answers."""
        if self._blind:
            return True
        week = self.masks.weeks.keys[context.week][0]
        hosts = range(len(self.masks.profiles[2]))
        return week is None or all(
            self._softened(week, self._profile(context, host)) for host in hosts
        )

    def _softened(self, week: WeeklySchedule, profile: int) -> bool:
        return self.reach.softened(week, self.masks.profiles[1][profile])

    def _is_idle(self, context: Context, profile: int) -> bool:
        week = self.masks.weeks.keys[context.week][0]
        return week is not None and self.reach.idle(week, self.masks.profiles[1][profile])

    def _asked(self, context: Context, hours: Iterable[int]) -> Codes:
        codes = np.zeros(len(self._hours.keys), np.int32)
        for number in hours:
            slot = self._slot_of[context.kind][number]
            if slot >= 0:
                codes[number] = self._answer(context, int(number), slot)
        return codes

    def _answer(self, context: Context, hours: int, slot: int) -> int:
        profile = self._profile(context, self._hosts[hours])
        limits, shape = self._limits[profile], self._hours.keys[hours][1:]
        key = (context.week, limits, context.kind, context.off, shape)
        known = self._known.get(key)
        if known is None:
            known = 0 if self._is_idle(context, profile) else self._ask(context, profile, slot)
            self._known[key] = known
        return known

    def _ask(self, context: Context, profile: int, slot: int) -> int:
        masks, problem = self.masks, self.masks.problem
        week, zone, _home = masks.weeks.keys[context.week]
        work, site = masks.works[slot], problem.site_by_id[problem.slots[slot].site]
        person = masks.signatures.examples[context.signature]
        travel = round(problem.travel_km(person, site) / KM_A_MINUTE) if masks.travel_blocks else 0
        visit = Visit(
            work=work,
            profile=masks.profiles[1][profile],
            zone=site.zone,
            sunday_allowed=site.sunday_allowed,
            holiday=site.holidays.get(date.fromordinal(work.day), ""),
            travel=travel,
        )
        first = self._anchor(work.day) + self.reach.first
        days = frozenset(
            first + step for step in range(context.off.bit_length()) if context.off >> step & 1
        )
        breach = self.rule(Life(week, zone, (visit,), days))
        if breach is None:
            return 0
        severity = problem.settings.severities.get(breach.rule, breach.severity)
        return masks.bit(breach.rule) if severity is Severity.BLOCKING else 0

    def _anchor(self, day: int) -> int:
        return monday_of(day) if self.reach.by_week else day

    def _profile(self, context: Context, host: int) -> int:
        term = self.masks.terms.numbers[context.signature]
        return int(self.masks.profiles[0][term, context.day, host])

    @cached_property
    def _limits(self) -> list[Hashable]:
        """What the rule looks at in each profile."""
        return [self.reach.limits(one) for one in self.masks.profiles[1]]

    # -- what this rule can tell apart

    def _contexts(self, off: Ints) -> tuple[list[Context], Ints]:
        """Each context once, and its number for each signature and day."""
        masks = self.masks
        days = np.unique(masks.tables.first)
        week = np.zeros_like(masks.weeks.numbers) if self._blind else masks.weeks.numbers
        limits = self._limit_sets[masks.terms.numbers]
        kinds = np.zeros(masks.tables.days, np.int64)
        kinds[days] = self._kinds.numbers
        span = (limits.max(initial=0) + 1, len(self._kinds.keys), len(self._offs[1]))
        keys = ((week[:, None] * span[0] + limits) * span[1] + kinds) * span[2] + off
        found, places, numbers = np.unique(keys[:, days], return_index=True, return_inverse=True)
        contexts = []
        for key, place in zip(found.tolist(), places.tolist(), strict=True):
            rest, number = divmod(key, span[2])
            rest, kind = divmod(rest, span[1])
            one, limit = divmod(rest, int(span[0]))
            signature, column = divmod(place, len(days))
            bits = self._offs[1][number]
            contexts.append(Context(one, limit, kind, bits, signature, int(days[column])))
        table = np.zeros((len(week), masks.tables.days), np.int64)
        table[:, days] = numbers.reshape(len(week), len(days))
        return contexts, table

    @property
    def _blind(self) -> bool:
        return self.reach.of_the_visit_alone

    @cached_property
    def _limit_sets(self) -> Ints:
        """For each terms and day, the number of the limits under every host."""
        table = self.masks.profiles[0]
        known: dict[Hashable, int] = {}
        numbers = [known.setdefault(one, len(known)) for one in self._limits]
        limits = np.array(numbers or [0], np.int64)[table]
        flat = limits.reshape(-1, limits.shape[2])
        _found, sets = np.unique(flat, axis=0, return_inverse=True)
        return np.reshape(sets, limits.shape[:2])

    @cached_property
    def _kinds(self) -> Classes[Hashable, int]:
        """Days alike: same weekday, same change of clocks within reach."""
        days = np.unique(self.masks.tables.first).tolist()
        return classes(map(self._kind, days), days)

    def _kind(self, day: int) -> Hashable:
        when, zones = day + self.masks.tables.day0, self.masks.zones
        if len(zones) > 1:
            return when
        start = self._anchor(when)
        change = _clock_change(start + self.reach.first - 1, start + self.reach.last + 2, zones[0])
        return when % 7, change and change - start

    @cached_property
    def _offs(self) -> tuple[Ints, list[int]]:
        """For each set of days off and day, the number of the days off within reach; 0 = none."""
        masks = self.masks
        known: dict[int, int] = {0: 0}
        table = np.zeros((len(masks.offs.keys), masks.tables.days), np.int64)
        if self._blind:
            return table, [0]
        days = np.unique(masks.tables.first).tolist()
        width = (1 << (self.reach.last - self.reach.first + 1)) - 1
        shifts = [
            self._anchor(day + masks.tables.day0) + self.reach.first - masks.origin for day in days
        ]
        for row, number in enumerate(masks.off_numbers):
            if number:
                table[row, days] = [
                    known.setdefault(number >> shift & width, len(known)) for shift in shifts
                ]
        return table, list(known)

    @cached_property
    def _hours(self) -> Classes[tuple[Any, ...], int]:
        """Shapes alike for this rule; each key begins with the host's profile."""
        shapes = self.masks.shapes.keys
        keys = [
            (
                one.profile,
                one.start,
                one.end,
                one.pause,
                one.zone,
                one.site,
                *((one.sunday_allowed, one.holiday) if self._blind else ()),
            )
            for one in shapes
        ]
        return classes(keys, range(len(shapes)))

    @cached_property
    def _hosts(self) -> list[int]:
        hosts = self.masks.profiles[2]
        return [hosts.index(key[0]) for key in self._hours.keys]

    @cached_property
    def _slot_of(self) -> list[list[int]]:
        """A slot for each kind of day and hours; -1 where there is none."""
        masks = self.masks
        found = np.full((len(self._kinds.keys), len(self._hours.keys)), -1, np.int64)
        days = np.unique(masks.tables.first)
        kinds = self._kinds.numbers[np.searchsorted(days, masks.tables.first)]
        found[kinds, self._hours.numbers[masks.shapes.numbers]] = np.arange(len(kinds))
        return found.tolist()


@lru_cache(maxsize=10_000)
def _clock_change(first: int, last: int, zone: str) -> int | None:
    """The day of the first change of clocks between two days, if there is one."""
    offset = None
    for day in range(first, last + 1):
        noon = datetime.combine(date.fromordinal(day), time(12), ZoneInfo(zone))
        if offset is not None and noon.utcoffset() != offset:
            return day
        offset = noon.utcoffset()
    return None
