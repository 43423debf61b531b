"""Fields of a record card: each shows one value, gives it back, and says when it changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.core.exchange.values import Habits, Unreadable, read_date, read_decimal
from desktop.core.i18n import _
from desktop.core.labels import label


class Editor(QObject):
    """One field. `read` raises `UserError` with a sentence for what is not a value."""

    changed = Signal()
    widget: QWidget

    def show_value(self, value: Any) -> None:  # noqa: ANN401 -- any field of a card
        raise NotImplementedError

    def read(self) -> Any:  # noqa: ANN401 -- any field of a card
        raise NotImplementedError


class TextEditor(Editor):
    """A line of text."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.widget: QLineEdit = QLineEdit()
        self.widget.setPlaceholderText(placeholder)
        self.widget.textEdited.connect(lambda _text: self.changed.emit())

    def show_value(self, value: Any) -> None:  # noqa: ANN401 -- any field of a card
        self.widget.setText(self.to_text(value))
        self.widget.setCursorPosition(0)

    def read(self) -> Any:  # noqa: ANN401 -- any field of a card
        return self.to_value(self.widget.text().strip())

    def to_text(self, value: Any) -> str:  # noqa: ANN401 -- any field of a card
        return str(value)

    def to_value(self, text: str) -> Any:  # noqa: ANN401 -- any field of a card
        return text


class ListEditor(TextEditor):
    """Words parted by commas."""

    def to_text(self, value: Any) -> str:  # noqa: ANN401 -- any field of a card
        return ", ".join(value)

    def to_value(self, text: str) -> tuple[str, ...]:
        words = (word.strip() for word in text.replace(";", ",").split(","))
        return tuple(dict.fromkeys(word for word in words if word))


class DateEditor(TextEditor):
    """A day that may be missing, typed as one likes."""

    def __init__(self) -> None:
        super().__init__(_("dd/mm/yyyy"))

    def to_text(self, value: Any) -> str:  # noqa: ANN401 -- any field of a card
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else ""

    def to_value(self, text: str) -> date | None:
        if not text:
            return None
        try:
            day = read_date(text, Habits(today=date.today())).value  # noqa: DTZ011 -- the user's own day
        except Unreadable as error:
            raise UserError(_("“{text}”: {reason}.").format(text=text, reason=error)) from error
        return day if isinstance(day, date) else None


class NumberEditor(TextEditor):
    """A number that may be missing; `scale` 100 shows a share as a percentage."""

    def __init__(self, *, whole: bool = True, scale: int = 1, needed: bool = False) -> None:
        super().__init__()
        self._whole, self._scale, self._needed = whole, scale, needed
        self.widget.setMaximumWidth(140)

    def to_text(self, value: Any) -> str:  # noqa: ANN401 -- any field of a card
        return "" if value is None else f"{value * self._scale:.12g}"

    def to_value(self, text: str) -> float | int | None:
        if not text and not self._needed:
            return None
        try:
            number = read_decimal(text.rstrip("% "), Habits()).value
        except Unreadable as error:
            raise UserError(_("“{text}”: {reason}.").format(text=text, reason=error)) from error
        assert isinstance(number, float)
        if self._whole:
            return round(number)
        return number / self._scale


class CountEditor(Editor):
    """A small whole number, with arrows."""

    def __init__(self, lowest: int, highest: int) -> None:
        super().__init__()
        self.widget: QSpinBox = QSpinBox()
        self.widget.setRange(lowest, highest)
        self.widget.setMaximumWidth(140)
        self.widget.valueChanged.connect(lambda _value: self.changed.emit())

    def show_value(self, value: Any) -> None:  # noqa: ANN401 -- any field of a card
        self.widget.setValue(int(value))

    def read(self) -> int:
        return self.widget.value()


class CheckEditor(Editor):
    """Yes or no."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.widget: QCheckBox = QCheckBox(text)
        self.widget.clicked.connect(lambda _on: self.changed.emit())

    def show_value(self, value: Any) -> None:  # noqa: ANN401 -- any field of a card
        self.widget.setChecked(bool(value))

    def read(self) -> bool:
        return self.widget.isChecked()


class ChoiceEditor(Editor):
    """One of several; `offer` may bring the choices later. Typing finds a choice by any part."""

    def __init__(
        self, choices: Iterable[tuple[Any, str]] = (), *, searchable: bool = False
    ) -> None:
        super().__init__()
        self.widget: QComboBox = QComboBox()
        self.widget.setMinimumContentsLength(10)
        self.widget.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if searchable:
            self.widget.setEditable(True)
            self.widget.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.widget.model(), self.widget)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.widget.setCompleter(completer)
            completer.activated.connect(lambda _text: self.changed.emit())
        self.offer(choices)
        self.widget.activated.connect(lambda _index: self.changed.emit())

    def offer(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Replace the choices; what is chosen stays chosen if it still can be."""
        kept = self.widget.currentData()
        self.widget.clear()
        for value, words in choices:
            self.widget.addItem(words, value)
        self.show_value(kept)

    def show_value(self, value: Any) -> None:  # noqa: ANN401 -- any field of a card
        found = next((n for n in range(self.widget.count()) if self.widget.itemData(n) == value), 0)
        self.widget.setCurrentIndex(found if self.widget.count() else -1)
        if (line := self.widget.lineEdit()) is not None:
            line.setCursorPosition(0)

    def read(self) -> Any:  # noqa: ANN401 -- any field of a card
        if self.widget.isEditable():
            found = self.widget.findText(self.widget.currentText())
            if found < 0:
                raise UserError(
                    _("“{text}” is not in the list.").format(text=self.widget.currentText())
                )
            return self.widget.itemData(found)
        return self.widget.currentData()


def members(kind: type[StrEnum]) -> Sequence[tuple[StrEnum, str]]:
    """The members of a vocabulary with their words, for a `ChoiceEditor`."""
    return [(member, label(member)) for member in kind]
