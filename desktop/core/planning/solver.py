"""The optimiser: the best plan that the rules allow, aim after aim, with the proof of each.

Every stage is solved on all eligible columns: first relaxed, which bounds what any plan can reach,
then exactly on the columns that the bound leaves in play. What a stage reached is kept for the
next. Nothing here decides what is allowed: rows and masks do, held to the rules by tests.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from desktop.core.i18n import _
from desktop.core.monitor import Monitor
from desktop.core.planning.aims import Aim, aims_in_order
from desktop.core.planning.clashes import clashes_of
from desktop.core.planning.columns import make_columns
from desktop.core.planning.combinations import forbidden_combinations
from desktop.core.planning.eligibility import Eligibility
from desktop.core.planning.greedy import greedy_start
from desktop.core.planning.highs import INFINITY, Answer, Clock, Floats, Program, maximise
from desktop.core.planning.matrix import hard_rows
from desktop.core.planning.plan import Activity, Plan, Status, TierResult
from desktop.core.planning.problem import Problem, Standing
from desktop.core.planning.program import Model, Stage
from desktop.core.planning.tables import Bools, Ints

FIRST_POOL = 15_000
"""Columns, best first, on which a stage is tried exactly before more are let in."""
_TINY = 1e-6


def solve(
    problem: Problem,
    monitor: Monitor | None = None,
    *,
    seconds: float = 60.0,
    keep_published: bool = False,
) -> Plan:
    """The best plan found in `seconds` or until `monitor` is cancelled, whichever comes first.

    What is pinned, past or closed stays. With `keep_published`, as few published places as possible
    change. A plan always comes: contradictions among pins are named in `clashes`.
    """
    began = time.monotonic()
    watcher = monitor or Monitor()
    clock = Clock(began + seconds, lambda: watcher.cancelled)
    fixed = tuple(one for one in problem.standing if _must_stay(problem, one))
    columns = make_columns(problem, Eligibility(problem), fixed)
    matrix = hard_rows(columns)
    model = Model(
        columns, matrix, np.concatenate(matrix.limits), aims_in_order(columns, keep_published)
    )
    model.limits = _widened(model)
    start = greedy_start(columns, model.rows(), model.rows().limits, problem.seed)
    search = Search(model, clock, watcher, problem.seed, model.completed(start))
    proved = search.run()
    return _plan(problem, search, fixed, proved, time.monotonic() - began)


def _must_stay(problem: Problem, standing: Standing) -> bool:
    if standing.closed or standing.pinned:
        return True
    begun = problem.days_of(standing.activity)[0] <= problem.now.date()
    return standing.published and begun


def _widened(model: Model) -> Floats:
    """Limits that what must happen already exceeds are let out that far: the plan still comes."""
    forced = model.completed(model.columns.forced.astype(np.float64))
    used: Floats = model.rows().used(forced)[: len(model.limits)]
    model.reset()
    return np.maximum(model.limits, used)


def _plan(
    problem: Problem,
    search: Search,
    fixed: tuple[Standing, ...],
    proved: bool,
    seconds: float,
) -> Plan:
    columns = search.model.columns
    chosen = np.nonzero(search.best[: len(columns)] > 0.5)[0]
    activities = tuple(sorted(one for c in chosen for one in columns.activities(int(c))))
    clashes = clashes_of(problem, fixed)
    status = Status.OPTIMAL if proved else Status.FEASIBLE
    if search.monitor.cancelled:
        status = Status.CANCELLED
    elif clashes:
        status = Status.INFEASIBLE
    return Plan(
        activities=activities,
        status=status,
        tiers=tuple(search.results),
        seconds=seconds,
        seed=problem.seed,
        clashes=clashes,
        moved=moved_people(problem, activities),
    )


def moved_people(problem: Problem, activities: tuple[Activity, ...]) -> tuple[int, ...]:
    """People whose published places are not all in these activities."""
    kept = set(activities)
    lost = {
        one.activity.person
        for one in problem.standing
        if one.published and one.activity not in kept
    }
    return tuple(sorted(lost))


@dataclass
class Search:
    """One run: the model, the best plan in hand, the columns still in play, what was proved."""

    model: Model
    clock: Clock
    monitor: Monitor
    seed: int
    best: Floats
    results: list[TierResult] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.active: Bools = np.ones(self.model.width, np.bool_)
        self._mend_combinations()

    def run(self) -> bool:
        """All stages in order; False when time or patience ran out before the last proof."""
        stages = self.model.stages()
        for number, stage in enumerate(stages):
            self.share = (number / len(stages), (number + 1) / len(stages))
            began = time.monotonic()
            bound, proved = self._settle(stage)
            self._record(stage, bound, proved, time.monotonic() - began)
            if not proved:
                for later in stages[number + 1 :]:
                    self._record(later, INFINITY, proved=False, seconds=0.0)
                return False
            self.model.hold(stage, self.best)
        return True

    def _settle(self, stage: Stage) -> tuple[float, bool]:
        """Solve one stage, adding what the rules refuse until they refuse nothing."""
        while True:
            relaxed, losses = self._relax(stage)
            if losses is None:
                return INFINITY, False
            bound, proved = self._close(stage, losses, relaxed)
            if not self._mend_combinations() or not proved:
                break
        if proved:
            useless = losses > relaxed - stage.value(self.best) + _TINY
            self.active &= ~useless | (self.best > 0.5)
        return bound, proved

    def _mend_combinations(self) -> bool:
        """Whether the plan in hand held a combination that the rules refuse; it no longer does."""
        mended = False
        while cuts := forbidden_combinations(self.model.columns, self.best):
            self.model.forbid(cuts)
            self.best = self.model.without(self.best, cuts)
            mended = True
        return mended

    def _relax(self, stage: Stage) -> tuple[float, Floats | None]:
        """What no plan can beat, and what each unused column would cost."""
        columns = np.nonzero(self.active)[0]
        answer = maximise(self._program(stage, columns), self.clock, relaxed=True, seed=self.seed)
        if not answer.proved or answer.x is None or answer.reduced is None:
            return INFINITY, None
        if self._is_whole(answer.x, columns):
            self._take(stage, answer.x, columns)
        losses = np.zeros(len(self.active))
        losses[columns] = np.where(answer.x <= _TINY, np.abs(answer.reduced), 0.0)
        losses[self.model.helpers :] = 0.0
        return answer.bound, losses

    def _close(self, stage: Stage, losses: Floats, relaxed: float) -> tuple[float, bool]:
        """Close the distance between plan and bound; all gains are whole numbers."""
        bound = float(np.floor(relaxed + 1e-5))
        size = FIRST_POOL
        while bound - stage.value(self.best) >= 1 - _TINY:
            value = stage.value(self.best)
            self._tell(stage, value, bound)
            pool, reach = self._pool(losses, bound - value, size)
            answer = self._exactly(stage, pool, bound)
            if answer.x is not None:
                self._take(stage, answer.x, pool)
            if not answer.proved:
                return bound, False
            # A plan with a column left out reaches at most `relaxed - reach`.
            bound = min(bound, max(stage.value(self.best), float(np.floor(relaxed - reach + 1e-5))))
            size *= 4
        self._tell(stage, stage.value(self.best), bound)
        return bound, True

    def _pool(self, losses: Floats, gap: float, size: int) -> tuple[Ints, float]:
        """The columns to try, and the least loss of a column left out."""
        worth = self.active & (losses <= gap + _TINY)
        threshold = INFINITY
        if worth.sum() > size:
            threshold = float(np.partition(losses[worth], size)[size])
            worth &= losses < threshold
        worth[self.model.helpers :] = True
        worth |= self.best > 0.5
        out = self.active & ~worth
        return np.nonzero(worth)[0], float(losses[out].min(initial=INFINITY))

    def _exactly(self, stage: Stage, pool: Ints, bound: float) -> Answer:
        def watch(value: float, limit: float) -> None:
            self._tell(stage, max(value, stage.value(self.best)), min(limit, bound))

        return maximise(
            self._program(stage, pool),
            self.clock,
            relaxed=False,
            start=self.best[pool],
            seed=self.seed,
            watch=watch,
        )

    def _program(self, stage: Stage, columns: Ints) -> Program:
        model = self.model
        return Program(
            rows=model.rows().of(columns),
            gains=stage.gains[columns],
            lower=model.lower[columns],
            upper=model.upper[columns],
            whole=model.whole[columns],
        )

    def _is_whole(self, x: Floats, columns: Ints) -> bool:
        own = x[columns < self.model.helpers]
        return bool((np.abs(own - np.round(own)) < 1e-5).all())

    def _take(self, stage: Stage, x: Floats, columns: Ints) -> None:
        full = np.zeros(len(self.active))
        full[columns] = np.round(x)
        full = self.model.completed(full[: self.model.helpers])
        if stage.value(full) >= stage.value(self.best) and self.model.allows(full):
            self.best = full

    def _record(self, stage: Stage, bound: float, proved: bool, seconds: float) -> None:
        left = bound - stage.value(self.best)
        for aim, gains in zip(stage.aims, stage.parts, strict=True):
            value = float(gains @ self.best)
            limit = value if proved else min(_ceiling(aim, gains, self.model), value + left)
            shown = aim.shown(value), aim.shown(max(limit, value))
            self.results.append(TierResult(aim.name, *shown, aim.sign > 0, seconds))

    def _tell(self, stage: Stage, value: float, bound: float) -> None:
        begin, end = self.share
        gap = abs(bound - value) / max(1.0, abs(value))
        self.monitor.tell(
            begin + (end - begin) * (1 - min(1.0, gap)),
            _("{aim}: gap {gap}").format(aim=stage.aims[0].tier.value, gap=f"{gap:.2%}"),
        )


def _ceiling(aim: Aim, gains: Floats, model: Model) -> float:
    """What the aim cannot exceed whatever the plan: each person's best, and every helper full."""
    best = np.zeros(len(model.columns.problem.people))
    columns = model.columns
    np.maximum.at(best, columns.half_person, gains[columns.half_column])
    most = np.array([one.max_activities for one in columns.problem.people])
    return float(best @ most) + sum(helper.upper for helper in aim.helpers)
