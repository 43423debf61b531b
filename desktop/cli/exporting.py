"""`vismavie export KIND FILE`: what the lists show, as CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from desktop.cli.commands import Commands, Context


def register(commands: Commands) -> None:
    """Declare the command."""
    command = commands.add("export", N_("Write a list to a CSV or XLSX file"), write_out)
    command.add_argument("kind", metavar="KIND", help=_("people, sites, slots, irritants…"))
    command.add_argument("file", type=Path, metavar="FILE", help=_(".csv or .xlsx"))
    command.add_argument("--campaign", default="", metavar="CODE", help=_("this campaign alone"))


def write_out(context: Context) -> int:
    """Write the file, whole or not at all."""
    from desktop.usecases.exporting import export_table  # noqa: PLC0415 -- slow import

    args = context.args
    rows = context.read(export_table, args.kind, args.file, args.campaign)

    def say() -> None:
        sentence = ngettext(
            "{count} line written to {file}", "{count} lines written to {file}", rows
        )
        print(sentence.format(count=rows, file=args.file))

    context.emit({"rows": rows, "kind": args.kind, "file": str(args.file)}, text=say)
    return 0
