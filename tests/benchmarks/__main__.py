"""`python -m tests.benchmarks S M Mt --seconds 60`: our planner beside those a user would pick.

All are judged by the one checker and measured by the same functions. `t` marks a tight variant.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.benchmarks.planners import PLANNERS, TIERS, measure


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["S"])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--planners", default=",".join(PLANNERS).replace(", ", "; "))
    args = parser.parse_args()
    planners = [one.strip().replace("; ", ", ") for one in args.planners.split(",")]
    write = sys.stdout.write
    write("| size | planner | wall s | CPU s | " + " | ".join(TIERS))
    write(" | breaches | proved | gap | peak MB |\n|" + "---|" * (len(TIERS) + 8) + "\n")
    for size in args.sizes:
        for planner in planners:
            write(_line(planner, size, args.seconds))
            sys.stdout.flush()


def _line(planner: str, size: str, seconds: float) -> str:
    """Each in a process of its own, so that memory is its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        try:
            one = pool.submit(measure, planner, size, seconds).result()
        except ImportError as error:
            return f"| {size} | {planner} | not run: {error} |\n"
    gap = "-" if one.gap is None else f"{100 * one.gap:.3f} %"
    cells = (
        one.size,
        one.planner,
        f"{one.seconds:.2f}",
        f"{one.cpu:.2f}",
        *one.tiers,
        one.breaches,
        one.proved,
        gap,
        one.megabytes,
    )
    return "| " + " | ".join(map(str, cells)) + " |\n"


if __name__ == "__main__":
    main()
