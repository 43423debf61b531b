"""Placing a touchpoint in another moment by hand, with a reason, and taking it back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import MomentOverride
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.irritants import moments
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.core.vocabulary import Moment
from desktop.usecases.mirror_counts import count_voices
from desktop.usecases.outcome import Outcome


def place_by_hand(
    session: Session,
    campaign_id: int,
    touchpoint: str,
    moment: Moment,
    reason: str,
    *,
    department_id: int | None = None,
    author: str = "",
) -> Outcome[None]:
    """Set a moment against the computed one; `UserError` without a reason or if incomplete."""
    counted = count_voices(session, campaign_id, by_department=department_id is not None)
    counts = counted.get((touchpoint, department_id))
    if counts is None:
        raise UserError(
            _("Nobody has spoken of “{name}” yet.").format(name=touchpoint_name(touchpoint))
        )
    placed = moments.overridden(moments.judge(counts.client, counts.employee), moment, reason)
    row = _override_of(session, campaign_id, touchpoint, department_id)
    if row is None:
        row = MomentOverride(
            campaign_id=campaign_id, touchpoint=touchpoint, department_id=department_id
        )
        session.add(row)
    row.moment, row.reason, row.author = moment, placed.override_reason, author
    return Outcome(
        None,
        Changes.IRRITANTS,
        _("place “{name}” in “{moment}”").format(
            name=touchpoint_name(touchpoint), moment=label(moment)
        ),
    )


def forget_placing(
    session: Session, campaign_id: int, touchpoint: str, *, department_id: int | None = None
) -> Outcome[None]:
    """Go back to the computed moment."""
    row = _override_of(session, campaign_id, touchpoint, department_id)
    if row is not None:
        session.delete(row)
    return Outcome(
        None,
        Changes.IRRITANTS,
        _("put “{name}” back in its computed moment").format(name=touchpoint_name(touchpoint)),
    )


def _override_of(
    session: Session, campaign_id: int, touchpoint: str, department_id: int | None
) -> MomentOverride | None:
    return session.scalar(
        select(MomentOverride).where(
            MomentOverride.campaign_id == campaign_id,
            MomentOverride.touchpoint == touchpoint,
            MomentOverride.department_id == department_id
            if department_id is not None
            else MomentOverride.department_id.is_(None),
        )
    )
