"""Which campaign a command or a page means when it names none: the open one, else the newest."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.vocabulary import CampaignStatus
from desktop.usecases.campaigns import campaign_named


def campaign_in_hand(session: Session, code: str = "") -> int:
    """The key of the campaign named, else of the open one, else of the newest."""
    if code:
        return campaign_named(session, code).id
    rows = session.scalars(select(Campaign).order_by(Campaign.start.desc())).all()
    if not rows:
        raise UserError(_("There is no campaign yet."), hint=_("Create one first."))
    return next((row.id for row in rows if row.status is CampaignStatus.OPEN), rows[0].id)
