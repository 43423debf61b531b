"""Reads in one go everything that a batch of documents needs, so that it can be made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from db.models import Campaign, Setting
from desktop.core.documents import batch
from desktop.core.documents.batch import Job, Kind
from desktop.core.documents.leaflet import Leaflet
from desktop.core.documents.logo import Logo
from desktop.core.documents.overview import Overview
from desktop.core.documents.person_sheet import PersonSheet
from desktop.core.documents.summary import DepartmentSummary, Paper
from desktop.core.documents.week_plan import WeekPlan
from desktop.core.i18n import speaking
from desktop.usecases import papers
from desktop.usecases.overview import get_overview
from desktop.usecases.printed_plans import list_weeks_to_print, person_sheet, week_plan
from desktop.usecases.publications import list_participants, list_summaries
from desktop.usecases.summary_batch import Company, read_company


@dataclass(frozen=True, slots=True)
class Choice:
    """What to print. An empty tuple means all of them, None none of them."""

    departments: tuple[int, ...] | None = None
    overview: bool = False
    sites: tuple[int, ...] | None = None
    monday: date | None = None
    """Of the only week wanted; None = all weeks with visits."""
    people: tuple[int, ...] | None = None
    touchpoints: tuple[str, ...] | None = None
    impasses: tuple[str, ...] | None = None
    site_reports: tuple[int, ...] | None = None
    invited: tuple[int, ...] | None = None
    certified: tuple[int, ...] | None = None
    records: bool = False
    """Register of processing, note to the staff, consultation of the works council."""
    payroll: bool = False

    @property
    def has_papers(self) -> bool:
        """Whether any short document is wanted."""
        named = (
            self.touchpoints, self.impasses, self.site_reports, self.invited, self.certified
        )  # fmt: skip
        return self.records or self.payroll or any(each is not None for each in named)


EVERYTHING = Choice(
    departments=(),
    overview=True,
    sites=(),
    people=(),
    touchpoints=(),
    impasses=(),
    site_reports=(),
    certified=(),
    records=True,
)
"""What may lie in one folder; payroll's sheet and invitations are asked for by name."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the documents are made; the company is that of the preferences, where data has none."""

    language: str = "fr"
    paper: Paper = Paper.A4
    company: Company = field(default_factory=Company)
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Frozen data for every document of a batch."""

    campaign: str
    summaries: tuple[DepartmentSummary, ...] = ()
    overview: Overview | None = None
    weeks: tuple[WeekPlan, ...] = ()
    sheets: tuple[PersonSheet, ...] = ()
    papers: tuple[tuple[Kind, Leaflet], ...] = ()


def gather(
    session: Session, campaign_id: int, choice: Choice, look: Look, *, today: date
) -> Inputs:
    """Everything chosen, in the language asked for."""
    # Held here so that each sheet and week finds them in the session instead of asking again.
    campaign, _company = session.get_one(Campaign, campaign_id), session.get(Setting, "company")
    with speaking(look.language):
        overview = None
        if choice.overview:
            found = get_overview(session, campaign_id, language=look.language, today=today)
            overview = replace(
                found,
                company=found.company or look.company.name,
                accent=found.accent or look.company.accent,
                logo=look.logo,
                paper=look.paper,
            )
        return Inputs(
            campaign=campaign.name,
            summaries=_summaries(session, campaign_id, choice, look, today),
            overview=overview,
            weeks=_weeks(session, campaign_id, choice, look, today),
            sheets=_sheets(session, campaign_id, choice, look, today),
            papers=tuple(_papers(session, campaign_id, choice, look, today)),
        )


def jobs_of(inputs: Inputs, language: str) -> list[Job]:
    """The documents to make, summaries first; file names are in their language."""
    with speaking(language):
        return [
            *(batch.summary_job(each) for each in inputs.summaries),
            *((batch.overview_job(inputs.overview),) if inputs.overview else ()),
            *(batch.week_job(each) for each in inputs.weeks),
            *(batch.sheet_job(each) for each in inputs.sheets),
            *(batch.paper_job(kind, each) for kind, each in inputs.papers),
        ]


def _summaries(
    session: Session, campaign_id: int, choice: Choice, look: Look, today: date
) -> tuple[DepartmentSummary, ...]:
    if choice.departments is None:
        return ()
    found = list_summaries(
        session,
        campaign_id,
        language=look.language,
        today=today,
        departments=choice.departments,
    )
    return tuple(
        replace(
            each,
            paper=look.paper,
            company=each.company or look.company.name,
            accent=each.accent or look.company.accent,
            logo=look.logo,
        )
        for each in found
    )


def _weeks(
    session: Session, campaign_id: int, choice: Choice, look: Look, today: date
) -> tuple[WeekPlan, ...]:
    if choice.sites is None:
        return ()
    if choice.monday is not None:
        wanted = [(site, choice.monday) for site in choice.sites]
    else:
        wanted = [
            (week.site_id, week.monday)
            for week in list_weeks_to_print(session, campaign_id)
            if not choice.sites or week.site_id in choice.sites
        ]
    return tuple(
        replace(
            week_plan(
                session,
                campaign_id,
                site,
                monday,
                language=look.language,
                today=today,
                company=look.company.name,
            ),
            logo=look.logo,
            paper=look.paper,
        )
        for site, monday in wanted
    )


def _sheets(
    session: Session, campaign_id: int, choice: Choice, look: Look, today: date
) -> tuple[PersonSheet, ...]:
    if choice.people is None:
        return ()
    return tuple(
        replace(
            person_sheet(
                session,
                campaign_id,
                person,
                language=look.language,
                today=today,
                company=look.company.name,
            ),
            logo=look.logo,
            paper=look.paper,
        )
        for person in choice.people or list_participants(session, campaign_id)
    )


def _papers(
    session: Session, campaign_id: int, choice: Choice, look: Look, today: date
) -> Iterator[tuple[Kind, Leaflet]]:
    """The short documents, kind after kind."""
    if not choice.has_papers:
        return
    company = read_company(session)
    campaign = session.get_one(Campaign, campaign_id)
    blank = Leaflet(
        title="",
        kind="",
        campaign=campaign.name,
        made_on=today,
        language=look.language,
        paper=look.paper,
        company=company.name or look.company.name,
        accent=company.accent or look.company.accent,
        logo=look.logo,
    )
    desk = papers.open_desk(session, campaign_id, blank, today)
    yield from _each(desk, Kind.TOUCHPOINT, choice.touchpoints, papers.touchpoint_papers)
    yield from _each(desk, Kind.CARD, choice.impasses, papers.impasse_papers)
    yield from _each(desk, Kind.SITE, choice.site_reports, papers.site_papers)
    yield from _each(desk, Kind.INVITATION, choice.invited, papers.letters)
    yield from _each(desk, Kind.CERTIFICATE, choice.certified, papers.certificates)
    if choice.records:
        yield from ((Kind.RECORD, each) for each in papers.record_papers(desk))
    if choice.payroll:
        yield from ((Kind.PAYROLL, each) for each in papers.payroll_paper(desk))


Name = TypeVar("Name", int, str)


def _each(
    desk: papers.Desk,
    kind: Kind,
    chosen: tuple[Name, ...] | None,
    write: Callable[[papers.Desk, tuple[Name, ...]], list[Leaflet]],
) -> Iterator[tuple[Kind, Leaflet]]:
    if chosen is not None:
        yield from ((kind, leaflet) for leaflet in write(desk, chosen))
