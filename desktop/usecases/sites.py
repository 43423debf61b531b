"""Sites and departments: lists, cards, and the tree with its place on the service chain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.models import Department, Entity, Night, Person, Site
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.vocabulary import Side, SiteKind
from desktop.usecases.outcome import Outcome


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One line of the list of sites."""

    id: int
    code: str
    name: str
    kind: SiteKind
    city: str
    postcode: str
    department: str
    entity: str
    rooms: int | None
    opening_threshold: float
    people: int
    nights: int
    """Nights whose occupancy is known."""
    located: bool
    active: bool


@dataclass(frozen=True, slots=True)
class SiteCard:
    """Everything that can be read and changed of one site; shares go from 0 to 1."""

    id: int | None = None
    code: str = ""
    name: str = ""
    kind: SiteKind = SiteKind.OTHER
    entity_id: int | None = None
    department_id: int | None = None
    address: str = ""
    postcode: str = ""
    city: str = ""
    latitude: float | None = None
    longitude: float | None = None
    timezone: str = "Europe/Paris"
    school_zone: str = ""
    holiday_zone: str = ""
    sunday_derogation: bool = False
    rule_profile: str = ""
    rooms: int | None = None
    opening_threshold: float = 0.6
    max_stay_rooms: int = 2
    max_stay_share: float = 0.05
    min_nights: int = 1
    max_nights: int = 3
    safety_contact: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One node of the tree, in the order in which a tree is read; `depth` 0 is the top."""

    id: int
    code: str
    name: str
    parent_id: int | None
    parent: str
    depth: int
    head: str
    side: Side
    client_distance: int
    people: int


@dataclass(frozen=True, slots=True)
class DepartmentCard:
    """Everything that can be read and changed of one department."""

    id: int | None = None
    code: str = ""
    name: str = ""
    parent_id: int | None = None
    head_id: int | None = None
    head_email: str = ""
    side: Side = Side.BACK
    client_distance: int = 1


_SITE_FIELDS = tuple(name for name in SiteCard.__dataclass_fields__ if name != "id")
_DEPARTMENT_FIELDS = tuple(name for name in DepartmentCard.__dataclass_fields__ if name != "id")


def list_sites(session: Session, *, inactive: bool = False) -> list[SiteRow]:
    """Sites by name; `inactive` also those that are closed."""
    people = _counts(session, Person.site_id)
    nights = _counts(session, Night.site_id)
    query = (
        select(Site, Department.name, Entity.name)
        .outerjoin(Department, Department.id == Site.department_id)
        .outerjoin(Entity, Entity.id == Site.entity_id)
    )
    if not inactive:
        query = query.where(Site.active)
    rows = [
        SiteRow(
            site.id,
            site.code,
            site.name,
            site.kind,
            site.city,
            site.postcode,
            department or "",
            entity or "",
            site.rooms,
            site.opening_threshold,
            people.get(site.id, 0),
            nights.get(site.id, 0),
            site.latitude is not None and site.longitude is not None,
            site.active,
        )
        for site, department, entity in session.execute(query)
    ]
    return sorted(rows, key=lambda row: (fold(row.name), row.code))


def _counts(session: Session, column: InstrumentedAttribute[Any]) -> dict[int, int]:
    """How many rows point to each id."""
    query = (
        select(column.label("id"), func.count().label("number"))
        .where(column.is_not(None))
        .group_by(column)
    )
    return {row.id: row.number for row in session.execute(query)}


def get_site(session: Session, site_id: int) -> SiteCard:
    """One site's card. Raises `UserError` if it is gone."""
    site = _site(session, site_id)
    return SiteCard(id=site.id, **{name: getattr(site, name) for name in _SITE_FIELDS})


def _site(session: Session, site_id: int) -> Site:
    site = session.get(Site, site_id)
    if site is None:
        raise UserError(_("This site is no longer in the data."))
    return site


def save_site(session: Session, card: SiteCard) -> Outcome[int]:
    """Keep a card, new or changed. Raises `UserError` for what cannot be; returns the site's id."""
    card = replace(card, code=card.code.strip(), name=card.name.strip())
    _check_site(session, card)
    if card.id is None:
        site = Site()
        session.add(site)
        label = _("add {name}").format(name=card.name)
    else:
        site = _site(session, card.id)
        label = _("edit {name}").format(name=card.name)
    for name in _SITE_FIELDS:
        if getattr(site, name) != getattr(card, name):
            setattr(site, name, getattr(card, name))
    session.flush()
    return Outcome(site.id, Changes.SITES, label)


def _check_site(session: Session, card: SiteCard) -> None:
    if not card.code or not card.name:
        raise UserError(_("A site needs a code and a name."))
    other = session.scalar(select(Site).where(Site.code == card.code))
    if other is not None and other.id != card.id:
        raise UserError(
            _("The code {code} is that of {name}.").format(code=other.code, name=other.name)
        )
    if card.timezone not in available_timezones():
        raise UserError(_("“{zone}” is not a time zone.").format(zone=card.timezone))
    if not 0 <= card.opening_threshold <= 1:
        raise UserError(_("The opening threshold lies between 0 and 100 %."))
    if not 1 <= card.min_nights <= card.max_nights <= 3:
        raise UserError(_("A stay lasts from one to three nights."))


def list_departments(session: Session) -> list[DepartmentRow]:
    """The whole tree, parents before their children, in alphabetical order."""
    people = _counts(session, Person.department_id)
    query = select(Department, Person.first_name, Person.last_name).outerjoin(
        Person, Person.id == Department.head_id
    )
    found = session.execute(query).all()
    names = {department.id: department.name for department, _first, _last in found}
    children: dict[int | None, list[DepartmentRow]] = {}
    for department, first, last in found:
        row = DepartmentRow(
            department.id,
            department.code,
            department.name,
            department.parent_id,
            names.get(department.parent_id or 0, ""),
            0,
            f"{first} {last}".strip() if last else department.head_email,
            department.side,
            department.client_distance,
            people.get(department.id, 0),
        )
        children.setdefault(department.parent_id, []).append(row)
    return _in_reading_order(children)


def _in_reading_order(children: dict[int | None, list[DepartmentRow]]) -> list[DepartmentRow]:
    ordered: list[DepartmentRow] = []
    waiting = [(row, 0) for row in _by_name_backwards(children.get(None, []))]
    while waiting:
        row, depth = waiting.pop()
        ordered.append(replace(row, depth=depth))
        below = children.get(row.id, [])
        waiting.extend((child, depth + 1) for child in _by_name_backwards(below))
    return ordered


def _by_name_backwards(rows: list[DepartmentRow]) -> list[DepartmentRow]:
    return sorted(rows, key=lambda row: (fold(row.name), row.code), reverse=True)


def get_department(session: Session, department_id: int) -> DepartmentCard:
    """One department's card. Raises `UserError` if it is gone."""
    department = _department(session, department_id)
    values = {name: getattr(department, name) for name in _DEPARTMENT_FIELDS}
    return DepartmentCard(id=department.id, **values)


def _department(session: Session, department_id: int) -> Department:
    department = session.get(Department, department_id)
    if department is None:
        raise UserError(_("This department is no longer in the data."))
    return department


def save_department(session: Session, card: DepartmentCard) -> Outcome[int]:
    """Keep a card, new or changed. Raises `UserError` for what cannot be; returns the id."""
    card = replace(card, code=card.code.strip(), name=card.name.strip())
    if not card.code or not card.name:
        raise UserError(_("A department needs a code and a name."))
    other = session.scalar(select(Department).where(Department.code == card.code))
    if other is not None and other.id != card.id:
        raise UserError(
            _("The code {code} is that of {name}.").format(code=other.code, name=other.name)
        )
    _refuse_circle(session, card)
    if card.id is None:
        department = Department()
        session.add(department)
        label = _("add {name}").format(name=card.name)
    else:
        department = _department(session, card.id)
        label = _("edit {name}").format(name=card.name)
    for name in _DEPARTMENT_FIELDS:
        if getattr(department, name) != getattr(card, name):
            setattr(department, name, getattr(card, name))
    session.flush()
    return Outcome(department.id, Changes.SITES, label)


def _refuse_circle(session: Session, card: DepartmentCard) -> None:
    """No department stands above itself."""
    rows = session.execute(select(Department.id, Department.parent_id, Department.name))
    above = {row.id: (row.parent_id, row.name) for row in rows}
    path, current = [card.name], card.parent_id
    while current is not None and current in above and len(path) <= len(above):
        path.append(above[current][1])
        if current == card.id:
            raise UserError(
                _("This department would be above itself: {path}.").format(path=" → ".join(path))
            )
        current = above[current][0]
