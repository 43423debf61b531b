"""Campaigns, the hard partition of everything that follows, with their parameters and waivers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_dict, json_list, pk, uid
from desktop.core.vocabulary import CampaignStatus


class Campaign(Base):
    """A dated edition of the programme."""

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint('start <= "end"', name="dates"),
        CheckConstraint("figure_threshold >= 3", name="figure_floor"),
        CheckConstraint("verbatim_threshold >= figure_threshold", name="verbatim_floor"),
        CheckConstraint("away_share > 0 AND away_share <= 1", name="away_share"),
    )

    id: Mapped[pk]
    uid: Mapped[uid]
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    start: Mapped[date]
    end: Mapped[date]
    status: Mapped[CampaignStatus] = mapped_column(default=CampaignStatus.DRAFT)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    """The campaign that trends are reckoned against."""
    seed: Mapped[int] = mapped_column(default=1)
    """Breaks ties in draws and plans; recorded so that they can be made again."""
    max_activities: Mapped[int] = mapped_column(default=1)
    """Per person."""
    away_share: Mapped[float] = mapped_column(default=0.2)
    """Share of a department that may be away on one day."""
    publish_notice_days: Mapped[int] = mapped_column(default=7)
    rotation_days: Mapped[int] = mapped_column(default=365)
    cross_rule_months: Mapped[int] = mapped_column(default=12)
    """Months between working at a site and being its mystery guest."""
    report_due_hours: Mapped[int] = mapped_column(default=72)
    figure_threshold: Mapped[int] = mapped_column(default=5)
    verbatim_threshold: Mapped[int] = mapped_column(default=8)
    severities: Mapped[json_dict]
    """Rule code → `blocking` or `warning`, where the campaign departs from the catalogue."""
    quotas: Mapped[json_dict]
    """`site:<code>` or `department:<code>` → most activities in this campaign."""
    aims: Mapped[json_list]
    """Order of the planner's tiers, where the coordinator changed it."""
    mystery: Mapped[bool] = mapped_column(default=False)
    staff_note: Mapped[str] = mapped_column(default="")
    """How mystery visits work and what they are for, as posted (L1222-3)."""
    staff_note_on: Mapped[date | None]
    works_council_on: Mapped[date | None]
    works_council_reference: Mapped[str] = mapped_column(default="")
    visits_per_site: Mapped[int] = mapped_column(default=0)
    """The number announced in the note (Cass. soc. 6 Sept. 2023, 22-13.783)."""
    proportionality: Mapped[str] = mapped_column(default="")
    stay_budget: Mapped[int] = mapped_column(default=0)
    """In euro; 0 = none set."""
    plan_seed: Mapped[int | None]
    plan_proof: Mapped[json_dict]
    """Status, tiers, bound and gap of the last proposed plan."""
    created: Mapped[created_at]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- SQLAlchemy's own declaration


class Waiver(Base):
    """A recorded exception to a rule."""

    __tablename__ = "waiver"

    id: Mapped[pk]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    rule: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"), index=True)
    author: Mapped[str]
    reason: Mapped[str]
    basis: Mapped[str]
    until: Mapped[date]
    created: Mapped[created_at]


class Blackout(Base):
    """Days on which a site receives nobody or offers no stay, both ends included."""

    __tablename__ = "blackout"

    id: Mapped[pk]
    campaign_id: Mapped[int | None] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    start: Mapped[date]
    end: Mapped[date]
    stays: Mapped[bool] = mapped_column(default=True)
    visits: Mapped[bool] = mapped_column(default=True)
    label: Mapped[str] = mapped_column(default="")


class Setting(Base):
    """A parameter of the company kept with its data: name, logo, colours, cause taxonomy…"""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[json_dict]
