"""The steps of an irritant's life from the command line: qualify, assign, act, close, merge…"""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial

from desktop.cli.commands import Commands, Context, day
from desktop.cli.irritant_options import department_of, irritant_command, key_of, today
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.labels import label
from desktop.core.vocabulary import IrritantSide, IrritantStatus, RootCause


def register(group: Commands) -> None:
    """Declare the verbs that change an irritant."""
    _qualify_options(
        irritant_command(group, "qualify", N_("Establish cause, place and severity"), qualify)
    )
    assigning = irritant_command(group, "assign", N_("Name an owner and a date"), assign)
    assigning.add_argument("--to", required=True, metavar=_("PERSON"), help=_("staff number"))
    assigning.add_argument("--due", required=True, type=day, metavar=_("DATE"), help=_("due date"))
    _action_options(irritant_command(group, "act", N_("Plan an action"), act))
    doing = irritant_command(group, "done", N_("Say that an action was carried out"), done)
    doing.add_argument(
        "--action", type=int, help=_("number of the action; the last one if left out")
    )
    doing.add_argument("--on", type=day, default=today(), metavar=_("DATE"), help=_("day"))
    _close_options(irritant_command(group, "close", N_("Verify and resolve"), close))
    for name, summary, target in (
        ("set-aside", N_("Set aside, with a reason"), IrritantStatus.SET_ASIDE),
        ("reopen", N_("Reopen, with a reason"), IrritantStatus.REPORTED),
    ):
        step = irritant_command(group, name, summary, partial(move, target))
        step.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("reason"))
    merging = irritant_command(group, "merge", N_("Join irritants into the first"), merge)
    merging.add_argument("others", nargs="+", metavar=_("OTHER"), help=_("irritants to join to it"))
    irritant_command(group, "split", N_("Part a merged irritant"), split)
    refusing = irritant_command(
        group, "keep-apart", N_("Say that two irritants differ"), keep_apart
    )
    refusing.add_argument("other", metavar=_("OTHER"), help=_("the other irritant"))


def _qualify_options(parser: ArgumentParser) -> None:
    parser.add_argument("--title", metavar=_("TEXT"), help=_("title"))
    parser.add_argument("--touchpoint", metavar=_("CODE"), help=_("touchpoint"))
    parser.add_argument(
        "--side", choices=[each.value for each in IrritantSide], help=_("who feels it")
    )
    parser.add_argument("--cause", choices=[each.value for each in RootCause], help=_("root cause"))
    parser.add_argument("--felt-at", metavar=_("DEPARTMENT"), help=_("where it is felt"))
    parser.add_argument("--caused-by", metavar=_("DEPARTMENT"), help=_("where it is caused"))
    parser.add_argument("--severity-client", type=int, choices=range(5), help=_("0 to 4"))
    parser.add_argument("--severity-employee", type=int, choices=range(5), help=_("0 to 4"))


def _action_options(parser: ArgumentParser) -> None:
    parser.add_argument("--title", required=True, metavar=_("TEXT"), help=_("what will be done"))
    parser.add_argument("--due", required=True, type=day, metavar=_("DATE"), help=_("due date"))
    parser.add_argument(
        "--impact", default="", metavar=_("TEXT"), help=_("what it changes for employees")
    )


def _close_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--carried-by",
        metavar=_("DEPARTMENT"),
        help=_("who carries it now; “nobody” if it is gone"),
    )
    parser.add_argument(
        "--displaced", default="", metavar=_("TEXT"), help=_("what is carried there")
    )
    parser.add_argument("--checked", default="", metavar=_("TEXT"), help=_("how it was verified"))


def _told(context: Context, status: IrritantStatus) -> None:
    code = context.args.irritant
    context.emit({"id": code, "status": status.value}, lambda: print(f"{code} · {label(status)}"))


def qualify(context: Context) -> None:
    from desktop.usecases import irritant_steps  # noqa: PLC0415 -- slow import

    args = context.args
    found = irritant_steps.Qualification(
        title=args.title,
        touchpoint=args.touchpoint,
        side=IrritantSide(args.side) if args.side else None,
        cause=RootCause(args.cause) if args.cause else None,
        felt_at_id=department_of(context, args.felt_at),
        caused_by_id=department_of(context, args.caused_by),
        severity_client=args.severity_client,
        severity_employee=args.severity_employee,
    )
    _told(context, context.write(irritant_steps.qualify, key_of(context, args.irritant), found))


def assign(context: Context) -> None:
    from desktop.usecases import irritant_steps  # noqa: PLC0415 -- slow import

    args = context.args
    owner = context.read(irritant_steps.person_named, args.to)
    key = key_of(context, args.irritant)
    _told(context, context.write(irritant_steps.assign, key, owner, args.due))


def act(context: Context) -> None:
    from desktop.usecases import irritant_steps  # noqa: PLC0415 -- slow import

    args = context.args
    key = context.write(
        irritant_steps.plan_action,
        key_of(context, args.irritant),
        args.title,
        args.due,
        employee_impact=args.impact,
    )
    context.emit({"id": args.irritant, "action": key}, lambda: print(key))


def done(context: Context) -> None:
    from desktop.usecases import irritant_steps  # noqa: PLC0415 -- slow import
    from desktop.usecases.irritants import get_irritant  # noqa: PLC0415 -- slow import

    args = context.args
    key = key_of(context, args.irritant)
    actions = context.read(get_irritant, key, today=today()).actions
    chosen = [each.id for each in actions if args.action in {None, each.id}]
    if not chosen:
        raise UserError(_("{code} has no such action.").format(code=args.irritant))
    context.write(irritant_steps.finish_action, chosen[-1], args.on)
    context.emit({"id": args.irritant, "action": chosen[-1]}, lambda: print(chosen[-1]))


def close(context: Context) -> None:
    from desktop.usecases import irritant_steps  # noqa: PLC0415 -- slow import

    args = context.args
    carrier = None
    if args.carried_by:
        is_gone = args.carried_by == "nobody"
        carrier = irritant_steps.Carrier(
            None if is_gone else department_of(context, args.carried_by), args.displaced
        )
    status = context.write(
        irritant_steps.close,
        key_of(context, args.irritant),
        today=today(),
        verification=args.checked,
        carrier=carrier,
    )
    _told(context, status)


def move(target: IrritantStatus, context: Context) -> None:
    """Set aside or reopen."""
    from desktop.usecases import irritant_steps  # noqa: PLC0415 -- slow import

    args = context.args
    key = key_of(context, args.irritant)
    _told(
        context,
        context.write(irritant_steps.advance, key, target, today=today(), reason=args.reason),
    )


def merge(context: Context) -> None:
    from desktop.usecases import register_intake  # noqa: PLC0415 -- slow import

    args = context.args
    into = key_of(context, args.irritant)
    others = [key_of(context, code) for code in args.others]
    reports = context.write(register_intake.merge, into, others)
    told = ngettext("{code}: {count} report", "{code}: {count} reports", reports)
    context.emit(
        {"id": args.irritant, "merged": args.others, "reports": reports},
        lambda: print(told.format(code=args.irritant, count=reports)),
    )


def split(context: Context) -> None:
    from desktop.usecases import register_intake  # noqa: PLC0415 -- slow import

    code = context.args.irritant
    context.write(register_intake.split, key_of(context, code))
    context.emit({"id": code}, lambda: print(code))


def keep_apart(context: Context) -> None:
    from desktop.usecases import register_intake  # noqa: PLC0415 -- slow import

    args = context.args
    context.write(
        register_intake.refuse_pair, key_of(context, args.irritant), key_of(context, args.other)
    )
    context.emit({"apart": [args.irritant, args.other]}, lambda: print(args.irritant, args.other))
