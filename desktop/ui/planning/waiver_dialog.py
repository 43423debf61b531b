"""An exception to a rule: nothing is kept before author, reason, basis and end are all there."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.vocabulary import Basis
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.widgets.basics import labelled, paragraph, primary
from desktop.ui.widgets.form import Form
from desktop.usecases import waivers
from desktop.usecases.conflicts import ConflictRow


class WaiverDialog(QDialog):
    """Opened from one breach; the scope is its person, its site, or both."""

    def __init__(
        self, desk: Desk, campaign_id: int, conflict: ConflictRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._campaign_id, self._conflict = desk, campaign_id, conflict
        self.setWindowTitle(_("Excuse on record"))
        self.resize(560, 480)
        self.scope = QComboBox()
        both = (conflict.person_id, conflict.site_id)
        if conflict.person_id is not None and conflict.site_id is not None:
            words = _("{person}, at {site}").format(person=conflict.person, site=conflict.site)
            self.scope.addItem(words, both)
        if conflict.person_id is not None:
            self.scope.addItem(conflict.person, (conflict.person_id, None))
        if conflict.site_id is not None:
            everybody = _("Everybody at {site}").format(site=conflict.site)
            self.scope.addItem(everybody, (None, conflict.site_id))
        self.author, self.reason, self.basis = QLineEdit(), QPlainTextEdit(), QLineEdit()
        self.reason.setFixedHeight(80)
        day = conflict.day or date.today() + timedelta(days=30)  # noqa: DTZ011 -- the user's own day
        self.until = QDateEdit(QDate(day.year, day.month, day.day))
        self.until.setCalendarPopup(True)
        form = Form()
        form.add(_("For whom"), self.scope)
        form.add(_("Decided by"), self.author)
        form.add(_("Reason"), self.reason)
        form.add(
            _("On the basis of"), self.basis, _("An agreement, a text, a decision and its date.")
        )
        form.add(_("Until"), self.until)
        self.keep = primary(QPushButton(_("Record the exception")))
        self.keep.clicked.connect(self._keep)
        cancel = QPushButton(_("Cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.addWidget(labelled("section", conflict.rule_name))
        layout.addWidget(paragraph(conflict.message))
        if conflict.basis is Basis.LAW:
            layout.addWidget(
                paragraph(
                    _("This rule is law: the employer remains responsible for what is excused."),
                    "error",
                )
            )
        layout.addWidget(form)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.author.textChanged.connect(self._renew)
        self.reason.textChanged.connect(self._renew)
        self.basis.textChanged.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        texts = (self.author.text(), self.reason.toPlainText(), self.basis.text())
        self.keep.setEnabled(all(text.strip() for text in texts))

    def _keep(self) -> None:
        person_id, site_id = self.scope.currentData()
        picked = self.until.date()
        wanted = waivers.WaiverWanted(
            rule=self._conflict.rule,
            person_id=person_id,
            site_id=site_id,
            author=self.author.text(),
            reason=self.reason.toPlainText(),
            basis=self.basis.text(),
            until=date(picked.year(), picked.month(), picked.day()),
        )
        self._desk.do(
            waivers.give_waiver,
            self._campaign_id,
            wanted,
            then=lambda _id: self.accept(),
            or_else=partial(alerts.show, parent=self),
        )
