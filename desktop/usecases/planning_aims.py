"""The order of the aims, which belongs to the campaign."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.models import Campaign
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.planning.problem import Tier
from desktop.usecases.outcome import Outcome


def set_aims(session: Session, campaign_id: int, names: tuple[str, ...]) -> Outcome[None]:
    """The aims of a campaign, the most important first; those not named follow in usual order."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise UserError(_("This campaign does not exist any more."))
    known = {tier.value for tier in Tier}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UserError(
            _("“{name}” is not an aim.").format(name=unknown[0]),
            hint=_("The aims are: {names}.").format(names=", ".join(sorted(known))),
        )
    campaign.aims = list(dict.fromkeys(names))
    label = _("order the aims of {campaign}").format(campaign=campaign.code)
    return Outcome(None, Changes.CAMPAIGNS, label)
