"""The words of both sides beside a moment, without what would let their authors be recognised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, IrritantCard, Observation, Person, Report, Site, Verbatim
from desktop.core.i18n import _
from desktop.core.irritants import coarsening, disclosure
from desktop.core.irritants.disclosure import Thresholds
from desktop.core.labels import label
from desktop.core.vocabulary import ObservationKind, Polarity, Voice
from desktop.usecases.mirror_disclosure import COORDINATOR, Reader, limits_of, unknown_to
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
    without: frozenset[int] = frozenset(),
) -> BothSides:
    """What both sides said of a touchpoint, newest first, at most `limit` for each side.

    `without`: keys of reports not released yet, left out whoever reads.
    """
    campaign = session.get_one(Campaign, campaign_id)
    names = () if reader.is_coordinator else tuple(session.scalars(select(Person.last_name)))
    without |= unknown_to(session, campaign_id, reader)
    found = [
        *_words_of_reports(session, campaign_id, touchpoint, department_id, without),
        *_words_of_surveys(session, campaign_id, touchpoint, department_id, limit),
    ]
    limits = limits_of(campaign)
    sides = [
        voice
        for voice in Voice
        if reader.is_coordinator
        or _may_be_read(
            tellers(session, campaign_id, touchpoint, voice, without), department_id, limits
        )
    ]
    kept = [
        replace(word, text=coarsening.without_traces(word.text, names))
        for voice in sides
        for word in [each for each in found if each.voice is voice][:limit]
    ]
    withheld = disclosure.hidden_text(disclosure.Visibility.TOO_FEW) if found and not kept else ""
    return BothSides(tuple(kept), withheld)


def tellers(
    session: Session,
    campaign_id: int,
    touchpoint: str,
    voice: Voice,
    without: frozenset[int] = frozenset(),
) -> dict[int | None, int]:
    """Distinct people whose words one side holds, by department (None = not known)."""
    people: dict[int | None, set[tuple[str, int]]] = defaultdict(set)
    spoke = select(Report.department_id, Report.author_id, Report.id).where(
        Report.campaign_id == campaign_id, Report.status.in_(COUNTED)
    )
    for query in (
        spoke.join(Observation, Observation.report_id == Report.id).where(
            Observation.touchpoint == touchpoint, Observation.voice == voice
        ),
        spoke.join(IrritantCard, IrritantCard.report_id == Report.id).where(
            IrritantCard.touchpoint == touchpoint, IrritantCard.quote != "", Report.voice == voice
        ),
    ):
        for department, author, report in session.execute(query):
            if report in without:
                continue
            people[department].add(("author", author) if author else ("report", report))
    counts: dict[int | None, int] = {key: len(found) for key, found in people.items()}
    where = func.coalesce(Verbatim.department_id, Site.department_id)
    surveyed = (
        select(where, func.count())
        .select_from(Verbatim)
        .outerjoin(Site, Site.id == Verbatim.site_id)
        .where(
            Verbatim.campaign_id == campaign_id,
            Verbatim.touchpoint == touchpoint,
            Verbatim.voice == voice,
        )
        .group_by(where)
    )
    for department, count in session.execute(surveyed):
        counts[department] = counts.get(department, 0) + count
    return counts


def _may_be_read(
    people: dict[int | None, int], department_id: int | None, limits: Thresholds
) -> bool:
    """Enough people in what is read, and in what is left when departments are taken away."""
    outputs: dict[tuple[str, int | None], frozenset[int | None]] = {
        ("department", key): frozenset((key,)) for key in people
    }
    outputs["all", None] = frozenset(people)
    safe = disclosure.protect(people, outputs, limits.verbatims)
    wanted = ("all", None) if department_id is None else ("department", department_id)
    return wanted in safe.shown


def _words_of_reports(
    session: Session,
    campaign_id: int,
    touchpoint: str,
    department_id: int | None,
    without: frozenset[int],
) -> list[Words]:
    counted = [Report.campaign_id == campaign_id, Report.status.in_(COUNTED)]
    if department_id is not None:
        counted.append(Report.department_id == department_id)
    told = session.execute(
        select(Observation, Report.submitted_at, Report.id)
        .join(Report, Report.id == Observation.report_id)
        .where(Observation.touchpoint == touchpoint, *counted)
        .order_by(Report.submitted_at.desc())
    )
    quoted = session.execute(
        select(IrritantCard, Report.submitted_at, Report.voice, Report.id)
        .join(Report, Report.id == IrritantCard.report_id)
        .where(IrritantCard.touchpoint == touchpoint, IrritantCard.quote != "", *counted)
        .order_by(Report.submitted_at.desc())
    )
    words = [
        _words(each.voice, _polarity(each), each.text, at.date() if at else None, label(each.kind))
        for each, at, report in told
        if each.text and report not in without
    ]
    words += [
        _words(voice, Polarity.NEGATIVE, card.quote, at.date() if at else None, _("quote"))
        for card, at, voice, report in quoted
        if report not in without
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
