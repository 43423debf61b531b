"""A card at the side of a list: one record, its fields in groups, kept at a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.ui.widgets.basics import labelled, primary, scrolled
from desktop.ui.widgets.editors import Editor
from desktop.ui.widgets.form import Form, FormRow

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of the card: the attribute of the record, its words, what edits it."""

    name: str
    title: str
    editor: Editor
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together."""

    title: str
    entries: Sequence[Entry]


class RecordCard(QFrame, Generic[Record]):
    """Shows a frozen dataclass; `save` is given the one that the fields now say."""

    def __init__(
        self,
        groups: Sequence[Group],
        save: Callable[[Record], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._save_record = save
        self._record: Record | None = None
        self._rows: dict[str, tuple[Editor, FormRow]] = {}
        self.title = labelled("section", "")
        self.title.setWordWrap(True)
        self.subtitle = labelled("muted", "")
        self.subtitle.setWordWrap(True)
        self.error = labelled("error", "")
        self.error.setWordWrap(True)
        self.save = primary(QPushButton(_("Save")))
        self.save.clicked.connect(self.keep)
        self.revert = QPushButton(_("Revert"))
        self.revert.clicked.connect(self._show_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle)
        layout.addWidget(scrolled(self._build(groups)), 1)
        layout.addWidget(self.error)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.revert)
        buttons.addWidget(self.save)
        layout.addLayout(buttons)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.keep)
        self._settle()

    @property
    def dirty(self) -> bool:
        """Something was typed and not kept."""
        return self.save.isEnabled()

    def show_record(self, record: Record, title: str, subtitle: str = "") -> None:
        """Show a record; what was typed and not kept is forgotten."""
        self._record = record
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self._show_again()

    def editor(self, name: str) -> Editor:
        return self._rows[name][0]

    def keep(self) -> None:
        """Give what the fields say to whoever keeps it; errors stay beside their field."""
        if self._record is None or not self.dirty:
            return
        values: dict[str, Any] = {}
        wrong = False
        for name, (editor, row) in self._rows.items():
            row.set_error("")
            try:
                values[name] = editor.read()
            except UserError as error:
                row.set_error(str(error))
                wrong = True
        if not wrong:
            self._save_record(replace(self._record, **values))  # type: ignore[type-var] # a dataclass

    def refuse(self, error: BaseException) -> None:
        """Say why the record was not kept."""
        self.error.setText(f"{error} {getattr(error, 'hint', '')}".strip())
        self.error.setVisible(True)

    def focus_first(self) -> None:
        """The keyboard goes to the first field (a new record)."""
        first = next(iter(self._rows.values()))[0]
        first.widget.setFocus()

    def _build(self, groups: Sequence[Group]) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 4, 8, 4)
        form = Form()
        for group in groups:
            if group.title:
                form.add_wide(_heading(group.title))
            for entry in group.entries:
                row = form.add(entry.title, entry.editor.widget, entry.hint)
                entry.editor.setParent(self)
                entry.editor.changed.connect(self._on_changed)
                self._rows[entry.name] = (entry.editor, row)
        layout.addWidget(form)
        layout.addStretch(1)
        return content

    def _show_again(self) -> None:
        for name, (editor, row) in self._rows.items():
            row.set_error("")
            editor.widget.blockSignals(True)
            editor.show_value(getattr(self._record, name))
            editor.widget.blockSignals(False)
        self._settle()

    def _settle(self) -> None:
        self.save.setEnabled(False)
        self.revert.setEnabled(False)
        self.error.hide()

    def _on_changed(self) -> None:
        self.save.setEnabled(self._record is not None)
        self.revert.setEnabled(self._record is not None)
        self.error.hide()


def _heading(text: str) -> QLabel:
    heading = labelled("muted", text)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    heading.setContentsMargins(0, 8, 0, 0)
    return heading
