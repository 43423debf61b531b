"""Gathers the executive overview of a campaign within its thresholds."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy.orm import Session

from db.models import Campaign
from desktop.core.documents.overview import CoverageLine, LinkLine, Overview, TopIrritant
from desktop.core.documents.summary import MomentShare, Withheld
from desktop.core.i18n import _, ngettext, speaking
from desktop.core.irritants.chain import Coverage
from desktop.core.irritants.disclosure import Thresholds, may_show_figure
from desktop.core.vocabulary import IrritantStatus, MirrorState, Moment
from desktop.usecases.irritants import get_totals
from desktop.usecases.mirror import MirrorCell, list_mirror
from desktop.usecases.mirror_disclosure import Reader
from desktop.usecases.register_rows import IrritantRow
from desktop.usecases.service_chain import ChainView, get_chain
from desktop.usecases.summary_batch import Batch, read_batch
from desktop.usecases.summary_parts import cost_told

MOST_IRRITANTS = 12


def get_overview(session: Session, campaign_id: int, *, language: str, today: date) -> Overview:
    """What the overview prints, in a language."""
    with speaking(language):
        campaign = session.get_one(Campaign, campaign_id)
        batch = read_batch(session, campaign_id, today)
        chain = get_chain(session, campaign_id, today=today)
        cells = list_mirror(
            session,
            campaign_id,
            reader=Reader(is_coordinator=False, today=batch.today),
            without=batch.untold,
        )
        totals = get_totals(session, campaign_id, today=today)
        coverage = [_covered(each, chain, batch.limits) for each in chain.coverage]
        costs = [cost_told(batch, row) for row in batch.rows]
        hours = [each.hours for each in costs if each]
        return Overview(
            campaign=campaign.name,
            start=campaign.start,
            end=campaign.end,
            printed_on=today,
            language=language,
            company=batch.company.name,
            accent=batch.company.accent,
            reports=sum(report.may_be_told for report in batch.reports),
            departments=len(batch.departments),
            irritants=len(batch.rows),
            resolved=sum(row.status is IrritantStatus.RESOLVED for row in batch.rows),
            still_carried=totals.still_carried,
            hours=sum(hours) if hours else None,
            moments=_moments(cells),
            touchpoints_incomplete=sum(
                not cell.counts_hidden and cell.judgement.state is not MirrorState.COMPLETE
                for cell in cells
            ),
            links=_links(chain),
            without_cause=chain.without_cause,
            hours_to_front=chain.symmetry.to_front,
            hours_to_back=chain.symmetry.to_back,
            coverage=tuple(coverage),
            top=_top(batch),
            withheld=_withheld(cells, coverage, batch.limits),
        )


def _moments(cells: list[MirrorCell]) -> tuple[MomentShare, ...]:
    names: dict[Moment, list[str]] = defaultdict(list)
    for cell in cells:
        if cell.moment is not None:
            names[cell.moment].append(cell.name)
    return tuple(MomentShare(moment, tuple(names[moment])) for moment in Moment)


def _links(chain: ChainView) -> tuple[LinkLine, ...]:
    return tuple(
        LinkLine(
            chain.departments[each.department].name,
            each.causes,
            each.causes_hours,
            each.suffers,
            each.reaches,
        )
        for each in chain.standings
        if each.causes or each.suffers
    )


def _covered(each: Coverage, chain: ChainView, limits: Thresholds) -> CoverageLine:
    """A share is told only where neither those inside it nor those outside are too few."""
    name = chain.departments[each.department].name
    return CoverageLine(
        name,
        each.staff,
        each.distance,
        None
        if each.never_asked is None or _few(each.asked, each.staff, limits)
        else each.never_asked,
        None
        if _few(each.lived_front, each.staff, limits) or not each.staff
        else each.lived_front / each.staff,
    )


def _few(part: int, whole: int, limits: Thresholds) -> bool:
    rest = whole - min(part, whole)
    return not (may_show_figure(part, limits) and may_show_figure(rest, limits))


def _top(batch: Batch) -> tuple[TopIrritant, ...]:
    shown = [row for row in batch.rows if row.reports == 0 or batch.cards.get(row.id)]
    return tuple(_top_line(batch, row) for row in shown[:MOST_IRRITANTS])


def _top_line(batch: Batch, row: IrritantRow) -> TopIrritant:
    known = cost_told(batch, row)
    return TopIrritant(
        row.code,
        row.title,
        row.moment,
        len({card.report.id for card in batch.cards.get(row.id, ())}),
        known.hours if known else None,
        row.felt_at,
        row.caused_by,
        row.owner,
    )


def _withheld(
    cells: list[MirrorCell], coverage: list[CoverageLine], limits: Thresholds
) -> tuple[Withheld, ...]:
    why = ngettext(
        "fewer than {count} person behind them",
        "fewer than {count} people behind them",
        limits.figures,
    ).format(count=limits.figures)
    found = (
        Withheld(_("Touchpoints of the mirror"), why, sum(cell.counts_hidden for cell in cells)),
        Withheld(
            _("Shares of staff"),
            why,
            sum((each.never_asked is None) + (each.lived_front is None) for each in coverage),
        ),
    )
    return tuple(each for each in found if each.count)
