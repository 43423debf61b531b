"""What participants write: versioned questionnaires, reports, answers, observations, cards."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_dict, json_list, pk, uid
from desktop.core.vocabulary import (
    IrritantSide,
    ObservationKind,
    Polarity,
    QuestionnaireKind,
    ReportStatus,
    Voice,
)


class Questionnaire(Base):
    """One version of a set of questions; used versions are never edited."""

    __tablename__ = "questionnaire"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    id: Mapped[pk]
    uid: Mapped[uid]
    code: Mapped[str]
    edition: Mapped[int] = mapped_column(default=1)
    kind: Mapped[QuestionnaireKind]
    title: Mapped[str]
    content: Mapped[json_dict]
    """The whole definition, as `core.observations.questionnaire` writes and reads it."""
    retired: Mapped[bool] = mapped_column(default=False)
    created: Mapped[created_at]


class Report(Base):
    """One filled questionnaire, after an immersion (either half of the bilan) or a stay."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("assignment_id", "author_id"),
        CheckConstraint("assignment_id IS NULL OR stay_id IS NULL", name="one_occasion"),
    )

    id: Mapped[pk]
    uid: Mapped[uid]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(
        ForeignKey("assignment.id", ondelete="SET NULL"), index=True
    )
    stay_id: Mapped[int | None] = mapped_column(
        ForeignKey("stay.id", ondelete="SET NULL"), unique=True
    )
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    """The department observed."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    voice: Mapped[Voice] = mapped_column(default=Voice.EMPLOYEE)
    """Whose experience it mainly tells: a mystery guest speaks as a client."""
    status: Mapped[ReportStatus] = mapped_column(default=ReportStatus.DRAFT)
    page: Mapped[int] = mapped_column(default=0)
    """Where the author stopped."""
    saved_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")
    scores_excluded: Mapped[bool] = mapped_column(default=False)
    """Unmasked guest: the report is kept, its scores do not count."""
    score: Mapped[float | None]
    """Percent, reckoned at submission; None = too few answers."""
    answered: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    asked_touchpoints: Mapped[json_list]
    """Touchpoints that the questionnaire asked about: silence counts only there."""
    created: Mapped[created_at]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class Answer(Base):
    """One answer, saved as it is typed."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("report_id", "item"),)

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    item: Mapped[str]
    """Code of the question in this version."""
    value: Mapped[str] = mapped_column(default="")
    """As text: `met`, `not_met`, `not_applicable`, a number, a time, or the words."""
    note: Mapped[str] = mapped_column(default="")
    original: Mapped[str] = mapped_column(default="")
    """The author's words, where the reviewer mended their form."""


class Observation(Base):
    """One content at one touchpoint; fact, feeling and suggestion are never mixed."""

    __tablename__ = "observation"

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    item: Mapped[str] = mapped_column(default="")
    """Code of the question whose answer it repeats, made at sending; empty = told freely."""
    kind: Mapped[ObservationKind]
    voice: Mapped[Voice]
    touchpoint: Mapped[str] = mapped_column(default="", index=True)
    text: Mapped[str]
    polarity: Mapped[Polarity | None]
    original: Mapped[str] = mapped_column(default="")


class IrritantCard(Base):
    """An irritant as one reporter met it; the register joins cards into irritants."""

    __tablename__ = "irritant_card"

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    irritant_id: Mapped[int | None] = mapped_column(
        ForeignKey("irritant.id", ondelete="SET NULL"), index=True
    )
    touchpoint: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    fact: Mapped[str] = mapped_column(default="")
    quote: Mapped[str] = mapped_column(default="")
    side: Mapped[IrritantSide] = mapped_column(default=IrritantSide.CLIENT)
    felt_at_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    caused_by_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    client_effort: Mapped[json_dict]
    """screens, applications, hand_overs, approvals, minutes, interlocutors → number."""
    employee_effort: Mapped[json_dict]
    occurrences_per_week: Mapped[float | None]
    people_concerned: Mapped[int | None]
    severity_client: Mapped[int] = mapped_column(default=0)
    """0 = none to 4 = the client leaves."""
    severity_employee: Mapped[int] = mapped_column(default=0)
    idea: Mapped[str] = mapped_column(default="")
    created: Mapped[created_at]


class Attachment(Base):
    """A picture or document joined to a report, stripped of location data; no sound, no video."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("report_id", "sha256"),)

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    content: Mapped[bytes]


class ReviewComment(Base):
    """What the reviewer says of one field; visible to the author."""

    __tablename__ = "review_comment"

    id: Mapped[pk]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    """The words before a mend of form; empty for a plain comment."""
    author: Mapped[str] = mapped_column(default="")
    resolved: Mapped[bool] = mapped_column(default=False)
    created: Mapped[created_at]
