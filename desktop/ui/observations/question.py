"""One question of the form: its words, its field, the note beside it, what the guard points at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.observations.answers import Given, note_is_demanded
from desktop.core.observations.guard import warnings_in
from desktop.core.observations.questionnaire import NOT_MET, NOTE_LENGTH, WRITTEN, Item, outcome_of
from desktop.ui.observations.fields import AnswerField, TextField, field_for
from desktop.ui.widgets.basics import link, paragraph


class GuardLine(QWidget):
    """A quiet line under a text: what would better be said otherwise. Nothing is deleted."""

    def __init__(self) -> None:
        super().__init__()
        self._words = paragraph("", "muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        self.hide()

    def look_at(self, text: str) -> None:
        found = warnings_in(text)
        self._words.setText("\n".join(dict.fromkeys(f"⚠ {each.sentence}" for each in found)))
        self.setVisible(bool(found))


class QuestionBlock(QWidget):
    """`changed` carries the answer and its note; `card_wanted` asks for an irritant card."""

    changed = Signal(str, str)
    card_wanted = Signal()

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self._given = Given()
        self.field: AnswerField = field_for(item)
        self.note = TextField(_("Note"), _("The fact: where, when, what happened"), lines=2)
        self._ask = paragraph("", "muted")
        self._error = paragraph("", "error")
        self._guard, self._note_guard = GuardLine(), GuardLine()
        self._more = link(_("Add a note"))
        self._card = link(_("Make an irritant card of it"))
        self._build()
        self.field.changed.connect(self._on_answer)
        self.field.wrong.connect(self.say_error)
        self.note.changed.connect(self._on_note)
        self._more.clicked.connect(self._open_note)
        self._card.clicked.connect(self.card_wanted)
        self._refresh()

    def show_given(self, given: Given) -> None:
        """Show an answer and its note without telling a change."""
        self._given = given
        self.field.show_answer(given.value)
        self.note.show_answer(given.note)
        self._refresh()

    def say_error(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def focus(self) -> None:
        """Put the cursor where the answer is given."""
        lacks_note = note_is_demanded(self.item, self._given.value)
        target = self.note if lacks_note and len(self._given.note) < NOTE_LENGTH else self.field
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        words = paragraph(self.item.words.text, "question")
        words.setBuddy(self.field)
        layout.addWidget(words)
        if self.item.hint:
            layout.addWidget(paragraph(self.item.hint.text, "muted"))
        layout.addWidget(self.field)
        layout.addWidget(self._guard)
        layout.addWidget(self._ask)
        layout.addWidget(self.note)
        layout.addWidget(self._note_guard)
        links = QHBoxLayout()
        links.setSpacing(16)
        links.addWidget(self._more)
        links.addWidget(self._card)
        links.addStretch(1)
        layout.addLayout(links)
        layout.addWidget(self._error)
        self._error.hide()

    def _on_answer(self, value: str) -> None:
        self._given = Given(value, self._given.note)
        self._refresh()
        self.changed.emit(value, self._given.note)

    def _on_note(self, note: str) -> None:
        self._given = Given(self._given.value, note)
        self._refresh()
        self.changed.emit(self._given.value, note)

    def _open_note(self) -> None:
        self.note.show()
        self._more.hide()
        self.note.setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self) -> None:
        """Show what the answer calls for, and nothing else."""
        value, note = self._given.value, self._given.note
        written = self.item.kind in WRITTEN
        demanded = note_is_demanded(self.item, value)
        missing = NOTE_LENGTH - len(note.strip())
        self._ask.setText(
            _("Tell the fact in one sentence: {count} more characters.").format(count=missing)
            if note
            else _("Tell the fact in one sentence, at least {count} characters.").format(
                count=NOTE_LENGTH
            )
        )
        self._ask.setVisible(demanded and missing > 0)
        opened = demanded or bool(note) or self.note.box.hasFocus()
        self.note.setVisible(opened)
        self._more.setVisible(not written and not opened and bool(value))
        self._card.setVisible(outcome_of(self.item, value) == NOT_MET)
        self._guard.look_at(value if written else "")
        self._note_guard.look_at(note)
