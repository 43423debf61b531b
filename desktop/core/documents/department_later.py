"""The later pages of a department summary: wins, playbook, trend, ideas, actions, method."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.documents import theme
from desktop.core.documents.department_actions import actions_part
from desktop.core.documents.figures import Change, dumbbells
from desktop.core.documents.flow import Story
from desktop.core.documents.parts import fact_line, listed, panel, withheld_part
from desktop.core.documents.printable import Losses
from desktop.core.documents.summary import DepartmentSummary, Trend, TrendRow
from desktop.core.documents.tables import Cell, Column, table
from desktop.core.documents.text import Run
from desktop.core.documents.theme import ALERT, GOOD, GREY, MOMENT_TINTS, Font, TextStyle
from desktop.core.i18n import _, list_text, ngettext, number_text
from desktop.core.irritants.cost import WEEKS
from desktop.core.irritants.playbook import playbook
from desktop.core.labels import label
from desktop.core.vocabulary import Moment

_MOST_CHANGES = 14


def later_pages(told: Story, summary: DepartmentSummary, losses: Losses) -> None:
    """Everything after the chain."""
    for part in (_practices, _playbook, _trend, _ideas, actions_part, _method):
        with told.inside(told.root.add("Sect")):
            part(told, summary)
    with told.inside(told.root.add("Sect")):
        told.room(160)
        told.heading(1, _("What is not shown"))
        withheld_part(told, summary.withheld, losses)
    with told.inside(told.root.add("Sect")):
        _glossary(told)


def _practices(told: Story, summary: DepartmentSummary) -> None:
    told.room(200)
    told.heading(1, _("Win-wins to spread"))
    if not summary.practices:
        told.text(_("No practice has been written down yet."), theme.PLAIN)
        return
    tint = MOMENT_TINTS[Moment.WIN_WIN]
    for practice in summary.practices:
        with panel(told, ground=tint.soft, edge=tint.strong, solid=True):
            told.heading(2, practice.title, style=theme.H3)
            if practice.touchpoint:
                told.text(practice.touchpoint, theme.SMALL)
            if practice.seen_at:
                fact_line(told, _("Seen at"), list_text(list(practice.seen_at)))
            if practice.not_yet_at:
                fact_line(told, _("Not yet at"), list_text(list(practice.not_yet_at)))


def _playbook(told: Story, summary: DepartmentSummary) -> None:
    present = [share for share in summary.moments if share.count]
    told.room(220)
    told.heading(1, _("What to do about each moment"))
    if not present:
        told.text(_("No touchpoint has been placed in a moment yet."), theme.PLAIN)
        return
    for share in present:
        book = playbook(share.moment)
        tint = MOMENT_TINTS[share.moment]
        with panel(told, ground=tint.soft, edge=tint.strong, solid=True):
            told.heading(2, label(share.moment), style=_in_colour(theme.H3, tint.strong))
            told.text((Run(book.meaning + " ", font=Font.MEDIUM), Run(book.aim)), theme.PLAIN)
            listed(told, book.steps, numbered=book.ordered, colour=tint.strong)
            fact_line(told, _("Done when"), book.exit_criterion)
            if book.days:
                told.text(
                    (
                        Run(
                            ngettext(
                                "Within {days} day: this moment has a clock.",
                                "Within {days} days: this moment has a clock.",
                                book.days,
                            ).format(days=book.days),
                            font=Font.BOLD,
                            colour=tint.strong,
                        ),
                    ),
                    theme.PLAIN,
                )


def _in_colour(style: TextStyle, colour: str) -> TextStyle:
    return TextStyle(
        style.font, style.size, style.leading, colour, after=style.after, keep_next=True
    )


_TREND_COLOURS = {
    Trend.NEW: ALERT,
    Trend.PERSISTENT: "#94500B",
    Trend.GONE: GOOD,
    Trend.DISPLACED: "#5A4A8A",
}


def trend_words(trend: Trend) -> str:
    """The name of what became of an irritant."""
    words = {
        Trend.NEW: _("new"),
        Trend.PERSISTENT: _("persistent"),
        Trend.GONE: _("gone"),
        Trend.DISPLACED: _("displaced"),
    }
    return words[trend]


def _trend(told: Story, summary: DepartmentSummary) -> None:
    # The heading, the sentence below it and the whole picture stand together.
    told.room(130 + 20 * min(len(summary.trend), _MOST_CHANGES))
    told.heading(1, _("Since the last campaign"))
    if not summary.previous_campaign:
        told.text(
            _("This is the first campaign: the next one will show what has moved."), theme.PLAIN
        )
        return
    if not summary.trend:
        told.text(_("No irritant, neither then nor now."), theme.PLAIN)
        return
    told.text(
        _("Number of reports that speak of each irritant, in “{then}” and in “{now}”.").format(
            then=summary.previous_campaign, now=summary.campaign
        ),
        theme.LEAD,
    )
    changes = [_change(row) for row in summary.trend[:_MOST_CHANGES]]
    dumbbells(
        told, _("Reports for each irritant:"), changes, summary.previous_campaign, summary.campaign
    )
    columns = (
        Column(_("Irritant"), 5),
        Column(_("Trend"), 1.6),
        Column(_("Then"), 0.9, number=True),
        Column(_("Now"), 0.9, number=True),
        Column(_("Remark"), 3.4),
    )
    rows: list[Sequence[Cell]] = [
        (
            row.title,
            (Run(trend_words(row.trend), font=Font.MEDIUM, colour=_TREND_COLOURS[row.trend]),),
            number_text(row.before),
            number_text(row.after),
            row.note,
        )
        for row in summary.trend
    ]
    told.room(110)
    told.add(table(told.at, columns, rows, summary=_("Irritants then and now")))


def _change(row: TrendRow) -> Change:
    difference = row.after - row.before
    sign = f"{difference:+d}".replace("-", "−") if difference else "="
    words = _("{sign} · {trend}").format(sign=sign, trend=trend_words(row.trend))
    return Change(row.title, row.before, row.after, words, _TREND_COLOURS[row.trend])


def _ideas(told: Story, summary: DepartmentSummary) -> None:
    told.room(140)
    told.heading(1, _("Ideas of participants"))
    if not summary.ideas:
        told.text(_("No idea may be shown yet."), theme.PLAIN)
        return
    items: list[str | tuple[Run, ...]] = [
        (Run(idea.text), Run(f" – {idea.touchpoint}", colour=GREY))
        if idea.touchpoint
        else idea.text
        for idea in summary.ideas
    ]
    listed(told, items)


def _method(told: Story, summary: DepartmentSummary) -> None:
    told.room(240)
    told.heading(1, _("Method, and the numbers behind each figure"))
    told.text(
        _(
            "Participants of job swaps and mystery stays fill in a structured report that keeps "
            "facts, feelings and suggestions apart. The coordinator reads every report before it "
            "counts. Irritants are ranked by moment, severity, number of reports and hours lost. "
            "Nothing is grouped by person observed, and no reporter is named."
        )
    )
    told.text(
        _(
            "A figure is printed from {figures} people on and words quoted from {verbatims} on; "
            "where a subtraction could reveal what is hidden, a second figure is hidden too, "
            "across all the documents of the campaign. Facts about the process may be printed "
            "from one report on, without date, hour or name."
        ).format(figures=summary.figures_threshold, verbatims=summary.verbatims_threshold)
    )
    told.text(
        _(
            "Hours a year = minutes × times a week × people concerned × {weeks} weeks ÷ 60, from "
            "observed values only."
        ).format(weeks=WEEKS)
    )
    if summary.behind:
        columns = (
            Column(_("Figure"), 4),
            Column(_("Value"), 1.5, number=True),
            Column(_("Rests on"), 4.5),
        )
        rows = [(item.figure, item.value, item.source) for item in summary.behind]
        told.add(table(told.at, columns, rows, summary=_("The numbers behind each figure")))


def _glossary(told: Story) -> None:
    told.room(200)
    told.heading(1, _("Glossary"))
    words = [
        (_("Irritant"), _("something that keeps weighing on clients or on teams.")),
        (_("Touchpoint"), _("a step of the journey where a client meets the company.")),
        (_("Mirror"), _("what clients live and what the teams say of it, side by side.")),
        *((label(moment), playbook(moment).meaning) for moment in Moment),
        (_("Service chain"), _("the departments that depend on one another to serve the client.")),
        (_("Asymmetry"), _("the employee’s effort divided by the client’s, for the same task.")),
        (_("Displaced irritant"), _("taken away on one side and put back on the other.")),
        (_("Threshold"), _("the fewest people behind what is printed.")),
    ]
    for word, meaning in words:
        told.text((Run(word + _(": "), font=Font.BOLD), Run(meaning)), theme.PLAIN)
