"""Before any search: seats against people, and which shortage is certain. Well under a second.

Optimistic on purpose: what it calls a shortage is real whatever the plan; what it lets pass may
still fail for reasons that only the search sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from desktop.core.i18n import _, date_text, ngettext
from desktop.core.planning.bitsets import NONE, packed, unpacked
from desktop.core.planning.eligibility import Eligibility
from desktop.core.planning.problem import Problem
from desktop.core.planning.rulebook import rule_name
from desktop.core.planning.stay_masks import StayMasks
from desktop.core.planning.tables import Bools, Ints


@dataclass(frozen=True, slots=True)
class WeekSeats:
    """Seats that somebody may take in a week, and people who may take one."""

    monday: date
    seats: int
    takeable: int
    people: int


@dataclass(frozen=True, slots=True)
class RuleToll:
    """How many pairs of person and slot a rule takes away."""

    rule: str
    name: str
    pairs: int


@dataclass(frozen=True, slots=True)
class Feasibility:
    people: int
    seats: int
    takeable: int
    """Seats that at least one person may take."""
    placeable: int
    """People who may take at least one seat or stay."""
    at_most: int
    """No plan serves more people."""
    weeks: tuple[WeekSeats, ...]
    tolls: tuple[RuleToll, ...]
    shortages: tuple[str, ...]
    """What is certain, in sentences."""
    nowhere: tuple[int, ...]
    """People whom no place suits."""


def feasibility(problem: Problem) -> Feasibility:
    """Count what can be; nothing is solved."""
    eligibility = Eligibility(problem)
    tables = eligibility.tables
    days = tables.first + tables.day0
    mondays = days - (days - 1) % 7
    weeks = np.unique(mondays)
    in_week = packed(mondays == weeks[:, None])
    counts = dict.fromkeys(eligibility.rules, 0)
    reached_set, able = eligibility.sets.every[0] & NONE, np.zeros(len(problem.people), np.bool_)
    people_of_week = np.zeros(len(weeks), np.int64)
    for rows in eligibility.blocks():
        free = eligibility.allowed_sets(rows, tolls=counts)
        reached_set |= np.bitwise_or.reduce(free, axis=0)
        able[rows] = free.any(axis=1)
        for number, week in enumerate(in_week):
            people_of_week[number] += int((free & week).any(axis=1).sum())
    guests, offers = np.nonzero(StayMasks(problem, tables).allowed())
    seats = np.array([slot.seats for slot in problem.slots], np.int64)
    reached = unpacked(reached_set[None, :], len(seats))[0]
    able[guests] = True
    takes_part = np.array([one.immersion or one.mystery for one in problem.people], np.bool_)
    nowhere = np.nonzero(takes_part & ~able)[0]
    takeable = int(seats[reached].sum())
    at_most = min(int(able.sum()), takeable + len(np.unique(offers)))
    return Feasibility(
        people=int(takes_part.sum()),
        seats=int(seats.sum()),
        takeable=takeable,
        placeable=int(able.sum()),
        at_most=at_most,
        weeks=tuple(
            WeekSeats(
                monday=date.fromordinal(int(monday)),
                seats=int(seats[mondays == monday].sum()),
                takeable=int(seats[(mondays == monday) & reached].sum()),
                people=int(count),
            )
            for monday, count in zip(weeks, people_of_week, strict=True)
        ),
        tolls=_tolls(counts),
        shortages=_shortages(problem, int(takes_part.sum()), at_most, nowhere, seats, reached),
        nowhere=tuple(problem.people[row].id for row in nowhere),
    )


def _tolls(counts: dict[str, int]) -> tuple[RuleToll, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(RuleToll(code, rule_name(code), pairs) for code, pairs in ranked if pairs)


def _shortages(
    problem: Problem, wanted: int, at_most: int, nowhere: Ints, seats: Ints, reached: Bools
) -> tuple[str, ...]:
    found = []
    if at_most < wanted:
        missing = wanted - at_most
        found.append(
            ngettext(
                "Whatever the plan, {count} person will have no place.",
                "Whatever the plan, {count} people will have no place.",
                missing,
            ).format(count=missing)
        )
    if len(nowhere):
        found.append(
            ngettext(
                "No place suits {count} person: ask why for each.",
                "No place suits {count} people: ask why for each.",
                len(nowhere),
            ).format(count=len(nowhere))
        )
    lost = int(seats[~reached].sum())
    if lost:
        found.append(
            ngettext("{count} seat suits nobody.", "{count} seats suit nobody.", lost).format(
                count=lost
            )
        )
    return (*found, *_skill_shortages(problem))


def _skill_shortages(problem: Problem) -> tuple[str, ...]:
    """Skills that posts demand and that too few people hold."""
    found = []
    for skill in sorted({skill for slot in problem.slots for skill in slot.skills}):
        seats = sum(slot.seats for slot in problem.slots if skill in slot.skills)
        holders = sum(person.max_activities for person in problem.people if skill in person.skills)
        if holders < seats:
            found.append(
                _(
                    "{skill}: {seats} seats demand it, {holders} activities at most can fill them."
                ).format(skill=skill, seats=seats, holders=holders)
            )
    return tuple(found)


def week_text(week: WeekSeats) -> str:
    """One week in a sentence."""
    return _(
        "Week of {monday}: {seats} seats, {takeable} that somebody may take, {people} people."
    ).format(
        monday=date_text(week.monday),
        seats=week.seats,
        takeable=week.takeable,
        people=week.people,
    )
