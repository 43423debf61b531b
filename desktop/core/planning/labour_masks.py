"""Working-time law over all pairs: the very rules of `core.labour`, asked once for each likeness.

People with the same usual week, limits and days off bear one *signature*; slots at the same hours
under the same host's terms have one *shape*. A rule is asked once for each signature, shape and day
that it can tell apart (`labour_reach`); its verdicts are then laid over all pairs as arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop.core.labour import rules as labour
from desktop.core.labour.life import DAY_MINUTES, Work
from desktop.core.labour.profiles import ADULT_AGE, RuleProfile, age_on
from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.planning.bitsets import Words, packed
from desktop.core.planning.case import slot_work, visit_profile
from desktop.core.planning.labour_reach import REACHES
from desktop.core.planning.labour_verdicts import Classes, Codes, Judge, Verdicts, classes
from desktop.core.planning.problem import Person, Problem, Slot
from desktop.core.planning.tables import Bools, Ints, Tables
from desktop.core.vocabulary import Contract, Severity

Waived = Callable[[str, slice], Bools | None]
_BLOCK = 256


class Terms(NamedTuple):
    """What decides the limits of a person; `birth` only where youth matters."""

    profile: str
    contract: Contract
    birth: date | None
    no_birth: bool


class Signature(NamedTuple):
    """What the law sees of a person. `off` are the days off that take usual work away."""

    schedule: WeeklySchedule | None
    zone: str
    home: int
    terms: Terms
    off: tuple[int, ...]


_NOBODY = Signature(None, "Europe/Paris", 0, Terms("", Contract.STANDARD, None, no_birth=False), ())


class Shape(NamedTuple):
    """What the law sees of a slot beside its day."""

    start: int
    end: int
    pause: int
    zone: str
    sunday_allowed: bool
    profile: str
    holiday: bool
    site: int


@dataclass(frozen=True)
class LabourMasks:
    """Bits of the blocking rules for each signature and slot; `bits` names them."""

    problem: Problem
    tables: Tables
    busy: Bools | None = None
    """People of whom nothing is asked."""
    bits: dict[str, int] = field(default_factory=dict)

    def forbidden_sets(self, rows: slice, waived: Waived) -> Words:
        """For a block of people, the slots that the law forbids."""
        signatures = self.signatures.numbers[rows]
        if not self._waivers:
            found: Words = self._forbidden[signatures]
            return found
        codes = self._codes(signatures)
        for code, bit in self.bits.items():
            excused = waived(code, rows)
            if excused is not None:
                codes = np.where(excused, codes & ~bit, codes)
        return packed(codes != 0)

    @cached_property
    def _forbidden(self) -> Words:
        """One set of slots for each signature."""
        count = len(self.signatures.keys)
        blocks = [
            packed(self._codes(np.arange(first, min(first + _BLOCK, count))) != 0)
            for first in range(0, count, _BLOCK)
        ]
        return np.concatenate(blocks) if blocks else packed(np.zeros((0, self._width), np.bool_))

    def _codes(self, signatures: Ints) -> Codes:
        """Bits for each of these signatures and each slot."""
        days, shapes = self.tables.days, len(self.shapes.keys)
        codes = np.zeros((len(signatures), days, shapes), np.int32)
        for verdicts in self._verdicts:
            codes |= verdicts.codes[verdicts.contexts[signatures]]
        places = self.tables.first * shapes + self.shapes.numbers
        return np.take(codes.reshape(len(signatures), -1), places, axis=1)

    @property
    def _width(self) -> int:
        return len(self.problem.slots)

    @cached_property
    def _verdicts(self) -> list[Verdicts]:
        return [
            verdicts
            for rule in self._asked_rules
            if (verdicts := Judge(self, rule, REACHES[rule]).verdicts()).codes.any()
        ]

    # -- what is alike

    @cached_property
    def signatures(self) -> Classes[Signature, Person]:
        people = self.problem.people
        busy = [False] * len(people) if self.busy is None else self.busy.tolist()
        keys = (
            _NOBODY if idle else self._signature(one)
            for one, idle in zip(people, busy, strict=True)
        )
        return classes(keys, people)

    @cached_property
    def shapes(self) -> Classes[Shape, Slot]:
        return classes(map(self._shape, self.problem.slots), self.problem.slots)

    def _signature(self, person: Person) -> Signature:
        home = self.problem.site_by_id.get(person.site or 0)
        settings = self.problem.settings
        young = person.birth and age_on(person.birth, settings.start) < ADULT_AGE
        return Signature(
            schedule=person.schedule,
            zone=home.zone if home else "Europe/Paris",
            home=(person.site or 0) if self.travel_blocks else 0,
            terms=Terms(
                person.profile,
                person.contract,
                person.birth if young else None,
                person.birth is None,
            ),
            off=_worked_days_off(person, tuple(home.holidays) if home else ()),
        )

    def _shape(self, slot: Slot) -> Shape:
        work, site = self.works[self.problem.slot_rows[slot.id]], self.problem.site_by_id[slot.site]
        return Shape(
            start=work.wall_start,
            end=work.wall_end,
            pause=work.pause,
            zone=site.zone,
            sunday_allowed=site.sunday_allowed or not _touches_sunday(work),
            profile=site.profile,
            holiday=bool(site.holidays.get(date.fromordinal(work.day), "")),
            site=site.id if self.travel_blocks else 0,
        )

    @cached_property
    def works(self) -> list[Work]:
        return [slot_work(self.problem, slot) for slot in self.problem.slots]

    @cached_property
    def travel_blocks(self) -> bool:
        return self.problem.settings.severities.get("WT-15") is Severity.BLOCKING

    @cached_property
    def _waivers(self) -> bool:
        return any(one.rule.startswith("WT-") for one in self.problem.settings.waivers)

    @cached_property
    def zones(self) -> tuple[str, ...]:
        people = {one.zone for one in self.signatures.keys}
        return tuple(sorted(people | {one.zone for one in self.shapes.keys}))

    @cached_property
    def slot_of(self) -> Ints:
        """A slot for each day and shape; -1 where there is none."""
        found = np.full((self.tables.days, len(self.shapes.keys)), -1, np.int64)
        found[self.tables.first, self.shapes.numbers] = np.arange(self._width)
        return found

    @cached_property
    def weeks(self) -> Classes[tuple[WeeklySchedule | None, str, int], Signature]:
        """Usual weeks of the signatures, with zone and home."""
        keys = self.signatures.keys
        return classes(((one.schedule, one.zone, one.home) for one in keys), keys)

    @cached_property
    def terms(self) -> Classes[Terms, Person]:
        keys = [one.terms for one in self.signatures.keys]
        return classes(keys, self.signatures.examples)

    @cached_property
    def profiles(self) -> tuple[NDArray[np.int64], list[RuleProfile], tuple[str, ...]]:
        """The limits for each terms, day and host's profile, as numbers of a list."""
        hosts = tuple(sorted({one.profile for one in self.shapes.keys}))
        known: dict[RuleProfile, int] = {}
        table = np.zeros((len(self.terms.keys), self.tables.days, len(hosts)), np.int64)
        days = np.unique(self.tables.first)
        for row, person in enumerate(self.terms.examples):
            for day in days:
                when = date.fromordinal(int(day) + self.tables.day0)
                for number, host in enumerate(hosts):
                    found = visit_profile(person.profile, person.contract, person.birth, host, when)
                    table[row, day, number] = known.setdefault(found, len(known))
        return table, list(known), hosts

    @cached_property
    def offs(self) -> Classes[tuple[int, ...], Signature]:
        keys = self.signatures.keys
        return classes((one.off for one in keys), keys)

    @cached_property
    def off_numbers(self) -> list[int]:
        """Each set of days off as one large number, whose bit 0 lies well before the campaign."""
        return [sum(1 << max(0, day - self.origin) for day in off) for off in self.offs.keys]

    @property
    def origin(self) -> int:
        return self.tables.day0 - 400

    @cached_property
    def _asked_rules(self) -> tuple[labour.Rule, ...]:
        severities = self.problem.settings.severities
        return tuple(
            rule
            for rule in labour.RULES
            if severities.get(labour.ADVICE.get(rule, ""), None) is Severity.BLOCKING
            or rule not in labour.ADVICE
        )

    def bit(self, code: str) -> int:
        return self.bits.setdefault(code, 1 << len(self.bits))


def _touches_sunday(work: Work) -> bool:
    last = work.day + max(work.wall_end - 1, 0) // DAY_MINUTES
    return any(day % 7 == 0 for day in range(work.day, last + 1))


def _worked_days_off(person: Person, holidays: tuple[date, ...]) -> tuple[int, ...]:
    """Days of absence and of holiday that take usual work away."""
    if person.schedule is None:
        return ()
    found = {day.toordinal() for day in holidays}
    for start, end in person.absences:
        found.update(range(start.toordinal(), end.toordinal() + 1))
    worked = person.schedule.days
    return tuple(sorted(day for day in found if worked[(day - 1) % 7]))
