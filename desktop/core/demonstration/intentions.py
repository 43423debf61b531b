"""What people say before the plan: absences, availability, wishes, conflicts, who takes part."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

from desktop.core.demonstration.calendar import DAY, Seasons
from desktop.core.demonstration.fiction import (
    Absence,
    AvailabilityDay,
    Campaign,
    Conflict,
    Participation,
    Person,
    Site,
    Wish,
)
from desktop.core.vocabulary import ActivityKind, Availability, Side, SiteKind


def absences(people: tuple[Person, ...], when: Seasons, rng: random.Random) -> tuple[Absence, ...]:
    """About one person in three is away for some days of either campaign."""
    found: list[Absence] = []
    for start, end in ((when.last_start, when.last_end), (when.start, when.end)):
        for person in people:
            if rng.random() < 0.3:
                first = start + rng.randrange((end - start).days) * DAY
                last = first + rng.choice((0, 1, 2, 4, 6, 11)) * DAY
                found.append(Absence(len(found) + 1, person.id, first, last))
    return tuple(found)


def availability(
    people: tuple[Person, ...], campaign: Campaign, rng: random.Random
) -> tuple[AvailabilityDay, ...]:
    """Days on which some people would rather, or rather not, or never."""
    length = (campaign.end - campaign.start).days + 1
    found: list[AvailabilityDay] = []
    for person in people:
        if rng.random() < 0.75:
            continue
        for offset in sorted(rng.sample(range(length), rng.randint(1, 4))):
            said = rng.choice((Availability.NEVER, Availability.IF_NEEDED, Availability.WISHED))
            day = campaign.start + offset * DAY
            found.append(AvailabilityDay(len(found) + 1, campaign.id, person.id, day, said))
    return tuple(found)


def conflicts(
    people: tuple[Person, ...], sites: tuple[Site, ...], today: date, rng: random.Random
) -> tuple[Conflict, ...]:
    """A relative works there: two people in a hundred have declared it."""
    found: list[Conflict] = []
    for person in people:
        if rng.random() < 0.025:
            site = rng.choice([each for each in sites if each.id != person.site_id])
            declared = today - timedelta(days=rng.randint(60, 400))
            found.append(Conflict(len(found) + 1, person.id, site.id, None, declared))
    return tuple(found)


def participations(
    people: tuple[Person, ...], campaigns: Iterable[Campaign], rng: random.Random
) -> tuple[Participation, ...]:
    """Nearly everybody takes part; two in five also as mystery guests."""
    found: list[Participation] = []
    for campaign in campaigns:
        for person in people:
            part, mystery = rng.random() < 0.93, rng.random() < 0.4
            found.append(Participation(len(found) + 1, campaign.id, person.id, part, mystery))
    return tuple(found)


def wishes(
    people: tuple[Person, ...],
    sites: tuple[Site, ...],
    campaigns: Iterable[Campaign],
    rng: random.Random,
) -> tuple[Wish, ...]:
    """Up to three wishes for two people in three: a place near home, a service, a stay."""
    by_region: dict[str, list[Site]] = {}
    for site in sites:
        by_region.setdefault(site.region, []).append(site)
    places = {site.id: site for site in sites}
    found: list[Wish] = []
    for campaign in campaigns:
        for person in people:
            if rng.random() > 0.66:
                continue
            near = by_region[places[person.site_id].region]
            for rank in range(1, rng.randint(1, 3) + 1):
                found.append(_wish(len(found) + 1, campaign, person, rank, near, sites, rng))
    return tuple(found)


def _wish(
    number: int,
    campaign: Campaign,
    person: Person,
    rank: int,
    near: list[Site],
    sites: tuple[Site, ...],
    rng: random.Random,
) -> Wish:
    others = [site for site in near if _suits(person, site)] or [
        site for site in sites[:60] if _suits(person, site)
    ]
    site = rng.choice(others)
    kind = rng.choice((ActivityKind.IMMERSION, ActivityKind.IMMERSION, ActivityKind.SWAP, None))
    if rank == 3 and rng.random() < 0.5:
        hotels = [each for each in sites if each.kind is SiteKind.HOTEL]
        kind, site = ActivityKind.MYSTERY_STAY, rng.choice(hotels)
    start = None
    if rng.random() < 0.4:
        start = campaign.start + rng.randrange((campaign.end - campaign.start).days - 13) * DAY
    return Wish(
        number,
        campaign.id,
        person.id,
        rank,
        kind,
        site.id,
        site.department_id
        if kind is not ActivityKind.MYSTERY_STAY and rng.random() < 0.3
        else None,
        start,
        start + 13 * DAY if start else None,
    )


def _suits(person: Person, site: Site) -> bool:
    """People of the front wish to see the back office, and the other way round."""
    behind = site.kind in (SiteKind.HEAD_OFFICE, SiteKind.WAREHOUSE)
    return site.id != person.site_id and behind is (person.side is not Side.BACK)
