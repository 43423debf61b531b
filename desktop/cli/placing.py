"""`vismavie assign`, `unassign`, `pin`, `decline`, `absent`: what the board does by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context, day
from desktop.cli.planning_words import (
    breach_document,
    campaign_argument,
    dry_run_argument,
    person_named,
    problem_named,
    slot_named,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.usecases.outcome import Outcome


def register(commands: Commands) -> None:
    """Declare the commands."""
    for name, summary, run in (
        ("assign", N_("Place a person in a slot"), assign),
        ("unassign", N_("Free a place"), unassign),
        ("pin", N_("Protect a place from re-planning"), pin),
        ("unpin", N_("Let re-planning move a place again"), unpin),
        ("decline", N_("Take back a place that the person does not want"), decline),
    ):
        command = commands.add(name, summary, run)
        campaign_argument(command)
        command.add_argument("--person", metavar="ID", required=True, help=_("code of a person"))
        command.add_argument("--slot", metavar="ID", required=True, help=_("code of a slot"))
        dry_run_argument(command)
        if run is assign:
            command.add_argument(
                "--anyway", action="store_true", help=_("draft over what blocks, knowingly")
            )
    command = commands.add("absent", N_("Note days without a person, never why"), absent)
    campaign_argument(command)
    command.add_argument("--person", metavar="ID", required=True, help=_("code of a person"))
    command.add_argument("--from", dest="start", type=day, required=True)
    command.add_argument("--to", dest="end", type=day)
    dry_run_argument(command)


def assign(context: Context) -> int | None:
    """Place a person; refused with every reason if a rule blocks."""
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    problem = problem_named(context)
    args = context.args
    person, slot = person_named(problem, args.person), slot_named(problem, args.slot)
    try:
        assignment = context.write(planning.assign, person, slot, anyway=args.anyway)
    except planning.Refused as refusal:
        if not context.wants_json:
            raise
        reasons = [breach_document(one) for one in refusal.reasons]
        context.emit({"assignment": None, "reasons": reasons}, text=lambda: None)
        context.say(str(refusal))
        return 1
    _say_place(context, assignment, _("Placed."))
    return None


def unassign(context: Context) -> None:
    """Free a place."""
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    _on_place(context, planning.unassign, _("Freed."))


def pin(context: Context) -> None:
    """Protect a place from re-planning."""
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    _on_place(context, planning.pin, _("Pinned."))


def unpin(context: Context) -> None:
    """Let re-planning move a place again."""
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    _on_place(context, planning.unpin, _("Unpinned."))


def decline(context: Context) -> None:
    """Take back a place; no reason is asked or kept."""
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    _on_place(context, planning.decline, _("Withdrawn."))


def _on_place(
    context: Context, use_case: Callable[[Session, int], Outcome[None]], said: str
) -> None:
    from desktop.usecases.planning import list_assignments  # noqa: PLC0415 -- slow import

    problem = problem_named(context)
    args = context.args
    person, slot = person_named(problem, args.person), slot_named(problem, args.slot)
    for one in context.read(list_assignments, problem.campaign):
        if (one.person_id, one.slot_id) == (person, slot):
            context.write(use_case, one.id)
            _say_place(context, one.id, said)
            return
    raise UserError(
        _("{person} has no place in {slot}.").format(person=args.person, slot=args.slot)
    )


def _say_place(context: Context, assignment: int, said: str) -> None:
    args = context.args
    document = {
        "assignment": {"id": assignment, "person": args.person, "slot": args.slot},
        "reasons": [],
    }
    context.emit(document, text=lambda: print(said))


def absent(context: Context) -> int | None:
    """Note an absence and say how many places it breaks."""
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    problem = problem_named(context)
    args = context.args
    end = args.end or args.start
    broken = context.write(planning.absent, person_named(problem, args.person), args.start, end)
    document = {
        "assignment": None,
        "reasons": [],
        "person": args.person,
        "start": args.start,
        "end": end,
        "broken": broken,
    }
    text = ngettext(
        "Noted; {count} place to mend (vismavie repair).",
        "Noted; {count} places to mend (vismavie repair).",
        broken,
    ).format(count=broken)
    context.emit(document, text=lambda: print(text))
    return None
