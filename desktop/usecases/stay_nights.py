"""The nights of the hotels: which are quiet by the newest forecast, and what would change that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Blackout,
    CalendarCoverage,
    Campaign,
    Holiday,
    Night,
    SchoolHoliday,
    Site,
    Stay,
)
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.stays.quiet_nights import (
    DAY,
    Calendar,
    Forecast,
    NightVerdict,
    Policy,
    ThresholdEffect,
    Window,
    judge_nights,
    nights_of,
    open_windows,
    with_threshold,
)
from desktop.core.stays.states import PROMISED
from desktop.core.vocabulary import SiteKind
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_terms import get_terms


@dataclass(frozen=True, slots=True)
class HotelRow:
    """A hotel whose nights may be looked at."""

    id: int
    code: str
    name: str
    city: str
    rooms: int | None
    threshold: float
    nights: int
    """Nights with a forecast."""
    forecast_on: date | None
    """Of the newest forecast."""


@dataclass(frozen=True, slots=True)
class SiteNights:
    """Nights of one hotel, judged, with the policy that judged them."""

    site_id: int
    name: str
    policy: Policy
    verdicts: tuple[NightVerdict, ...]

    @property
    def windows(self) -> tuple[Window, ...]:
        return open_windows(self.verdicts, self.policy)


def list_hotels(session: Session) -> tuple[HotelRow, ...]:
    """Active hotels, by name."""
    known = (
        select(Night.site_id, func.count(), func.max(Night.forecast_on))
        .group_by(Night.site_id)
        .order_by(Night.site_id)
    )
    counted = {site: (count, newest) for site, count, newest in session.execute(known)}
    query = select(Site).where(Site.active, Site.kind == SiteKind.HOTEL).order_by(Site.name)
    return tuple(
        HotelRow(
            site.id,
            site.code,
            site.name,
            site.city,
            site.rooms,
            site.opening_threshold,
            *counted.get(site.id, (0, None)),
        )
        for site in session.scalars(query)
    )


def get_nights(
    session: Session,
    site_id: int,
    campaign_id: int | None,
    today: date,
    span: tuple[date, date] | None = None,
) -> SiteNights:
    """Nights of a hotel from `span` (both included), or from today as far as anything is known.

    A span that goes further than the forecast shows those nights as unknown.
    """
    site = site_named(session, site_id)
    first, last = span or (today, _last_known(session, site_id, today))
    forecasts = _forecasts(session, site_id, first, last)
    nights = nights_of(first, (last - first).days + 1)
    policy = policy_of(session, site)
    verdicts = judge_nights(
        nights,
        forecasts,
        policy,
        calendar_of(session, site, campaign_id),
        taken=rooms_taken(session, site_id),
        today=today,
    )
    return SiteNights(site.id, site.name, policy, verdicts)


def map_nights(
    session: Session, campaign_id: int | None, today: date, days: int = 84
) -> tuple[SiteNights, ...]:
    """The nights of every hotel from today on, for the map."""
    span = (today, today + timedelta(days=days - 1))
    return tuple(
        get_nights(session, hotel.id, campaign_id, today, span) for hotel in list_hotels(session)
    )


def set_threshold(session: Session, site_id: int, threshold: float) -> Outcome[None]:
    """Change the occupancy (0 to 1) under which the nights of a hotel are offered."""
    if not 0 <= threshold <= 1:
        raise UserError(_("A threshold lies between 0 % and 100 %."))
    site = site_named(session, site_id)
    site.opening_threshold = threshold
    return Outcome(
        None,
        Changes.SITES | Changes.STAYS,
        _("opening threshold of {site}").format(site=site.name),
    )


def try_threshold(
    session: Session, site_id: int, campaign_id: int | None, threshold: float, today: date
) -> ThresholdEffect:
    """What another threshold (0 to 1) would open and close at this hotel; nothing is written."""
    if not 0 <= threshold <= 1:
        raise UserError(_("A threshold lies between 0 % and 100 %."))
    found = get_nights(session, site_id, campaign_id, today)
    return with_threshold(found.verdicts, threshold, found.policy)


# -- what the other use cases of stays share


def site_named(session: Session, site_id: int) -> Site:
    """A site by its key; UserError when it is gone."""
    site = session.get(Site, site_id)
    if site is None:
        raise UserError(_("This site does not exist any more."))
    return site


def stay_by_id(session: Session, stay_id: int) -> Stay:
    """A stay by its key; UserError when it is gone."""
    stay = session.get(Stay, stay_id)
    if stay is None:
        raise UserError(_("This stay does not exist any more."))
    return stay


def campaign_by_id(session: Session, campaign_id: int) -> Campaign:
    """A campaign by its key."""
    return session.get_one(Campaign, campaign_id)


def policy_of(session: Session, site: Site) -> Policy:
    """What the site accepts; which calendars close nights is a setting of the company."""
    terms = get_terms(session)
    return Policy(
        threshold=site.opening_threshold,
        most_rooms=site.max_stay_rooms,
        most_share=site.max_stay_share,
        min_nights=site.min_nights,
        max_nights=site.max_nights,
        closed_on_public_holidays=terms.closed_on_public_holidays,
        closed_in_school_holidays=terms.closed_in_school_holidays,
    )


def calendar_of(session: Session, site: Site, campaign_id: int | None) -> Calendar:
    """Holidays of the site's zones with how far they are known, and its own closed periods."""
    zones = {"", site.holiday_zone}
    holidays = select(Holiday.day, Holiday.name).where(Holiday.zone.in_(zones))
    school = select(SchoolHoliday.start, SchoolHoliday.end, SchoolHoliday.name).where(
        SchoolHoliday.zone == site.school_zone
    )
    closed = select(Blackout.start, Blackout.end, Blackout.label).where(
        Blackout.site_id == site.id,
        Blackout.stays,
        (Blackout.campaign_id == campaign_id) | Blackout.campaign_id.is_(None),
    )
    return Calendar(
        public_holidays=dict(session.execute(holidays).all()),
        public_known=_known(session, "public", site.holiday_zone),
        school_holidays=tuple((a, b, name) for a, b, name in session.execute(school)),
        school_known=_known(session, "school", site.school_zone),
        blackouts=tuple((a, b, label) for a, b, label in session.execute(closed)),
    )


def _known(session: Session, calendar: str, zone: str) -> tuple[date, date] | None:
    query = select(CalendarCoverage.known_from, CalendarCoverage.known_until).where(
        CalendarCoverage.calendar == calendar, CalendarCoverage.zone == zone
    )
    found = session.execute(query).first()
    return (found[0], found[1]) if found else None


def rooms_taken(session: Session, site_id: int, *, but: int | None = None) -> Counter[date]:
    """Rooms promised to guests, night by night; `but` leaves one stay out."""
    query = select(Stay.id, Stay.arrival, Stay.nights).where(
        Stay.site_id == site_id, Stay.status.in_(PROMISED)
    )
    taken: Counter[date] = Counter()
    for stay_id, arrival, nights in session.execute(query):
        if stay_id != but:
            taken.update(nights_of(arrival, nights))
    return taken


def _forecasts(session: Session, site_id: int, first: date, last: date) -> dict[date, Forecast]:
    query = select(Night).where(Night.site_id == site_id, Night.night.between(first, last))
    return {
        row.night: Forecast(row.rooms_available, row.rooms_sold, row.forecast_on)
        for row in session.scalars(query)
    }


def _last_known(session: Session, site_id: int, today: date) -> date:
    """The last night with a forecast, and at least six weeks ahead so that the end shows."""
    last = session.scalar(select(func.max(Night.night)).where(Night.site_id == site_id))
    return max(last or today, today + timedelta(days=41))


def verdicts_for(session: Session, stay: Stay, today: date) -> dict[date, NightVerdict]:
    """The nights of one stay, its own room not counted as taken."""
    site = site_named(session, stay.site_id)
    last = stay.arrival + (stay.nights - 1) * DAY
    judged = judge_nights(
        nights_of(stay.arrival, stay.nights),
        _forecasts(session, site.id, stay.arrival, last),
        policy_of(session, site),
        calendar_of(session, site, stay.campaign_id),
        taken=rooms_taken(session, site.id, but=stay.id),
        today=today,
    )
    return {verdict.night: verdict for verdict in judged}
