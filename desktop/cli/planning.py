"""`vismavie plan`, `check`, `explain`, `repair` and what the board does by hand."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from desktop.cli import placing, planning_counts
from desktop.cli.commands import Commands, Context, print_table, seconds
from desktop.cli.planning_words import (
    aims_named,
    breach_document,
    campaign_argument,
    dry_run_argument,
    person_named,
    problem_named,
    slot_named,
)
from desktop.core.i18n import N_, _, ngettext, number_text, percent_text

if TYPE_CHECKING:
    from desktop.core.labour.breach import Breach
    from desktop.core.planning.plan import Activity, Plan
    from desktop.core.planning.problem import Problem
    from desktop.core.planning.repair import Repair

CANCELLED = 3
SHOWN = 40


def register(commands: Commands) -> None:
    """Declare the commands."""
    command = commands.add("plan", N_("Propose the best plan that the rules allow"), plan)
    campaign_argument(command)
    _search(command)
    command.add_argument("--seed", type=int, help=_("breaks ties; recorded with the plan"))
    command.add_argument(
        "--from-published",
        action="store_true",
        help=_("change as few published places as possible"),
    )
    command.add_argument(
        "--feasibility",
        action="store_true",
        help=_("count what is possible, without searching or writing"),
    )
    command.add_argument(
        "--aims",
        metavar="A,B,…",
        help=_("order of the aims for this search, the most important first"),
    )
    dry_run_argument(command)
    command = commands.add("fairness", N_("Who has had what over the campaigns"), fairness)
    campaign_argument(command)
    command = commands.add("repair", N_("Mend what an absence or a refusal broke"), repair)
    campaign_argument(command)
    _search(command)
    dry_run_argument(command)
    command = commands.add("check", N_("Judge the plan by the rules"), check)
    campaign_argument(command)
    command.add_argument(
        "--published", action="store_true", help=_("only what was published or lived")
    )
    command = commands.add("explain", N_("Why here, why not there, what it would take"), explain)
    campaign_argument(command)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--person", metavar="ID", help=_("code of a person"))
    what.add_argument("--slot", metavar="ID", help=_("code of a slot"))
    placing.register(commands)


def _search(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--seconds", type=seconds, default=60.0, metavar="S", help=_("search for at most S seconds")
    )


# -- the whole plan


def plan(context: Context) -> int | None:
    """Search, then make the plan found the one that stands."""
    from dataclasses import replace  # noqa: PLC0415 -- start-up of the command line

    from desktop.core.planning.solver import solve  # noqa: PLC0415 -- slow import

    args = context.args
    problem = problem_named(context)
    if args.seed is not None:
        problem = replace(problem, seed=args.seed)
    if args.aims:
        tiers = aims_named(args.aims)
        problem = replace(problem, settings=replace(problem.settings, tiers=tiers))
    if args.feasibility:
        planning_counts.feasibility(context, problem)
        return None
    with context.progress(_("Planning")) as monitor:
        found = solve(problem, monitor, seconds=args.seconds, keep_published=args.from_published)
    return _finish(context, problem, found, {})


def repair(context: Context) -> int | None:
    """Mend with the fewest moves, then make the mended plan the one that stands."""
    from desktop.core.planning import repair as mending  # noqa: PLC0415 -- slow import

    problem = problem_named(context)
    with context.progress(_("Mending")) as monitor:
        mended: Repair = mending.repair(problem, monitor, seconds=context.args.seconds)
    broken = [
        {
            "person": problem.person_by_id[one.activity.person].code,
            "place": _target(problem, one.activity),
            "published": one.published,
            "reasons": [breach.message for breach in one.reasons],
        }
        for one in mended.broken
    ]
    moved = [problem.person_by_id[person].code for person in mended.moved]
    return _finish(context, problem, mended.plan, {"broken": broken, "moved": moved})


def _finish(context: Context, problem: Problem, found: Plan, more: dict[str, Any]) -> int | None:
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    if found.status != "cancelled":
        context.write(planning.apply_plan, problem.campaign, found)
    document = _plan_document(problem, found) | more
    context.emit(document, text=lambda: _print_plan(document, found))
    return CANCELLED if found.status == "cancelled" else None


def _plan_document(problem: Problem, found: Plan) -> dict[str, Any]:
    from desktop.core.planning.differences import differences  # noqa: PLC0415 -- slow import

    placed = {one.person for one in found.activities}
    entered = [one for one in problem.people if one.immersion or one.mystery]
    served = next((one for one in found.tiers if one.name == "served"), None)
    return {
        "status": found.status.value,
        "placed": len(placed),
        "unplaced": len([one for one in entered if one.id not in placed]),
        "objective": served.value if served else len(placed),
        "bound": served.bound if served else len(placed),
        "gap": found.gap,
        "tiers": [
            {"name": one.name, "value": one.value, "bound": one.bound, "gap": one.gap}
            for one in found.tiers
        ],
        "seconds": round(found.seconds, 3),
        "seed": found.seed,
        "moved": [problem.person_by_id[one].code for one in found.moved],
        "clashes": list(found.clashes),
        "changes": [
            {"person": one.code, "before": one.before, "after": one.after, "told": one.told}
            for one in differences(problem, found)
        ],
        "assignments": [_activity_document(problem, one) for one in found.activities],
    }


def _activity_document(problem: Problem, one: Activity) -> dict[str, Any]:
    person, site = problem.person_by_id[one.person], problem.site_of(one)
    document: dict[str, Any] = {
        "person": person.code,
        "name": person.name,
        "kind": one.kind.value,
        "site": site.code,
    }
    if one.is_stay:
        offer = problem.stay_by_id[one.target]
        return document | {"stay": offer.code, "arrival": offer.arrival, "nights": offer.nights}
    slot = problem.slot_by_id[one.target]
    document |= {
        "slot": slot.code,
        "start": problem.local_start(slot),
        "end": problem.local_end(slot),
    }
    if one.twin:
        document["swapped_with"] = problem.slot_by_id[one.twin].code
    return document


def _target(problem: Problem, one: Activity) -> str:
    targets: Any = problem.stay_by_id if one.is_stay else problem.slot_by_id
    return str(targets[one.target].code)


def _print_plan(document: dict[str, Any], found: Plan) -> None:
    from desktop.usecases.planning import tier_text  # noqa: PLC0415 -- slow import

    print(
        ngettext("{count} person placed", "{count} people placed", document["placed"]).format(
            count=document["placed"]
        )
        + " · "
        + ngettext("{count} not placed", "{count} not placed", document["unplaced"]).format(
            count=document["unplaced"]
        )
        + " · "
        + ngettext("{count} moved", "{count} moved", len(document["moved"])).format(
            count=len(document["moved"])
        )
    )
    rows = [
        [
            tier_text(one.name),
            number_text(one.value, 1),
            number_text(one.bound, 1),
            _("proved") if one.gap == 0 else percent_text(one.gap, 2),
        ]
        for one in found.tiers
    ]
    print_table([_("Aim"), _("Reached"), _("Nothing can beat"), _("Proof")], rows)
    for clash in found.clashes:
        print(f"! {clash}")


def fairness(context: Context) -> None:
    """Everybody who takes part, those who had least first; then departments and levels."""
    planning_counts.fairness(context, problem_named(context))


# -- judging and explaining


def check(context: Context) -> int | None:
    """Every breach; exit 1 when one of them blocks."""
    from desktop.usecases.campaigns import campaign_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.planning import check_campaign  # noqa: PLC0415 -- slow import

    args = context.args
    found = context.read(
        lambda session: check_campaign(
            session, campaign_named(session, args.campaign).id, published=args.published
        )
    )
    document = {
        "blocking": [breach_document(one) for one in found if one.blocks],
        "warnings": [breach_document(one) for one in found if not one.blocks],
    }
    context.emit(document, text=lambda: _print_breaches(found))
    return 1 if document["blocking"] else None


def _print_breaches(found: tuple[Breach, ...]) -> None:
    blocking = sum(one.blocks for one in found)
    print(
        ngettext("{count} blocking breach", "{count} blocking breaches", blocking).format(
            count=blocking
        )
        + " · "
        + ngettext("{count} warning", "{count} warnings", len(found) - blocking).format(
            count=len(found) - blocking
        )
    )
    for one in found[:SHOWN]:
        mark = "✗" if one.blocks else "!"
        print(f"{mark} {one.person} · {one.slot} · {one.message} {one.mend}")
    if len(found) > SHOWN:
        print(_("… and {count} more (see --json).").format(count=len(found) - SHOWN))


def explain(context: Context) -> int | None:
    """All the reasons, counted by rule, and the nearest alternatives."""
    from desktop.core.planning.explain import alternative_text  # noqa: PLC0415 -- slow import
    from desktop.usecases import planning  # noqa: PLC0415 -- slow import

    args = context.args
    problem = problem_named(context)
    found = (
        context.read(planning.explain_person, problem.campaign, person_named(problem, args.person))
        if args.person
        else context.read(planning.explain_slot, problem.campaign, slot_named(problem, args.slot))
    )
    document = {
        "title": found.title,
        "reasons": [
            {
                "rule": one.rule,
                "name": one.name,
                "count": one.count,
                "alone": one.alone,
                "message": one.message,
                "mend": one.mend,
            }
            for one in found.reasons
        ],
        "alternatives": [
            {
                "person": one.person,
                "slot": one.target,
                "possible": one.possible,
                "text": alternative_text(one),
                "reasons": [breach_document(breach) for breach in one.breaches],
            }
            for one in found.alternatives
        ],
    }
    context.emit(document, text=lambda: print("\n".join((found.title, *found.lines))))
    return None
