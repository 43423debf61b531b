"""The snapshot of a campaign that rules, optimiser and board share: tables in, frozen data out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from db.models import (
    Absence,
    Assignment,
    AvailabilityDay,
    Blackout,
    Campaign,
    Certificate,
    Conflict,
    Holiday,
    Participation,
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
from desktop.core.labour.profiles import ADULT_AGE, age_on
from desktop.core.labour.schedule import WeeklySchedule, parse_schedule
from desktop.core.planning import problem as p
from desktop.core.planning.plan import Activity, stay
from desktop.core.stays import states
from desktop.core.vocabulary import (
    ActivityKind,
    AssignmentStatus,
    Availability,
    Severity,
    Side,
    SiteKind,
    StayStatus,
)

SAFETY_BRIEFING = "safety_briefing"
LOOK_AROUND = timedelta(weeks=13)
"""How far around a campaign absences may change an average of twelve weeks."""
_PUBLISHED = (AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)
_CLOSED = (AssignmentStatus.DONE, AssignmentStatus.PARTIAL, AssignmentStatus.ABSENT)
_LIVED = (AssignmentStatus.DONE, AssignmentStatus.PARTIAL)
_PROMISED = (StayStatus.GRANTED, StayStatus.CONFIRMED)
_STAYED = (
    StayStatus.STAYED,
    StayStatus.REPORT_DUE,
    StayStatus.IN_REVIEW,
    StayStatus.ACCEPTED,
    StayStatus.SETTLED,
    StayStatus.FORFEITED,
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
        people=_people(session, campaign),
        slots=slots,
        stays=stays,
        wishes=_wishes(session, campaign),
        standing=(*_standing(session, campaign), *standing),
        withdrawn=_withdrawn(session, campaign),
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


def _people(session: Session, campaign: Campaign) -> tuple[p.Person, ...]:
    facts = _Facts(session, campaign)
    rows = session.scalars(
        select(PersonTable).where(PersonTable.active).order_by(PersonTable.id)
    ).all()
    return tuple(facts.person(row) for row in rows)


class _Facts:
    """What other tables say of people, read once for all."""

    def __init__(self, session: Session, campaign: Campaign) -> None:
        self._campaign = campaign
        self._absences: dict[int, list[tuple[date, date]]] = defaultdict(list)
        around = (campaign.start - LOOK_AROUND, campaign.end + LOOK_AROUND)
        query = select(Absence).where(Absence.start <= around[1], Absence.end >= around[0])
        for row in session.scalars(query.order_by(Absence.start, Absence.end)):
            self._absences[row.person_id].append((row.start, row.end))
        self._days: dict[int, dict[date, Availability]] = defaultdict(dict)
        said = select(AvailabilityDay).where(AvailabilityDay.campaign_id == campaign.id)
        for day in session.scalars(said):
            self._days[day.person_id][day.day] = day.availability
        self._takes_part = {
            row.person_id: row
            for row in session.scalars(
                select(Participation).where(Participation.campaign_id == campaign.id)
            )
        }
        self._conflict_sites: dict[int, set[int]] = defaultdict(set)
        self._conflict_departments: dict[int, set[int]] = defaultdict(set)
        for conflict in session.scalars(select(Conflict)):
            if conflict.site_id is not None:
                self._conflict_sites[conflict.person_id].add(conflict.site_id)
            if conflict.department_id is not None:
                self._conflict_departments[conflict.person_id].add(conflict.department_id)
        self._skills, self._briefed = _certificates(session, campaign.start)
        self._past = _past(session, campaign)
        self._overdue = _overdue(session)
        self._regions = _regions(session)
        self._weeks: dict[str, WeeklySchedule | None] = {"": None}

    def person(self, row: PersonTable) -> p.Person:
        part = self._takes_part.get(row.id)
        limit = part.max_activities if part else None
        return p.Person(
            id=row.id,
            code=row.code,
            name=f"{row.first_name} {row.last_name}".strip(),
            department=row.department_id,
            site=row.site_id,
            entity=row.entity_id,
            side=Side(row.side),
            level=row.level,
            contract=row.contract,
            profile=row.rule_profile,
            birth=row.birth_date,
            schedule=self._week(row.weekly_schedule),
            skills=frozenset((*row.skills, *row.languages, *self._skills[row.id])),
            briefed_sites=frozenset(self._briefed[row.id]),
            joined=row.join_date,
            left=row.leave_date,
            absences=tuple(self._absences[row.id]),
            days=self._days[row.id],
            conflict_sites=frozenset(self._conflict_sites[row.id]),
            conflict_departments=frozenset(self._conflict_departments[row.id]),
            immersion=part.immersion if part else True,
            known_at=self._regions.get(row.site_id or 0, frozenset()),
            mystery=bool(part and part.mystery) and self._may_be_guest(row),
            max_activities=self._campaign.max_activities if limit is None else limit,
            past=tuple(self._past[row.id]),
        )

    def _may_be_guest(self, row: PersonTable) -> bool:
        """Of age, and with no report overdue."""
        grown = row.birth_date is None or age_on(row.birth_date, self._campaign.start) >= ADULT_AGE
        return grown and row.id not in self._overdue

    def _week(self, text: str) -> WeeklySchedule | None:
        """A week that cannot be read is unknown: the rules then say so."""
        if text not in self._weeks:
            try:
                self._weeks[text] = parse_schedule(text)
            except UserError:
                self._weeks[text] = None
        return self._weeks[text]


def _certificates(
    session: Session, day: date
) -> tuple[Mapping[int, set[str]], Mapping[int, set[int]]]:
    """Names of valid certificates, and sites of safety welcomes (0 = everywhere), by person."""
    skills: dict[int, set[str]] = defaultdict(set)
    briefed: dict[int, set[int]] = defaultdict(set)
    for row in session.scalars(select(Certificate)):
        if row.valid_until is not None and row.valid_until < day:
            continue
        if row.name == SAFETY_BRIEFING:
            briefed[row.person_id].add(row.site_id or 0)
        else:
            skills[row.person_id].add(row.name)
    return skills, briefed


def _past(session: Session, campaign: Campaign) -> Mapping[int, list[p.Past]]:
    """What people lived in other campaigns; the present one is in what stands."""
    past: dict[int, list[p.Past]] = defaultdict(list)
    lived = (
        select(Assignment.person_id, SlotTable.site_id, SlotTable.start)
        .join(SlotTable, SlotTable.id == Assignment.slot_id)
        .where(Assignment.campaign_id != campaign.id, Assignment.status.in_((*_LIVED, *_PUBLISHED)))
    )
    for person, site, start in session.execute(lived):
        past[person].append(p.Past(ActivityKind.IMMERSION, site, start.date()))
    stays = select(StayTable).where(
        StayTable.campaign_id != campaign.id,
        StayTable.person_id.is_not(None),
        StayTable.status.in_((*_PROMISED, *_STAYED)),
    )
    for row in session.scalars(stays):
        past[row.person_id or 0].append(
            p.Past(ActivityKind.MYSTERY_STAY, row.site_id, row.arrival, row.unmasked_on is not None)
        )
    return past


def _overdue(session: Session) -> set[int]:
    now = datetime.now(UTC)
    rows = session.scalars(select(StayTable).where(StayTable.person_id.is_not(None)))
    return {
        row.person_id or 0 for row in rows if states.is_overdue(row.status, row.report_due, now)
    }


def _regions(session: Session) -> dict[int, frozenset[int]]:
    """The sites of each site's region, itself included; nothing where the region is unknown."""
    regions = dict(session.execute(select(SiteTable.id, SiteTable.region)).all())
    return {
        site: frozenset(other for other, name in regions.items() if region and name == region)
        for site, region in regions.items()
    }


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
            published=row.status in _PUBLISHED,
            pinned=row.pinned,
            closed=row.status in _CLOSED,
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
            StayTable.status.in_((StayStatus.OFFERED, *_PROMISED, *_STAYED)),
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
            closed=row.status in _STAYED,
        )
        for row in rows
        if row.person_id is not None and row.status is not StayStatus.OFFERED
        if row.person_id in active
    )
    return offers, standing
