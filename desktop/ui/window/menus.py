"""The menu bar: everything the window can do, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop.core.i18n import N_, _, language
from desktop.desk import Desk
from desktop.settings import THEMES
from desktop.ui.context import Context
from desktop.ui.window.registry import Entry

LANGUAGE_NAMES = {"fr": "Français", "en": "English"}
THEME_NAMES = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
}
TEXT_SIZES = (90, 100, 115, 130, 150)


class Menus(QObject):
    """Fills a menu bar; `doors` are the acts on files, given by the main window."""

    def __init__(
        self,
        bar: QMenuBar,
        desk: Desk,
        context: Context,
        entries: Sequence[Entry],
        doors: dict[str, Callable[..., object]],
    ) -> None:
        super().__init__(bar)
        self._desk, self._context, self._doors = desk, context, doors
        self._file_menu(bar.addMenu(_("&File")))
        self._edit_menu(bar.addMenu(_("&Edit")))
        self._view_menu(bar.addMenu(_("&View")), entries)
        self._help_menu(bar.addMenu(_("&Help")))
        desk.history_changed.connect(self._on_history)
        self._on_history()

    def _add(
        self, menu: QMenu, text: str, slot: Callable[[], object], *keys: QKeySequence | str
    ) -> QAction:
        action = menu.addAction(text)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked: slot())
        return action

    def _file_menu(self, menu: QMenu) -> None:
        self._add(menu, _("&New file…"), self._doors["new"], "Ctrl+N")
        self._add(menu, _("&Open…"), self._doors["open"], "Ctrl+O")
        recent = menu.addMenu(_("Open &recent"))
        for location in self._context.settings.recent:
            self._add(recent, _short(location), partial(self._doors["open_at"], location))
        recent.setEnabled(bool(self._context.settings.recent))
        self._add(menu, _("&Demonstration company…"), self._doors["demonstration"])
        menu.addSeparator()
        self._add(menu, _("&Preferences"), partial(self._go, "preferences"), "Ctrl+,")
        menu.addSeparator()
        self._add(menu, _("&Quit"), self._doors["quit"], "Ctrl+Q")

    def _edit_menu(self, menu: QMenu) -> None:
        self._undo = self._add(menu, _("Undo"), self._desk.undo, "Ctrl+Z")
        self._redo = self._add(menu, _("Redo"), self._desk.redo, "Ctrl+Y", "Ctrl+Shift+Z")

    def _view_menu(self, menu: QMenu, entries: Sequence[Entry]) -> None:
        for number, entry in enumerate(entries, start=1):
            keys = (f"Ctrl+{number}",) if number <= 9 else ()
            self._add(menu, _(entry.title), partial(self._go, entry.id), *keys)
        menu.addSeparator()
        self._add(menu, _("&Go to…"), self._doors["go_to"], "Ctrl+K")
        menu.addSeparator()
        settings = self._context.settings
        _choices(
            menu.addMenu(_("&Language")),
            LANGUAGE_NAMES,
            language(),
            lambda code: self._context.change_settings(language=code),
        )
        _choices(
            menu.addMenu(_("&Theme")),
            {name: _(THEME_NAMES[name]) for name in THEMES},
            settings.theme,
            lambda name: self._context.change_settings(theme=name),
        )
        _choices(
            menu.addMenu(_("Text &size")),
            {str(size): f"{size}\u00a0%" for size in TEXT_SIZES},
            str(settings.text_size),
            lambda size: self._context.change_settings(text_size=int(size)),
        )

    def _help_menu(self, menu: QMenu) -> None:
        self._add(menu, _("&Help"), partial(self._go, "help"), "F1")
        self._add(menu, _("&About"), self._doors["about"])

    def _go(self, page_id: str) -> None:
        self._context.navigate(page_id)

    @Slot()
    def _on_history(self) -> None:
        undo, redo = self._desk.undo_label, self._desk.redo_label
        self._undo.setText(_("Undo: {action}").format(action=undo) if undo else _("Undo"))
        self._redo.setText(_("Redo: {action}").format(action=redo) if redo else _("Redo"))
        self._undo.setEnabled(bool(undo))
        self._redo.setEnabled(bool(redo))


def _choices(
    menu: QMenu, choices: dict[str, str], current: str, choose: Callable[[str], object]
) -> None:
    group = QActionGroup(menu)
    for code, name in choices.items():
        action = menu.addAction(name)
        action.setCheckable(True)
        action.setChecked(code == current)
        action.triggered.connect(lambda _checked, code=code: choose(code))
        group.addAction(action)


def _short(location: str) -> str:
    """The name and the folder of a file; a server as it is. `&` would make a key."""
    path = Path(location)
    text = location if "://" in location else f"{path.name}  ({path.parent})"
    return text.replace("&", "&&")
