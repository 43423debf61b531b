"""`calendar`: the .ics of one person or of one site, on demand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desktop.cli.commands import Commands, Context
from desktop.cli.planning_words import campaign_argument, person_named, problem_named
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _


def register(commands: Commands) -> None:
    command = commands.add("calendar", N_("Write the .ics of one person or of one site"), calendar)
    campaign_argument(command)
    who = command.add_mutually_exclusive_group(required=True)
    who.add_argument("--person", metavar="ID", help=_("code of a person"))
    who.add_argument("--site", metavar="ID", help=_("code of a site"))
    command.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR"), help=_("folder of the files")
    )


def calendar(context: Context) -> None:
    """Write one file and name it."""
    from desktop.usecases.calendars import (  # noqa: PLC0415 -- slow import
        calendar_of,
        write_calendar,
    )

    args, problem = context.args, problem_named(context)
    site = next((one for one in problem.sites if one.code == args.site), None)
    if args.site and site is None:
        raise UserError(_("There is no site {code}.").format(code=args.site))
    content = context.read(
        calendar_of,
        problem.campaign,
        datetime.now(UTC),
        person_id=person_named(problem, args.person) if args.person else None,
        site_id=site.id if site is not None else None,
    )
    path = write_calendar(args.out, args.person or args.site, content)
    context.emit({"files": [str(path)]}, lambda: print(path))
