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

from desktop.core.planning.labour_masks import LabourMasks
from desktop.core.planning.problem import Problem
from desktop.core.planning.rulebook import RULEBOOK
from desktop.core.planning.tables import Bools, Ints, Tables, make_tables
from desktop.core.stays.eligibility import days_of_cross_rule
from desktop.core.vocabulary import Severity

BLOCK = 256
Mask = Callable[[Tables, slice], Bools]


def _people(flags: Bools, width: int) -> Bools:
    return np.broadcast_to(flags[:, None], (len(flags), width))


def _slots(flags: Bools, table: Tables, rows: slice) -> Bools:
    return np.broadcast_to(flags[None, :], (len(table.home[rows]), len(flags)))


def _takes_part(table: Tables, rows: slice) -> Bools:
    return _people(~table.immersion[rows], len(table.first))


def _contract_dates(table: Tables, rows: slice) -> Bools:
    first, last = table.first + table.day0, table.last + table.day0
    early: Bools = table.joined[rows, None] > first[None, :]
    late: Bools = table.left[rows, None] < last[None, :]
    return early | late


def _direction(table: Tables, rows: slice) -> Bools:
    return np.where(table.to_front[None, :], table.front[rows, None], table.back[rows, None])


def _own_department(table: Tables, rows: slice) -> Bools:
    mine, theirs = table.department[rows, None], table.slot_department[None, :]
    same: Bools = (mine == theirs) & (theirs >= 0)
    return same


def _conflict(table: Tables, rows: slice) -> Bools:
    forbidden = table.no_site[rows][:, table.slot_site]
    departments = table.no_department[rows][:, table.slot_department]
    return forbidden | (departments & (table.slot_department >= 0)[None, :])


def _entities(table: Tables, rows: slice) -> Bools:
    mine, theirs = table.entity[rows, None], table.slot_entity[None, :]
    apart: Bools = (mine != theirs) & (mine >= 0) & (theirs >= 0)
    return apart & ~_listed(table.problem, table.problem.agreed, rows)


def _briefing(post: str) -> Mask:
    def mask(table: Tables, rows: slice) -> Bools:
        demanded: Bools = getattr(table, post)
        return ~table.briefed[rows][:, table.slot_site] & demanded[None, :]

    return mask


def _by_day(days: str) -> Mask:
    def mask(table: Tables, rows: slice) -> Bools:
        return table.over_days(getattr(table, days), rows, table.first, table.last)

    return mask


def _of_slot(name: str) -> Mask:
    def mask(table: Tables, rows: slice) -> Bools:
        return _slots(getattr(table, name), table, rows)

    return mask


def _own_host(table: Tables, rows: slice) -> Bools:
    numbers = np.arange(len(table.home))[rows]
    hosting: Bools = numbers[:, None] == table.host[None, :]
    return hosting


def _withdrawn(table: Tables, rows: slice) -> Bools:
    return _listed(table.problem, table.problem.withdrawn, rows)


def _listed(problem: Problem, pairs: frozenset[tuple[int, int]], rows: slice) -> Bools:
    """A mask of pairs given one by one as (person, slot)."""
    mask = np.zeros((len(problem.people[rows]), len(problem.slots)), np.bool_)
    for person, slot in pairs:
        row = problem.person_rows.get(person, -1) - rows.start
        if 0 <= row < len(mask) and slot in problem.slot_rows:
            mask[row, problem.slot_rows[slot]] = True
    return mask


def _recent_guest(table: Tables, rows: slice) -> Bools:
    """Whoever was the mystery guest of a site is not yet a colleague there."""
    people = table.problem.people[rows]
    reach = days_of_cross_rule(table.problem.settings.cross_rule_months)
    sites = {site.id: row for row, site in enumerate(table.problem.sites)}
    mask = np.zeros((len(people), len(table.problem.slots)), np.bool_)
    for row, person in enumerate(people):
        for lived in person.past:
            if lived.as_guest and lived.site in sites:
                away = np.abs(table.first + table.day0 - lived.day.toordinal())
                mask[row] |= (table.slot_site == sites[lived.site]) & (away < reach)
    return mask


def _short_notice(table: Tables, rows: slice) -> Bools:
    today = table.problem.now.date().toordinal() - table.day0
    notice = table.first - today
    return _slots((notice >= 0) & (notice < table.problem.settings.notice_days), table, rows)


MASKS: Mapping[str, Mask] = {
    "takes_part": _takes_part,
    "campaign_dates": _of_slot("outside"),
    "past": _of_slot("begun"),
    "absence": _by_day("absent"),
    "contract_dates": _contract_dates,
    "availability": _by_day("never"),
    "availability_asked": _by_day("if_needed"),
    "direction": _direction,
    "own_department": _own_department,
    "own_site": lambda table, rows: table.home[rows, None] == table.slot_site[None, :],
    "conflict": _conflict,
    "skills": lambda table, rows: ~table.skill_sets[rows][:, table.needs],
    "safety_briefing": _briefing("in_charge"),
    "safety_due": _briefing("assisted"),
    "closed_day": _of_slot("closed"),
    "listening_notice": _of_slot("unannounced"),
    "withdrawn": _withdrawn,
    "own_host": _own_host,
    "host_absent": _of_slot("host_gone"),
    "no_host": lambda table, rows: _slots(_hostless(table), table, rows),
    "EN-01": _entities,
    "cross_rule": _recent_guest,
    "WT-17": _short_notice,
}


def _hostless(table: Tables) -> Bools:
    return np.fromiter((slot.host is None for slot in table.problem.slots), dtype=np.bool_)


@dataclass(frozen=True)
class Eligibility:
    """Answers for all pairs, or for one person, rule by rule."""

    problem: Problem

    @cached_property
    def tables(self) -> Tables:
        return make_tables(self.problem)

    @cached_property
    def labour(self) -> LabourMasks:
        return LabourMasks(self.problem, self.tables)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """The rules of the catalogue that forbid in this campaign, cheapest masks first."""
        severities = self.problem.settings.severities
        return tuple(
            code
            for code in MASKS
            if severities.get(code, RULEBOOK[code].severity) is Severity.BLOCKING
        )

    def forbidden(self, code: str, rows: slice) -> Bools:
        """Where one rule forbids, for a block of people; waivers are already taken out."""
        mask = MASKS[code](self.tables, rows)
        waived = self.waived(code, rows)
        return mask if waived is None else mask & ~waived

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
            where = np.array([waiver.site in (None, slot.site) for slot in problem.slots])
            in_time = table.first + table.day0 <= waiver.until.toordinal()
            found |= who[:, None] & (where & in_time)[None, :]
        return found

    def allowed(self, rows: slice, busy: Bools | None = None) -> Bools:
        """Pairs that no rule forbids, for a block of people; `busy` people are left out."""
        allowed = np.ones((len(self.problem.people[rows]), len(self.problem.slots)), np.bool_)
        if busy is not None:
            allowed[busy[rows]] = False
        for code in self.rules:
            allowed &= ~self.forbidden(code, rows)
        return self.labour.narrow(allowed, rows, self.waived)

    def blocks(self) -> Iterator[slice]:
        for start in range(0, len(self.problem.people), BLOCK):
            yield slice(start, min(start + BLOCK, len(self.problem.people)))

    def pairs(self, busy: Bools | None = None, most: int | None = None) -> tuple[Ints, Ints]:
        """Eligible pairs as two arrays: rows of people, rows of slots.

        All of them, or at most so many for each person, drawn from the seed of the problem.
        """
        draw = np.random.default_rng(self.problem.seed)
        people, slots = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for rows in self.blocks():
            who, where = np.nonzero(self.allowed(rows, busy))
            if most is not None:
                kept = draw.permutation(len(who))
                order = kept[np.argsort(who[kept], kind="stable")]
                rank = np.arange(len(who)) - np.searchsorted(who[order], who[order])
                chosen = np.sort(order[rank < most])
                who, where = who[chosen], where[chosen]
            people.append(who + rows.start)
            slots.append(where)
        return np.concatenate(people), np.concatenate(slots)
