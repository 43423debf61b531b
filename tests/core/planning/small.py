"""A small campaign in which everything is allowed, to break one rule at a time. June 2027."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from desktop.core.labour.breach import Breach
from desktop.core.labour.schedule import parse_schedule
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import (
    Department,
    Person,
    Problem,
    Settings,
    Site,
    Slot,
    StayOffer,
)
from desktop.core.planning.rules import objections
from desktop.core.vocabulary import Direction, Side

OFFICE = parse_schedule("mon-fri 09:00-12:30 13:30-17:00")
HEAD_OFFICE, HOTEL, SHOP = 1, 2, 3
ACCOUNTS, RECEPTION, SALES = 1, 2, 3
ANNE, BRUNO, CLEA, HOST = 1, 2, 3, 9


def at(day: int, hour: int, minute: int = 0) -> datetime:
    local = datetime.combine(date(2027, 6, day), time(hour, minute), ZoneInfo("Europe/Paris"))
    return local.astimezone(UTC)


def slot(number: int, day: int, first: int = 9, last: int = 17, **more) -> Slot:
    return Slot(
        number,
        f"C{number}",
        more.pop("site", HOTEL),
        at(day, first),
        at(day, last),
        more.pop("department", RECEPTION),
        pause=60,
        host=more.pop("host", HOST),
        **more,
    )


def person(number: int, name: str, **more) -> Person:
    facts = {
        "department": ACCOUNTS,
        "site": HEAD_OFFICE,
        "side": Side.BACK,
        "schedule": OFFICE,
        "mystery": True,
        "max_activities": 3,
    }
    return Person(number, f"{number:04d}", name, **(facts | more))


def campaign(**more) -> Problem:
    """Anne, Bruno and Cléa of accounts, a host at the hotel, four slots, two stays."""
    usual = Problem(
        campaign=1,
        now=datetime(2027, 5, 1, tzinfo=UTC),
        settings=Settings(
            date(2027, 6, 1),
            date(2027, 7, 11),
            away_share=0.7,
            mystery=True,
            note_on=date(2027, 5, 1),
            works_council_on=date(2027, 4, 1),
        ),
        sites=(
            Site(HEAD_OFFICE, "SIEGE", "Siège", front=False),
            Site(HOTEL, "HOTEL", "Hôtel", rooms=2),
            Site(SHOP, "SHOP", "Boutique", rooms=2),
        ),
        departments=(
            Department(ACCOUNTS, "COMPTA", "Comptabilité", 3),
            Department(RECEPTION, "ACCUEIL", "Accueil", 5),
            Department(SALES, "VENTE", "Vente", 5),
        ),
        people=(
            person(ANNE, "Anne"),
            person(BRUNO, "Bruno"),
            person(CLEA, "Cléa"),
            person(HOST, "Hector", department=RECEPTION, site=HOTEL, side=Side.FRONT),
        ),
        slots=(
            slot(11, 8),
            slot(12, 15),
            slot(13, 8, department=SALES, site=SHOP, host=None),
            slot(
                14,
                8,
                site=HEAD_OFFICE,
                department=ACCOUNTS,
                host=ANNE,
                direction=Direction.TO_BACK,
            ),
        ),
        stays=(
            StayOffer(21, "Azur", HOTEL, date(2027, 6, 19), 2, Decimal(80)),
            StayOffer(22, "Brume", HOTEL, date(2027, 6, 20), 1, Decimal(50)),
        ),
    )
    return replace(usual, **more)


def changed(problem: Problem, **by_table) -> Problem:
    """The same campaign with some rows replaced: `changed(problem, people=[...])`."""
    for table, rows in by_table.items():
        new = {row.id: row for row in rows}
        old = getattr(problem, table)
        problem = replace(problem, **{table: tuple(new.get(row.id, row) for row in old)})
    return problem


def broken(problem: Problem, candidate: Activity, *others: Activity) -> set[str]:
    """Codes of the blocking rules that the candidate breaks beside these others."""
    return {one.rule for one in objections(problem, Plan(others), candidate) if one.blocks}


def breach(problem: Problem, rule: str, candidate: Activity, *others: Activity) -> Breach:
    """The one breach of this rule; fails where there is none."""
    (found,) = (o for o in objections(problem, Plan(others), candidate) if o.rule == rule)
    return found
