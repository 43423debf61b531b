"""Single places of the plan as rows: found, taken, freed, tied in swaps."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Slot, Swap
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.labour.breach import Breach
from desktop.core.planning.plan import Plan
from desktop.core.planning.problem import Problem
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.agreements import cancel_signatures

MOVABLE = (AssignmentStatus.DRAFT, AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)


class Refused(UserError):  # noqa: N818 -- a refusal is an answer, not an accident
    """A blocking rule forbids this; `reasons` holds every objection, warnings too."""

    def __init__(self, message: str, reasons: tuple[Breach, ...]) -> None:
        super().__init__(message, hint=next((one.mend for one in reasons if one.mend), ""))
        self.reasons = reasons


def standing_plan(problem: Problem) -> Plan:
    """The plan as it stands in the database."""
    return Plan(tuple(one.activity for one in problem.standing), seed=problem.seed)


def slot_named(session: Session, slot_id: int) -> Slot:
    slot = session.get(Slot, slot_id)
    if slot is None:
        raise UserError(_("This slot does not exist any more."))
    return slot


def movable_place(session: Session, assignment_id: int) -> Assignment:
    row = session.get(Assignment, assignment_id)
    if row is None or row.status is AssignmentStatus.CANCELLED:
        raise UserError(_("This place does not exist any more."))
    if row.status not in MOVABLE:
        raise UserError(_("This day is closed: what was lived is not rewritten."))
    if slot_named(session, row.slot_id).end <= datetime.now(UTC):
        raise UserError(
            _("This day is past: it cannot be planned again."),
            hint=_("Say how it went instead: done, partly, absent, cancelled by the host."),
        )
    return row


def key_of(row: Assignment) -> tuple[int, int]:
    return (row.person_id, row.slot_id)


def place(session: Session, slot: Slot, person_id: int) -> Assignment:
    drop_withdrawn(session, person_id, slot.id)
    row = Assignment(campaign_id=slot.campaign_id, person_id=person_id, slot_id=slot.id)
    session.add(row)
    return row


def reseat(session: Session, row: Assignment, slot_id: int) -> None:
    """The same row in another slot: a draft again, and what was signed is cancelled."""
    row.slot_id, row.status, row.confirmed_at = slot_id, AssignmentStatus.DRAFT, None
    cancel_signatures(session, row.id)


def drop_withdrawn(session: Session, person_id: int, slot_id: int) -> None:
    """A place withdrawn before and taken again after all begins anew."""
    former = session.scalars(
        select(Assignment).where(
            Assignment.person_id == person_id,
            Assignment.slot_id == slot_id,
            Assignment.status == AssignmentStatus.CANCELLED,
        )
    ).one_or_none()
    if former is not None:
        session.delete(former)
        session.flush()


def remove(session: Session, row: Assignment) -> None:
    leave_swap(session, row)
    session.delete(row)


def leave_swap(session: Session, row: Assignment) -> None:
    """Undo the bond of a swap; the partner's half goes on as an immersion."""
    if row.swap_id is None:
        return
    bond = row.swap_id
    for half in session.scalars(select(Assignment).where(Assignment.swap_id == bond)):
        half.swap_id = None
    session.flush()
    session.delete(session.get_one(Swap, bond))
