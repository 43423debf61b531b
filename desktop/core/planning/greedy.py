"""A first complete plan at once: first come, first served, those never served before the others."""

from __future__ import annotations

import numpy as np

from desktop.core.planning.columns import Columns
from desktop.core.planning.highs import Floats, Rows
from desktop.core.planning.tables import Ints

ENOUGH = 40
"""Choices beyond which a person is not in a hurry."""


def greedy_start(columns: Columns, rows: Rows, limits: Floats, seed: int) -> Floats:
    """One activity for as many people as come to it; what is forced or can be kept stays."""
    x = np.zeros(rows.width)
    x[: len(columns)] = columns.forced
    left = limits - rows.used(x)
    served = set(columns.half_person[columns.forced[columns.half_column]].tolist())
    for column in np.nonzero(columns.kept & ~columns.forced)[0]:
        if _fits(rows, left, int(column)):
            _take(rows, left, x, int(column))
            served.add(int(columns.person[column]))
            if columns.swaps[column]:
                served.add(int(columns.other_person[column]))
    single = np.nonzero(~columns.swaps)[0]
    order = single[np.argsort(columns.person[single], kind="stable")]
    people = np.arange(len(columns.problem.people))
    begin = np.searchsorted(columns.person[order], people)
    end = np.searchsorted(columns.person[order], people, "right")
    for person in _queue(columns, np.minimum(end - begin, ENOUGH), seed):
        if person in served:
            continue
        for column in order[begin[person] : end[person]]:
            if _fits(rows, left, int(column)):
                _take(rows, left, x, int(column))
                break
    return x[: len(columns)]


def _queue(columns: Columns, choices: Ints, seed: int) -> list[int]:
    """Those with little choice first, then those never served; ties by the seed."""
    draw = np.random.default_rng(seed).permutation(len(columns.problem.people))
    before = np.array([not one.never_served for one in columns.problem.people], np.bool_)
    order: list[int] = np.lexsort((draw, before, choices)).tolist()
    return order


def _fits(rows: Rows, left: Floats, column: int) -> bool:
    entries = slice(rows.starts[column], rows.starts[column + 1])
    return bool((left[rows.index[entries]] >= rows.values[entries] - 1e-9).all())


def _take(rows: Rows, left: Floats, x: Floats, column: int) -> None:
    entries = slice(rows.starts[column], rows.starts[column + 1])
    left[rows.index[entries]] -= rows.values[entries]
    x[column] = 1.0
