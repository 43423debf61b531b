"""`irritants fates`, `overdue`, `answer`, `paths`, `causes`: what became of what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.cli.commands import Commands, Context, day, print_table
from desktop.cli.irritant_options import (
    campaign_key,
    campaign_option,
    irritant_command,
    reader_of,
    reader_option,
    today,
)
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text, number_text, percent_text
from desktop.core.labels import label
from desktop.core.vocabulary import ActionStatus, RootCause

if TYPE_CHECKING:
    from desktop.core.irritants.promise import Change
    from desktop.usecases.loop import Fate, Overdue


def register(group: Commands) -> None:
    """Declare the verbs that close the loop."""
    telling = group.add("fates", N_("What became of one person’s irritants"), fates)
    telling.add_argument("--person", required=True, metavar=_("PERSON"), help=_("staff number"))
    campaign_option(telling)
    late = group.add("overdue", N_("What is past its date, and who hears of it"), overdue)
    campaign_option(late, positional=True)
    answering = irritant_command(group, "answer", N_("Record what a department answers"), answer)
    answering.add_argument("--title", default="", metavar=_("TEXT"), help=_("the action"))
    answering.add_argument("--action", type=int, help=_("number of an action already planned"))
    answering.add_argument("--owner", default="", metavar=_("PERSON"), help=_("name or number"))
    answering.add_argument("--due", type=day, metavar=_("DATE"), help=_("due date"))
    answering.add_argument(
        "--status", choices=[each.value for each in ActionStatus], help=_("status of the action")
    )
    answering.add_argument(
        "--words", default="", metavar=_("TEXT"), help=_("what changes for the teams, and when")
    )
    both = group.add("paths", N_("Asymmetries, projects before and after, promises"), both_paths)
    campaign_option(both, positional=True)
    reader_option(both)
    naming = group.add("causes", N_("The taxonomy of causes: show, rename, refine"), causes)
    naming.add_argument(
        "--cause", choices=[each.value for each in RootCause], help=_("one of the letter’s causes")
    )
    naming.add_argument("--rename", metavar=_("NAME"), help=_("its name here; empty = ours"))
    naming.add_argument("--add", metavar=_("NAME"), help=_("a finer cause below it"))
    naming.add_argument("--remove", metavar=_("NAME"), help=_("take a finer cause away"))


def fates(context: Context) -> None:
    from desktop.usecases.irritant_steps import person_named  # noqa: PLC0415 -- slow import
    from desktop.usecases.loop import get_fates  # noqa: PLC0415 -- slow import

    person = context.read(person_named, context.args.person)
    found = context.read(get_fates, person, campaign_key(context))
    document = {
        "person": context.args.person, "name": found.name, "resolved": found.resolved,
        "fates": [_fate(each) for each in found.fates],
    }  # fmt: skip
    context.emit(document, lambda: print("\n".join(each.text for each in found.fates)))


def _fate(fate: Fate) -> dict[str, Any]:
    return {
        "title": fate.title, "id": fate.code, "irritant": fate.irritant,
        "status": fate.status.value if fate.status else None, "others": fate.others,
        "action": fate.last_action, "due": fate.due, "done_on": fate.done_on,
        "answer": fate.answer, "text": fate.text,
    }  # fmt: skip


def overdue(context: Context) -> None:
    from desktop.usecases.loop import list_overdue  # noqa: PLC0415 -- slow import

    found = context.read(list_overdue, campaign_key(context), today=today())

    def text() -> None:
        print_table(
            [_("Code"), _("What"), _("Department"), _("Due"), _("Days late"), _("Who hears of it")],
            [
                [
                    each.code, (each.what or each.title)[:50], each.department or "—",
                    date_text(each.due, "short"), str(each.escalation.late_days), each.told,
                ]
                for each in found
            ],
        )  # fmt: skip

    context.emit({"overdue": [_late(each) for each in found]}, text)


def _late(each: Overdue) -> dict[str, Any]:
    return {
        "id": each.code, "title": each.title, "action": each.what, "department": each.department,
        "owner": each.owner, "due": each.due, "days_late": each.escalation.late_days,
        "level": each.escalation.level.name.lower(), "since": each.escalation.since,
        "told_to": each.addressee,
    }  # fmt: skip


def answer(context: Context) -> None:
    from desktop.usecases.irritant_answers import (  # noqa: PLC0415 -- slow import
        HeadAnswer,
        record_answers,
    )

    args = context.args
    told = HeadAnswer(
        args.irritant, args.title, args.owner, args.due,
        ActionStatus(args.status) if args.status else None, args.words, args.action,
    )  # fmt: skip
    taken = context.write(record_answers, campaign_key(context), [told], today=today())
    if taken.notes and not (taken.created or taken.changed):
        raise UserError(taken.notes[0])
    document = {
        "created": taken.created, "changed": taken.changed, "unchanged": taken.unchanged,
        "notes": list(taken.notes),
    }  # fmt: skip
    context.emit(document, lambda: print("\n".join((args.irritant, *taken.notes))))


def both_paths(context: Context) -> None:
    from desktop.core.irritants.promise import (  # noqa: PLC0415 -- slow import
        balance_text,
        facade_text,
    )
    from desktop.usecases import paths  # noqa: PLC0415 -- slow import

    campaign, reader = campaign_key(context), reader_of(context)
    ranks = context.read(paths.list_asymmetries, campaign, today=today(), reader=reader)
    projects = context.read(paths.list_projects, campaign, reader=reader)
    promises = context.read(paths.list_promises, campaign, today=today(), reader=reader)

    def text() -> None:
        print_table(
            [_("Code"), _("Contrast"), _("Irritant")],
            [[each.code, each.text, each.title[:60]] for each in ranks],
        )
        for project in projects:
            told = balance_text(project.balance)
            print(f"{project.code} {date_text(project.done_on)} · {project.action}: {told}")
        for row in promises:
            words = _("too few people") if row.hidden else facade_text(row.facade)
            share = "—" if row.gap is None else percent_text(row.gap)
            print(f"{row.department}: {words} ({share})")

    context.emit(
        {
            "asymmetries": [
                {"id": each.code, "title": each.title, "contrast": each.text,
                 "ratio": round(each.asymmetry.widest.ratio or 0, 2),
                 "median_ratio": round(each.asymmetry.ratio, 2),
                 "observations": each.asymmetry.observations}
                for each in ranks
            ],
            "projects": [
                {"id": each.code, "action": each.action, "done_on": each.done_on,
                 "client": _changes(each.client), "employee": _changes(each.employee),
                 "reports_before": each.before, "reports_after": each.after,
                 "balance": each.balance.value}
                for each in projects
            ],
            "promises": [
                {"department": each.department,
                 "clients_kept": None if each.hidden else each.clients.share,
                 "employees_can_keep": None if each.hidden else each.employees.share,
                 "gap": each.gap, "facade": None if each.hidden else each.facade.value,
                 "irritants": each.irritants}
                for each in promises
            ],
        },
        text,
    )  # fmt: skip


def _changes(path: tuple[Change, ...]) -> list[dict[str, Any]]:
    return [
        {
            "measure": each.measure.value,
            "before": each.before.value if each.before else None,
            "after": each.after.value if each.after else None,
        }
        for each in path
    ]


def causes(context: Context) -> None:
    from desktop.usecases import causes as taxonomy  # noqa: PLC0415 -- slow import

    args = context.args
    if args.remove:
        context.write(taxonomy.remove_cause, args.remove)
    if args.rename is not None or args.add:
        if not args.cause:
            raise UserError(_("Say with --cause which of the letter’s causes is meant."))
        if args.rename is not None:
            context.write(taxonomy.rename_cause, RootCause(args.cause), args.rename)
        if args.add:
            context.write(taxonomy.add_cause, RootCause(args.cause), args.add)
    found = context.read(taxonomy.list_causes)
    document = {
        "causes": [
            {"cause": each.base.value, "name": each.name, "added": each.added,
             "irritants": each.irritants}
            for each in found
        ]
    }  # fmt: skip
    context.emit(
        document,
        lambda: print_table(
            [_("Cause"), _("Name"), _("Irritants")],
            [
                ["  …" if each.added else label(each.base), each.name, number_text(each.irritants)]
                for each in found
            ],
        ),
    )
