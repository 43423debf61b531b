"""`agreement`, `waiver`, `conflicts`, `answers`, `attendance`: what follows a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.commands import Commands, Context, print_table
from desktop.cli.planning_words import (
    campaign_argument,
    dry_run_argument,
    person_named,
    problem_named,
    slot_named,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text, list_text, ngettext

if TYPE_CHECKING:
    from desktop.core.planning.problem import Problem


def register(commands: Commands) -> None:
    """Declare the commands."""
    command = commands.add("agreement", N_("Who has still to sign; date and sign one"), agreement)
    campaign_argument(command)
    _place_arguments(command)
    for paper in ("consent", "convention", "amendment"):
        command.add_argument(f"--{paper}", type=date.fromisoformat, metavar=_("DATE"))
    command.add_argument(
        "--signed", action="append", default=[], metavar=_("ROLE=DATE"), help=_("may be repeated")
    )
    dry_run_argument(command)
    command = commands.add("waiver", N_("Exceptions on record: list, give, withdraw"), waiver)
    campaign_argument(command)
    command.add_argument("--rule", metavar=_("CODE"), help=_("rule to excuse"))
    command.add_argument("--person", metavar="ID", help=_("code of a person"))
    command.add_argument("--site", metavar="ID", help=_("code of a site"))
    for word in ("author", "reason", "basis"):
        command.add_argument(f"--{word}", default="")
    command.add_argument("--until", type=date.fromisoformat, metavar=_("DATE"))
    command.add_argument("--withdraw", type=int, metavar="ID")
    dry_run_argument(command)
    command = commands.add("answers", N_("Who has confirmed, who is silent; remind once"), answers)
    campaign_argument(command)
    _place_arguments(command)
    command.add_argument("--confirm", action="store_true", help=_("she has read it and will come"))
    command.add_argument("--remind", type=Path, metavar=_("DIR"), help=_("folder of the messages"))
    dry_run_argument(command)
    command = commands.add("attendance", N_("Say how a day went, once it has begun"), attendance)
    campaign_argument(command)
    _place_arguments(command, required=True)
    ends = ("done", "partial", "absent", "cancelled")
    command.add_argument("--end", choices=ends, required=True)
    command.add_argument("--missed", type=int, default=0, metavar=_("MINUTES"))
    dry_run_argument(command)


def _place_arguments(command: Any, *, required: bool = False) -> None:  # noqa: ANN401 -- a parser
    command.add_argument("--person", metavar="ID", required=required, help=_("code of a person"))
    command.add_argument("--slot", metavar="ID", required=required, help=_("code of a slot"))


def _place(context: Context, problem: Problem) -> int:
    """The number of the place that --person and --slot name."""
    from desktop.usecases.planning import list_assignments  # noqa: PLC0415 -- slow import

    args = context.args
    if not args.person or not args.slot:
        raise UserError(_("Name the place with --person and --slot."))
    wanted = person_named(problem, args.person), slot_named(problem, args.slot)
    for one in context.read(list_assignments, problem.campaign):
        if (one.person_id, one.slot_id) == wanted:
            return one.id
    raise UserError(
        _("{person} has no place in {slot}.").format(person=args.person, slot=args.slot)
    )


def agreement(context: Context) -> int | None:
    """List what is to be signed, or note what is dated and signed of one place."""
    from desktop.core.publishing.agreements import (  # noqa: PLC0415 -- slow import
        signatory_text,
        stage_text,
    )
    from desktop.usecases import agreements  # noqa: PLC0415 -- slow import

    args, problem = context.args, problem_named(context)
    dates = {
        f"{paper}_on": getattr(args, paper)
        for paper in ("consent", "convention", "amendment")
        if getattr(args, paper) is not None
    }
    signed = dict(_signature(word) for word in args.signed)
    if dates or signed:
        context.write(agreements.note_papers, _place(context, problem), dates, signed)
    rows = context.read(agreements.list_agreements, problem.campaign, datetime.now(UTC))
    document = {
        "agreements": [
            {
                "person": one.person,
                "site": one.site,
                "start": one.start,
                "stage": one.stage.value,
                "to_date": list(one.undated),
                "to_sign": list(one.unsigned),
                "cancelled_on": one.cancelled_on,
            }
            for one in rows
        ]
    }
    lines = [
        [
            stage_text(one.stage),
            one.person,
            date_text(one.start.date()),
            one.site,
            list_text([signatory_text(role) for role in one.unsigned]),
        ]
        for one in rows
    ]
    titles = [_("State"), _("Person"), _("Day"), _("Site"), _("Has still to sign")]
    context.emit(document, lambda: print_table(titles, lines))
    return None


def _signature(word: str) -> tuple[str, date]:
    role, _equals, day = word.partition("=")
    try:
        return role, date.fromisoformat(day)
    except ValueError as error:
        raise UserError(
            _("“{word}” is not a signature.").format(word=word),
            hint=_("Write a role, an equals sign and a day: visitor=2026-11-23."),
        ) from error


def waiver(context: Context) -> int | None:
    """List the exceptions; give or withdraw one first if asked."""
    from desktop.usecases import waivers  # noqa: PLC0415 -- slow import

    args, problem = context.args, problem_named(context)
    if args.withdraw is not None:
        context.write(waivers.withdraw_waiver, args.withdraw)
    if args.rule:
        if args.until is None:
            raise UserError(_("An exception says until when: --until."))
        wanted = waivers.WaiverWanted(
            rule=args.rule,
            person_id=person_named(problem, args.person) if args.person else None,
            site_id=_site_named(problem, args.site) if args.site else None,
            author=args.author,
            reason=args.reason,
            basis=args.basis,
            until=args.until,
        )
        context.write(waivers.give_waiver, problem.campaign, wanted)
    rows = context.read(waivers.list_waivers, problem.campaign)
    document = {
        "waivers": [
            {
                "id": one.id,
                "rule": one.rule,
                "person": one.person,
                "site": one.site,
                "author": one.author,
                "reason": one.reason,
                "basis": one.basis,
                "until": one.until,
            }
            for one in rows
        ]
    }
    lines = [[one.rule, one.person, one.site, one.author, date_text(one.until)] for one in rows]
    titles = [_("Rule"), _("Person"), _("Site"), _("Decided by"), _("Until")]
    context.emit(document, lambda: print_table(titles, lines))
    return None


def _site_named(problem: Problem, code: str) -> int:
    for site in problem.sites:
        if site.code == code:
            return site.id
    raise UserError(_("There is no site {code}.").format(code=code))


def answers(context: Context) -> int | None:
    """List the answers; note one, or prepare the reminders, first if asked."""
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.invitations import Contact  # noqa: PLC0415 -- slow import
    from desktop.usecases import answers as use_cases  # noqa: PLC0415 -- slow import
    from desktop.usecases import publishing  # noqa: PLC0415 -- slow import

    args, problem, now = context.args, problem_named(context), datetime.now(UTC)
    if args.confirm:
        context.write(publishing.confirm, _place(context, problem), now)
    files: tuple[Path, ...] = ()
    if args.remind is not None:
        preferences = settings.load(paths.settings_file())
        sender = Contact(preferences.company or "Vis ma vie", preferences.mail.sender)
        done = context.write(use_cases.remind, problem.campaign, args.remind, sender, now)
        files = done.files
        told = ngettext("{count} person to remind", "{count} people to remind", done.people)
        context.say(told.format(count=done.people))
    rows = context.read(use_cases.list_answers, problem.campaign, now)
    document = {
        "answers": [
            {"person": one.person, "start": one.start, "answer": one.answer.value} for one in rows
        ],
        "files": [str(path) for path in files],
    }
    lines = [
        [use_cases.answer_text(one.answer), one.person, date_text(one.start.date()), one.site]
        for one in rows
    ]
    titles = [_("Answer"), _("Person"), _("Day"), _("Site")]
    context.emit(document, lambda: print_table(titles, lines))
    return None


def attendance(context: Context) -> None:
    """Note how the day of a place went."""
    from desktop.core.vocabulary import AssignmentStatus  # noqa: PLC0415 -- slow import
    from desktop.usecases.attendance import note_attendance  # noqa: PLC0415 -- slow import

    args, problem = context.args, problem_named(context)
    place, end = _place(context, problem), AssignmentStatus(args.end)
    now = datetime.now(UTC)
    context.write(note_attendance, place, end, now, missed_minutes=args.missed)
    document = {"person": args.person, "slot": args.slot, "end": args.end, "missed": args.missed}
    context.emit(document, lambda: print(_("Noted.")))
