"""The whole programme: columns and helpers, hard rows, aims in stages, what is held so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from desktop.core.planning.aims import Aim, Helper
from desktop.core.planning.columns import Columns
from desktop.core.planning.highs import Floats, Rows, one_row, rows_from_triplets
from desktop.core.planning.matrix import Matrix
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
        return float(self.gains @ x)


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
        if self._hard is None:
            matrix = self.matrix
            self._hard = rows_from_triplets(
                np.concatenate(matrix.rows),
                np.concatenate(matrix.cols),
                np.concatenate(matrix.values),
                self.limits,
                self.width,
            )
        if self._rows is None:
            self._rows = self._hard.above(self._soft(self._helper_rows))
        return self._rows

    def reset(self) -> None:
        """Forget the compiled rows: limits have changed."""
        self._hard = self._rows = None

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

    def completed(self, x: Floats) -> Floats:
        """Columns followed by the best values of the helpers."""
        values = [_best(helper, x) for helper in self._all_helpers]
        return np.concatenate([x, np.array(values)])

    def allows(self, x: Floats) -> bool:
        """Whether every row holds."""
        rows = self.rows()
        return bool((rows.used(x) <= rows.limits + 1e-6).all())

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


def _best(helper: Helper, x: Floats) -> float:
    driven = float(helper.weights @ x[helper.cols])
    most = min(helper.upper, helper.constant + driven)
    return max(0.0, min(most, helper.constant - driven) if helper.two_sided else most)
