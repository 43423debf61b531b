"""How a day went, once it has begun: done, partly, absent, cancelled by the host. No sanction."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Slot
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.labels import label
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.outcome import Outcome

ENDS = (
    AssignmentStatus.DONE,
    AssignmentStatus.PARTIAL,
    AssignmentStatus.ABSENT,
    AssignmentStatus.CANCELLED,
)
"""What a day can have become; CANCELLED = by the host."""
TOLD = (AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)


def note_attendance(
    session: Session,
    assignment_id: int,
    end: AssignmentStatus,
    now: datetime,
    *,
    missed_minutes: int = 0,
) -> Outcome[None]:
    """Say how a published day went; may be corrected, never before the day has begun."""
    row = session.get(Assignment, assignment_id)
    if row is None:
        raise UserError(_("This place does not exist any more."))
    if end not in ENDS:
        raise UserError(_("A day ends as done, partly done, absent or cancelled by the host."))
    if row.status not in (*TOLD, *ENDS):
        raise UserError(_("Only a published day can be closed."), hint=_("Publish the plan first."))
    slot = session.get_one(Slot, row.slot_id)
    if slot.start > now.astimezone(UTC):
        raise UserError(
            _("This day has not begun yet."),
            hint=_("To cancel it, free the place and publish again."),
        )
    length = int((slot.end - slot.start).total_seconds() // 60)
    if not 0 <= missed_minutes <= length:
        raise UserError(_("Not more can be missed than the day lasted."))
    row.status = end
    row.missed_minutes = missed_minutes if end is AssignmentStatus.PARTIAL else 0
    return Outcome(None, Changes.PLAN, _("note a day as “{end}”").format(end=label(end)))


def close_past_days(session: Session, campaign_id: int, now: datetime) -> Outcome[int]:
    """Note as done every published day that has ended and of which nothing else was said."""
    rows = session.scalars(
        select(Assignment)
        .join(Slot, Slot.id == Assignment.slot_id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status.in_(TOLD),
            Slot.end <= now.astimezone(UTC),
        )
    ).all()
    for row in rows:
        row.status = AssignmentStatus.DONE
    count = len(rows)
    text = ngettext("note {count} day as done", "note {count} days as done", count)
    return Outcome(count, Changes.PLAN, text.format(count=count) if count else "")
