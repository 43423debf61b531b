"""The relaxed programme, solved on few columns and priced over all: its bound holds for every plan.

Columns enter when their price says that they could help; when none could, the optimum of the few is
that of all. What each column left out would cost is known exactly, and serves to discard it. From
one aim to the next the solver keeps its place: the former optimum is where the next search begins.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from desktop.core.planning.highs import (
    INFINITY,
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
PRIMAL = 4
"""Of the solver's methods, the one that goes on from a plan once the aim has changed."""
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


@dataclass
class Relaxation:
    """Solves one relaxed programme after another, each grown from the former."""

    clock: Clock
    seed: int
    _solver: Any = None
    _highspy: Any = None
    _chosen: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    _height: int = 0

    def relax(
        self, program: Program, active: Bools, working: Bools, ceiling: float = INFINITY
    ) -> Relaxed | None:
        """The relaxed optimum over all active columns, starting from the `working` ones.

        Nothing beats `ceiling`: once there, no further column is asked for its price.
        None when time or patience ran out first.
        """
        if self._solver is None:
            self._begin(program, working & active)
        else:
            self._go_on(program, active, working)
        solver = self._solver
        inside = np.zeros(len(active), np.bool_)
        inside[self._chosen] = True
        while not self.clock.over:
            solver.setOptionValue("time_limit", solver.getRunTime() + self.clock.left)
            solver.run()
            if solver.getModelStatus() != self._highspy.HighsModelStatus.kOptimal:
                return None
            solution = solver.getSolution()
            reached = np.zeros(len(active))
            reached[self._chosen] = solution.col_value
            if float(program.gains @ reached) >= ceiling - _TOLERANCE:
                idle = np.zeros(len(active), np.bool_)
                none = np.zeros(0, np.int64)
                return Relaxed(ceiling, reached, np.zeros(len(active)), inside, idle, none)
            prices = np.array(solution.row_dual)
            gains = program.gains - program.rows.priced(prices)
            helpful = np.nonzero(active & ~inside & (gains > _TOLERANCE))[0]
            if not len(helpful):
                firm = inside & active & (gains > _TOLERANCE)
                tight = np.nonzero(np.abs(prices) > _TOLERANCE)[0]
                losses = np.maximum(0.0, -gains)
                value = float(program.gains @ reached)
                return Relaxed(value, reached, losses, inside, firm, tight)
            if len(helpful) > AT_ONCE:
                helpful = helpful[np.argpartition(-gains[helpful], AT_ONCE)[:AT_ONCE]]
            self._let_in(program, helpful)
            inside[helpful] = True
            solver.setOptionValue("simplex_strategy", PRIMAL)
        return None

    def _begin(self, program: Program, chosen: Bools) -> None:
        self._solver, self._highspy = new_solver(self.clock, self.seed)
        self._chosen = np.nonzero(chosen)[0]
        model = to_model(self._highspy, program.of(self._chosen), relaxed=True)
        self._solver.passModel(model)
        self._height = len(program.rows.limits)
        listen(self._solver, self.clock, None)

    def _go_on(self, program: Program, active: Bools, working: Bools) -> None:
        """Another aim, new rows, fewer columns allowed: the same place to begin from."""
        solver, chosen = self._solver, self._chosen
        solver.setOptionValue("simplex_strategy", PRIMAL)
        places = np.arange(len(chosen), dtype=np.int32)
        solver.changeColsCost(len(chosen), places, program.gains[chosen])
        upper = np.where(active[chosen], program.upper[chosen], 0.0)
        lower = np.minimum(program.lower[chosen], upper)
        solver.changeColsBounds(len(chosen), places, lower, upper)
        for row in np.nonzero(program.floors[: self._height] > -np.inf)[0]:
            limit = program.rows.limits[row]
            solver.changeRowBounds(int(row), program.floors[row], limit)
        self._add_rows(program)
        fresh = working & active
        fresh[chosen] = False
        if fresh.any():
            self._let_in(program, np.nonzero(fresh)[0])

    def _add_rows(self, program: Program) -> None:
        count = len(program.rows.limits) - self._height
        if not count:
            return
        part = program.rows.of(self._chosen)
        owners = np.repeat(np.arange(len(self._chosen)), np.diff(part.starts))
        late = part.index >= self._height
        rows, cols, values = part.index[late] - self._height, owners[late], part.values[late]
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(count))
        self._solver.addRows(
            count,
            program.floors[self._height :],
            program.rows.limits[self._height :],
            len(order),
            starts.astype(np.int32),
            cols[order].astype(np.int32),
            values[order],
        )
        self._height += count

    def _let_in(self, program: Program, columns: Ints) -> None:
        part = program.of(columns)
        self._solver.addCols(
            len(columns),
            part.gains,
            part.lower,
            part.upper,
            len(part.rows.index),
            part.rows.starts[:-1].astype(np.int32),
            part.rows.index.astype(np.int32),
            part.rows.values,
        )
        self._chosen = np.concatenate([self._chosen, columns])
