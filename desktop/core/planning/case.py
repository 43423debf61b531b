"""One candidate activity seen against a problem and a plan: what every rule looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from desktop.core.labour.life import Life, Visit, Work, work_between
from desktop.core.labour.profiles import RuleProfile, find_profile, profile_of, strictest
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import KM_A_MINUTE, Person, Problem, Site, Slot, StayOffer
from desktop.core.vocabulary import ActivityKind, Contract


@dataclass(frozen=True)
class Case:
    """`plan` never holds the candidate itself."""

    problem: Problem
    plan: Plan
    activity: Activity

    @property
    def person(self) -> Person:
        return self.problem.person_by_id[self.activity.person]

    @property
    def is_stay(self) -> bool:
        return self.activity.kind is ActivityKind.MYSTERY_STAY

    @property
    def slot(self) -> Slot:
        return self.problem.slot_by_id[self.activity.target]

    @property
    def stay(self) -> StayOffer:
        return self.problem.stay_by_id[self.activity.target]

    @property
    def site(self) -> Site:
        return self.problem.site_of(self.activity)

    @property
    def days(self) -> tuple[date, ...]:
        return self.problem.days_of(self.activity)

    @property
    def others(self) -> tuple[Activity, ...]:
        """What the same person does besides."""
        mine = self.plan.by_person.get(self.activity.person, ())
        return tuple(one for one in mine if one != self.activity)

    def life(self) -> Life:
        """The usual job and every immersion of the person, the candidate included."""
        mine = (self.activity, *self.others)
        return life_of(self.problem, self.person, tuple(one for one in mine if not one.is_stay))


def life_of(problem: Problem, person: Person, activities: tuple[Activity, ...]) -> Life:
    """The usual job of a person and these immersions, to be judged by `core.labour`."""
    home = problem.site_by_id.get(person.site or 0)
    visits = tuple(
        visit_of(problem, person, problem.slot_by_id[activity.target]) for activity in activities
    )
    return Life(
        schedule=person.schedule,
        zone=home.zone if home else "Europe/Paris",
        visits=visits,
        days_off=days_off(problem, person),
    )


@lru_cache(maxsize=100_000)
def _days_off(absences: tuple[tuple[date, date], ...], holidays: frozenset[date]) -> frozenset[int]:
    off = {day.toordinal() for day in holidays}
    for start, end in absences:
        off.update(range(start.toordinal(), end.toordinal() + 1))
    return frozenset(off)


def days_off(problem: Problem, person: Person) -> frozenset[int]:
    """Days (ordinals) without the usual job: absences, and holidays of the person's own site."""
    home = problem.site_by_id.get(person.site or 0)
    return _days_off(person.absences, frozenset(home.holidays) if home else frozenset())


def visit_of(problem: Problem, person: Person, slot: Slot) -> Visit:
    """The slot as work of this person, under the strictest of both sides' profiles."""
    site = problem.site_by_id[slot.site]
    work = slot_work(problem, slot)
    day = date.fromordinal(work.day)
    return Visit(
        work=work,
        profile=visit_profile(person.profile, person.contract, person.birth, site.profile, day),
        zone=site.zone,
        sunday_allowed=site.sunday_allowed,
        holiday=site.holidays.get(day, ""),
        travel=round(problem.travel_km(person, site) / KM_A_MINUTE),
    )


def slot_work(problem: Problem, slot: Slot) -> Work:
    return work_between(problem.local_start(slot), problem.local_end(slot), pause=slot.pause)


@lru_cache(maxsize=100_000)
def visit_profile(
    key: str, contract: Contract, birth: date | None, host_key: str, day: date
) -> RuleProfile:
    """The strictest of the visitor's limits and of the host site's, on that day."""
    own = profile_of(key or None, contract, birth, day)
    if not host_key:
        return own
    host = find_profile(host_key, day)
    if host is None:
        return profile_of(host_key, contract, birth, day) if own.known else own
    return strictest(own, host)
