"""Campaigns: make, set, open, close, duplicate. Everything else belongs to one of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.base import Base
from db.models import (
    Assignment,
    AvailabilityDay,
    Blackout,
    Campaign,
    Irritant,
    Participation,
    Report,
    Slot,
    Waiver,
    Wish,
)
from desktop.core.campaigns import Parameters, missing_before_opening, refuse_inconsistent
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.vocabulary import CampaignStatus
from desktop.usecases.outcome import Outcome

PREPARATION = (Slot, Wish, AvailabilityDay, Participation, Blackout, Waiver)
"""What a fallback edition takes along; plans and reports stay where they happened."""


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """One line of the list of campaigns."""

    id: int
    code: str
    name: str
    start: date
    end: date
    status: CampaignStatus
    mystery: bool
    slots: int
    assignments: int
    reports: int
    irritants: int


@dataclass(frozen=True, slots=True)
class CampaignSheet:
    """A whole campaign; `version` goes back with a change, so that nobody overwrites another."""

    id: int
    uid: str
    code: str
    name: str
    start: date
    end: date
    status: CampaignStatus
    previous: str
    """Code of the campaign that trends are reckoned against; empty = none."""
    parameters: Parameters
    missing: tuple[str, ...]
    """What stands in the way of opening it, in sentences."""
    version: int


def campaign_named(session: Session, code: str) -> Campaign:
    """The campaign of this code. Raises UserError, with the codes that exist, if there is none."""
    found = session.scalars(select(Campaign).where(Campaign.code == code)).one_or_none()
    if found is not None:
        return found
    known = session.scalars(select(Campaign.code).order_by(Campaign.start.desc()).limit(10)).all()
    hint = _("Known campaigns: {codes}.").format(codes=", ".join(known)) if known else ""
    raise UserError(_("There is no campaign {code}.").format(code=code), hint=hint)


def list_campaigns(session: Session) -> list[CampaignRow]:
    """All campaigns, the latest first, with how much each holds."""
    counts = {model: _counts(session, model) for model in (Slot, Assignment, Report, Irritant)}
    campaigns = session.scalars(select(Campaign).order_by(Campaign.start.desc(), Campaign.code))
    return [
        CampaignRow(
            id=campaign.id,
            code=campaign.code,
            name=campaign.name,
            start=campaign.start,
            end=campaign.end,
            status=campaign.status,
            mystery=campaign.mystery,
            slots=counts[Slot].get(campaign.id, 0),
            assignments=counts[Assignment].get(campaign.id, 0),
            reports=counts[Report].get(campaign.id, 0),
            irritants=counts[Irritant].get(campaign.id, 0),
        )
        for campaign in campaigns
    ]


def _counts(session: Session, model: Any) -> dict[int, int]:  # noqa: ANN401 -- any table with a campaign
    query = select(model.campaign_id, func.count()).group_by(model.campaign_id)
    return {campaign_id: count for campaign_id, count in session.execute(query)}  # noqa: C416 -- a Result has keys of its own


def get_campaign(session: Session, code: str) -> CampaignSheet:
    """One campaign with its parameters."""
    campaign = campaign_named(session, code)
    previous = session.get(Campaign, campaign.previous_id) if campaign.previous_id else None
    parameters = _parameters(campaign)
    return CampaignSheet(
        id=campaign.id,
        uid=campaign.uid,
        code=campaign.code,
        name=campaign.name,
        start=campaign.start,
        end=campaign.end,
        status=campaign.status,
        previous=previous.code if previous else "",
        parameters=parameters,
        missing=tuple(missing_before_opening(campaign.start, parameters)),
        version=campaign.version,
    )


def _parameters(campaign: Campaign) -> Parameters:
    return Parameters(**{item.name: getattr(campaign, item.name) for item in fields(Parameters)})


def create_campaign(
    session: Session,
    code: str,
    name: str,
    start: date,
    end: date,
    parameters: Parameters | None = None,
    previous: str = "",
) -> Outcome[str]:
    """Make a draft campaign and return its code.

    `previous` is the campaign that trends are reckoned against; the latest one before `start` if
    it is not named. Raises UserError for a code already taken or inconsistent parameters.
    """
    parameters = parameters or Parameters()
    code, name = code.strip(), name.strip()
    if not code or not name:
        raise UserError(_("A campaign needs a code and a name."))
    if session.scalar(select(Campaign.id).where(Campaign.code == code)) is not None:
        raise UserError(_("There is already a campaign {code}.").format(code=code))
    refuse_inconsistent(start, end, parameters)
    before = campaign_named(session, previous).id if previous else _latest_before(session, start)
    session.add(
        Campaign(
            code=code, name=name, start=start, end=end, previous_id=before, **asdict(parameters)
        )
    )
    session.flush()
    return Outcome(code, Changes.CAMPAIGNS, _("create campaign {code}").format(code=code))


def _latest_before(session: Session, start: date) -> int | None:
    query = select(Campaign.id).where(Campaign.end < start).order_by(Campaign.end.desc()).limit(1)
    return session.scalar(query)


def change_campaign(
    session: Session,
    code: str,
    *,
    name: str | None = None,
    start: date | None = None,
    end: date | None = None,
    parameters: Parameters | None = None,
    version: int | None = None,
) -> Outcome[None]:
    """Change what is given and leave the rest.

    Raises UserError for inconsistent values, for an open mystery campaign that would no longer
    meet the law, or if `version` is given and the campaign has changed since.
    """
    campaign = campaign_named(session, code)
    if version is not None and version != campaign.version:
        raise UserError(
            _("Somebody else has changed this campaign meanwhile: nothing was saved."),
            hint=_("Look at the new version, then make your change again."),
        )
    campaign.name = campaign.name if name is None else name.strip()
    campaign.start = start or campaign.start
    campaign.end = end or campaign.end
    wanted = parameters or _parameters(campaign)
    refuse_inconsistent(campaign.start, campaign.end, wanted)
    if campaign.status is CampaignStatus.OPEN:
        _refuse_unlawful(campaign.start, wanted)
    for name_, value in asdict(wanted).items():
        if getattr(campaign, name_) != value:
            setattr(campaign, name_, value)
    return Outcome(None, Changes.CAMPAIGNS, _("change campaign {code}").format(code=code))


def _refuse_unlawful(start: date, parameters: Parameters) -> None:
    missing = missing_before_opening(start, parameters)
    if missing:
        raise UserError(
            " ".join(missing),
            hint=_("Complete the sheet of the campaign; mystery visits may start only then."),
        )


def open_campaign(session: Session, code: str) -> Outcome[None]:
    """Open a draft, or a closed campaign again.

    Raises UserError if it is open, or if it has mystery guests and staff or works council were
    not duly informed (L1222-3, L2312-38).
    """
    campaign = campaign_named(session, code)
    if campaign.status is CampaignStatus.OPEN:
        raise UserError(_("The campaign {code} is already open.").format(code=code))
    _refuse_unlawful(campaign.start, _parameters(campaign))
    campaign.status = CampaignStatus.OPEN
    return Outcome(None, Changes.CAMPAIGNS, _("open campaign {code}").format(code=code))


def close_campaign(session: Session, code: str) -> Outcome[None]:
    """Close an open campaign: its plan and reports are read only from then on."""
    campaign = campaign_named(session, code)
    if campaign.status is not CampaignStatus.OPEN:
        raise UserError(_("The campaign {code} is not open.").format(code=code))
    campaign.status = CampaignStatus.CLOSED
    return Outcome(None, Changes.CAMPAIGNS, _("close campaign {code}").format(code=code))


def duplicate_campaign(
    session: Session,
    code: str,
    new_code: str,
    new_name: str = "",
    start: date | None = None,
    end: date | None = None,
) -> Outcome[str]:
    """Make a draft with the same parameters, and return its code.

    On the same dates it is a fallback: slots, wishes, availability and waivers come along. On
    other dates it is the next edition: parameters alone, and trends against the first one. The
    posted note and the consultation are never copied: they were given for one campaign.
    """
    source = campaign_named(session, code)
    fallback = start is None and end is None
    parameters = replace(
        _parameters(source), staff_note_on=None, works_council_on=None, works_council_reference=""
    )
    previous = session.get(Campaign, source.previous_id) if source.previous_id else None
    trend = (previous.code if previous else "") if fallback else source.code
    create_campaign(
        session,
        new_code,
        new_name or source.name,
        start or source.start,
        end or source.end,
        parameters,
        trend,
    )
    if fallback:
        copy = campaign_named(session, new_code.strip())
        for model in PREPARATION:
            _copy_rows(session, model, source.id, copy.id)
    return Outcome(
        new_code.strip(),
        Changes.CAMPAIGNS | Changes.SLOTS,
        _("duplicate campaign {code}").format(code=code),
    )


def _copy_rows(session: Session, model: Any, source_id: int, copy_id: int) -> None:  # noqa: ANN401 -- any table of PREPARATION
    table = Base.metadata.tables[model.__tablename__]
    names = [c.name for c in table.columns if c.name not in ("id", "uid", "campaign_id", "version")]
    for row in session.scalars(select(model).where(model.campaign_id == source_id)):
        values = {name: getattr(row, name) for name in names}
        session.add(model(campaign_id=copy_id, **values))


def delete_campaign(session: Session, code: str) -> Outcome[None]:
    """Remove a draft with all its preparation. Raises UserError once it has been opened."""
    campaign = campaign_named(session, code)
    if campaign.status is not CampaignStatus.DRAFT:
        raise UserError(
            _("The campaign {code} was opened: it can be closed, not removed.").format(code=code)
        )
    session.delete(campaign)
    return Outcome(None, Changes.ALL, _("remove campaign {code}").format(code=code))
