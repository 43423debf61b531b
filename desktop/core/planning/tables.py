"""The problem as numpy tables, so that eligibility is computed without a loop over pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from desktop.core.planning.problem import Person, Problem
from desktop.core.vocabulary import Availability, Direction, Mode, Side

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
_FAR = date(9999, 1, 1).toordinal()


@dataclass(frozen=True)
class Tables:
    """Rows are people, slots and stays in the order of the problem; days are campaign days."""

    problem: Problem
    day0: int
    days: int
    # people
    department: Ints
    home: Ints
    entity: Ints
    front: Bools
    back: Bools
    immersion: Bools
    mystery: Bools
    joined: Ints
    left: Ints
    absent: Bools
    never: Bools
    if_needed: Bools
    no_site: Bools
    no_department: Bools
    briefed: Bools
    skill_sets: Bools
    # slots
    first: Ints
    last: Ints
    slot_site: Ints
    slot_department: Ints
    slot_entity: Ints
    to_front: Bools
    in_charge: Bools
    assisted: Bools
    needs: Ints
    host: Ints
    closed: Bools
    begun: Bools
    outside: Bools
    unannounced: Bools
    host_gone: Bools
    hostless: Bools
    swap_open: Bools

    def over_days(self, by_day: Bools, rows: slice, first: Ints, last: Ints) -> Bools:
        """Whether any day of each slot or stay is marked, person by person."""
        marked = by_day[rows][:, np.clip(first, 0, self.days - 1)]
        for number in range(1, int((last - first).max(initial=0)) + 1):
            reach = np.minimum(first + number, last)
            marked = marked | by_day[rows][:, np.clip(reach, 0, self.days - 1)]
        return marked


def make_tables(problem: Problem) -> Tables:
    """Every table at once; the days are those of the campaign and of whatever lies around it."""
    settings = problem.settings
    touched = [problem.slot_days[slot.id] for slot in problem.slots]
    nights = [offer.days for offer in problem.stays]
    known = [day for span in (*touched, *nights) for day in (span[0], span[-1])]
    day0 = min([settings.start, *known]).toordinal()
    days = max([settings.end, *known]).toordinal() - day0 + 1
    sites = {site.id: number for number, site in enumerate(problem.sites)}
    departments = {one.id: number for number, one in enumerate(problem.departments)}
    people = {person.id: number for number, person in enumerate(problem.people)}
    slots = problem.slots
    needs = sorted({slot.skills for slot in slots}, key=sorted)
    return Tables(
        problem=problem,
        day0=day0,
        days=days,
        department=_ints(departments.get(one.department or 0, -1) for one in problem.people),
        home=_ints(sites.get(one.site or 0, -1) for one in problem.people),
        entity=_ints(-1 if one.entity is None else one.entity for one in problem.people),
        front=_bools(one.side is Side.FRONT for one in problem.people),
        back=_bools(one.side is Side.BACK for one in problem.people),
        immersion=_bools(one.immersion for one in problem.people),
        mystery=_bools(one.mystery for one in problem.people),
        joined=_ints((one.joined.toordinal() if one.joined else 0) for one in problem.people),
        left=_ints((one.left.toordinal() if one.left else _FAR) for one in problem.people),
        absent=_absences(problem, day0, days),
        never=_said(problem, Availability.NEVER, day0, days),
        if_needed=_said(problem, Availability.IF_NEEDED, day0, days),
        no_site=_marks(problem, len(sites), lambda one: [sites.get(s) for s in one.conflict_sites]),
        no_department=_marks(
            problem,
            len(departments),
            lambda one: [departments.get(d) for d in one.conflict_departments],
        ),
        briefed=_marks(
            problem,
            len(sites),
            lambda one: (
                list(sites.values())
                if 0 in one.briefed_sites
                else [sites.get(s) for s in one.briefed_sites]
            ),
        ),
        skill_sets=_grid(problem, [need.__le__ for need in needs]),
        first=_ints(span[0].toordinal() - day0 for span in touched),
        last=_ints(span[-1].toordinal() - day0 for span in touched),
        slot_site=_ints(sites[slot.site] for slot in slots),
        slot_department=_ints(departments.get(slot.department or 0, -1) for slot in slots),
        slot_entity=_ints(
            -1 if (entity := problem.site_by_id[slot.site].entity) is None else entity
            for slot in slots
        ),
        to_front=_bools(slot.direction is Direction.TO_FRONT for slot in slots),
        in_charge=_bools(slot.mode is Mode.IN_CHARGE for slot in slots),
        assisted=_bools(slot.mode is Mode.ASSISTED for slot in slots),
        needs=_ints(needs.index(slot.skills) for slot in slots),
        host=_ints(people.get(slot.host or 0, -1) for slot in slots),
        closed=_bools(
            any(day in problem.site_by_id[slot.site].closed for day in span)
            for slot, span in zip(slots, touched, strict=True)
        ),
        begun=_bools(slot.start <= problem.now for slot in slots),
        outside=_bools(
            span[0] < settings.start or span[-1] > settings.end + timedelta(days=1)
            for span in touched
        ),
        unannounced=_bools(
            slot.listening and not (slot.listening_notice and slot.listening_notice <= span[0])
            for slot, span in zip(slots, touched, strict=True)
        ),
        host_gone=_bools(
            (host := problem.person_by_id.get(slot.host or 0)) is not None
            and any(host.absent_on(day) for day in span)
            for slot, span in zip(slots, touched, strict=True)
        ),
        hostless=_bools(slot.host is None for slot in slots),
        swap_open=_bools(slot.swap_open for slot in slots),
    )


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _bools(values: Iterable[bool]) -> Bools:
    return np.fromiter(values, dtype=np.bool_)


def _grid(problem: Problem, tests: list[Callable[[frozenset[str]], bool]]) -> Bools:
    table = np.zeros((len(problem.people), len(tests)), dtype=np.bool_)
    for row, person in enumerate(problem.people):
        table[row] = [test(person.skills) for test in tests]
    return table


def _absences(problem: Problem, day0: int, days: int) -> Bools:
    table = np.zeros((len(problem.people), days), dtype=np.bool_)
    for row, person in enumerate(problem.people):
        for start, end in person.absences:
            table[row, max(0, start.toordinal() - day0) : max(0, end.toordinal() - day0 + 1)] = True
    return table


def _said(problem: Problem, word: Availability, day0: int, days: int) -> Bools:
    table = np.zeros((len(problem.people), days), dtype=np.bool_)
    for row, person in enumerate(problem.people):
        for day, said in person.days.items():
            if said is word and 0 <= day.toordinal() - day0 < days:
                table[row, day.toordinal() - day0] = True
    return table


def _marks(problem: Problem, width: int, columns: Callable[[Person], list[int | None]]) -> Bools:
    table = np.zeros((len(problem.people), max(width, 1)), dtype=np.bool_)
    for row, person in enumerate(problem.people):
        table[row, [column for column in columns(person) if column is not None]] = True
    return table
