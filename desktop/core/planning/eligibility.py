"""Which person may take which slot: one numpy mask a rule, kept as the explanation.

A mask says where a rule forbids; the rule itself, as a sentence, stands in `rules_visits`. Tests
hold the two to agree. Masks are made for a block of people at a time, so that memory follows the
number of eligible pairs, not of all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from desktop.core.planning.bitsets import Words, packed, sets_by_key, united, unpacked, where
from desktop.core.planning.labour_masks import LabourMasks
from desktop.core.planning.problem import Problem
from desktop.core.planning.rulebook import RULEBOOK
from desktop.core.planning.slot_sets import SlotSets
from desktop.core.planning.tables import Bools, Ints, Tables, make_tables
from desktop.core.stays.eligibility import days_of_cross_rule
from desktop.core.vocabulary import Severity

BLOCK = 256
Mask = Callable[[SlotSets, slice], Words]
"""For a block of people, the slots that a rule forbids to each; one row where all are alike."""


def _takes_part(sets: SlotSets, rows: slice) -> Words:
    return where(~sets.tables.immersion[rows])


def _contract_dates(sets: SlotSets, rows: slice) -> Words:
    table = sets.tables
    joined = np.clip(table.joined[rows] - table.day0, 0, table.days)
    left = np.clip(table.left[rows] - table.day0 + 1, 0, table.days)
    return sets.beginning_before[joined] | sets.ending_from[left]


def _direction(sets: SlotSets, rows: slice) -> Words:
    to_front = sets.having(sets.tables.to_front)
    front, back = where(sets.tables.front[rows]), where(sets.tables.back[rows])
    return (front & to_front) | (back & ~to_front)


def _own(person: str, table: str) -> Mask:
    def mask(sets: SlotSets, rows: slice) -> Words:
        mine: Ints = getattr(sets.tables, person)[rows]
        found: Words = getattr(sets, table)[mine] & where(mine >= 0)
        return found

    return mask


def _conflict(sets: SlotSets, rows: slice) -> Words:
    sites = united(sets.tables.no_site[rows], sets.by_site)
    return sites | united(sets.tables.no_department[rows], sets.by_department)


def _entities(sets: SlotSets, rows: slice) -> Words:
    table = sets.tables
    known = np.unique(table.entity)
    theirs = np.searchsorted(known, table.slot_entity)
    theirs[~np.isin(table.slot_entity, known)] = -1
    same = sets_by_key(theirs, len(known))[np.searchsorted(known, table.entity[rows])]
    apart = ~same & sets.having(table.slot_entity >= 0) & where(table.entity[rows] >= 0)
    return apart & ~_listed(table.problem, table.problem.agreed, rows)


def _briefing(post: str) -> Mask:
    def mask(sets: SlotSets, rows: slice) -> Words:
        demanded = sets.having(getattr(sets.tables, post))
        return united(~sets.tables.briefed[rows], sets.by_site) & demanded

    return mask


def _by_day(days: str) -> Mask:
    def mask(sets: SlotSets, rows: slice) -> Words:
        return united(getattr(sets.tables, days)[rows], sets.by_day)

    return mask


def _of_slot(name: str) -> Mask:
    def mask(sets: SlotSets, _rows: slice) -> Words:
        return sets.having(getattr(sets.tables, name))

    return mask


def _own_host(sets: SlotSets, rows: slice) -> Words:
    hosts = sets.hosts
    first, last = np.searchsorted(hosts, (rows.start, rows.stop))
    found = np.zeros((rows.stop - rows.start, sets.every.shape[1]), np.uint64)
    found[hosts[first:last] - rows.start] = sets.by_host[first:last]
    return found


def _withdrawn(sets: SlotSets, rows: slice) -> Words:
    return _listed(sets.tables.problem, sets.tables.problem.withdrawn, rows)


def _listed(problem: Problem, pairs: frozenset[tuple[int, int]], rows: slice) -> Words:
    """Pairs given one by one as (person, slot)."""
    mask = np.zeros((len(problem.people[rows]), len(problem.slots)), np.bool_)
    for row, slots in _by_row(problem, pairs).items():
        if 0 <= row - rows.start < len(mask):
            mask[row - rows.start, slots] = True
    return packed(mask)


def _by_row(problem: Problem, pairs: frozenset[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for person, slot in pairs:
        if person in problem.person_rows and slot in problem.slot_rows:
            found.setdefault(problem.person_rows[person], []).append(problem.slot_rows[slot])
    return found


def _recent_guest(sets: SlotSets, rows: slice) -> Words:
    """Whoever was the mystery guest of a site is not yet a colleague there."""
    table = sets.tables
    reach = days_of_cross_rule(table.problem.settings.cross_rule_months)
    sites = {site.id: row for row, site in enumerate(table.problem.sites)}
    people = table.problem.people[rows]
    found = np.zeros((len(people), sets.every.shape[1]), np.uint64)
    for row, person in enumerate(people):
        for lived in person.past:
            if lived.as_guest and lived.site in sites:
                day = lived.day.toordinal() - table.day0
                early, late = np.clip((day - reach + 1, day + reach), 0, table.days)
                near = sets.beginning_before[late] & ~sets.beginning_before[early]
                found[row] |= sets.by_site[sites[lived.site]] & near
    return found


def _short_notice(sets: SlotSets, _rows: slice) -> Words:
    table = sets.tables
    notice = table.first - (table.problem.now.date().toordinal() - table.day0)
    return sets.having((notice >= 0) & (notice < table.problem.settings.notice_days))


MASKS: Mapping[str, Mask] = {
    "takes_part": _takes_part,
    "campaign_dates": _of_slot("outside"),
    "past": _of_slot("begun"),
    "absence": _by_day("absent"),
    "contract_dates": _contract_dates,
    "availability": _by_day("never"),
    "availability_asked": _by_day("if_needed"),
    "direction": _direction,
    "own_department": _own("department", "by_department"),
    "own_site": _own("home", "by_site"),
    "conflict": _conflict,
    "skills": lambda sets, rows: united(~sets.tables.skill_sets[rows], sets.by_need),
    "safety_briefing": _briefing("in_charge"),
    "safety_due": _briefing("assisted"),
    "closed_day": _of_slot("closed"),
    "listening_notice": _of_slot("unannounced"),
    "withdrawn": _withdrawn,
    "own_host": _own_host,
    "host_absent": _of_slot("host_gone"),
    "no_host": _of_slot("hostless"),
    "EN-01": _entities,
    "cross_rule": _recent_guest,
    "WT-17": _short_notice,
}


@dataclass(frozen=True)
class Eligibility:
    """Answers for all pairs, or for one person, rule by rule."""

    problem: Problem
    busy: Bools | None = None
    """People left out: what they do is settled."""

    @cached_property
    def tables(self) -> Tables:
        return make_tables(self.problem)

    @cached_property
    def labour(self) -> LabourMasks:
        return LabourMasks(self.problem, self.tables, self.busy)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The rules of the catalogue that forbid in this campaign, cheapest masks first."""
        severities = self.problem.settings.severities
        return tuple(
            code
            for code in MASKS
            if severities.get(code, RULEBOOK[code].severity) is Severity.BLOCKING
        )

    @cached_property
    def sets(self) -> SlotSets:
        return SlotSets(self.tables)

    def forbidden(self, code: str, rows: slice) -> Bools:
        """Where one rule forbids, for a block of people; waivers are already taken out."""
        return unpacked(self.forbidden_sets(code, rows), len(self.problem.slots))

    def forbidden_sets(self, code: str, rows: slice) -> Words:
        """The same as one set of slots for each person."""
        words = MASKS[code](self.sets, rows) & self.sets.every
        if len(words) == 1:
            words = np.repeat(words, len(self.problem.people[rows]), axis=0)
        waived = self.waived(code, rows)
        return words if waived is None else words & ~packed(waived)

    def waived(self, code: str, rows: slice) -> Bools | None:
        """Where waivers turn this rule into a warning."""
        waivers = [w for w in self.problem.settings.waivers if w.rule == code]
        if not waivers:
            return None
        table, problem = self.tables, self.problem
        people = [person.id for person in problem.people[rows]]
        found = np.zeros((len(people), len(problem.slots)), dtype=np.bool_)
        for waiver in waivers:
            who = np.array([waiver.person in (None, person) for person in people])
            where_ = np.array([waiver.site in (None, slot.site) for slot in problem.slots])
            in_time = table.first + table.day0 <= waiver.until.toordinal()
            found |= who[:, None] & (where_ & in_time)[None, :]
        return found

    def allowed_sets(self, rows: slice, tolls: dict[str, int] | None = None) -> Words:
        """The slots that no rule forbids, a set for each of a block of people.

        `tolls` counts, rule by rule, the pairs forbidden.
        """
        free = np.repeat(self.sets.every, len(self.problem.people[rows]), axis=0)
        if self.busy is not None:
            free[self.busy[rows]] = 0
        for code in self.rules:
            forbidden = self.forbidden_sets(code, rows)
            free &= ~forbidden
            if tolls is not None:
                tolls[code] += int(np.bitwise_count(forbidden).sum())
        return free & ~self.labour.forbidden_sets(rows, self.waived)

    def allowed(self, rows: slice) -> Bools:
        """Pairs that no rule forbids, for a block of people."""
        return unpacked(self.allowed_sets(rows), len(self.problem.slots))

    def blocks(self) -> Iterator[slice]:
        for start in range(0, len(self.problem.people), BLOCK):
            yield slice(start, min(start + BLOCK, len(self.problem.people)))

    def pairs(self, most: int | None = None) -> tuple[Ints, Ints]:
        """Eligible pairs as two arrays: rows of people, rows of slots.

        All of them, or at most so many for each person, drawn from the seed of the problem, with
        whatever grants a wish or may be half of a swap.
        """
        draw = np.random.default_rng(self.problem.seed)
        people, slots = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for rows in self.blocks():
            allowed = self.allowed(rows)
            if most is not None:
                allowed &= self._drawn(allowed, most, draw) | self._dear(rows)
            who, where_ = np.nonzero(allowed)
            people.append(who + rows.start)
            slots.append(where_)
        return np.concatenate(people), np.concatenate(slots)

    def _drawn(self, allowed: Bools, most: int, draw: np.random.Generator) -> Bools:
        """About so many pairs of each person, each as likely as another."""
        shares = most / np.maximum(allowed.sum(axis=1, keepdims=True), 1)
        chances = np.minimum(shares * 256, 256).astype(np.uint16)
        found: Bools = draw.integers(0, 256, allowed.shape, np.uint8) < chances
        return found

    def _dear(self, rows: slice) -> Bools:
        """Pairs at the sites and departments of people's wishes, and between hosts of swaps."""
        problem, sets = self.problem, self.sets
        sites = {one.id: row for row, one in enumerate(problem.sites)}
        departments = {one.id: row for row, one in enumerate(problem.departments)}
        swappable = sets.having(self.tables.swap_open & (self.tables.host >= 0))[0]
        hosted: dict[int, list[int]] = {}
        for row in np.nonzero(self.tables.swap_open)[0].tolist():
            hosted.setdefault(int(self.tables.host[row]), []).append(row)
        found = np.zeros((rows.stop - rows.start, sets.every.shape[1]), np.uint64)
        for number, person in enumerate(problem.people[rows]):
            for wish in problem.wishes_by_person.get(person.id, ()):
                if wish.site in sites:
                    found[number] |= sets.by_site[sites[wish.site]]
                elif wish.department in departments:
                    found[number] |= sets.by_department[departments[wish.department]]
            for slot in hosted.get(rows.start + number, ()):
                for day in range(self.tables.first[slot], self.tables.last[slot] + 1):
                    found[number] |= swappable & sets.by_day[day]
        return unpacked(found, len(problem.slots))
