"""`irritants …` and `similar TEXT`: the register from the command line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.cli import irritant_loop, irritant_steps
from desktop.cli.commands import Commands, Context, print_table
from desktop.cli.irritant_options import (
    campaign_key,
    campaign_option,
    irritant_command,
    key_of,
    reader_of,
    reader_option,
    today,
)
from desktop.core.i18n import N_, _, date_text, number_text
from desktop.core.irritants.life_cycle import event_text
from desktop.core.irritants.similarity import confidence_text
from desktop.core.labels import label
from desktop.core.vocabulary import IrritantStatus

if TYPE_CHECKING:
    from desktop.usecases.irritants import IrritantDetail
    from desktop.usecases.register_rows import IrritantRow


def register(commands: Commands) -> None:
    group = commands.group("irritants", N_("The register of irritants"))
    listing = group.add("list", N_("The register, most pressing first"), list_register)
    campaign_option(listing, positional=True)
    listing.add_argument(
        "--status", choices=[each.value for each in IrritantStatus], help=_("status")
    )
    listing.add_argument("--overdue", action="store_true", help=_("only those past their date"))
    reader_option(listing)
    taking = group.add("take", N_("Turn cards of accepted reports into irritants"), take)
    campaign_option(taking, positional=True)
    taking.add_argument("--dry-run", action="store_true", help=_("show and keep nothing"))
    reviewing = group.add("review", N_("Pairs that may be the same irritant"), review)
    campaign_option(reviewing, positional=True)
    reader_option(irritant_command(group, "show", N_("One irritant with its history"), show))
    irritant_steps.register(group)
    irritant_loop.register(group)
    similar_to = commands.add("similar", N_("Irritants that resemble a text"), similar)
    similar_to.add_argument("text", metavar=_("TEXT"), help=_("what was observed"))
    similar_to.add_argument("--limit", type=int, default=8, help=_("how many at most"))
    campaign_option(similar_to)


def line_of(row: IrritantRow) -> dict[str, Any]:
    """One irritant as JSON shows it; `id` is its code."""
    return {
        "id": row.code,
        "title": row.title,
        "touchpoint": row.touchpoint,
        "side": row.side.value,
        "status": row.status.value,
        "cause": row.cause.value if row.cause else None,
        "felt_at": row.felt_at,
        "caused_by": row.caused_by,
        "moment": row.moment.value if row.moment else None,
        "reports": row.reports,
        "severity_client": row.severity_client,
        "severity_employee": row.severity_employee,
        "hours_per_year": round(row.hours),
        "cost_formula": row.cost.formula if row.cost else "",
        "priority": row.priority.points,
        "priority_formula": row.priority.formula,
        "deadline": row.priority.deadline,
        "owner": row.owner,
        "due": row.due,
        "overdue": row.overdue,
        "displaced": row.displaced_from_id is not None,
        "merged": row.originals,
    }


def list_register(context: Context) -> None:
    from desktop.usecases.irritants import (  # noqa: PLC0415 -- slow import
        Filter,
        get_totals,
        list_irritants,
    )

    args = context.args
    statuses = frozenset({IrritantStatus(args.status)}) if args.status else frozenset()
    campaign = campaign_key(context)
    chosen = Filter(statuses=statuses, overdue=args.overdue)
    rows = context.read(list_irritants, campaign, chosen, today=today(), reader=reader_of(context))
    totals = context.read(get_totals, campaign, today=today())

    def text() -> None:
        print_table(
            [_("Code"), _("Title"), _("Status"), _("Caused by"), _("Reports"), _("Points")],
            [
                [
                    row.code, row.title[:60], label(row.status), row.caused_by or "—",
                    str(row.reports), number_text(row.priority.points, 1),
                ]
                for row in rows
            ],
        )  # fmt: skip

    document = {
        "irritants": [line_of(row) for row in rows],
        "totals": {
            "resolved": totals.resolved,
            "still_carried": totals.still_carried,
            "net": totals.net,
            "net_hours": round(totals.net_hours),
        },
    }
    context.emit(document, text)


def take(context: Context) -> None:
    from desktop.usecases.register_intake import take_cards  # noqa: PLC0415 -- slow import

    taken = context.write(take_cards, campaign_key(context))
    document = {"created": taken.created, "joined": taken.joined, "reopened": taken.reopened}
    context.emit(
        document,
        lambda: print(
            _("{created} new, {joined} joined to known ones, {reopened} reopened.").format(
                **document
            )
        ),
    )


def review(context: Context) -> None:
    from desktop.usecases.similar_irritants import list_proposals  # noqa: PLC0415 -- slow import

    proposals = context.read(list_proposals, campaign_key(context))
    document = {
        "proposals": [
            {"first": each.first.code, "second": each.second.code, "score": each.score,
             "titles": [each.first.title, each.second.title]}
            for each in proposals
        ]
    }  # fmt: skip
    context.emit(
        document,
        lambda: print_table(
            [_("Score"), _("First"), _("Second")],
            [
                [number_text(p.score, 2), f"{p.first.code} {p.first.title}",
                 f"{p.second.code} {p.second.title}"]
                for p in proposals
            ],
        ),
    )  # fmt: skip


def show(context: Context) -> None:
    from desktop.usecases.irritants import get_irritant  # noqa: PLC0415 -- slow import

    key = key_of(context, context.args.irritant)
    detail = context.read(get_irritant, key, today=today(), reader=reader_of(context))
    context.emit(_detail(detail), partial(_print_detail, detail))


def _detail(detail: IrritantDetail) -> dict[str, Any]:
    return {
        **line_of(detail.row),
        "path": list(detail.path),
        "client_effort": [each.text for each in detail.row.client_path],
        "employee_effort": [each.text for each in detail.row.employee_path],
        "asymmetry": round(detail.asymmetry.ratio, 2) if detail.asymmetry else None,
        "asymmetry_text": detail.asymmetry.text if detail.asymmetry else "",
        "carried_by": detail.displacement_answer,
        "displaced_to": [each.code for each in detail.displaced_to],
        "originals": [each.code for each in detail.originals],
        "actions": [
            {"id": a.id, "title": a.title, "due": a.due, "done_on": a.done_on,
             "status": a.status.value, "employee_impact": a.employee_impact}
            for a in detail.actions
        ],
        "history": [{"at": e.at, "kind": e.kind, "detail": e.detail} for e in detail.events],
    }  # fmt: skip


def _print_detail(detail: IrritantDetail) -> None:
    row = detail.row
    print(f"{row.code}  {row.title}")
    print(f"{label(row.status)} · {row.priority.formula}")
    if row.cost:
        print(row.cost.formula)
    if detail.asymmetry:
        print(detail.asymmetry.text)
    if detail.path:
        print(" → ".join((*detail.path, _("clients"))))
    for action in detail.actions:
        due = date_text(action.due) if action.due else "—"
        print(f"  {action.id}. {action.title} · {due} · {label(action.status)}")
    for event in detail.events:
        print(f"  {date_text(event.at.date())}  {event_text(event.kind, event.detail)}")


def similar(context: Context) -> None:
    from desktop.usecases.similar_irritants import list_similar  # noqa: PLC0415 -- slow import

    found = context.read(list_similar, campaign_key(context), context.args.text, context.args.limit)
    document = {
        "matches": [
            {"id": other.code, "title": other.title, "score": match.score,
             "confidence": match.confidence.value, "words": list(match.words)}
            for match, other in found
        ]
    }  # fmt: skip
    context.emit(
        document,
        lambda: print_table(
            [_("Score"), _("Confidence"), _("Irritant"), _("Telling words")],
            [
                [number_text(m.score, 2), confidence_text(m.confidence), f"{o.code} {o.title}",
                 ", ".join(m.words)]
                for m, o in found
            ],
        ),
    )  # fmt: skip
