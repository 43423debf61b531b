"""What else a user would pick, on the same campaigns: a plain model through PuLP (CBC) or HiGHS.

A plain model is one weighted sum over every eligible column. It is given our eligible columns and
rows, without swaps; building its expressions one by one is part of its time.
"""

from __future__ import annotations

import time

import numpy as np

from desktop.core.planning.aims import aims_in_order
from desktop.core.planning.columns import Columns, make_columns
from desktop.core.planning.eligibility import Eligibility
from desktop.core.planning.highs import Clock, Program, maximise
from desktop.core.planning.matrix import hard_rows
from desktop.core.planning.plan import Plan
from desktop.core.planning.problem import Problem
from desktop.core.planning.program import Model

WEIGHTS = {
    "served": 1_000_000.0,
    "never_served": 100_000.0,
    "coverage": 10_000.0,
    "wishes.rank_1": 1_000.0,
    "wishes.rank_2": 100.0,
    "wishes.rank_3": 10.0,
    "wishes.days": 1.0,
    "travel": 0.001,
}
"""Ten to one between tiers: what people write, and what overlaps when campaigns grow."""


def plain_model(problem: Problem) -> tuple[Columns, Model, np.ndarray]:
    """Columns without swaps, rows, and the one sum to maximise."""
    columns = make_columns(problem, Eligibility(problem), ())
    matrix = hard_rows(columns)
    model = Model(
        columns, matrix, np.concatenate(matrix.limits), aims_in_order(columns, keep_published=False)
    )
    gains = np.zeros(model.width)
    for stage in model.stages():
        gains += WEIGHTS.get(stage.aim.name, 0.0) * stage.gains
    model.upper[: len(columns)][columns.swaps] = 0.0
    return columns, model, gains


def by_highs(problem: Problem, seconds: float) -> Plan:
    """HiGHS on the plain model, at its own defaults but one thread."""
    began = time.monotonic()
    columns, model, gains = plain_model(problem)
    program = Program(
        model.rows(), gains, model.lower, model.upper, model.whole, model.all_floors()
    )
    answer = maximise(program, Clock(began + seconds, lambda: False))
    x = answer.x if answer.x is not None else np.zeros(model.width)
    return _plan(columns, x)


def by_cbc(problem: Problem, seconds: float) -> Plan:
    """CBC through PuLP; raises ImportError where PuLP is not installed."""
    import pulp

    began = time.monotonic()
    columns, model, gains = plain_model(problem)
    rows = model.rows()
    programme = pulp.LpProblem("plan", pulp.LpMaximize)
    variables = [
        pulp.LpVariable(f"x{number}", 0, float(upper), "Integer" if whole else "Continuous")
        for number, (upper, whole) in enumerate(zip(model.upper, model.whole, strict=True))
    ]
    programme += pulp.LpAffineExpression(
        [(variables[number], float(gains[number])) for number in np.nonzero(gains)[0]]
    )
    terms: list[list[tuple[pulp.LpVariable, float]]] = [[] for _ in rows.limits]
    for number, variable in enumerate(variables):
        entries = slice(rows.starts[number], rows.starts[number + 1])
        for row, value in zip(rows.index[entries], rows.values[entries], strict=True):
            terms[row].append((variable, float(value)))
    for some, limit in zip(terms, rows.limits, strict=True):
        if some:
            programme += pulp.LpAffineExpression(some) <= float(limit)
    left = max(1.0, seconds - (time.monotonic() - began))
    programme.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=left))
    return _plan(columns, np.array([one.value() or 0.0 for one in variables]))


def _plan(columns: Columns, x: np.ndarray) -> Plan:
    chosen = np.nonzero(x[: len(columns)] > 0.5)[0]
    return Plan(tuple(one for column in chosen for one in columns.activities(int(column))))
