"""What the coordinator does with one stay beside its steps: sign, move, prove, draw, correct."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.stays import states
from desktop.core.stays.benefit import cents
from desktop.core.stays.terms import Terms
from desktop.core.vocabulary import StayStatus
from desktop.desk import Desk
from desktop.ui.stays.paper_dialogs import (
    CompanionsDialog,
    DrawDialog,
    LinesDialog,
    MoveDialog,
    ProofsDialog,
    SignDialog,
)
from desktop.usecases.stay_companions import name_companions
from desktop.usecases.stay_money import SettledLine, correct_settlement, list_settlements
from desktop.usecases.stay_papers import ProofKind, add_proof, list_proofs, sign_terms
from desktop.usecases.stay_terms import get_terms
from desktop.usecases.stays import DrawRecord, StayRow, get_draw, move_stay

Action = tuple[str, Callable[[], None]]


class StayActions:
    """Opens the dialogs over `parent` and writes what they give."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent

    def for_stay(self, row: StayRow) -> tuple[Action, ...]:
        """What may be done with a stay in this state, in words, beside its steps."""
        found: list[Action] = []
        if row.status in states.PROMISED:
            if not row.signed:
                found.append((_("Scenario and commitments…"), partial(self.sign, row)))
            found.append((_("Move the dates…"), partial(self.move, row)))
            found.append((_("Companions…"), partial(self.companions, row)))
        if row.status not in states.OVER | states.WAITING:
            found.append((_("Proofs…"), partial(self.proofs, row)))
        if row.status not in states.OVER | states.WAITING:
            found.append((_("The draw…"), partial(self.draw, row)))
        if row.status is StayStatus.SETTLED:
            found.append((_("Payroll lines…"), partial(self.lines, row)))
        return tuple(found)

    def sign(self, row: StayRow) -> None:
        def show(terms: Terms) -> None:
            dialog = SignDialog(row.alias, terms, self._parent)
            dialog.given.connect(lambda day: self._desk.do(sign_terms, row.id, day))
            dialog.open()

        self._desk.ask(get_terms, then=show)

    def move(self, row: StayRow) -> None:
        dialog = MoveDialog(row, self._parent)
        dialog.given.connect(lambda day: self._desk.do(move_stay, row.id, day, _today()))
        dialog.open()

    def companions(self, row: StayRow) -> None:
        dialog = CompanionsDialog(row, self._parent)
        dialog.given.connect(lambda names: self._desk.do(name_companions, row.id, names))
        dialog.open()

    def proofs(self, row: StayRow) -> None:
        dialog = ProofsDialog(row.alias, self._parent)

        def join(kind: ProofKind, name: str, content: bytes) -> None:
            self._desk.do(add_proof, row.id, kind, name, content)

        dialog.joined.connect(join)
        self._desk.ask(list_proofs, row.id, then=dialog.show_proofs)
        dialog.open()

    def draw(self, row: StayRow) -> None:
        def show(record: DrawRecord | None) -> None:
            DrawDialog(row.alias, record, self._parent).open()

        self._desk.ask(get_draw, row.id, then=show)

    def lines(self, row: StayRow) -> None:
        def show(found: tuple[SettledLine, ...]) -> None:
            dialog = LinesDialog(row.alias, found, self._parent)
            dialog.given.connect(self._correct)
            dialog.open()

        self._desk.ask(list_settlements, row.id, then=show)

    def _correct(self, line: int, value: float) -> None:
        self._desk.do(correct_settlement, line, cents(Decimal(str(value))), _today())


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
