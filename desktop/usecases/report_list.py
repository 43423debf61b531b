"""The list of reports, and the days that still wait for theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from db.models import (
    Assignment,
    Campaign,
    Department,
    IrritantCard,
    Person,
    Questionnaire,
    Report,
    Site,
    Slot,
    Stay,
)
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.vocabulary import AssignmentStatus, QuestionnaireKind, ReportStatus, StayStatus

_EXPECTED = (
    AssignmentStatus.PUBLISHED,
    AssignmentStatus.CONFIRMED,
    AssignmentStatus.DONE,
    AssignmentStatus.PARTIAL,
)
_STAYS_EXPECTED = (StayStatus.CONFIRMED, StayStatus.STAYED, StayStatus.REPORT_DUE)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the list. The author of a mystery report shows as an alias."""

    id: int
    uid: str
    campaign_id: int
    kind: QuestionnaireKind
    title: str
    site: str
    department: str
    author: str
    day: datetime | None
    """Beginning of the immersion, or arrival, in the site's time zone."""
    status: ReportStatus
    saved_at: datetime | None
    submitted_at: datetime | None
    score: int | None
    answered: int
    asked: int
    cards: int


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day that a report must be written about and that has none yet."""

    uid: str
    """Identifier of the assignment or the stay."""
    assignment_id: int | None
    stay_id: int | None
    author_id: int
    author: str
    site: str
    department: str
    day: datetime
    due: datetime
    as_host: bool


_Found = tuple[
    Report,
    str,
    QuestionnaireKind,
    Site | None,
    Department | None,
    Person | None,
    Slot | None,
    Stay | None,
    int,
]


def rows_query() -> Select[*_Found]:
    """Every report with what its line shows."""
    cards = (
        select(func.count(IrritantCard.id))
        .where(IrritantCard.report_id == Report.id)
        .scalar_subquery()
    )
    return (
        select(
            Report,
            Questionnaire.title,
            Questionnaire.kind,
            Site,
            Department,
            Person,
            Slot,
            Stay,
            cards,
        )
        .join(Questionnaire, Questionnaire.id == Report.questionnaire_id)
        .outerjoin(Site, Site.id == Report.site_id)
        .outerjoin(Department, Department.id == Report.department_id)
        .outerjoin(Person, Person.id == Report.author_id)
        .outerjoin(Assignment, Assignment.id == Report.assignment_id)
        .outerjoin(Slot, Slot.id == Assignment.slot_id)
        .outerjoin(Stay, Stay.id == Report.stay_id)
    )


def list_reports(
    session: Session,
    campaign_id: int,
    *,
    status: ReportStatus | None = None,
    author_id: int | None = None,
) -> tuple[ReportRow, ...]:
    """The reports of a campaign, those to be reviewed first, then the newest."""
    query = rows_query().where(Report.campaign_id == campaign_id)
    if status is not None:
        query = query.where(Report.status == status)
    if author_id is not None:
        query = query.where(Report.author_id == author_id)
    rows = [row_of(each) for each in session.execute(query)]
    return tuple(sorted(rows, key=_by_urgency))


def _by_urgency(row: ReportRow) -> tuple[bool, float, int]:
    moment = row.submitted_at or row.saved_at
    return (
        row.status is not ReportStatus.IN_REVIEW,
        -(moment.timestamp() if moment else 0),
        row.id,
    )


def row_of(found: _Found) -> ReportRow:
    """One line of the list, from what the query brought."""
    report, title, kind, site, department, person, slot, stay, cards = found
    return ReportRow(
        id=report.id,
        uid=report.uid,
        campaign_id=report.campaign_id,
        kind=kind,
        title=title,
        site=site.name if site else "",
        department=department.name if department else "",
        author=stay.alias if stay else person_name(person),
        day=_day(site, slot, stay),
        status=report.status,
        saved_at=report.saved_at,
        submitted_at=report.submitted_at,
        score=None if report.score is None else round(report.score),
        answered=report.answered,
        asked=report.asked,
        cards=cards,
    )


def person_name(person: Person | None) -> str:
    """First name, then last name; empty for a report whose author was erased."""
    return f"{person.first_name} {person.last_name}".strip() if person else ""


def _zone(site: Site | None) -> ZoneInfo:
    return ZoneInfo(site.timezone if site else "Europe/Paris")


def _day(site: Site | None, slot: Slot | None, stay: Stay | None) -> datetime | None:
    if slot is not None:
        return slot.start.astimezone(_zone(site))
    if stay is not None:
        return datetime(
            stay.arrival.year, stay.arrival.month, stay.arrival.day, 15, tzinfo=_zone(site)
        )
    return None


def list_occasions(
    session: Session, campaign_id: int, now: datetime, *, author_id: int | None = None
) -> tuple[Occasion, ...]:
    """Days that have begun by tomorrow and have no report, the most overdue first.

    `now` is aware; the invitation to write goes out the day before the end.
    """
    campaign = session.get_one(Campaign, campaign_id)
    horizon = now + timedelta(days=1)
    found = [
        *_immersions_without_report(session, campaign, horizon),
        *_stays_without_report(session, campaign, horizon),
    ]
    mine = [each for each in found if author_id is None or each.author_id == author_id]
    return tuple(sorted(mine, key=lambda each: (each.due, each.author)))


def _immersions_without_report(
    session: Session, campaign: Campaign, horizon: datetime
) -> Iterator[Occasion]:
    visitor, host = aliased(Person), aliased(Person)
    query = (
        select(Assignment, Slot, Site, Department, visitor, host)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .outerjoin(Department, Department.id == Slot.department_id)
        .join(visitor, visitor.id == Assignment.person_id)
        .outerjoin(host, host.id == Slot.host_id)
        .where(
            Assignment.campaign_id == campaign.id,
            Assignment.status.in_(_EXPECTED),
            Slot.end <= horizon,
        )
    )
    written = set(
        session.execute(
            select(Report.assignment_id, Report.author_id).where(Report.campaign_id == campaign.id)
        )
    )
    for assignment, slot, site, department, *people in session.execute(query):
        for author in people:
            if author is not None and (assignment.id, author.id) not in written:
                yield Occasion(
                    uid=assignment.uid,
                    assignment_id=assignment.id,
                    stay_id=None,
                    author_id=author.id,
                    author=person_name(author),
                    site=site.name,
                    department=department.name if department else "",
                    day=slot.start.astimezone(_zone(site)),
                    due=slot.end + timedelta(hours=campaign.report_due_hours),
                    as_host=author.id != assignment.person_id,
                )


def _stays_without_report(
    session: Session, campaign: Campaign, horizon: datetime
) -> Iterator[Occasion]:
    query = (
        select(Stay, Site)
        .join(Site, Site.id == Stay.site_id)
        .outerjoin(Report, Report.stay_id == Stay.id)
        .where(
            Stay.campaign_id == campaign.id,
            Stay.status.in_(_STAYS_EXPECTED),
            Stay.person_id.is_not(None),
            Report.id.is_(None),
        )
    )
    for stay, site in session.execute(query):
        day = _day(site, None, stay)
        if day is None or day > horizon or stay.person_id is None:
            continue
        over = day + timedelta(days=stay.nights)
        yield Occasion(
            uid=stay.uid,
            assignment_id=None,
            stay_id=stay.id,
            author_id=stay.person_id,
            author=stay.alias,
            site=site.name,
            department="",
            day=day,
            due=stay.report_due or over + timedelta(hours=campaign.report_due_hours),
            as_host=False,
        )


def find_report(session: Session, name: str) -> int:
    """The key of the report whose number or identifier (or its beginning) is `name`."""
    if name.isdecimal() and (report := session.get(Report, int(name))) is not None:
        return report.id
    if len(name) >= 6:
        found = session.scalars(
            select(Report.id).where(Report.uid.startswith(name, autoescape=True)).limit(2)
        ).all()
        if len(found) == 1:
            return found[0]
    raise UserError(
        _("There is no report “{name}”.").format(name=name),
        hint=_("“vismavie report list” gives the identifiers."),
    )
