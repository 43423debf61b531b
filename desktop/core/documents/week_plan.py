"""The plan of one site for one week, on a landscape sheet to pin up: A4, or A3 when it is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from desktop.core.documents import theme
from desktop.core.documents.flow import SIZES, Made, Setting, Story, make
from desktop.core.documents.logo import Logo
from desktop.core.documents.parts import loss_sentences
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import Paper
from desktop.core.documents.tables import Cell, Column, Table, table
from desktop.core.documents.text import Run
from desktop.core.documents.theme import GREY, Font
from desktop.core.i18n import _, date_text, day_text, ngettext, speaking, time_text
from desktop.core.labels import label
from desktop.core.vocabulary import Mode

_A3_FROM = 60
"""Visits in one week from which an A4 sheet is too small to be read on a wall."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody received, in the site's local time. Mystery stays never stand here."""

    day: date
    start: time
    end: time
    visitor: str
    visitor_department: str = ""
    host: str = ""
    role: str = ""
    mode: Mode = Mode.OBSERVE


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One receiving department and its visits."""

    department: str
    visits: tuple[Visit, ...] = ()
    open_seats: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """`monday` begins the week; days closed to visits are named with their reason (a holiday)."""

    site: str
    campaign: str
    monday: date
    made_on: date
    lines: tuple[WeekLine, ...] = ()
    closed: tuple[tuple[date, str], ...] = ()
    language: str = "fr"
    company: str = ""
    accent: str = ""
    logo: Logo | None = None
    paper: Paper = Paper.A4
    large: bool | None = None


def make_week_plan(plan: WeekPlan) -> Made:
    """The finished file."""
    losses = Losses()
    with speaking(plan.language):
        return make(_story(made_printable(plan, losses, plan.language), losses))


def _size(plan: WeekPlan) -> tuple[float, float]:
    visits = sum(len(line.visits) for line in plan.lines)
    large = visits >= _A3_FROM if plan.large is None else plan.large
    (wide, high), letter = SIZES[plan.paper], plan.paper is Paper.LETTER
    if large:
        wide, high = theme.TABLOID if letter else theme.A3
    return (high, wide)


def _story(plan: WeekPlan, losses: Losses) -> Story:
    sunday = plan.monday + timedelta(days=6)
    title = _("{site} – week of {monday}").format(
        site=plan.site, monday=date_text(plan.monday, "long")
    )
    told = Story(
        Setting(
            title=title,
            language=plan.language,
            running=_("{title} · made on {day}").format(
                title=title, day=date_text(plan.made_on, "long")
            ),
            accent=theme.readable_accent(plan.accent),
            logo=plan.logo,
            size=_size(plan),
            margin=36,
        )
    )
    told.text(" · ".join(part for part in (plan.company, plan.campaign) if part), theme.KICKER)
    told.heading(
        1,
        _("{site}, from {monday} to {sunday}").format(
            site=plan.site, monday=day_text(plan.monday, "d MMMM"), sunday=date_text(sunday, "long")
        ),
        style=replace(theme.H1, before=0, size=18, leading=22),
    )
    if not any(line.visits or line.open_seats for line in plan.lines):
        told.text(_("Nobody is received this week."), theme.LEAD)
    else:
        told.add(_grid(told, plan))
    for sentence in loss_sentences(losses):
        told.text(sentence, theme.SMALL)
    return told


def _grid(told: Story, plan: WeekPlan) -> Table:
    days = [plan.monday + timedelta(days=offset) for offset in range(7)]
    closed = dict(plan.closed)
    heads = [_head(day, closed.get(day, "")) for day in days]
    columns = (Column(_("Received by"), 1.1), *(Column(head, 1.4) for head in heads))
    rows: list[Sequence[Cell]] = [
        (line.department, *(_cell(line, day) for day in days)) for line in plan.lines
    ]
    return table(told.at, columns, rows, summary=_("Visits of the week by department and day"))


def _head(day: date, reason: str) -> str:
    name = day_text(day, "EEE d MMM")
    return f"{name} – {reason}" if reason else name


def _cell(line: WeekLine, day: date) -> tuple[Run, ...]:
    runs: list[Run] = []
    visits = sorted(
        (visit for visit in line.visits if visit.day == day), key=lambda each: each.start
    )
    for visit in visits:
        runs += _visit(visit, line.department, first=not runs)
    seats = sum(count for when, count in line.open_seats if when == day)
    if seats:
        words = ngettext("{count} open seat", "{count} open seats", seats).format(count=seats)
        runs.append(Run(("\n\n" if runs else "") + words, colour=GREY))
    return tuple(runs) or (Run("–", colour=GREY),)


def _visit(visit: Visit, receiver: str, *, first: bool) -> list[Run]:
    hours = f"{time_text(visit.start)}–{time_text(visit.end)}"
    runs = [
        Run(("" if first else "\n\n") + hours + "\n", font=Font.MEDIUM, colour=GREY),
        Run(visit.visitor, font=Font.BOLD),
    ]
    role = visit.role if visit.role != receiver else ""
    details = [visit.visitor_department, role, label(visit.mode)]
    runs.append(Run("\n" + ", ".join(part for part in details if part)))
    if visit.host:
        runs.append(Run("\n" + _("with {host}").format(host=visit.host), colour=GREY))
    return runs
