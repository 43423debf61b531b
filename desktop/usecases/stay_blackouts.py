"""Own periods of a hotel: nights that it offers to nobody, whatever the forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Blackout
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_nights import site_named

CHANGED = Changes.SITES | Changes.STAYS


@dataclass(frozen=True, slots=True)
class BlackoutRow:
    """A period, both ends included; `whole`: of the site, else of one campaign alone."""

    id: int
    start: date
    end: date
    label: str
    visits: bool
    whole: bool


def list_blackouts(session: Session, site_id: int, campaign_id: int) -> tuple[BlackoutRow, ...]:
    """Periods without stays of a site: its own and those of the campaign."""
    query = (
        select(Blackout)
        .where(
            Blackout.site_id == site_id,
            Blackout.stays,
            (Blackout.campaign_id == campaign_id) | Blackout.campaign_id.is_(None),
        )
        .order_by(Blackout.start, Blackout.id)
    )
    return tuple(
        BlackoutRow(row.id, row.start, row.end, row.label, row.visits, row.campaign_id is None)
        for row in session.scalars(query)
    )


def add_blackout(
    session: Session, site_id: int, start: date, end: date, label: str
) -> Outcome[int]:
    """Close the nights of a period to stays, for every campaign; visits are not touched."""
    site = site_named(session, site_id)
    if end < start:
        raise UserError(_("A period ends on the day it begins, or later."))
    row = Blackout(site_id=site_id, start=start, end=end, label=label.strip(), visits=False)
    session.add(row)
    session.flush()
    return Outcome(row.id, CHANGED, _("close nights of {site}").format(site=site.name))


def remove_blackout(session: Session, blackout_id: int) -> Outcome[None]:
    """Open a period again; one that closes visits too stays closed to those."""
    row = session.get(Blackout, blackout_id)
    if row is None:
        raise UserError(_("This period does not exist any more."))
    if row.visits:
        row.stays = False
    else:
        session.delete(row)
    return Outcome(None, CHANGED, _("open nights again"))
