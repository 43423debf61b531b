"""Companions of guests: fingerprints that serve the rotation, and are forgotten after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Person, Stay, StayCompanion
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, list_text
from desktop.core.stays import states
from desktop.core.stays.companions import Mark, mark_of
from desktop.core.stays.eligibility import Companion, Lived
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_nights import stay_by_id
from desktop.usecases.stay_terms import salt_of

_THERE = states.LIVED | states.PROMISED
MOST_COMPANIONS = 3


def name_companions(session: Session, stay_id: int, names: Sequence[str]) -> Outcome[None]:
    """Who goes along: names are turned into fingerprints and initials at once, never kept."""
    from desktop.usecases.stays import refuse_ineligible_guest  # noqa: PLC0415 -- they meet here

    stay = stay_by_id(session, stay_id)
    if stay.status not in states.PROMISED:
        raise UserError(_("Companions are named once the stay is granted and before it begins."))
    marks = {mark.fingerprint: mark for mark in (mark_of(n, salt_of(session)) for n in names)}
    if len(marks) > MOST_COMPANIONS:
        raise UserError(_("A stay has {count} companions at most.").format(count=MOST_COMPANIONS))
    for row in session.scalars(select(StayCompanion).where(StayCompanion.stay_id == stay_id)):
        session.delete(row)
    session.flush()
    session.add_all(
        StayCompanion(stay_id=stay_id, mark=one.fingerprint, initials=one.initials)
        for one in marks.values()
    )
    stay.companions = len(marks)
    session.flush()
    refuse_ineligible_guest(session, stay)
    return Outcome(None, Changes.STAYS, _("companions of {alias}").format(alias=stay.alias))


def companions_of(session: Session, stay: Stay) -> tuple[Companion, ...]:
    """Those who go along, with what they lived at this hotel as guests or as companions."""
    rows = session.scalars(
        select(StayCompanion).where(StayCompanion.stay_id == stay.id).order_by(StayCompanion.id)
    ).all()
    if not rows:
        return ()
    lived = _lived_by_mark(session, stay)
    for mark, days in _guests_by_mark(session, stay).items():
        lived[mark].extend(days)
    return tuple(Companion(row.initials, tuple(lived.get(row.mark, ()))) for row in rows)


def days_as_companion(session: Session, stay: Stay) -> dict[str, list[Lived]]:
    """Days at this stay's hotel by fingerprint: whoever went along counts as a guest."""
    return dict(_lived_by_mark(session, stay))


def mark_of_person(session: Session, person: Person) -> Mark | None:
    """The fingerprint of an employee; None for a name of one word, which no companion bears."""
    try:
        return mark_of(f"{person.first_name} {person.last_name}", salt_of(session))
    except UserError:
        return None


def forget_companions(session: Session, today: date) -> Outcome[int]:
    """Delete the fingerprints whose rotation is over; returns how many."""
    rows = session.execute(
        select(StayCompanion, Stay.arrival, Stay.nights, Campaign.rotation_days)
        .join(Stay, Stay.id == StayCompanion.stay_id)
        .join(Campaign, Campaign.id == Stay.campaign_id)
    ).all()
    count = 0
    for row, arrival, nights, rotation in rows:
        if arrival + timedelta(days=nights + rotation) < today:
            session.delete(row)
            count += 1
    return Outcome(count, Changes.STAYS if count else Changes.NONE)


def initials_of_stay(session: Session, stay_id: int) -> str:
    """The initials of those who go along, as one text."""
    query = select(StayCompanion.initials).where(StayCompanion.stay_id == stay_id)
    return list_text(sorted(session.scalars(query)))


def _lived_by_mark(session: Session, stay: Stay) -> defaultdict[str, list[Lived]]:
    found: defaultdict[str, list[Lived]] = defaultdict(list)
    query = (
        select(StayCompanion.mark, Stay.arrival)
        .join(Stay, Stay.id == StayCompanion.stay_id)
        .where(Stay.site_id == stay.site_id, Stay.id != stay.id, Stay.status.in_(_THERE))
    )
    for mark, arrival in session.execute(query):
        found[mark].append(Lived(stay.site_id, arrival, as_guest=True))
    return found


def _guests_by_mark(session: Session, stay: Stay) -> dict[str, list[Lived]]:
    found: defaultdict[str, list[Lived]] = defaultdict(list)
    query = (
        select(Person, Stay.arrival)
        .join(Stay, Stay.person_id == Person.id)
        .where(Stay.site_id == stay.site_id, Stay.id != stay.id, Stay.status.in_(_THERE))
    )
    for person, arrival in session.execute(query):
        mark = mark_of_person(session, person)
        if mark is not None:
            found[mark.fingerprint].append(Lived(stay.site_id, arrival, as_guest=True))
    return dict(found)
