"""What the board does to the plan when the user says so: each act is one step of undo."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QInputDialog, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.vocabulary import AssignmentStatus
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.planning.cells import Axis, Chip, Grid
from desktop.ui.planning.judge import BoardJudge, judged
from desktop.ui.planning.painting import Level, Verdict
from desktop.ui.planning.panel import BoardPanel, Draft
from desktop.ui.planning.view import Carried
from desktop.usecases import attendance, bulk, planning, publishing


class Acts:
    """Carries out drops and buttons; refusals are explained in the panel."""

    def __init__(self, desk: Desk, panel: BoardPanel, parent: QWidget) -> None:
        self._desk, self._panel, self._parent = desk, panel, parent

    def put_down(
        self, judge: BoardJudge, grid: Grid, carried: Carried, place: tuple[int, int, Chip | None]
    ) -> None:
        """What a drop at (row, column, chip under the pointer) means."""
        row, column, onto = place
        if grid.axis is not Axis.PEOPLE and _is_exchange(carried, onto):
            assert onto is not None
            self._exchange(carried, onto)
            return
        person = grid.lines[row].key if grid.axis is Axis.PEOPLE else carried.person_id
        leaving = judge.seat_of(carried)
        tries = [
            (slot, judged(judge.reasons(person, slot.id, leaving.id if leaving else None)))
            for slot in judge.slots_for(grid, row, column, carried, onto)
            if slot != leaving or grid.axis is Axis.PEOPLE
        ]
        if not tries:
            return
        slot, verdict = min(tries, key=lambda one: list(Level).index(one[1].level))
        if verdict.level is Level.REFUSED:
            self._explain(Draft(person, slot.id, carried.assignment_id), grid, verdict)
            return
        self.place(Draft(person, slot.id, carried.assignment_id, grid.axis is Axis.PEOPLE))

    def _explain(self, draft: Draft, grid: Grid, verdict: Verdict) -> None:
        wanted = Draft(
            draft.person_id, draft.slot_id, draft.assignment_id, grid.axis is Axis.PEOPLE
        )
        self._panel.show_reasons(_("Not possible here:"), verdict.reasons, draft=wanted)

    def place(self, draft: Draft, *, anyway: bool = False) -> None:
        """Assign, move or give a seat; `anyway` drafts over what blocks, knowingly."""
        do = partial(self._desk.do, or_else=self._refused, anyway=anyway)
        if draft.assignment_id is None:
            do(planning.assign, draft.person_id, draft.slot_id)
        elif draft.gives_seat:
            do(planning.give_seat, draft.assignment_id, draft.person_id)
        else:
            do(planning.move, draft.assignment_id, draft.slot_id)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, planning.Refused):
            reasons = [f"{one.message} {one.mend}".strip() for one in error.reasons]
            self._panel.show_reasons(_("Not possible here:"), reasons)
        else:
            alerts.show(error, self._parent)

    def _exchange(self, carried: Carried, onto: Chip) -> None:
        question = _("Exchange these two places?")
        if alerts.ask(self._parent, question, yes=_("Exchange")):
            self._desk.do(
                planning.exchange, carried.assignment_id, onto.assignment_id, or_else=self._refused
            )

    def pin(self, chips: Iterable[Chip]) -> None:
        """Pin, or unpin where the first is pinned already; several are one step of undo."""
        places = list(chips)
        if places:
            ids = tuple(one.assignment_id for one in places if one.assignment_id is not None)
            self._do(bulk.pin_places, ids, pinned=not places[0].pinned)

    def remove(self, chips: Iterable[Chip]) -> None:
        ids = tuple(one.assignment_id for one in chips if one.assignment_id is not None)
        if len(ids) > 1:
            words = ngettext("Free {count} place?", "Free {count} places?", len(ids))
            question = words.format(count=len(ids))
            if not alerts.ask(self._parent, question, yes=_("Remove from the plan")):
                return
        self._do(bulk.free_places, ids)

    def confirm(self, chip: Chip) -> None:
        self._do(publishing.confirm, chip.assignment_id, datetime.now(UTC))

    def close_day(self, chip: Chip, end: AssignmentStatus) -> None:
        """How the day went; a day lived in part asks how much was missed."""
        missed = 0
        if end is AssignmentStatus.PARTIAL:
            missed, given = QInputDialog.getInt(
                self._parent, _("Partly done"), _("Minutes missed"), 60, 0, 24 * 60
            )
            if not given:
                return
        now = datetime.now(UTC)
        self._do(attendance.note_attendance, chip.assignment_id, end, now, missed_minutes=missed)

    def _do(self, use_case: object, *args: object, **options: object) -> None:
        refuse = partial(alerts.show, parent=self._parent)
        self._desk.do(use_case, *args, or_else=refuse, **options)  # type: ignore[arg-type] # handed on


def _is_exchange(carried: Carried, onto: Chip | None) -> bool:
    return (
        onto is not None
        and onto.assignment_id is not None
        and carried.assignment_id is not None
        and onto.assignment_id != carried.assignment_id
    )
