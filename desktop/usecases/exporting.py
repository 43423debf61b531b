"""Anything that a screen shows, as a table that goes into a file."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from db.models import (
    Absence,
    Action,
    Assignment,
    Campaign,
    Department,
    Entity,
    Holiday,
    Irritant,
    Night,
    Person,
    Site,
    Slot,
    Stay,
    Verbatim,
    Wish,
)
from desktop.core.errors import UserError
from desktop.core.exchange.writing import Cell, Sheet, write_table
from desktop.core.i18n import _, list_text
from desktop.core.vocabulary import ActivityKind

_AS_GUEST = (ActivityKind.MYSTERY_STAY, ActivityKind.MYSTERY_VISIT)
Export = Callable[[Session, str], Sheet]


def _sheet(title: str, headings: str, rows: Any) -> Sheet:  # noqa: ANN401 -- any result
    return Sheet(
        title, tuple(headings.split()), tuple(tuple(_cell(c) for c in row) for row in rows)
    )


def _cell(value: Any) -> Cell:  # noqa: ANN401 -- any column
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, StrEnum):
        return value.value
    return value  # type: ignore[no-any-return] # a plain value of a column


def _people(session: Session, _campaign: str) -> Sheet:
    manager = aliased(Person)
    rows = session.execute(
        select(
            Person.code, Person.last_name, Person.first_name, Person.email, Department.code,
            Site.code, Person.side, Entity.code, manager.code, Person.contract,
            Person.weekly_schedule, Person.birth_date, Person.skills, Person.languages,
            Person.join_date, Person.leave_date,
        )
        .outerjoin(Department, Department.id == Person.department_id)
        .outerjoin(Site, Site.id == Person.site_id)
        .outerjoin(Entity, Entity.id == Person.entity_id)
        .outerjoin(manager, manager.id == Person.manager_id)
        .where(Person.active)
        .order_by(Person.search, Person.code)
    )  # fmt: skip
    return _sheet(
        "people",
        "id last_name first_name email department site side entity manager_id contract "
        "weekly_schedule birth_date skills languages join_date leave_date",
        rows,
    )


def _departments(session: Session, _campaign: str) -> Sheet:
    parent = aliased(Department)
    rows = session.execute(
        select(
            Department.code, Department.name, parent.code, Department.head_email,
            Department.client_distance, Department.side,
        )
        .outerjoin(parent, parent.id == Department.parent_id)
        .order_by(Department.code)
    )  # fmt: skip
    return _sheet("departments", "id name parent_id head_email client_distance side", rows)


def _sites(session: Session, _campaign: str) -> Sheet:
    rows = session.execute(
        select(
            Site.code, Site.name, Site.kind, Department.code, Site.address, Site.postcode,
            Site.city, Site.latitude, Site.longitude, Site.timezone, Site.school_zone,
            Site.sunday_derogation, Site.rooms, Entity.code,
        )
        .outerjoin(Department, Department.id == Site.department_id)
        .outerjoin(Entity, Entity.id == Site.entity_id)
        .where(Site.active)
        .order_by(Site.code)
    )  # fmt: skip
    return _sheet(
        "sites",
        "id name kind department address postcode city latitude longitude timezone school_zone "
        "sunday_derogation rooms entity",
        rows,
    )


def _campaign_of(session: Session, code: str) -> Any:  # noqa: ANN401 -- a clause of SQL
    """The condition that keeps one campaign; none asked for keeps all."""
    if not code:
        return Campaign.id.is_not(None)
    if session.scalar(select(Campaign.id).where(Campaign.code == code)) is None:
        raise UserError(_("There is no campaign “{code}”.").format(code=code))
    return Campaign.code == code


def _slots(session: Session, campaign: str) -> Sheet:
    host = aliased(Person)
    rows = session.execute(
        select(
            Slot.code, Campaign.code, Site.code, Department.code, Slot.role, Slot.start, Slot.end,
            Slot.seats, Slot.mode, Slot.required_skills, host.code, Slot.direction,
        )
        .join(Campaign, Campaign.id == Slot.campaign_id)
        .join(Site, Site.id == Slot.site_id)
        .outerjoin(Department, Department.id == Slot.department_id)
        .outerjoin(host, host.id == Slot.host_id)
        .where(_campaign_of(session, campaign))
        .order_by(Slot.start, Slot.code)
    )  # fmt: skip
    return _sheet(
        "slots",
        "id campaign site department role start end seats mode required_skills host_id direction",
        rows,
    )


def _assignments(session: Session, campaign: str) -> Sheet:
    rows = session.execute(
        select(
            Campaign.code, Person.code, Person.last_name, Person.first_name, Slot.code, Site.code,
            Slot.role, Slot.start, Slot.end, Assignment.status, Assignment.pinned,
        )
        .join(Campaign, Campaign.id == Assignment.campaign_id)
        .join(Person, Person.id == Assignment.person_id)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .where(_campaign_of(session, campaign))
        .order_by(Slot.start, Person.search)
    )  # fmt: skip
    return _sheet(
        "assignments",
        "campaign person last_name first_name slot site role start end status pinned",
        rows,
    )


def _absences(session: Session, _campaign: str) -> Sheet:
    rows = session.execute(
        select(Person.code, Absence.start, Absence.end)
        .join(Person, Person.id == Absence.person_id)
        .order_by(Absence.start, Person.code)
    )
    return _sheet("absences", "person start end", rows)


def _wishes(session: Session, campaign: str) -> Sheet:
    """Without the wishes for mystery stays: a person beside a hotel would tell a guest."""
    rows = session.execute(
        select(Person.code, Wish.rank, Site.code, Wish.role, Wish.start, Wish.end, Campaign.code)
        .join(Person, Person.id == Wish.person_id)
        .join(Campaign, Campaign.id == Wish.campaign_id)
        .outerjoin(Site, Site.id == Wish.site_id)
        .where(
            _campaign_of(session, campaign),
            or_(Wish.kind.is_(None), Wish.kind.not_in(_AS_GUEST)),
        )
        .order_by(Person.code, Wish.rank)
    )
    return _sheet("wishes", "person rank site role from to campaign", rows)


def _occupancy(session: Session, _campaign: str) -> Sheet:
    rows = session.execute(
        select(Site.code, Night.night, Night.rooms_available, Night.rooms_sold)
        .join(Site, Site.id == Night.site_id)
        .order_by(Site.code, Night.night)
    )
    return _sheet("occupancy", "site night rooms_available rooms_sold", rows)


def _holidays(session: Session, _campaign: str) -> Sheet:
    rows = session.execute(
        select(Holiday.day, Holiday.name, Holiday.zone).order_by(Holiday.day, Holiday.zone)
    )
    return _sheet("holidays", "day name zones", rows)


def _stays(session: Session, campaign: str) -> Sheet:
    """By alias: the name of the guest stays on the coordinator's screen."""
    rows = session.execute(
        select(Campaign.code, Stay.alias, Site.code, Stay.arrival, Stay.nights, Stay.status)
        .join(Campaign, Campaign.id == Stay.campaign_id)
        .join(Site, Site.id == Stay.site_id)
        .where(_campaign_of(session, campaign))
        .order_by(Stay.arrival, Stay.alias)
    )
    return _sheet("stays", "campaign alias site arrival nights status", rows)


def _irritants(session: Session, campaign: str) -> Sheet:
    felt, caused = aliased(Department), aliased(Department)
    rows = session.execute(
        select(
            Irritant.code, Irritant.title, Irritant.touchpoint, felt.name, caused.name,
            Irritant.status,
        )
        .join(Campaign, Campaign.id == Irritant.campaign_id)
        .outerjoin(felt, felt.id == Irritant.felt_at_id)
        .outerjoin(caused, caused.id == Irritant.caused_by_id)
        .where(_campaign_of(session, campaign), Irritant.merged_into_id.is_(None))
        .order_by(Irritant.code)
    )  # fmt: skip
    return _sheet("irritants", "id title touchpoint felt_at caused_by status", rows)


def _actions(session: Session, campaign: str) -> Sheet:
    rows = session.execute(
        select(Action.id, Irritant.title, Action.title, Action.status)
        .join(Irritant, Irritant.id == Action.irritant_id)
        .join(Campaign, Campaign.id == Irritant.campaign_id)
        .where(_campaign_of(session, campaign))
        .order_by(Action.id)
    )
    return _sheet("actions", "id irritant title status", rows)


def _verbatims(session: Session, campaign: str) -> Sheet:
    rows = session.execute(
        select(
            Verbatim.code, Verbatim.day, Site.code, Verbatim.touchpoint, Verbatim.text,
            Verbatim.polarity, Verbatim.channel,
        )
        .join(Campaign, Campaign.id == Verbatim.campaign_id)
        .outerjoin(Site, Site.id == Verbatim.site_id)
        .where(_campaign_of(session, campaign))
        .order_by(Verbatim.day, Verbatim.code)
    )  # fmt: skip
    return _sheet("verbatims", "id date site touchpoint text polarity channel", rows)


EXPORTS: dict[str, Export] = {
    "people": _people,
    "departments": _departments,
    "sites": _sites,
    "slots": _slots,
    "assignments": _assignments,
    "absences": _absences,
    "wishes": _wishes,
    "occupancy": _occupancy,
    "holidays": _holidays,
    "stays": _stays,
    "irritants": _irritants,
    "actions": _actions,
    "verbatims": _verbatims,
}


def export_sheet(session: Session, kind: str, campaign: str = "") -> Sheet:
    """The table of one kind; importable kinds can be read back as they are."""
    if kind not in EXPORTS:
        raise UserError(
            _("“{kind}” cannot be exported.").format(kind=kind),
            hint=_("The kinds are: {names}.").format(names=list_text(list(EXPORTS))),
        )
    return EXPORTS[kind](session, campaign)


def export_table(session: Session, kind: str, path: Path, campaign: str = "") -> int:
    """Write one kind to a CSV or XLSX file; returns the number of rows."""
    return write_table(path, export_sheet(session, kind, campaign))
