"""A campaign to be planned, as frozen data: one snapshot that rules, optimiser and board share.

Identifiers are those of the database. Instants are aware; a site's zone judges its days and hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType
from zoneinfo import ZoneInfo

from desktop.core.labour.schedule import WeeklySchedule
from desktop.core.planning.plan import Activity
from desktop.core.vocabulary import (
    ActivityKind,
    Availability,
    Contract,
    Direction,
    Mode,
    Severity,
    Side,
)

EARTH_KM = 6371.0
KM_A_MINUTE = 1.5
"""Door to door by road or rail, for travel beyond the usual commute."""


class Tier(StrEnum):
    """The aims, in their usual order; MOVED comes first whenever a published plan is kept."""

    MOVED = "moved"
    SERVED = "served"
    NEVER_SERVED = "never_served"
    COVERAGE = "coverage"
    SYMMETRY = "symmetry"
    WISHES = "wishes"
    SPREAD = "spread"
    TRAVEL = "travel"
    COST = "cost"


USUAL_TIERS = tuple(Tier)


@dataclass(frozen=True, slots=True)
class Site:
    id: int
    code: str
    name: str
    zone: str = "Europe/Paris"
    front: bool = True
    sunday_allowed: bool = False
    profile: str = ""
    """Code of the site's rule profile; empty = the visitor's alone."""
    entity: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    closed: Mapping[date, str] = field(default_factory=dict, hash=False)
    """Days without visits (blackouts), with their label."""
    no_stays: frozenset[date] = frozenset()
    rooms: int = 0
    """Rooms that the programme may still take in one night."""
    region: str = ""
    """Where a guest from the same region might be recognised; empty = unknown."""


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    code: str
    name: str
    headcount: int = 0


@dataclass(frozen=True, slots=True)
class Past:
    """Something lived before, in any campaign: rotation and fairness look at it."""

    kind: ActivityKind
    site: int
    day: date
    unmasked: bool = False

    @property
    def as_guest(self) -> bool:
        return self.kind in (ActivityKind.MYSTERY_STAY, ActivityKind.MYSTERY_VISIT)


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    code: str
    name: str
    department: int | None = None
    site: int | None = None
    entity: int | None = None
    side: Side = Side.BACK
    level: int = 0
    contract: Contract = Contract.STANDARD
    profile: str = ""
    birth: date | None = None
    schedule: WeeklySchedule | None = None
    skills: frozenset[str] = frozenset()
    briefed_sites: frozenset[int] = frozenset()
    """Sites where a safety welcome was given; 0 = everywhere."""
    joined: date | None = None
    left: date | None = None
    absences: tuple[tuple[date, date], ...] = ()
    days: Mapping[date, Availability] = field(default_factory=dict, hash=False)
    conflict_sites: frozenset[int] = frozenset()
    conflict_departments: frozenset[int] = frozenset()
    owes_since: date | None = None
    """Day on which the report of an earlier stay should have been sent."""
    immersion: bool = True
    mystery: bool = False
    max_activities: int = 1
    past: tuple[Past, ...] = ()

    @property
    def never_served(self) -> bool:
        return not self.past

    def absent_on(self, day: date) -> bool:
        return any(start <= day <= end for start, end in self.absences)


@dataclass(frozen=True, slots=True)
class Slot:
    id: int
    code: str
    site: int
    start: datetime
    end: datetime
    department: int | None = None
    role: str = ""
    pause: int = 0
    seats: int = 1
    mode: Mode = Mode.OBSERVE
    direction: Direction = Direction.TO_FRONT
    skills: frozenset[str] = frozenset()
    host: int | None = None
    swap_open: bool = False
    listening: bool = False
    listening_notice: date | None = None


@dataclass(frozen=True, slots=True)
class StayOffer:
    """One mystery stay to be given to at most one guest."""

    id: int
    code: str
    site: int
    arrival: date
    nights: int = 1
    price: Decimal = Decimal(0)

    @property
    def days(self) -> tuple[date, ...]:
        """From the day of arrival to that of departure, both included."""
        return tuple(self.arrival + timedelta(days=number) for number in range(self.nights + 1))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person would like; `None` and "" mean any."""

    person: int
    rank: int
    kind: ActivityKind | None = None
    site: int | None = None
    department: int | None = None
    role: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is already decided for somebody when planning begins."""

    activity: Activity
    published: bool = False
    pinned: bool = False
    closed: bool = False
    """Done, partly done or missed: history, never touched."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception: this rule only warns for this person or site (`None` = all) until that day."""

    rule: str
    person: int | None
    site: int | None
    until: date


@dataclass(frozen=True, slots=True)
class Settings:
    """The campaign's parameters."""

    start: date
    end: date
    away_share: float = 0.2
    notice_days: int = 7
    rotation_days: int = 365
    cross_rule_months: int = 12
    spacing_days: int = 1
    """Days between the beginnings of two activities of one person; 1 = not the same day."""
    mystery: bool = False
    note_on: date | None = None
    works_council_on: date | None = None
    visits_per_site: int = 0
    stay_budget: Decimal = Decimal(0)
    severities: Mapping[str, Severity] = field(default_factory=dict, hash=False)
    quotas: Mapping[str, int] = field(default_factory=dict, hash=False)
    """`site:<code>` or `department:<code>` → most activities there (or from there)."""
    tiers: tuple[Tier, ...] = USUAL_TIERS
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Everything a plan depends on. Equal problems with equal seeds have equal plans."""

    campaign: int
    now: datetime
    settings: Settings
    sites: tuple[Site, ...] = ()
    departments: tuple[Department, ...] = ()
    people: tuple[Person, ...] = ()
    slots: tuple[Slot, ...] = ()
    stays: tuple[StayOffer, ...] = ()
    wishes: tuple[Wish, ...] = ()
    standing: tuple[Standing, ...] = ()
    withdrawn: frozenset[tuple[int, int]] = frozenset()
    """(person, slot) already taken back once: not offered again by itself."""
    agreed: frozenset[tuple[int, int]] = frozenset()
    """(person, slot) between two companies whose three documents are dated (L8241-2)."""
    seed: int = 1
    code: str = ""

    @cached_property
    def site_by_id(self) -> Mapping[int, Site]:
        return MappingProxyType({site.id: site for site in self.sites})

    @cached_property
    def department_by_id(self) -> Mapping[int, Department]:
        return MappingProxyType({one.id: one for one in self.departments})

    @cached_property
    def person_by_id(self) -> Mapping[int, Person]:
        return MappingProxyType({person.id: person for person in self.people})

    @cached_property
    def slot_by_id(self) -> Mapping[int, Slot]:
        return MappingProxyType({slot.id: slot for slot in self.slots})

    @cached_property
    def stay_by_id(self) -> Mapping[int, StayOffer]:
        return MappingProxyType({stay.id: stay for stay in self.stays})

    @cached_property
    def person_rows(self) -> Mapping[int, int]:
        return {person.id: row for row, person in enumerate(self.people)}

    @cached_property
    def slot_rows(self) -> Mapping[int, int]:
        return {slot.id: row for row, slot in enumerate(self.slots)}

    @cached_property
    def stay_rows(self) -> Mapping[int, int]:
        return {stay.id: row for row, stay in enumerate(self.stays)}

    @cached_property
    def slots_by_host(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for slot in self.slots:
            if slot.host is not None:
                found.setdefault(slot.host, []).append(slot.id)
        return MappingProxyType({host: tuple(slots) for host, slots in found.items()})

    @cached_property
    def people_by_department(self) -> Mapping[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {one.id: [] for one in self.departments}
        for person in self.people:
            if person.department is not None:
                found.setdefault(person.department, []).append(person.id)
        return MappingProxyType({key: tuple(people) for key, people in found.items()})

    @cached_property
    def wishes_by_person(self) -> Mapping[int, tuple[Wish, ...]]:
        found: dict[int, list[Wish]] = {}
        for wish in sorted(self.wishes, key=lambda one: one.rank):
            found.setdefault(wish.person, []).append(wish)
        return MappingProxyType({person: tuple(wishes) for person, wishes in found.items()})

    @cached_property
    def absent_by_department(self) -> Mapping[tuple[int, date], int]:
        """How many people of a department are absent on a day of the campaign or next to it."""
        counts: dict[tuple[int, date], int] = {}
        for person in self.people:
            if person.department is None:
                continue
            for start, end in person.absences:
                day = max(start, self.settings.start - timedelta(days=1))
                while day <= min(end, self.settings.end + timedelta(days=2)):
                    key = (person.department, day)
                    counts[key] = counts.get(key, 0) + 1
                    day += timedelta(days=1)
        return MappingProxyType(counts)

    def local_start(self, slot: Slot) -> datetime:
        """The beginning of a slot on the clock of its site."""
        return slot.start.astimezone(_zone(self.site_by_id[slot.site].zone))

    def local_end(self, slot: Slot) -> datetime:
        return slot.end.astimezone(_zone(self.site_by_id[slot.site].zone))

    @cached_property
    def slot_days(self) -> Mapping[int, tuple[date, ...]]:
        """The local days that each slot touches; one that ends at midnight stops the day before."""
        days: dict[int, tuple[date, ...]] = {}
        for slot in self.slots:
            first = self.local_start(slot).date()
            last = (self.local_end(slot) - timedelta(minutes=1)).date()
            span = range((last - first).days + 1)
            days[slot.id] = tuple(first + timedelta(days=number) for number in span)
        return MappingProxyType(days)

    def days_of(self, activity: Activity) -> tuple[date, ...]:
        """The local days that an activity takes."""
        if activity.kind is ActivityKind.MYSTERY_STAY:
            return self.stay_by_id[activity.target].days
        return self.slot_days[activity.target]

    def site_of(self, activity: Activity) -> Site:
        if activity.kind is ActivityKind.MYSTERY_STAY:
            return self.site_by_id[self.stay_by_id[activity.target].site]
        return self.site_by_id[self.slot_by_id[activity.target].site]

    def away_limit(self, department: int, day: date) -> int:
        """How many of those present may visit on one day: the share agreed, one at least."""
        absent = self.absent_by_department.get((department, day), 0)
        present = self.department_by_id[department].headcount - absent
        return max(1, int(self.settings.away_share * present + 1e-9))

    def travel_km(self, person: Person, site: Site) -> int:
        """Great-circle kilometres beyond the usual commute; 0 where a position is unknown."""
        own = self.site_by_id.get(person.site or 0)
        if own is None:
            return 0
        return distance_km(own.latitude, own.longitude, site.latitude, site.longitude)

    def wish_rank(self, person: int, activity: Activity) -> int | None:
        """The best rank of this person's wishes that the activity grants."""
        for wish in self.wishes_by_person.get(person, ()):
            if self._grants(wish, activity):
                return wish.rank
        return None

    def _grants(self, wish: Wish, activity: Activity) -> bool:
        stays = activity.kind is ActivityKind.MYSTERY_STAY
        slot = None if stays else self.slot_by_id[activity.target]
        day = self.days_of(activity)[0]
        return (
            wish.kind in (None, activity.kind)
            and wish.site in (None, self.site_of(activity).id)
            and (
                wish.department is None or (slot is not None and slot.department == wish.department)
            )
            and (not wish.role or (slot is not None and slot.role == wish.role))
            and (wish.start is None or wish.start <= day)
            and (wish.end is None or day <= wish.end)
        )


@lru_cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=100_000)
def distance_km(
    lat1: float | None, lon1: float | None, lat2: float | None, lon2: float | None
) -> int:
    """Great-circle distance in whole kilometres; 0 where a position is unknown."""
    if lat1 is None or lon1 is None or lat2 is None or lon2 is None:
        return 0
    north, east = radians(lat2 - lat1), radians(lon2 - lon1)
    chord = sin(north / 2) ** 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(east / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(chord)))
