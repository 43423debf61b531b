"""`vismavie plan … --feasibility` and `vismavie fairness`: counting, without any search."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli.commands import Context, print_table
from desktop.core.i18n import _, date_text, number_text

if TYPE_CHECKING:
    from desktop.core.planning.fairness import GroupShare, Share
    from desktop.core.planning.feasibility import Feasibility
    from desktop.core.planning.problem import Problem

SHOWN = 40


def feasibility(context: Context, problem: Problem) -> None:
    """Seats against people, week by week and rule by rule; which shortage is certain."""
    from desktop.core.planning import feasibility as counting  # noqa: PLC0415 -- slow import

    found = counting.feasibility(problem)
    document = asdict(found) | {
        "nowhere": [problem.person_by_id[one].code for one in found.nowhere]
    }
    context.emit(document, text=lambda: _print_feasibility(found))


def _print_feasibility(found: Feasibility) -> None:
    print(
        _(
            "{people} people for {seats} seats, of which {takeable} suit somebody; "
            "no plan serves more than {at_most} people."
        ).format(
            people=number_text(found.people),
            seats=number_text(found.seats),
            takeable=number_text(found.takeable),
            at_most=number_text(found.at_most),
        )
    )
    for shortage in found.shortages:
        print(f"! {shortage}")
    print_table(
        [_("Week of"), _("Seats"), _("Seats that suit somebody"), _("People who could come")],
        [
            [
                date_text(one.monday),
                number_text(one.seats),
                number_text(one.takeable),
                number_text(one.people),
            ]
            for one in found.weeks
        ],
    )
    print_table(
        [_("Rule"), _("Places it rules out")],
        [[one.name, number_text(one.pairs)] for one in found.tolls],
    )


def fairness(context: Context, problem: Problem) -> None:
    """Gap of each person, department and level to the median."""
    from desktop.core.planning import fairness as counting  # noqa: PLC0415 -- slow import
    from desktop.core.planning.plan import Plan  # noqa: PLC0415 -- slow import

    people = counting.shares(problem, Plan(tuple(one.activity for one in problem.standing)))
    departments, levels = counting.by_department(people), counting.by_level(people)
    names = {one.id: one.code for one in problem.departments}
    document = {
        "people": [
            asdict(one)
            | {
                "person": problem.person_by_id[one.person].code,
                "department": names.get(one.department or 0),
            }
            for one in people
        ],
        "departments": [asdict(one) | {"key": names.get(one.key or 0)} for one in departments],
        "levels": [asdict(one) for one in levels],
    }
    context.emit(document, text=lambda: _print_fairness(people, departments, levels, names))


def _print_fairness(
    people: tuple[Share, ...],
    departments: tuple[GroupShare, ...],
    levels: tuple[GroupShare, ...],
    names: dict[int, str],
) -> None:
    print_table(
        [_("Person"), _("Visits"), _("Stays"), _("Earlier campaigns"), _("Gap to the median")],
        [
            [
                one.name,
                number_text(one.immersions),
                number_text(one.stays),
                number_text(one.before),
                number_text(one.gap, 1),
            ]
            for one in people[:SHOWN]
        ],
    )
    if len(people) > SHOWN:
        print(_("… and {count} more (see --json).").format(count=len(people) - SHOWN))
    for title, groups in ((_("Department"), departments), (_("Level"), levels)):
        print_table(
            [title, _("People"), _("For each person"), _("Gap to the median")],
            [
                [
                    names.get(one.key or 0, str(one.key)),
                    number_text(one.people),
                    number_text(one.per_person, 2),
                    number_text(one.gap, 1),
                ]
                for one in groups
            ],
        )
