"""The published plan: who sits where, legally and believably, with swaps and agreements."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from desktop.core.demonstration.calendar import DAY
from desktop.core.demonstration.fiction import (
    Agreement,
    Assignment,
    AvailabilityDay,
    Campaign,
    Certificate,
    Conflict,
    Participation,
    Person,
    Site,
    Slot,
    Swap,
)
from desktop.core.demonstration.organisation import Organisation
from desktop.core.demonstration.phrases import Wording
from desktop.core.demonstration.shifts import Presence, working_periods
from desktop.core.vocabulary import AssignmentStatus, Availability, Contract, Direction, Mode, Side

REST = timedelta(hours=11)
YOUNG_REST = timedelta(hours=12)
LONGEST_TRIP = 260.0  # km: further, nobody goes for one day


@dataclass(frozen=True, slots=True)
class Plan:
    """What was decided for the campaigns."""

    assignments: tuple[Assignment, ...]
    swaps: tuple[Swap, ...]
    agreements: tuple[Agreement, ...]
    certificates: tuple[Certificate, ...]


@dataclass(slots=True)
class Ground:
    """Everything that the choice of a visitor looks at."""

    organisation: Organisation
    people: tuple[Person, ...]
    known: Presence
    conflicts: tuple[Conflict, ...]
    days: tuple[AvailabilityDay, ...]
    participations: tuple[Participation, ...]
    sites: dict[int, Site] = field(init=False)
    teams: Counter[int] = field(init=False)
    roles: dict[int, str] = field(init=False)
    barred: set[tuple[int, int]] = field(init=False)
    never: set[tuple[int, int, date]] = field(init=False)
    part: set[tuple[int, int]] = field(init=False)
    absent: Counter[tuple[int, date]] = field(init=False)

    def __post_init__(self) -> None:
        self.sites = {site.id: site for site in self.organisation.sites}
        self.teams = Counter(person.department_id for person in self.people)
        self.roles = {number: self.organisation.role_of(number) for number in self.teams}
        self.barred = {(c.person_id, c.site_id) for c in self.conflicts if c.site_id}
        self.never = {
            (d.campaign_id, d.person_id, d.day)
            for d in self.days
            if d.availability is Availability.NEVER
        }
        self.absent = Counter(
            (person.department_id, start + offset * DAY)
            for person in self.people
            for start, end in self.known.away.get(person.id, ())
            for offset in range((end - start).days + 1)
        )
        self.part = {(p.campaign_id, p.person_id) for p in self.participations if p.immersion}


class Planner:
    """Seats people slot after slot; nobody twice in a campaign, nobody against the law."""

    def __init__(self, ground: Ground, wording: Wording, today: date, rng: random.Random) -> None:
        self._ground, self._wording, self._today, self._rng = ground, wording, today, rng
        self._near: dict[tuple[Direction, int], list[Person]] = {}
        self.assignments: list[Assignment] = []
        self.swaps: list[Swap] = []
        self.agreements: list[Agreement] = []
        self._certificates: dict[tuple[int, str, int | None], Certificate] = {}

    def plan(self) -> Plan:
        """What was decided so far."""
        return Plan(
            tuple(self.assignments),
            tuple(self.swaps),
            tuple(self.agreements),
            tuple(self._certificates.values()),
        )

    def seat(
        self, campaign: Campaign, slots: list[Slot], share: float, guests: frozenset[int]
    ) -> None:
        """Seat about `share` of the people in the slots, swaps first; `guests` go elsewhere."""
        run = _Run(campaign, slots, guests)
        for first, second in _swap_pairs(slots):
            self._exchange(run, first, second)
        wanted = int(len(self._ground.people) * share)
        order = sorted(slots, key=lambda slot: (self._rng.random(), slot.id))
        for slot in order:
            if len(run.placed) >= wanted:
                break
            # A host who is a mystery guest may be away that day.
            if slot.id not in run.taken and slot.host_id not in guests:
                self._fill(run, slot)

    def _fill(self, run: _Run, slot: Slot) -> None:
        pool = self._pool(slot)
        for person in self._rng.sample(pool, min(len(pool), 14)):
            if self._fits(run, person, slot):
                self._place(run, person, slot, None)
                return

    def _exchange(self, run: _Run, first: Slot, second: Slot) -> None:
        people = {person.id: person for person in self._ground.people}
        there, back = people[second.host_id], people[first.host_id]
        if self._fits(run, there, first, swap=True) and self._fits(run, back, second, swap=True):
            swap = Swap(len(self.swaps) + 1, f"{self._rng.getrandbits(128):032x}", run.campaign.id)
            self.swaps.append(swap)
            self._place(run, there, first, swap)
            self._place(run, back, second, swap)

    def _pool(self, slot: Slot) -> list[Person]:
        """Who could come: people from the other side of the counter, from another site in reach."""
        key = (slot.direction, slot.site_id)
        if key not in self._near:
            ground, here = self._ground, self._ground.sites[slot.site_id]
            own_side = Side.FRONT if slot.direction is Direction.TO_FRONT else Side.BACK
            self._near[key] = [
                person
                for person in ground.people
                if person.side is not own_side
                and person.site_id != slot.site_id
                and _km(ground.sites[person.site_id], here) <= LONGEST_TRIP
            ]
        return self._near[key]

    def _fits(self, run: _Run, person: Person, slot: Slot, *, swap: bool = False) -> bool:
        ground, day = self._ground, slot.start.date()
        there = slot.department_id
        free = (
            person.id not in run.placed
            and person.id not in run.guests
            and person.charter_signed_on is not None
            and person.join_date <= run.campaign.start
            and (run.campaign.id, person.id) in ground.part
            and ground.roles[person.department_id] != ground.roles[there]
            and person.site_id != slot.site_id
            and (person.id, slot.site_id) not in ground.barred
            and (run.campaign.id, person.id, day) not in ground.never
            and not ground.known.is_away(person.id, day)
            and (swap or (person.id, day) not in ground.known.hosting)
            and run.away[person.department_id, day] + ground.absent[person.department_id, day]
            < max(1, ground.teams[person.department_id] // 5)
        )
        return free and _skilled(person, slot) and keeps_the_law(person, slot)

    def _place(self, run: _Run, person: Person, slot: Slot, swap: Swap | None) -> None:
        day = slot.start.date()
        status = self._status(day)
        number = len(self.assignments) + 1
        published = datetime.combine(run.campaign.start - 12 * DAY, time(9, 0), UTC)
        confirmed = status in (AssignmentStatus.CONFIRMED, AssignmentStatus.DONE)
        self.assignments.append(
            Assignment(
                id=number,
                uid=f"{self._rng.getrandbits(128):032x}",
                campaign_id=run.campaign.id,
                person_id=person.id,
                slot_id=slot.id,
                swap_id=swap.id if swap else None,
                status=status,
                pinned=self._rng.random() < 0.04,
                published_at=None if status is AssignmentStatus.DRAFT else published,
                confirmed_at=published + timedelta(hours=self._rng.randint(3, 90))
                if confirmed
                else None,
                objective=self._wording.one_of("objective"),
                question=self._wording.one_of("question"),
                missed_minutes=90 if status is AssignmentStatus.PARTIAL else 0,
            )
        )
        run.placed.add(person.id)
        run.taken.add(slot.id)
        run.away[person.department_id, day] += 1
        self._sign(number, person, slot, run.campaign)
        self._certify(person, slot, run.campaign)

    def _status(self, day: date) -> AssignmentStatus:
        chance = self._rng.random()
        if day >= self._today:
            return (
                AssignmentStatus.CONFIRMED if chance < 0.58
                else AssignmentStatus.PUBLISHED if chance < 0.92 or day < self._today + 4 * DAY
                else AssignmentStatus.DRAFT
            )  # fmt: skip
        if chance < 0.9:
            return AssignmentStatus.DONE
        return (
            AssignmentStatus.PARTIAL if chance < 0.94
            else AssignmentStatus.ABSENT if chance < 0.97
            else AssignmentStatus.CANCELLED
        )  # fmt: skip

    def _sign(self, number: int, person: Person, slot: Slot, campaign: Campaign) -> None:
        """Between two entities nothing is published before three signatures (L8241-2)."""
        other_house = self._ground.sites[slot.site_id].entity_id != person.entity_id
        day = campaign.start - timedelta(days=self._rng.randint(14, 25)) if other_house else None
        self.agreements.append(
            Agreement(
                id=len(self.agreements) + 1,
                assignment_id=number,
                consent_on=day,
                convention_on=day + 2 * DAY if day else None,
                amendment_on=day + 2 * DAY if day else None,
                activities=_ACTIVITIES[slot.mode],
                limits="Aucun geste sur le compte d’un client, aucune donnée emportée.",
                protection="Consignes de sécurité du site remises à l’arrivée.",
            )
        )

    def _certify(self, person: Person, slot: Slot, campaign: Campaign) -> None:
        """The safety welcome that a post with something to do demands (L4141-2)."""
        if slot.mode is Mode.OBSERVE:
            return
        given = max(person.join_date, campaign.start - timedelta(days=self._rng.randint(3, 20)))
        self._certificate(person, "safety_briefing", slot.site_id, given)
        for skill in slot.required_skills:
            self._certificate(person, skill, None, given - 90 * DAY)

    def _certificate(self, person: Person, name: str, site_id: int | None, given: date) -> None:
        key = (person.id, name, site_id)
        number = len(self._certificates) + 1
        until = None if site_id else given + 730 * DAY
        by = "Référent sécurité" if site_id else "Centre de formation"
        self._certificates.setdefault(
            key, Certificate(number, person.id, name, site_id, given, by, until)
        )


_ACTIVITIES = {
    Mode.OBSERVE: "Observer un poste du début à la fin, sans intervenir.",
    Mode.ASSISTED: "Accueillir et traiter les demandes simples avec la personne du poste.",
    Mode.IN_CHARGE: "Tenir le poste pour les demandes courantes, la personne du poste à côté.",
}


@dataclass(slots=True)
class _Run:
    """What is settled so far in one campaign."""

    campaign: Campaign
    slots: list[Slot]
    guests: frozenset[int]
    placed: set[int] = field(default_factory=set)
    taken: set[int] = field(default_factory=set)
    away: Counter[tuple[int, date]] = field(default_factory=Counter)


def _swap_pairs(slots: list[Slot]) -> list[tuple[Slot, Slot]]:
    """Neighbours that were drawn as a pair: same day, opposite directions, both open to a swap."""
    return [
        (one, two)
        for one, two in pairwise(slots)
        if one.swap_open
        and two.swap_open
        and one.start.date() == two.start.date()
        and (one.direction, two.direction) == (Direction.TO_FRONT, Direction.TO_BACK)
    ]


def _skilled(person: Person, slot: Slot) -> bool:
    """A post that demands a skill takes whoever could have learnt it: not minors, not in charge."""
    if person.contract is Contract.MINOR:
        return slot.mode is Mode.OBSERVE
    return not slot.required_skills or slot.mode is Mode.ASSISTED


def keeps_the_law(person: Person, slot: Slot) -> bool:
    """The visit takes the place of a working day and leaves the rest on both sides of it."""
    day = slot.start.date()
    own = working_periods(person, day)
    if not own or not (own[0][0] < slot.end and slot.start < own[-1][1]):
        return False
    young = person.contract is Contract.MINOR
    rest = YOUNG_REST if young else REST
    before, after = working_periods(person, day - DAY), working_periods(person, day + DAY)
    if before and slot.start - before[-1][1] < rest:
        return False
    if after and after[0][0] - slot.end < rest:
        return False
    return not young or _mild(slot)


def _mild(slot: Slot) -> bool:
    """Hours that suit somebody under eighteen."""
    work = slot.end - slot.start - timedelta(minutes=slot.break_minutes)
    return work <= timedelta(hours=7) and slot.start.hour >= 6 and slot.end.hour <= 19


def _km(here: Site, there: Site) -> float:
    """Distance as the crow flies, good enough within France."""
    north = (here.latitude - there.latitude) * 111.2
    east = (here.longitude - there.longitude) * 77.0
    return float((north**2 + east**2) ** 0.5)


def by_slot(assignments: list[Assignment]) -> dict[int, list[Assignment]]:
    """Assignments of each slot."""
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        found[assignment.slot_id].append(assignment)
    return found
