"""Reads a campaign once for all department summaries, so that thresholds hold across the batch."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Action,
    Asked,
    BestPractice,
    Campaign,
    Department,
    Irritant,
    IrritantCard,
    Observation,
    Person,
    Publication,
    Report,
    Setting,
    Site,
    Stay,
)
from desktop.core.irritants.coarsening import mystery_facts_may_be_released
from desktop.core.irritants.disclosure import Protected, Thresholds, protect
from desktop.core.irritants.moments import ClientVoice, EmployeeVoice, Judgement, judge
from desktop.core.vocabulary import (
    MirrorState,
    Moment,
    ObservationKind,
    PublicationKind,
    ReportStatus,
)
from desktop.usecases.mirror import MirrorCell, list_mirror, moments_by_touchpoint
from desktop.usecases.mirror_disclosure import Hidden, hidden_outputs, scopes_of
from desktop.usecases.register_rows import COUNTED, IrritantRow, read_rows

_WORDS = re.compile(r"[\w’'-]+")
ALL = 0
"""The key of the whole company beside the keys of departments."""


@dataclass(frozen=True, slots=True)
class ReportFact:
    """What a summary needs to know of one report; the author is a number that is never printed."""

    id: int
    department: int | None
    author: int | None
    is_stay: bool
    score: float | None
    may_be_told: bool


@dataclass(frozen=True, slots=True)
class CardFact:
    """One irritant card of a report that may be told."""

    report: ReportFact
    irritant: int
    fact: str
    quote: str
    idea: str
    touchpoint: str
    client_effort: dict[str, float]
    employee_effort: dict[str, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A touchpoint of a department as its head may see it; `hidden`: too few people."""

    touchpoint: str
    moment: Moment | None
    hidden: bool = False
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """Name and colour of the company, from its settings."""

    name: str = ""
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything that the summaries of one campaign are made of."""

    campaign: Campaign
    previous: str
    today: date
    company: Company
    limits: Thresholds
    departments: dict[int, str]
    reports: tuple[ReportFact, ...]
    cards: dict[int, tuple[CardFact, ...]]
    rows: tuple[IrritantRow, ...]
    rows_before: tuple[IrritantRow, ...]
    scope: dict[int, frozenset[int]]
    """A department and all that lies below it: what its summary tells."""
    mirror: dict[int, tuple[Point, ...]]
    untold: frozenset[int]
    """Reports of mystery stays that wait for their release."""
    ideas: dict[int, tuple[tuple[int | None, str, str], ...]]
    actions: dict[int, tuple[Action, ...]]
    asked: dict[int, int | None]
    authors: dict[int, int | None]
    authors_hidden: Protected[int]
    names: frozenset[str]
    practices: tuple[BestPractice, ...]
    sites: tuple[Site, ...]
    teams: dict[int | None, int]
    """People at each site."""


def read_batch(session: Session, campaign_id: int, today: date) -> Batch:
    """Read a campaign once; `today` decides what is overdue and what may be released."""
    campaign = session.get_one(Campaign, campaign_id)
    limits = Thresholds(campaign.figure_threshold, campaign.verbatim_threshold)
    reports = _reports(session, campaign_id, today)
    before = session.get(Campaign, campaign.previous_id) if campaign.previous_id else None
    told = _told_before(session, campaign_id)
    scope = scopes_of(session)
    authors, hidden = _authors(reports, scope, limits, told.get("authors", {}))
    asked = _asked(session, campaign_id, scope, limits, told.get("asked", {}))
    untold = frozenset(report.id for report in reports.values() if not report.may_be_told)
    moments = moments_by_touchpoint(session, campaign_id, without=untold)
    return Batch(
        campaign=campaign,
        previous=before.name if before else "",
        today=today,
        company=read_company(session),
        limits=limits,
        departments=dict(
            session.execute(select(Department.id, Department.name).order_by(Department.name)).all()
        ),
        reports=tuple(reports.values()),
        cards=_cards(session, campaign_id, reports),
        rows=tuple(read_rows(session, campaign_id, today, moments)),
        rows_before=tuple(read_rows(session, before.id, today, {})) if before else (),
        scope=scope,
        mirror=_mirror(
            session, campaign_id, untold, scope, hidden_outputs(session, campaign, untold)
        ),
        untold=untold,
        ideas=_ideas(session, campaign_id, reports),
        actions=_actions(session, campaign_id),
        asked=asked,
        authors=authors,
        authors_hidden=hidden,
        names=_names(session),
        practices=tuple(
            session.scalars(
                select(BestPractice)
                .where(BestPractice.campaign_id == campaign_id)
                .order_by(BestPractice.id)
            )
        ),
        sites=tuple(session.scalars(select(Site).where(Site.active).order_by(Site.name))),
        teams=dict(
            session.execute(
                select(Person.site_id, func.count()).where(Person.active).group_by(Person.site_id)
            ).all()
        ),
    )


def read_company(session: Session) -> Company:
    """The setting `company`: {"name": …, "accent": "#rrggbb"}."""
    row = session.get(Setting, "company")
    value = row.value if row else {}
    return Company(str(value.get("name", "")), str(value.get("accent", "")))


def _reports(session: Session, campaign_id: int, today: date) -> dict[int, ReportFact]:
    query = (
        select(Report, Stay)
        .outerjoin(Stay, Stay.id == Report.stay_id)
        .where(Report.campaign_id == campaign_id, Report.status.in_(COUNTED))
        .order_by(Report.id)
    )
    found = session.execute(query).all()
    stays: dict[int | None, list[date]] = defaultdict(list)
    for report, stay in found:
        if stay is not None:
            stays[report.department_id].append(stay.arrival + timedelta(days=stay.nights))
    return {
        report.id: ReportFact(
            report.id,
            report.department_id,
            report.author_id,
            stay is not None,
            None if report.scores_excluded else report.score,
            stay is None
            or report.status is ReportStatus.RELEASED
            or mystery_facts_may_be_released(
                len(stays[report.department_id]), max(stays[report.department_id]), today
            ),
        )
        for report, stay in found
    }


def _cards(
    session: Session, campaign_id: int, reports: dict[int, ReportFact]
) -> dict[int, tuple[CardFact, ...]]:
    query = (
        select(IrritantCard, Irritant)
        .join(Irritant, Irritant.id == IrritantCard.irritant_id)
        .where(Irritant.campaign_id == campaign_id)
        .order_by(IrritantCard.id)
    )
    found: dict[int, list[CardFact]] = defaultdict(list)
    for card, irritant in session.execute(query):
        report = reports.get(card.report_id)
        if report is not None and report.may_be_told:
            owner = irritant.merged_into_id or irritant.id
            found[owner].append(
                CardFact(
                    report,
                    owner,
                    card.fact,
                    card.quote,
                    card.idea,
                    card.touchpoint,
                    card.client_effort,
                    card.employee_effort,
                )
            )
    return {key: tuple(cards) for key, cards in found.items()}


def _mirror(
    session: Session,
    campaign_id: int,
    untold: frozenset[int],
    scope: dict[int, frozenset[int]],
    hidden: Hidden,
) -> dict[int, tuple[Point, ...]]:
    """The touchpoints of each department; those of its parts are counted together in it."""
    cells: dict[int, list[MirrorCell]] = defaultdict(list)
    for cell in list_mirror(session, campaign_id, by_department=True, without=untold):
        if cell.department_id is not None:
            cells[cell.department_id].append(cell)
    found = {}
    for department, inside in scope.items():
        by_touchpoint: dict[str, list[MirrorCell]] = defaultdict(list)
        for part in sorted(inside):
            for cell in cells.get(part, ()):
                by_touchpoint[cell.touchpoint].append(cell)
        found[department] = tuple(
            _point(touchpoint, together, hidden.scope(touchpoint, department))
            for touchpoint, together in by_touchpoint.items()
        )
    return found


def _point(touchpoint: str, cells: Sequence[MirrorCell], is_hidden: bool) -> Point:
    judged = cells[0].judgement if len(cells) == 1 else _judged_together(cells)
    return Point(
        touchpoint,
        None if is_hidden else judged.moment,
        hidden=is_hidden,
        incomplete=not is_hidden and judged.state is not MirrorState.COMPLETE,
    )


def _judged_together(cells: Sequence[MirrorCell]) -> Judgement:
    clients = [cell.judgement.client_voice for cell in cells]
    employees = [cell.judgement.employee_voice for cell in cells]
    return judge(
        ClientVoice(
            sum(voice.positive for voice in clients),
            sum(voice.negative for voice in clients),
            sum(voice.neutral for voice in clients),
        ),
        EmployeeVoice(
            sum(voice.asked for voice in employees),
            sum(voice.best for voice in employees),
            sum(voice.frustrating for voice in employees),
        ),
    )


def _ideas(
    session: Session, campaign_id: int, reports: dict[int, ReportFact]
) -> dict[int, tuple[tuple[int | None, str, str], ...]]:
    """Suggestions by department: author, words, touchpoint."""
    query = (
        select(Observation.report_id, Observation.text, Observation.touchpoint)
        .join(Report, Report.id == Observation.report_id)
        .where(
            Report.campaign_id == campaign_id,
            Report.status.in_(COUNTED),
            Observation.kind == ObservationKind.SUGGESTION,
        )
        .order_by(Observation.id)
    )
    found: dict[int, list[tuple[int | None, str, str]]] = defaultdict(list)
    for report_id, text, touchpoint in session.execute(query):
        report = reports[report_id]
        if report.may_be_told and report.department is not None and text.strip():
            found[report.department].append((report.author, text, touchpoint))
    return {key: tuple(ideas) for key, ideas in found.items()}


def _actions(session: Session, campaign_id: int) -> dict[int, tuple[Action, ...]]:
    query = (
        select(Action)
        .join(Irritant, Irritant.id == Action.irritant_id)
        .where(Irritant.campaign_id == campaign_id)
        .order_by(Action.id)
    )
    found: dict[int, list[Action]] = defaultdict(list)
    for action in session.scalars(query):
        found[action.irritant_id].append(action)
    return {key: tuple(actions) for key, actions in found.items()}


def _authors(
    reports: dict[int, ReportFact],
    scope: dict[int, frozenset[int]],
    limits: Thresholds,
    told: dict[int, int],
) -> tuple[dict[int, int | None], Protected[int]]:
    """Distinct authors by department and in all, where neither they nor a difference is few."""
    wrote: dict[int, set[int]] = defaultdict(set)
    for report in reports.values():
        known = report.author is not None and report.department is not None
        if known and report.may_be_told:
            wrote[report.author or 0].add(report.department or 0)
    cells = Counter(frozenset(where) for where in wrote.values())
    aggregates: dict[int, frozenset[frozenset[int]]] = {
        department: frozenset(cell for cell in cells if inside & cell)
        for department, inside in scope.items()
    }
    aggregates[ALL] = frozenset(cells)
    protected = protect(cells, aggregates, limits.figures)
    counts = {
        key: settled(sum(cells[cell] for cell in inside), told.get(key), limits.figures)
        if key in protected.shown
        else None
        for key, inside in aggregates.items()
    }
    return counts, protected


def _asked(
    session: Session,
    campaign_id: int,
    scope: dict[int, frozenset[int]],
    limits: Thresholds,
    told: dict[int, int],
) -> dict[int, int | None]:
    """People asked in each department and in all, protected in the same way."""
    query = (
        select(Asked.department_id, func.max(Asked.people))
        .where(Asked.campaign_id == campaign_id)
        .group_by(Asked.department_id)
    )
    people = dict(session.execute(query).all())
    aggregates = {key: inside.intersection(people) for key, inside in scope.items()}
    aggregates[ALL] = frozenset(people)
    protected = protect(people, aggregates, limits.figures)
    return {
        key: settled(sum(people[cell] for cell in inside), told.get(key), limits.figures)
        if key in protected.shown
        else None
        for key, inside in aggregates.items()
    }


def settled(count: int, told: int | None, threshold: int) -> int:
    """`count`, or what an earlier batch told while the difference would isolate too few people."""
    return told if told is not None and 0 < abs(count - told) < threshold else count


def _told_before(session: Session, campaign_id: int) -> dict[str, dict[int, int]]:
    """The figures of the last batch of this campaign."""
    last = session.scalar(
        select(Publication)
        .where(
            Publication.campaign_id == campaign_id,
            Publication.kind == PublicationKind.DEPARTMENT_SUMMARY,
        )
        .order_by(Publication.id.desc())
        .limit(1)
    )
    figures = last.figures if last else {}
    return {
        name: {int(key): int(value) for key, value in told.items()}
        for name, told in figures.items()
        if isinstance(told, dict)
    }


def _names(session: Session) -> frozenset[str]:
    """Family and first names of staff, to be masked in words that are printed.

    A name that is also that of a place or a department says nothing of anybody.
    """
    rows = session.execute(select(Person.last_name, Person.first_name))
    places = session.execute(select(Site.name, Site.city, Site.region))
    known = " ".join(part for row in places for part in row)
    known += " ".join(session.scalars(select(Department.name)))
    common = set(_WORDS.findall(known))
    return frozenset(name for row in rows for name in row if len(name) > 2) - common


def told_by(cards: Iterable[CardFact]) -> int:
    """Distinct people behind some cards; a report without an author counts as nobody."""
    return len({card.report.author for card in cards if card.report.author is not None})
