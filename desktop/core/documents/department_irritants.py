"""The irritants of a department summary: numbered cards, efforts, costs, the service chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Panel, Stack
from desktop.core.documents.canvas import Page
from desktop.core.documents.figures import Bar, bars
from desktop.core.documents.flow import Story
from desktop.core.documents.parts import fact_line, listed, quote
from desktop.core.documents.summary import ChainLink, DepartmentSummary, IrritantSheet
from desktop.core.documents.tables import Cell, Column, table
from desktop.core.documents.text import Run
from desktop.core.documents.theme import GREY, MOMENT_TINTS, Font
from desktop.core.i18n import _, date_text, list_text, ngettext, number_text, pgettext
from desktop.core.irritants.effort import Fingerprint, Measure, asymmetry, measured, number_or_time
from desktop.core.labels import label

MOST_CARDS = 60
"""Cards in full; irritants of a lower rank stand in a table: the document stays readable."""
_MOST_BARS = 8
_MARKED = 1.5
"""From this ratio on the employee's path is said to ask more than the client's."""
_WHOLE = 180.0
"""A card lower than this is not cut by the foot of a page."""


def irritant_pages(told: Story, summary: DepartmentSummary) -> None:
    """Ranked irritants, then the two directions of the chain."""
    with told.inside(told.root.add("Sect")):
        _irritants(told, summary)
    with told.inside(told.root.add("Sect")):
        _chain(told, summary)


def _irritants(told: Story, summary: DepartmentSummary) -> None:
    told.room(300)
    told.heading(1, _("Irritants, by rank"))
    if not summary.irritants:
        told.text(_("No irritant was reported in this campaign."), theme.LEAD)
        return
    told.text(
        _(
            "What weighs on clients or on teams, the heaviest first. Facts are what was seen; "
            "words quoted come from enough people that nobody can be recognised."
        ),
        theme.LEAD,
    )
    _cost_bars(told, summary.irritants)
    for rank, sheet in enumerate(summary.irritants[:MOST_CARDS], start=1):
        _card(told, summary, rank, sheet)
    rest = summary.irritants[MOST_CARDS:]
    if rest:
        _rest(told, rest)


def _cost_bars(told: Story, sheets: Sequence[IrritantSheet]) -> None:
    known = sorted(
        (s for s in sheets if s.cost and round(s.cost.hours)),
        key=lambda s: -s.cost.hours if s.cost else 0,
    )
    if len(known) < 2:
        return
    told.room(60 + 19 * min(len(known), _MOST_BARS))
    told.heading(2, _("What they cost, in hours a year"))
    shown = [
        Bar(
            sheet.title,
            sheet.cost.hours,
            _("{hours} h").format(hours=number_text(round(sheet.cost.hours))),
            MOMENT_TINTS[sheet.moment].strong if sheet.moment else told.setting.accent,
        )
        for sheet in known[:_MOST_BARS]
        if sheet.cost
    ]
    bars(told, _("Hours a year lost to each irritant:"), shown)


class _Rank(Block):
    """The number of a card in a disc of its moment's colour; read as part of the heading."""

    def __init__(self, rank: int, colour: str, body: Block) -> None:
        self.rank, self.colour, self.body = rank, colour, body
        self.keep_next = True
        self.after = 3.0
        self.before = 12.0

    def height(self, width: float) -> float:
        return max(self.body.height(width - 34), 26)

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        page.dot(left + 12, top - 12, 12, self.colour)
        words = str(self.rank)
        size = 11 if len(words) < 3 else 8.4
        page.label(left + 12, top - 16, words, Font.BOLD, size, theme.PAPER, align=0.5)
        free = 26 - self.body.height(width - 34)
        self.body.draw(page, left + 34, top - max(free / 2, 0), width - 34)


def _card(told: Story, summary: DepartmentSummary, rank: int, sheet: IrritantSheet) -> None:
    colour = MOMENT_TINTS[sheet.moment].strong if sheet.moment else GREY
    with told.inside(told.at.add("Sect")), told.gathered() as parts:
        with told.gathered() as heads:
            told.heading(2, sheet.title, style=replace(theme.H2, before=0, after=0))
        head = _Rank(rank, colour, heads[0])
        body_start = len(parts)
        _card_line(told, sheet, colour)
        _facts(told, sheet)
        _quotes(told, summary, sheet, colour)
        _efforts(told, sheet)
        _cost(told, sheet)
        _cause(told, sheet)
        _decision(told, sheet)
    body = parts[body_start:]
    told.add(head)
    # The first lines of a card stay with its title; the rest may run over the page.
    told.add(
        Panel(Stack(body, whole_below=_WHOLE), edge=theme.blend(colour, 0.3), padding=34, after=14)
    )


def _card_line(told: Story, sheet: IrritantSheet, colour: str) -> None:
    runs = []
    if sheet.moment:
        runs.append(Run(label(sheet.moment), font=Font.BOLD, colour=colour))
    details = [sheet.touchpoint, label(sheet.status)]
    reports = ngettext("{count} report", "{count} reports", sheet.reports)
    details.append(reports.format(count=number_text(sheet.reports)))
    if sheet.people is not None:
        people = ngettext("{count} person", "{count} people", sheet.people)
        details.append(people.format(count=number_text(sheet.people)))
    details.append(sheet.code)
    lead = " · " if runs else ""
    runs.append(Run(lead + " · ".join(part for part in details if part)))
    told.text(tuple(runs), replace(theme.SMALL, after=5))


def _facts(told: Story, sheet: IrritantSheet) -> None:
    if sheet.facts:
        listed(told, sheet.facts, style=replace(theme.PLAIN, hyphens=True, after=3))


def _quotes(told: Story, summary: DepartmentSummary, sheet: IrritantSheet, colour: str) -> None:
    for words in sheet.quotes:
        quote(told, words, colour)
    if sheet.quotes_withheld:
        told.text(
            ngettext(
                "{count} quotation is withheld: fewer than {least} people speak of it.",
                "{count} quotations are withheld: fewer than {least} people speak of it.",
                sheet.quotes_withheld,
            ).format(count=number_text(sheet.quotes_withheld), least=summary.verbatims_threshold),
            theme.SMALL,
        )


_MEASURES = {
    Measure.MINUTES: lambda: _("Time"),
    Measure.SCREENS: lambda: _("Screens"),
    Measure.APPLICATIONS: lambda: _("Applications"),
    Measure.HAND_OVERS: lambda: _("Hand-overs"),
    Measure.APPROVALS: lambda: _("Approvals"),
    Measure.INTERLOCUTORS: lambda: _("Interlocutors"),
}


def _efforts(told: Story, sheet: IrritantSheet) -> None:
    seen = [m for m in Measure if _asks(sheet.client, m) or _asks(sheet.employee, m)]
    if not seen:
        return
    columns = (
        Column(_("Effort observed"), 2.4),
        *(Column(_MEASURES[measure](), 1.5, number=True) for measure in seen),
    )
    rows: list[Sequence[Cell]] = [
        (_("Client’s path"), *(_amount(sheet.client, measure) for measure in seen)),
        (_("Employee’s path"), *(_amount(sheet.employee, measure) for measure in seen)),
    ]
    told.add(table(told.at, columns, rows, summary=_effort_alt(sheet)))
    gap = asymmetry(sheet.client, sheet.employee)
    if gap is not None and gap.ratio >= _MARKED:
        told.text(
            _("The employee’s path asks {ratio} times the client’s: {widest}.").format(
                ratio=number_text(gap.ratio, 1), widest=gap.text
            ),
            theme.SMALL,
        )


def _asks(path: Fingerprint, measure: Measure) -> bool:
    """Whether that was observed and is something."""
    value = measured(path, measure)
    return value is not None and value.value > 0


def _amount(path: Fingerprint, measure: Measure) -> str:
    value = measured(path, measure)
    return number_or_time(measure, value.value) if value else "–"


def _effort_alt(sheet: IrritantSheet) -> str:
    client = list_text([each.text for each in sheet.client]) or _("not observed")
    employee = list_text([each.text for each in sheet.employee]) or _("not observed")
    return _("Effort on the client’s path: {client}. On the employee’s path: {employee}.").format(
        client=client, employee=employee
    )


def _cost(told: Story, sheet: IrritantSheet) -> None:
    if sheet.cost and round(sheet.cost.hours):
        fact_line(told, _("Cost"), sheet.cost.formula)


def _cause(told: Story, sheet: IrritantSheet) -> None:
    steps = []
    if sheet.felt_at:
        steps.append(_("felt at {department}").format(department=sheet.felt_at))
    if sheet.caused_by:
        steps.append(_("begins at {department}").format(department=sheet.caused_by))
    cause = label(sheet.cause) if sheet.cause else ""
    if sheet.cause_detail:
        cause = (
            _("{cause} – {detail}").format(cause=cause, detail=sheet.cause_detail)
            if cause
            else sheet.cause_detail
        )
    if cause:
        steps.append(cause)
    if steps:
        fact_line(told, _("On the chain"), "; ".join(steps))


def _decision(told: Story, sheet: IrritantSheet) -> None:
    none = _("to be named")
    fact_line(
        told,
        _("Decision"),
        _("{action}; owner: {owner}; deadline: {due}").format(
            action=sheet.action or _("no action decided yet"),
            owner=sheet.owner or none,
            due=date_text(sheet.due, "long") if sheet.due else _("to be set"),
        ),
    )


def _rest(told: Story, rest: Sequence[IrritantSheet]) -> None:
    told.heading(2, _("The other irritants"))
    columns = (
        Column(_("Code"), 1.2),
        Column(_("Irritant"), 5),
        Column(_("Moment"), 1.8),
        Column(pgettext("column", "Reports"), 1.2, number=True),
    )
    rows = [
        (
            sheet.code,
            sheet.title,
            label(sheet.moment) if sheet.moment else "–",
            number_text(sheet.reports),
        )
        for sheet in rest
    ]
    told.add(table(told.at, columns, rows, summary=_("Irritants of a lower rank")))


# ----------------------------------------------------------------------- chain


def _chain(told: Story, summary: DepartmentSummary) -> None:
    told.room(240)
    told.heading(1, _("On the service chain"))
    told.text(
        _(
            "A chain is as strong as its weakest link. What this department causes elsewhere and "
            "what it suffers from others are counted apart: they are not the same conversation."
        ),
        theme.LEAD,
    )
    _direction(
        told,
        _("What this department causes elsewhere"),
        summary.causes_elsewhere,
        _("No irritant felt elsewhere is known to begin here."),
        _("Felt at"),
    )
    _direction(
        told,
        _("What this department suffers from others"),
        summary.suffers_from,
        _("No irritant felt here is known to begin elsewhere."),
        _("Begins at"),
    )


def _direction(told: Story, title: str, links: Sequence[ChainLink], none: str, where: str) -> None:
    told.heading(2, title)
    if not links:
        told.text(none, theme.PLAIN)
        return
    columns = (
        Column(where, 2.6),
        Column(_("Irritants"), 5),
        Column(pgettext("column", "Reports"), 1.2, number=True),
        Column(_("Hours a year"), 1.4, number=True),
    )
    rows = [
        (
            link.department,
            "\n".join(link.titles),
            number_text(link.reports),
            number_text(round(link.hours_per_year)) if link.hours_per_year is not None else "–",
        )
        for link in links
    ]
    told.add(table(told.at, columns, rows, summary=title))
