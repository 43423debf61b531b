"""`mirror`, `chain` and `verbatims …`: the clients' words against the employees'."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from desktop.cli.commands import Commands, Context, print_table
from desktop.cli.irritant_options import (
    campaign_key,
    campaign_option,
    reader_of,
    reader_option,
    today,
)
from desktop.core.i18n import N_, _, ngettext, number_text, percent_text
from desktop.core.labels import label
from desktop.core.vocabulary import Moment, Polarity

if TYPE_CHECKING:
    from desktop.usecases.mirror import MirrorCell
    from desktop.usecases.service_chain import ChainView
    from desktop.usecases.verbatims import VerbatimRow


def register(commands: Commands) -> None:
    command = commands.add("mirror", N_("Clients against employees: the six moments"), mirror)
    campaign_option(command, positional=True)
    command.add_argument(
        "--by", choices=("touchpoint", "department"), default="touchpoint", help=_("what a line is")
    )
    reader_option(command)
    command.add_argument(
        "--classify",
        action="store_true",
        help=_("first propose touchpoint and polarity for words that have none"),
    )
    linking = commands.add("chain", N_("Who suffers what whom causes; the weakest link"), chain)
    campaign_option(linking, positional=True)
    reader_option(linking)
    group = commands.group("verbatims", N_("The clients’ words from surveys"))
    classifying = group.add("classify", N_("Propose touchpoint and polarity"), classify)
    campaign_option(classifying, positional=True)
    classifying.add_argument("--dry-run", action="store_true", help=_("show and keep nothing"))
    listing = group.add("list", N_("Verbatims, least sure first"), list_words)
    campaign_option(listing, positional=True)
    listing.add_argument("--touchpoint", metavar=_("CODE"), help=_("only this touchpoint"))
    listing.add_argument("--to-specify", action="store_true", help=_("only those without a label"))
    listing.add_argument("--limit", type=int, default=100, help=_("how many at most"))
    correcting = group.add("correct", N_("Set touchpoint or polarity by hand"), correct)
    correcting.add_argument("verbatim", metavar=_("VERBATIM"), help=_("its code"))
    correcting.add_argument("--touchpoint", metavar=_("CODE"), help=_("touchpoint"))
    correcting.add_argument(
        "--polarity", choices=[each.value for each in Polarity], help=_("polarity")
    )
    campaign_option(correcting)


def cell_document(cell: MirrorCell) -> dict[str, Any]:
    """One cell as JSON shows it; counts withheld are null."""
    judgement = cell.judgement
    shown = not cell.counts_hidden
    voice, told = judgement.client_voice, judgement.employee_voice
    return {
        "touchpoint": cell.touchpoint,
        "name": cell.name,
        "department": cell.department or None,
        "client": judgement.client.value if judgement.client and shown else None,
        "employee": judgement.employee.value if judgement.employee and shown else None,
        "moment": cell.moment.value if cell.moment else None,
        "asked": told.asked if shown else None,
        "mentioned": told.mentioned if shown else None,
        "positive": voice.positive if shown else None,
        "negative": voice.negative if shown else None,
        "state": judgement.state.value,
        "reason": cell.reason,
        "ask": cell.ask,
        "overridden": judgement.overridden,
        "previous": cell.previous.value if cell.previous else None,
        "trend": cell.trend.value if cell.trend else None,
        "deadline": cell.deadline,
    }


def mirror(context: Context) -> None:
    from desktop.usecases.mirror import list_mirror  # noqa: PLC0415 -- slow import
    from desktop.usecases.verbatims import classify as propose  # noqa: PLC0415 -- slow import

    args = context.args
    campaign = campaign_key(context)
    if args.classify:
        with context.progress(_("Reading the clients’ words")) as monitor:
            context.write(propose, campaign, monitor)
    cells = context.read(
        list_mirror,
        campaign,
        by_department=args.by == "department",
        reader=reader_of(context),
    )
    counts = Counter(cell.moment for cell in cells if cell.moment)

    def text() -> None:
        for moment in Moment:
            print(_("{moment}: {count}").format(moment=label(moment), count=counts[moment]))
        print()
        print_table(
            [_("Touchpoint"), _("Moment"), _("Reason")],
            [
                [
                    " · ".join(filter(None, (cell.department, cell.name))),
                    label(cell.moment) if cell.moment else label(cell.judgement.state),
                    cell.reason if cell.moment or cell.counts_hidden else cell.ask,
                ]
                for cell in cells
            ],
        )

    document = {
        "cells": [cell_document(cell) for cell in cells],
        "moments": {moment.value: counts[moment] for moment in Moment},
    }
    context.emit(document, text)


def chain(context: Context) -> None:
    from desktop.usecases.service_chain import get_chain  # noqa: PLC0415 -- slow import

    view = context.read(get_chain, campaign_key(context), today=today(), reader=reader_of(context))
    context.emit(chain_document(view), lambda: _print_chain(view))


def chain_document(view: ChainView) -> dict[str, Any]:
    """The chain as JSON shows it; departments are told by their codes."""
    codes = {key: each.code for key, each in view.departments.items()}
    coverage = {each.department: each for each in view.coverage}
    return {
        "edges": [
            {"caused_by": codes[flow.caused_by], "felt_at": codes[flow.felt_at],
             "irritants": flow.irritants, "points": flow.points, "hours": round(flow.hours)}
            for flow in view.flows
        ],
        "departments": [
            {
                "id": codes[each.department],
                "name": view.departments[each.department].name,
                "side": view.departments[each.department].side.value,
                "client_distance": view.departments[each.department].distance,
                "causes": each.causes, "points": each.causes_points,
                "hours": round(each.causes_hours), "suffers": each.suffers, "own": each.own,
                "reaches": each.reaches,
                "hours_lent": round(view.lent.get(each.department, 0), 1),
                "never_asked": coverage[each.department].never_asked
                if each.department in coverage else None,
            }
            for each in view.standings
        ],
        "weakest": codes[view.weakest.department] if view.weakest else None,
        "links": [[codes[a], codes[b]] for a, b in view.links],
        "routes": [
            {"id": route.code, "path": [codes[step] for step in route.departments]}
            for route in view.routes
        ],
        "without_cause": view.without_cause,
        "symmetry": {
            "to_front": round(view.symmetry.to_front, 1),
            "to_back": round(view.symmetry.to_back, 1),
            "balance": view.symmetry.balance,
        },
    }  # fmt: skip


def _print_chain(view: ChainView) -> None:
    if view.weakest:
        name = view.departments[view.weakest.department].name
        print(
            _("Weakest link: {name} ({points} points caused elsewhere)").format(
                name=name, points=number_text(view.weakest.causes_points, 1)
            )
        )
    print_table(
        [_("Caused by"), _("Felt at"), _("Irritants"), _("Points"), _("Hours a year")],
        [
            [
                view.departments[flow.caused_by].name, view.departments[flow.felt_at].name,
                str(flow.irritants), number_text(flow.points, 1), number_text(round(flow.hours)),
            ]
            for flow in view.flows
        ],
    )  # fmt: skip


def classify(context: Context) -> None:
    from desktop.usecases.verbatims import classify as propose  # noqa: PLC0415 -- slow import

    campaign = campaign_key(context)
    with context.progress(_("Reading the clients’ words")) as monitor:
        found = context.write(propose, campaign, monitor)
    document = {
        "read": found.read,
        "polarities": found.polarities,
        "touchpoints": found.touchpoints,
        "polarity_to_specify": found.polarity_open,
        "touchpoint_to_specify": found.touchpoint_open,
    }
    context.emit(
        document,
        lambda: print(
            ngettext("{count} verbatim read.", "{count} verbatims read.", found.read).format(
                count=number_text(found.read)
            )
        ),
    )


def list_words(context: Context) -> None:
    from desktop.usecases.verbatims import list_verbatims  # noqa: PLC0415 -- slow import

    args = context.args
    rows = context.read(
        list_verbatims,
        campaign_key(context),
        touchpoint=args.touchpoint,
        to_specify=args.to_specify,
        limit=args.limit,
    )
    context.emit({"verbatims": [_verbatim(row) for row in rows]}, lambda: _print_words(rows))


def _verbatim(row: VerbatimRow) -> dict[str, Any]:
    return {
        "id": row.code,
        "date": row.day,
        "site": row.site,
        "voice": row.voice.value,
        "touchpoint": row.touchpoint,
        "touchpoint_confidence": row.touchpoint_confidence,
        "polarity": row.polarity.value if row.polarity else None,
        "polarity_confidence": row.polarity_confidence,
        "corrected": row.corrected,
        "text": row.text,
    }


def _print_words(rows: list[VerbatimRow]) -> None:
    print_table(
        [_("Code"), _("Touchpoint"), _("Polarity"), _("Confidence"), _("Words")],
        [
            [
                row.code,
                row.touchpoint or _("to be specified"),
                label(row.polarity) if row.polarity else _("to be specified"),
                percent_text(row.polarity_confidence) if row.polarity_confidence else "—",
                " ".join(row.text.split())[:70],
            ]
            for row in rows
        ],
    )


def correct(context: Context) -> None:
    from desktop.usecases import verbatims  # noqa: PLC0415 -- slow import

    args = context.args
    key = context.read(verbatims.verbatim_named, campaign_key(context), args.verbatim)
    polarity = Polarity(args.polarity) if args.polarity else None
    context.write(verbatims.correct, key, touchpoint=args.touchpoint, polarity=polarity)
    context.emit({"id": args.verbatim}, lambda: print(args.verbatim))
