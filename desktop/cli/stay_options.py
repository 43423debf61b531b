"""What the commands of stays share: a stay by its alias, a person by staff number, an amount."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from desktop.cli.commands import Context, Parser
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def of_stay(command: Parser) -> Parser:
    """Arguments that name one stay."""
    of_campaign(command)
    command.add_argument("alias", metavar=_("ALIAS"), help=_("alias of the stay, “Guest 3”"))
    return command


def of_campaign(command: Parser) -> Parser:
    """The argument that names a campaign."""
    command.add_argument("campaign", metavar=_("CAMPAIGN"), help=_("code of the campaign"))
    return command


def amount(text: str) -> Decimal:
    """Euros of an argument, with a point or a comma; never through a float."""
    try:
        return Decimal(text.replace(",", ".").replace("\u202f", "").replace(" ", ""))
    except InvalidOperation:
        sentence = _("“{text}” is not an amount: write it as 129.90.")
        raise argparse.ArgumentTypeError(sentence.format(text=text)) from None


def campaign_id(session: Session, code: str) -> int:
    """The key of a campaign."""
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import

    return campaign_named(session, code).id


def chosen_campaign(context: Context) -> int:
    """The key of the campaign of the arguments."""
    return context.read(campaign_id, context.args.campaign)


def chosen_stay(context: Context) -> int:
    """The key of the stay of the arguments."""
    return context.read(_stay_id, context.args.campaign, context.args.alias)


def _stay_id(session: Session, code: str, alias: str) -> int:
    from sqlalchemy import select  # noqa: PLC0415 -- slow import

    from db.models import Stay  # noqa: PLC0415 -- slow import

    key = campaign_id(session, code)
    query = select(Stay.id).where(Stay.campaign_id == key, Stay.alias == alias)
    found = session.scalar(query)
    if found is None:
        raise UserError(
            _("There is no stay “{alias}” in this campaign.").format(alias=alias),
            hint=_("`stays list` shows the aliases."),
        )
    return found


def chosen_person(context: Context) -> int:
    """The key of the person of `--person`."""
    from desktop.usecases.stay_mine import person_coded  # noqa: PLC0415 -- slow import

    return context.read(person_coded, context.args.person)


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)
