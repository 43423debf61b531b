"""The page of one participant: what is open to me, why the rest is not, my stay, my rebate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, Report, Site, Stay, StayRequest
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.stays import states
from desktop.core.stays.eligibility import objections, told_to_the_guest
from desktop.core.stays.quiet_nights import DAY
from desktop.core.stays.readers import Part, Reader, sees
from desktop.core.stays.states import MOST_DATE_CHANGES
from desktop.core.stays.terms import Terms
from desktop.core.vocabulary import ReportStatus, StayStatus
from desktop.usecases.stay_companions import initials_of_stay
from desktop.usecases.stay_guests import requests_for
from desktop.usecases.stay_money import SettledLine, list_settlements
from desktop.usecases.stay_nights import stay_by_id
from desktop.usecases.stay_papers import ProofKind, has_signed, list_proofs
from desktop.usecases.stay_reminders import reminders_of
from desktop.usecases.stay_terms import get_terms

NOT_TOLD = frozenset({"own_site", "own_region", "conflict", "cross_rule"})
"""Whoever works or is known at a hotel does not even learn that a stay is offered there."""


@dataclass(frozen=True, slots=True)
class OfferSeen:
    """An offer as a participant sees it: a hotel and a month, no date before the signature."""

    stay_id: int
    site: str
    city: str
    month: date
    nights: int
    applied: bool
    reasons: tuple[str, ...]
    """Why it is not open to me; empty when it is."""


@dataclass(frozen=True, slots=True)
class MyStay:
    """A stay of mine. Dates are None until the scenario is signed."""

    id: int
    alias: str
    site: str
    arrival: date | None
    departure: date | None
    window: tuple[date | None, date | None]
    moves_left: int
    status: StayStatus
    signed_on: date | None
    companions: str
    report_due: datetime | None
    reminders: tuple[int, ...]
    report: ReportStatus | None
    public_price: Decimal | None
    rebate: Decimal | None
    proofs: tuple[ProofKind, ...]
    lines: tuple[SettledLine, ...]


@dataclass(frozen=True, slots=True)
class MyPage:
    """Everything of one participant, and nothing of anybody else."""

    person: str
    terms: Terms
    open: tuple[OfferSeen, ...]
    closed: tuple[OfferSeen, ...]
    stays: tuple[MyStay, ...]


def get_my_page(session: Session, campaign_id: int, person_id: int, now: datetime) -> MyPage:
    """What this participant may see; `now` aware."""
    person = session.get(Person, person_id)
    if person is None:
        raise UserError(_("This person does not exist any more."))
    offers = _offers(session, campaign_id, person_id, now)
    return MyPage(
        person=f"{person.first_name} {person.last_name}".strip(),
        terms=get_terms(session),
        open=tuple(one for one in offers if not one.reasons),
        closed=tuple(one for one in offers if one.reasons),
        stays=_mine(session, campaign_id, person_id),
    )


def list_guests(session: Session, campaign_id: int) -> tuple[tuple[int, str, str], ...]:
    """Key, code and name of whoever may look at a page of their own: volunteers, by name."""
    from db.models import Participation  # noqa: PLC0415 -- this list alone

    query = (
        select(Person)
        .join(Participation, Participation.person_id == Person.id)
        .where(Participation.campaign_id == campaign_id, Participation.mystery, Person.active)
        .order_by(Person.search, Person.code)
    )
    return tuple(
        (one.id, one.code, f"{one.first_name} {one.last_name}".strip())
        for one in session.scalars(query)
    )


def person_coded(session: Session, code: str) -> int:
    """The key of a person by staff number."""
    found = session.scalar(select(Person.id).where(Person.code == code))
    if found is None:
        raise UserError(_("There is nobody with the staff number “{code}”.").format(code=code))
    return found


def _offers(
    session: Session, campaign_id: int, person_id: int, now: datetime
) -> tuple[OfferSeen, ...]:
    query = (
        select(Stay, Site)
        .join(Site, Site.id == Stay.site_id)
        .where(
            Stay.campaign_id == campaign_id,
            Stay.status.in_((StayStatus.OFFERED, StayStatus.REQUESTED)),
            Stay.arrival > now.date(),
        )
        .order_by(Site.name, Stay.uid)  # not by date: the order would tell it
    )
    applied = set(
        session.scalars(
            select(StayRequest.stay_id).where(
                StayRequest.person_id == person_id, StayRequest.withdrawn.is_(False)
            )
        )
    )
    found = []
    for stay, site in session.execute(query).all():
        asked = next((q for _who, q in requests_for(session, stay, now, only=person_id)), None)
        against = objections(asked) if asked else ()
        if any(breach.rule in NOT_TOLD for breach in against):
            continue
        reasons = tuple(told_to_the_guest(breach) for breach in against)
        found.append(
            OfferSeen(stay.id, site.name, site.city, stay.arrival.replace(day=1), stay.nights,
                      stay.id in applied, reasons)
        )  # fmt: skip
    return tuple(found)


def _mine(session: Session, campaign_id: int, person_id: int) -> tuple[MyStay, ...]:
    """Granted and beyond: an application is in the list of offers, as it is no promise."""
    query = (
        select(Stay, Site.name, Report.status)
        .join(Site, Site.id == Stay.site_id)
        .outerjoin(Report, Report.stay_id == Stay.id)
        .where(
            Stay.campaign_id == campaign_id,
            Stay.person_id == person_id,
            Stay.status.not_in((StayStatus.OFFERED, StayStatus.REQUESTED)),
        )
        .order_by(Stay.arrival.desc())
    )
    return tuple(
        _my_stay(session, stay, site, report) for stay, site, report in session.execute(query)
    )


def _my_stay(session: Session, stay: Stay, site: str, report: ReportStatus | None) -> MyStay:
    parts = sees(Reader.GUEST, stay.status, report, signed=has_signed(stay))
    dated = Part.DATES in parts
    return MyStay(
        id=stay.id,
        alias=stay.alias,
        site=site,
        arrival=stay.arrival if dated else None,
        departure=stay.arrival + stay.nights * DAY if dated else None,
        window=(stay.window_start, stay.window_end) if dated else (None, None),
        moves_left=max(0, MOST_DATE_CHANGES - stay.date_changes),
        status=stay.status,
        signed_on=stay.scenario_signed_on,
        companions=initials_of_stay(session, stay.id),
        report_due=stay.report_due,
        reminders=reminders_of(session, stay.id),
        report=report,
        public_price=stay.public_price,
        rebate=stay.rebate,
        proofs=tuple(row.kind for row in list_proofs(session, stay.id)),
        lines=list_settlements(session, stay.id),
    )


def refuse_not_mine(session: Session, stay_id: int, person_id: int) -> None:
    """A guest acts on their own stay alone; what belongs to others does not exist for them."""
    stay = stay_by_id(session, stay_id)
    if stay.person_id != person_id or stay.status in {StayStatus.OFFERED, StayStatus.REQUESTED}:
        raise UserError(_("This stay does not exist any more."))


def steps_of_guest(stay: MyStay) -> tuple[states.Transition, ...]:
    """What the guest may do now."""
    return states.steps_from(stay.status, states.Actor.GUEST)
