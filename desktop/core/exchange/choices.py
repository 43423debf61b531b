"""Cells that hold one word of our vocabulary, in the many ways offices say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from desktop.core.errors import UserError
from desktop.core.exchange.values import (
    MONTHS,
    Habits,
    Read,
    Unreadable,
    clean,
    fold,
    read_date,
    read_moment,
    read_time,
)
from desktop.core.i18n import _
from desktop.core.vocabulary import Contract, Direction, Mode, Polarity, Side, SiteKind, Voice

Member = TypeVar("Member", bound=StrEnum)


class BookingStatus(StrEnum):
    """What became of a booking; kept apart because each says something else about a night."""

    STAYED = "stayed"
    BOOKED = "booked"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


_SIDES = {
    Side.BACK: "back|back office|backoffice|siege|support|arriere|b",
    Side.FRONT: "front|front office|frontoffice|accueil|contact client|terrain|guichet|f",
    Side.MIXED: "mixed|mixte|les deux|both|m",
}
_CONTRACTS = {
    Contract.STANDARD: (
        "standard|temps plein|temps complet|35 h|35h|full time|cdi|cdd|tc|plein|complet"
    ),
    Contract.PART_TIME: "part time|temps partiel|partiel|tp|mi temps|parttime",
    Contract.DAYS_CONTRACT: (
        "days contract|forfait jours|forfait jour|forfait|fj|cadre au forfait|cadre forfait jours"
    ),
    Contract.MINOR: "minor|mineur|mineure|apprenti mineur|moins de 18 ans",
}
_MODES = {
    Mode.OBSERVE: "observe|observation|observateur|regarder",
    Mode.ASSISTED: "assisted|binome|en binome|accompagne|assiste",
    Mode.IN_CHARGE: "in charge|en responsabilite|responsabilite|autonome|en autonomie",
}
_DIRECTIONS = {
    Direction.TO_FRONT: "to front|front|vers le front|vers front|vers le terrain|terrain",
    Direction.TO_BACK: "to back|back|vers le back|vers back|vers le siege|siege|back office",
}
_POLARITIES = {
    Polarity.POSITIVE: "positive|positif|tres positif|satisfait|tres satisfait|promoteur|pos|5|4|+",
    Polarity.NEUTRAL: "neutral|neutre|mitige|passif|neu|3|0|mixed",
    Polarity.NEGATIVE: (
        "negative|negatif|tres negatif|insatisfait|tres insatisfait|mecontent|detracteur|neg|1|2|-1"
    ),
}
_VOICES = {
    Voice.CLIENT: "client|usager|customer|voyageur|guest",
    Voice.EMPLOYEE: "employee|collaborateur|salarie|agent|staff",
}
_STATUSES = {
    BookingStatus.STAYED: (
        "stayed|check out|checkout|checked out|parti|depart effectue|sejourne|realise|facture|"
        "honore|honoree|present|check in|checked in"
    ),
    BookingStatus.BOOKED: (
        "booked|confirme|confirmee|confirmed|reserve|reservee|option|garantie|garanti|ok|a venir"
    ),
    BookingStatus.CANCELLED: "cancelled|canceled|annule|annulee|annulation|cancel|cxl",
    BookingStatus.NO_SHOW: "no show|noshow|non presente|absent|non presentation|ns",
}
_KIND_WORDS = {
    SiteKind.HOTEL: (
        "hotel|residence de tourisme|village de vacances|auberge|resort|motel|maison d hotes"
    ),
    SiteKind.SHOP: "shop|store|boutique|magasin|point de vente|retail|commerce|supermarche",
    SiteKind.CALL_CENTRE: (
        "call centre|call center|centre d appel|centre d appels|centre de contact|"
        "relation client|service client|plateforme telephonique|callcenter"
    ),
    SiteKind.HEAD_OFFICE: (
        "head office|siege|direction generale|headquarters|administration centrale|"
        "bureau central|bureaux|direction"
    ),
    SiteKind.WAREHOUSE: "warehouse|entrepot|depot|logistique|plateforme logistique",
    SiteKind.PUBLIC_DESK: (
        "public desk|guichet|accueil|agence|prefecture|mairie|france services|tribunal|caisse|"
        "commissariat|gendarmerie|consulaire|centre|maison|musee|monument|tresorerie|bureau|office"
    ),
}


def _table(words: Mapping[Member, str]) -> dict[str, Member]:
    return {word: member for member, names in words.items() for word in names.split("|")}


def _choose(text: str, words: Mapping[Member, str]) -> Member:
    table = _table(words)
    found = table.get(fold(text)) or table.get(clean(text).casefold())
    if found is None:
        expected = ", ".join(member.value for member in words)
        raise Unreadable(_("one of these words is expected: {words}").format(words=expected))
    return found


def read_side(text: str, _habits: Habits) -> Read:
    """Back, front or mixed."""
    return Read(_choose(text, _SIDES))


def read_contract(text: str, _habits: Habits) -> Read:
    """Standard, part time, counted in days, minor."""
    return Read(_choose(text, _CONTRACTS))


def read_mode(text: str, _habits: Habits) -> Read:
    """What the visitor may do."""
    return Read(_choose(text, _MODES))


def read_direction(text: str, _habits: Habits) -> Read:
    """Towards the clients or towards the back office."""
    return Read(_choose(text, _DIRECTIONS))


def read_polarity(text: str, _habits: Habits) -> Read:
    """Positive, neutral, negative; a mark out of five is one too."""
    return Read(_choose(re.sub(r"\s*/\s*5\Z", "", clean(text)), _POLARITIES))


def read_voice(text: str, _habits: Habits) -> Read:
    """Whose words these are."""
    return Read(_choose(text, _VOICES))


def read_booking_status(text: str, _habits: Habits) -> Read:
    """Stayed, booked, cancelled, not shown up."""
    return Read(_choose(text, _STATUSES))


def read_site_kind(text: str, _habits: Habits) -> Read:
    """The kind of place; words we do not know are `other`: told, never a line held."""
    folded = f" {fold(text)} "
    if clean(text).casefold() in set(SiteKind):
        return Read(SiteKind(clean(text).casefold()))
    for kind, names in _KIND_WORDS.items():
        if any(f" {name} " in folded for name in names.split("|")):
            return Read(kind)
    if fold(text) in {"autre", "other"}:
        return Read(SiteKind.OTHER)
    return Read(SiteKind.OTHER, warning=_("kinds of site that we do not know become “other”"))


def read_schedule(text: str, _habits: Habits) -> Read:
    """A usual week, in its canonical writing."""
    from desktop.core.labour.schedule import (  # noqa: PLC0415 -- keeps --help quick
        format_schedule,
        parse_schedule,
    )

    try:
        return Read(format_schedule(parse_schedule(clean(text))))
    except UserError as error:
        raise Unreadable(" ".join((str(error), error.hint)).strip()) from error


def read_full_name(text: str, _habits: Habits) -> Read:
    """`DUPONT Jean`, `Dupont, Jean` or `Jean Dupont` as `last|first`."""
    words = re.sub(r"\A(M\.|Mme|Mlle|Mr|Mrs|Ms|Dr)\s+", "", clean(text)).split()
    bare = " ".join(words)
    if "," in bare:
        last, _comma, first = bare.partition(",")
        return Read((clean(last), clean(first)))
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        first_words = [word for word in words if word not in capitals]
        return Read((" ".join(capitals), " ".join(first_words)))
    return Read((" ".join(words[1:]) or bare, words[0] if len(words) > 1 else ""))


@cache
def _timezones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones()}


def read_timezone(text: str, _habits: Habits) -> Read:
    """A zone of the IANA database, such as Europe/Paris."""
    bare = clean(text)
    zones = _timezones()
    if bare.casefold() not in zones:
        raise Unreadable(_("a time zone such as Europe/Paris is expected"))
    return Read(zones[bare.casefold()])


def read_school_zone(text: str, _habits: Habits) -> Read:
    """A, B, C, Corse…; `Zone A` is A."""
    return Read(re.sub(r"(?i)\Azone\s+", "", clean(text)).strip())


def read_zones(text: str, _habits: Habits) -> Read:
    """Zones parted by bars, commas or semicolons."""
    zones = (re.sub(r"(?i)\Azones?\s+", "", clean(zone)) for zone in re.split(r"[|,;]", text))
    return Read(tuple(dict.fromkeys(zone for zone in zones if zone)))


def read_month(text: str, _habits: Habits) -> Read:
    """A month by number or by name."""
    word = fold(text)
    if word in MONTHS:
        return Read(MONTHS[word])
    if word.isdigit() and 1 <= int(word) <= 12:
        return Read(int(word))
    raise Unreadable(_("a month is expected"))


def read_moment_or_time(text: str, habits: Habits) -> Read:
    """A day with its hour, or an hour alone when another column gives the day."""
    if len(clean(text)) <= 8:
        try:
            return read_time(text, habits)
        except Unreadable:
            pass
    return read_moment(text, habits)


def read_school_start(text: str, habits: Habits) -> Read:
    """A day of the official school calendar.

    Its file writes instants in UTC, 22:00 or 23:00 of the day before: the local day is meant.
    """
    match = re.match(r"(\d{4}-\d\d-\d\d)T(2[2-3]):00:00(\+00:00|Z)\Z", clean(text))
    if match:
        return Read(date.fromisoformat(match[1]) + timedelta(days=1))
    return read_date(text, habits)
