"""Stays as each reader may see them: the one door for whoever is not the coordinator (GD-15)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Person, Report, Site, Stay
from desktop.core.irritants.coarsening import (
    Place,
    coarse_date,
    coarse_place,
    mystery_facts_may_be_released,
)
from desktop.core.stays.readers import Part, Reader, sees
from desktop.core.vocabulary import ReportStatus, StayStatus
from desktop.usecases.stay_papers import has_signed


@dataclass(frozen=True, slots=True)
class SeenStay:
    """One stay through a reader's eyes: what is not for them is None."""

    alias: str | None = None
    site: str | None = None
    arrival: date | None = None
    nights: int | None = None
    status: StayStatus | None = None
    guest: str | None = None
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReleasedResult:
    """What a site learns of visits: a month, a place, how many reports. Never when, never who."""

    month: str
    place: str
    reports: int


def list_stays_seen_by(
    session: Session, campaign_id: int, reader: Reader, person_id: int | None = None
) -> tuple[SeenStay, ...]:
    """The stays of a campaign as this reader may see them; `person_id`: the guest who asks.

    A stay of which a reader may not know the existence is not there, nor counted.
    """
    if reader is Reader.GUEST and person_id is None:
        return ()
    query = (
        select(Stay, Site.name, Person, Report)
        .join(Site, Site.id == Stay.site_id)
        .outerjoin(Person, Person.id == Stay.person_id)
        .outerjoin(Report, Report.stay_id == Stay.id)
        .where(Stay.campaign_id == campaign_id)
        .order_by(Stay.alias)
    )
    if reader is Reader.GUEST:
        query = query.where(Stay.person_id == person_id)
    found = []
    for stay, site, person, report in session.execute(query):
        parts = sees(reader, stay.status, report.status if report else None,
                     signed=has_signed(stay))  # fmt: skip
        if Part.EXISTENCE in parts:
            found.append(_seen(stay, site, person, report, parts))
    return tuple(found)


def _seen(
    stay: Stay, site: str, person: Person | None, report: Report | None, parts: frozenset[Part]
) -> SeenStay:
    name = f"{person.first_name} {person.last_name}".strip() if person else None
    return SeenStay(
        alias=stay.alias,
        site=site if Part.HOTEL in parts else None,
        arrival=stay.arrival if Part.DATES in parts else None,
        nights=stay.nights,
        status=stay.status,
        guest=name if Part.GUEST in parts else None,
        report_id=report.id if report and Part.REPORT in parts else None,
    )


def list_results_for_site(
    session: Session, campaign_id: int, site_id: int, today: date
) -> tuple[ReleasedResult, ...]:
    """What the head of a site may know: released reports by month, coarsened (GD-11, GD-15).

    Planned, granted, confirmed, lived and reviewed stays are not there and not counted.
    """
    query = (
        select(Stay)
        .join(Report, Report.stay_id == Stay.id)
        .where(
            Stay.campaign_id == campaign_id,
            Stay.site_id == site_id,
            Report.status == ReportStatus.RELEASED,
        )
    )
    stays = session.scalars(query).all()
    if not stays:
        return ()
    last = max(stay.arrival + timedelta(days=stay.nights) for stay in stays)
    if not mystery_facts_may_be_released(len(stays), last, today):
        return ()
    site = session.get_one(Site, site_id)
    place = coarse_place(Place(site.name, site.region, _team(session, site_id)))
    months: dict[date, int] = defaultdict(int)
    for stay in stays:
        months[stay.arrival.replace(day=1)] += 1
    return tuple(
        ReleasedResult(coarse_date(month), place, count) for month, count in sorted(months.items())
    )


def _team(session: Session, site_id: int) -> int:
    query = select(func.count()).where(Person.site_id == site_id, Person.active)
    return session.scalar(query) or 0
