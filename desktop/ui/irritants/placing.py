"""Placing a touchpoint in another moment by hand: never without a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.vocabulary import Moment
from desktop.desk import Desk
from desktop.ui.irritants.dialog import StepDialog
from desktop.usecases.mirror import MirrorCell
from desktop.usecases.mirror_placing import place_by_hand


class PlacingDialog(StepDialog):
    """Asks for a moment and a reason."""

    def __init__(self, desk: Desk, campaign_id: int, cell: MirrorCell, parent: QWidget) -> None:
        super().__init__(_("Place “{name}” elsewhere").format(name=cell.name), _("Place"), parent)
        self._desk, self._campaign_id, self._cell = desk, campaign_id, cell
        self.explain(cell.reason)
        self.moment = QComboBox()
        for moment in Moment:
            self.moment.addItem(label(moment), moment)
        self.moment.setCurrentIndex(list(Moment).index(cell.moment) if cell.moment else 0)
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(80)
        self.reason.setTabChangesFocus(True)
        self.form.add(_("Moment"), self.moment)
        self.form.add(_("Reason"), self.reason, _("Kept with its date; anybody may read it."))

    def act(self) -> None:
        self._desk.do(
            place_by_hand,
            self._campaign_id,
            self._cell.touchpoint,
            Moment(self.moment.currentData()),  # Qt gives back a plain str
            self.reason.toPlainText(),
            department_id=self._cell.department_id,
            then=self.done_well,
            or_else=self.refused,
        )
