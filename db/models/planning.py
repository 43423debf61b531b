"""What can be planned and what is: slots, wishes, absences, assignments, swaps, agreements."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_dict, json_list, pk, uid
from desktop.core.vocabulary import (
    ActivityKind,
    AssignmentStatus,
    Availability,
    Direction,
    Mode,
)


class Slot(Base):
    """A shift that offers seats to visitors. Instants are UTC; the site's zone judges them."""

    __tablename__ = "slot"
    __table_args__ = (
        UniqueConstraint("campaign_id", "code"),
        CheckConstraint("seats >= 0", name="seats"),
        CheckConstraint('start < "end"', name="times"),
    )

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    """The department that receives."""
    role: Mapped[str] = mapped_column(default="")
    start: Mapped[datetime]
    end: Mapped[datetime]
    break_minutes: Mapped[int] = mapped_column(default=0)
    seats: Mapped[int] = mapped_column(default=1)
    """0 = closed."""
    mode: Mapped[Mode] = mapped_column(default=Mode.OBSERVE)
    direction: Mapped[Direction] = mapped_column(default=Direction.TO_FRONT)
    required_skills: Mapped[json_list]
    host_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who signs for the host; not the tutor."""
    listening: Mapped[bool] = mapped_column(default=False)
    """Calls are listened to: a dated notice is required."""
    listening_notice_on: Mapped[date | None]
    swap_open: Mapped[bool] = mapped_column(default=False)
    """The host would sit at the visitor's post meanwhile."""
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class Wish(Base):
    """What a person would like, best first; every object is optional and narrows the wish."""

    __tablename__ = "wish"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id", "rank"),
        CheckConstraint("rank >= 1", name="rank"),
    )

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    rank: Mapped[int]
    kind: Mapped[ActivityKind | None]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    role: Mapped[str] = mapped_column(default="")
    start: Mapped[date | None]
    end: Mapped[date | None]


class Absence(Base):
    """Days on which a person is not there, both ends included. No reason is ever stored."""

    __tablename__ = "absence"
    __table_args__ = (
        UniqueConstraint("person_id", "start", "end"),
        CheckConstraint('start <= "end"', name="dates"),
    )

    id: Mapped[pk]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    start: Mapped[date]
    end: Mapped[date]


class AvailabilityDay(Base):
    """What a person said of a day of the campaign; silent days are available."""

    __tablename__ = "availability_day"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "day"),)

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    availability: Mapped[Availability]


class Participation(Base):
    """Who takes part in a campaign and how often; no row = the campaign's default."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id"),)

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    immersion: Mapped[bool] = mapped_column(default=True)
    mystery: Mapped[bool] = mapped_column(default=False)
    max_activities: Mapped[int | None]


class Swap(Base):
    """Two immersions in opposite directions planned as one: both halves or neither."""

    __tablename__ = "swap"

    id: Mapped[pk]
    uid: Mapped[uid]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )


class Assignment(Base):
    """A person in a seat, from draft to done."""

    __tablename__ = "assignment"
    __table_args__ = (UniqueConstraint("slot_id", "person_id"),)

    id: Mapped[pk]
    uid: Mapped[uid]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slot.id", ondelete="CASCADE"), index=True)
    swap_id: Mapped[int | None] = mapped_column(
        ForeignKey("swap.id", ondelete="SET NULL"), index=True
    )
    status: Mapped[AssignmentStatus] = mapped_column(default=AssignmentStatus.DRAFT)
    pinned: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    published_digest: Mapped[str] = mapped_column(default="")
    """Fingerprint of what the person was last told; different = changed since."""
    sequence: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of the calendar invitation (RFC 5545)."""
    confirmed_at: Mapped[datetime | None]
    objective: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    missed_minutes: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class PublishedAssignment(Base):
    """What was last published of an assignment that has since been moved or cancelled."""

    __tablename__ = "published_assignment"
    __table_args__ = (UniqueConstraint("assignment_uid"),)

    id: Mapped[pk]
    assignment_uid: Mapped[str]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(
        ForeignKey("slot.id", ondelete="SET NULL"), index=True
    )
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[bool] = mapped_column(default=False)
    content: Mapped[json_dict]
    published_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    """When the person was asked again for this publication; the next one forgets it."""


class Agreement(Base):
    """The signed document of an immersion; any edit of dates, place or tutor cancels signatures."""

    __tablename__ = "agreement"

    id: Mapped[pk]
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), unique=True
    )
    consent_on: Mapped[date | None]
    """Employee's agreement, needed between two entities (L8241-2)."""
    convention_on: Mapped[date | None]
    amendment_on: Mapped[date | None]
    signatures: Mapped[json_dict]
    """Role (visitor, home_manager, host_approver, tutor) → ISO date of signature."""
    activities: Mapped[str] = mapped_column(default="")
    limits: Mapped[str] = mapped_column(default="")
    protection: Mapped[str] = mapped_column(default="")
    created: Mapped[created_at]
    cancelled_on: Mapped[date | None]
    """When an edit of day, place, hours or host last cancelled what was dated and signed."""


class WeekTemplate(Base):
    """A week of slots to be laid over another week."""

    __tablename__ = "week_template"

    id: Mapped[pk]
    name: Mapped[str] = mapped_column(unique=True)
    rows: Mapped[json_list]
