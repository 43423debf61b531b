"""At the right of the board: the chip in hand, reasons, candidates, and who is not placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, date_text
from desktop.core.labels import label
from desktop.ui.planning.cells import Chip, hours_text
from desktop.ui.planning.view import Carried, as_mime
from desktop.ui.widgets.basics import labelled, paragraph, scrolled
from desktop.usecases.board import BoardSlot

PERSON_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a list: a person, what is said of her, and whether she can be chosen."""

    person_id: int
    title: str
    detail: str
    allowed: bool = True


class PeopleList(QListWidget):
    """People to be dragged onto the board, or chosen with Enter."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(False)

    def show_choices(self, choices: Iterable[Choice]) -> None:
        self.clear()
        for choice in choices:
            mark = "✓ " if choice.allowed else "✗ "
            item = QListWidgetItem(f"{mark}{choice.title}\n{choice.detail}".strip())
            item.setData(PERSON_ROLE, choice.person_id)
            self.addItem(item)

    def person_at(self, index: QModelIndex) -> int | None:
        person = index.data(PERSON_ROLE)
        return person if isinstance(person, int) else None

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:  # noqa: N802 -- Qt's name
        return as_mime(Carried(items[0].data(PERSON_ROLE))) if items else QMimeData()


class BoardPanel(QWidget):
    """Says and offers; the page acts."""

    pin_wanted = Signal(object)
    remove_wanted = Signal(object)
    take_up_wanted = Signal(object)
    why_wanted = Signal(object)
    documents_wanted = Signal(object)
    candidates_wanted = Signal(int)
    assign_wanted = Signal(int, int)
    """Person, slot."""
    person_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip: Chip | None = None
        self._slot: BoardSlot | None = None
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Details"))
        self.tabs.addTab(self._build_detail(), _("Selection"))
        self.unplaced = PeopleList(_("People not placed"))
        self.unplaced.activated.connect(self._ask_person)
        self.tabs.addTab(self.unplaced, _("Not placed"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def _build_detail(self) -> QWidget:
        content = QWidget()
        self._title = labelled("section", "")
        self._title.setWordWrap(True)
        self._facts = paragraph("")
        self._reasons = paragraph("")
        self._actions = [
            self._button(_("Pin"), lambda: self.pin_wanted.emit(self._chip)),
            self._button(_("Move…"), lambda: self.take_up_wanted.emit(self._chip)),
            self._button(_("Remove from the plan"), lambda: self.remove_wanted.emit(self._chip)),
            self._button(_("Why here?"), lambda: self.why_wanted.emit(self._chip)),
            self._button(_("Documents…"), lambda: self.documents_wanted.emit(self._chip)),
            self._button(_("Who could come?"), self._ask_candidates),
        ]
        self.candidates = PeopleList(_("Candidates, best first"))
        self.candidates.activated.connect(self._choose_candidate)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (self._title, self._facts, *self._actions, self._reasons, self.candidates):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.show_chip(None, None)
        return scrolled(content)

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(act)
        return button

    # -- what the page tells

    def show_chip(self, chip: Chip | None, slot: BoardSlot | None) -> None:
        """Describe what is chosen and offer what can be done with it."""
        self._chip, self._slot = chip, slot
        self._reasons.setText("")
        self.candidates.hide()
        pin, move, remove, why, papers, who = self._actions
        taken = chip is not None and chip.person_id is not None
        movable = taken and chip is not None and not chip.past
        for button, shown in (
            (pin, movable),
            (move, movable),
            (remove, movable),
            (why, taken),
            (papers, taken),
            (who, slot is not None and slot.open > 0),
        ):
            button.setVisible(bool(shown))
        if chip is None or slot is None:
            self._title.setText(_("Nothing is selected"))
            self._facts.setText(
                _("Choose somebody or an open seat on the board; drag people to move them.")
            )
            return
        pin.setText(_("Unpin") if chip.pinned else _("Pin"))
        self._title.setText(chip.title)
        self._facts.setText(slot_facts(slot, chip))

    def show_reasons(self, title: str, reasons: Iterable[str]) -> None:
        """All the reasons at once, under a heading."""
        lines = "\n\n".join(f"• {reason}" for reason in reasons)
        self._reasons.setText(f"{title}\n\n{lines}" if lines else title)
        self.tabs.setCurrentIndex(0)

    def show_candidates(self, choices: Sequence[Choice]) -> None:
        self.candidates.show_choices(choices)
        self.candidates.setVisible(bool(choices))
        if not choices:
            self.show_reasons(_("Nobody could come without breaking a rule."), ())

    def show_unplaced(self, choices: Sequence[Choice]) -> None:
        self.unplaced.show_choices(choices)
        self.tabs.setTabText(1, _("Not placed ({count})").format(count=len(choices)))

    # -- what the user asks

    def _ask_candidates(self) -> None:
        if self._slot is not None:
            self.candidates_wanted.emit(self._slot.id)

    def _choose_candidate(self, index: QModelIndex) -> None:
        person = self.candidates.person_at(index)
        if person is not None and self._slot is not None:
            self.assign_wanted.emit(person, self._slot.id)

    def _ask_person(self, index: QModelIndex) -> None:
        person = self.unplaced.person_at(index)
        if person is not None:
            self.person_wanted.emit(person)


def slot_facts(slot: BoardSlot, chip: Chip) -> str:
    """The slot in lines: what, where, when, with whom, in which state."""
    state = label(chip.status) if chip.status is not None else ""
    facts = (
        slot.role or slot.department,
        slot.department if slot.role else "",
        f"{date_text(slot.day, 'full')}, {hours_text(slot)}",
        _("Host: {name}").format(name=slot.host) if slot.host else "",
        label(slot.mode),
        state,
        _("{open} of {seats} seats to fill").format(open=slot.open, seats=slot.seats),
    )
    return "\n".join(fact for fact in facts if fact)
