"""Pins and history that contradict each other or a rule: named in words, in smallest sets."""

from __future__ import annotations

from desktop.core.i18n import _, list_text
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import Problem, Standing
from desktop.core.planning.rules import blocking, settled_rules


def clashes_of(problem: Problem, fixed: tuple[Standing, ...]) -> tuple[str, ...]:
    """One sentence for each contradiction among what must happen; history is not blamed."""
    activities = tuple(dict.fromkeys(one.activity for one in fixed))
    closed = {one.activity for one in fixed if one.closed}
    together = Plan(activities)
    found: dict[tuple[str, frozenset[Activity]], str] = {}
    for activity in activities:
        if activity in closed:
            continue
        for breach in blocking(problem, together, activity):
            if breach.rule in settled_rules(activity):
                continue
            company = _smallest(problem, activities, activity, breach.rule)
            found.setdefault(
                (breach.rule, frozenset(company)),
                _("These demands cannot hold together: {demands}. {reason}").format(
                    demands=list_text([demand_text(problem, one) for one in company]),
                    reason=breach.message,
                ),
            )
    return tuple(found.values())


def _smallest(
    problem: Problem, activities: tuple[Activity, ...], activity: Activity, rule: str
) -> list[Activity]:
    """The activity with as few others as keep the rule broken: none of them can be left out."""
    company = list(activities)
    for other in activities:
        if other == activity:
            continue
        fewer = [one for one in company if one != other]
        if any(one.rule == rule for one in blocking(problem, Plan(tuple(fewer)), activity)):
            company = fewer
    return company


def demand_text(problem: Problem, activity: Activity) -> str:
    """An activity in a few words: who, where."""
    target = (
        problem.stay_by_id[activity.target].code
        if activity.is_stay
        else problem.slot_by_id[activity.target].code
    )
    return _("{person} in {slot}").format(
        person=problem.person_by_id[activity.person].name, slot=target
    )
