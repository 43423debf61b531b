"""Giving back what was being typed when the program ended without warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import IrritantCard
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.observations.cards import Card
from desktop.core.observations.typing_log import Typed
from desktop.core.vocabulary import IrritantSide, ObservationKind
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_content import is_repeated, observations_of, report_numbered
from desktop.usecases.report_writing import (
    Told,
    save_answer,
    save_card,
    save_observation,
    save_told,
    writable,
)

LATER = timedelta(minutes=10)
"""A report saved this long after the words were typed was taken up again somewhere else."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """How many fields were given back, and how many were left out because they are refused."""

    recovered: int
    left_out: int


def recover_typing(session: Session, report_id: int, typed: tuple[Typed, ...]) -> Outcome[Recovery]:
    """Write the newest words of each field, unless the report was taken up elsewhere since."""
    saved_at = report_numbered(session, report_id).saved_at
    writable(session, report_id)
    recovered = 0
    for each in typed:
        if saved_at is not None and saved_at > each.at + LATER:
            continue
        try:
            with session.begin_nested():
                _WRITERS[each.what](session, report_id, each.values)
        except (UserError, KeyError, TypeError, ValueError):
            continue  # counted: half a number, or a file that somebody changed
        recovered += 1
    changes = Changes.REPORTS if recovered else Changes.NONE
    return Outcome(Recovery(recovered, len(typed) - recovered), changes)


Values = Any
"""The values of one `Typed`, as JSON gave them back."""


def _answer(session: Session, report_id: int, held: Values) -> None:
    save_answer(session, report_id, held["code"], held["value"], held["note"])


def _told(session: Session, report_id: int, held: Values) -> None:
    kind = ObservationKind(held["kind"])
    place, nothing = held["touchpoint"], bool(held["nothing"])
    save_told(session, report_id, kind, held["text"], place, nothing=nothing)


def _observation(session: Session, report_id: int, held: Values) -> None:
    kind, place = ObservationKind(held["kind"]), str(held["touchpoint"])
    there = [
        each.id
        for each in observations_of(session, report_id)
        if not is_repeated(each) and not each.item and (each.kind, each.touchpoint) == (kind, place)
    ]
    told = Told(kind, place, held["text"])
    save_observation(session, report_id, told, there[0] if there else None)


def _card(session: Session, report_id: int, held: Values) -> None:
    card = Card(**{**held["card"], "side": IrritantSide(held["card"]["side"])})
    begun = datetime.fromisoformat(held["begun"])
    save_card(session, report_id, card, held["id"] or _card_since(session, report_id, begun))


def _card_since(session: Session, report_id: int, begun: datetime) -> int | None:
    """The card that was just made when the program ended: its number never came back."""
    mine = select(IrritantCard.id, IrritantCard.created).where(IrritantCard.report_id == report_id)
    found = session.execute(mine.order_by(IrritantCard.id.desc())).first()
    return found[0] if found is not None and found[1] >= begun.replace(microsecond=0) else None


_WRITERS: dict[str, Callable[[Session, int, Values], None]] = {
    "answer": _answer,
    "told": _told,
    "observation": _observation,
    "card": _card,
}
