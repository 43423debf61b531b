"""Who works where: legal entities, sites, departments on the service chain, people."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_list, pk
from desktop.core.vocabulary import Contract, Side, SiteKind


class Entity(Base):
    """A legal entity; a visit from one to another needs an agreement of both (L8241-2)."""

    __tablename__ = "entity"

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Site(Base):
    """A place of work, with what decides whether its quiet nights are offered."""

    __tablename__ = "site"
    __table_args__ = (
        CheckConstraint("rooms IS NULL OR rooms >= 0", name="rooms"),
        CheckConstraint("opening_threshold BETWEEN 0 AND 1", name="opening_threshold"),
    )

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[SiteKind] = mapped_column(default=SiteKind.OTHER)
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(
        ForeignKey("department.id", use_alter=True, name="fk_site_department_id_department"),
        index=True,
    )
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    timezone: Mapped[str] = mapped_column(default="Europe/Paris")
    school_zone: Mapped[str] = mapped_column(default="")
    holiday_zone: Mapped[str] = mapped_column(default="")
    """Alsace-Moselle, La Réunion… as public holidays differ; empty = metropolitan France."""
    sunday_derogation: Mapped[bool] = mapped_column(default=False)
    rule_profile: Mapped[str] = mapped_column(default="")
    """Code of the site's own rule profile (`hcr`); empty = that of the visitor alone."""
    rooms: Mapped[int | None]
    opening_threshold: Mapped[float] = mapped_column(default=0.6)
    """Forecast occupancy (0 to 1) under which a night is offered."""
    max_stay_rooms: Mapped[int] = mapped_column(default=2)
    """Rooms that the programme may take in one night."""
    max_stay_share: Mapped[float] = mapped_column(default=0.05)
    """The same, as a share of the rooms; the lower of the two holds."""
    min_nights: Mapped[int] = mapped_column(default=1)
    max_nights: Mapped[int] = mapped_column(default=3)
    safety_contact: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class Department(Base):
    """A node of the organisation tree and of the service chain."""

    __tablename__ = "department"
    __table_args__ = (CheckConstraint("client_distance >= 0", name="client_distance"),)

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    head_id: Mapped[int | None] = mapped_column(
        ForeignKey("person.id", use_alter=True, name="fk_department_head_id_person"), index=True
    )
    head_email: Mapped[str] = mapped_column(default="")
    side: Mapped[Side] = mapped_column(default=Side.BACK)
    client_distance: Mapped[int] = mapped_column(default=1)
    """0 = in contact with clients, n = steps away on the service chain."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class ServiceLink(Base):
    """An edge of the service chain: the downstream department depends on the upstream one."""

    __tablename__ = "service_link"
    __table_args__ = (
        UniqueConstraint("upstream_id", "downstream_id"),
        CheckConstraint("upstream_id <> downstream_id", name="not_itself"),
    )

    id: Mapped[pk]
    upstream_id: Mapped[int] = mapped_column(ForeignKey("department.id", ondelete="CASCADE"))
    downstream_id: Mapped[int] = mapped_column(
        ForeignKey("department.id", ondelete="CASCADE"), index=True
    )


class Person(Base):
    """An employee, with what the rules need to know of her usual week."""

    __tablename__ = "person"

    id: Mapped[pk]
    code: Mapped[str] = mapped_column(unique=True)
    """The staff number, as text: leading zeros count."""
    last_name: Mapped[str]
    first_name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    side: Mapped[Side] = mapped_column(default=Side.BACK)
    job_title: Mapped[str] = mapped_column(default="")
    level: Mapped[int] = mapped_column(default=0)
    """Hierarchical level: 0 = staff, 1 = team leader, 2 = head, 3 = direction."""
    contract: Mapped[Contract] = mapped_column(default=Contract.STANDARD)
    rule_profile: Mapped[str] = mapped_column(default="")
    """Code of the rule profile; empty = derived from contract and age."""
    weekly_schedule: Mapped[str] = mapped_column(default="")
    """`mon 09:00-12:30 13:30-17:00, tue …` in the site's local time; empty = unknown."""
    weekly_hours: Mapped[float | None]
    birth_date: Mapped[date | None]
    skills: Mapped[json_list]
    languages: Mapped[json_list]
    join_date: Mapped[date | None]
    leave_date: Mapped[date | None]
    charter_signed_on: Mapped[date | None]
    """Commitment of confidentiality, loyalty, facts."""
    active: Mapped[bool] = mapped_column(default=True)
    search: Mapped[str] = mapped_column(default="", index=True)
    """Folded name for look-ups: same answers on every engine."""
    created: Mapped[created_at]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class Certificate(Base):
    """A dated qualification or safety welcome that a post may demand (L4141-2)."""

    __tablename__ = "certificate"
    __table_args__ = (UniqueConstraint("person_id", "name", "site_id"),)

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str]
    """`safety_briefing` for the safety welcome; else as written in a slot's required skills."""
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    given_on: Mapped[date]
    given_by: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[date | None]


class Conflict(Base):
    """A declared conflict of interest: this person never goes to this site or department."""

    __tablename__ = "conflict"
    __table_args__ = (
        CheckConstraint("site_id IS NOT NULL OR department_id IS NOT NULL", name="has_object"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    declared_on: Mapped[date | None]


class Holiday(Base):
    """A public holiday of a zone (`""` = all of metropolitan France)."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("day", "zone"),)

    id: Mapped[pk]
    day: Mapped[date] = mapped_column(index=True)
    zone: Mapped[str] = mapped_column(default="")
    name: Mapped[str]


class SchoolHoliday(Base):
    """A period of school holidays in a zone, both ends included."""

    __tablename__ = "school_holiday"
    __table_args__ = (UniqueConstraint("zone", "start"),)

    id: Mapped[pk]
    zone: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]
    name: Mapped[str] = mapped_column(default="")


class CalendarCoverage(Base):
    """Up to which day a calendar is known: after it the answer is "unknown", never "free"."""

    __tablename__ = "calendar_coverage"
    __table_args__ = (UniqueConstraint("calendar", "zone"),)

    id: Mapped[pk]
    calendar: Mapped[str]
    """`school` or `public`."""
    zone: Mapped[str] = mapped_column(default="")
    known_from: Mapped[date]
    known_until: Mapped[date]


class Commune(Base):
    """Where a postcode lies, to place sites and reckon travel."""

    __tablename__ = "commune"
    __table_args__ = (UniqueConstraint("insee", "postcode", "name"),)

    id: Mapped[pk]
    insee: Mapped[str]
    name: Mapped[str]
    postcode: Mapped[str] = mapped_column(index=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
