"""What the short documents are filled in from: cards, places, letters, records, payroll."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Person, Report, Setting, Site, Slot
from desktop.core.changes import Changes
from desktop.core.documents import field_papers, records
from desktop.core.documents.field_papers import Burden, Guidance, PayLine
from desktop.core.documents.leaflet import Leaflet
from desktop.core.documents.person_sheet import PersonSheet
from desktop.core.documents.summary import Withheld
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext, speaking
from desktop.core.irritants.disclosure import may_show_figure, may_show_verbatims
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.core.stays.benefit import Nature
from desktop.core.vocabulary import ActionStatus, AssignmentStatus, Moment
from desktop.usecases.mirror import list_mirror
from desktop.usecases.mirror_disclosure import Reader
from desktop.usecases.outcome import Outcome
from desktop.usecases.printed_plans import person_sheet
from desktop.usecases.register_rows import IrritantRow
from desktop.usecases.stay_money import list_payroll
from desktop.usecases.summary_batch import Batch, read_batch, told_by
from desktop.usecases.summary_parts import clean_words, cost_told, practice_of, words_without_names

_GUIDANCE = "impasse_cards"


@dataclass(frozen=True, slots=True)
class Desk:
    """One campaign read once, and the blank sheet that each document is written on."""

    session: Session
    campaign: Campaign
    batch: Batch
    blank: Leaflet
    today: date
    places: dict[int, int | None]
    """Report → site."""


def open_desk(session: Session, campaign_id: int, blank: Leaflet, today: date) -> Desk:
    """Everything that the short documents of a campaign are made from."""
    campaign = session.get_one(Campaign, campaign_id)
    places = session.execute(
        select(Report.id, Report.site_id).where(Report.campaign_id == campaign_id)
    )
    return Desk(
        session,
        campaign,
        read_batch(session, campaign_id, today),
        blank,
        today,
        dict(places.all()),
    )


# ------------------------------------------------------------------- irritants


def _burdens(desk: Desk, rows: Iterable[IrritantRow], site: int | None = None) -> list[Burden]:
    """Those of which a report may be told (of one site, if given), heaviest first."""
    found = []
    for row in rows:
        cards = [
            card
            for card in desk.batch.cards.get(row.id, ())
            if site is None or desk.places.get(card.report.id) == site
        ]
        if not cards:
            continue
        actions = [
            action
            for action in desk.batch.actions.get(row.id, ())
            if action.status in (ActionStatus.PLANNED, ActionStatus.IN_HAND)
        ]
        may_quote = site is None and may_show_verbatims(told_by(cards), desk.batch.limits)
        cost = cost_told(desk.batch, row) if site is None else None
        quotes = _quotes(desk, (card.quote for card in cards)) if site is None else ()
        found.append(
            Burden(
                row.code,
                words_without_names(desk.batch, row.title),
                touchpoint_name(row.touchpoint) if row.touchpoint else "",
                row.status,
                len({card.report.id for card in cards}),
                row.caused_by,
                words_without_names(desk.batch, actions[0].title) if actions else "",
                actions[0].due if actions else row.due,
                cost.hours if cost else None,
                quotes[:2] if may_quote else (),
                0 if may_quote else len(quotes),
            )
        )
    return sorted(found, key=lambda each: (-each.reports, each.code))


def _quotes(desk: Desk, texts: Iterable[str]) -> tuple[str, ...]:
    cleaned = (clean_words(desk.batch, text) for text in texts)
    return tuple(dict.fromkeys(text for text in cleaned if text))


def _withheld(desk: Desk, burdens: Iterable[Burden]) -> tuple[Withheld, ...]:
    count = sum(each.quotes_withheld for each in burdens)
    threshold = desk.batch.limits.verbatims
    with speaking(desk.blank.language):
        why = ngettext(
            "fewer than {count} person behind them",
            "fewer than {count} people behind them",
            threshold,
        ).format(count=threshold)
        return (Withheld(_("Quotations"), why, count),) if count else ()


def _moments(desk: Desk) -> dict[str, Moment]:
    """Of each touchpoint that a head may see."""
    cells = list_mirror(
        desk.session,
        desk.campaign.id,
        reader=Reader(is_coordinator=False, today=desk.today),
        without=desk.batch.untold,
    )
    return {cell.touchpoint: cell.moment for cell in cells if cell.moment is not None}


# ------------------------------------------------------------------ the papers


def touchpoint_papers(desk: Desk, wanted: tuple[str, ...]) -> list[Leaflet]:
    """One sheet for each touchpoint asked for; for each of which something may be told if none."""
    moments = _moments(desk)
    told = [row for row in desk.batch.rows if desk.batch.cards.get(row.id)]
    codes = wanted or tuple(
        dict.fromkeys([*moments, *(row.touchpoint for row in told if row.touchpoint)])
    )
    made = []
    for code in codes:
        burdens = tuple(_burdens(desk, (row for row in told if row.touchpoint == code)))
        practices = tuple(
            practice_of(desk.batch, each)
            for each in desk.batch.practices
            if each.touchpoint == code
        )
        sheet = field_papers.touchpoint_sheet(
            desk.blank, touchpoint_name(code), moments.get(code), burdens, practices
        )
        made.append(replace(sheet, withheld=_withheld(desk, burdens)))
    return made


def impasse_papers(desk: Desk, wanted: tuple[str, ...]) -> list[Leaflet]:
    """A card for each touchpoint asked for; for each impasse if none."""
    impasses = [code for code, moment in _moments(desk).items() if moment is Moment.DEAD_END]
    known = guidance(desk.session, desk.campaign.id)
    return [
        field_papers.impasse_card(
            desk.blank,
            touchpoint_name(code),
            known.get(code, Guidance()),
            tuple(_burdens(desk, (row for row in desk.batch.rows if row.touchpoint == code)))[:3],
        )
        for code in wanted or impasses
    ]


def site_papers(desk: Desk, wanted: tuple[int, ...]) -> list[Leaflet]:
    """A report for each site whose team is large enough for nobody to be recognised."""
    made: list[Leaflet] = []
    too_small = 0
    for site in desk.batch.sites:
        if wanted and site.id not in wanted:
            continue
        if not may_show_figure(desk.batch.teams.get(site.id, 0), desk.batch.limits):
            if wanted:
                raise UserError(
                    _("{site}: the team is too small for a report; people would be known.").format(
                        site=site.name
                    )
                )
            too_small += 1
            continue
        here = [
            report
            for report in desk.batch.reports
            if report.may_be_told and desk.places.get(report.id) == site.id
        ]
        if not here and not wanted:
            continue
        made.append(
            field_papers.site_report(
                desk.blank,
                site.name,
                sum(not report.is_stay for report in here),
                sum(report.is_stay for report in here),
                tuple(_burdens(desk, desk.batch.rows, site.id)),
                tuple(
                    practice_of(desk.batch, each)
                    for each in desk.batch.practices
                    if site.code in each.seen_at
                ),
            )
        )
    if made and too_small:
        with speaking(desk.blank.language):
            left = Withheld(_("Site reports"), _("the team is too small"), too_small)
        made[0] = replace(made[0], withheld=(left,))
    return made


def letters(desk: Desk, wanted: tuple[int, ...]) -> list[Leaflet]:
    """An invitation for each person who has something planned."""
    planned = (AssignmentStatus.DRAFT, AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)
    return [
        field_papers.invitation(desk.blank, sheet)
        for key in _people(desk, planned, wanted)
        if (sheet := _sheet(desk, key)).days
    ]


def certificates(desk: Desk, wanted: tuple[int, ...]) -> list[Leaflet]:
    """A certificate for each person who lived at least one day, whole or in part."""
    lived = (AssignmentStatus.DONE, AssignmentStatus.PARTIAL)
    made = []
    for key in _people(desk, lived, wanted):
        days = desk.session.scalars(
            select(func.date(Slot.start))
            .join(Assignment, Assignment.slot_id == Slot.id)
            .where(
                Assignment.campaign_id == desk.campaign.id,
                Assignment.person_id == key,
                Assignment.status.in_(lived),
            )
        )
        known = {str(day) for day in days}
        sheet = _sheet(desk, key)
        done = tuple(each for each in sheet.days if each.day.isoformat() in known)
        if done:
            made.append(field_papers.certificate(desk.blank, sheet, done))
    return made


def _people(
    desk: Desk, statuses: tuple[AssignmentStatus, ...], wanted: tuple[int, ...]
) -> list[int]:
    query = (
        select(Assignment.person_id)
        .where(Assignment.campaign_id == desk.campaign.id, Assignment.status.in_(statuses))
        .distinct()
        .order_by(Assignment.person_id)
    )
    return [key for key in desk.session.scalars(query) if not wanted or key in wanted]


def _sheet(desk: Desk, person: int) -> PersonSheet:
    return person_sheet(
        desk.session,
        desk.campaign.id,
        person,
        language=desk.blank.language,
        today=desk.today,
        company=desk.blank.company,
    )


def payroll_paper(desk: Desk) -> list[Leaflet]:
    """The payroll sheet of the campaign."""
    with speaking(desk.blank.language):
        lines = tuple(
            PayLine(row.person, row.month, row.entity, row.value, _nature(row.nature))
            for row in list_payroll(desk.session, desk.campaign.id)
        )
    return [field_papers.payroll_sheet(desk.blank, lines)]


def _nature(code: str) -> str:
    names = {Nature.REBATE: _("rebate"), Nature.BENEFIT_IN_KIND: _("benefit in kind")}
    return names[Nature(code)]


def record_papers(desk: Desk) -> list[Leaflet]:
    """Register of processing, note to the staff, consultation of the works council."""
    campaign, blank = desk.campaign, desk.blank
    sites = (
        select(Site.name).join(Slot, Slot.site_id == Site.id).where(Slot.campaign_id == campaign.id)
    )
    people = select(func.count()).select_from(Person).where(Person.active)
    facts = records.RecordFacts(
        campaign=campaign.name,
        start=campaign.start,
        end=campaign.end,
        made_on=desk.today,
        sites=tuple(desk.session.scalars(sites.distinct().order_by(Site.name))),
        mystery=campaign.mystery,
        visits_per_site=campaign.visits_per_site,
        staff_note=campaign.staff_note,
        staff_note_on=campaign.staff_note_on,
        works_council_on=campaign.works_council_on,
        works_council_reference=campaign.works_council_reference,
        proportionality=campaign.proportionality,
        figures=campaign.figure_threshold,
        verbatims=campaign.verbatim_threshold,
        people=desk.session.scalar(people) or 0,
        language=blank.language,
        paper=blank.paper,
        company=blank.company,
        accent=blank.accent,
        logo=blank.logo,
    )
    return [
        records.processing_register(facts),
        records.staff_note(facts),
        records.consultation_sheet(facts),
    ]


# -------------------------------------------------------------------- guidance


def guidance(session: Session, campaign_id: int) -> dict[str, Guidance]:
    """What management allows at each touchpoint of a campaign."""
    row = session.get(Setting, _GUIDANCE)
    told = row.value.get(str(campaign_id), {}) if row else {}
    return {
        code: Guidance(
            str(each.get("attitude", "")),
            tuple(map(str, each.get("gestures", ()))),
            tuple(map(str, each.get("offers", ()))),
        )
        for code, each in told.items()
    }


def write_guidance(
    session: Session, campaign_id: int, touchpoint: str, told: Guidance
) -> Outcome[None]:
    """Keep what management allows at an impasse; it is printed on the card."""
    row = session.get(Setting, _GUIDANCE)
    if row is None:
        row = Setting(name=_GUIDANCE, value={})
        session.add(row)
    mine = {
        **row.value.get(str(campaign_id), {}),
        touchpoint: {
            "attitude": told.attitude,
            "gestures": list(told.gestures),
            "offers": list(told.offers),
        },
    }
    row.value = {**row.value, str(campaign_id): mine}
    words = _("write the impasse card of {touchpoint}")
    return Outcome(None, Changes.SETTINGS, words.format(touchpoint=touchpoint_name(touchpoint)))
