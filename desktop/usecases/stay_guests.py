"""What the rules of eligibility must know of each person before a stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Conflict, Participation, Person, Site, Slot, Stay
from desktop.core.labour.profiles import ADULT_AGE, age_on
from desktop.core.stays import states
from desktop.core.stays.eligibility import Announced, Guest, Lived, Request
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.stay_companions import companions_of, days_as_companion, mark_of_person

_GONE = (AssignmentStatus.CANCELLED, AssignmentStatus.ABSENT)


def requests_for(
    session: Session,
    stay: Stay,
    now: datetime,
    *,
    only: int | None = None,
    among: Collection[int] | None = None,
) -> Iterator[tuple[Person, Request]]:
    """The question "may this person have this stay", for one, some or all active people."""
    site = session.get_one(Site, stay.site_id)
    campaign = session.get_one(Campaign, stay.campaign_id)
    people = _people(only, among)
    regions = dict(session.execute(select(Site.id, Site.region)).all())
    past, unmasked, overdue = _past(session, stay, now)
    gone_along = days_as_companion(session, stay)
    companions = companions_of(session, stay)
    announced = _announced(session, campaign, stay)
    for person, conflicts, volunteers in _facts(session, people, campaign.id, site.id):
        guest = Guest(
            code=person.code,
            name=f"{person.first_name} {person.last_name}",
            site_id=person.site_id,
            region=regions.get(person.site_id or 0, ""),
            takes_part=volunteers,
            adult=_is_adult(person, stay.arrival),
            past=(*past.get(person.id, ()), *_as_companion(session, person, gone_along)),
            unmasked_at=frozenset(unmasked.get(person.id, ())),
            conflicts=conflicts,
            overdue_since=overdue.get(person.id),
        )
        yield (
            person,
            Request(
                guest=guest,
                site_id=site.id,
                site_name=site.name,
                region=site.region,
                arrival=stay.arrival,
                announced=announced,
                rotation_days=campaign.rotation_days,
                cross_rule_months=campaign.cross_rule_months,
                companions=companions,
            ),
        )


def _as_companion(
    session: Session, person: Person, gone_along: dict[str, list[Lived]]
) -> list[Lived]:
    """Days at this hotel as somebody else's companion: they count as one's own."""
    mark = mark_of_person(session, person) if gone_along else None
    return gone_along.get(mark.fingerprint, []) if mark else []


def _people(only: int | None, among: Collection[int] | None) -> Select[Person]:
    query = select(Person).where(Person.active).order_by(Person.id)
    if only is not None:
        return query.where(Person.id == only)
    return query if among is None else query.where(Person.id.in_(among))


def _facts(
    session: Session, people: Select[Person], campaign_id: int, site_id: int
) -> Iterator[tuple[Person, frozenset[int], bool]]:
    """Each person with the sites that conflict and whether mystery stays are wished."""
    against = set(session.scalars(select(Conflict.person_id).where(Conflict.site_id == site_id)))
    query = select(Participation.person_id, Participation.mystery).where(
        Participation.campaign_id == campaign_id
    )
    takes_part = dict(session.execute(query).all())
    for person in session.scalars(people):
        conflicts = frozenset({site_id}) if person.id in against else frozenset[int]()
        yield person, conflicts, bool(takes_part.get(person.id, False))


def _past(
    session: Session, stay: Stay, now: datetime
) -> tuple[dict[int, list[Lived]], dict[int, set[int]], dict[int, date]]:
    """Days lived at this stay's hotel, hotels where one was recognised, reports overdue."""
    lived: dict[int, list[Lived]] = defaultdict(list)
    unmasked: dict[int, set[int]] = defaultdict(set)
    overdue: dict[int, date] = {}
    query = select(Stay).where(Stay.person_id.is_not(None), Stay.id != stay.id)
    for other in session.scalars(query):
        person = other.person_id or 0
        there = states.LIVED | states.PROMISED
        if other.site_id == stay.site_id and other.status in there:
            lived[person].append(Lived(other.site_id, other.arrival, as_guest=True))
        if other.unmasked_on is not None:
            unmasked[person].add(other.site_id)
        if states.is_overdue(other.status, other.report_due, now) and other.report_due:
            overdue[person] = other.report_due.date()
    worked = (
        select(Assignment.person_id, Slot.start)
        .join(Slot, Slot.id == Assignment.slot_id)
        .where(Slot.site_id == stay.site_id, Assignment.status.not_in(_GONE))
    )
    for person, start in session.execute(worked):
        lived[person].append(Lived(stay.site_id, start.date(), as_guest=False))
    return lived, unmasked, overdue


def _announced(session: Session, campaign: Campaign, stay: Stay) -> Announced:
    taken = session.scalar(
        select(func.count()).where(
            Stay.campaign_id == campaign.id,
            Stay.site_id == stay.site_id,
            Stay.id != stay.id,
            Stay.status.in_(states.LIVED | states.PROMISED),
        )
    )
    return Announced(
        campaign.works_council_on, campaign.staff_note_on, campaign.visits_per_site, taken or 0
    )


def _is_adult(person: Person, day: date) -> bool:
    return person.birth_date is None or age_on(person.birth_date, day) >= ADULT_AGE
