"""The hard rules between activities as rows of a matrix: packing rows, each `sum ≤ limit`.

One function a rule, whole arrays at a time; the sentences are in `rules_together`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from desktop.core.planning.columns import Columns
from desktop.core.planning.tables import Ints

Floats = NDArray[np.float64]


@dataclass
class Matrix:
    """Rows being gathered as triplets; a row never holds a column twice."""

    columns: Columns
    rules: list[str] = field(default_factory=list)
    limits: list[Floats] = field(default_factory=list)
    rows: list[Ints] = field(default_factory=list)
    cols: list[Ints] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)
    height: int = 0

    def add(
        self, rule: str, rows: Ints, cols: Ints, limits: Floats, values: Floats | None = None
    ) -> None:
        """A family of rows numbered from 0; empty rows are harmless."""
        self.rules += [rule] * len(limits)
        self.limits.append(limits.astype(np.float64))
        self.rows.append(rows + self.height)
        self.cols.append(cols)
        self.values.append(np.ones(len(rows)) if values is None else values.astype(np.float64))
        self.height += len(limits)

    def grouped(
        self, rule: str, keys: Ints, cols: Ints, limit_of: Floats, values: Floats | None = None
    ) -> None:
        """One row for each key met; `limit_of` gives the limit of every entry's key."""
        found, first, rows = np.unique(keys, return_index=True, return_inverse=True)
        self.add(rule, rows, cols, limit_of[first] if len(found) else np.zeros(0), values)


def hard_rows(columns: Columns) -> Matrix:
    """Every rule between activities that a packing row can hold."""
    matrix = Matrix(columns)
    for rule in (
        nobody_has_more_activities_than_agreed,
        one_thing_at_a_time,
        activities_of_one_person_are_spaced,
        seats_are_not_overbooked,
        hosts_do_not_visit_meanwhile,
        departments_keep_enough_people,
        quotas_are_respected,
        a_stay_has_one_guest,
        rooms_of_the_night_are_not_exceeded,
        announced_visits_are_not_exceeded,
        stays_keep_within_the_budget,
    ):
        rule(matrix)
    return matrix


def nobody_has_more_activities_than_agreed(matrix: Matrix) -> None:
    columns = matrix.columns
    limits = np.array([one.max_activities for one in columns.problem.people], np.float64)
    matrix.add("max_activities", columns.half_person, columns.half_column, limits)


def _several(columns: Columns) -> NDArray[np.bool_]:
    """Halves of people who may have more than one activity."""
    many = np.array([one.max_activities > 1 for one in columns.problem.people], np.bool_)
    return many[columns.half_person] | columns.forced[columns.half_column]


def one_thing_at_a_time(matrix: Matrix) -> None:
    columns = matrix.columns
    halves, days = columns.half_days(_several(columns))
    keys = columns.half_person[halves] * columns.tables.days + days
    matrix.grouped("one_at_a_time", keys, columns.half_column[halves], np.ones(len(keys)))


def activities_of_one_person_are_spaced(matrix: Matrix) -> None:
    """One beginning at most in every window of as many days as must lie between two."""
    columns = matrix.columns
    spacing = columns.problem.settings.spacing_days
    if spacing <= 1:
        return
    halves = np.nonzero(_several(columns))[0]
    width = columns.tables.days + spacing
    keys = np.concatenate(
        [
            columns.half_person[halves] * width + columns.half_first[halves] + step
            for step in range(spacing)
        ]
    )
    cols = np.tile(columns.half_column[halves], spacing)
    matrix.grouped("spacing", keys, cols, np.ones(len(keys)))


def seats_are_not_overbooked(matrix: Matrix) -> None:
    """A swap takes the whole slot."""
    columns = matrix.columns
    seats = np.array([slot.seats for slot in columns.problem.slots], np.float64)
    halves = np.nonzero(columns.half_slot >= 0)[0]
    slots, cols = columns.half_slot[halves], columns.half_column[halves]
    values = np.where(columns.swaps[cols], np.maximum(seats[slots], 1), 1.0)
    matrix.add("seats", slots, cols, seats, values)


def hosts_do_not_visit_meanwhile(matrix: Matrix) -> None:
    """A host who goes away takes all the seats of the slot that they host that day."""
    columns = matrix.columns
    tables = columns.tables
    visits = (columns.half_slot >= 0) & ~columns.swaps[columns.half_column]
    visited = np.zeros(len(tables.first), np.bool_)
    visited[columns.half_slot[visits]] = True
    goes = np.isin(np.arange(len(tables.home)), columns.half_person)
    hosted = np.nonzero(visited & (tables.host >= 0) & goes[tables.host])[0]
    if not len(hosted):
        return
    lengths = tables.last[hosted] - tables.first[hosted] + 1
    slots = np.repeat(hosted, lengths)
    steps = np.arange(len(slots)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    days = tables.first[slots] + steps
    seats = np.array([slot.seats for slot in columns.problem.slots], np.float64)
    _host_rows(matrix, slots, days, seats, visits)


def _host_rows(
    matrix: Matrix, slots: Ints, days: Ints, seats: Floats, visits: NDArray[np.bool_]
) -> None:
    """One row for each hosted slot and day: `seats × host away + visitors ≤ seats`."""
    columns = matrix.columns
    width = columns.tables.days
    is_host = np.zeros(len(columns.tables.home), np.bool_)
    is_host[columns.tables.host[slots]] = True
    halves, away_days = columns.half_days(is_host[columns.half_person])
    away_keys = columns.half_person[halves] * width + away_days
    host_keys = columns.tables.host[slots] * width + days
    left, right = _joined(host_keys, away_keys)
    away_rows, away_cols = left, columns.half_column[halves[right]]
    visitors = np.nonzero(visits)[0]
    left, right = _joined(slots, columns.half_slot[visitors])
    visit_rows, visit_cols = left, columns.half_column[visitors[right]]
    own = columns.half_person[visitors[right]] == columns.tables.host[slots[left]]
    rows = np.concatenate([away_rows, visit_rows[~own]])
    cols = np.concatenate([away_cols, visit_cols[~own]])
    values = np.concatenate([seats[slots[away_rows]], np.ones(int((~own).sum()))])
    matrix.add("host_away", rows, cols, seats[slots], values)


def _joined(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """All pairs of places with equal keys (an inner join)."""
    order = np.argsort(right, kind="stable")
    begin = np.searchsorted(right[order], left, "left")
    end = np.searchsorted(right[order], left, "right")
    lengths = end - begin
    places = np.repeat(np.arange(len(left)), lengths)
    steps = np.arange(len(places)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return places, order[np.repeat(begin, lengths) + steps]


def departments_keep_enough_people(matrix: Matrix) -> None:
    columns, tables, problem = matrix.columns, matrix.columns.tables, matrix.columns.problem
    departs = (columns.half_slot >= 0) & (tables.department[columns.half_person] >= 0)
    halves, days = columns.half_days(departs)
    departments = tables.department[columns.half_person[halves]]
    keys = departments * tables.days + days
    found, rows = np.unique(keys, return_inverse=True)
    most = [
        problem.away_limit(
            problem.departments[key // tables.days].id,
            date.fromordinal(key % tables.days + tables.day0),
        )
        for key in found.tolist()
    ]
    limits = np.array(most, np.float64)[rows]
    matrix.grouped("away_share", keys, columns.half_column[halves], limits)


def quotas_are_respected(matrix: Matrix) -> None:
    columns, problem = matrix.columns, matrix.columns.problem
    for key, limit in sorted(problem.settings.quotas.items()):
        kind, _, code = key.partition(":")
        if kind == "site":
            rows = [n for n, site in enumerate(problem.sites) if site.code == code]
            halves = np.nonzero(np.isin(columns.half_site, rows))[0]
        else:
            rows = [n for n, one in enumerate(problem.departments) if one.code == code]
            mine = columns.tables.department[columns.half_person]
            halves = np.nonzero(np.isin(mine, rows))[0]
        cols, counts = np.unique(columns.half_column[halves], return_counts=True)
        weights: Floats = counts.astype(np.float64)
        matrix.add("quota", np.zeros(len(cols), np.int64), cols, np.array([float(limit)]), weights)


def a_stay_has_one_guest(matrix: Matrix) -> None:
    columns = matrix.columns
    guests = np.nonzero(columns.stay >= 0)[0]
    matrix.add("stay_taken", columns.stay[guests], guests, np.ones(len(columns.problem.stays)))


def rooms_of_the_night_are_not_exceeded(matrix: Matrix) -> None:
    columns, tables = matrix.columns, matrix.columns.tables
    halves, days = columns.half_days(columns.half_stay >= 0)
    nights = days < columns.half_last[halves]  # the day of departure is no night
    halves, days = halves[nights], days[nights]
    rooms = np.array([site.rooms for site in columns.problem.sites], np.float64)
    sites = columns.half_site[halves]
    matrix.grouped("rooms", sites * tables.days + days, columns.half_column[halves], rooms[sites])


def announced_visits_are_not_exceeded(matrix: Matrix) -> None:
    columns = matrix.columns
    limit = columns.problem.settings.visits_per_site
    if not limit:
        return
    guests = np.nonzero(columns.stay >= 0)[0]
    sites = columns.stays.site[columns.stay[guests]]
    matrix.grouped("visits_per_site", sites, guests, np.full(len(guests), float(limit)))


def stays_keep_within_the_budget(matrix: Matrix) -> None:
    columns = matrix.columns
    budget = columns.problem.settings.stay_budget
    if not budget:
        return
    guests = np.nonzero(columns.stay >= 0)[0]
    prices: Floats = np.array([float(offer.price) for offer in columns.problem.stays])
    matrix.add(
        "stay_budget",
        np.zeros(len(guests), np.int64),
        guests,
        np.array([float(budget)]),
        prices[columns.stay[guests]],
    )
