"""At the right of the board: the chip in hand, reasons, candidates, and who is not placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

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

from desktop.core.i18n import _, date_text, ngettext
from desktop.core.labels import label
from desktop.core.vocabulary import AssignmentStatus
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


@dataclass(frozen=True, slots=True)
class Draft:
    """A place that a rule forbids and that may be drafted knowingly all the same."""

    person_id: int
    slot_id: int
    assignment_id: int | None = None
    gives_seat: bool = False
    """The seat goes to the person instead of the person to the slot."""


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
    draft_wanted = Signal(object)
    confirm_wanted = Signal(object)
    end_wanted = Signal(object, object)
    """Chip, and how its day went."""
    slot_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip: Chip | None = None
        self._chips: tuple[Chip, ...] = ()
        self._draft: Draft | None = None
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
            self._button(_("Pin"), lambda: self.pin_wanted.emit(self._chosen())),
            self._button(_("Move…"), lambda: self.take_up_wanted.emit(self._chip)),
            self._button(
                _("Remove from the plan"), lambda: self.remove_wanted.emit(self._chosen())
            ),
            self._button(_("Why here?"), lambda: self.why_wanted.emit(self._chip)),
            self._button(_("Documents…"), lambda: self.documents_wanted.emit(self._chip)),
            self._button(_("Who could come?"), self._ask_candidates),
            self._button(
                _("“I have read it and I shall be there”"),
                lambda: self.confirm_wanted.emit(self._chip),
            ),
            self._button(_("Change the slot…"), self._ask_slot),
        ]
        self._ends = [
            self._button(words, partial(self._ask_end, end)) for end, words in _end_words()
        ]
        self.draft = self._button(_("Place all the same (draft)"), self._ask_draft)
        self.draft.setToolTip(_("Publishing is forbidden until this is mended or excused."))
        self.candidates = PeopleList(_("Candidates, best first"))
        self.candidates.activated.connect(self._choose_candidate)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (
            self._title,
            self._facts,
            *self._actions,
            *self._ends,
            self._reasons,
            self.draft,
            self.candidates,
        ):
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
        self._chip, self._slot, self._chips = chip, slot, ()
        self._offer_draft(None)
        self._reasons.setText("")
        self.candidates.hide()
        pin, move, remove, why, papers, who, confirm, change = self._actions
        taken = chip is not None and chip.person_id is not None
        movable = taken and chip is not None and not chip.past
        for button, shown in (
            (pin, movable),
            (move, movable),
            (remove, movable),
            (why, taken),
            (papers, taken),
            (who, slot is not None and slot.open > 0 and not (chip and chip.past)),
            (confirm, movable and chip is not None and chip.status is AssignmentStatus.PUBLISHED),
            (change, slot is not None and chip is not None and not chip.past),
        ):
            button.setVisible(bool(shown))
        begun = taken and slot is not None and slot.start <= datetime.now(UTC)
        told = chip is not None and chip.status is not AssignmentStatus.DRAFT
        for button in self._ends:
            button.setVisible(bool(begun and told))
        if chip is None or slot is None:
            self._title.setText(_("Nothing is selected"))
            self._facts.setText(
                _("Choose somebody or an open seat on the board; drag people to move them.")
            )
            return
        pin.setText(_("Unpin") if chip.pinned else _("Pin"))
        self._title.setText(chip.title)
        self._facts.setText(slot_facts(slot, chip))
        if chip.mark:
            self._reasons.setText(chip.mark)

    def show_together(self, chips: tuple[Chip, ...]) -> None:
        """Offer what can be done with several places at once."""
        if not chips:
            self.show_chip(self._chip, self._slot)
            return
        self.show_chip(None, None)
        self._chips = chips
        count = len(chips)
        words = ngettext("{count} place selected", "{count} places selected", count)
        self._title.setText(words.format(count=count))
        self._facts.setText(", ".join(chip.title for chip in chips[:12]))
        pin, remove = self._actions[0], self._actions[2]
        pin.setText(_("Unpin") if chips[0].pinned else _("Pin"))
        pin.show()
        remove.show()

    def show_reasons(self, title: str, reasons: Iterable[str], draft: Draft | None = None) -> None:
        """All the reasons at once, under a heading; `draft` offers to place all the same."""
        self._offer_draft(draft)
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

    def _chosen(self) -> tuple[Chip, ...]:
        return self._chips or ((self._chip,) if self._chip is not None else ())

    def _offer_draft(self, draft: Draft | None) -> None:
        self._draft = draft
        self.draft.setVisible(draft is not None)

    def _ask_draft(self) -> None:
        if self._draft is not None:
            self.draft_wanted.emit(self._draft)
            self._offer_draft(None)

    def _ask_end(self, end: AssignmentStatus) -> None:
        self.end_wanted.emit(self._chip, end)

    def _ask_slot(self) -> None:
        if self._slot is not None:
            self.slot_wanted.emit(self._slot.id)

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


def _end_words() -> tuple[tuple[AssignmentStatus, str], ...]:
    return (
        (AssignmentStatus.DONE, _("Day done")),
        (AssignmentStatus.PARTIAL, _("Done in part…")),
        (AssignmentStatus.ABSENT, _("Did not come")),
        (AssignmentStatus.CANCELLED, _("Cancelled by the host")),
    )


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
