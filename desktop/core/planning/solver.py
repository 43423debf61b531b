"""The optimiser: the best plan that the rules allow, aim after aim, with the proof of each.

Every stage is solved on all eligible columns: first relaxed, which bounds what any plan can reach,
then exactly on the columns that the bound leaves in play. What a stage reached is kept for the
next. Nothing here decides what is allowed: rows and masks do, held to the rules by tests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from desktop.core.i18n import _, number_text, percent_text
from desktop.core.monitor import Monitor
from desktop.core.planning.aims import aims_in_order
from desktop.core.planning.clashes import clashes_of
from desktop.core.planning.columns import make_columns
from desktop.core.planning.combinations import forbidden_combinations
from desktop.core.planning.eligibility import Eligibility
from desktop.core.planning.greedy import greedy_start
from desktop.core.planning.highs import INFINITY, Answer, Clock, Floats, Program, maximise
from desktop.core.planning.matrix import hard_rows
from desktop.core.planning.plan import Activity, Plan, Status, Step, TierResult
from desktop.core.planning.problem import Problem, Standing, Tier
from desktop.core.planning.program import Model, Stage
from desktop.core.planning.relaxation import Relaxation, Relaxed
from desktop.core.planning.tables import Bools, Ints
from desktop.core.planning.tiers import tier_name

FIRST_POOL = 2_500
"""Columns, best first, on which a stage is tried exactly before more are let in."""
PER_PERSON, PER_SLOT = 8, 3
"""Columns of each person and of each slot with which the first relaxed search begins."""
_TINY = 1e-6
_WHOLE = ("symmetry.swaps", "wishes.rank")
"""Aims whose every column is kept even where columns are drawn."""


def solve(
    problem: Problem,
    monitor: Monitor | None = None,
    *,
    seconds: float = 60.0,
    keep_published: bool = False,
    on_step: Callable[[Step], object] | None = None,
) -> Plan:
    """The best plan found in `seconds` or until `monitor` is cancelled, whichever comes first.

    What is pinned, past or closed stays. With `keep_published`, as few published places as possible
    change. `on_step` hears of every improvement, in the thread of the search. A plan always comes:
    contradictions among pins are named in `clashes`.
    """
    began = time.monotonic()
    watcher = monitor or Monitor()
    clock = Clock(began + seconds, lambda: watcher.cancelled)
    fixed = _kept(problem)
    columns = make_columns(problem, Eligibility(problem), fixed)
    matrix = hard_rows(columns)
    model = Model(
        columns, matrix, np.concatenate(matrix.limits), aims_in_order(columns, keep_published)
    )
    model.limits = _widened(model)
    start = greedy_start(columns, model.rows(), model.rows().limits, problem.seed)
    search = Search(model, clock, watcher, problem.seed, model.completed(start), on_step)
    proved = search.run()
    return _plan(problem, search, fixed, proved, time.monotonic() - began)


def _kept(problem: Problem) -> tuple[Standing, ...]:
    """What must stay, and the other half of each swap of which a half must."""
    firm = [one for one in problem.standing if _must_stay(problem, one)]
    halves = {(one.activity.twin, one.activity.target) for one in firm if one.activity.twin}
    return tuple(
        one
        for one in problem.standing
        if one in firm or (one.activity.target, one.activity.twin) in halves
    )


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
    on_step: Callable[[Step], object] | None = None
    results: list[TierResult] = field(default_factory=list)

    held: list[tuple[Stage, float]] = field(default_factory=list)
    """Settled aims and what later ones may not give up."""

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.in_full = False
        self.relaxation = Relaxation(self.clock, self.seed)
        self.active: Bools = np.ones(self.model.width, np.bool_)
        self.working: Bools = self._first_columns() | (self.best > 0.5)
        self._mend_combinations()

    def _first_columns(self) -> Bools:
        """A few columns of each person and of each slot, all swaps, all helpers."""
        columns = self.model.columns
        chosen = np.ones(self.model.width, np.bool_)
        chosen[: self.model.helpers] = columns.swaps | columns.kept | columns.forced
        for keys, count in ((columns.person, PER_PERSON), (columns.slot, PER_SLOT)):
            order = np.argsort(keys, kind="stable")
            starts = np.searchsorted(keys[order], keys[order])
            early = np.arange(len(order)) - starts < count
            chosen[order[early]] = True
        return chosen

    def run(self) -> bool:
        """All stages in order; False when time or patience ran out before the last proof."""
        stages = self.model.stages()
        for number, stage in enumerate(stages):
            self.share = (number / len(stages), (number + 1) / len(stages))
            began = time.monotonic()
            bound, proved = self._settle(stage)
            sampled = self.model.columns.sampled
            self._record(stage, bound, proved and not sampled, time.monotonic() - began)
            self.held.append((stage, stage.value(self.best)))
            if not proved:
                for later in stages[number + 1 :]:
                    self._record(later, INFINITY, proved=False, seconds=0.0)
                return False
        return not self.model.columns.sampled

    def _settle(self, stage: Stage) -> tuple[float, bool]:
        """Solve one stage, adding what the rules refuse until they refuse nothing."""
        ceiling = _ceiling(stage, self.model, INFINITY)
        if stage.value(self.best) >= ceiling:
            self._hold_ceiling(stage)
            return ceiling, True
        while True:
            relaxed = self._relax(stage, ceiling)
            if relaxed is None:
                return INFINITY, False
            bound, proved = self._close(stage, relaxed)
            if not self._mend_combinations() or not proved:
                break
        if proved:
            value = stage.value(self.best)
            if value >= ceiling:
                self._hold_ceiling(stage)
            elif relaxed.bound - value < _TINY:
                self.model.hold_face(relaxed)
            else:
                self.model.hold(stage, self.best)
            useless = relaxed.losses > relaxed.bound - value + _TINY
            useless[self.model.helpers :] = False
            self.active &= ~useless | (self.best > 0.5)
        return bound, proved

    def _hold_all(self) -> None:
        """Say every settled aim in full: their sparse words were not enough."""
        for stage, _value in self.held:
            self.model.hold(stage, self.best)
        self.in_full = True

    def _hold_ceiling(self, stage: Stage) -> None:
        """Everybody whom the aim counts is served: said person by person, in sparse rows."""
        columns = self.model.columns
        able = np.unique(columns.half_person)
        if stage.aim.tier is Tier.NEVER_SERVED:
            able = able[[columns.problem.people[row].never_served for row in able]]
        if stage.aim.tier in (Tier.SERVED, Tier.NEVER_SERVED):
            self.model.all_floors()[able] = 1.0  # rows of the first rule: activities of a person
        else:
            self.model.hold(stage, self.best)

    def _mend_combinations(self) -> bool:
        """Whether the plan in hand held a combination that the rules refuse; it no longer does."""
        mended = False
        while cuts := forbidden_combinations(self.model.columns, self.best):
            self.model.forbid(cuts)
            self.best = self.model.without(self.best, cuts)
            mended = True
        return mended

    def _relax(self, stage: Stage, ceiling: float) -> Relaxed | None:
        """What no plan can beat, and what each unused column would cost."""
        relaxed = self.relaxation.relax(self._program(stage), self.active, self.working, ceiling)
        if relaxed is None:
            return None
        self.working = relaxed.working | (self.best > 0.5)
        if self._is_whole(relaxed.x):
            self._take(stage, relaxed.x)
        return relaxed

    def _close(self, stage: Stage, relaxed: Relaxed) -> tuple[float, bool]:
        """Close the distance between plan and bound; all gains are whole numbers."""
        bound = float(np.floor(relaxed.bound + 1e-5))
        size = FIRST_POOL
        while bound - stage.value(self.best) >= 1 - _TINY:
            self._tell(stage, stage.value(self.best), bound)
            pool, reach = self._pool(relaxed, bound - stage.value(self.best), size)
            answer = self._exactly(stage, pool, bound)
            if answer.x is not None:
                found = np.zeros(len(self.active))
                found[pool] = answer.x
                self._take(stage, found)
                if stage.value(self.best) < answer.value - 0.5 and not self.in_full:
                    self._hold_all()
                    continue
            if not answer.proved:
                return bound, False
            # A plan with a column left out reaches at most the relaxed bound less its loss.
            beyond = (
                float(np.floor(relaxed.bound - reach + 1e-5)) if reach < INFINITY else -INFINITY
            )
            bound = min(bound, max(stage.value(self.best), beyond))
            size *= 4
        self._tell(stage, stage.value(self.best), bound)
        return bound, True

    def _pool(self, relaxed: Relaxed, gap: float, size: int) -> tuple[Ints, float]:
        """The columns to try, and the least loss of a column left out."""
        losses = relaxed.losses
        worth = self.active & (losses <= gap + _TINY)
        worth[self.model.helpers :] = False
        if worth.sum() > size:
            # The columns that made the bound first, then by what they would cost it.
            rank = np.where(relaxed.x > _TINY, -2.0, np.where(relaxed.working, -1.0, 0.0))
            places = np.nonzero(worth)[0]
            order = np.lexsort((rank[places], losses[places] + (rank[places] > -2.0)))
            worth[places[order[size:]]] = False
        worth |= self.best > 0.5
        out = self.active & ~worth
        out[self.model.helpers :] = False
        worth[self.model.helpers :] = True
        return np.nonzero(worth)[0], float(losses[out].min(initial=INFINITY))

    def _exactly(self, stage: Stage, pool: Ints, bound: float) -> Answer:
        def watch(value: float, limit: float) -> None:
            self._tell(stage, max(value, stage.value(self.best)), min(limit, bound))

        return maximise(
            self._program(stage).of(pool),
            self.clock,
            start=self.best[pool],
            seed=self.seed,
            watch=watch,
        )

    def _alone(self, stage: Stage) -> float:
        """What the aim could reach if nothing else counted: its own columns are all here."""
        own = stage.gains > 0
        model = self.model
        program = replace(self._program(stage), rows=model.hard(), lower=np.zeros(model.width))
        program = replace(program, floors=np.full(len(program.rows.limits), -INFINITY))
        relaxed = Relaxation(self.clock, self.seed).relax(program, own, own)
        return INFINITY if relaxed is None else float(np.floor(relaxed.bound + 1e-5))

    def _program(self, stage: Stage) -> Program:
        model = self.model
        return Program(
            model.rows(), stage.gains, model.lower, model.upper, model.whole, model.all_floors()
        )

    def _is_whole(self, x: Floats) -> bool:
        own = x[: self.model.helpers]
        return bool((np.abs(own - np.round(own)) < 1e-5).all())

    def _take(self, stage: Stage, x: Floats) -> None:
        full = self.model.completed(np.round(x[: self.model.helpers]))
        better = stage.value(full) >= stage.value(self.best)
        faithful = all(one.value(full) >= value - _TINY for one, value in self.held)
        if better and faithful and self.model.allows(full):
            self.best = full

    def _record(self, stage: Stage, bound: float, proved: bool, seconds: float) -> None:
        value = stage.value(self.best)
        sampled = self.model.columns.sampled
        limit = value if proved else _ceiling(stage, self.model, INFINITY if sampled else bound)
        if sampled and limit > value and stage.aim.name.startswith(_WHOLE):
            limit = max(value, min(limit, self._alone(stage)))
        shown = stage.aim.shown(value), stage.aim.shown(max(limit, value))
        self.results.append(TierResult(stage.aim.name, *shown, stage.aim.sign > 0, seconds))

    def _tell(self, stage: Stage, value: float, bound: float) -> None:
        shown = stage.aim.shown(value), stage.aim.shown(bound)
        if self.on_step is not None:
            spent = time.monotonic() - self.began
            self.on_step(Step(spent, stage.aim.name, *shown, tuple(self.results)))
        begin, end = self.share
        gap = abs(bound - value) / max(1.0, abs(value))
        self.monitor.tell(
            begin + (end - begin) * (1 - min(1.0, gap)),
            _("{aim}: {value}, nothing beats {bound} (gap {gap})").format(
                aim=tier_name(stage.aim.name),
                value=number_text(shown[0]),
                bound=number_text(shown[1]),
                gap=percent_text(gap, 2),
            ),
        )


def _ceiling(stage: Stage, model: Model, bound: float) -> float:
    """What the aim cannot exceed whatever the plan, even with columns that were not drawn."""
    columns, problem, tier = model.columns, model.columns.problem, stage.aim.tier
    able = np.unique(columns.half_person)
    if tier is Tier.SERVED:
        return min(bound, float(len(able)))
    if tier is Tier.NEVER_SERVED:
        return min(bound, float(sum(problem.people[row].never_served for row in able)))
    if tier is Tier.COVERAGE and columns.sampled:
        return float(len(problem.departments) + 2 * len(problem.sites))
    best = np.zeros(len(problem.people))
    np.maximum.at(best, columns.half_person, stage.gains[columns.half_column])
    if columns.sampled and not stage.aim.name.startswith(_WHOLE):
        best[:] = best.max(initial=0.0)
    most = np.array([one.max_activities for one in problem.people])
    return min(bound, float(best @ most) + sum(helper.upper for helper in stage.aim.helpers))
