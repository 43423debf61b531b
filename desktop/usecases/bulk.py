"""Several places of the plan at once: one transaction, one step of undo."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.core.changes import Changes
from desktop.core.i18n import ngettext
from desktop.usecases import planning
from desktop.usecases.outcome import Outcome
from desktop.usecases.places import movable_place, remove


def pin_places(session: Session, ids: tuple[int, ...], *, pinned: bool) -> Outcome[int]:
    """Protect places from re-planning, or let them move again."""
    if len(ids) == 1:
        one = (planning.pin if pinned else planning.unpin)(session, ids[0])
        return Outcome(1, one.changes, one.label)
    for place in ids:
        movable_place(session, place).pinned = pinned
    count = len(ids)
    text = (
        ngettext("pin {count} place", "pin {count} places", count)
        if pinned
        else ngettext("unpin {count} place", "unpin {count} places", count)
    )
    return Outcome(count, Changes.PLAN, text.format(count=count))


def free_places(session: Session, ids: tuple[int, ...]) -> Outcome[int]:
    """Free several places; halves of swaps that stay alone become immersions."""
    if len(ids) == 1:
        one = planning.unassign(session, ids[0])
        return Outcome(1, one.changes, one.label)
    for row in [movable_place(session, place) for place in ids]:
        remove(session, row)
        session.flush()
    text = ngettext("free {count} place", "free {count} places", len(ids))
    return Outcome(len(ids), Changes.PLAN, text.format(count=len(ids)))
