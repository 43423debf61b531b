"""The judge of plans: all objections to one candidate, all violations of a whole plan.

Never imports the optimiser: the two are held to agree by tests.
"""

from __future__ import annotations

from collections import Counter

from desktop.core.i18n import N_
from desktop.core.labour import rules as labour
from desktop.core.labour.breach import Breach
from desktop.core.planning.case import Case
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import Problem
from desktop.core.planning.rulebook import judged, refused
from desktop.core.planning.rules_stays import STAY_RULES
from desktop.core.planning.rules_together import STAY_TOGETHER, VISIT_TOGETHER
from desktop.core.planning.rules_visits import VISIT_RULES

PAST_RULES = {"past", "WT-17"}
"""Rules about making a plan, not about what a plan is: they do not judge what already stands."""
ENTRY_RULES = PAST_RULES | {"takes_part", "campaign_dates"}
"""The same for a stay: once promised, who may enter and when is settled."""


def objections(problem: Problem, plan: Plan, candidate: Activity) -> tuple[Breach, ...]:
    """Every rule that the candidate would break in this plan, all at once, blocking ones first."""
    case = Case(problem, plan, candidate)
    rules = (*STAY_RULES, *STAY_TOGETHER) if case.is_stay else (*VISIT_RULES, *VISIT_TOGETHER)
    found = [breach for rule in rules if (breach := rule(case)) is not None]
    if not case.is_stay:
        found += labour.breaches(case.life())
    person, slot = case.person.code, (case.stay.code if case.is_stay else case.slot.code)
    site, day = case.site.id, case.days[0]
    return tuple(
        sorted(
            (
                judged(one, problem, candidate.person, site, day).about(person, slot)
                for one in found
            ),
            key=lambda breach: not breach.blocks,
        )
    )


def blocking(problem: Problem, plan: Plan, candidate: Activity) -> tuple[Breach, ...]:
    """Only the objections that forbid the candidate."""
    return tuple(one for one in objections(problem, plan, candidate) if one.blocks)


def violations(problem: Problem, plan: Plan) -> tuple[Breach, ...]:
    """Everything wrong with a whole plan: the independent checker.

    What is closed (done, missed) is history and is judged only as company for the rest.
    """
    closed = {one.activity for one in problem.standing if one.closed}
    settled = {one.activity for one in problem.standing if one.published or one.pinned}
    found: list[Breach] = []
    for activity, times in Counter(plan.activities).items():
        if activity in closed:
            continue
        if times > 1:
            found.append(_written_twice(problem, activity))
        found += [
            breach
            for breach in objections(problem, plan, activity)
            if activity not in settled or breach.rule not in settled_rules(activity)
        ]
    return tuple(found)


def settled_rules(activity: Activity) -> set[str]:
    """The rules that no longer judge this activity once it stands."""
    return ENTRY_RULES if activity.is_stay else PAST_RULES


def _written_twice(problem: Problem, activity: Activity) -> Breach:
    return refused(
        "one_at_a_time",
        N_("{person} is in the same place twice on {measured}."),
        N_("Remove one of the two."),
        measured=problem.days_of(activity)[0],
        person=problem.person_by_id[activity.person].name,
    ).about(problem.person_by_id[activity.person].code, str(activity.target))
