"""The printed side of the plan: agreement of an assignment, sheet of a person, week of a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from db.models import (
    Agreement,
    Assignment,
    Blackout,
    Campaign,
    Department,
    Entity,
    Holiday,
    Person,
    Site,
    Slot,
)
from desktop.core.documents.agreement import AgreementSheet, Party, Presence
from desktop.core.documents.person_sheet import PersonDay, PersonSheet
from desktop.core.documents.week_plan import Visit, WeekLine, WeekPlan
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.vocabulary import ActivityKind, AssignmentStatus
from desktop.usecases.loop import list_fates
from desktop.usecases.summary_batch import Company, read_company

SHOWN = (
    AssignmentStatus.DRAFT,
    AssignmentStatus.PUBLISHED,
    AssignmentStatus.CONFIRMED,
    AssignmentStatus.DONE,
    AssignmentStatus.PARTIAL,
)


def agreement_sheet(
    session: Session, assignment_uid: str, *, language: str, today: date, company: str = ""
) -> AgreementSheet:
    """What the agreement of one assignment says. Raises `UserError` if there is no such thing."""
    assignment = session.scalar(select(Assignment).where(Assignment.uid == assignment_uid))
    if assignment is None:
        raise UserError(_("This assignment no longer exists."))
    slot = session.get_one(Slot, assignment.slot_id)
    site = session.get_one(Site, slot.site_id)
    agreement = session.scalar(select(Agreement).where(Agreement.assignment_id == assignment.id))
    visitor = session.get_one(Person, assignment.person_id)
    host = session.get(Person, slot.host_id) if slot.host_id else None
    look = _look(session, company)
    start, end = _local(slot.start, site), _local(slot.end, site)
    campaign = session.get_one(Campaign, assignment.campaign_id)
    signatures = agreement.signatures if agreement else {}
    sheet = AgreementSheet(
        reference=assignment.uid[:8].upper(),
        campaign=campaign.name,
        visitor=_party(session, visitor),
        tutor=_party(session, host, site=site),
        site=site.name,
        address=_address(site),
        presences=(Presence(start.date(), start.time(), end.time(), slot.break_minutes),),
        made_on=today,
        language=language,
        company=look.name,
        accent=look.accent,
        mode=slot.mode,
        home_manager=_name(session.get(Person, visitor.manager_id or 0)),
        host_approver=_name(session.get(Person, slot.approver_id or 0)),
        safety_contact=site.safety_contact,
        objective=assignment.objective,
        activities=agreement.activities if agreement else "",
        skills=", ".join(str(skill) for skill in slot.required_skills),
        limits=agreement.limits if agreement else "",
        protection=agreement.protection if agreement else "",
    )
    return _signed(sheet, {str(role): str(day) for role, day in signatures.items()})


def _signed(sheet: AgreementSheet, signatures: dict[str, str]) -> AgreementSheet:
    names = {
        "visitor": sheet.visitor.name,
        "home_manager": sheet.home_manager,
        "host_approver": sheet.host_approver,
        "tutor": sheet.tutor.name,
    }
    signed = tuple(
        (names[role], date.fromisoformat(day[:10]))
        for role, day in signatures.items()
        if names.get(role)
    )
    return replace(sheet, signed=signed)


def person_sheet(
    session: Session,
    campaign_id: int,
    person_id: int,
    *,
    language: str,
    today: date,
    company: str = "",
) -> PersonSheet:
    """The days of one person in a campaign; mystery stays are told to their guest alone."""
    person = session.get_one(Person, person_id)
    campaign = session.get_one(Campaign, campaign_id)
    look = _look(session, company)
    host = aliased(Person)
    rows = session.execute(
        select(Assignment, Slot, Site, Department.name, host)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .outerjoin(Department, Department.id == Slot.department_id)
        .outerjoin(host, host.id == Slot.host_id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.person_id == person_id,
            Assignment.status.in_(SHOWN),
        )
        .order_by(Slot.start)
    )
    days = tuple(_day(*row) for row in rows)
    return PersonSheet(
        person=_name(person),
        campaign=campaign.name,
        made_on=today,
        days=days,
        rest_days=_rest_days(person, days),
        changed=tuple(
            dict.fromkeys(
                fate.text for fate in list_fates(session, person_id, campaign_id, with_stays=False)
            )
        ),
        language=language,
        company=look.name,
        accent=look.accent,
    )


def _day(
    assignment: Assignment, slot: Slot, site: Site, department: str | None, host: Person | None
) -> PersonDay:
    start, end = _local(slot.start, site), _local(slot.end, site)
    return PersonDay(
        day=start.date(),
        start=start.time(),
        end=end.time(),
        kind=ActivityKind.SWAP if assignment.swap_id else ActivityKind.IMMERSION,
        site=site.name,
        address=_address(site),
        department=department or "",
        role=slot.role,
        host=_name(host),
        mode=slot.mode,
        objective=assignment.objective,
        question=assignment.question,
        safety_contact=site.safety_contact,
    )


_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _rest_days(person: Person, days: Sequence[PersonDay]) -> tuple[date, ...]:
    """Days of the weeks concerned on which neither the usual schedule nor the plan has anything."""
    if not person.weekly_schedule:
        return ()
    busy = {day.day for day in days}
    found: set[date] = set()
    for day in busy:
        monday = day - timedelta(days=day.weekday())
        for offset, name in enumerate(_WEEK):
            each = monday + timedelta(days=offset)
            if each not in busy and name not in person.weekly_schedule:
                found.add(each)
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class WeekToPrint:
    """A site and a week in which somebody is expected or could be."""

    site_id: int
    site: str
    code: str
    monday: date
    visits: int


def list_weeks_to_print(session: Session, campaign_id: int) -> list[WeekToPrint]:
    """Weeks with at least one visit, by site then date."""
    rows = session.execute(
        select(Site, Slot.start)
        .join(Slot, Slot.site_id == Site.id)
        .join(Assignment, Assignment.slot_id == Slot.id)
        .where(Slot.campaign_id == campaign_id, Assignment.status.in_(SHOWN))
    )
    counts: dict[tuple[str, int, str, date], int] = defaultdict(int)
    for site, start in rows:
        day = _local(start, site).date()
        counts[site.name, site.id, site.code, day - timedelta(days=day.weekday())] += 1
    return [
        WeekToPrint(site_id, name, code, monday, count)
        for (name, site_id, code, monday), count in sorted(counts.items())
    ]


def week_plan(
    session: Session,
    campaign_id: int,
    site_id: int,
    monday: date,
    *,
    language: str,
    today: date,
    company: str = "",
) -> WeekPlan:
    """Who is received at a site in the week that begins on `monday`."""
    site = session.get_one(Site, site_id)
    look = _look(session, company)
    return WeekPlan(
        site=site.name,
        campaign=session.get_one(Campaign, campaign_id).name,
        monday=monday,
        made_on=today,
        lines=_lines(session, campaign_id, site, monday),
        closed=_closed(session, campaign_id, site, monday),
        language=language,
        company=look.name,
        accent=look.accent,
    )


def _lines(session: Session, campaign_id: int, site: Site, monday: date) -> tuple[WeekLine, ...]:
    zone = ZoneInfo(site.timezone)
    begin = datetime(monday.year, monday.month, monday.day, tzinfo=zone)
    host = aliased(Person)
    slots = session.execute(
        select(Slot, Department.name, host)
        .outerjoin(Department, Department.id == Slot.department_id)
        .outerjoin(host, host.id == Slot.host_id)
        .where(
            Slot.campaign_id == campaign_id,
            Slot.site_id == site.id,
            Slot.start >= begin,
            Slot.start < begin + timedelta(days=7),
        )
        .order_by(Slot.start)
    ).all()
    received = _received(session, [slot.id for slot, _department, _host in slots])
    visits: dict[str, list[Visit]] = defaultdict(list)
    seats: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for slot, department, tutor in slots:
        name = department or slot.role or site.name
        start, end = _local(slot.start, site), _local(slot.end, site)
        found = received[slot.id]
        visits[name] += [
            Visit(
                start.date(),
                start.time(),
                end.time(),
                person,
                home,
                _name(tutor),
                slot.role,
                slot.mode,
            )
            for person, home in found
        ]
        seats[name][start.date()] += max(0, slot.seats - len(found))
    return tuple(
        WeekLine(
            name,
            tuple(visits[name]),
            tuple((day, count) for day, count in sorted(seats[name].items()) if count),
        )
        for name in sorted(seats)
    )


def _received(session: Session, slots: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Names and departments of the visitors of each slot, in the order of names."""
    rows = session.execute(
        select(Assignment.slot_id, Person, Department.name)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Department, Department.id == Person.department_id)
        .where(Assignment.slot_id.in_(slots), Assignment.status.in_(SHOWN))
        .order_by(Person.last_name, Person.first_name)
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for slot, person, department in rows:
        found[slot].append((_name(person), department or ""))
    return found


def _closed(
    session: Session, campaign_id: int, site: Site, monday: date
) -> tuple[tuple[date, str], ...]:
    sunday = monday + timedelta(days=6)
    holidays = session.execute(
        select(Holiday.day, func.min(Holiday.name))
        .where(Holiday.day.between(monday, sunday), Holiday.zone.in_(("", site.holiday_zone)))
        .group_by(Holiday.day)
    )
    found = {day: name or _("public holiday") for day, name in holidays}
    blackouts = session.scalars(
        select(Blackout).where(
            Blackout.site_id == site.id,
            (Blackout.campaign_id == campaign_id) | Blackout.campaign_id.is_(None),
            Blackout.visits,
            Blackout.start <= sunday,
            Blackout.end >= monday,
        )
    )
    for blackout in blackouts:
        for offset in range(7):
            day = monday + timedelta(days=offset)
            if blackout.start <= day <= blackout.end:
                found.setdefault(day, blackout.label or _("no visits"))
    return tuple(sorted(found.items()))


def _look(session: Session, company: str) -> Company:
    look = read_company(session)
    return Company(look.name or company, look.accent)


def _party(session: Session, person: Person | None, *, site: Site | None = None) -> Party:
    if person is None:
        entity = session.get(Entity, site.entity_id) if site and site.entity_id else None
        return Party("", entity=entity.name if entity else "")
    department = session.get(Department, person.department_id) if person.department_id else None
    entity = session.get(Entity, person.entity_id) if person.entity_id else None
    return Party(
        _name(person),
        person.job_title,
        department.name if department else "",
        entity.name if entity else "",
    )


def _name(person: Person | None) -> str:
    return f"{person.first_name} {person.last_name}".strip() if person else ""


def _address(site: Site) -> str:
    town = f"{site.postcode} {site.city}".strip()
    return ", ".join(part for part in (site.address, town) if part)


def _local(moment: datetime, site: Site) -> datetime:
    return moment.astimezone(ZoneInfo(site.timezone))
