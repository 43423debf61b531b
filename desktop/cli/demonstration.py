"""`vismavie demo`: a new file with a whole fictitious company in mid-programme."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

from desktop.cli.commands import Commands, Context, day
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext, number_text

SIZES = ("S", "M", "L", "XL")


def register(commands: Commands) -> None:
    """Declare the command."""
    command = commands.add("demo", N_("Make a file with a whole fictitious company"), demo)
    command.add_argument(
        "--into", metavar="FILE", type=Path, required=True, help=_("the new file to make")
    )
    command.add_argument(
        "--size", choices=SIZES, default="S", help=_("S 60 people, M 500, L 5,000, XL 50,000")
    )
    command.add_argument("--seed", type=int, default=1, help=_("same seed and day, same company"))
    command.add_argument(
        "--today",
        type=day,
        metavar="DATE",
        default=date.today(),  # noqa: DTZ011 -- the day on the user's desk
        help=_("the day on which the company is seen, mid-programme; today if not given"),
    )


def demo(context: Context) -> None:
    """Make the file, whole or not at all."""
    from db.session import open_store  # noqa: PLC0415 -- slow import
    from desktop.usecases.demonstration import build_demonstration  # noqa: PLC0415 -- slow import

    args = context.args
    path: Path = args.into
    began = time.monotonic()
    existed = _refuse_to_overwrite(path)
    try:
        with (
            context.progress(_("Demonstration company")) as monitor,
            open_store(path, create=True) as store,
        ):
            summary = store.write(
                build_demonstration, args.size, args.seed, args.today, monitor
            ).value
    except BaseException:
        if not existed:
            _forget(path)
        raise
    seconds = round(time.monotonic() - began, 1)
    document = {"file": str(path), **asdict(summary), "seconds": seconds}

    def text() -> None:
        people = ngettext("{count} person", "{count} people", summary.people)
        print(
            _("{file}: {company}, {people}, {sites} sites, ready in {seconds} s.").format(
                file=path,
                company=summary.company,
                people=people.format(count=number_text(summary.people)),
                sites=number_text(summary.sites),
                seconds=number_text(seconds, 1),
            )
        )

    context.emit(document, text)


def _refuse_to_overwrite(path: Path) -> bool:
    """Whether an empty file is there; UserError if something is."""
    if path.is_dir():
        raise UserError(_("{file} is a folder: give the name of a file.").format(file=path))
    if path.exists() and path.stat().st_size:
        raise UserError(
            _("{file} already exists: the demonstration never overwrites a file.").format(
                file=path
            ),
            hint=_("Give the name of a file that does not exist yet."),
        )
    return path.exists()


def _forget(path: Path) -> None:
    """Leave no half-made file behind."""
    for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        leftover.unlink(missing_ok=True)
