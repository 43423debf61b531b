"""Seeded problems of every size, all rules on: the same seed gives the same problem.

`TIGHT` variants keep about a third of the slots: the hard ones.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from desktop.core.labour.schedule import parse_schedule
from desktop.core.planning.plan import Plan, immersion
from desktop.core.planning.problem import (
    Department,
    Past,
    Person,
    Problem,
    Settings,
    Site,
    Slot,
    Standing,
    StayOffer,
    Wish,
)
from desktop.core.planning.rules import blocking
from desktop.core.vocabulary import (
    ActivityKind,
    Availability,
    Contract,
    Direction,
    Mode,
    Side,
)

PARIS = ZoneInfo("Europe/Paris")
FIRST_MONDAY = date(2027, 3, 1)
OFFICE_WEEKS = tuple(
    parse_schedule(week)
    for week in (
        "mon-fri 09:00-12:30 13:30-17:00",
        "mon-fri 08:30-12:00 13:00-16:30",
        "mon-fri 09:30-13:00 14:00-18:00",
        "mon-thu 08:45-12:30 13:30-17:45",
        "mon-wed 09:00-12:30 13:30-17:00, fri 09:00-12:30",
    )
)
FRONT_WEEKS = tuple(
    parse_schedule(week)
    for week in (
        "mon 14:00-22:00, tue 14:00-22:00, thu 06:30-14:30, fri 06:30-14:30, sat 08:00-15:00",
        "tue-sat 10:00-13:00 14:00-18:00",
        "wed-sun 15:00-22:30",
        "mon-tue 22:00-06:00, thu-fri 22:00-06:00",
        "tue-sat 09:00-16:30",
    )
)
SHIFTS = ((7, 15), (9, 17), (10, 18), (14, 22), (15, 23))
OFFICE_SHIFTS = ((9, 17), (9, 16))
SKILLS = ("hygiene", "driving", "english")


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    slots: int
    weeks: int
    sites: int

    def tight(self) -> Size:
        return Size(self.people, max(1, self.slots // 3), self.weeks, self.sites)


SIZES = {
    "XS": Size(8, 10, 2, 3),
    "S": Size(60, 120, 6, 8),
    "M": Size(500, 1_500, 8, 25),
    "L": Size(5_000, 10_000, 10, 120),
    "XL": Size(50_000, 50_000, 12, 400),
}


def generate(size: Size, seed: int = 1, *, published: float = 0.0) -> Problem:
    """A believable campaign; `published` is the share of a former plan to keep."""
    draw = random.Random(seed)
    sites = _sites(size, draw)
    departments = _departments(size)
    people = _people(size, draw, sites, departments)
    slots = _slots(size, draw, sites, departments, people)
    counts = {one.id: 0 for one in departments}
    for person in people:
        counts[person.department] += 1
    problem = Problem(
        campaign=1,
        now=datetime(2027, 2, 1, 8, tzinfo=UTC),
        settings=Settings(
            start=FIRST_MONDAY,
            end=FIRST_MONDAY + timedelta(weeks=size.weeks) - timedelta(days=1),
            mystery=True,
            note_on=FIRST_MONDAY - timedelta(days=30),
            works_council_on=FIRST_MONDAY - timedelta(days=60),
            visits_per_site=2,
            stay_budget=Decimal(120 * size.sites),
        ),
        sites=sites,
        departments=tuple(
            Department(one.id, one.code, one.name, counts[one.id]) for one in departments
        ),
        people=people,
        slots=slots,
        stays=_stays(size, draw, sites),
        wishes=_wishes(draw, people, sites),
        withdrawn=frozenset((one.id, 1 + one.id % size.slots) for one in people if one.id % 9 == 0),
        seed=seed,
    )
    return _with_published(problem, draw, published) if published else problem


def _sites(size: Size, draw: random.Random) -> tuple[Site, ...]:
    blackouts = [
        FIRST_MONDAY + timedelta(days=draw.randrange(7 * size.weeks)) for _ in range(size.sites)
    ]
    holidays = {date(2027, 3, 29): "lundi de Pâques", date(2027, 5, 1): "1er mai"}
    return tuple(
        Site(
            id=number,
            code=f"S{number:03d}",
            name=f"Site {number}",
            region=f"Région {number // 2}",
            front=number > 1,
            sunday_allowed=number % 3 == 0,
            profile="hcr" if number % 2 and number > 1 else "",
            entity=1 + number % 2,
            latitude=43 + draw.random() * 7,
            longitude=-1 + draw.random() * 8,
            holidays=holidays,
            closed={blackouts[number - 1]: "inventaire"},
            rooms=2,
        )
        for number in range(1, size.sites + 1)
    )


def _departments(size: Size) -> tuple[Department, ...]:
    back = max(2, size.people // 60)
    return tuple(
        Department(number, f"D{number:03d}", f"Service {number}")
        for number in range(1, back + size.sites)
    )


def _people(
    size: Size, draw: random.Random, sites: tuple[Site, ...], departments: tuple[Department, ...]
) -> tuple[Person, ...]:
    back = max(2, size.people // 60)
    return tuple(_person(number, size, draw, back) for number in range(1, size.people + 1))


def _person(number: int, size: Size, draw: random.Random, back: int) -> Person:
    front = draw.random() < 0.35
    site = draw.randint(2, size.sites) if front else 1
    start = FIRST_MONDAY + timedelta(days=draw.randrange(7 * size.weeks))
    return Person(
        id=number,
        code=f"{number:05d}",
        name=f"Personne {number}",
        department=back + site - 1 if front else draw.randint(1, back),
        site=site,
        entity=1 + site % 2,
        side=Side.FRONT if front else Side.BACK,
        contract=draw.choices(
            (Contract.STANDARD, Contract.PART_TIME, Contract.DAYS_CONTRACT), (80, 10, 10)
        )[0],
        profile="hcr" if front and site % 2 else "",
        birth=date(1970 + draw.randrange(35), 1 + draw.randrange(12), 1 + draw.randrange(28)),
        schedule=draw.choice(FRONT_WEEKS if front else OFFICE_WEEKS),
        skills=frozenset(skill for skill in SKILLS if draw.random() < 0.6),
        briefed_sites=frozenset({0} if draw.random() < 0.7 else ()),
        absences=((start, start + timedelta(days=draw.choice((0, 4, 11)))),)
        if draw.random() < 0.3
        else (),
        days=_days(size, draw),
        conflict_sites=frozenset({draw.randint(1, size.sites)} if draw.random() < 0.05 else ()),
        mystery=draw.random() < 0.2,
        max_activities=2 if draw.random() < 0.1 else 1,
        past=(
            Past(
                draw.choice((ActivityKind.IMMERSION, ActivityKind.MYSTERY_STAY)),
                draw.randint(1, size.sites),
                FIRST_MONDAY - timedelta(days=draw.randrange(60, 500)),
            ),
        )
        if draw.random() < 0.4
        else (),
    )


def _days(size: Size, draw: random.Random) -> dict[date, Availability]:
    said: dict[date, Availability] = {}
    for week in range(size.weeks):
        monday = FIRST_MONDAY + timedelta(weeks=week)
        roll = draw.random()
        if roll < 0.25:
            said |= dict.fromkeys(
                (monday + timedelta(days=number) for number in range(7)), Availability.NEVER
            )
        elif roll < 0.45:
            said[monday + timedelta(days=draw.randrange(5))] = Availability.IF_NEEDED
        elif roll < 0.65:
            said[monday + timedelta(days=draw.randrange(5))] = Availability.WISHED
    return said


def _slots(
    size: Size,
    draw: random.Random,
    sites: tuple[Site, ...],
    departments: tuple[Department, ...],
    people: tuple[Person, ...],
) -> tuple[Slot, ...]:
    back = max(2, size.people // 60)
    staff: dict[int, list[int]] = {}
    for person in people:
        staff.setdefault(person.department or 0, []).append(person.id)
    slots: list[Slot] = []
    for number in range(1, size.slots + 1):
        to_front = draw.random() < 0.65
        site = draw.randint(2, size.sites) if to_front else 1
        department = back + site - 1 if to_front else draw.randint(1, back)
        day = FIRST_MONDAY + timedelta(days=draw.randrange(7 * size.weeks))
        if not to_front:
            day -= timedelta(days=max(0, day.weekday() - 4))
        first, last = draw.choice(SHIFTS if to_front else OFFICE_SHIFTS)
        host = draw.choice(staff[department]) if staff.get(department) else None
        slots.append(
            Slot(
                id=number,
                code=f"C{number:05d}",
                site=site,
                department=department,
                role="comptoir" if to_front else "bureau",
                start=datetime.combine(day, time(first), PARIS).astimezone(UTC),
                end=datetime.combine(day, time(last), PARIS).astimezone(UTC),
                pause=45,
                seats=draw.choices((1, 2, 3), (70, 20, 10))[0],
                mode=draw.choices(tuple(Mode), (50, 40, 10))[0],
                direction=Direction.TO_FRONT if to_front else Direction.TO_BACK,
                skills=frozenset({draw.choice(SKILLS)} if draw.random() < 0.15 else ()),
                host=host,
                swap_open=draw.random() < 0.15,
            )
        )
    return tuple(slots)


def _stays(size: Size, draw: random.Random, sites: tuple[Site, ...]) -> tuple[StayOffer, ...]:
    return tuple(
        StayOffer(
            id=number,
            code=f"N{number:05d}",
            site=draw.randint(2, size.sites),
            arrival=FIRST_MONDAY + timedelta(days=draw.randrange(7 * size.weeks - 4)),
            nights=draw.randint(1, 3),
            price=Decimal(draw.randint(40, 160)),
        )
        for number in range(1, max(2, size.people // 10))
    )


def _wishes(
    draw: random.Random, people: tuple[Person, ...], sites: tuple[Site, ...]
) -> tuple[Wish, ...]:
    return tuple(
        Wish(person.id, rank, site=draw.choice(sites).id)
        for person in people
        if draw.random() < 0.7
        for rank in range(1, draw.randint(1, 3) + 1)
    )


def _with_published(problem: Problem, draw: random.Random, share: float) -> Problem:
    """A former plan made greedily by the rules themselves, then published."""
    plan = Plan()
    for person in problem.people:
        if draw.random() > share:
            continue
        for slot in draw.sample(problem.slots, min(60, len(problem.slots))):
            candidate = immersion(person.id, slot.id)
            if not blocking(problem, plan, candidate):
                plan = plan.with_(candidate)
                break
    return replace(
        problem, standing=tuple(Standing(one, published=True) for one in plan.activities)
    )
