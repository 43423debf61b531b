"""The snapshot of a campaign that rules, optimiser and board share: tables in, frozen data out."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models import (
    Agreement,
    Assignment,
    Blackout,
    Campaign,
    Holiday,
    Waiver,
)
from db.models import Department as DepartmentTable
from db.models import Person as PersonTable
from db.models import Site as SiteTable
from db.models import Slot as SlotTable
from db.models import Stay as StayTable
from db.models import Wish as WishTable
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.planning import problem as p
from desktop.core.planning.plan import Activity, stay
from desktop.core.vocabulary import (
    ActivityKind,
    AssignmentStatus,
    Severity,
    SiteKind,
    StayStatus,
)
from desktop.usecases.planning_people import (
    CLOSED,
    LOOK_AROUND,
    PROMISED,
    PUBLISHED,
    STAYED,
    people_of,
)

_OFF_FRONT = (SiteKind.HEAD_OFFICE, SiteKind.WAREHOUSE)


def load_problem(session: Session, campaign_id: int, now: datetime | None = None) -> p.Problem:
    """Everything that a plan of this campaign depends on; `now` is aware (default: the present)."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise UserError(_("This campaign does not exist any more."))
    slots = _slots(session, campaign)
    stays, standing = _stays(session, campaign)
    return p.Problem(
        campaign=campaign.id,
        code=campaign.code,
        now=now or datetime.now(UTC),
        settings=_settings(session, campaign),
        sites=_sites(session, campaign),
        departments=_departments(session),
        people=people_of(session, campaign),
        slots=slots,
        stays=stays,
        wishes=_wishes(session, campaign),
        standing=(*_standing(session, campaign), *standing),
        withdrawn=_withdrawn(session, campaign),
        agreed=_agreed(session, campaign),
        seed=campaign.plan_seed or campaign.seed,
    )


def _settings(session: Session, campaign: Campaign) -> p.Settings:
    waivers = session.scalars(select(Waiver).where(Waiver.campaign_id == campaign.id))
    known = {severity.value: severity for severity in Severity}
    tiers = {tier.value: tier for tier in p.Tier}
    return p.Settings(
        start=campaign.start,
        end=campaign.end,
        away_share=campaign.away_share,
        notice_days=campaign.publish_notice_days,
        rotation_days=campaign.rotation_days,
        cross_rule_months=campaign.cross_rule_months,
        mystery=campaign.mystery,
        note_on=campaign.staff_note_on,
        works_council_on=campaign.works_council_on,
        visits_per_site=campaign.visits_per_site,
        stay_budget=Decimal(campaign.stay_budget),
        severities={
            rule: known[word] for rule, word in (campaign.severities or {}).items() if word in known
        },
        quotas={key: int(limit) for key, limit in (campaign.quotas or {}).items()},
        tiers=tuple(tiers[name] for name in (campaign.aims or ()) if name in tiers)
        or p.USUAL_TIERS,
        waivers=tuple(p.Waiver(one.rule, one.person_id, one.site_id, one.until) for one in waivers),
    )


def _sites(session: Session, campaign: Campaign) -> tuple[p.Site, ...]:
    holidays: dict[str, dict[date, str]] = defaultdict(dict)
    around = (campaign.start - LOOK_AROUND, campaign.end + LOOK_AROUND)
    for row in session.scalars(select(Holiday).where(Holiday.day.between(*around))):
        holidays[row.zone][row.day] = row.name or _("public holiday")
    closed: dict[int, dict[date, str]] = defaultdict(dict)
    no_stays: dict[int, set[date]] = defaultdict(set)
    blackouts = select(Blackout).where(
        or_(Blackout.campaign_id == campaign.id, Blackout.campaign_id.is_(None))
    )
    for blackout in session.scalars(blackouts):
        for offset in range((blackout.end - blackout.start).days + 1):
            day = blackout.start + timedelta(days=offset)
            if blackout.visits:
                closed[blackout.site_id][day] = blackout.label
            if blackout.stays:
                no_stays[blackout.site_id].add(day)
    return tuple(
        p.Site(
            id=site.id,
            code=site.code,
            name=site.name,
            zone=site.timezone,
            front=site.kind not in _OFF_FRONT,
            sunday_allowed=site.sunday_derogation,
            profile=site.rule_profile,
            entity=site.entity_id,
            latitude=site.latitude,
            longitude=site.longitude,
            holidays={**holidays[""], **holidays[site.holiday_zone]},
            closed=closed[site.id],
            no_stays=frozenset(no_stays[site.id]),
            rooms=_rooms(site),
            region=site.region,
        )
        for site in session.scalars(select(SiteTable).order_by(SiteTable.id))
    )


def _rooms(site: SiteTable) -> int:
    if site.rooms is None:
        return site.max_stay_rooms
    return min(site.max_stay_rooms, int(site.max_stay_share * site.rooms + 1e-9))


def _departments(session: Session) -> tuple[p.Department, ...]:
    counts = dict(
        session.execute(
            select(PersonTable.department_id, func.count())
            .where(PersonTable.active)
            .group_by(PersonTable.department_id)
        ).all()
    )
    rows = session.scalars(select(DepartmentTable).order_by(DepartmentTable.id))
    return tuple(p.Department(row.id, row.code, row.name, counts.get(row.id, 0)) for row in rows)


def _slots(session: Session, campaign: Campaign) -> tuple[p.Slot, ...]:
    rows = session.scalars(
        select(SlotTable).where(SlotTable.campaign_id == campaign.id).order_by(SlotTable.id)
    )
    return tuple(
        p.Slot(
            id=row.id,
            code=row.code,
            site=row.site_id,
            start=row.start,
            end=row.end,
            department=row.department_id,
            role=fold(row.role),
            pause=row.break_minutes,
            seats=row.seats,
            mode=row.mode,
            direction=row.direction,
            skills=frozenset(row.required_skills),
            host=row.host_id,
            swap_open=row.swap_open,
            listening=row.listening,
            listening_notice=row.listening_notice_on,
        )
        for row in rows
    )


def _wishes(session: Session, campaign: Campaign) -> tuple[p.Wish, ...]:
    rows = session.scalars(
        select(WishTable)
        .where(WishTable.campaign_id == campaign.id)
        .order_by(WishTable.person_id, WishTable.rank)
    )
    return tuple(
        p.Wish(
            row.person_id,
            row.rank,
            row.kind,
            row.site_id,
            row.department_id,
            fold(row.role),
            row.start,
            row.end,
        )
        for row in rows
    )


def _standing(session: Session, campaign: Campaign) -> tuple[p.Standing, ...]:
    rows = session.scalars(
        select(Assignment)
        .where(
            Assignment.campaign_id == campaign.id, Assignment.status != AssignmentStatus.CANCELLED
        )
        .order_by(Assignment.id)
    ).all()
    active = set(session.scalars(select(PersonTable.id).where(PersonTable.active)))
    halves: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows:
        if row.swap_id is not None:
            halves[row.swap_id].append(row)
    return tuple(
        p.Standing(
            activity=_activity(row, halves[row.swap_id] if row.swap_id is not None else []),
            published=row.status in PUBLISHED,
            pinned=row.pinned,
            closed=row.status in CLOSED,
        )
        for row in rows
        if row.person_id in active
    )


def _withdrawn(session: Session, campaign: Campaign) -> frozenset[tuple[int, int]]:
    rows = session.execute(
        select(Assignment.person_id, Assignment.slot_id).where(
            Assignment.campaign_id == campaign.id, Assignment.status == AssignmentStatus.CANCELLED
        )
    )
    return frozenset((person, slot) for person, slot in rows)


def _agreed(session: Session, campaign: Campaign) -> frozenset[tuple[int, int]]:
    """Places whose consent, convention and amendment are all dated."""
    rows = session.execute(
        select(Assignment.person_id, Assignment.slot_id)
        .join(Agreement, Agreement.assignment_id == Assignment.id)
        .where(
            Assignment.campaign_id == campaign.id,
            Agreement.consent_on.is_not(None),
            Agreement.convention_on.is_not(None),
            Agreement.amendment_on.is_not(None),
        )
    )
    return frozenset((person, slot) for person, slot in rows)


def _activity(row: Assignment, halves: list[Assignment]) -> Activity:
    """A swap whose other half is gone is an immersion like any other."""
    twin = next((one for one in halves if one.id != row.id), None)
    if twin is None:
        return Activity(row.person_id, ActivityKind.IMMERSION, row.slot_id)
    return Activity(row.person_id, ActivityKind.SWAP, row.slot_id, twin.slot_id)


def _stays(
    session: Session, campaign: Campaign
) -> tuple[tuple[p.StayOffer, ...], tuple[p.Standing, ...]]:
    """Offers still open, and stays already promised or lived: those are never touched here."""
    rows = session.scalars(
        select(StayTable)
        .where(
            StayTable.campaign_id == campaign.id,
            StayTable.status.in_((StayStatus.OFFERED, *PROMISED, *STAYED)),
        )
        .order_by(StayTable.id)
    ).all()
    offers = tuple(
        p.StayOffer(
            id=row.id,
            code=row.alias,
            site=row.site_id,
            arrival=row.arrival,
            nights=row.nights,
            price=(row.public_price or Decimal(0)) - (row.paid_price or Decimal(0)),
        )
        for row in rows
    )
    active = set(session.scalars(select(PersonTable.id).where(PersonTable.active)))
    standing = tuple(
        p.Standing(
            activity=stay(row.person_id, row.id),
            published=row.status is not StayStatus.GRANTED,
            pinned=True,
            closed=row.status in STAYED,
        )
        for row in rows
        if row.person_id is not None and row.status is not StayStatus.OFFERED
        if row.person_id in active
    )
    return offers, standing
