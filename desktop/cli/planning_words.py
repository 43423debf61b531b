"""What the commands of the plan share: their arguments, the snapshot, breaches as JSON."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop.cli.commands import Context
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from desktop.core.labour.breach import Breach
    from desktop.core.planning.problem import Problem, Tier


def campaign_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("campaign", metavar="CAMPAIGN", help=_("code of the campaign"))


def dry_run_argument(command: argparse.ArgumentParser) -> None:
    command.add_argument("--dry-run", action="store_true", help=_("show, write nothing"))


def problem_named(context: Context) -> Problem:
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.planning import load_problem  # noqa: PLC0415 -- slow import

    code = context.args.campaign
    return context.read(lambda session: load_problem(session, campaign_named(session, code).id))


def breach_document(one: Breach) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "law": _(one.article),
        "basis": one.basis.value,
        "severity": one.severity.value,
        "person": one.person,
        "slot": one.slot,
        "measured": one.measured_text,
        "limit": one.limit_text,
        "message": one.message,
        "mend": one.mend,
    }


def person_named(problem: Problem, code: str) -> int:
    for person in problem.people:
        if person.code == code:
            return person.id
    raise UserError(_("There is no active person {code}.").format(code=code))


def slot_named(problem: Problem, code: str) -> int:
    for slot in problem.slots:
        if slot.code == code:
            return slot.id
    raise UserError(_("There is no slot {code} in this campaign.").format(code=code))


def aims_named(text: str) -> tuple[Tier, ...]:
    """Aims by their names, separated by commas. Raises `UserError` naming the one not known."""
    from desktop.core.planning.problem import Tier  # noqa: PLC0415 -- start-up of the command line

    known = {tier.value: tier for tier in Tier}
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise UserError(
                _("“{name}” is not an aim.").format(name=name),
                hint=_("The aims are: {names}.").format(names=", ".join(known)),
            )
    return tuple(known[name] for name in names)
