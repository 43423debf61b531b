"""The words of both sides beside a moment, without what would let their authors be recognised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, IrritantCard, Observation, Report, Site, Verbatim
from desktop.core.i18n import _
from desktop.core.irritants import coarsening, disclosure
from desktop.core.irritants.disclosure import Thresholds
from desktop.core.labels import label
from desktop.core.vocabulary import ObservationKind, Polarity, Voice
from desktop.usecases.mirror import COORDINATOR, Reader
from desktop.usecases.register_rows import COUNTED


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one person about a touchpoint, without what would let her be recognised."""

    voice: Voice
    polarity: Polarity | None
    text: str
    month: str
    source: str


@dataclass(frozen=True, slots=True)
class BothSides:
    """The words beside a moment; `withheld` says why there are none for this reader."""

    words: tuple[Words, ...]
    withheld: str = ""


def get_words(
    session: Session,
    campaign_id: int,
    touchpoint: str,
    department_id: int | None = None,
    *,
    reader: Reader = COORDINATOR,
    limit: int = 40,
) -> BothSides:
    """What both sides said of a touchpoint, newest first, at most `limit` for each side."""
    campaign = session.get_one(Campaign, campaign_id)
    found = [
        *_words_of_reports(session, campaign_id, touchpoint, department_id),
        *_words_of_surveys(session, campaign_id, touchpoint, department_id, limit),
    ]
    limits = Thresholds(campaign.figure_threshold, campaign.verbatim_threshold)
    if not reader.is_coordinator and not disclosure.may_show_verbatims(len(found), limits):
        return BothSides((), disclosure.hidden_text(disclosure.Visibility.TOO_FEW))
    kept = [
        word for voice in Voice for word in [each for each in found if each.voice is voice][:limit]
    ]
    return BothSides(tuple(kept))


def _words_of_reports(
    session: Session, campaign_id: int, touchpoint: str, department_id: int | None
) -> list[Words]:
    counted = [Report.campaign_id == campaign_id, Report.status.in_(COUNTED)]
    if department_id is not None:
        counted.append(Report.department_id == department_id)
    told = session.execute(
        select(Observation, Report.submitted_at)
        .join(Report, Report.id == Observation.report_id)
        .where(Observation.touchpoint == touchpoint, *counted)
        .order_by(Report.submitted_at.desc())
    )
    quoted = session.execute(
        select(IrritantCard, Report.submitted_at, Report.voice)
        .join(Report, Report.id == IrritantCard.report_id)
        .where(IrritantCard.touchpoint == touchpoint, IrritantCard.quote != "", *counted)
        .order_by(Report.submitted_at.desc())
    )
    words = [
        _words(each.voice, _polarity(each), each.text, at.date() if at else None, label(each.kind))
        for each, at in told
        if each.text
    ]
    words += [
        _words(voice, Polarity.NEGATIVE, card.quote, at.date() if at else None, _("quote"))
        for card, at, voice in quoted
    ]
    return words


def _polarity(observation: Observation) -> Polarity | None:
    return {
        ObservationKind.BEST: Polarity.POSITIVE,
        ObservationKind.MOST_FRUSTRATING: Polarity.NEGATIVE,
    }.get(observation.kind, observation.polarity)


def _words_of_surveys(
    session: Session, campaign_id: int, touchpoint: str, department_id: int | None, limit: int
) -> Iterable[Words]:
    query = (
        select(Verbatim)
        .outerjoin(Site, Site.id == Verbatim.site_id)
        .where(Verbatim.campaign_id == campaign_id, Verbatim.touchpoint == touchpoint)
        .order_by(Verbatim.day.desc(), Verbatim.id)
    )
    if department_id is not None:
        query = query.where(
            (Verbatim.department_id == department_id) | (Site.department_id == department_id)
        )
    for voice in Voice:
        for row in session.scalars(query.where(Verbatim.voice == voice).limit(limit)):
            yield _words(voice, row.polarity, row.text, row.day, row.channel or _("survey"))


def _words(
    voice: Voice, polarity: Polarity | None, text: str, day: date | None, source: str
) -> Words:
    month = coarsening.coarse_date(day) if day else ""
    return Words(voice, polarity, coarsening.without_traces(text), month, source)
