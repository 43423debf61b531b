"""People as the planner sees them: their own row, and what other tables say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Absence,
    Assignment,
    AvailabilityDay,
    Campaign,
    Certificate,
    Conflict,
    Participation,
)
from db.models import Person as PersonTable
from db.models import Slot as SlotTable
from db.models import Stay as StayTable
from desktop.core.errors import UserError
from desktop.core.labour.schedule import WeeklySchedule, parse_schedule
from desktop.core.planning import problem as p
from desktop.core.stays import states
from desktop.core.vocabulary import (
    ActivityKind,
    AssignmentStatus,
    Availability,
    Side,
    StayStatus,
)

SAFETY_BRIEFING = "safety_briefing"
LOOK_AROUND = timedelta(weeks=13)
"""How far around a campaign absences may change an average of twelve weeks."""
PUBLISHED = (AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)
CLOSED = (AssignmentStatus.DONE, AssignmentStatus.PARTIAL, AssignmentStatus.ABSENT)
LIVED = (AssignmentStatus.DONE, AssignmentStatus.PARTIAL)
PROMISED = (StayStatus.GRANTED, StayStatus.CONFIRMED)
STAYED = (
    StayStatus.STAYED,
    StayStatus.REPORT_DUE,
    StayStatus.IN_REVIEW,
    StayStatus.ACCEPTED,
    StayStatus.SETTLED,
    StayStatus.FORFEITED,
)


def people_of(session: Session, campaign: Campaign) -> tuple[p.Person, ...]:
    """Every active person with all that the rules look at."""
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
            owes_since=self._overdue.get(row.id),
            mystery=bool(part and part.mystery),
            max_activities=self._campaign.max_activities if limit is None else limit,
            past=tuple(self._past[row.id]),
        )

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
        .where(Assignment.campaign_id != campaign.id, Assignment.status.in_((*LIVED, *PUBLISHED)))
    )
    for person, site, start in session.execute(lived):
        past[person].append(p.Past(ActivityKind.IMMERSION, site, start.date()))
    stays = select(StayTable).where(
        StayTable.campaign_id != campaign.id,
        StayTable.person_id.is_not(None),
        StayTable.status.in_((*PROMISED, *STAYED)),
    )
    for row in session.scalars(stays):
        past[row.person_id or 0].append(
            p.Past(ActivityKind.MYSTERY_STAY, row.site_id, row.arrival, row.unmasked_on is not None)
        )
    return past


def _overdue(session: Session) -> dict[int, date]:
    """Who owes the report of a stay, and since which day."""
    now = datetime.now(UTC)
    rows = session.scalars(select(StayTable).where(StayTable.person_id.is_not(None)))
    return {
        row.person_id or 0: row.report_due.date()
        for row in rows
        if row.report_due is not None and states.is_overdue(row.status, row.report_due, now)
    }
