"""What the commands on irritants share: campaign, irritant and department named on the line."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.usecases.mirror_disclosure import Reader


def campaign_option(parser: ArgumentParser, *, positional: bool = False) -> None:
    words = _("code of the campaign; the open one if left out")
    if positional:
        parser.add_argument("campaign", nargs="?", default="", metavar=_("CAMPAIGN"), help=words)
    else:
        parser.add_argument("--campaign", default="", metavar=_("CAMPAIGN"), help=words)


def irritant_command(
    group: Commands, name: str, summary: str, run: Callable[[Context], int | None]
) -> ArgumentParser:
    parser = group.add(name, summary, run)
    parser.add_argument("irritant", metavar=_("IRRITANT"), help=_("its code, such as I-001"))
    campaign_option(parser)
    return parser


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def key_of(context: Context, code: str) -> int:
    """The key of an irritant named on the command line."""
    from desktop.usecases.in_hand import campaign_in_hand  # noqa: PLC0415 -- slow import
    from desktop.usecases.irritants import irritant_named  # noqa: PLC0415 -- slow import

    campaign = context.read(campaign_in_hand, context.args.campaign)
    return context.read(irritant_named, campaign, code)


def reader_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--within-thresholds",
        action="store_true",
        help=_("as whoever is not the coordinator sees it"),
    )


def reader_of(context: Context) -> Reader:
    """For whom a command shows what it shows."""
    from desktop.usecases.mirror_disclosure import Reader  # noqa: PLC0415 -- slow import

    return Reader(is_coordinator=not context.args.within_thresholds, today=today())


def campaign_key(context: Context) -> int:
    from desktop.usecases.in_hand import campaign_in_hand  # noqa: PLC0415 -- slow import

    return context.read(campaign_in_hand, context.args.campaign)


def department_of(context: Context, code: str | None) -> int | None:
    from desktop.usecases.service_chain import department_named  # noqa: PLC0415 -- slow import

    if not code:
        return None
    key = context.read(department_named, code)
    if key is None:
        raise UserError(_("No department is called “{code}”.").format(code=code))
    return key
