"""The mystery stays of the company: in every state, on quiet nights, by guests from elsewhere."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from desktop.core.demonstration.calendar import DAY
from desktop.core.demonstration.fiction import (
    Blackout,
    Campaign,
    Night,
    Person,
    Settlement,
    Site,
    Stay,
    StayRequest,
)
from desktop.core.stays.benefit import NOTHING, cents, declared_benefit, rebate_of
from desktop.core.vocabulary import Contract, SiteKind, StayStatus

S = StayStatus
DUE = timedelta(hours=72)
_ALIASES = (
    "Ancolie", "Anémone", "Aubépine", "Bleuet", "Bruyère", "Camomille", "Capucine", "Cyclamen",
    "Dahlia", "Digitale", "Églantine", "Fougère", "Genêt", "Giroflée", "Glycine", "Iris",
    "Jacinthe", "Jasmin", "Jonquille", "Lavande", "Lilas", "Lupin", "Mélisse", "Mimosa",
    "Muguet", "Myosotis",
    "Narcisse", "Orchidée", "Pervenche", "Pivoine", "Primevère", "Réséda", "Sauge", "Tulipe",
    "Verveine",
)  # fmt: skip
# What a small campaign shows: every state at least once in each.
_NOW = (
    S.SETTLED, S.ACCEPTED, S.IN_REVIEW, S.REPORT_DUE, S.STAYED, S.CONFIRMED, S.CONFIRMED, S.GRANTED,
    S.REQUESTED, S.REQUESTED, S.OFFERED, S.OFFERED, S.OFFERED, S.CANCELLED_BY_GUEST,
)  # fmt: skip
_THEN = (S.SETTLED, S.SETTLED, S.SETTLED, S.SETTLED, S.FORFEITED, S.NO_SHOW, S.CANCELLED_BY_SITE)
_AHEAD = {S.OFFERED, S.REQUESTED, S.GRANTED, S.CONFIRMED}
_HAPPENED = {S.STAYED, S.REPORT_DUE, S.IN_REVIEW, S.ACCEPTED, S.SETTLED, S.FORFEITED}
REPORTED = (S.IN_REVIEW, S.ACCEPTED, S.SETTLED)
"""States in which the guest has sent the report."""


@dataclass(slots=True)
class Register:
    """Everything about the stays of both campaigns."""

    stays: list[Stay] = field(default_factory=list)
    requests: list[StayRequest] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)


class Stays:
    """Draws stays; each alias and each guest serves once in a campaign."""

    def __init__(
        self,
        sites: tuple[Site, ...],
        people: tuple[Person, ...],
        nights: tuple[Night, ...],
        blackouts: tuple[Blackout, ...],
        rng: random.Random,
    ) -> None:
        self._rng = rng
        self._hotels = [site for site in sites if site.kind is SiteKind.HOTEL]
        self._sites = {site.id: site for site in sites}
        self._people = people
        limit = {site.id: site.opening_threshold for site in sites}
        self._quiet = {
            (n.site_id, n.night)
            for n in nights
            if n.rooms_sold < limit[n.site_id] * n.rooms_available
        }
        for blackout in blackouts:
            for offset in range((blackout.end - blackout.start).days + 1):
                self._quiet.discard((blackout.site_id, blackout.start + offset * DAY))
        self.register = Register()

    def tell(
        self, campaign: Campaign, today: date, seen: set[tuple[int, int]], unwilling: set[int]
    ) -> frozenset[int]:
        """Draw the stays of a campaign and answer who its guests are.

        `seen` are (person, site) that know each other.
        """
        current = campaign.end >= today
        states = _NOW if current else _THEN
        count = max(len(states), len(self._hotels) * 2)
        used = set(unwilling)
        for number in range(count):
            status = states[number % len(states)]
            hotel = self._hotels[number % len(self._hotels)]
            when = self._when(campaign, hotel, status, today)
            guest = self._guest(hotel, seen, used)
            if when is None or guest is None:
                continue
            used.add(guest.id)
            self._stay(campaign, hotel, guest, status, when, number)
        return frozenset(used - unwilling)

    def _when(
        self, campaign: Campaign, hotel: Site, status: StayStatus, today: date
    ) -> tuple[date, int] | None:
        """Arrival and nights: quiet ones where a forecast is known."""
        rng = self._rng
        for _attempt in range(300):
            nights = rng.choice((1, 1, 2, 2))
            if campaign.end < today:
                arrival = campaign.start + rng.randrange(40) * DAY
                return arrival, nights
            if status in _AHEAD or status is S.CANCELLED_BY_GUEST:
                last = min(38, (campaign.end - today).days - nights)
                arrival = today + rng.randint(4, last) * DAY
            elif status in (S.STAYED, S.REPORT_DUE):
                arrival = today - (nights + rng.randint(0, 1)) * DAY
            else:
                oldest = min(25, (today - campaign.start).days)
                arrival = today - rng.randint(7, oldest) * DAY
            if all((hotel.id, arrival + n * DAY) in self._quiet for n in range(nights)):
                return arrival, nights
            if status in (S.STAYED, S.REPORT_DUE) and _attempt > 200:
                return arrival, nights  # confirmed while it was quiet; the forecast rose since
        return None

    def _guest(self, hotel: Site, seen: set[tuple[int, int]], used: set[int]) -> Person | None:
        """An adult from another region whom nobody at the hotel has met; else from another city."""
        for near in (False, True):
            for _attempt in range(80):
                person = self._rng.choice(self._people)
                home = self._sites[person.site_id]
                far = home.region != hotel.region or (near and home.city != hotel.city)
                grown = person.contract is not Contract.MINOR
                if far and grown and person.id not in used and (person.id, hotel.id) not in seen:
                    return person
        return None

    def _stay(
        self,
        campaign: Campaign,
        hotel: Site,
        guest: Person,
        status: StayStatus,
        when: tuple[date, int],
        number: int,
    ) -> None:
        arrival, nights = when
        chosen = None if status in (S.OFFERED, S.REQUESTED) else guest.id
        happened = status in _HAPPENED
        leaving = datetime.combine(arrival + nights * DAY, time(10, 0), UTC)
        price = (
            cents(Decimal(self._rng.randint(78, 190)) * nights) if status is not S.OFFERED else None
        )
        rebate = (
            rebate_of(price, self._rng.choice((Decimal("0.3"), Decimal("0.5")))) if price else None
        )
        alias = _ALIASES[number % len(_ALIASES)]
        suffix = f" {number // len(_ALIASES) + 1}" if number >= len(_ALIASES) else ""
        stay = Stay(
            id=len(self.register.stays) + 1,
            uid=f"{self._rng.getrandbits(128):032x}",
            campaign_id=campaign.id,
            site_id=hotel.id,
            # A requested stay already bears its first applicant; an offer has none.
            person_id=guest.id if status is S.REQUESTED else chosen,
            alias=alias + suffix,
            arrival=arrival,
            nights=nights,
            status=status,
            companions=self._rng.choice((0, 0, 1)),
            window_start=max(campaign.start, arrival - 7 * DAY),
            window_end=min(campaign.end, arrival + 14 * DAY),
            scenario_signed_on=arrival - 3 * DAY if happened or status is S.CONFIRMED else None,
            report_due=leaving + DUE if happened else None,
            unmasked_on=arrival if status is S.SETTLED and self._rng.random() < 0.12 else None,
            public_price=price if happened else None,
            price_seen_on=arrival - 5 * DAY if happened else None,
            paid_price=price - rebate if happened and price and rebate else None,
            rebate=rebate if happened else None,
            qualification="private" if status is S.SETTLED else "",
        )
        self.register.stays.append(stay)
        if status in (S.REQUESTED, S.GRANTED, S.CONFIRMED) or happened:
            self._request(stay, guest)
        if status is S.SETTLED and price and rebate:
            self._settle(stay, guest, hotel, price, rebate)

    def _request(self, stay: Stay, guest: Person) -> None:
        number = len(self.register.requests) + 1
        self.register.requests.append(StayRequest(number, stay.id, guest.id))

    def _settle(
        self, stay: Stay, guest: Person, hotel: Site, price: Decimal, rebate: Decimal
    ) -> None:
        month = (stay.arrival + 20 * DAY).replace(day=1)
        same = guest.entity_id == hotel.entity_id
        declared = declared_benefit(price, price - rebate, same_entity=same)
        lines = [("rebate", rebate), ("benefit_in_kind", declared)]
        for nature, value in lines:
            if value != NOTHING:
                number = len(self.register.settlements) + 1
                self.register.settlements.append(Settlement(number, stay.id, month, nature, value))
