"""A small company with one immersion and one stay, for the tests of reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Department, Person, Site, Slot, Stay
from desktop.core.changes import Changes
from desktop.core.vocabulary import (
    AssignmentStatus,
    CampaignStatus,
    Direction,
    SiteKind,
    StayStatus,
)
from desktop.usecases.outcome import Outcome

NOW = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    campaign: int
    assignment: int
    stay: int
    visitor: int
    host: int
    stranger: int
    sales: int
    accounting: int
    shop: int


def make_world(session: Session, direction: Direction = Direction.TO_FRONT) -> Outcome[World]:
    """Anne visits Paul's shop on 3 June; Rose slept in a hotel on 5 June."""
    campaign = Campaign(
        code="2026", name="Printemps", start=date(2026, 5, 1), end=date(2026, 7, 1),
        status=CampaignStatus.OPEN, mystery=True,
    )  # fmt: skip
    sales = Department(code="V", name="Ventes")
    accounting = Department(code="C", name="Comptabilité")
    shop = Site(code="LYO", name="Lyon", kind=SiteKind.SHOP)
    hotel = Site(code="NCE", name="Nice", kind=SiteKind.HOTEL)
    session.add_all([campaign, sales, accounting, shop, hotel])
    session.flush()
    people = [
        Person(code=code, first_name=first, last_name=last, department_id=accounting.id)
        for code, first, last in (
            ("1", "Anne", "Roux"), ("2", "Paul", "Noir"), ("3", "Rose", "Brun"),
        )
    ]  # fmt: skip
    session.add_all(people)
    session.flush()
    anne, paul, rose = people
    slot = Slot(
        campaign_id=campaign.id, code="S1", site_id=shop.id, department_id=sales.id,
        start=datetime(2026, 6, 3, 7, 0, tzinfo=UTC), end=datetime(2026, 6, 3, 15, 0, tzinfo=UTC),
        host_id=paul.id, direction=direction,
    )  # fmt: skip
    stay = Stay(
        campaign_id=campaign.id, site_id=hotel.id, person_id=rose.id, alias="Hirondelle",
        arrival=date(2026, 6, 5), status=StayStatus.STAYED,
    )  # fmt: skip
    session.add_all([slot, stay])
    session.flush()
    assignment = Assignment(
        campaign_id=campaign.id, person_id=anne.id, slot_id=slot.id, status=AssignmentStatus.DONE
    )
    session.add(assignment)
    session.flush()
    world = World(
        campaign.id, assignment.id, stay.id, anne.id, paul.id, rose.id, sales.id, accounting.id,
        shop.id,
    )  # fmt: skip
    return Outcome(world, Changes.ALL)
