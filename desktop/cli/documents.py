"""`pdf …`: the printed documents, one by one or all at once with an index of what was withheld."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context, Parser, day, print_table
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, language, list_text, ngettext, number_text

if TYPE_CHECKING:
    from desktop.core.documents.batch import Written
    from desktop.usecases.printing import Choice, Look


def register(commands: Commands) -> None:
    group = commands.group("pdf", N_("Print documents as accessible PDF files"))
    several = {"nargs": "*", "help": N_("none = all of them")}
    summary = N_("Summary of one department, or of several")
    one = _add(group, "department", summary, department, several)
    one.add_argument(
        "--messages", type=Path, metavar=_("DIR"), help=_("prepare a message to each head there")
    )
    _add(group, "overview", N_("Overview of the whole campaign"), overview)
    _add(group, "site", N_("Report and weeks of one site, or of several"), site, several)
    week = _add(group, "week", N_("Plan of one site for one week"), week_of, {"nargs": 1})
    week.add_argument("--monday", type=day, required=True, metavar=_("DATE"), help=_("any day"))
    _add(group, "person", N_("Personal sheets"), person, several)
    _add(
        group,
        "touchpoint",
        N_("What is known of one touchpoint, or of several"),
        touchpoint,
        several,
    )
    card = _add(group, "card", N_("Impasse cards for the counter"), impasse, several)
    card.add_argument("--attitude", default="", help=_("attitude to take, written on one card"))
    card.add_argument("--gesture", action="append", default=[], help=_("gesture allowed; repeat"))
    card.add_argument("--offer", action="append", default=[], help=_("what may be offered; repeat"))
    _add(group, "invitation", N_("Letters that invite to the planned days"), invitation, several)
    _add(group, "certificate", N_("Certificates of participation"), certificate, several)
    _add(group, "records", N_("Papers for the data protection officer and works council"), records)
    _add(group, "payroll", N_("Benefits in kind to declare, for payroll alone"), payroll)
    _add(group, "all", N_("Everything, with an index of what was withheld and why"), everything)


def _add(
    group: Commands,
    name: str,
    summary: str,
    run: Callable[[Context], int],
    codes: Mapping[str, str | int] | None = None,
) -> Parser:
    command = group.add(name, summary, run)
    command.add_argument("campaign", metavar=_("CAMPAIGN"), help=_("code of the campaign"))
    if codes is not None:
        words = _(str(codes.get("help", "")))
        command.add_argument("codes", nargs=codes["nargs"], metavar=_("CODE"), help=words)
    command.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR"), help=_("folder of the files")
    )
    command.add_argument("--letter", action="store_true", help=_("Letter paper instead of A4"))
    return command


def department(context: Context) -> int:
    """Summaries of the departments named, or of all that have something to read."""
    from desktop.usecases import printing, publications  # noqa: PLC0415 -- slow import

    keys = [context.read(publications.department_key, code) for code in context.args.codes]
    return _run(context, printing.Choice(departments=tuple(keys)))


def overview(context: Context) -> int:
    """The overview for the executive committee."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(overview=True))


def site(context: Context) -> int:
    """One week plan for each week with visits."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    keys = _sites(context)
    return _run(context, printing.Choice(sites=keys, site_reports=keys))


def touchpoint(context: Context) -> int:
    """Sheets of the touchpoints named, or of all of which something may be told."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(touchpoints=_touchpoints(context)))


def impasse(context: Context) -> int:
    """Cards of the touchpoints named, or of all impasses; what is allowed is kept when given."""
    from desktop.core.documents.field_papers import Guidance  # noqa: PLC0415 -- slow import
    from desktop.usecases import papers, printing, publications  # noqa: PLC0415 -- slow import

    args, codes = context.args, _touchpoints(context)
    told = Guidance(args.attitude, tuple(args.gesture), tuple(args.offer))
    if told != Guidance():
        if len(codes) != 1:
            raise UserError(_("What is allowed is written on one card: name one touchpoint."))
        campaign = context.read(publications.campaign_key, args.campaign)
        context.write(papers.write_guidance, campaign, codes[0], told)
    return _run(context, printing.Choice(impasses=codes))


def _touchpoints(context: Context) -> tuple[str, ...]:
    from desktop.core.observations.touchpoints import touchpoints  # noqa: PLC0415 -- slow import

    known = touchpoints()
    for code in context.args.codes:
        if code not in known:
            raise UserError(_("There is no touchpoint “{code}”.").format(code=code))
    return tuple(context.args.codes)


def invitation(context: Context) -> int:
    """Letters to the people named, or to all who have something planned."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(invited=_people(context)))


def certificate(context: Context) -> int:
    """Certificates of the people named, or of all who lived a day."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(certified=_people(context)))


def records(context: Context) -> int:
    """Register of processing, note to the staff, consultation of the works council."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(records=True))


def payroll(context: Context) -> int:
    """Person, month, entity, nature, value."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(payroll=True))


def week_of(context: Context) -> int:
    """One week of one site, visits or not."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    day = context.args.monday
    monday = date.fromordinal(day.toordinal() - day.weekday())
    return _run(context, printing.Choice(sites=_sites(context), monday=monday))


def _sites(context: Context) -> tuple[int, ...]:
    from desktop.usecases import publications  # noqa: PLC0415 -- slow import

    return tuple(context.read(publications.site_key, code) for code in context.args.codes)


def person(context: Context) -> int:
    """Sheets of the people named, or of all who have something planned."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.Choice(people=_people(context)))


def _people(context: Context) -> tuple[int, ...]:
    from desktop.usecases import publications  # noqa: PLC0415 -- slow import

    return tuple(context.read(publications.person_key, code) for code in context.args.codes)


def everything(context: Context) -> int:
    """Summaries, overview, weeks and sheets, then the index."""
    from desktop.usecases import printing  # noqa: PLC0415 -- slow import

    return _run(context, printing.EVERYTHING, index=True)


def _run(context: Context, choice: Choice, *, index: bool = False) -> int:
    from desktop.core.documents import batch  # noqa: PLC0415 -- slow import
    from desktop.usecases import printing, publications  # noqa: PLC0415 -- slow import
    from desktop.usecases.form_key import ready_forms  # noqa: PLC0415 -- slow import

    started = time.perf_counter()
    folder: Path = context.args.out
    today = date.today()  # noqa: DTZ011 -- the day on the user's wall
    campaign = context.read(publications.campaign_key, context.args.campaign)
    look = _look(context)
    if choice.departments is not None:
        context.write(ready_forms)
    with context.progress(_("Printing")) as monitor:
        inputs = context.read(printing.gather, campaign, choice, look, today=today)
        batch.make_folder(folder)
        written = batch.write_batch(printing.jobs_of(inputs, look.language), folder, monitor)
    if index:
        setting = batch.index_setting(inputs.campaign, look.language, look.company.accent)
        batch.write_index(written, folder, setting, inputs.campaign, today)
    if inputs.summaries:
        context.write(
            publications.record_publication,
            campaign,
            [
                publications.PrintedFile(each.path.name, each.about, each.pages, each.withheld)
                for each in written
            ],
            language=look.language,
            today=today,
        )
    if getattr(context.args, "messages", None):
        _prepare_messages(context, campaign, inputs.campaign, written)
    _tell(context, written, round(time.perf_counter() - started, 3), folder)
    return 0


def _prepare_messages(
    context: Context, key: int, campaign: str, written: Sequence[Written]
) -> None:
    """The .eml files that `send` takes; departments whose head has no address are told."""
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.publishing import head_letters  # noqa: PLC0415 -- slow import
    from desktop.usecases import publications  # noqa: PLC0415 -- slow import

    today = date.today()  # noqa: DTZ011 -- the day on the user's wall
    rows = context.read(publications.list_departments_to_print, key, today=today)
    emails = {row.name: row.head_email for row in rows}
    letters = [head_letters.Summary(w.about, emails.get(w.about, ""), w.path) for w in written]
    sender = settings.load(paths.settings_file()).mail.sender
    _count, unknown = head_letters.write_letters(
        letters, campaign, sender, datetime.now(UTC), context.args.messages
    )
    if unknown:
        text = _("No e-mail is known for the head of: {names}.")
        context.say(text.format(names=list_text(list(unknown))))


def _look(context: Context) -> Look:
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.documents.logo import read_logo  # noqa: PLC0415 -- slow import
    from desktop.core.documents.summary import Paper  # noqa: PLC0415 -- slow import
    from desktop.usecases.printing import Look  # noqa: PLC0415 -- slow import
    from desktop.usecases.summary_batch import Company  # noqa: PLC0415 -- slow import

    preferences = settings.load(paths.settings_file())
    paper = Paper.LETTER if context.args.letter else Paper.A4
    logo = None
    if preferences.logo:
        try:
            logo = read_logo(Path(preferences.logo))
        except UserError as error:  # the documents are worth more than their logo
            context.say(str(error))
    return Look(language(), paper, Company(preferences.company, preferences.colour), logo)


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
