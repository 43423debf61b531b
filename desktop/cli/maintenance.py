"""`vismavie backup|restore|doctor|self-test`: verified copies, and a look for what is wrong."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context
from desktop.core.i18n import N_, _

if TYPE_CHECKING:
    from desktop.usecases.maintenance import Check


def register(commands: Commands) -> None:
    """Declare the commands."""
    command = commands.add("backup", N_("Copy the file, and read the copy back"), back_up)
    command.add_argument("file", metavar="FILE", type=Path, help=_("the new file to make"))
    command = commands.add("restore", N_("Put a copy in the place of the file"), restore)
    command.add_argument("file", metavar="FILE", type=Path, help=_("the copy"))
    commands.add("doctor", N_("Look for damage, orphans, lack of disk, altered trail"), doctor)
    command = commands.add("self-test", N_("Try the whole program on a file of its own"), self_test)
    command.add_argument(
        "--keep", metavar="DIR", type=Path, help=_("keep what was made in this folder")
    )


def back_up(context: Context) -> None:
    """Works while the window is open on the same file."""
    from desktop.usecases import maintenance  # noqa: PLC0415 -- slow import

    made = maintenance.back_up(context.url, context.args.file)
    text = _("{path} holds a whole copy, read back and found good.").format(path=made.file)
    context.emit(asdict(made), lambda: print(text))


def restore(context: Context) -> None:
    """The file as it was is kept beside it."""
    from desktop.usecases import maintenance  # noqa: PLC0415 -- slow import

    kept = maintenance.put_back(context.url, context.args.file)

    def text() -> None:
        print(_("{path} is now what the copy was.").format(path=context.url))
        if kept is not None:
            print(_("The file as it was is kept in {path}.").format(path=kept))

    context.emit({"file": context.url, "copy": context.args.file, "kept": kept}, text)


def doctor(context: Context) -> int:
    """Refused (1) if anything is not well."""
    from desktop.usecases import maintenance  # noqa: PLC0415 -- slow import

    return tell(context, maintenance.examine(context.store()))


def self_test(context: Context) -> int:
    """The program tries itself as a user would, by its own commands, and leaves nothing."""
    from desktop.cli.self_test import run_steps  # noqa: PLC0415 -- needed here alone

    return tell(context, run_steps(context))


def tell(context: Context, checks: list[Check]) -> int:
    """Say what was looked at; 1 if anything is not well."""

    def text() -> None:
        for check in checks:
            print(f"{'✓' if check.ok else '✗'} {check.detail}")

    context.emit({"checks": [asdict(check) for check in checks]}, text)
    return 0 if all(check.ok for check in checks) else 1
