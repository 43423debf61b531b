"""The register: irritants with where they are felt and caused, their actions, moments, history."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_dict, pk, uid
from desktop.core.vocabulary import (
    ActionStatus,
    IrritantSide,
    IrritantStatus,
    Moment,
    Polarity,
    RootCause,
    Voice,
)


class Irritant(Base):
    """A negative recurring point of the journey."""

    __tablename__ = "irritant"
    __table_args__ = (
        UniqueConstraint("campaign_id", "code"),
        CheckConstraint("severity_client BETWEEN 0 AND 4", name="severity_client"),
        CheckConstraint("severity_employee BETWEEN 0 AND 4", name="severity_employee"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_itself"),
    )

    id: Mapped[pk]
    uid: Mapped[uid]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    """`I-001`, as said aloud in meetings."""
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    touchpoint: Mapped[str] = mapped_column(default="", index=True)
    side: Mapped[IrritantSide] = mapped_column(default=IrritantSide.CLIENT)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    felt_at_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    caused_by_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    cause: Mapped[RootCause | None]
    cause_detail: Mapped[str] = mapped_column(default="")
    severity_client: Mapped[int] = mapped_column(default=0)
    severity_employee: Mapped[int] = mapped_column(default=0)
    occurrences_per_week: Mapped[float | None]
    people_concerned: Mapped[int | None]
    status: Mapped[IrritantStatus] = mapped_column(default=IrritantStatus.REPORTED)
    status_reason: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    due: Mapped[date | None]
    resolved_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("irritant.id"), index=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("irritant.id"), index=True)
    """The same irritant in the previous campaign."""
    displaced_from_id: Mapped[int | None] = mapped_column(ForeignKey("irritant.id"), index=True)
    """The client irritant whose closing moved the burden here."""
    displacement_answer: Mapped[str] = mapped_column(default="")
    """Who carries it now, as answered at closing."""
    created: Mapped[created_at]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class Action(Base):
    """A measure against an irritant, with its employee-impact note."""

    __tablename__ = "action"

    id: Mapped[pk]
    irritant_id: Mapped[int] = mapped_column(
        ForeignKey("irritant.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    due: Mapped[date | None]
    done_on: Mapped[date | None]
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.PLANNED)
    employee_impact: Mapped[str] = mapped_column(default="")
    """Who will have to change, with which tools and training, told when."""
    created: Mapped[created_at]


class IrritantEvent(Base):
    """One step in an irritant's life, in words that name no reporter."""

    __tablename__ = "irritant_event"

    id: Mapped[pk]
    irritant_id: Mapped[int] = mapped_column(
        ForeignKey("irritant.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    kind: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")


class SimilarityDecision(Base):
    """Two irritants that the coordinator refused to join: she is not asked again."""

    __tablename__ = "similarity_decision"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered"),
    )

    id: Mapped[pk]
    first_id: Mapped[int] = mapped_column(ForeignKey("irritant.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(
        ForeignKey("irritant.id", ondelete="CASCADE"), index=True
    )
    same: Mapped[bool] = mapped_column(default=False)
    created: Mapped[created_at]


class MomentOverride(Base):
    """A moment set by hand against the computed one; never without a reason."""

    __tablename__ = "moment_override"
    __table_args__ = (
        UniqueConstraint("campaign_id", "touchpoint", "department_id"),
        CheckConstraint("reason <> ''", name="has_reason"),
    )

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    touchpoint: Mapped[str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    moment: Mapped[Moment]
    reason: Mapped[str]
    author: Mapped[str] = mapped_column(default="")
    created: Mapped[created_at]


class Verbatim(Base):
    """Words of a client or an employee that came from a survey, contact details masked."""

    __tablename__ = "verbatim"
    __table_args__ = (UniqueConstraint("campaign_id", "code", "voice"),)

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str]
    voice: Mapped[Voice] = mapped_column(default=Voice.CLIENT)
    day: Mapped[date | None]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    touchpoint: Mapped[str] = mapped_column(default="", index=True)
    """Empty = to be specified."""
    touchpoint_confidence: Mapped[float | None]
    text: Mapped[str]
    polarity: Mapped[Polarity | None]
    polarity_confidence: Mapped[float | None]
    corrected: Mapped[bool] = mapped_column(default=False)
    """Set by hand: never proposed again."""
    channel: Mapped[str] = mapped_column(default="")
    masked: Mapped[int] = mapped_column(default=0)
    """Contact details masked in the text."""


class Asked(Base):
    """How many employees of a department were asked about their interactions: silence needs it."""

    __tablename__ = "asked"
    __table_args__ = (UniqueConstraint("campaign_id", "department_id", "touchpoint"),)

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    touchpoint: Mapped[str] = mapped_column(default="")
    """Empty = the two open questions, about every touchpoint."""
    people: Mapped[int]


class BestPractice(Base):
    """A win-win worth spreading, with where it was seen."""

    __tablename__ = "best_practice"

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    touchpoint: Mapped[str]
    title: Mapped[str]
    seen_at: Mapped[json_dict]
    """Site code → number of reports."""
