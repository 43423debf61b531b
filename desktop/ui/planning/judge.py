"""Judges a drop in memory, by the same rules as everything else: no database, no wait."""

from __future__ import annotations

from datetime import date

from desktop.core.labour.breach import Breach
from desktop.core.planning.plan import Activity, Plan, immersion
from desktop.core.planning.problem import Problem
from desktop.core.planning.rules import objections
from desktop.ui.planning.cells import OPEN_ROW, Axis, Chip, Grid
from desktop.ui.planning.painting import Level, Verdict
from desktop.ui.planning.view import Carried
from desktop.usecases.board import Board, BoardSlot


class BoardJudge:
    """Holds the snapshot that the board was read with."""

    def __init__(self, problem: Problem, board: Board) -> None:
        self._problem = problem
        self._plan = Plan(tuple(one.activity for one in problem.standing))
        self._slots: dict[tuple[int, date], list[BoardSlot]] = {}
        self._slot_by_id = {slot.id: slot for slot in board.slots}
        for slot in board.slots:
            self._slots.setdefault((slot.site_id, slot.day), []).append(slot)

    def slots_for(
        self, grid: Grid, row: int, column: int, carried: Carried, onto: Chip | None = None
    ) -> list[BoardSlot]:
        """The slots that a drop in this cell may mean, the one under the pointer first."""
        if grid.lines[row].key == OPEN_ROW:
            return []
        if grid.axis is Axis.SITES:
            found = list(self._slots.get((grid.lines[row].key, grid.days[column]), ()))
        else:
            slot = self.seat_of(carried)
            found = [slot] if slot is not None and slot.day == grid.days[column] else []
        if onto is not None:
            found.sort(key=lambda slot: slot.id != onto.slot_id)
        return found

    def slot(self, slot_id: int) -> BoardSlot | None:
        return self._slot_by_id.get(slot_id)

    def seat_of(self, carried: Carried) -> BoardSlot | None:
        for slot in self._slot_by_id.values():
            if any(seat.assignment_id == carried.assignment_id for seat in slot.taken):
                return slot
        return None

    def reasons(self, person: int, slot: int, leaving: int | None) -> tuple[Breach, ...]:
        """All that speaks against this person in this slot, once she has left `leaving`."""
        plan = self._plan.without(*self._activities(person, leaving)) if leaving else self._plan
        return objections(self._problem, plan, immersion(person, slot))

    def _activities(self, person: int, slot: int | None) -> tuple[Activity, ...]:
        mine = self._plan.by_person.get(person, ())
        return tuple(one for one in mine if not one.is_stay and one.target == slot)

    def verdict(self, grid: Grid, carried: Carried, row: int, column: int) -> Verdict | None:
        """The best that a drop in this cell can be; None where there is nothing to drop on."""
        person = carried.person_id
        if grid.lines[row].key == OPEN_ROW:
            return None
        if grid.axis is Axis.PEOPLE:
            person = grid.lines[row].key
        elif grid.axis is Axis.PAIRS:
            return None
        seat = self.seat_of(carried)
        leaving = seat.id if seat is not None and grid.axis is Axis.SITES else None
        slots = self.slots_for(grid, row, column, carried)
        verdicts = [
            judged(self.reasons(person, slot.id, leaving))
            for slot in slots
            if leaving != slot.id or grid.axis is Axis.PEOPLE
        ]
        order = list(Level)
        return min(verdicts, key=lambda one: order.index(one.level), default=None)


def judged(reasons: tuple[Breach, ...]) -> Verdict:
    """The sentences of all the reasons, the blocking ones first."""
    if not reasons:
        return Verdict(Level.ALLOWED)
    ordered = sorted(reasons, key=lambda breach: not breach.blocks)
    level = Level.REFUSED if ordered[0].blocks else Level.WARNED
    return Verdict(level, tuple(f"{one.message} {one.mend}".strip() for one in ordered))
