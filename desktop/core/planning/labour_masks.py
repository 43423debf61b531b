"""Working-time law over all pairs: the very rules of `core.labour`, asked once for each likeness.

Two people with the same usual week and profile are alike; two slots at the same hours of the same
weekday are alike while no holiday and no clock change is near.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import numpy as np

from desktop.core.labour import rules as labour
from desktop.core.labour.hours import AVERAGE_WEEKS
from desktop.core.labour.life import DAY_MINUTES, Life, Work
from desktop.core.labour.profiles import ADULT_AGE, age_on
from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.planning.case import slot_work, visit_of
from desktop.core.planning.problem import Person, Problem, Slot
from desktop.core.planning.tables import Bools, Ints, Tables
from desktop.core.vocabulary import Contract, Severity

NEAR = 17
"""Days on either side of a visit that any rule but the twelve-week average looks at."""
_LEAST_AVERAGE = 44 * 60
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
    _rows: dict[int, Ints] = field(default_factory=dict)

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
        return PersonKey(
            schedule=person.schedule,
            zone=home.zone if home else "Europe/Paris",
            holidays=frozenset(home.holidays) if home else frozenset(),
            profile=person.profile,
            contract=person.contract,
            birth=person.birth if young else None,
            no_birth=person.birth is None,
            singular=young or heavy,
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
            sunday_allowed=site.sunday_allowed,
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
        people, _, _ = self._people
        slots, _, _ = self._slots
        classes, inverse = np.unique(people[rows], return_inverse=True)
        grid = np.array([self._class_row(int(number)) for number in classes], np.int64)
        codes = grid.reshape(len(classes), -1)[inverse][:, slots]
        self._mend_for_absences(codes, asked, rows)
        for code, bit in list(self.bits.items()):
            excused = waived(code, rows)
            if excused is not None:
                codes = np.where(excused, codes & ~bit, codes)
        return codes

    def _class_row(self, number: int) -> Ints:
        known = self._rows.get(number)
        if known is None:
            width = len(self._slots[1])
            known = np.fromiter((self._code(number, s, ()) for s in range(width)), np.int64)
            self._rows[number] = known
        return known

    def _mend_for_absences(self, codes: Ints, asked: Bools, rows: slice) -> None:
        """Absences take the usual job away: only refused pairs and neighbours can change."""
        people, keys, _ = self._people
        slots, _, _ = self._slots
        for row, person in enumerate(self.problem.people[rows]):
            if not person.absences or person.schedule is None:
                continue
            number = int(people[rows.start + row])
            near = self._next_to_absence(person)
            for column in np.nonzero(asked[row] & ((codes[row] != 0) | near))[0]:
                day = int(self.tables.first[column]) + self.tables.day0
                off = _days_off_near(person, day, keys[number].schedule)
                codes[row, column] = self._code(number, int(slots[column]), off)

    def _next_to_absence(self, person: Person) -> Bools:
        near = np.zeros(len(self.tables.first), np.bool_)
        for start, end in person.absences:
            first, last = (day.toordinal() - self.tables.day0 for day in (start, end))
            near |= (self.tables.first <= last + 1) & (self.tables.last >= first - 1)
        return near

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
        if (
            person.singular
            or slot.holiday
            or _clock_changes_near(work.day, person.zone)
            or _clock_changes_near(work.day, slot.zone)
            or any(abs(day.toordinal() - work.day) <= NEAR for day in person.holidays)
        ):
            return slot_class
        hours = (work.day % 7, work.wall_start, work.wall_end, work.pause)
        return (hours, slot.zone, slot.sunday_allowed, slot.profile, slot.site)

    def _ask(self, person_class: int, slot_class: int, off: tuple[int, ...]) -> int:
        key, person = self._people[1][person_class], self._people[2][person_class]
        visit = visit_of(self.problem, person, self._slots[2][slot_class])
        usual_off = {day.toordinal() for day in key.holidays}
        away = frozenset(usual_off | {visit.work.day + one for one in off})
        code = 0
        for breach in labour.breaches(Life(key.schedule, key.zone, (visit,), away)):
            severity = self.problem.settings.severities.get(breach.rule, breach.severity)
            if severity is Severity.BLOCKING:
                code |= self.bits.setdefault(breach.rule, 1 << len(self.bits))
        return code


K = TypeVar("K", bound=Hashable)


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


def _days_off_near(person: Person, day: int, schedule: WeeklySchedule | None) -> tuple[int, ...]:
    """Days of absence that take usual work away, relative to the day of the visit."""
    if schedule is None:
        return ()
    reach = 7 * (AVERAGE_WEEKS + 1)
    found = {
        off - day
        for start, end in person.absences
        for off in range(max(start.toordinal(), day - reach), min(end.toordinal(), day + reach) + 1)
        if schedule.days[(off - 1) % 7]
    }
    return tuple(sorted(found))


@lru_cache(maxsize=10_000)
def _clock_changes_near(day: int, zone: str) -> bool:
    noon = datetime.combine(date.fromordinal(day), datetime.min.time(), ZoneInfo(zone))
    around = (noon - timedelta(days=NEAR), noon, noon + timedelta(days=NEAR))
    return len({moment.utcoffset() for moment in around}) > 1
