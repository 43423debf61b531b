"""The solver behind the planner: HiGHS, given whole arrays, told to stop, asked for its bound.

HiGHS needs numpy alone (OR-Tools loads pandas: a second at start and 80 MB); one thread and a fixed
seed, so that the same input gives the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.core.planning.tables import Bools, Ints

Floats = NDArray[np.float64]
INFINITY = float("inf")
_SEED_RANGE = 2_147_483_647


@dataclass(frozen=True)
class Rows:
    """`A x ≤ limits`, by columns: starts, row numbers, values."""

    starts: Ints
    index: Ints
    values: Floats
    limits: Floats

    @property
    def width(self) -> int:
        return len(self.starts) - 1

    def of(self, chosen: Ints) -> Rows:
        """The same rows with some columns only, in that order."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        steps = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        places = np.repeat(self.starts[chosen], lengths) + steps
        return Rows(starts, self.index[places], self.values[places], self.limits)

    def above(self, below: Rows) -> Rows:
        """These rows, then those of `below`, over the same columns."""
        mine, theirs = np.diff(self.starts), np.diff(below.starts)
        starts = self.starts + below.starts
        index = np.empty(starts[-1], np.int64)
        values: Floats = np.empty(starts[-1])
        first = np.arange(len(self.index)) + np.repeat(below.starts[:-1], mine)
        last = np.arange(len(below.index)) + np.repeat(self.starts[1:], theirs)
        index[first], index[last] = self.index, below.index + len(self.limits)
        values[first], values[last] = self.values, below.values
        return Rows(starts, index, values, np.concatenate([self.limits, below.limits]))

    def priced(self, prices: Floats) -> Floats:
        """What each column pays for the rows that it uses."""
        paid: Floats = np.add.reduceat(
            np.append(self.values * prices[self.index], 0.0), self.starts[:-1]
        )
        paid[self.starts[:-1] == self.starts[1:]] = 0.0
        return paid

    def used(self, x: Floats) -> Floats:
        """`A x`."""
        chosen = np.nonzero(x)[0]
        part = self.of(chosen)
        per_entry = np.repeat(x[chosen], np.diff(part.starts))
        weights = per_entry * part.values
        return np.bincount(part.index, weights, len(self.limits)).astype(np.float64)


def rows_from_triplets(rows: Ints, cols: Ints, values: Floats, limits: Floats, width: int) -> Rows:
    """Sorted by column; what a row says twice of a column is added up."""
    key = cols * max(len(limits), 1) + rows
    unique, inverse = np.unique(key, return_inverse=True)
    summed: Floats = np.bincount(inverse, weights=values, minlength=len(unique)).astype(np.float64)
    columns, index = np.divmod(unique, max(len(limits), 1))
    starts = np.searchsorted(columns, np.arange(width + 1))
    return Rows(starts, index, summed, limits)


def one_row(cols: Ints, values: Floats, limit: float, width: int) -> Rows:
    """A single row; `cols` are in order, none twice."""
    held = np.zeros(width + 1, np.int64)
    held[cols + 1] = 1
    return Rows(np.cumsum(held), np.zeros(len(cols), np.int64), values, np.array([limit]))


@dataclass(frozen=True)
class Answer:
    """`bound` is what no solution can beat; `x` is None when none was found."""

    x: Floats | None
    value: float
    bound: float
    proved: bool


@dataclass(frozen=True)
class Clock:
    """When to stop: a moment of `time.monotonic`, or a wish of the user's."""

    deadline: float
    stopped: Callable[[], bool]

    @property
    def over(self) -> bool:
        return self.stopped() or time.monotonic() >= self.deadline

    @property
    def left(self) -> float:
        return max(0.05, self.deadline - time.monotonic())


@dataclass(frozen=True)
class Program:
    """Maximise `gains · x` under the rows, `lower ≤ x ≤ upper`; `whole` columns are integer."""

    rows: Rows
    gains: Floats
    lower: Floats
    upper: Floats
    whole: Bools
    floors: Floats
    """What each row reaches at least: minus infinity, or its very limit."""

    def of(self, columns: Ints) -> Program:
        """The same programme with some columns only."""
        return Program(
            rows=self.rows.of(columns),
            gains=self.gains[columns],
            lower=self.lower[columns],
            upper=self.upper[columns],
            whole=self.whole[columns],
            floors=self.floors,
        )


Watch = Callable[[float, float], None]
"""Told the best value and the bound while the search goes on."""


def new_solver(clock: Clock, seed: int) -> tuple[Any, Any]:
    """A silent solver of one thread, and its module."""
    import highspy  # noqa: PLC0415 -- slow import

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call] # highspy has no types
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed % _SEED_RANGE)
    solver.setOptionValue("time_limit", clock.left)
    return solver, highspy


def maximise(
    program: Program,
    clock: Clock,
    *,
    start: Floats | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> Answer:
    """The best whole solution; gains must be whole numbers."""
    if clock.over:
        return Answer(None, -INFINITY, INFINITY, proved=False)
    solver, highspy = new_solver(clock, seed)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.9)
    solver.passModel(to_model(highspy, program, relaxed=False))
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        solver.setSolution(solution)
    listen(solver, clock, watch)
    solver.run()
    return _answer(highspy, solver, program.gains)


def to_model(highspy: Any, program: Program, *, relaxed: bool) -> Any:  # noqa: ANN401 -- untyped
    rows = program.rows
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = rows.width, len(rows.limits)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = program.gains
    model.col_lower_, model.col_upper_ = program.lower, program.upper
    model.row_lower_ = program.floors
    model.row_upper_ = rows.limits
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = rows.starts.astype(np.int32)
    model.a_matrix_.index_ = rows.index.astype(np.int32)
    model.a_matrix_.value_ = rows.values
    if not relaxed:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(one)] for one in program.whole]
    return model


def listen(
    solver: Any,  # noqa: ANN401 -- a module without types
    clock: Clock,
    watch: Watch | None,
) -> None:
    def stop(event: Any) -> None:  # noqa: ANN401 -- idem
        if clock.stopped():
            event.interrupt()

    def tell(event: Any) -> None:  # noqa: ANN401 -- idem
        if watch is not None:
            watch(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    solver.cbSimplexInterrupt += stop
    solver.cbMipInterrupt += stop
    solver.cbMipLogging += tell


def _answer(highspy: Any, solver: Any, gains: Floats) -> Answer:  # noqa: ANN401 -- untyped
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.array(solver.getSolution().col_value) if found else None
    bound = float(info.mip_dual_bound)
    return Answer(
        x=x,
        value=float(gains @ x) if x is not None else -INFINITY,
        bound=bound if abs(bound) < 1e100 else INFINITY,
        proved=solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
    )
