"""One field for each kind of question: it shows an answer and tells each change of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.answer_values import canonical, span_text
from desktop.core.observations.questionnaire import MET, NOT_APPLICABLE, NOT_MET, Item
from desktop.core.vocabulary import ItemKind
from desktop.ui.widgets.basics import labelled

SHORT_FIELD = 160


class AnswerField(QWidget):
    """`changed` carries the answer as it is kept; `wrong` says why what is typed is not one."""

    changed = Signal(str)
    wrong = Signal(str)

    def show_answer(self, value: str) -> None:
        """Show an answer without telling a change."""
        raise NotImplementedError


class ChoiceField(AnswerField):
    """A few buttons side by side (or under each other), one at most pressed; pressing it again
    takes the answer back. Arrow keys move along, space presses."""

    def __init__(self, options: Sequence[tuple[str, str]], *, upright: bool = False) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for value, words in options:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("role", "choice")
            button.setAccessibleName(words)
            button.clicked.connect(lambda _on, v=value: self._press(v))
            button.installEventFilter(self)
            self._group.addButton(button)
            self.buttons[value] = button
            layout.addWidget(
                button, 0, Qt.AlignmentFlag.AlignLeft if upright else Qt.AlignmentFlag(0)
            )
        if isinstance(layout, QHBoxLayout):
            layout.addStretch(1)
        self.setFocusProxy(next(iter(self.buttons.values())))

    def show_answer(self, value: str) -> None:
        for each, button in self.buttons.items():
            button.setChecked(each == value)

    def _press(self, value: str) -> None:
        taken = self.buttons[value].isChecked()
        self.show_answer(value if taken else "")
        self.changed.emit(value if taken else "")

    def eventFilter(self, watched: object, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
            way = step.get(Qt.Key(event.key()))
            if way is not None and event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ):
                buttons = list(self.buttons.values())
                place = next((i for i, each in enumerate(buttons) if each is watched), 0)
                buttons[(place + way) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False


class LineField(AnswerField):
    """A short answer that is typed: a number, a time, a duration, a few words."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self.line = QLineEdit()
        self.line.setAccessibleName(item.words.text)
        self.line.setPlaceholderText(_example(item.kind))
        if item.kind is not ItemKind.SHORT_TEXT:
            self.line.setFixedWidth(SHORT_FIELD)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self.layout_ = QHBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(8)
        self.layout_.addWidget(self.line)
        if item.unit:
            self.layout_.addWidget(labelled("muted", item.unit.text))
        self.none = QCheckBox(_("Not applicable"), self)
        self.none.hide()
        self.none.setAccessibleName(_("Not applicable"))
        self.none.clicked.connect(self._on_none)
        if item.kind is not ItemKind.SHORT_TEXT:
            self.layout_.addSpacing(12)
            self.layout_.addWidget(self.none)
            self.layout_.addStretch(1)
            # Where nothing hangs on the answer, leaving the field empty says as much.
            self.none.setVisible(item.may_be_not_applicable and (item.required or item.scored))
        self.setFocusProxy(self.line)

    def show_answer(self, value: str) -> None:
        none = value == NOT_APPLICABLE
        self.none.setChecked(none)
        self.line.setEnabled(not none)
        self.line.setText("" if none else _typed(self._item.kind, value))

    def _on_edited(self, text: str) -> None:
        try:
            value = canonical(self._item, text)
        except UserError:
            return  # half a number is no mistake yet: `editingFinished` judges it
        self.wrong.emit("")
        self.changed.emit(value)

    def _on_finished(self) -> None:
        try:
            canonical(self._item, self.line.text())
        except UserError as error:
            self.wrong.emit(str(error))

    def _on_none(self, on: bool) -> None:
        self.line.setEnabled(not on)
        self.wrong.emit("")
        if on:
            self.line.clear()
        self.changed.emit(NOT_APPLICABLE if on else "")


class StopwatchField(LineField):
    """A duration, typed or measured on the spot."""

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self._clock = QElapsedTimer()
        self.button = QPushButton(_("Time it"))
        self.button.setCheckable(True)
        self.button.setToolTip(_("Starts a stopwatch; press again to stop it."))
        self.button.clicked.connect(self._on_pressed)
        self._ticker = self.startTimer(1000)
        self.layout_.insertWidget(1, self.button)

    def _on_pressed(self, on: bool) -> None:
        if on:
            self._clock.start()
            self.button.setText(_("Stop"))
            return
        seconds = round(self._clock.elapsed() / 1000)
        self.button.setText(_("Time it"))
        self.show_answer(str(seconds))
        self.changed.emit(str(seconds))

    def timerEvent(self, _event: object) -> None:  # noqa: N802 -- Qt's name
        if self.button.isChecked():
            words = span_text(self._clock.elapsed() // 1000)
            self.button.setText(_("Stop ({time})").format(time=words))


class TextField(AnswerField):
    """Several lines; the box grows with what is written, Tab goes on to the next field."""

    def __init__(self, name: str, placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self._lines = lines
        self.box = QPlainTextEdit()
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(placeholder)
        self.box.setTabChangesFocus(True)
        self.box.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.box.textChanged.connect(self._on_changed)
        self._silent = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self._grow()

    def text(self) -> str:
        return self.box.toPlainText()

    def show_answer(self, value: str) -> None:
        self._silent = True
        self.box.setPlainText(value)
        self._silent = False
        self._grow()

    def _on_changed(self) -> None:
        self._grow()
        if not self._silent:
            self.changed.emit(self.text())

    def _grow(self) -> None:
        metrics = QFontMetrics(self.box.font())
        lines = min(max(self._wrapped_lines(), self._lines), 14)
        self.box.setFixedHeight(lines * metrics.lineSpacing() + 26)

    def _wrapped_lines(self) -> int:
        block, count = self.box.document().begin(), 0
        while block.isValid():
            count += max(block.layout().lineCount(), 1)
            block = block.next()
        return count

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        return QSize(400, self.box.height())


class ScaleField(ChoiceField):
    """A scale with what its two ends mean."""

    def __init__(self, item: Item) -> None:
        marks = [(str(mark), str(mark)) for mark in range(item.lowest, item.highest + 1)]
        none = [(NOT_APPLICABLE, _("Not applicable"))] if item.may_be_not_applicable else []
        super().__init__([*marks, *none])
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        if item.low_end:
            layout.insertWidget(0, QLabel(item.low_end.text))
        if item.high_end:
            layout.insertWidget(len(marks) + bool(item.low_end), QLabel(item.high_end.text))
            layout.insertSpacing(len(marks) + 2, 12)


def field_for(item: Item) -> AnswerField:
    """The field that suits a question."""
    none = [(NOT_APPLICABLE, _("Not applicable"))] if item.may_be_not_applicable else []
    if item.kind is ItemKind.MET:
        return ChoiceField([(MET, _("Yes")), (NOT_MET, _("No")), *none])
    if item.kind is ItemKind.SCALE:
        return ScaleField(item)
    if item.kind is ItemKind.CHOICE:
        options = [(option.code, option.words.text) for option in item.options]
        return ChoiceField([*options, *none], upright=True)
    if item.kind in (ItemKind.LONG_TEXT, ItemKind.QUOTE):
        return TextField(item.words.text, _("“ … ”") if item.kind is ItemKind.QUOTE else "")
    return StopwatchField(item) if item.kind is ItemKind.STOPWATCH else LineField(item)


def _example(kind: ItemKind) -> str:
    return {
        ItemKind.STOPWATCH: _("for instance 2:30"),
        ItemKind.TIME: _("for instance 14:30"),
    }.get(kind, "")


def _typed(kind: ItemKind, value: str) -> str:
    """A kept answer as somebody would type it."""
    if kind is ItemKind.STOPWATCH and value.isdecimal():
        minutes, seconds = divmod(int(value), 60)
        return f"{minutes}:{seconds:02}"
    if kind is ItemKind.NUMBER and _("1.5") == "1,5":
        return value.replace(".", ",")
    return value
