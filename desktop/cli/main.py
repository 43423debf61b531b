"""`vismavie COMMAND …`: parse, run, and turn every kind of trouble into one sentence and a code."""

from __future__ import annotations

import locale
import logging
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

from desktop import paths
from desktop.cli import argparse_words
from desktop.cli.commands import Commands, Context, Parser, add_common
from desktop.core.errors import REASONS, Cancelled, UserError, reason_of
from desktop.core.i18n import _, set_language

DONE, REFUSED, WRONG_USAGE, CANCELLED, FAULT = 0, 1, 2, 3, 70

GROUPS = (
    "demonstration",
    "importing",
    "campaign",
    "planning",
    "publishing",
    "sending",
    "follow_up",
    "calendars",
    "reports",
    "forms",
    "irritants",
    "mirror",
    "stays",
    "documents",
    "exporting",
    "maintenance",
)

log = logging.getLogger(__name__)


def main(argv: list[str], open_window: Callable[[str | None], int] | None = None) -> int:
    """Run one command; without any, open the window. Returns the exit code of `cli.md`."""
    set_language(_language(argv))
    argparse_words.speak()
    _open_streams()
    parser = _parser()
    args = parser.parse_args(argv)
    if getattr(args, "run", None) is None:
        return (open_window or _no_window(parser))(args.db)
    context = Context(args, args.db or paths.default_database())
    try:
        code = args.run(context) or DONE
        sys.stdout.flush()  # what cannot be written is known here, not at exit
    except (Exception, KeyboardInterrupt) as end:  # noqa: BLE001 -- the last door, see `_ended`
        code = _ended(end)
    finally:
        context.close()
    return code


def _ended(end: BaseException) -> int:
    """Say in a sentence why a command did not end by itself; a fault of ours is logged whole."""
    match end:
        case UserError():
            return _refuse(str(end), end.hint)
        case Cancelled() | KeyboardInterrupt():
            print(_("Cancelled; nothing was changed."), file=sys.stderr)
            return CANCELLED
        case BrokenPipeError():  # the reader of our output went away: its right
            _discard_output()
            return DONE
        case OSError() if end.errno in REASONS:
            if not end.filename:
                _discard_output()
            sentence = _("{file}: {reason}.")
            return _refuse(sentence.format(file=end.filename or _("Output"), reason=reason_of(end)))
        case _:
            return _confess(end)


def _refuse(sentence: str, hint: str = "") -> int:
    print(sentence, file=sys.stderr)
    if hint:
        print(hint, file=sys.stderr)
    return REFUSED


def _open_streams() -> None:
    """UTF-8 whatever the locale; a stream that the caller closed swallows what is said."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- until exit
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")


def _discard_output() -> None:
    """Nobody reads any more: what is left in the buffer must not fail again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _no_window(parser: Parser) -> NoReturn:
    parser.error(_("A command is needed here."))


def _language(argv: list[str]) -> str:
    """Look for the language before anything is parsed: even `--help` speaks it."""
    for position, word in enumerate(argv):
        if word == "--lang" and position + 1 < len(argv):
            return argv[position + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    if not name and os.name == "nt":  # elsewhere Python answers en_US where nothing is set
        name = locale.getlocale()[0]
    name = name or ""
    return "en" if name.lower().startswith("en") else "fr"


def _parser() -> Parser:
    parser = Parser(
        prog="vismavie",
        description=_("Vis ma vie: job swaps, mystery stays, and what they teach."),
        epilog=_("Without a command, the window opens."),
    )
    add_common(parser, top=True)
    subparsers = parser.add_subparsers(metavar=_("COMMAND"), parser_class=Parser)
    commands = Commands(subparsers)
    for name in GROUPS:
        import_module(f"desktop.cli.{name}").register(commands)
    return parser


def _confess(fault: BaseException) -> int:
    path = paths.log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    log.addHandler(handler)
    log.propagate = False
    log.error("a command failed", exc_info=fault)
    handler.close()
    log.removeHandler(handler)
    print(
        _("A fault of ours stopped this command; the details are in {path}.").format(path=path),
        file=sys.stderr,
    )
    return FAULT
