"""`pdf …`: the printed documents, one by one or all at once with an index of what was withheld."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context, Parser, print_table
from desktop.core.i18n import N_, _, language, ngettext, number_text

if TYPE_CHECKING:
    from desktop.core.documents.batch import Job, Written
    from desktop.core.documents.summary import DepartmentSummary


def register(commands: Commands) -> None:
    group = commands.group("pdf", N_("Print documents as accessible PDF files"))
    _add(group, "department", N_("Summary of one department, or of several"), department, "codes")
    _add(group, "overview", N_("Overview of the whole campaign"), overview, "")
    _add(group, "site", N_("Every week of one site, or of several"), site, "codes")
    week = _add(group, "week", N_("Plan of one site for one week"), week_of, "code")
    week.add_argument("--monday", type=_monday, required=True, metavar=_("DATE"))
    _add(group, "person", N_("Personal sheets"), person, "codes")
    _add(group, "all", N_("Everything, with an index of what was withheld and why"), everything, "")


def _add(
    group: Commands, name: str, summary: str, run: Callable[[Context], int | None], codes: str
) -> Parser:
    command = group.add(name, summary, run)
    command.add_argument("campaign", metavar=_("CAMPAIGN"), help=_("code of the campaign"))
    if codes == "codes":
        command.add_argument("codes", nargs="*", metavar=_("CODE"), help=_("none = all of them"))
    elif codes:
        command.add_argument("codes", nargs=1, metavar=_("CODE"))
    command.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR"), help=_("folder of the files")
    )
    command.add_argument(
        "--letter", action="store_true", help=_("Letter paper for summaries instead of A4")
    )
    return command


def _monday(text: str) -> date:
    day = date.fromisoformat(text)
    return date.fromordinal(day.toordinal() - day.weekday())


def department(context: Context) -> int:
    """Summaries of the departments named, or of all that have something to read."""
    return _run(context, lambda campaign: _summary_jobs(context, campaign, context.args.codes))


def overview(context: Context) -> int:
    """The overview for the executive committee."""
    return _run(context, lambda campaign: [_overview_job(context, campaign)])


def site(context: Context) -> int:
    """One week plan a week."""
    return _run(context, lambda campaign: _week_jobs(context, campaign, context.args.codes))


def week_of(context: Context) -> int:
    """One week of one site."""
    monday = context.args.monday
    return _run(context, lambda campaign: _week_jobs(context, campaign, context.args.codes, monday))


def person(context: Context) -> int:
    """Sheets of the people named, or of all who have something planned."""
    return _run(context, lambda campaign: _person_jobs(context, campaign, context.args.codes))


def everything(context: Context) -> int:
    """Summaries, overview, weeks and sheets, then the index."""

    def jobs(campaign: int) -> list[Job]:
        return [
            *_summary_jobs(context, campaign, ()),
            _overview_job(context, campaign),
            *_week_jobs(context, campaign, ()),
            *_person_jobs(context, campaign, ()),
        ]

    return _run(context, jobs, index=True)


# ------------------------------------------------------------------------ jobs


def _summary_jobs(context: Context, campaign: int, codes: Sequence[str]) -> list[Job]:
    from desktop.core.documents.batch import summary_jobs  # noqa: PLC0415 -- slow import
    from desktop.core.documents.summary import Paper  # noqa: PLC0415 -- slow import
    from desktop.usecases import publications  # noqa: PLC0415 -- slow import

    keys = [context.read(publications.department_key, code) for code in codes]
    summaries = context.read(
        publications.list_summaries,
        campaign,
        language=language(),
        today=date.today(),  # noqa: DTZ011 -- the day on the user's wall
        departments=keys,
    )
    paper = Paper.LETTER if context.args.letter else Paper.A4
    return summary_jobs([_dressed(replace(each, paper=paper)) for each in summaries])


def _dressed(summary: DepartmentSummary) -> DepartmentSummary:
    """With the company's name and colour of the preferences, where the data has none."""
    company, colour = _company()
    return replace(summary, company=summary.company or company, accent=summary.accent or colour)


def _company() -> tuple[str, str]:
    from desktop import paths, settings  # noqa: PLC0415 -- slow import

    preferences = settings.load(paths.settings_file())
    return preferences.company, preferences.colour


def _overview_job(context: Context, campaign: int) -> Job:
    from desktop.core.documents.batch import Job, Kind, file_name  # noqa: PLC0415 -- slow import
    from desktop.core.documents.overview import make_overview  # noqa: PLC0415 -- slow import
    from desktop.usecases.overview import get_overview  # noqa: PLC0415 -- slow import

    found = context.read(
        get_overview,
        campaign,
        language=language(),
        today=date.today(),  # noqa: DTZ011 -- the day on the user's wall
    )
    company, colour = _company()
    found = replace(found, company=found.company or company, accent=found.accent or colour)
    return Job(
        file_name(_("overview")),
        Kind.OVERVIEW,
        _("Overview"),
        lambda: make_overview(found),
        found.withheld,
    )


def _week_jobs(
    context: Context, campaign: int, codes: Sequence[str], monday: date | None = None
) -> list[Job]:
    from desktop.core.documents.batch import Job, Kind, file_name  # noqa: PLC0415 -- slow import
    from desktop.core.documents.week_plan import make_week_plan  # noqa: PLC0415 -- slow import
    from desktop.usecases import printed_plans, publications  # noqa: PLC0415 -- slow import

    keys = [context.read(publications.site_key, code) for code in codes]
    weeks = context.read(printed_plans.list_weeks_to_print, campaign)
    chosen = [
        (week.site_id, week.site, week.monday)
        for week in weeks
        if (not keys or week.site_id in keys) and monday in (None, week.monday)
    ]
    if monday is not None and not chosen:
        chosen = [(key, code, monday) for key, code in zip(keys, codes, strict=True)]
    made = []
    for key, name, begins in chosen:
        plan = context.read(
            printed_plans.week_plan,
            campaign,
            key,
            begins,
            language=language(),
            today=date.today(),  # noqa: DTZ011 -- the day on the user's wall
            company=_company()[0],
        )
        made.append(
            Job(
                file_name(_("week"), name, begins.isoformat()),
                Kind.WEEK,
                f"{name}, {begins.isoformat()}",
                lambda plan=plan: make_week_plan(plan),  # type: ignore[misc]  # binds each now
            )
        )
    return made


def _person_jobs(context: Context, campaign: int, codes: Sequence[str]) -> list[Job]:
    from desktop.core.documents.batch import Job, Kind, file_name  # noqa: PLC0415 -- slow import
    from desktop.core.documents.person_sheet import make_person_sheet  # noqa: PLC0415 -- slow import
    from desktop.usecases import printed_plans, publications  # noqa: PLC0415 -- slow import

    keys = [context.read(publications.person_key, code) for code in codes]
    made = []
    for key in keys or context.read(publications.list_participants, campaign):
        sheet = context.read(
            printed_plans.person_sheet,
            campaign,
            key,
            language=language(),
            today=date.today(),  # noqa: DTZ011 -- the day on the user's wall
            company=_company()[0],
        )
        made.append(
            Job(
                file_name(_("sheet"), sheet.person),
                Kind.PERSON,
                sheet.person,
                lambda sheet=sheet: make_person_sheet(sheet),  # type: ignore[misc]  # binds each now
            )
        )
    return made


# ------------------------------------------------------------------------- run


def _run(context: Context, jobs: Callable[[int], list[Job]], *, index: bool = False) -> int:
    from desktop.core.documents import batch  # noqa: PLC0415 -- slow import
    from desktop.usecases import publications  # noqa: PLC0415 -- slow import
    from desktop.usecases.campaigns import get_campaign  # noqa: PLC0415 -- slow import

    started = time.perf_counter()
    folder: Path = context.args.out
    campaign = context.read(publications.campaign_key, context.args.campaign)
    with context.progress(_("Printing")) as monitor:
        todo = jobs(campaign)
        batch.make_folder(folder)
        written = batch.write_batch(todo, folder, monitor)
    if index:
        name = context.read(get_campaign, context.args.campaign).name
        setting = batch.index_setting(name, language(), _company()[1])
        batch.write_index(written, folder, setting, name, date.today())  # noqa: DTZ011 -- same
    if any(each.kind is batch.Kind.DEPARTMENT for each in written):
        context.write(
            publications.record_publication,
            campaign,
            [
                publications.PrintedFile(each.path.name, each.about, each.pages, each.withheld)
                for each in written
            ],
            language=language(),
            today=date.today(),  # noqa: DTZ011 -- the day on the user's wall
        )
    seconds = round(time.perf_counter() - started, 3)
    _tell(context, written, seconds, folder)
    return 0


def _tell(context: Context, written: Sequence[Written], seconds: float, folder: Path) -> None:
    document = {
        "files": [
            {
                "path": str(each.path),
                "kind": each.kind.value,
                "pages": each.pages,
                "suppressed": [
                    {"what": item.what, "why": item.why, "count": item.count}
                    for item in each.withheld
                ],
            }
            for each in written
        ],
        "seconds": seconds,
    }

    def text() -> None:
        print_table(
            [_("File"), _("Pages"), _("Withheld")],
            [
                [each.path.name, number_text(each.pages), number_text(each.suppressed)]
                for each in written
            ],
        )
        count = len(written)
        print(
            ngettext(
                "{count} document in {folder}, {seconds} s.",
                "{count} documents in {folder}, {seconds} s.",
                count,
            ).format(count=number_text(count), folder=folder, seconds=number_text(seconds, 1))
        )

    context.emit(document, text)
