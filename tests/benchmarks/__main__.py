"""`python -m tests.benchmarks S M Mt --seconds 60`: our planner and first come, first served.

Both are judged by the one checker and measured by the same functions. `t` marks a tight variant.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.core.planning.plan import Activity, Plan, immersion, stay
from desktop.core.planning.problem import Problem
from desktop.core.planning.rules import blocking, violations
from desktop.core.planning.solver import solve
from tests.benchmarks.generator import SIZES, generate


@dataclass(frozen=True, slots=True)
class Measure:
    """One planner on one campaign."""

    planner: str
    size: str
    seconds: float
    served: int
    never_served: int
    first_wishes: int
    breaches: int
    proved: str
    megabytes: int


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
    "first come": first_come,
}


def measure(planner: str, size: str, seconds: float) -> Measure:
    """Run one planner and judge what it gives."""
    chosen = SIZES[size.removesuffix("t")]
    problem = generate(chosen.tight() if size.endswith("t") else chosen)
    began = time.monotonic()
    plan = PLANNERS[planner](problem, seconds)
    spent = time.monotonic() - began
    people = {one.person for one in plan.activities}
    ranks = [problem.wish_rank(one.person, one) for one in plan.activities]
    return Measure(
        planner=planner,
        size=size,
        seconds=spent,
        served=len(people),
        never_served=sum(problem.person_by_id[one].never_served for one in people),
        first_wishes=ranks.count(1),
        breaches=sum(one.blocks for one in violations(problem, plan)),
        proved=f"{sum(t.gap == 0 for t in plan.tiers)}/{len(plan.tiers)}" if plan.tiers else "-",
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["S"])
    parser.add_argument("--seconds", type=float, default=60.0)
    args = parser.parse_args()
    write = sys.stdout.write
    write("size  planner      seconds  served  never  first  breaches  proved  peak MB\n")
    for size in args.sizes:
        for planner in PLANNERS:
            one = measure(planner, size, args.seconds)
            write(
                f"{one.size:5} {one.planner:11} {one.seconds:8.2f} {one.served:7} "
                f"{one.never_served:6} {one.first_wishes:6} {one.breaches:9} {one.proved:>7} "
                f"{one.megabytes:8}\n"
            )


if __name__ == "__main__":
    main()
