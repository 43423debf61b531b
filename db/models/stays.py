"""Quiet nights and mystery stays, from the forecast to the payroll line."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_list, pk, uid
from desktop.core.vocabulary import StayStatus


class Night(Base):
    """Newest forecast of one site and night; the older ones are not kept."""

    __tablename__ = "night"
    __table_args__ = (
        UniqueConstraint("site_id", "night"),
        CheckConstraint("rooms_available >= 0", name="rooms_available"),
        CheckConstraint("rooms_sold >= 0", name="rooms_sold"),
    )

    id: Mapped[pk]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    night: Mapped[date] = mapped_column(index=True)
    rooms_available: Mapped[int]
    rooms_sold: Mapped[int]
    forecast_on: Mapped[date]


class Stay(Base):
    """One mystery stay; the guest is known by alias everywhere but on the coordinator's screen."""

    __tablename__ = "stay"
    __table_args__ = (
        CheckConstraint("nights BETWEEN 1 AND 3", name="nights"),
        CheckConstraint("status = 'offered' OR person_id IS NOT NULL", name="has_guest"),
        UniqueConstraint("campaign_id", "alias"),
    )

    id: Mapped[pk]
    uid: Mapped[uid]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    alias: Mapped[str]
    arrival: Mapped[date]
    nights: Mapped[int] = mapped_column(default=1)
    status: Mapped[StayStatus] = mapped_column(default=StayStatus.OFFERED)
    pinned: Mapped[bool] = mapped_column(default=False)
    companions: Mapped[int] = mapped_column(default=0)
    window_start: Mapped[date | None]
    window_end: Mapped[date | None]
    date_changes: Mapped[int] = mapped_column(default=0)
    scenario_signed_on: Mapped[date | None]
    signed_text: Mapped[str | None]
    """Fingerprint of the scenario and commitments that the guest read."""
    report_due: Mapped[datetime | None]
    unmasked_on: Mapped[date | None]
    public_price: Mapped[Decimal | None]
    """Incl. VAT, for the whole stay, as an ordinary client would have paid that day."""
    price_seen_on: Mapped[date | None]
    paid_price: Mapped[Decimal | None]
    """What remains to the guest once the rebate is paid."""
    rebate: Mapped[Decimal | None]
    qualification: Mapped[str] = mapped_column(default="")
    """Set by payroll before the first settlement; empty = to be qualified."""
    created: Mapped[created_at]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class StayRequest(Base):
    """An application to an offered stay; not a promise."""

    __tablename__ = "stay_request"
    __table_args__ = (UniqueConstraint("stay_id", "person_id"),)

    id: Mapped[pk]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created: Mapped[created_at]
    withdrawn: Mapped[bool] = mapped_column(default=False)


class StayCompanion(Base):
    """Somebody who went along: a salted fingerprint and initials, for the rotation alone."""

    __tablename__ = "stay_companion"
    __table_args__ = (UniqueConstraint("stay_id", "mark"),)

    id: Mapped[pk]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="CASCADE"))
    mark: Mapped[str] = mapped_column(index=True)
    initials: Mapped[str]


class StayDraw(Base):
    """How a tie was settled, so that anybody may make the draw again."""

    __tablename__ = "stay_draw"

    id: Mapped[pk]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="CASCADE"), index=True)
    seed: Mapped[int]
    applicants: Mapped[json_list]
    """In the order drawn: staff number, stays had before, ticket."""
    created: Mapped[created_at]


class StayProof(Base):
    """A proof of price or of the visit, stripped of metadata; never used twice."""

    __tablename__ = "stay_proof"
    __table_args__ = (UniqueConstraint("stay_id", "kind", "sha256"),)

    id: Mapped[pk]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="CASCADE"))
    kind: Mapped[str]
    """`price` or `visit`."""
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    content: Mapped[bytes]
    created: Mapped[created_at]


class StayReminder(Base):
    """A reminder of the report that was prepared, so that none is prepared twice."""

    __tablename__ = "stay_reminder"
    __table_args__ = (UniqueConstraint("stay_id", "hours"),)

    id: Mapped[pk]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id", ondelete="CASCADE"))
    hours: Mapped[int]
    """After the departure."""
    created: Mapped[created_at]


class Settlement(Base):
    """A payroll line; a correction is a new line, never an edit."""

    __tablename__ = "settlement"

    id: Mapped[pk]
    stay_id: Mapped[int] = mapped_column(ForeignKey("stay.id"), index=True)
    month: Mapped[date]
    """First day of the payroll month."""
    nature: Mapped[str]
    """`rebate` or `benefit_in_kind`."""
    value: Mapped[Decimal]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("settlement.id"), index=True)
    created: Mapped[created_at]
