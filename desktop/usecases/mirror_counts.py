"""Counts who spoke of each touchpoint, on the clients' side and on the employees'."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Asked, Department, IrritantCard, Observation, Person, Report, Site, Verbatim
from desktop.core.irritants.moments import ClientVoice, EmployeeVoice
from desktop.core.observations.touchpoints import touchpoints, touchpoints_of, trade_of
from desktop.core.vocabulary import IrritantSide, ObservationKind, Polarity, Side, Voice
from desktop.usecases.register_rows import COUNTED

Place = tuple[str, int | None]
"""A touchpoint and a department (None when all departments are counted together)."""

_POLARITY_OF = {
    ObservationKind.BEST: Polarity.POSITIVE,
    ObservationKind.MOST_FRUSTRATING: Polarity.NEGATIVE,
}
_SIDES = {
    IrritantSide.CLIENT: (Voice.CLIENT,),
    IrritantSide.EMPLOYEE: (Voice.EMPLOYEE,),
    IrritantSide.BOTH: (Voice.CLIENT, Voice.EMPLOYEE),
}


Teller = tuple[str, int]
"""Who told: an employee is a person, a client is a visit (two stays are two experiences)."""


def _teller(voice: Voice, report: int, author: int | None) -> Teller:
    if voice is Voice.EMPLOYEE and author is not None:
        return ("person", author)
    return ("report", report)


@dataclass(slots=True)
class _Tally:
    """Tellers are kept as sets: one who says a thing twice says it once."""

    told: dict[tuple[Voice, Polarity], set[Teller]] = field(
        default_factory=lambda: defaultdict(set)
    )
    verbatims: dict[tuple[Voice, Polarity], int] = field(default_factory=lambda: defaultdict(int))
    asked: set[Teller] = field(default_factory=set)
    asked_people: int = 0
    authors: set[Teller] = field(default_factory=set)
    """Distinct people behind the clients' side, for the thresholds."""

    def tell(self, voice: Voice, polarity: Polarity, report: int, author: int | None) -> None:
        self.told[voice, polarity].add(_teller(voice, report, author))
        if voice is Voice.CLIENT:
            self.authors.add(_teller(Voice.EMPLOYEE, report, author))

    def count(self, voice: Voice, polarity: Polarity) -> int:
        return len(self.told[voice, polarity]) + self.verbatims[voice, polarity]


@dataclass(frozen=True, slots=True)
class Counts:
    """Both sides of one place, and how many distinct people are behind the clients' side."""

    client: ClientVoice
    employee: EmployeeVoice
    client_people: int = 0


def count_voices(
    session: Session,
    campaign_id: int,
    *,
    by_department: bool = False,
    without: frozenset[int] = frozenset(),
) -> dict[Place, Counts]:
    """Every place of which somebody spoke or was asked, in no order.

    `without`: keys of reports that this reader may not know of yet.
    """
    tallies: dict[Place, _Tally] = defaultdict(_Tally)
    without |= _recognised(session, campaign_id)
    _add_observations(session, campaign_id, by_department, tallies, without)
    _add_cards(session, campaign_id, by_department, tallies, without)
    _add_verbatims(session, campaign_id, by_department, tallies)
    _add_asked_reports(session, campaign_id, by_department, tallies, without)
    _add_asked_people(session, campaign_id, by_department, tallies)
    return {place: _counts(tally) for place, tally in tallies.items() if place[0]}


def _recognised(session: Session, campaign_id: int) -> frozenset[int]:
    """Reports of recognised guests: kept and read, but whoever is recognised is no usual client."""
    query = select(Report.id).where(Report.campaign_id == campaign_id, Report.scores_excluded)
    return frozenset(session.scalars(query))


def _counts(tally: _Tally) -> Counts:
    client = ClientVoice(
        tally.count(Voice.CLIENT, Polarity.POSITIVE),
        tally.count(Voice.CLIENT, Polarity.NEGATIVE),
        tally.count(Voice.CLIENT, Polarity.NEUTRAL),
    )
    best = tally.count(Voice.EMPLOYEE, Polarity.POSITIVE)
    frustrating = tally.count(Voice.EMPLOYEE, Polarity.NEGATIVE)
    told = set().union(
        *(seen for (voice, _p), seen in tally.told.items() if voice is Voice.EMPLOYEE)
    )
    # Whoever spoke of it was asked, even when the survey forgot to say how many it asked.
    survey = max(
        tally.asked_people,
        sum(count for (voice, _p), count in tally.verbatims.items() if voice is Voice.EMPLOYEE),
    )
    surveyed = sum(count for (voice, _p), count in tally.verbatims.items() if voice is Voice.CLIENT)
    return Counts(
        client,
        EmployeeVoice(len(tally.asked | told) + survey, best, frustrating),
        len(tally.authors) + surveyed,
    )


def _add_observations(
    session: Session,
    campaign_id: int,
    by_department: bool,
    tallies: dict[Place, _Tally],
    without: frozenset[int],
) -> None:
    query = (
        select(
            Observation.touchpoint, Report.department_id, Observation.voice, Observation.kind,
            Observation.polarity, Report.id, Report.author_id,
        )
        .join(Report, Report.id == Observation.report_id)
        .where(Report.campaign_id == campaign_id, Report.status.in_(COUNTED))
    )  # fmt: skip
    for touchpoint, department, voice, kind, polarity, report, author in session.execute(query):
        told = _POLARITY_OF.get(kind, polarity)
        tells = kind is not ObservationKind.SUGGESTION and report not in without
        if told is not None and tells:
            place = (touchpoint, department if by_department else None)
            tallies[place].tell(voice, told, report, author)


def _add_cards(
    session: Session,
    campaign_id: int,
    by_department: bool,
    tallies: dict[Place, _Tally],
    without: frozenset[int],
) -> None:
    query = (
        select(
            IrritantCard.touchpoint,
            Report.department_id,
            IrritantCard.side,
            Report.id,
            Report.author_id,
        )
        .join(Report, Report.id == IrritantCard.report_id)
        .where(Report.campaign_id == campaign_id, Report.status.in_(COUNTED))
    )
    for touchpoint, department, side, report, author in session.execute(query):
        if report in without:
            continue
        place = (touchpoint, department if by_department else None)
        for voice in _SIDES[side]:
            tallies[place].tell(voice, Polarity.NEGATIVE, report, author)


def _add_verbatims(
    session: Session, campaign_id: int, by_department: bool, tallies: dict[Place, _Tally]
) -> None:
    where = func.coalesce(Verbatim.department_id, Site.department_id)
    query = (
        select(Verbatim.touchpoint, where, Verbatim.voice, Verbatim.polarity, func.count())
        .outerjoin(Site, Site.id == Verbatim.site_id)
        .where(Verbatim.campaign_id == campaign_id, Verbatim.polarity.is_not(None))
        .group_by(Verbatim.touchpoint, where, Verbatim.voice, Verbatim.polarity)
    )
    for touchpoint, department, voice, polarity, count in session.execute(query):
        if polarity is not None:
            place = (touchpoint, department if by_department else None)
            tallies[place].verbatims[voice, polarity] += count


def _add_asked_reports(
    session: Session,
    campaign_id: int,
    by_department: bool,
    tallies: dict[Place, _Tally],
    without: frozenset[int],
) -> None:
    query = select(
        Report.id, Report.author_id, Report.department_id, Report.asked_touchpoints
    ).where(
        Report.campaign_id == campaign_id,
        Report.status.in_(COUNTED),
        Report.voice == Voice.EMPLOYEE,
    )
    for report, author, department, asked in session.execute(query):
        for touchpoint in () if report in without else asked:
            place = (str(touchpoint), department if by_department else None)
            tallies[place].asked.add(_teller(Voice.EMPLOYEE, report, author))


def _add_asked_people(
    session: Session, campaign_id: int, by_department: bool, tallies: dict[Place, _Tally]
) -> None:
    journeys: dict[int, frozenset[str]] | None = None
    for row in session.scalars(select(Asked).where(Asked.campaign_id == campaign_id)):
        if row.touchpoint:
            concerned = frozenset((row.touchpoint,))
        else:
            journeys = journeys or journeys_of_departments(session)
            concerned = journeys.get(row.department_id, frozenset(touchpoints()))
        for touchpoint in concerned:
            place = (touchpoint, row.department_id if by_department else None)
            tallies[place].asked_people += row.people


def journeys_of_departments(session: Session) -> dict[int, frozenset[str]]:
    """The touchpoints that each department lives, from the kinds of places where it works."""
    kinds = select(Site.department_id, Site.kind).where(Site.department_id.is_not(None)).union(
        select(Person.department_id, Site.kind)
        .join(Site, Site.id == Person.site_id)
        .join(Department, Department.id == Person.department_id)
        .where(Person.active, Department.side != Side.BACK)
    )  # fmt: skip
    trades: dict[int, set[str]] = defaultdict(set)
    for department, kind in session.execute(kinds):
        if department is not None:
            trades[department].add(trade_of(kind))
    back = session.scalars(select(Department.id).where(Department.side == Side.BACK))
    for department in back:
        trades[department].add("back_office")
    return {
        department: frozenset(point.code for trade in found for point in touchpoints_of(trade))
        for department, found in trades.items()
    }
