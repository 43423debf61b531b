"""The whole programme: columns and helpers, hard rows, aims in stages, what is held so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from desktop.core.planning.aims import Aim, Helper
from desktop.core.planning.columns import Columns
from desktop.core.planning.highs import INFINITY, Floats, Rows, one_row, rows_from_triplets
from desktop.core.planning.matrix import Matrix
from desktop.core.planning.relaxation import Relaxed
from desktop.core.planning.tables import Bools, Ints


@dataclass(frozen=True)
class Stage:
    """One aim over all variables.

    Aims are never summed with weights: alone, each is rounded to a whole bound, which is what
    proves it; a sum would let a fraction of the first outweigh many units of the second.
    """

    aim: Aim
    gains: Floats

    def value(self, x: Floats) -> float:
        used = np.nonzero(x)[0]
        return float(self.gains[used] @ x[used])


@dataclass
class Model:
    """Variables are the columns, then the helpers of every aim."""

    columns: Columns
    matrix: Matrix
    limits: Floats
    aims: list[Aim]
    _hard: Rows | None = None
    _rows: Rows | None = None

    @property
    def helpers(self) -> int:
        """Number of the first helper."""
        return len(self.columns)

    @cached_property
    def _all_helpers(self) -> list[Helper]:
        return [helper for aim in self.aims for helper in aim.helpers]

    @cached_property
    def width(self) -> int:
        return self.helpers + len(self._all_helpers)

    @cached_property
    def lower(self) -> Floats:
        lower = np.zeros(self.width)
        lower[: self.helpers] = self.columns.forced
        return lower

    @cached_property
    def upper(self) -> Floats:
        uppers = np.array([helper.upper for helper in self._all_helpers])
        return np.concatenate([np.ones(self.helpers), uppers])

    @cached_property
    def whole(self) -> Bools:
        """Helpers are whole of themselves once the columns are."""
        whole = np.zeros(self.width, np.bool_)
        whole[: self.helpers] = True
        return whole

    def rows(self) -> Rows:
        """Hard rows, helper rows, then cuts and held aims."""
        if self._rows is None:
            self._rows = self.hard().above(self._soft(self._helper_rows))
        return self._rows

    def hard(self) -> Rows:
        """The rules alone."""
        if self._hard is None:
            matrix = self.matrix
            self._hard = rows_from_triplets(
                np.concatenate(matrix.rows),
                np.concatenate(matrix.cols),
                np.concatenate(matrix.values),
                self.limits,
                self.width,
            )
        return self._hard

    def reset(self) -> None:
        """Forget the compiled rows: limits have changed."""
        self._hard = self._rows = None
        self.floors = np.full(0, -INFINITY)

    def _soft(self, rows: list[tuple[Ints, Floats, float]]) -> Rows:
        lengths = [len(cols) for cols, _, _ in rows]
        return rows_from_triplets(
            np.repeat(np.arange(len(rows)), lengths),
            np.concatenate([np.zeros(0, np.int64), *(cols for cols, _, _ in rows)]),
            np.concatenate([np.zeros(0), *(values for _, values, _ in rows)]),
            np.array([limit for _, _, limit in rows]),
            self.width,
        )

    @cached_property
    def _helper_rows(self) -> list[tuple[Ints, Floats, float]]:
        found = []
        for number, helper in enumerate(self._all_helpers, start=self.helpers):
            cols = np.append(helper.cols, number)
            found.append((cols, np.append(-helper.weights, 1.0), helper.constant))
            if helper.two_sided:
                found.append((cols, np.append(helper.weights, 1.0), helper.constant))
        return found

    @cached_property
    def _drivers(self) -> tuple[Ints, Floats, Ints]:
        """Columns and weights of all helpers end to end, and where each begins."""
        helpers = self._all_helpers
        cols = np.concatenate([np.zeros(0, np.int64), *(one.cols for one in helpers)])
        weights = np.concatenate([np.zeros(0), *(one.weights for one in helpers)])
        lengths = np.array([len(one.cols) for one in helpers], np.int64)
        return cols, weights, np.repeat(np.arange(len(helpers)), lengths)

    def completed(self, x: Floats) -> Floats:
        """Columns followed by the best values of the helpers."""
        helpers = self._all_helpers
        cols, weights, owners = self._drivers
        driven = np.bincount(owners, weights * x[cols], minlength=len(helpers))
        constants = np.array([one.constant for one in helpers])
        most = np.minimum(self.upper[self.helpers :], constants + driven)
        other_side = np.array([one.two_sided for one in helpers], np.bool_)
        most = np.where(other_side, np.minimum(most, constants - driven), most)
        return np.concatenate([x, np.maximum(0.0, most)])

    def allows(self, x: Floats) -> bool:
        """Whether every row holds."""
        rows = self.rows()
        used = rows.used(x)
        above = used >= self.all_floors() - 1e-6
        return bool((used <= rows.limits + 1e-6).all() and above.all())

    @cached_property
    def floors(self) -> Floats:
        """What each row reaches at least; rows added later have no floor."""
        return np.full(0, -INFINITY)

    def all_floors(self) -> Floats:
        """One floor for each row."""
        missing = len(self.rows().limits) - len(self.floors)
        if missing:
            self.floors = np.concatenate([self.floors, np.full(missing, -INFINITY)])
        return self.floors

    def hold_face(self, relaxed: Relaxed) -> None:
        """Keep to what reaches the relaxed bound: the same as `hold`, in far sparser words."""
        rows, floors = self.rows(), self.all_floors()
        used = rows.used(relaxed.x)[relaxed.tight]
        at_limit = np.abs(used - rows.limits[relaxed.tight]) < 1e-6
        floors[relaxed.tight[at_limit]] = rows.limits[relaxed.tight[at_limit]]
        low = relaxed.tight[~at_limit]
        rows.limits[low] = floors[low]
        self.lower = np.where(relaxed.firm, self.upper, self.lower)
        idle = (relaxed.losses > 1e-6) & (self.lower <= 0)
        idle[: self.helpers] = False
        self.upper = np.where(idle, 0.0, self.upper)

    def hold(self, stage: Stage, x: Floats) -> None:
        """Later stages may not give up what this one reached."""
        used = np.nonzero(stage.gains)[0]
        row = one_row(used, -stage.gains[used], -stage.value(x), self.width)
        self._rows = self.rows().above(row)

    def forbid(self, sets: list[Ints]) -> None:
        """None of these sets of columns may happen whole."""
        for cols in sets:
            row = one_row(np.sort(cols), np.ones(len(cols)), len(cols) - 1.0, self.width)
            self._rows = self.rows().above(row)

    def without(self, x: Floats, sets: list[Ints]) -> Floats:
        """The same plan less one column of each set that it holds whole."""
        kept = x[: self.helpers].copy()
        for cols in sets:
            if (kept[cols] > 0.5).all():
                loose = [col for col in cols if not self.columns.forced[col]]
                kept[loose[-1]] = 0.0
        return self.completed(kept)

    def stages(self) -> list[Stage]:
        """The aims in their order."""
        return [Stage(aim, self._part(number)) for number, aim in enumerate(self.aims)]

    def _part(self, number: int) -> Floats:
        part = np.zeros(self.width)
        part[: self.helpers] = self.aims[number].gains
        before = sum(len(aim.helpers) for aim in self.aims[:number])
        first = self.helpers + before
        part[first : first + len(self.aims[number].helpers)] = 1.0
        return part
