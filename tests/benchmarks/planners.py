"""Every planner that is compared, and what is measured of its plans by one scorer."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop.core.planning.plan import Activity, Plan, immersion, stay
from desktop.core.planning.problem import Problem, Tier
from desktop.core.planning.rules import blocking, violations
from desktop.core.planning.solver import solve
from tests.benchmarks.generator import SIZES, generate
from tests.benchmarks.peers import by_cbc, by_highs

_SELF, _CHILDREN = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN


ORDER = (Tier.SERVED, Tier.NEVER_SERVED, Tier.COVERAGE, Tier.WISHES, Tier.TRAVEL)
"""What the plain models know comes first, so that all reach for the same."""
TIERS = ("served", "never", "covered", "first", "second", "km")


@dataclass(frozen=True, slots=True)
class Measure:
    """One planner on one campaign; `proved` counts aims, seconds are of the wall and of the CPU."""

    planner: str
    size: str
    seconds: float
    cpu: float
    tiers: tuple[int, ...]
    breaches: int
    proved: str
    gap: float | None
    megabytes: int


def scores(problem: Problem, plan: Plan) -> tuple[int, ...]:
    """What a plan reaches, counted from the plan alone, for every planner alike."""
    people = {one.person for one in plan.activities}
    visits = [one for one in plan.activities if not one.is_stay]
    sites = {problem.site_of(one) for one in visits}
    covered = (
        len({problem.person_by_id[one.person].department for one in visits})
        + sum(site.front for site in sites)
        + len({problem.site_of(one).id for one in plan.activities if one.is_stay})
    )
    ranks = [problem.wish_rank(one.person, one) for one in plan.activities]
    return (
        len(people),
        sum(problem.person_by_id[one].never_served for one in people),
        covered,
        ranks.count(1),
        ranks.count(2),
        sum(
            problem.travel_km(problem.person_by_id[one.person], problem.site_of(one))
            for one in plan.activities
        ),
    )


def first_come(problem: Problem, seconds: float) -> Plan:
    """Everybody in turn takes the first place that the rules allow."""
    plan = Plan()
    end = time.monotonic() + seconds
    for person in problem.people:
        candidates: list[Activity] = [immersion(person.id, slot.id) for slot in problem.slots]
        candidates += [stay(person.id, offer.id) for offer in problem.stays if person.mystery]
        for candidate in candidates:
            if not blocking(problem, plan, candidate):
                plan = plan.with_(candidate)
                break
        if time.monotonic() > end:
            break
    return plan


PLANNERS: dict[str, Callable[[Problem, float], Plan]] = {
    "ours": lambda problem, seconds: solve(problem, seconds=seconds),
    "ours, at once": lambda problem, _seconds: solve(problem, seconds=0.0),
    "first come": first_come,
    "HiGHS, plain": by_highs,
    "CBC, plain": by_cbc,
}


def measure(planner: str, size: str, seconds: float) -> Measure:
    """Run one planner and judge what it gives."""
    chosen = SIZES[size.removesuffix("t")]
    problem = generate(chosen.tight() if size.endswith("t") else chosen)
    problem = replace(problem, settings=replace(problem.settings, tiers=ORDER))
    began, cpu = time.monotonic(), _cpu()
    plan = PLANNERS[planner](problem, seconds)
    spent, cpu = time.monotonic() - began, _cpu() - cpu
    return Measure(
        planner=planner,
        size=size,
        seconds=spent,
        cpu=cpu,
        tiers=scores(problem, plan),
        breaches=sum(one.blocks for one in violations(problem, plan)),
        proved=f"{sum(t.gap == 0 for t in plan.tiers)}/{len(plan.tiers)}" if plan.tiers else "-",
        gap=plan.gap if plan.tiers else None,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def _cpu() -> float:
    """Processor seconds of this process and of the solvers that it called."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (_SELF, _CHILDREN))
