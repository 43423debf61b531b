"""Which documents are printed besides the summaries, and on which paper."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.core.i18n import N_, _, ngettext

KINDS = {
    "site_reports": N_("Site reports"),
    "touchpoints": N_("Touchpoint sheets"),
    "impasses": N_("Impasse cards for the counter"),
    "invited": N_("Invitations"),
    "certified": N_("Certificates of participation"),
    "records": N_("Records for the DPO and the works council"),
    "payroll": N_("Payroll sheet"),
}
"""Field of `Choice` → its name."""
_FLAGS = frozenset(("records", "payroll"))


class KindsButton(QPushButton):
    """A menu of boxes to tick; the button says how many are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        self.actions_by_kind: dict[str, QAction] = {}
        for kind, name in KINDS.items():
            action = menu.addAction(_(name))
            action.setCheckable(True)
            action.toggled.connect(self._say)
            self.actions_by_kind[kind] = action
        self.setMenu(menu)
        self._say()

    def _say(self) -> None:
        count = sum(action.isChecked() for action in self.actions_by_kind.values())
        words = ngettext("{count} other kind", "{count} other kinds", count).format(count=count)
        self.setText(words if count else _("Other documents"))
        self.setAccessibleName(self.text())

    def chosen(self) -> dict[str, tuple[int, ...] | bool]:
        """Fields of `Choice` for what is ticked: all sites, people and touchpoints."""
        return {
            kind: True if kind in _FLAGS else ()
            for kind, action in self.actions_by_kind.items()
            if action.isChecked()
        }
