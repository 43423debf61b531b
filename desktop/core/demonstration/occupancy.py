"""How full the hotels are, night by night: seasons, weekends, school holidays, fairs, chance."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

from desktop.core.demonstration.calendar import DAY, is_school_holiday
from desktop.core.demonstration.fiction import Blackout, Night, Site
from desktop.core.demonstration.organisation import pattern_of
from desktop.core.vocabulary import SiteKind

BEHIND, AHEAD = 45, 100
"""Nights known before and after the reference day."""

# Average occupancy by month, January first, for each kind of city.
_MONTHS = {
    "city": (54, 57, 63, 66, 70, 74, 66, 52, 74, 70, 62, 58),
    "fair": (52, 56, 66, 66, 69, 72, 62, 55, 73, 71, 64, 70),
    "sea": (24, 30, 38, 55, 62, 74, 92, 95, 68, 48, 30, 34),
    "mountain": (84, 90, 72, 40, 32, 48, 72, 80, 50, 36, 30, 76),
}
# What a day of the week adds, Monday first: cities work, resorts rest.
_WEEK = {
    "city": (2, 8, 10, 6, -6, -4, -14),
    "fair": (4, 9, 10, 6, -4, 2, -12),
    "sea": (-10, -10, -8, -4, 12, 18, -6),
    "mountain": (-6, -6, -4, 0, 10, 14, -2),
}
_SCHOOL = {"city": -6, "fair": -2, "sea": 16, "mountain": 14}
_EVENTS = ("Salon professionnel", "Congrès", "Marathon", "Festival", "Marché de Noël", "Séminaire")


def nights(sites: tuple[Site, ...], today: date, rng: random.Random) -> tuple[Night, ...]:
    """The newest forecast of every hotel's nights around the reference day."""
    found: list[Night] = []
    for site in sites:
        if site.kind is SiteKind.HOTEL:
            found += _of_hotel(site, today, rng, len(found))
    return tuple(found)


def _of_hotel(site: Site, today: date, rng: random.Random, before: int) -> list[Night]:
    rooms, pattern = site.rooms or 0, pattern_of(site)
    level = rng.uniform(-5, 5)
    events = {today + timedelta(days=rng.randint(-BEHIND, AHEAD)) for _ in range(5)}
    busy = {day + shift * DAY for day in events for shift in range(rng.randint(1, 3))}
    drift = 0.0
    found: list[Night] = []
    for offset in range(-BEHIND, AHEAD):
        day = today + offset * DAY
        drift = 0.7 * drift + rng.gauss(0, 4)
        share = _usual(day, site, pattern) + level + drift + (24 if day in busy else 0)
        sold = max(0, min(rooms, round(rooms * share / 100)))
        closed = 2 if rng.random() < 0.04 else 0
        found.append(
            Night(
                before + len(found) + 1,
                site.id,
                day,
                rooms - closed,
                min(sold, rooms - closed),
                today,
            )
        )
    return found


def _usual(day: date, site: Site, pattern: str) -> float:
    """Percent expected that night, smoothly from one month to the next."""
    months = _MONTHS[pattern]
    part = (day.day - 1) / 30
    month = months[day.month - 1] * (1 - part) + months[day.month % 12] * part
    school = _SCHOOL[pattern] if is_school_holiday(site.school_zone, day) else 0
    wave = 2 * math.sin(day.toordinal() / 9)
    return month + _WEEK[pattern][day.weekday()] + school + wave


def blackouts(
    sites: tuple[Site, ...], campaign_id: int, today: date, rng: random.Random
) -> tuple[Blackout, ...]:
    """The great events of a few hotels, on which no stay is offered."""
    found: list[Blackout] = []
    for site in sites:
        if site.kind is not SiteKind.HOTEL or rng.random() < 0.35:
            continue
        start = today + timedelta(days=rng.randint(5, 60))
        end = start + timedelta(days=rng.randint(1, 4))
        label = rng.choice(_EVENTS)
        found.append(Blackout(len(found) + 1, campaign_id, site.id, start, end, False, label))
    return tuple(found)
