"""What the home page shows: what needs the coordinator today, and how far the programme is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from db.models.campaigns import Campaign
from db.models.irritants import Irritant
from db.models.observations import Report
from db.models.organisation import Person, Site
from db.models.planning import Assignment, Slot, Wish
from db.models.publications import Publication
from db.models.stays import Stay
from desktop.core.irritants.escalation import Level
from desktop.core.publishing.agreements import Stage
from desktop.core.vocabulary import (
    AssignmentStatus,
    CampaignStatus,
    IrritantStatus,
    MirrorState,
    PublicationKind,
    ReportStatus,
    StayStatus,
)
from desktop.usecases.agreements import list_agreements
from desktop.usecases.loop import list_overdue
from desktop.usecases.mirror import list_mirror
from desktop.usecases.planning import check_campaign

LIVE = (
    AssignmentStatus.DRAFT,
    AssignmentStatus.PUBLISHED,
    AssignmentStatus.CONFIRMED,
    AssignmentStatus.DONE,
    AssignmentStatus.PARTIAL,
)
TAKES_PLACE = (
    AssignmentStatus.PUBLISHED,
    AssignmentStatus.CONFIRMED,
    AssignmentStatus.DONE,
    AssignmentStatus.PARTIAL,
)
CLOSED = (IrritantStatus.RESOLVED, IrritantStatus.SET_ASIDE)
SUBMITTED = (
    ReportStatus.IN_REVIEW,
    ReportStatus.ACCEPTED,
    ReportStatus.REJECTED,
    ReportStatus.RELEASED,
)


class Step(StrEnum):
    """The steps of a campaign, in order."""

    IMPORT = "import"
    PLAN = "plan"
    PUBLISH = "publish"
    REPORT = "report"
    IRRITANTS = "irritants"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One line of the campaign selector."""

    id: int
    code: str
    name: str
    status: CampaignStatus
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class StepState:
    """How far one step is: `done` out of `total`, in its own unit."""

    step: Step
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Today:
    """Counts for one campaign on one day; zero means that nothing waits."""

    people: int
    sites: int
    reports: int
    """Received in this campaign, of immersions and stays."""
    unplaced: int
    """People who wished for something and have nothing."""
    open_seats: int
    """Seats to fill in slots still to come."""
    unconfirmed: int
    """People told of their day who have not said yes."""
    overdue_reports: int
    to_review: int
    irritants_past: int
    irritants_without_cause: int
    mirrors_incomplete: int
    """Touchpoints of which one side was heard and the other not."""
    stays_to_settle: int
    steps: tuple[StepState, ...]
    unsigned: int = 0
    """Agreements of days to come that lack a signature or a date."""
    escalated: int = 0
    """Irritants and actions so late that a head of department must hear of them."""


def list_campaign_lines(session: Session) -> list[CampaignLine]:
    """Every campaign: open ones first, then the newest."""
    rows = session.execute(
        select(
            Campaign.id,
            Campaign.code,
            Campaign.name,
            Campaign.status,
            Campaign.start,
            Campaign.end,
        )
    ).all()
    lines = [CampaignLine(*row) for row in rows]
    return sorted(
        lines, key=lambda one: (one.status is not CampaignStatus.OPEN, -one.start.toordinal())
    )


def get_today(session: Session, campaign_id: int | None, now: datetime) -> Today:
    """What waits for the coordinator of a campaign at `now` (aware)."""
    people = _count(session, select(Person.id).where(Person.active))
    sites = _count(session, select(Site.id).where(Site.active))
    campaign = session.get(Campaign, campaign_id) if campaign_id is not None else None
    if campaign is None:
        steps = tuple(StepState(step, 0, 0) for step in Step)
        return Today(people, sites, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, steps)
    return Today(
        people=people,
        sites=sites,
        reports=_count(session, _reports(campaign.id, Report.status.in_(SUBMITTED))),
        unplaced=_unplaced(session, campaign.id),
        open_seats=_open_seats(session, campaign.id, now),
        unconfirmed=_count(
            session, _assignments(campaign.id, Assignment.status == AssignmentStatus.PUBLISHED)
        ),
        overdue_reports=_overdue(session, campaign, now),
        to_review=_count(session, _reports(campaign.id, Report.status == ReportStatus.IN_REVIEW)),
        irritants_past=_count(
            session, _open_irritants(campaign.id).where(Irritant.due < now.date())
        ),
        irritants_without_cause=_count(
            session, _open_irritants(campaign.id).where(Irritant.caused_by_id.is_(None))
        ),
        mirrors_incomplete=_incomplete(session, campaign.id),
        stays_to_settle=_count(
            session,
            select(Stay.id).where(
                Stay.campaign_id == campaign.id, Stay.status == StayStatus.ACCEPTED
            ),
        ),
        steps=_steps(session, campaign.id, people, now),
        escalated=sum(
            late.escalation.level > Level.OWNER
            for late in list_overdue(session, campaign.id, today=now.date())
        ),
        unsigned=sum(
            one.stage is not Stage.COMPLETE for one in list_agreements(session, campaign.id, now)
        ),
    )


@dataclass(frozen=True, slots=True)
class BreachCount:
    """What the checker says of the plan in hand."""

    blocking: int
    warnings: int


def count_breaches(session: Session, campaign_id: int) -> BreachCount:
    """Judge the plan of a campaign by every rule; apart from `get_today`, for it takes longer."""
    breaches = check_campaign(session, campaign_id)
    blocking = sum(one.blocks for one in breaches)
    return BreachCount(blocking, len(breaches) - blocking)


def _steps(session: Session, campaign_id: int, people: int, now: datetime) -> tuple[StepState, ...]:
    seats = session.scalar(select(func.sum(Slot.seats)).where(Slot.campaign_id == campaign_id)) or 0
    placed = _count(session, _assignments(campaign_id, Assignment.status.in_(LIVE)))
    told = _count(session, _assignments(campaign_id, Assignment.status.in_(TAKES_PLACE)))
    past = _count(session, _past_assignments(campaign_id, now))
    reports = _count(session, _past_assignments(campaign_id, now).where(_is_reported()))
    irritants = select(Irritant.id).where(Irritant.campaign_id == campaign_id)
    named = irritants.where(Irritant.caused_by_id.is_not(None))
    printed = select(Publication.id).where(
        Publication.campaign_id == campaign_id,
        Publication.kind != PublicationKind.PLAN,
    )
    return (
        StepState(Step.IMPORT, people, seats),
        StepState(Step.PLAN, placed, seats),
        StepState(Step.PUBLISH, told, placed),
        StepState(Step.REPORT, reports, past),
        StepState(Step.IRRITANTS, _count(session, named), _count(session, irritants)),
        StepState(Step.PRINT, _count(session, printed), 1),
    )


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _assignments(campaign_id: int, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(Assignment.id).where(Assignment.campaign_id == campaign_id, *conditions)


def _reports(campaign_id: int, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(Report.id).where(Report.campaign_id == campaign_id, *conditions)


def _open_irritants(campaign_id: int) -> Select[Any]:
    return select(Irritant.id).where(
        Irritant.campaign_id == campaign_id,
        Irritant.status.not_in(CLOSED),
        Irritant.merged_into_id.is_(None),
    )


def _past_assignments(campaign_id: int, before: datetime) -> Select[Any]:
    return (
        select(Assignment.id)
        .join(Slot, Slot.id == Assignment.slot_id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status.in_(TAKES_PLACE),
            Slot.end < before.astimezone(UTC),
        )
    )


def _is_reported() -> ColumnElement[bool]:
    """Of a day lived: the visitor, or at least the host, has sent a report of it."""
    return exists().where(Report.assignment_id == Assignment.id, Report.status.in_(SUBMITTED))


def _unplaced(session: Session, campaign_id: int) -> int:
    placed = exists().where(
        Assignment.campaign_id == campaign_id,
        Assignment.person_id == Wish.person_id,
        Assignment.status.in_(LIVE),
    )
    stays = exists().where(Stay.campaign_id == campaign_id, Stay.person_id == Wish.person_id)
    wishers = select(Wish.person_id).where(Wish.campaign_id == campaign_id, ~placed, ~stays)
    return _count(session, wishers.distinct())


def _open_seats(session: Session, campaign_id: int, now: datetime) -> int:
    coming = (Slot.campaign_id == campaign_id, Slot.start > now.astimezone(UTC))
    taken = (
        select(func.count(Assignment.id))
        .where(Assignment.slot_id == Slot.id, Assignment.status.in_(LIVE))
        .correlate(Slot)
        .scalar_subquery()
    )
    rows = session.execute(select(Slot.seats, taken).where(*coming))
    return sum(max(0, seats - used) for seats, used in rows)


def _incomplete(session: Session, campaign_id: int) -> int:
    one_side = {MirrorState.CLIENT_MISSING, MirrorState.EMPLOYEE_MISSING}
    return sum(cell.judgement.state in one_side for cell in list_mirror(session, campaign_id))


def _overdue(session: Session, campaign: Campaign, now: datetime) -> int:
    """Days lived and nights spent whose report should be there and is not."""
    limit = now - timedelta(hours=campaign.report_due_hours)
    days = _count(session, _past_assignments(campaign.id, limit).where(~_is_reported()))
    waiting = (StayStatus.STAYED, StayStatus.REPORT_DUE)
    nights = select(Stay.id).where(
        Stay.campaign_id == campaign.id,
        Stay.status.in_(waiting),
        Stay.report_due < now.astimezone(UTC),
    )
    return days + _count(session, nights)
