"""After a refusal, an absence or a closed slot: mend what broke, leave the rest untouched.

Everything that still holds is fixed, so that only those whose place broke can move: fewer moves are
impossible, since each of them must move. The freed seats go to whom the aims prefer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.core.labour.breach import Breach
from desktop.core.monitor import Monitor
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import Problem, Standing
from desktop.core.planning.rules import blocking, settled_rules
from desktop.core.planning.solver import solve


@dataclass(frozen=True, slots=True)
class Broken:
    """A place that cannot stand, and why."""

    activity: Activity
    published: bool
    reasons: tuple[Breach, ...]


@dataclass(frozen=True, slots=True)
class Repair:
    """The mended plan; `moved` people had a place that broke, and no plan moves fewer."""

    plan: Plan
    broken: tuple[Broken, ...]
    moved: tuple[int, ...]


def broken_places(problem: Problem) -> tuple[Broken, ...]:
    """What stands and breaks a blocking rule; both halves of a swap fall together.

    Of several places that cannot stand together, those never published fall first.
    """
    standing = sorted(problem.standing, key=_strength)
    plan = Plan(tuple(one.activity for one in problem.standing))
    broken: dict[Activity, Broken] = {}
    for one in standing:
        if one.closed or one.activity in broken:
            continue
        reasons = tuple(
            breach
            for breach in blocking(problem, plan, one.activity)
            if breach.rule not in settled_rules(one.activity)
        )
        if not reasons:
            continue
        fallen = {one.activity, *_other_half(problem, one.activity)}
        for standing_one in problem.standing:
            if standing_one.activity in fallen:
                activity = standing_one.activity
                broken[activity] = Broken(activity, standing_one.published, reasons)
        plan = plan.without(*fallen)
    return tuple(broken.values())


def _strength(standing: Standing) -> tuple[bool, bool]:
    """The weakest claim first: drafts before published places, loose before pinned."""
    return (standing.pinned, standing.published)


def _other_half(problem: Problem, activity: Activity) -> list[Activity]:
    if not activity.twin:
        return []
    return [
        one.activity
        for one in problem.standing
        if one.activity.twin == activity.target and one.activity.target == activity.twin
    ]


def repair(problem: Problem, monitor: Monitor | None = None, *, seconds: float = 30.0) -> Repair:
    """The plan with what broke mended and everything else as it stands."""
    broken = broken_places(problem)
    fallen = {one.activity for one in broken}
    kept = tuple(
        replace(one, pinned=True) for one in problem.standing if one.activity not in fallen
    )
    plan = solve(replace(problem, standing=kept), monitor, seconds=seconds)
    moved = sorted({one.activity.person for one in broken})
    return Repair(replace(plan, moved=tuple(moved)), broken, tuple(moved))
