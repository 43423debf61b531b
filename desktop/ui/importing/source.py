"""The line above an import: which file, what it holds, which sheet, which site, how it was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.core.exchange.kinds import KINDS
from desktop.core.i18n import _, ngettext, number_text
from desktop.ui.widgets.basics import labelled
from desktop.usecases.importing import Understanding
from desktop.usecases.sites import SiteRow

OF_A_SITE = {"occupancy", "bookings"}
"""Kinds whose file may call a site by a name that is not ours."""


class SourceBar(QWidget):
    """Boxes to choose from; each is hidden while it has nothing to offer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[QComboBox, QLabel] = {}
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        self.files = self._box(_("File"), _("File"))
        self.kind = self._box(_("Holds"), _("Kind of table"))
        self.kind.addItem(_("To be chosen"), "")
        for kind in KINDS:
            self.kind.addItem(capitalised(_(kind.title)), kind.name)
        self.sheet = self._box(_("Sheet"), _("Sheet"))
        self.site = self._box(_("Site"), _("Site of every line"))
        self.site.addItem(_("As named in the file"), "")
        self.origin = labelled("muted", "")
        self._layout.addWidget(self.origin, 1)
        self._show(self.sheet, on=False)
        self._show(self.site, on=False)

    def add_file(self, path: Path) -> None:
        self.files.addItem(path.name, path)
        self.files.setItemData(self.files.count() - 1, str(path), Qt.ItemDataRole.ToolTipRole)

    def offer_sites(self, sites: Sequence[SiteRow]) -> None:
        """Sites that nights may be given to; the one chosen stays chosen."""
        chosen = self.site.currentData()
        while self.site.count() > 1:
            self.site.removeItem(1)
        for site in sites:
            self.site.addItem(site.name, site.code)
        self.site.setCurrentIndex(max(0, self.site.findData(chosen)))

    def show_source(self, found: Understanding) -> None:
        """Show how a file was understood."""
        kind = found.kind.name if found.kind else ""
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self.site.setCurrentIndex(max(0, self.site.findData(found.request.site)))
        self._show(self.site, on=kind in OF_A_SITE and self.site.count() > 1)
        self.sheet.clear()
        for name in found.table.sheets:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentText(found.table.sheet)
        self._show(self.sheet, on=len(found.table.sheets) > 1)
        self.origin.setText(_origin(found))

    def _box(self, words: str, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumWidth(160)
        box.setMaximumWidth(300)
        label = QLabel(words)
        label.setBuddy(box)
        self._labels[box] = label
        self._layout.addWidget(label)
        self._layout.addWidget(box)
        return box

    def _show(self, box: QComboBox, *, on: bool) -> None:
        box.setVisible(on)
        self._labels[box].setVisible(on)


def capitalised(words: str) -> str:
    """A word of the vocabulary at the beginning of a line."""
    return words[:1].upper() + words[1:]


def _origin(found: Understanding) -> str:
    """How the file was read, in a few words."""
    table = found.table
    lines = ngettext("{count} line", "{count} lines", len(table.rows)).format(
        count=number_text(len(table.rows))
    )
    if table.sheets or not table.separator:
        return lines
    separators = {"\t": _("tab"), ";": _("semicolon"), ",": _("comma"), "|": _("bar")}
    separator = separators.get(table.separator, table.separator)
    return f"{lines} · {table.encoding} · {separator}"
