"""The clients' words from surveys: touchpoint and polarity proposed, shown, corrected by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, or_, select, update
from sqlalchemy.orm import Session

from db.models import Site, Verbatim
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.irritants import voice
from desktop.core.irritants.touchpoint_words import propose_touchpoint
from desktop.core.monitor import Monitor
from desktop.core.observations.touchpoints import touchpoints, trade_of
from desktop.core.vocabulary import Polarity, SiteKind, Voice
from desktop.usecases.outcome import Outcome

BATCH = 2_000
READING = 0.75
"""Share of the time that reading takes; writing takes the rest."""


@dataclass(frozen=True, slots=True)
class Classified:
    """What a classification proposed, and what it left to be specified."""

    read: int
    polarities: int
    touchpoints: int
    polarity_open: int
    touchpoint_open: int


@dataclass(frozen=True, slots=True)
class VerbatimRow:
    """One verbatim; empty touchpoint or polarity = to be specified."""

    id: int
    code: str
    voice: Voice
    day: date | None
    site: str
    touchpoint: str
    touchpoint_confidence: float | None
    polarity: Polarity | None
    polarity_confidence: float | None
    corrected: bool
    text: str


def classify(
    session: Session, campaign_id: int, monitor: Monitor | None = None
) -> Outcome[Classified]:
    """Propose a polarity and a touchpoint where nobody gave one; what a person set stays.

    Written by batches of rows and not a step of undo: it can be done again, and corrections win.
    """
    kinds = dict(session.execute(select(Site.id, Site.kind)).all())
    rows = session.execute(_waiting(campaign_id)).all()
    proposals: list[dict[str, object]] = []
    for place, row in enumerate(rows):
        if monitor is not None and place % BATCH == 0:
            monitor.checkpoint()
            monitor.tell(READING * place / len(rows), _("Reading the clients’ words"))
        proposals.append(_propose(row, kinds.get(row.site_id)))
    for start in range(0, len(proposals), BATCH):
        if monitor is not None:
            monitor.checkpoint()
            monitor.tell(READING + (1 - READING) * start / len(proposals), _("Writing the labels"))
        session.execute(
            update(Verbatim),
            proposals[start : start + BATCH],
            execution_options={"unrecorded": True},
        )
    polarity_open = sum(each["polarity"] is None for each in proposals)
    touchpoint_open = sum(each["touchpoint"] == "" for each in proposals)
    known_polarities = sum(row.polarity is not None for row in rows)
    known_touchpoints = sum(row.touchpoint != "" for row in rows)
    return Outcome(
        Classified(
            len(rows),
            len(rows) - polarity_open - known_polarities,
            len(rows) - touchpoint_open - known_touchpoints,
            polarity_open,
            touchpoint_open,
        ),
        Changes.VERBATIMS | Changes.IRRITANTS if rows else Changes.NONE,
    )


def _waiting(campaign_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Verbatim.id, Verbatim.text, Verbatim.site_id, Verbatim.polarity,
            Verbatim.polarity_confidence, Verbatim.touchpoint, Verbatim.touchpoint_confidence,
        )
        .where(
            Verbatim.campaign_id == campaign_id,
            Verbatim.corrected.is_(False),
            or_(Verbatim.polarity.is_(None), Verbatim.touchpoint == ""),
        )
        .order_by(Verbatim.id)
    )  # fmt: skip


def _propose(row: Row[Any], kind: SiteKind | None) -> dict[str, object]:
    polarity, polarity_confidence = row.polarity, row.polarity_confidence
    if polarity is None:
        said = voice.propose_polarity(row.text)
        polarity, polarity_confidence = said.polarity, said.confidence
    touchpoint, touchpoint_confidence = row.touchpoint, row.touchpoint_confidence
    if not touchpoint:
        place = propose_touchpoint(row.text, trade_of(kind) if kind else "")
        touchpoint, touchpoint_confidence = place.touchpoint, place.confidence
    return {
        "id": row.id,
        "polarity": polarity,
        "polarity_confidence": polarity_confidence,
        "touchpoint": touchpoint,
        "touchpoint_confidence": touchpoint_confidence,
    }


def correct(
    session: Session, verbatim_id: int, *, touchpoint: str | None = None,
    polarity: Polarity | None = None,
) -> Outcome[None]:  # fmt: skip
    """Set by hand what a verbatim speaks of or how; nothing is proposed for it any more."""
    verbatim = session.get_one(Verbatim, verbatim_id)
    if touchpoint is not None:
        if touchpoint and touchpoint not in touchpoints():
            raise UserError(_("No touchpoint is called “{code}”.").format(code=touchpoint))
        verbatim.touchpoint, verbatim.touchpoint_confidence = touchpoint, None
    if polarity is not None:
        verbatim.polarity, verbatim.polarity_confidence = polarity, None
    verbatim.corrected = True
    return Outcome(
        None,
        Changes.VERBATIMS | Changes.IRRITANTS,
        _("correct verbatim {code}").format(code=verbatim.code),
    )


def verbatim_named(session: Session, campaign_id: int, code: str) -> int:
    """The key of a verbatim from its code. Raises `UserError` if there is none."""
    key = session.scalar(
        select(Verbatim.id).where(Verbatim.campaign_id == campaign_id, Verbatim.code == code)
    )
    if key is None:
        raise UserError(_("No verbatim “{code}” in this campaign.").format(code=code))
    return key


def list_verbatims(
    session: Session,
    campaign_id: int,
    *,
    touchpoint: str | None = None,
    to_specify: bool = False,
    limit: int = 500,
) -> list[VerbatimRow]:
    """Verbatims, least sure first, at most `limit`; `touchpoint=""` are those to be specified."""
    query = (
        select(Verbatim, Site.name)
        .outerjoin(Site, Site.id == Verbatim.site_id)
        .where(Verbatim.campaign_id == campaign_id)
        .order_by(
            Verbatim.polarity.is_not(None),
            Verbatim.polarity_confidence.is_(None),
            Verbatim.polarity_confidence,
            Verbatim.id,
        )
        .limit(limit)
    )
    if touchpoint is not None:
        query = query.where(Verbatim.touchpoint == touchpoint)
    if to_specify:
        query = query.where(or_(Verbatim.polarity.is_(None), Verbatim.touchpoint == ""))
    return [_row(verbatim, site or "") for verbatim, site in session.execute(query)]


def _row(verbatim: Verbatim, site: str) -> VerbatimRow:
    return VerbatimRow(
        verbatim.id, verbatim.code, verbatim.voice, verbatim.day, site, verbatim.touchpoint,
        verbatim.touchpoint_confidence, verbatim.polarity, verbatim.polarity_confidence,
        verbatim.corrected, verbatim.text,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbatimTotals:
    """How many words were gathered, and how many still wait for a label."""

    all: int
    without_polarity: int
    without_touchpoint: int
    masked: int


def get_totals(session: Session, campaign_id: int) -> VerbatimTotals:
    """Counts of one campaign."""
    row = session.execute(
        select(
            func.count(),
            func.count().filter(Verbatim.polarity.is_(None)),
            func.count().filter(Verbatim.touchpoint == ""),
            func.coalesce(func.sum(Verbatim.masked), 0),
        ).where(Verbatim.campaign_id == campaign_id)
    ).one()
    return VerbatimTotals(*(int(value) for value in row))
