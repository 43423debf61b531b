"""Working-time law over all pairs: the very rules of `core.labour`, asked once for each likeness.

Two people with the same usual week and profile are alike; two slots at the same hours of the same
weekday are alike while no holiday and no clock change is near.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from desktop.core.labour import rules as labour
from desktop.core.labour.hours import AVERAGE_WEEKS
from desktop.core.labour.life import DAY_MINUTES, Life, Work
from desktop.core.labour.night import minors_do_not_work_at_night
from desktop.core.labour.profiles import ADULT_AGE, FULL_TIME_WEEK, age_on
from desktop.core.labour.rest import (
    public_holidays_of_the_host_are_free,
    sunday_is_for_rest_without_derogation,
)
from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.planning.case import slot_work, visit_of
from desktop.core.planning.problem import Person, Problem, Slot
from desktop.core.planning.tables import Bools, Ints, Tables
from desktop.core.vocabulary import Contract, Severity

NEAR = 17
"""Days on either side of a visit that any rule but the twelve-week average looks at."""
_LEAST_AVERAGE = 44 * 60
ALONE = (
    minors_do_not_work_at_night,
    sunday_is_for_rest_without_derogation,
    public_holidays_of_the_host_are_free,
)
OF_THE_SLOT_ALONE = {"WT-04", "WT-11", "WT-18"}
"""Rules that days off cannot soften."""
Waived = Callable[[str, slice], Bools | None]
T = TypeVar("T")


class PersonKey(NamedTuple):
    """What the law sees of a person; `singular` when every slot must be judged by itself."""

    schedule: WeeklySchedule | None
    zone: str
    holidays: frozenset[date]
    profile: str
    contract: Contract
    birth: date | None
    no_birth: bool
    singular: bool
    home: int


class SlotKey(NamedTuple):
    """What the law sees of a slot."""

    work: Work
    zone: str
    sunday_allowed: bool
    profile: str
    holiday: str
    site: int


@dataclass(frozen=True)
class LabourMasks:
    """Bits of the blocking rules for each pair; `bits` names them."""

    problem: Problem
    tables: Tables
    bits: dict[str, int] = field(default_factory=dict)
    _answers: dict[Hashable, int] = field(default_factory=dict)

    @cached_property
    def _people(self) -> tuple[Ints, list[PersonKey], list[Person]]:
        return _classes(map(self._person_key, self.problem.people), self.problem.people)

    @cached_property
    def _slots(self) -> tuple[Ints, list[SlotKey], list[Slot]]:
        return _classes(map(self._slot_key, self.problem.slots), self.problem.slots)

    def _person_key(self, person: Person) -> PersonKey:
        young = bool(person.birth) and (
            age_on(person.birth or date.max, self.problem.settings.start) < ADULT_AGE
        )
        home = self.problem.site_by_id.get(person.site or 0)
        usual = person.schedule.minutes if person.schedule else 0
        heavy = AVERAGE_WEEKS * (_LEAST_AVERAGE - usual) < DAY_MINUTES + 60
        full = person.contract is Contract.PART_TIME and usual >= FULL_TIME_WEEK
        return PersonKey(
            schedule=person.schedule,
            zone=home.zone if home else "Europe/Paris",
            holidays=frozenset(home.holidays) if home else frozenset(),
            profile=person.profile,
            contract=person.contract,
            birth=person.birth if young else None,
            no_birth=person.birth is None,
            singular=young or heavy or full or _is_irregular(person.schedule),
            home=(person.site or 0) if self._travel_blocks else 0,
        )

    @cached_property
    def _travel_blocks(self) -> bool:
        return self.problem.settings.severities.get("WT-15") is Severity.BLOCKING

    def _slot_key(self, slot: Slot) -> SlotKey:
        work, site = slot_work(self.problem, slot), self.problem.site_by_id[slot.site]
        return SlotKey(
            work=work,
            zone=site.zone,
            sunday_allowed=site.sunday_allowed or not _touches_sunday(work),
            profile=site.profile,
            holiday=site.holidays.get(date.fromordinal(work.day), ""),
            site=site.id if self._travel_blocks else 0,
        )

    def narrow(self, allowed: Bools, rows: slice, waived: Waived) -> Bools:
        """What remains of `allowed`, a block of pairs, once the law is asked."""
        free: Bools = self.codes(allowed, rows, waived) == 0
        return allowed & free

    def codes(self, asked: Bools, rows: slice, waived: Waived) -> Ints:
        """Bits of the rules that forbid; exact only where `asked`."""
        people, slots = self._people[0][rows], self._slots[0]
        self._fill(asked, people, slots)
        codes: Ints = self._grid[people][:, slots]
        self._mend_for_days_off(codes, asked, rows)
        for code, bit in list(self.bits.items()):
            excused = waived(code, rows)
            if excused is not None:
                codes = np.where(excused, codes & ~bit, codes)
        return codes

    @cached_property
    def _grid(self) -> Ints:
        """Answers by class of person and of slot without any day off; -1 = not asked yet."""
        return np.full((len(self._people[1]), len(self._slots[1])), -1, np.int64)

    def _fill(self, asked: Bools, people: Ints, slots: Ints) -> None:
        width = self._grid.shape[1]
        who, where = np.nonzero(asked)
        for pair in np.unique(people[who] * width + slots[where]):
            number, column = divmod(int(pair), width)
            if self._grid[number, column] < 0:
                self._grid[number, column] = self._code(number, column, ())

    def _mend_for_days_off(self, codes: Ints, asked: Bools, rows: slice) -> None:
        """Days off take usual work away: only refused pairs and neighbours can change."""
        people, keys, _ = self._people
        slots = self._slots[0]
        by_itself = sum(bit for code, bit in self.bits.items() if code in OF_THE_SLOT_ALONE)
        for row, person in enumerate(self.problem.people[rows]):
            number = int(people[rows.start + row])
            off = _worked_days_off(person, keys[number])
            if not off:
                continue
            near = self._next_to(off, NEAR if keys[number].singular else 1)
            open_case = (codes[row] & by_itself == 0) & ((codes[row] != 0) | near)
            for column in np.nonzero(asked[row] & open_case)[0]:
                day = int(self.tables.first[column]) + self.tables.day0
                reach = 7 * (AVERAGE_WEEKS + 1) if keys[number].singular else NEAR
                relative = tuple(one - day for one in off if abs(one - day) <= reach)
                codes[row, column] = self._code(number, int(slots[column]), relative)

    def _next_to(self, off: tuple[int, ...], reach: int) -> Bools:
        days = self.tables.first + self.tables.day0
        steps = range(-reach, reach + 1)
        return np.isin(days, [one + step for one in off for step in steps])

    def _code(self, person_class: int, slot_class: int, off: tuple[int, ...]) -> int:
        key = (person_class, self._likeness(person_class, slot_class), off)
        known = self._answers.get(key)
        if known is None:
            known = self._ask(person_class, slot_class, off)
            self._answers[key] = known
        return known

    def _likeness(self, person_class: int, slot_class: int) -> Hashable:
        """Weekday and hours where nothing special is near, else the slot class itself."""
        person, slot = self._people[1][person_class], self._slots[1][slot_class]
        work = slot.work
        if person.singular or slot.holiday or person.zone != slot.zone:
            return slot_class
        hours = (work.day % 7, work.wall_start, work.wall_end, work.pause)
        clocks = _clock_change(work.day, slot.zone)
        return (hours, clocks, slot.zone, slot.sunday_allowed, slot.profile, slot.site)

    def _ask(self, person_class: int, slot_class: int, off: tuple[int, ...]) -> int:
        key, person = self._people[1][person_class], self._people[2][person_class]
        visit = visit_of(self.problem, person, self._slots[2][slot_class])
        life = Life(
            key.schedule, key.zone, (visit,), frozenset(visit.work.day + one for one in off)
        )
        code = 0
        for rule in self._asked_rules:
            breach = rule(life)
            if breach is None:
                continue
            severity = self.problem.settings.severities.get(breach.rule, breach.severity)
            if severity is Severity.BLOCKING:
                code |= self.bits.setdefault(breach.rule, 1 << len(self.bits))
                if not self._waivers:
                    break  # one is enough to forbid; waivers alone need to know them all
        return code

    @cached_property
    def _waivers(self) -> bool:
        return any(one.rule.startswith("WT-") for one in self.problem.settings.waivers)

    @cached_property
    def _asked_rules(self) -> tuple[labour.Rule, ...]:
        """Those of the slot alone first: what they forbid is not asked again for each absence."""
        severities = self.problem.settings.severities
        rules = sorted(labour.RULES, key=lambda rule: rule not in ALONE)
        return tuple(
            rule
            for rule in rules
            if severities.get(labour.ADVICE.get(rule, ""), None) is Severity.BLOCKING
            or rule not in labour.ADVICE
        )


K = TypeVar("K", bound=Hashable)


def _touches_sunday(work: Work) -> bool:
    last = work.day + max(work.wall_end - 1, 0) // DAY_MINUTES
    return any(day % 7 == 0 for day in range(work.day, last + 1))


def _classes(keys: Iterable[K], members: Iterable[T]) -> tuple[Ints, list[K], list[T]]:
    """The class of each member, the key of each class, and one member of each."""
    numbers: dict[K, int] = {}
    examples: list[T] = []
    found: list[int] = []
    for key, member in zip(keys, members, strict=True):
        if key not in numbers:
            numbers[key] = len(examples)
            examples.append(member)
        found.append(numbers[key])
    return np.array(found, np.int64), list(numbers), examples


def _worked_days_off(person: Person, key: PersonKey) -> tuple[int, ...]:
    """Days of absence and of holiday that take usual work away."""
    if key.schedule is None:
        return ()
    found = {day.toordinal() for day in key.holidays}
    for start, end in person.absences:
        found.update(range(start.toordinal(), end.toordinal() + 1))
    return tuple(sorted(day for day in found if key.schedule.days[(day - 1) % 7]))


def _is_irregular(schedule: WeeklySchedule | None) -> bool:
    """Whether the usual week leaves no two days off in a row: days off may then change much."""
    if schedule is None:
        return False
    worked = [bool(spans) for spans in schedule.days]
    return all(worked[day] or worked[day + 1] for day in range(6))


@lru_cache(maxsize=10_000)
def _clock_change(day: int, zone: str) -> int | None:
    """Days from this one to the change of clocks, if one is near."""
    offset = None
    for near in range(-NEAR, NEAR + 2):
        noon = datetime.combine(date.fromordinal(day + near), time(12), ZoneInfo(zone))
        if offset is not None and noon.utcoffset() != offset:
            return near
        offset = noon.utcoffset()
    return None
