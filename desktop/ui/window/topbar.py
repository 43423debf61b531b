"""The bar above the pages: the campaign in hand, undo and redo, a sign that work is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.desk import Desk
from desktop.ui.context import CampaignChoice, Context
from desktop.ui.widgets.basics import icon_button, labelled

if TYPE_CHECKING:
    from desktop.usecases.today import CampaignLine


class TopBar(QWidget):
    """Chooses the campaign of the context; follows the desk."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.campaigns = QComboBox()
        self.campaigns.setAccessibleName(_("Campaign"))
        self.campaigns.setMinimumWidth(280)
        self.campaigns.activated.connect(self._on_chosen)
        self._name = QLabel(_("Campaign"))
        self._name.setBuddy(self.campaigns)
        self._busy = labelled("muted", _("Working…"))
        self._busy.hide()
        self.undo = icon_button("undo", _("Nothing to undo"))
        self.redo = icon_button("redo", _("Nothing to redo"))
        self.undo.clicked.connect(desk.undo)
        self.redo.clicked.connect(desk.redo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 16, 8)
        layout.setSpacing(10)
        layout.addWidget(self._name)
        layout.addWidget(self.campaigns)
        layout.addStretch(1)
        layout.addWidget(self._busy)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        desk.changed.connect(self._on_changed)
        desk.history_changed.connect(self._on_history)
        desk.busy_changed.connect(self._busy.setVisible)
        self._on_history()
        self._show_campaigns([])
        if desk.is_open:
            self._on_changed(Changes.CAMPAIGNS)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes & Changes.CAMPAIGNS and self._desk.is_open:
            from desktop.usecases.today import list_campaign_lines  # noqa: PLC0415 -- slow import

            self._desk.ask(list_campaign_lines, then=self._show_campaigns)

    def _show_campaigns(self, lines: Sequence[CampaignLine]) -> None:
        """Keep the campaign in hand if it is still there, else take the newest."""
        current = self._context.campaign
        self.campaigns.clear()
        for line in lines:
            words = _("{name} ({status})").format(name=line.name, status=label(line.status))
            self.campaigns.addItem(words, CampaignChoice(line.id, line.code, line.name))
        known = [line.id for line in lines]
        place = known.index(current.id) if current and current.id in known else 0
        self.campaigns.setCurrentIndex(place if lines else -1)
        self.campaigns.setEnabled(bool(lines))
        self._name.setVisible(bool(lines))
        self.campaigns.setVisible(bool(lines))
        if self._desk.is_open:
            self._context.choose_campaign(self.campaigns.currentData())

    def _on_chosen(self, place: int) -> None:
        self._context.choose_campaign(self.campaigns.itemData(place))

    @Slot()
    def _on_history(self) -> None:
        undo, redo = self._desk.undo_label, self._desk.redo_label
        for button, label_, words, nothing in (
            (self.undo, undo, _("Undo: {action}"), _("Nothing to undo")),
            (self.redo, redo, _("Redo: {action}"), _("Nothing to redo")),
        ):
            text = words.format(action=label_) if label_ else nothing
            button.setEnabled(bool(label_))
            button.setToolTip(text)
            button.setAccessibleName(text)
