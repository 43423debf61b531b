"""Turns a campaign into the summary of one department, item by item within the thresholds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from db.models import Action, BestPractice, Site
from desktop.core.documents.summary import (
    ActionRow,
    Behind,
    ChainLink,
    DepartmentSummary,
    Idea,
    IrritantSheet,
    MomentShare,
    Practice,
    Trend,
    TrendRow,
    Withheld,
)
from desktop.core.i18n import _, ngettext, number_text, percent_text
from desktop.core.irritants.coarsening import Place, coarse_place, without_traces
from desktop.core.irritants.cost import Cost, cost
from desktop.core.irritants.disclosure import may_show_figure, may_show_verbatims
from desktop.core.irritants.effort import fingerprint
from desktop.core.irritants.escalation import escalation, level_text
from desktop.core.observations.touchpoints import touchpoint_name, trade_of
from desktop.core.vocabulary import ActionStatus, Moment
from desktop.usecases.register_rows import IrritantRow
from desktop.usecases.summary_batch import ALL, Batch, Point, ReportFact, told_by

MOST_FACTS = 3
MOST_QUOTES = 2
MOST_IDEAS = 12
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+")


class _Withheld:
    """Counts what is left out, by what and why."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = defaultdict(int)

    def add(self, what: str, why: str, count: int = 1) -> None:
        if count:
            self._counts[what, why] += count

    def listed(self) -> tuple[Withheld, ...]:
        return tuple(Withheld(what, why, count) for (what, why), count in self._counts.items())


def summary_of(batch: Batch, department: int, language: str) -> DepartmentSummary:
    """What the PDF of one department holds; speaks the language in force."""
    withheld = _Withheld()
    inside = batch.scope[department]
    hidden = sum(r.department in inside and not r.may_be_told for r in batch.reports)
    withheld.add(_("Reports of mystery stays"), _("not released yet"), hidden)
    rows = _rows_of(batch, department, withheld)
    cells = batch.mirror.get(department, ())
    told = _reports_behind(batch, department, rows)
    return DepartmentSummary(
        department=batch.departments[department],
        campaign=batch.campaign.name,
        previous_campaign=batch.previous,
        start=batch.campaign.start,
        end=batch.campaign.end,
        printed_on=batch.today,
        language=language,
        company=batch.company.name,
        accent=batch.company.accent,
        figures_threshold=batch.limits.figures,
        verbatims_threshold=batch.limits.verbatims,
        reports=len(told),
        stays=sum(r.is_stay for r in told),
        immersions=sum(not r.is_stay for r in told),
        touchpoints=sum(not point.hidden for point in cells),
        touchpoints_incomplete=sum(point.incomplete for point in cells),
        moments=_moments(cells, withheld),
        irritants=tuple(_sheet(batch, row, department, withheld) for row in rows),
        causes_elsewhere=_links(batch, rows, department, causes=True),
        suffers_from=_links(batch, rows, department, causes=False),
        practices=_practices(batch, cells),
        trend=_trend(batch, rows, department),
        ideas=_ideas(batch, department, withheld),
        actions=_actions(batch, rows, department),
        behind=_behind(batch, department, len(told), withheld),
        withheld=withheld.listed(),
    )


def _reports_behind(batch: Batch, department: int, rows: Sequence[IrritantRow]) -> list[ReportFact]:
    """Reports on this department, and those on others that speak of its irritants."""
    cited = {card.report.id for row in rows for card in batch.cards.get(row.id, ())}
    return [
        r for r in batch.reports
        if r.id in cited or (r.department in batch.scope[department] and r.may_be_told)
    ]  # fmt: skip


def _touches(batch: Batch, department: int, *others: int | None) -> bool:
    """Whether one of these departments is this one or lies below it."""
    return any(other in batch.scope[department] for other in others)


def _rows_of(batch: Batch, department: int, withheld: _Withheld) -> list[IrritantRow]:
    """Irritants felt or caused here of which at least one report may be told."""
    here = [
        row for row in batch.rows if _touches(batch, department, row.felt_at_id, row.caused_by_id)
    ]
    shown = [row for row in here if row.reports == 0 or batch.cards.get(row.id)]
    withheld.add(
        _("Irritants"), _("only seen during mystery stays not released yet"), len(here) - len(shown)
    )
    return shown


def _moments(cells: Sequence[Point], withheld: _Withheld) -> tuple[MomentShare, ...]:
    names: dict[Moment, list[str]] = defaultdict(list)
    for cell in cells:
        if cell.moment is not None:
            names[cell.moment].append(touchpoint_name(cell.touchpoint))
    withheld.add(
        _("Touchpoints of the mirror"),
        _("too few people spoke of them or were asked"),
        sum(cell.hidden for cell in cells),
    )
    return tuple(MomentShare(moment, tuple(names[moment])) for moment in Moment)


# ------------------------------------------------------------------- irritants


def _sheet(batch: Batch, row: IrritantRow, department: int, withheld: _Withheld) -> IrritantSheet:
    cards = batch.cards.get(row.id, ())
    people = told_by(cards)
    quotes = _distinct(clean_words(batch, card.quote) for card in cards)
    may_quote = may_show_verbatims(people, batch.limits)
    if not may_quote:
        withheld.add(_("Quotations"), _too_few(batch.limits.verbatims), len(quotes))
    open_actions = [
        action
        for action in batch.actions.get(row.id, ())
        if action.status in (ActionStatus.PLANNED, ActionStatus.IN_HAND)
    ]
    return IrritantSheet(
        code=row.code,
        title=words_without_names(batch, row.title),
        touchpoint=touchpoint_name(row.touchpoint) if row.touchpoint else "",
        status=row.status,
        reports=len({card.report.id for card in cards}),
        moment=row.moment,
        facts=tuple(_distinct(clean_words(batch, card.fact) for card in cards)[:MOST_FACTS]),
        quotes=tuple(quotes[:MOST_QUOTES]) if may_quote else (),
        quotes_withheld=0 if may_quote else len(quotes),
        client=fingerprint(card.client_effort for card in cards),
        employee=fingerprint(card.employee_effort for card in cards),
        cost=cost_told(batch, row),
        felt_at=row.felt_at,
        caused_by=row.caused_by,
        cause=row.cause,
        owner=row.owner,
        action=open_actions[0].title if open_actions else "",
        due=row.due or (open_actions[0].due if open_actions else None),
        caused_here=row.caused_by_id in batch.scope[department],
    )


def cost_told(batch: Batch, row: IrritantRow) -> Cost | None:
    """The cost from the reports that may be told alone: the register's own may know more."""
    employee = fingerprint(card.employee_effort for card in batch.cards.get(row.id, ()))
    return cost(employee, row.occurrences_per_week, row.people_concerned)


def _too_few(threshold: int) -> str:
    return ngettext(
        "fewer than {count} person behind them", "fewer than {count} people behind them", threshold
    ).format(count=threshold)


def _distinct(texts: Iterable[str]) -> list[str]:
    """In the order given, each once, blanks left out."""
    return list(dict.fromkeys(text for text in texts if text))


def clean_words(batch: Batch, text: str) -> str:
    """Without dates, hours or names of staff."""
    text = text.strip()
    present = batch.names.intersection(_CAPITALISED.findall(text))
    return without_traces(text, sorted(present)) if text else ""


def words_without_names(batch: Batch, title: str) -> str:
    """The coordinator's own words, in case a name of staff slipped in."""
    for name in sorted(batch.names.intersection(_CAPITALISED.findall(title))):
        title = title.replace(name, _("[person]"))
    return title


def _links(
    batch: Batch, rows: Sequence[IrritantRow], department: int, *, causes: bool
) -> tuple[ChainLink, ...]:
    """Irritants shared with each other department, heaviest first."""
    inside = batch.scope[department]
    shared: dict[str, list[IrritantRow]] = defaultdict(list)
    for row in rows:
        here, there = (
            (row.caused_by_id, row.felt_at_id) if causes else (row.felt_at_id, row.caused_by_id)
        )
        if here in inside and there is not None and there not in inside:
            shared[batch.departments.get(there, "")].append(row)
    links = [
        ChainLink(
            name,
            tuple(words_without_names(batch, row.title) for row in found),
            sum(len({c.report.id for c in batch.cards.get(row.id, ())}) for row in found),
            _hours(batch, found),
        )
        for name, found in shared.items()
    ]
    return tuple(sorted(links, key=lambda link: (-link.reports, link.department)))


def _hours(batch: Batch, rows: Sequence[IrritantRow]) -> float | None:
    costs = [cost_told(batch, row) for row in rows]
    return sum(each.hours for each in costs if each) if any(costs) else None


def _trend(batch: Batch, rows: Sequence[IrritantRow], department: int) -> tuple[TrendRow, ...]:
    if not batch.previous:
        return ()
    before = {row.id: row for row in batch.rows_before}
    followed = {row.previous_id for row in batch.rows if row.previous_id}
    found = [_trend_row(batch, row, before) for row in rows]
    found += [
        TrendRow(words_without_names(batch, row.title), Trend.GONE, row.reports, 0)
        for row in batch.rows_before
        if row.id not in followed and _touches(batch, department, row.felt_at_id, row.caused_by_id)
    ]
    return tuple(found)


def _trend_row(batch: Batch, row: IrritantRow, before: dict[int, IrritantRow]) -> TrendRow:
    now = len({card.report.id for card in batch.cards.get(row.id, ())})
    title = words_without_names(batch, row.title)
    if row.displaced_from_id is not None:
        note = _("the burden moved here when another irritant was closed")
        return TrendRow(title, Trend.DISPLACED, 0, now, note)
    past = before.get(row.previous_id) if row.previous_id else None
    if past is None:
        return TrendRow(title, Trend.NEW, 0, now)
    return TrendRow(title, Trend.PERSISTENT, past.reports, now)


def _actions(batch: Batch, rows: Sequence[IrritantRow], department: int) -> tuple[ActionRow, ...]:
    shown = [
        ActionRow(
            row.code,
            action.title,
            row.owner,
            action.due,
            action.status,
            (batch.today - action.created.date()).days,
            action.id,
            _late(action, batch.today),
        )
        for row in rows
        for action in batch.actions.get(row.id, ())
        if _touches(batch, department, action.department_id, row.caused_by_id)
    ]
    return tuple(sorted(shown, key=lambda each: (each.due or date.max, each.code)))


def _late(action: Action, today: date) -> str:
    """How late an unfinished action is, and who hears of it now."""
    open_ = action.status in {ActionStatus.PLANNED, ActionStatus.IN_HAND}
    found = escalation(action.due, today) if open_ else None
    if found is None:
        return ""
    text = ngettext(
        "{days} day late, told to {level}", "{days} days late, told to {level}", found.late_days
    )
    return text.format(days=number_text(found.late_days), level=level_text(found.level))


# ---------------------------------------------------------- ideas and practices


def _ideas(batch: Batch, department: int, withheld: _Withheld) -> tuple[Idea, ...]:
    inside = batch.scope[department]
    found = [
        *(idea for part in sorted(inside) for idea in batch.ideas.get(part, ())),
        *(
            (card.report.author, card.idea, card.touchpoint)
            for cards in batch.cards.values()
            for card in cards
            if card.report.department in inside and card.idea.strip()
        ),
    ]
    people = len({author for author, _text, _touchpoint in found if author is not None})
    if not may_show_verbatims(people, batch.limits):
        withheld.add(_("Ideas"), _too_few(batch.limits.verbatims), len(found))
        return ()
    ideas = {
        clean_words(batch, text): touchpoint_name(touchpoint) if touchpoint else ""
        for _author, text, touchpoint in found
    }
    return tuple(Idea(text, where) for text, where in list(ideas.items())[:MOST_IDEAS])


def _practices(batch: Batch, cells: Sequence[Point]) -> tuple[Practice, ...]:
    lived = {cell.touchpoint for cell in cells}
    return tuple(practice_of(batch, row) for row in batch.practices if row.touchpoint in lived)


def practice_of(batch: Batch, row: BestPractice) -> Practice:
    """A win-win with the places where it is lived and those where it is not yet, coarsened."""
    trade = row.touchpoint.partition(".")[0]

    def named(chosen: list[Site]) -> tuple[str, ...]:
        places = (Place(site.name, site.region, batch.teams.get(site.id, 0)) for site in chosen)
        return tuple(dict.fromkeys(coarse_place(place) for place in places))[:8]

    concerned = [site for site in batch.sites if trade_of(site.kind) == trade]
    return Practice(
        words_without_names(batch, row.title),
        touchpoint_name(row.touchpoint),
        named([site for site in batch.sites if site.code in row.seen_at]),
        named([site for site in concerned if site.code not in row.seen_at]),
    )


# ------------------------------------------------------- numbers behind figures


def _behind(batch: Batch, department: int, reports: int, withheld: _Withheld) -> tuple[Behind, ...]:
    rows = [
        Behind(
            _("Reports read"),
            number_text(reports),
            _("accepted by the coordinator, and released where they tell of a mystery stay"),
        )
    ]
    authors = batch.authors.get(department, 0)
    if authors is None:
        why = batch.authors_hidden.visibility(department)
        withheld.add(_("Number of participants"), _why(str(why), batch.limits.figures))
    elif authors:
        rows.append(
            Behind(_("Participants who wrote"), number_text(authors), _("each counted once"))
        )
    asked = batch.asked.get(department, 0)
    if asked is None:
        withheld.add(_("Number of employees asked"), _too_few(batch.limits.figures))
    elif asked:
        rows.append(Behind(_("Employees asked"), number_text(asked), _("surveys and debriefs")))
    rows += _score(batch, department, withheld)
    return tuple(rows)


def _why(visibility: str, threshold: int) -> str:
    if visibility == "complementary":
        return _("a subtraction would reveal another figure")
    return _too_few(threshold)


def _score(batch: Batch, department: int, withheld: _Withheld) -> list[Behind]:
    inside = batch.scope[department]
    told = [r for r in batch.reports if r.department in inside and r.may_be_told]
    scored = [r.score for r in told if r.score is not None]
    people = len({r.author for r in told if r.score is not None and r.author is not None})
    if not scored:
        return []
    protected = batch.authors.get(department) is not None and batch.authors.get(ALL) is not None
    if not protected or not may_show_figure(people, batch.limits) or not people:
        withheld.add(_("Score of the touchpoints"), _too_few(batch.limits.figures))
        return []
    mean = sum(scored) / len(scored) / 100
    source = ngettext("{count} report", "{count} reports", len(scored)).format(count=len(scored))
    return [Behind(_("Score of the touchpoints"), percent_text(mean), source)]
