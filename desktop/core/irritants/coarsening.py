"""A process fact seen once may be told, provided that nobody can be recognised in it (GD-11).

No person, no exact date, no shift; a site whose team is small gives way to its region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from desktop.core.errors import UserError
from desktop.core.i18n import _, day_text

SMALL_TEAM = 5
"""A team of fewer people makes each of them recognisable."""
RELEASE_AFTER_REPORTS = 5
RELEASE_AFTER_DAYS = 30
"""What mystery guests saw is told once so many reports are in, or so many days after the stay."""

_MONTHS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre"
    "|décembre|decembre|january|february|march|april|may|june|july|august|september|october"
    "|november|december"
)
_DAYS = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)


class Trace(StrEnum):
    """What in a text would let a reader recognise somebody."""

    DATE = "date"
    HOUR = "hour"
    PERSON = "person"


_PATTERNS: tuple[tuple[Trace, re.Pattern[str]], ...] = (
    (
        Trace.DATE,
        re.compile(
            rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?\b"
            rf"|\b(?:(?:{_DAYS})\s+)?(?:1er|\d{{1,2}}(?:st|nd|rd|th)?)\s+(?:{_MONTHS})(?:\s+\d{{4}})?\b"
            rf"|\b(?:{_DAYS})\b",
            re.IGNORECASE,
        ),
    ),
    (
        Trace.HOUR,
        re.compile(
            r"\b(?:[01]?\d|2[0-3])\s?(?:h\s?[0-5]\d|:[0-5]\d|heures?\s+[0-5]\d)\b"
            r"|\b(?:à|a|vers|dès|at|around)\s+(?:[01]?\d|2[0-3])\s?"
            r"(?:h(?!\s?[0-5]\d)|heures?(?!\s+[0-5]\d)|am|pm)\b"
            r"|\b(?:équipe|equipe|service|shift)\s+(?:du|de|d’|d')\s?(?:matin|soir|nuit|après-midi)\b"
            r"|\b(?:morning|evening|night)\s+shift\b",
            re.IGNORECASE,
        ),
    ),
)
_TITLED = re.compile(r"\b(?:M\.|Mr\.?|Mme|Mlle|Mrs\.?|Ms\.?|Monsieur|Madame)\s+[A-ZÉÈÀÂÎÔ][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact was seen."""

    site: str
    region: str
    team: int


@dataclass(frozen=True, slots=True)
class CoarseFact:
    """A fact as it may be printed, from one report on."""

    text: str
    month: str
    place: str


def coarse_date(day: date) -> str:
    """The month and year of a day, in words."""
    return day_text(day, "LLLL y")


def coarse_place(place: Place) -> str:
    """The site, or its region when its team is small, or nothing when even that is unknown."""
    if place.team >= SMALL_TEAM:
        return place.site
    return place.region or _("one of our sites")


def traces(text: str, names: Iterable[str] = ()) -> tuple[tuple[Trace, str], ...]:
    """What in a text lets a reader recognise somebody: dates, hours, shifts, names of staff."""
    found = [(kind, hit.group()) for kind, pattern in _PATTERNS for hit in pattern.finditer(text)]
    found += [(Trace.PERSON, hit.group()) for hit in _TITLED.finditer(text)]
    known = _names_pattern(tuple(names))
    if known is not None:
        found += [(Trace.PERSON, hit.group()) for hit in known.finditer(text)]
    return tuple(found)


@lru_cache(maxsize=8)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Names as written with a capital, so that Rose the person is found and a rose is not."""
    known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    if not known:
        return None
    spelt = "|".join(f"{re.escape(each[0].upper())}(?i:{re.escape(each[1:])})" for each in known)
    return re.compile(rf"(?<!\w)(?:{spelt})(?!\w)")


def without_traces(text: str, names: Iterable[str] = ()) -> str:
    """The text with dates, hours and names replaced by what they are."""
    words = {Trace.DATE: _("[date]"), Trace.HOUR: _("[time]"), Trace.PERSON: _("[person]")}
    for kind, pattern in _PATTERNS:
        text = pattern.sub(words[kind], text)
    text = _TITLED.sub(words[Trace.PERSON], text)
    known = _names_pattern(tuple(names))
    return known.sub(words[Trace.PERSON], text) if known is not None else text


def coarse_fact(text: str, day: date, place: Place, names: Iterable[str] = ()) -> CoarseFact:
    """A fact made fit to print from a single report."""
    listed = tuple(names)
    return CoarseFact(without_traces(text, listed), coarse_date(day), coarse_place(place))


def check_coarse(fact: CoarseFact, names: Iterable[str] = ()) -> None:
    """Raise `UserError` if a printed fact still lets somebody be recognised."""
    left = traces(fact.text, names)
    if left:
        raise UserError(
            _("This fact cannot be printed yet: it still holds “{trace}”.").format(trace=left[0][1])
        )


def mystery_facts_may_be_released(reports: int, last_stay: date, today: date) -> bool:
    """Enough reports, or enough days, that no guest can be told from the calendar.

    Always on the first of a month: what appeared the day after a fifth report, or thirty days after
    a departure, would tell when the guest was there.
    """
    wait = 1 if reports >= RELEASE_AFTER_REPORTS else RELEASE_AFTER_DAYS
    return today >= _first_of_month_from(last_stay + timedelta(days=wait))


def _first_of_month_from(day: date) -> date:
    """The day itself when it is the first of its month, otherwise the first of the next month."""
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
