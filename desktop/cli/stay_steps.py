"""`vismavie stays …` for one stay: offer, grant, sign, move, prove, settle, correct."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.commands import Commands, Context, day, print_table
from desktop.cli.stay_options import (
    amount,
    chosen_campaign,
    chosen_person,
    chosen_stay,
    now,
    of_campaign,
    of_stay,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.stays.states import Actor, Step

SIMPLE_STEPS = tuple(
    step.value for step in Step if step not in {Step.REQUEST, Step.WITHDRAW, Step.GRANT}
)


def add_steps(group: Commands) -> None:
    """Declare what is done with one stay."""
    command = of_campaign(group.add("offer", N_("Offer nights of a hotel"), offer))
    command.add_argument("--site", required=True, metavar="CODE", help=_("hotel"))
    command.add_argument("--arrival", required=True, type=day, metavar="DATE")
    command.add_argument("--nights", type=int, default=1, metavar="N")
    for name, words, run in (
        ("request", N_("Apply for an offered stay, for a person"), request),
        ("withdraw", N_("Take back the application of a person"), withdraw),
    ):
        command = of_stay(group.add(name, words, run))
        command.add_argument("--person", required=True, metavar="ID", help=_("staff number"))
    command = of_stay(group.add("grant", N_("Grant to a person, or draw among applicants"), grant))
    command.add_argument("--person", metavar="ID", help=_("staff number; without it, the draw"))
    of_stay(group.add("draw", N_("How the tie was settled, drawn again"), show_draw))
    command = of_stay(group.add("sign", N_("Scenario and commitments read and signed"), sign))
    command.add_argument("--on", type=day, metavar="DATE", help=_("day; today if not given"))
    command = of_stay(group.add("companions", N_("Who goes along; only marks are kept"), along))
    command.add_argument("--name", action="append", default=[], help=_("first and last name"))
    command = of_stay(group.add("step", N_("Move a stay to its next state"), step))
    command.add_argument("step", choices=SIMPLE_STEPS)
    command = of_stay(group.add("move", N_("Move the dates inside the window"), move))
    command.add_argument("arrival", type=day, metavar="DATE")
    _money(group)


def _money(group: Commands) -> None:
    command = of_stay(group.add("price", N_("Public price, its date, and the rebate"), price))
    command.add_argument("price", type=amount, metavar=_("AMOUNT"))
    command.add_argument("--seen", type=day, metavar="DATE", help=_("day; today if not given"))
    command.add_argument("--rebate", type=amount, metavar=_("AMOUNT"), help=_("else the terms"))
    command = of_stay(group.add("proof", N_("Join a proof of price or visit"), proof))
    command.add_argument("kind", choices=("price", "visit"))
    command.add_argument("file", type=Path, metavar=_("FILE"), help=_("JPEG, PNG or PDF"))
    command = of_stay(group.add("qualify", N_("What payroll says the stay is"), qualify))
    command.add_argument("as_what", choices=("private", "mission"))
    of_stay(group.add("recognised", N_("The guest was recognised by the staff"), recognised))
    of_stay(group.add("lines", N_("Payroll lines of one stay, with their numbers"), lines))
    command = of_campaign(group.add("correct", N_("Correct a payroll line by a new one"), correct))
    command.add_argument("line", type=int, metavar=_("LINE"))
    command.add_argument("value", type=amount, metavar=_("AMOUNT"), help=_("the right value"))


def _done(context: Context, **facts: object) -> None:
    """The result of an act: the alias and what else is known of it."""
    document = {"alias": getattr(context.args, "alias", None), **facts}
    context.emit(document, lambda: print(" ".join(str(v) for v in document.values() if v)))


def offer(context: Context) -> None:
    from desktop.usecases.stay_nights import list_hotels  # noqa: PLC0415 -- slow import
    from desktop.usecases.stays import list_stays, offer_stay  # noqa: PLC0415 -- slow import

    args = context.args
    campaign = chosen_campaign(context)
    hotel = next((h.id for h in context.read(list_hotels) if h.code == args.site), None)
    if hotel is None:
        raise UserError(_("There is no hotel {code}.").format(code=args.site))
    stay = context.write(offer_stay, campaign, hotel, args.arrival, args.nights, now().date())
    rows = context.read(list_stays, campaign, now())
    alias = next((row.alias for row in rows if row.id == stay), "")
    context.emit({"alias": alias}, lambda: print(alias))


def request(context: Context) -> None:
    from desktop.usecases.stays import request_stay  # noqa: PLC0415 -- slow import

    context.write(request_stay, chosen_stay(context), chosen_person(context), now())
    _done(context)


def withdraw(context: Context) -> None:
    from desktop.usecases.stays import withdraw_request  # noqa: PLC0415 -- slow import

    context.write(withdraw_request, chosen_stay(context), chosen_person(context))
    _done(context)


def grant(context: Context) -> None:
    from desktop.usecases.stays import grant_stay  # noqa: PLC0415 -- slow import

    person = chosen_person(context) if context.args.person else None
    context.write(grant_stay, chosen_stay(context), now(), person)
    _done(context)


def show_draw(context: Context) -> None:
    from desktop.usecases.stays import get_draw  # noqa: PLC0415 -- slow import

    record = context.read(get_draw, chosen_stay(context))
    if record is None:
        raise UserError(_("No draw was needed for this stay."))
    tickets = [{"code": t.code, "served": t.served, "ticket": t.number} for t in record.tickets]
    document = {"seed": record.seed, "reproduced": record.reproduced, "tickets": tickets}
    rows = [[t.code, str(t.served), t.number[:12]] for t in record.tickets]

    def text() -> None:
        print_table([_("Staff number"), _("Stays had"), _("Number drawn")], rows)
        print(
            _("Drawn again from the seed {seed}: the same order.").format(seed=record.seed)
            if record.reproduced
            else _("Drawn again from the seed {seed}: ANOTHER order.").format(seed=record.seed)
        )

    context.emit(document, text)


def sign(context: Context) -> None:
    from desktop.usecases.stay_papers import sign_terms  # noqa: PLC0415 -- slow import

    on = context.args.on or now().date()
    context.write(sign_terms, chosen_stay(context), on)
    _done(context, signed_on=on)


def along(context: Context) -> None:
    from desktop.usecases.stay_companions import name_companions  # noqa: PLC0415 -- slow import

    context.write(name_companions, chosen_stay(context), tuple(context.args.name))
    _done(context, companions=len(set(context.args.name)))


def step(context: Context) -> None:
    from desktop.usecases.stays import take_step  # noqa: PLC0415 -- slow import

    which = Step(context.args.step)
    actor = Actor.PAYROLL if which is Step.SETTLE else Actor.COORDINATOR
    status = context.write(take_step, chosen_stay(context), which, actor, now())
    _done(context, status=status.value)


def move(context: Context) -> None:
    from desktop.usecases.stays import move_stay  # noqa: PLC0415 -- slow import

    context.write(move_stay, chosen_stay(context), context.args.arrival, now().date())
    _done(context, arrival=context.args.arrival)


def price(context: Context) -> None:
    from desktop.usecases.stay_money import record_price  # noqa: PLC0415 -- slow import

    args = context.args
    seen = args.seen or now().date()
    context.write(record_price, chosen_stay(context), args.price, seen, args.rebate)
    _done(context, public_price=args.price)


def proof(context: Context) -> None:
    from desktop.usecases.stay_papers import ProofKind, add_proof  # noqa: PLC0415 -- slow import

    file: Path = context.args.file
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(
            _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror or error)
        ) from error
    kind = ProofKind(context.args.kind)
    sha = context.write(add_proof, chosen_stay(context), kind, file.name, content)
    _done(context, sha256=sha)


def qualify(context: Context) -> None:
    from desktop.core.stays.benefit import Qualification  # noqa: PLC0415 -- slow import
    from desktop.usecases.stay_money import qualify_stay  # noqa: PLC0415 -- slow import

    context.write(qualify_stay, chosen_stay(context), Qualification(context.args.as_what))
    _done(context, qualification=context.args.as_what)


def recognised(context: Context) -> None:
    from desktop.usecases.stays import mark_unmasked  # noqa: PLC0415 -- slow import

    context.write(mark_unmasked, chosen_stay(context), now().date())
    _done(context)


def lines(context: Context) -> None:
    from desktop.usecases.stay_money import list_settlements  # noqa: PLC0415 -- slow import

    found = context.read(list_settlements, chosen_stay(context))
    document = {
        "lines": [
            {"line": one.id, "month": f"{one.month:%Y-%m}", "nature": one.nature.value,
             "value": one.value, "corrects": one.corrects_id}
            for one in found
        ]
    }  # fmt: skip
    rows = [[str(one.id), f"{one.month:%Y-%m}", one.nature.value, str(one.value)] for one in found]
    titles = [_("Line"), _("Month"), _("Nature"), _("Value")]
    context.emit(document, lambda: print_table(titles, rows))


def correct(context: Context) -> None:
    from desktop.usecases.stay_money import correct_settlement  # noqa: PLC0415 -- slow import

    args = context.args
    new = context.write(correct_settlement, args.line, args.value, now().date())
    context.emit({"line": new, "corrects": args.line}, lambda: print(new))
