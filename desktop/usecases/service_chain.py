"""The service chain of a campaign: who causes what where, the weakest link, the symmetry gauge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Asked,
    Assignment,
    Campaign,
    Department,
    Person,
    Report,
    ServiceLink,
    Site,
    Slot,
)
from desktop.core.irritants import chain
from desktop.core.irritants.chain import (
    Coverage,
    Effect,
    Flow,
    Link,
    Presence,
    Standing,
    Symmetry,
)
from desktop.core.vocabulary import AssignmentStatus, Direction, Voice
from desktop.usecases.irritants import list_irritants, read_departments
from desktop.usecases.mirror_disclosure import COORDINATOR, Reader, limits_of
from desktop.usecases.register_rows import COUNTED

LIVED = (
    AssignmentStatus.PUBLISHED,
    AssignmentStatus.CONFIRMED,
    AssignmentStatus.DONE,
    AssignmentStatus.PARTIAL,
)


@dataclass(frozen=True, slots=True)
class Route:
    """One irritant from its cause to the clients."""

    code: str
    title: str
    departments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChainView:
    """Everything that the drawing and its table show; keys are those of departments."""

    departments: dict[int, Link]
    links: tuple[tuple[int, int], ...]
    """Declared: upstream, downstream."""
    flows: tuple[Flow, ...]
    standings: tuple[Standing, ...]
    weakest: Standing | None
    routes: tuple[Route, ...]
    without_cause: int
    """Open irritants of which nobody has said who causes them."""
    symmetry: Symmetry
    by_pair: dict[tuple[int, int], Symmetry]
    by_level: dict[int, Symmetry]
    lent: dict[int, float]
    coverage: tuple[Coverage, ...]


def get_chain(
    session: Session, campaign_id: int, *, today: date, reader: Reader = COORDINATOR
) -> ChainView:
    """The chain as the register and the plan of this campaign show it to this reader.

    Whoever is not the coordinator sees no gauge and no coverage of fewer people than the
    threshold.
    """
    limits = limits_of(session.get_one(Campaign, campaign_id))
    least = 0 if reader.is_coordinator else limits.figures
    departments = read_departments(session)
    links = tuple(session.execute(select(ServiceLink.upstream_id, ServiceLink.downstream_id)))
    rows = list_irritants(session, campaign_id, today=today, reader=reader)
    placed = [
        (row, Effect(row.id, row.caused_by_id, row.felt_at_id, row.priority.points, row.hours))
        for row in rows
        if row.caused_by_id is not None and row.felt_at_id is not None
    ]
    effects = [effect for _row, effect in placed]
    ranked = chain.standings(list(departments.values()), effects, links)
    presences = _presences(session, campaign_id)
    return ChainView(
        departments=departments,
        links=links,
        flows=chain.flows(effects),
        standings=ranked,
        weakest=chain.weakest_link(ranked),
        routes=tuple(
            Route(row.code, row.title, chain.path_to_client(effect, departments, links))
            for row, effect in placed
            if effect.caused_by != effect.felt_at
        ),
        without_cause=sum(row.caused_by_id is None for row in rows),
        symmetry=chain.symmetry(presences),
        by_pair=chain.symmetry_by_pair(presences, least),
        by_level=chain.symmetry_by_level(presences, least),
        lent=chain.hours_lent(presences),
        coverage=tuple(
            each for each in _coverage(session, campaign_id, departments) if each.staff >= least
        ),
    )


def _presences(session: Session, campaign_id: int) -> list[Presence]:
    rows = session.execute(
        select(
            Person.id, Person.department_id, Slot.department_id, Site.department_id, Slot.direction,
            Person.level, Slot.start, Slot.end, Slot.break_minutes,
        )
        .join(Assignment, Assignment.slot_id == Slot.id)
        .join(Person, Person.id == Assignment.person_id)
        .join(Site, Site.id == Slot.site_id)
        .where(Assignment.campaign_id == campaign_id, Assignment.status.in_(LIVED))
    )  # fmt: skip
    found = []
    for person, home, host, site_department, direction, level, start, end, pause in rows:
        at = host or site_department
        if home is not None and at is not None:
            hours = (end - start).total_seconds() / 3600 - pause / 60
            found.append(Presence(home, at, direction, level, max(hours, 0.0), person))
    return found


def _coverage(
    session: Session, campaign_id: int, departments: dict[int, Link]
) -> tuple[Coverage, ...]:
    staff = _by_department(session, select(Person.department_id, func.count()).where(Person.active))
    asked = _by_department(
        session,
        select(Person.department_id, func.count(func.distinct(Report.author_id)))
        .join(Report, Report.author_id == Person.id)
        .where(
            Report.campaign_id == campaign_id,
            Report.status.in_(COUNTED),
            Report.voice == Voice.EMPLOYEE,
        ),
    )
    surveyed = dict(
        session.execute(
            select(Asked.department_id, func.max(Asked.people))
            .where(Asked.campaign_id == campaign_id)
            .group_by(Asked.department_id)
        ).all()
    )
    lived = _by_department(
        session,
        select(Person.department_id, func.count(func.distinct(Person.id)))
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Slot, Slot.id == Assignment.slot_id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status.in_(LIVED),
            Slot.direction == Direction.TO_FRONT,
        ),
    )
    return tuple(
        Coverage(
            key, staff.get(key, 0), max(asked.get(key, 0), surveyed.get(key, 0)), lived.get(key, 0),
            department.distance,
        )
        for key, department in departments.items()
        if staff.get(key, 0)
    )  # fmt: skip


def _by_department(session: Session, query: object) -> dict[int, int]:
    grouped = query.group_by(Person.department_id)  # type: ignore[attr-defined] # any select of two columns
    return {key: count for key, count in session.execute(grouped) if key is not None}


def department_named(session: Session, code: str) -> int | None:
    """The key of a department from its code."""
    return session.scalar(select(Department.id).where(Department.code == code))
