"""Who was surprised, and where: the beginning of a report that belongs to no planned day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.desk import Desk
from desktop.ui.widgets.basics import labelled, paragraph, primary, row
from desktop.usecases.report_writing import open_surprise_report
from desktop.usecases.surprise_choices import SurpriseChoices, surprise_choices


class SurpriseDialog(QDialog):
    """`opened` carries the draft."""

    opened = Signal(int)

    def __init__(self, desk: Desk, campaign_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Surprise report"))
        self.setMinimumWidth(460)
        self._desk, self._campaign_id = desk, campaign_id
        self.author = _box(_("Who tells?"))
        self.site = _box(_("Where?"))
        self.begin_button = primary(QPushButton(_("Begin")))
        self.begin_button.setEnabled(False)
        self.begin_button.clicked.connect(self._begin)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        bottom = row()
        bottom.addWidget(cancel)
        bottom.addWidget(self.begin_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        layout.addWidget(
            paragraph(
                _("What newcomers notice on their first days is worth writing down."), "muted"
            )
        )
        for words, box in ((_("Who tells?"), self.author), (_("Where?"), self.site)):
            layout.addWidget(labelled("muted", words))
            layout.addWidget(box)
        layout.addSpacing(8)
        layout.addLayout(bottom)
        desk.ask(surprise_choices, then=self._show)

    def _show(self, choices: SurpriseChoices) -> None:
        for person in choices.people:
            self.author.addItem(person.name, person.id)
        self.site.addItem(_("No place in particular"), None)
        for site in choices.sites:
            self.site.addItem(site.name, site.id)
        self.begin_button.setEnabled(bool(choices.people))

    def _begin(self) -> None:
        self._desk.do(
            open_surprise_report,
            self._campaign_id,
            self.author.currentData(),
            self.site.currentData(),
            then=self._on_opened,
        )

    def _on_opened(self, report_id: int) -> None:
        self.accept()
        self.opened.emit(report_id)


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setEditable(True)  # a long list is searched by typing
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.setAccessibleName(name)
    return box
