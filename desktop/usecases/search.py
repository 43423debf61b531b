"""Ctrl+K over the data: people, sites, slots, reports, irritants that hold every word typed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import Department, Irritant, Person, Report, Site, Slot
from desktop.core.folding import fold
from desktop.core.found import Found, Kind
from desktop.core.i18n import date_text
from desktop.core.labels import label

SHOWN = 8
"""Of each kind: a longer list is read in its own page."""


def search_everything(session: Session, campaign_id: int | None, words: str) -> tuple[Found, ...]:
    """The first few of each kind, whatever the accents and capitals; nothing for no word."""
    if not words.strip():
        return ()
    found = [*_people(session, words), *_sites(session, words)]
    if campaign_id is not None:
        found += _slots(session, campaign_id, words)
        found += _reports(session, campaign_id, words)
        found += _irritants(session, campaign_id, words)
    return tuple(found)


def _people(session: Session, words: str) -> list[Found]:
    each = [
        or_(Person.search.contains(word, autoescape=True), _holds(Person.code, word))
        for word in fold(words).split()
    ]
    rows = session.execute(
        select(Person, Department.name)
        .outerjoin(Department, Department.id == Person.department_id)
        .where(Person.active, *each)
        .order_by(Person.last_name, Person.first_name)
        .limit(SHOWN)
    )
    return [
        Found(
            Kind.PERSON,
            person.id,
            f"{person.first_name} {person.last_name}".strip(),
            department or person.job_title,
        )
        for person, department in rows
    ]


def _holds(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return func.lower(column).contains(word, autoescape=True)


def _matches(words: str, *texts: str) -> bool:
    whole = fold(" ".join(texts))
    return all(word in whole for word in fold(words).split())


def _sites(session: Session, words: str) -> list[Found]:
    """Few enough to be read whole, so that accents do not matter on any engine."""
    sites = session.scalars(select(Site).where(Site.active).order_by(Site.name))
    found = [one for one in sites if _matches(words, one.name, one.city, one.code)]
    return [Found(Kind.SITE, one.id, one.name, one.city) for one in found[:SHOWN]]


def _slots(session: Session, campaign_id: int, words: str) -> list[Found]:
    rows = session.execute(
        select(Slot, Site.name, Site.timezone)
        .join(Site, Site.id == Slot.site_id)
        .where(Slot.campaign_id == campaign_id)
        .order_by(Slot.start)
    )
    found = []
    for slot, site, zone in rows:
        day = slot.start.astimezone(ZoneInfo(zone)).date()
        if _matches(words, slot.code, slot.role, site, date_text(day)):
            detail = f"{site}, {date_text(day)}"
            found.append(Found(Kind.SLOT, slot.id, slot.role or slot.code, detail, day))
        if len(found) == SHOWN:
            break
    return found


def _reports(session: Session, campaign_id: int, words: str) -> list[Found]:
    """By site and short name: who wrote, and what, is not for whoever types a word here."""
    rows = session.execute(
        select(Report.id, Report.uid, Report.status, Site.name)
        .outerjoin(Site, Site.id == Report.site_id)
        .where(Report.campaign_id == campaign_id, Report.stay_id.is_(None))
        .order_by(Report.id.desc())
    )
    found = [
        Found(Kind.REPORT, key, uid[:8].upper(), f"{site or ''} {label(status)}".strip())
        for key, uid, status, site in rows
        if _matches(words, uid, site or "")
    ]
    return found[:SHOWN]


def _irritants(session: Session, campaign_id: int, words: str) -> list[Found]:
    rows = session.scalars(
        select(Irritant)
        .where(Irritant.campaign_id == campaign_id, Irritant.merged_into_id.is_(None))
        .order_by(Irritant.id)
    )
    found = [one for one in rows if _matches(words, one.title, one.code)]
    return [Found(Kind.IRRITANT, one.id, one.title, one.code) for one in found[:SHOWN]]
