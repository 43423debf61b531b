"""Before files that came back are taken in: what each of them says, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.observations.form_reader import Fields
from desktop.ui.widgets.basics import labelled, paragraph, primary, row, scrolled
from desktop.usecases.returns import Returned, verdict

LIST_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Preview:
    """One file: what it holds, or why it is refused."""

    name: str
    fields: Fields | bytes | None
    returned: Returned | None
    reason: str = ""


class ReturnsDialog(QDialog):
    """`accepted_files` carries the previews whose box is ticked."""

    accepted_files = Signal(object)

    def __init__(self, previews: tuple[Preview, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Files that came back"))
        self.resize(900, 620)
        self._previews = previews
        self.files = QListWidget()
        self.files.setAccessibleName(_("Files that came back"))
        self.files.setFixedWidth(LIST_WIDTH)
        self.files.setSpacing(3)
        self._area = scrolled(QWidget())
        for preview in previews:
            self.files.addItem(_item(preview))
        self.files.currentRowChanged.connect(self._show)
        self.files.itemChanged.connect(self._count)
        self.accept_button = primary(QPushButton())
        self.accept_button.clicked.connect(self._accept)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        bottom = row(labelled("muted", _("Taking files in can be undone.")))
        bottom.addWidget(cancel)
        bottom.addWidget(self.accept_button)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.files)
        middle.addWidget(self._area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)
        self.files.setCurrentRow(0)
        self._count()

    @property
    def chosen(self) -> tuple[Preview, ...]:
        """The files to take in."""
        return tuple(
            preview
            for number, preview in enumerate(self._previews)
            if preview.returned is not None
            and self.files.item(number).checkState() is Qt.CheckState.Checked
        )

    def _accept(self) -> None:
        chosen = self.chosen
        self.accept()
        self.accepted_files.emit(chosen)

    def _count(self) -> None:
        count = len(self.chosen)
        words = ngettext("Take {count} file in", "Take {count} files in", count)
        self.accept_button.setText(words.format(count=count))
        self.accept_button.setEnabled(count > 0)

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._previews):
            _fill(self._area, _sheet(self._previews[number]))


def _item(preview: Preview) -> QListWidgetItem:
    item = QListWidgetItem(preview.name)
    if preview.returned is None:
        item.setText(_("{file} — refused").format(file=preview.name))
        return item
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked)
    item.setToolTip(preview.returned.occasion)
    return item


def _fill(area: QScrollArea, content: QWidget) -> None:
    old = area.takeWidget()
    if old is not None:
        old.deleteLater()
    area.setWidget(content)


def _sheet(preview: Preview) -> QWidget:
    sheet = QWidget()
    body = QVBoxLayout(sheet)
    body.setContentsMargins(4, 4, 16, 4)
    body.setSpacing(6)
    returned = preview.returned
    if returned is None:
        body.addWidget(labelled("section", preview.name))
        body.addWidget(paragraph(preview.reason, "error"))
        body.addStretch(1)
        return sheet
    body.addWidget(labelled("section", returned.title))
    body.addWidget(paragraph(returned.occasion, "muted"))
    body.addWidget(paragraph(verdict(returned), "" if returned.sent else "error"))
    for sentence in returned.lacking:
        body.addWidget(paragraph(f"• {sentence}", "muted"))
    for line in returned.lines:
        body.addSpacing(6)
        body.addWidget(paragraph(line.place, "muted"))
        body.addWidget(paragraph(line.text))
    if not returned.lines:
        body.addWidget(paragraph(_("Nothing was written in it."), "muted"))
    body.addStretch(1)
    return sheet
