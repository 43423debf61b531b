"""The department summary: the document that most readers know the programme by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.core.documents import theme
from desktop.core.documents.blocks import Space
from desktop.core.documents.department_irritants import irritant_pages
from desktop.core.documents.department_later import later_pages
from desktop.core.documents.figures import Matrix, Tile, tiles
from desktop.core.documents.flow import SIZES, Made, Setting, Story, make
from desktop.core.documents.parts import Contents, cover_ground, listed, panel
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import DepartmentSummary, IrritantSheet, Trend
from desktop.core.documents.tables import Column, table
from desktop.core.documents.text import Run
from desktop.core.documents.theme import Font, TextStyle
from desktop.core.i18n import (
    _,
    date_text,
    list_text,
    ngettext,
    number_text,
    speaking,
)
from desktop.core.labels import label
from desktop.core.vocabulary import ActionStatus, Moment


def setting_of(summary: DepartmentSummary) -> Setting:
    """Title, language, accent and paper of the document."""
    title = _("{department} – {campaign}").format(
        department=summary.department, campaign=summary.campaign
    )
    return Setting(
        title=title,
        language=summary.language,
        running=title,
        accent=theme.readable_accent(summary.accent),
        size=SIZES[summary.paper],
    )


def story(summary: DepartmentSummary, losses: Losses | None = None) -> Story:
    """The whole document as blocks; `summary` must have been made printable."""
    told = Story(setting_of(summary))
    _cover(told, summary)
    opening = len(told.blocks)
    second = told.root.add("Sect")
    with told.inside(told.root.add("Sect")):
        _mirror(told, summary)
    irritant_pages(told, summary)
    later_pages(told, summary, losses or Losses())
    # The page that stands alone lists the others, so it is told last and put second.
    rest, told.blocks = told.blocks[opening:], told.blocks[:opening]
    with told.inside(second):
        _alone(told, summary, told.heads[1:])
    told.blocks += rest
    return told


def make_department(summary: DepartmentSummary) -> Made:
    """The finished file, in the summary's language."""
    losses = Losses()
    with speaking(summary.language):
        clean = made_printable(summary, losses, summary.language)
        told = story(clean, losses)
        ground = cover_ground(
            told.setting.accent,
            told.setting.size,
            clean.company,
            _("Department summary"),
            clean.logo,
        )
        return make(told, cover=True, ground=ground)


def write(summary: DepartmentSummary, path: Path) -> int:
    """Write the file; returns its number of pages."""
    made = make_department(summary)
    path.write_bytes(made.data)
    return made.pages


# ----------------------------------------------------------------------- cover


def _cover(told: Story, summary: DepartmentSummary) -> None:
    with told.inside(told.root.add("Sect")):
        told.add(Space(150))
        told.heading(1, summary.department, style=theme.TITLE)
        told.text(
            _("{campaign}, from {start} to {end}").format(
                campaign=summary.campaign,
                start=date_text(summary.start, "long"),
                end=date_text(summary.end, "long"),
            ),
            theme.LEAD,
        )
        told.add(Space(34))
        told.text(_("What to remember"), replace(theme.KICKER, colour=told.setting.accent, size=11))
        big = TextStyle(Font.REGULAR, 13, 19, after=7)
        listed(told, what_to_remember(summary), style=big)
        told.add(Space(26))
        tiles(told, _cover_tiles(summary), told.setting.accent)
        told.add(Space(10))
        told.text(
            _(
                "Made on {day} from what participants observed. It describes situations, never "
                "people: nothing in it may be used for or against anybody."
            ).format(day=date_text(summary.printed_on, "long")),
            theme.SMALL,
        )
        told.new_page()


def _cover_tiles(summary: DepartmentSummary) -> list[Tile]:
    hours = summary.hours_per_year
    return [
        Tile(
            number_text(summary.reports),
            ngettext("report read", "reports read", summary.reports),
        ),
        Tile(
            number_text(summary.touchpoints),
            ngettext("touchpoint observed", "touchpoints observed", summary.touchpoints),
        ),
        Tile(
            number_text(len(summary.irritants)),
            ngettext("irritant followed", "irritants followed", len(summary.irritants)),
        ),
        Tile(
            number_text(round(hours)) if hours is not None else "–",
            _("hours a year lost to them")
            if hours is not None
            else _("hours lost: not measured yet"),
        ),
    ]


def what_to_remember(summary: DepartmentSummary) -> list[str]:
    """Three sentences, from the data alone."""
    return [_first_irritant(summary), _best_moment(summary), _on_the_chain(summary)]


def _first_irritant(summary: DepartmentSummary) -> str:
    if not summary.irritants:
        return _("No irritant was reported: either all is well, or nobody has looked yet.")
    first = summary.irritants[0]
    reports = ngettext("{count} report", "{count} reports", first.reports)
    return _("First irritant: {title} ({reports}).").format(
        title=first.title, reports=reports.format(count=number_text(first.reports))
    )


def _best_moment(summary: DepartmentSummary) -> str:
    wins = next((share for share in summary.moments if share.moment is Moment.WIN_WIN), None)
    if wins is None or not wins.count:
        return _("No win-win has been seen yet at the touchpoints of this department.")
    if not wins.touchpoints:
        return ngettext(
            "{count} touchpoint is a win-win.", "{count} touchpoints are win-wins.", wins.count
        ).format(count=wins.count)
    return _("What delights clients and makes the teams proud: {names}.").format(
        names=list_text(list(wins.touchpoints[:3]))
    )


def _on_the_chain(summary: DepartmentSummary) -> str:
    causes = sum(len(link.titles) for link in summary.causes_elsewhere)
    suffers = sum(len(link.titles) for link in summary.suffers_from)
    if not causes and not suffers:
        return _("Nothing yet links this department’s irritants to those of others.")
    nothing = not summary.causes_elsewhere or not summary.suffers_from
    first = ngettext(
        "{count} irritant felt elsewhere begins here",
        "{count} irritants felt elsewhere begin here",
        causes,
    ).format(count=causes)
    second = ngettext(
        "{count} irritant felt here begins elsewhere",
        "{count} irritants felt here begin elsewhere",
        suffers,
    ).format(count=suffers)
    if nothing:
        return _("{sentence}.").format(sentence=first if causes else second)
    return _("{first}; {second}.").format(first=first, second=second)


# ----------------------------------------------------- the page to read alone


def _alone(told: Story, summary: DepartmentSummary, heads: list[tuple[str, str, int]]) -> None:
    told.heading(1, _("In one page"))
    told.heading(2, _("What matters"))
    if summary.irritants:
        listed(told, [_matters(sheet) for sheet in summary.irritants[:3]], numbered=True)
    else:
        told.text(_first_irritant(summary), theme.PLAIN)
    told.heading(2, _("What changed"))
    told.text(_changed(summary), theme.PLAIN)
    told.heading(2, _("What is asked of you"))
    with panel(told, ground=theme.blend(told.setting.accent, 0.08), edge=told.setting.accent):
        asks = what_is_asked(summary)
        listed(told, asks, numbered=len(asks) > 1)
    told.heading(2, _("In this document"))
    told.add(Contents(told, heads))
    told.new_page()


def _matters(sheet: IrritantSheet) -> tuple[Run, ...]:
    details = [
        ngettext("{count} report", "{count} reports", sheet.reports).format(
            count=number_text(sheet.reports)
        )
    ]
    if sheet.moment:
        details.insert(0, label(sheet.moment))
    if sheet.cost:
        details.append(_("{hours} h a year").format(hours=number_text(round(sheet.cost.hours))))
    return (
        Run(sheet.title, font=Font.BOLD),
        Run(" – " + ", ".join(details), colour=theme.GREY),
    )


def _changed(summary: DepartmentSummary) -> str:
    if not summary.previous_campaign:
        return _("This is the first campaign: the next one will show what has moved.")
    counts = {trend: sum(row.trend is trend for row in summary.trend) for trend in Trend}
    parts = [_counted(trend, counts[trend]) for trend in Trend if counts[trend]]
    if not parts:
        return _("Nothing has moved since “{campaign}”.").format(campaign=summary.previous_campaign)
    return _("Since “{campaign}”: {parts}.").format(
        campaign=summary.previous_campaign, parts=list_text(parts)
    )


def _counted(trend: Trend, count: int) -> str:
    sentences = {
        Trend.NEW: ngettext("{count} new irritant", "{count} new irritants", count),
        Trend.PERSISTENT: ngettext("{count} that persists", "{count} that persist", count),
        Trend.GONE: ngettext("{count} gone", "{count} gone", count),
        Trend.DISPLACED: ngettext(
            "{count} displaced onto others", "{count} displaced onto others", count
        ),
    }
    return sentences[trend].format(count=count)


def what_is_asked(summary: DepartmentSummary) -> list[str]:
    """What the head of this department can do next, the most urgent first."""
    asks = [_ask(row.title, row.due) for row in summary.actions if row.status in _OPEN]
    orphan = [sheet for sheet in summary.irritants if sheet.caused_here and not sheet.owner]
    if orphan:
        asks.append(
            ngettext(
                "Name an owner for {count} irritant that begins here: {titles}.",
                "Name an owner for {count} irritants that begin here: {titles}.",
                len(orphan),
            ).format(count=len(orphan), titles=list_text([sheet.title for sheet in orphan[:3]]))
        )
    asks += _promises_to_ask_for(summary)
    if summary.touchpoints_incomplete:
        asks.append(
            ngettext(
                "Ask your teams about {count} touchpoint whose mirror is incomplete.",
                "Ask your teams about {count} touchpoints whose mirror is incomplete.",
                summary.touchpoints_incomplete,
            ).format(count=summary.touchpoints_incomplete)
        )
    if not asks:
        asks.append(_("Read the practices worth spreading to your team, and say thank you."))
    return asks[:5]


def _promises_to_ask_for(summary: DepartmentSummary) -> list[str]:
    """Of each department that weighs on this one and has promised nothing yet, heaviest first."""
    waiting: dict[str, list[str]] = {}
    for sheet in summary.irritants:
        elsewhere = sheet.caused_by and not sheet.caused_here
        if elsewhere and not (sheet.owner and sheet.due):
            waiting.setdefault(sheet.caused_by, []).append(sheet.title)
    return [
        _("Ask {department} for an owner and a date: {titles}.").format(
            department=department, titles=list_text(titles[:2])
        )
        for department, titles in list(waiting.items())[:2]
    ]


_OPEN = (ActionStatus.PLANNED, ActionStatus.IN_HAND)


def _ask(title: str, due: date | None) -> str:
    if due:
        return _("{action} (by {day}).").format(
            action=title.rstrip("."), day=date_text(due, "long")
        )
    return _("{action} (no date yet).").format(action=title.rstrip("."))


# ---------------------------------------------------------------------- mirror


def _mirror(told: Story, summary: DepartmentSummary) -> None:
    told.room(300)
    told.heading(1, _("The mirror"))
    told.text(
        _(
            "Each touchpoint is placed by what clients live there and by what the teams say of it. "
            "Silence counts only where the teams were asked."
        ),
        theme.LEAD,
    )
    if any(share.count for share in summary.moments):
        told.add(Matrix(told, summary.moments))
    else:
        told.text(_("No touchpoint has been placed in a moment yet."), theme.PLAIN)
    if summary.touchpoints_incomplete:
        told.text(
            ngettext(
                "{count} touchpoint more has an incomplete mirror: one side has not been heard "
                "enough to be placed.",
                "{count} touchpoints more have an incomplete mirror: one side has not been heard "
                "enough to be placed.",
                summary.touchpoints_incomplete,
            ).format(count=summary.touchpoints_incomplete),
            theme.SMALL,
        )
    rows = [
        (label(share.moment), number_text(share.count), _named(share.touchpoints, share.hidden))
        for share in summary.moments
        if share.count
    ]
    if rows:
        told.room(110)
        columns = (
            Column(_("Moment"), 2),
            Column(_("Number"), 1, number=True),
            Column(_("Touchpoints"), 6),
        )
        told.add(table(told.at, columns, rows, summary=_("Touchpoints of each moment")))


def _named(names: tuple[str, ...], hidden: int) -> str:
    more = ngettext("{count} not named", "{count} not named", hidden).format(count=hidden)
    parts = [*names, more] if hidden else list(names)
    return ", ".join(parts)
