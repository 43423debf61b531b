"""The relaxed programme, solved on few columns and priced over all: its bound holds for every plan.

Columns enter when their price says that they could help; when none could, the optimum of the few is
that of all. What each column left out would cost is known exactly, and serves to discard it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from desktop.core.planning.highs import (
    Clock,
    Floats,
    Program,
    listen,
    new_solver,
    to_model,
)
from desktop.core.planning.tables import Bools, Ints

AT_ONCE = 6_000
"""Columns let in at each round, the most promising."""
_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Relaxed:
    """`bound` beats every plan; `losses` is what using an unused column would cost the bound.

    `firm` variables are at their upper limit and `tight` rows at theirs wherever the bound is
    reached.
    """

    bound: float
    x: Floats
    losses: Floats
    working: Bools
    firm: Bools
    tight: Ints


def relax(
    program: Program, active: Bools, working: Bools, clock: Clock, seed: int
) -> Relaxed | None:
    """The relaxed optimum over all active columns, starting from the `working` ones.

    None when time or patience ran out first.
    """
    solver, highspy = new_solver(clock, seed)
    chosen = np.nonzero(working & active)[0]
    inside = np.zeros(len(active), np.bool_)
    inside[chosen] = True
    solver.passModel(to_model(highspy, program.of(chosen), relaxed=True))
    listen(solver, clock, None)
    while not clock.over:
        solver.setOptionValue("time_limit", solver.getRunTime() + clock.left)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = solver.getSolution()
        prices = np.array(solution.row_dual)
        gains = program.gains - program.rows.priced(prices)
        helpful = np.nonzero(active & ~inside & (gains > _TOLERANCE))[0]
        if not len(helpful):
            x = np.zeros(len(active))
            x[chosen] = solution.col_value
            value = float(program.gains @ x)
            tight = np.nonzero(prices > _TOLERANCE)[0]
            losses = np.maximum(0.0, -gains)
            return Relaxed(value, x, losses, inside, inside & (gains > _TOLERANCE), tight)
        if len(helpful) > AT_ONCE:
            helpful = helpful[np.argpartition(-gains[helpful], AT_ONCE)[:AT_ONCE]]
        _let_in(solver, program, helpful)
        chosen = np.concatenate([chosen, helpful])
        inside[helpful] = True
    return None


def _let_in(solver: Any, program: Program, columns: Ints) -> None:  # noqa: ANN401 -- untyped
    part = program.of(columns)
    solver.addCols(
        len(columns),
        part.gains,
        part.lower,
        part.upper,
        len(part.rows.index),
        part.rows.starts[:-1].astype(np.int32),
        part.rows.index.astype(np.int32),
        part.rows.values,
    )
