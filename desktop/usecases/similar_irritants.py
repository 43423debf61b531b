"""Irritants that may be the same thing: while somebody types, and in a queue to review."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Irritant, SimilarityDecision
from desktop.core.irritants.similarity import Match, Similarities
from desktop.usecases.irritants import Related


def similarities(session: Session, campaign_id: int) -> tuple[Similarities, dict[int, Related]]:
    """An index of the register, to keep while somebody types, and what each number stands for."""
    rows = session.scalars(
        select(Irritant).where(
            Irritant.campaign_id == campaign_id, Irritant.merged_into_id.is_(None)
        )
    ).all()
    index = Similarities()
    for row in rows:
        index.add(row.id, row.title, row.description)
    return index, {row.id: Related(row.id, row.code, row.title, row.status) for row in rows}


def list_similar(
    session: Session, campaign_id: int, text: str, limit: int = 8
) -> list[tuple[Match, Related]]:
    """Irritants that resemble a text, best first."""
    index, related = similarities(session, campaign_id)
    return [(match, related[match.id]) for match in index.search(text, limit)]


WORTH_SHOWING = 0.25
"""Beside an irritant, a likeness below this would only distract."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two irritants that may be one; the coordinator decides, and is asked once."""

    first: Related
    second: Related
    score: float


def list_proposals(session: Session, campaign_id: int, limit: int | None = 50) -> list[Proposal]:
    """Pairs to review, likeliest first, without those already decided; all with `limit` None."""
    index, related = similarities(session, campaign_id)
    decided = set(
        session.execute(select(SimilarityDecision.first_id, SimilarityDecision.second_id))
    )
    pairs = [pair for pair in index.pairs() if (pair[0], pair[1]) not in decided]
    return [Proposal(related[a], related[b], score) for a, b, score in pairs[:limit]]


def list_similar_to(
    session: Session, irritant_id: int, limit: int = 3
) -> list[tuple[Match, Related]]:
    """Irritants that resemble one of the register, without those the coordinator set apart."""
    irritant = session.get_one(Irritant, irritant_id)
    index, related = similarities(session, irritant.campaign_id)
    apart = {
        other
        for pair in session.execute(
            select(SimilarityDecision.first_id, SimilarityDecision.second_id).where(
                SimilarityDecision.same.is_(False),
                or_(
                    SimilarityDecision.first_id == irritant_id,
                    SimilarityDecision.second_id == irritant_id,
                ),
            )
        )
        for other in pair
    }
    found = index.search(irritant.title, limit, without=frozenset(apart | {irritant_id}))
    return [(match, related[match.id]) for match in found if match.score >= WORTH_SHOWING]
