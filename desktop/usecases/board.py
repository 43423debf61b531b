"""What the planning board shows: slots with whoever is in them, people, days that are closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Absence,
    Assignment,
    Blackout,
    Campaign,
    Department,
    Holiday,
    Person,
    Site,
    Slot,
)
from desktop.core.vocabulary import AssignmentStatus, Direction, Mode


@dataclass(frozen=True, slots=True)
class BoardSeat:
    """Somebody in a seat."""

    assignment_id: int
    person_id: int
    name: str
    department: str
    status: AssignmentStatus
    pinned: bool
    swapped: bool


@dataclass(frozen=True, slots=True)
class BoardSlot:
    """A shift open to visitors; hours are local to the site."""

    id: int
    code: str
    site_id: int
    department_id: int | None
    department: str
    role: str
    start: datetime
    end: datetime
    seats: int
    mode: Mode
    direction: Direction
    host: str
    taken: tuple[BoardSeat, ...]

    @property
    def open(self) -> int:
        """Seats without a person: *à pourvoir*."""
        return max(0, self.seats - len(self.taken))

    @property
    def day(self) -> date:
        return self.start.date()


@dataclass(frozen=True, slots=True)
class BoardSite:
    id: int
    code: str
    name: str
    city: str
    closed: tuple[tuple[date, str], ...]
    """Days without visits, each with its reason in words (a holiday's name, a blackout's)."""


@dataclass(frozen=True, slots=True)
class BoardPerson:
    id: int
    code: str
    name: str
    department: str
    site_id: int | None
    schedule: str
    absent: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One campaign between two days, both included."""

    campaign_id: int
    campaign: str
    start: date
    end: date
    sites: tuple[BoardSite, ...]
    people: tuple[BoardPerson, ...]
    slots: tuple[BoardSlot, ...]


def get_board(session: Session, campaign_id: int, start: date, end: date) -> Board:
    """The board of the days from `start` to `end`, both included."""
    campaign = session.get_one(Campaign, campaign_id)
    sites = {site.id: site for site in session.scalars(select(Site))}
    departments = dict(session.execute(select(Department.id, Department.name)).all())
    slots = _slots(session, campaign_id, start, end, sites, departments)
    shown = {slot.site_id for slot in slots}
    return Board(
        campaign_id=campaign_id,
        campaign=campaign.name,
        start=start,
        end=end,
        sites=tuple(
            _site(session, site, start, end)
            for site in sorted(sites.values(), key=lambda one: (one.name, one.code))
            if site.id in shown
        ),
        people=_people(session, start, end, departments),
        slots=slots,
    )


def _slots(
    session: Session,
    campaign_id: int,
    start: date,
    end: date,
    sites: dict[int, Site],
    departments: dict[int, str],
) -> tuple[BoardSlot, ...]:
    # A day more on either side: a site far from Greenwich lives another date.
    first = datetime.combine(start - timedelta(days=1), time.min, UTC)
    last = datetime.combine(end + timedelta(days=2), time.min, UTC)
    rows = session.scalars(
        select(Slot)
        .where(Slot.campaign_id == campaign_id, Slot.start >= first, Slot.start < last)
        .order_by(Slot.start, Slot.code)
    ).all()
    taken = _taken(session, campaign_id, departments)
    hosts = _names(session, (row.host_id for row in rows if row.host_id))
    slots = (
        _slot(row, ZoneInfo(sites[row.site_id].timezone), departments, hosts, taken) for row in rows
    )
    return tuple(slot for slot in slots if start <= slot.day <= end)


def _slot(
    row: Slot,
    zone: ZoneInfo,
    departments: dict[int, str],
    hosts: dict[int, str],
    taken: dict[int, list[BoardSeat]],
) -> BoardSlot:
    return BoardSlot(
        id=row.id,
        code=row.code,
        site_id=row.site_id,
        department_id=row.department_id,
        department=departments.get(row.department_id or 0, ""),
        role=row.role,
        start=row.start.astimezone(zone),
        end=row.end.astimezone(zone),
        seats=row.seats,
        mode=row.mode,
        direction=row.direction,
        host=hosts.get(row.host_id or 0, ""),
        taken=tuple(taken.get(row.id, ())),
    )


def _taken(
    session: Session, campaign_id: int, departments: dict[int, str]
) -> dict[int, list[BoardSeat]]:
    rows = session.execute(
        select(Assignment, Person.first_name, Person.last_name, Person.department_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status != AssignmentStatus.CANCELLED,
        )
        .order_by(Person.last_name, Person.first_name, Assignment.id)
    )
    seats: dict[int, list[BoardSeat]] = defaultdict(list)
    for row, first, last, department in rows:
        seats[row.slot_id].append(
            BoardSeat(
                assignment_id=row.id,
                person_id=row.person_id,
                name=f"{first} {last}".strip(),
                department=departments.get(department or 0, ""),
                status=row.status,
                pinned=row.pinned,
                swapped=row.swap_id is not None,
            )
        )
    return seats


def _names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    rows = session.execute(select(Person.id, Person.first_name, Person.last_name))
    return {row[0]: f"{row[1]} {row[2]}".strip() for row in rows if row[0] in wanted}


def _site(session: Session, site: Site, start: date, end: date) -> BoardSite:
    closed = {
        holiday.day: holiday.name
        for holiday in session.scalars(
            select(Holiday).where(
                Holiday.day.between(start, end), Holiday.zone.in_(("", site.holiday_zone))
            )
        )
    }
    blackouts = select(Blackout).where(
        Blackout.site_id == site.id,
        Blackout.visits,
        Blackout.start <= end,
        Blackout.end >= start,
    )
    for blackout in session.scalars(blackouts):
        for offset in range((blackout.end - blackout.start).days + 1):
            closed[blackout.start + timedelta(days=offset)] = blackout.label
    return BoardSite(
        site.id,
        site.code,
        site.name,
        site.city,
        tuple(sorted((day, label) for day, label in closed.items() if start <= day <= end)),
    )


def _people(
    session: Session, start: date, end: date, departments: dict[int, str]
) -> tuple[BoardPerson, ...]:
    absent: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in session.scalars(select(Absence).where(Absence.start <= end, Absence.end >= start)):
        absent[row.person_id].append((row.start, row.end))
    rows = session.execute(
        select(
            Person.id,
            Person.code,
            Person.first_name,
            Person.last_name,
            Person.department_id,
            Person.site_id,
            Person.weekly_schedule,
        )
        .where(Person.active)
        .order_by(Person.last_name, Person.first_name, Person.code)
    )
    return tuple(
        BoardPerson(
            id=row.id,
            code=row.code,
            name=f"{row.first_name} {row.last_name}".strip(),
            department=departments.get(row.department_id or 0, ""),
            site_id=row.site_id,
            schedule=row.weekly_schedule,
            absent=tuple(absent.get(row.id, ())),
        )
        for row in rows
    )
