"""Writes many documents into one folder, with an index of what was made and what was withheld."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from desktop.core.documents import theme
from desktop.core.documents.department import make_department
from desktop.core.documents.flow import Made, Setting, Story, make
from desktop.core.documents.leaflet import Leaflet, make_leaflet
from desktop.core.documents.overview import Overview, make_overview
from desktop.core.documents.person_sheet import PersonSheet, make_person_sheet
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import DepartmentSummary, Withheld
from desktop.core.documents.tables import Column, table
from desktop.core.documents.week_plan import WeekPlan, make_week_plan
from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.writing import Sheet, replace_file, write_table
from desktop.core.folding import fold
from desktop.core.i18n import _, date_text, ngettext, number_text, speaking
from desktop.core.monitor import Monitor

_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 80


class Kind(StrEnum):
    """What a file of a batch is."""

    DEPARTMENT = "department"
    OVERVIEW = "overview"
    WEEK = "week"
    PERSON = "person"
    TOUCHPOINT = "touchpoint"
    CARD = "card"
    SITE = "site"
    INVITATION = "invitation"
    CERTIFICATE = "certificate"
    RECORD = "record"
    PAYROLL = "payroll"


@dataclass(frozen=True, slots=True)
class Written:
    """One file of a batch, what it is about and what was left out of it."""

    path: Path
    kind: Kind
    about: str
    pages: int
    withheld: tuple[Withheld, ...] = ()

    @property
    def suppressed(self) -> int:
        """How many things were withheld."""
        return sum(item.count for item in self.withheld)


@dataclass(frozen=True, slots=True)
class Job:
    """A document still to be made; `make` is called in its turn and its result is not kept."""

    name: str
    kind: Kind
    about: str
    make: Callable[[], Made]
    withheld: tuple[Withheld, ...] = ()


def file_name(*parts: str) -> str:
    """A name for a PDF that every system accepts, accents opened; never empty."""
    stem = "-".join(_UNSAFE.sub("-", fold(part)).strip("-") for part in parts)
    return (stem.strip("-")[:_LONGEST_NAME].strip("-") or "document") + ".pdf"


def make_folder(folder: Path) -> None:
    """Raises `UserError` when the folder neither exists nor can be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder {folder} cannot be made: {reason}.").format(
                folder=folder, reason=reason_of(error)
            ),
            hint=_("Choose another folder."),
        ) from error


def summary_job(summary: DepartmentSummary) -> Job:
    """The summary of one department."""
    name = file_name(_("summary"), summary.department)
    work = partial(make_department, summary)
    return Job(name, Kind.DEPARTMENT, summary.department, work, summary.withheld)


def overview_job(overview: Overview) -> Job:
    """The overview of a campaign."""
    work = partial(make_overview, overview)
    return Job(file_name(_("overview")), Kind.OVERVIEW, _("Overview"), work, overview.withheld)


def week_job(plan: WeekPlan) -> Job:
    """One week of one site."""
    name = file_name(_("week"), plan.site, plan.monday.isoformat())
    about = f"{plan.site}, {date_text(plan.monday)}"
    return Job(name, Kind.WEEK, about, partial(make_week_plan, plan))


def sheet_job(sheet: PersonSheet) -> Job:
    """One person's sheet."""
    name = file_name(_("sheet"), sheet.person)
    return Job(name, Kind.PERSON, sheet.person, partial(make_person_sheet, sheet))


def paper_job(kind: Kind, leaflet: Leaflet) -> Job:
    """A short document."""
    about = leaflet.about or leaflet.title
    return Job(file_name(about), kind, about, partial(make_leaflet, leaflet), leaflet.withheld)


def write_batch(jobs: Sequence[Job], folder: Path, monitor: Monitor) -> tuple[Written, ...]:
    """Write each document whole or not at all; two never share a name.

    Raises `UserError` when the folder cannot be written and `Cancelled` between two documents;
    what is already written stays.
    """
    written = []
    taken: set[str] = set()
    for at, job in enumerate(jobs):
        monitor.checkpoint()
        monitor.tell(at / max(len(jobs), 1), job.about)
        made = job.make()
        path = folder / _unused(job.name, taken)
        replace_file(path, made.data)
        written.append(Written(path, job.kind, job.about, made.pages, job.withheld))
    monitor.tell(1.0, "")
    return tuple(written)


def _unused(name: str, taken: set[str]) -> str:
    stem = name.removesuffix(".pdf")
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.pdf"
    taken.add(name)
    return name


@dataclass(frozen=True, slots=True)
class _Index:
    """What the index says, as texts that can be made printable."""

    campaign: str
    day: str
    files: tuple[tuple[str, str, str, str], ...]
    withheld: tuple[tuple[str, str, str, str], ...]


def write_index(
    written: Sequence[Written], folder: Path, setting: Setting, campaign: str, day: date
) -> tuple[Path, Path]:
    """`index.pdf` to read and `index.csv` to sort: every file, what was withheld and why."""
    with speaking(setting.language):
        lines = [(each, item) for each in written for item in each.withheld]
        sheet = Sheet(
            _("Withheld"),
            (_("File"), _("About"), _("What"), _("Number"), _("Why")),
            tuple((e.path.name, e.about, i.what, i.count, i.why) for e, i in lines),
        )
        write_table(folder / "index.csv", sheet)
        files = (
            (e.about, e.path.name, number_text(e.pages), number_text(e.suppressed)) for e in written
        )
        withheld = ((e.about, i.what, number_text(i.count), i.why) for e, i in lines)
        index = _Index(campaign, date_text(day, "long"), tuple(files), tuple(withheld))
        clean = made_printable(index, Losses(), setting.language)
        replace_file(folder / "index.pdf", make(_index_story(clean, setting)).data)
    return folder / "index.pdf", folder / "index.csv"


def index_setting(campaign: str, language: str, accent: str = "") -> Setting:
    """How the index of a batch is set."""
    with speaking(language):
        title = _("Index of the documents – {campaign}").format(campaign=campaign)
    return Setting(title, language, title, theme.readable_accent(accent))


def _index_story(index: _Index, setting: Setting) -> Story:
    told = Story(setting)
    told.heading(1, _("Index of the documents"), style=replace(theme.H1, before=0))
    count = len(index.files)
    told.text(
        ngettext(
            "{campaign}: {count} document, made on {day}.",
            "{campaign}: {count} documents, made on {day}.",
            count,
        ).format(campaign=index.campaign, count=number_text(count), day=index.day),
        theme.LEAD,
    )
    columns = (
        Column(_("About"), 4),
        Column(_("File"), 5),
        Column(_("Pages"), 1, number=True),
        Column(_("Withheld"), 1.2, number=True),
    )
    if index.files:
        told.add(table(told.at, columns, index.files, summary=_("Files and number of pages")))
    told.heading(2, _("What was withheld, and why"))
    if not index.withheld:
        told.text(_("Nothing was withheld."), theme.PLAIN)
        return told
    heads = (
        Column(_("About"), 3),
        Column(_("What"), 3),
        Column(_("Number"), 1, number=True),
        Column(_("Why"), 4),
    )
    told.add(table(told.at, heads, index.withheld, summary=_("What was withheld, and why")))
    return told
