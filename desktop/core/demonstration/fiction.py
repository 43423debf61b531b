"""The records of the fictitious company; their fields bear the names of the columns they fill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop.core.vocabulary import (
    ActivityKind,
    AssignmentStatus,
    Availability,
    CampaignStatus,
    Contract,
    Direction,
    Mode,
    Side,
    SiteKind,
    StayStatus,
)


@dataclass(frozen=True, slots=True)
class Entity:
    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Department:
    id: int
    code: str
    name: str
    parent_id: int | None
    side: Side
    client_distance: int


@dataclass(frozen=True, slots=True)
class Headship:
    """Who heads a department; known once the people are."""

    id: int
    head_id: int
    head_email: str


@dataclass(frozen=True, slots=True)
class ServiceLink:
    id: int
    upstream_id: int
    downstream_id: int


@dataclass(frozen=True, slots=True)
class Site:
    id: int
    code: str
    name: str
    kind: SiteKind
    entity_id: int
    department_id: int
    address: str
    postcode: str
    city: str
    region: str
    latitude: float
    longitude: float
    school_zone: str
    holiday_zone: str
    sunday_derogation: bool
    rule_profile: str
    rooms: int | None
    opening_threshold: float
    max_stay_rooms: int
    safety_contact: str


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    code: str
    last_name: str
    first_name: str
    email: str
    department_id: int
    site_id: int
    entity_id: int
    manager_id: int | None
    side: Side
    job_title: str
    level: int
    contract: Contract
    rule_profile: str
    weekly_schedule: str
    weekly_hours: float
    birth_date: date
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    join_date: date
    charter_signed_on: date | None


@dataclass(frozen=True, slots=True)
class Holiday:
    id: int
    day: date
    zone: str
    name: str


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    id: int
    zone: str
    start: date
    end: date
    name: str


@dataclass(frozen=True, slots=True)
class CalendarCoverage:
    id: int
    calendar: str
    zone: str
    known_from: date
    known_until: date


@dataclass(frozen=True, slots=True)
class Campaign:
    id: int
    uid: str
    code: str
    name: str
    start: date
    end: date
    status: CampaignStatus
    previous_id: int | None
    seed: int
    max_activities: int
    mystery: bool
    staff_note: str
    staff_note_on: date
    works_council_on: date
    works_council_reference: str
    visits_per_site: int
    proportionality: str
    stay_budget: int


@dataclass(frozen=True, slots=True)
class Blackout:
    id: int
    campaign_id: int | None
    site_id: int
    start: date
    end: date
    visits: bool
    label: str


@dataclass(frozen=True, slots=True)
class Night:
    id: int
    site_id: int
    night: date
    rooms_available: int
    rooms_sold: int
    forecast_on: date


@dataclass(frozen=True, slots=True)
class Slot:
    id: int
    campaign_id: int
    code: str
    site_id: int
    department_id: int
    role: str
    start: datetime
    end: datetime
    break_minutes: int
    seats: int
    mode: Mode
    direction: Direction
    required_skills: tuple[str, ...]
    host_id: int
    approver_id: int | None
    listening: bool
    listening_notice_on: date | None
    swap_open: bool


@dataclass(frozen=True, slots=True)
class Wish:
    id: int
    campaign_id: int
    person_id: int
    rank: int
    kind: ActivityKind | None
    site_id: int | None
    department_id: int | None
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Absence:
    id: int
    person_id: int
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class AvailabilityDay:
    id: int
    campaign_id: int
    person_id: int
    day: date
    availability: Availability


@dataclass(frozen=True, slots=True)
class Participation:
    id: int
    campaign_id: int
    person_id: int
    immersion: bool
    mystery: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    id: int
    person_id: int
    site_id: int | None
    department_id: int | None
    declared_on: date


@dataclass(frozen=True, slots=True)
class Certificate:
    id: int
    person_id: int
    name: str
    site_id: int | None
    given_on: date
    given_by: str
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Swap:
    id: int
    uid: str
    campaign_id: int


@dataclass(frozen=True, slots=True)
class Assignment:
    id: int
    uid: str
    campaign_id: int
    person_id: int
    slot_id: int
    swap_id: int | None
    status: AssignmentStatus
    pinned: bool
    published_at: datetime | None
    confirmed_at: datetime | None
    objective: str
    question: str
    missed_minutes: int


@dataclass(frozen=True, slots=True)
class Agreement:
    id: int
    assignment_id: int
    consent_on: date | None
    convention_on: date | None
    amendment_on: date | None
    activities: str
    limits: str
    protection: str


@dataclass(frozen=True, slots=True)
class Stay:
    id: int
    uid: str
    campaign_id: int
    site_id: int
    person_id: int | None
    alias: str
    arrival: date
    nights: int
    status: StayStatus
    companions: int
    window_start: date
    window_end: date
    scenario_signed_on: date | None
    report_due: datetime | None
    unmasked_on: date | None
    public_price: Decimal | None
    price_seen_on: date | None
    paid_price: Decimal | None
    rebate: Decimal | None
    qualification: str


@dataclass(frozen=True, slots=True)
class StayRequest:
    id: int
    stay_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Settlement:
    id: int
    stay_id: int
    month: date
    nature: str
    value: Decimal
