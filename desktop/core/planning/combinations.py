"""Activities of one person that are lawful each and unlawful together (rest, week, guest rule).

They are too many to be written as rows in advance: the rules themselves are asked about the plan
in hand, and what they refuse becomes a row.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from desktop.core.planning.columns import Columns
from desktop.core.planning.highs import Floats
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import Problem
from desktop.core.planning.rules import blocking
from desktop.core.planning.tables import Ints


def forbidden_combinations(columns: Columns, x: Floats) -> list[Ints]:
    """Sets of columns of the plan `x` that no rule allows together, as small as possible."""
    chosen = np.nonzero(x[: len(columns)] > 0.5)[0]
    by_person: dict[int, list[tuple[int, Activity]]] = {}
    for column in chosen:
        for activity in columns.activities(int(column)):
            by_person.setdefault(activity.person, []).append((int(column), activity))
    found: list[Ints] = []
    for mine in by_person.values():
        if len(mine) > 1:
            found += _refused(columns, mine)
    return found


def _refused(columns: Columns, mine: list[tuple[int, Activity]]) -> list[Ints]:
    for size in range(2, len(mine) + 1):
        sets = [
            np.array([column for column, _ in some])
            for some in combinations(mine, size)
            if not all(columns.forced[column] for column, _ in some)
            and _clash(columns.problem, [activity for _, activity in some])
        ]
        if sets:
            return sets
    return []


def _clash(problem: Problem, activities: list[Activity]) -> bool:
    """Whether the company of the others adds a blocking objection to one of them."""
    together = Plan(tuple(activities))
    return any(
        {one.rule for one in blocking(problem, together, activity)}
        - {one.rule for one in blocking(problem, Plan((activity,)), activity)}
        for activity in activities
    )
