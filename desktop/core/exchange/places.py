"""What a French postcode tells (school, holiday and time zones), and how towns compare."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from desktop.core.exchange.values import fold

# School zones by department (arrêté of the 2026-2029 school calendar keeps the split of 2016).
_SCHOOL_ZONES = {
    "A": (
        "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 "
        "89 90"
    ),
    "B": (
        "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 "
        "61 62 67 68 72 76 80 83 84 85 88"
    ),
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
    "Corse": "20",
    "Guadeloupe": "971",
    "Martinique": "972",
    "Guyane": "973",
    "Réunion": "974",
    "Mayotte": "976",
}
_HOLIDAY_ZONES = {
    "57": "Alsace-Moselle", "67": "Alsace-Moselle", "68": "Alsace-Moselle",
    "971": "Guadeloupe", "972": "Martinique", "973": "Guyane", "974": "La Réunion",
    "975": "Saint-Pierre-et-Miquelon", "976": "Mayotte", "986": "Wallis-et-Futuna",
    "987": "Polynésie Française", "988": "Nouvelle-Calédonie",
}  # fmt: skip
_TIME_ZONES = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne",
    "974": "Indian/Reunion", "975": "America/Miquelon", "976": "Indian/Mayotte",
    "986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip


@cache
def _school_zone_by_area() -> dict[str, str]:
    return {area: zone for zone, areas in _SCHOOL_ZONES.items() for area in areas.split()}


def area_of(postcode: str) -> str:
    """The department's number: two digits, three overseas; empty when it is no French postcode."""
    if not re.fullmatch(r"\d{5}", postcode):
        return ""
    return postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]


def place_of(postcode: str) -> dict[str, str]:
    """School zone, holiday zone and time zone of a site, as far as its postcode tells them."""
    area = area_of(postcode)
    facts = {
        "school_zone": _school_zone_by_area().get(area, ""),
        "holiday_zone": _HOLIDAY_ZONES.get(area, ""),
        "timezone": _TIME_ZONES.get(area, ""),
    }
    return {name: value for name, value in facts.items() if value}


def town_key(postcode: str, city: str) -> str:
    """A town to be compared: `Saint-Étienne CEDEX 2` is `st etienne`, without its quarter."""
    return f"{postcode} {_town(city)}"


_QUARTER = re.compile(r"\bcedex\b.*|\b\d+\s*(?:er|e|eme)?(?:\s+arrondissement)?\Z")
_SAINT = re.compile(r"\bsaint(e?)\b")


@lru_cache(maxsize=100_000)
def _town(city: str) -> str:
    return " ".join(_SAINT.sub(r"st\1", _QUARTER.sub("", fold(city))).split())
