"""The aims in their order, which the coordinator drags, or moves with Ctrl and the arrows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.planning.problem import Tier
from desktop.core.planning.tiers import tier_name
from desktop.ui.widgets.basics import paragraph

_ROLE = Qt.ItemDataRole.UserRole


class AimsList(QWidget):
    """`changed` carries the new order, the most important first."""

    changed = Signal(object)

    def __init__(self, tiers: tuple[Tier, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Aims, in order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        missing = tuple(tier for tier in Tier if tier not in tiers)
        for tier in (*tiers, *missing):
            if tier is not Tier.MOVED:
                item = QListWidgetItem(tier_name(tier.value))
                item.setData(_ROLE, tier)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.model().rowsMoved.connect(lambda *_moved: self.changed.emit(self.order()))
        up, down = QPushButton(_("Move up")), QPushButton(_("Move down"))
        for button, step, keys in ((up, -1, "Ctrl+Up"), (down, 1, "Ctrl+Down")):
            button.clicked.connect(lambda _on=False, by=step: self.move_chosen(by))
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda by=step: self.move_chosen(by))
        line = QHBoxLayout()
        line.addWidget(up)
        line.addWidget(down)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(
            paragraph(
                _(
                    "None is ever given up for those below it. Drag a line, or move it with Ctrl "
                    "and the arrows. Changing as few published places as possible always comes "
                    "first when it is asked."
                )
            )
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(line)

    def order(self) -> tuple[Tier, ...]:
        """The aims as they stand in the list."""
        return tuple(Tier(self.list.item(row).data(_ROLE)) for row in range(self.list.count()))

    def move_chosen(self, step: int) -> None:
        """Move the chosen line up or down."""
        row = self.list.currentRow()
        place = row + step
        if row >= 0 and 0 <= place < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(place, item)
            self.list.setCurrentRow(place)
            self.changed.emit(self.order())
