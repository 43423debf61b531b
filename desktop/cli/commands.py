"""How a command declares itself and what it is given: the frame of every `desktop/cli/<group>.py`.

A group module has one function `register(commands)`:

    def register(commands: Commands) -> None:
        command = commands.add("check", N_("Judge the plan by the rules"), check)
        command.add_argument("campaign", help=_("code of the campaign"))
        command.add_argument("--published", action="store_true", help=_("…"))

    def check(context: Context) -> int | None:
        args = context.args
        breaches = context.read(planning.check_campaign, args.campaign)
        context.emit({"blocking": […], "warnings": […]}, text=lambda: print(…))
        return 1 if … else 0

Use cases and slow libraries are imported inside the functions, so that `--help` stays quick.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Concatenate, NoReturn, ParamSpec, TypeVar

from desktop.cli.progress import Progress
from desktop.core.i18n import _
from desktop.core.monitor import Monitor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.session import Store
    from desktop.usecases.outcome import Outcome

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Context:
    """One run of one command: its arguments, its database, its two outputs."""

    args: argparse.Namespace
    url: str
    _store: Store | None = field(default=None, repr=False)

    @property
    def quiet(self) -> bool:
        return bool(self.args.quiet)

    @property
    def wants_json(self) -> bool:
        return bool(self.args.json)

    @property
    def dry_run(self) -> bool:
        """True if the command has `--dry-run` and it was given: nothing will be kept."""
        return bool(getattr(self.args, "dry_run", False))

    def store(self) -> Store:
        """The database named by `--db`, opened at first use.

        It is created if it is the default one, or if the command was declared with
        `set_defaults(creates=True)`: what only looks at a mistyped name leaves no file there.
        """
        if self._store is None:
            from db.session import open_store  # noqa: PLC0415 -- slow import

            create = not self.args.db or getattr(self.args, "creates", False)
            self._store = open_store(self.url, create=create)
        return self._store

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query in a read transaction of its own."""
        return self.store().read(query, *args, **kwargs)

    def write(
        self,
        use_case: Callable[Concatenate[Session, P], Outcome[T]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a use case in one transaction, undone at the end if this is a dry run."""
        store = self.store()
        run = store.rehearse if self.dry_run else store.write
        return run(use_case, *args, **kwargs).value

    def progress(self, title: str) -> AbstractContextManager[Monitor]:
        """A monitor whose progress is drawn on standard error when that is a terminal."""
        return Progress(title, visible=not self.quiet and sys.stderr.isatty())

    def say(self, message: str) -> None:
        """A remark for a person, on standard error; nothing under `--quiet`."""
        if not self.quiet:
            print(message, file=sys.stderr)

    def emit(self, document: dict[str, Any], text: Callable[[], None]) -> None:
        """The result: one JSON document with `--json`, else whatever `text` prints."""
        if self.wants_json:
            told = json.dumps(_named(document), ensure_ascii=False, indent=2, default=_plain)
            print(told)
        else:
            text()

    def close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


def _named(value: object, key: str = "") -> object:
    """The same document with every identifier as text, whoever wrote it."""
    match value:
        case dict():
            return {each: _named(inner, str(each)) for each, inner in value.items()}
        case list() | tuple():
            return [_named(inner, key) for inner in value]
        case int() if (key == "id" or key.endswith("_id")) and not isinstance(value, bool):
            return str(value)
        case _:
            return value


def _plain(value: object) -> str:
    """JSON of what JSON does not know: dates as ISO, money as decimal text, paths as text."""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, Decimal):
        return str(value)
    return str(value)


Run = Callable[[Context], int | None]


class Commands:
    """The list of sub-commands being built."""

    def __init__(self, subparsers: argparse._SubParsersAction[Parser]) -> None:
        self._subparsers = subparsers

    def add(self, name: str, summary: str, run: Run) -> Parser:
        """Declare `vismavie NAME`; `summary` is marked with `N_` and translated here."""
        parser = self._subparsers.add_parser(name, help=_(summary), description=_(summary))
        add_common(parser)
        parser.set_defaults(run=run)
        return parser

    def group(self, name: str, summary: str) -> Commands:
        """Declare `vismavie NAME VERB`; add the verbs to what this returns."""
        parser = self._subparsers.add_parser(name, help=_(summary), description=_(summary))
        return Commands(parser.add_subparsers(metavar=_("ACTION"), required=True))


class Parser(argparse.ArgumentParser):
    """An argument parser whose own words are translated."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, _("{program}: {message}\n").format(program=self.prog, message=message))


def add_common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    """The options that every command takes, before or after its name."""
    missing = None if top else argparse.SUPPRESS
    flag = False if top else argparse.SUPPRESS
    options = parser.add_argument_group(_("everywhere"))
    options.add_argument(
        "--db", metavar="URL", default=missing, help=_("embedded file or postgresql+psycopg:// URL")
    )
    options.add_argument("--lang", choices=("fr", "en"), default=missing, help=_("language"))
    options.add_argument(
        "--json", action="store_true", default=flag, help=_("one JSON document on standard output")
    )
    options.add_argument(
        "--quiet", action="store_true", default=flag, help=_("no progress and no remarks")
    )


def day(text: str) -> date:
    """A day of an argument, ISO 8601; `argparse` prints the sentence when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = _("“{text}” is not a day: write it as 2026-11-22.")
        raise argparse.ArgumentTypeError(sentence.format(text=text)) from None


def seconds(text: str) -> float:
    """A time to work, in seconds: any number above 0 that ends one day."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        sentence = _("“{text}” is not a number of seconds above 0.")
        raise argparse.ArgumentTypeError(sentence.format(text=text))
    return value


def print_table(headers: list[str], rows: list[list[str]]) -> None:
    """Columns aligned for reading; numbers are the caller's text already."""
    if not rows:
        print(_("Nothing to show."))
        return
    widths = [max(len(row[i]) for row in [headers, *rows]) for i in range(len(headers))]
    for row in [headers, ["─" * width for width in widths], *rows]:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
