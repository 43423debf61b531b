"""Whole weeks: copy one to another, keep one as a template, lay a template over one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.widgets.basics import Card, paragraph, primary, row
from desktop.ui.widgets.form import Form
from desktop.usecases import weeks
from desktop.usecases.weeks import TemplateRow, WeekLaid, monday_of


def laid_text(laid: WeekLaid) -> str:
    """What came of it, counted; what was left out is said."""
    slots = ngettext("{count} slot added", "{count} slots added", laid.slots)
    parts = [slots.format(count=laid.slots)]
    if laid.people:
        people = ngettext("{count} person as a draft", "{count} people as drafts", laid.people)
        parts.append(people.format(count=laid.people))
    if laid.already:
        there = ngettext("{count} was there already", "{count} were there already", laid.already)
        parts.append(there.format(count=laid.already))
    if laid.outside:
        out = ngettext(
            "{count} left out: past or outside the campaign",
            "{count} left out: past or outside the campaign",
            laid.outside,
        )
        parts.append(out.format(count=laid.outside))
    return ", ".join(parts)


class WeekField(QDateEdit):
    """A week, chosen by any of its days."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self.setCalendarPopup(True)
        self.setAccessibleName(name)

    def monday(self) -> date:
        picked = self.date()
        return monday_of(date(picked.year(), picked.month(), picked.day()))


class WeeksDialog(QDialog):
    """`laid` tells that slots were added: the page then shows the conflict report."""

    laid = Signal(object, str)

    def __init__(
        self, desk: Desk, campaign_id: int, shown: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._campaign_id = desk, campaign_id
        self.setWindowTitle(_("Weeks"))
        self.resize(560, 540)
        self.source = WeekField(_("Week to copy"), shown)
        self.target = WeekField(_("Week to fill"), shown + timedelta(days=7))
        self.with_people = QCheckBox(_("With the people in it, as drafts"))
        self.copy = primary(QPushButton(_("Copy the week")))
        self.copy.clicked.connect(self._copy)
        self.name = QLineEdit()
        self.keep = QPushButton(_("Keep the week as a template"))
        self.keep.clicked.connect(self._keep)
        self.template = QComboBox()
        self.lay = QPushButton(_("Lay over the week to fill"))
        self.lay.clicked.connect(self._lay)
        self.forget = QPushButton(_("Delete this template"))
        self.forget.clicked.connect(self._forget)
        self.said = paragraph("")
        self._assemble()
        self._read()

    def _assemble(self) -> None:
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(
            paragraph(
                _(
                    "Nothing is overwritten: what is there already is left as it is, and the "
                    "conflict report opens at the end."
                ),
                "muted",
            )
        )
        days = Form()
        days.add(_("Week to copy"), self.source)
        days.add(_("Week to fill"), self.target)
        layout.addWidget(days)
        copying = Card(_("Copy"))
        copying.body.addWidget(self.with_people)
        copying.body.addLayout(row(self.copy))
        templates = Card(_("Templates"))
        naming = Form()
        naming.add(_("Name"), self.name)
        naming.add(_("Template"), self.template)
        templates.body.addWidget(naming)
        templates.body.addLayout(row(self.keep, self.lay, self.forget))
        layout.addWidget(copying)
        layout.addWidget(templates)
        layout.addWidget(self.said)
        layout.addStretch(1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout.addLayout(buttons)

    def _read(self) -> None:
        self._desk.ask(weeks.list_templates, then=self._show_templates)

    def _show_templates(self, templates: tuple[TemplateRow, ...]) -> None:
        self.template.clear()
        for one in templates:
            words = ngettext("{name} ({count} slot)", "{name} ({count} slots)", one.slots)
            self.template.addItem(words.format(name=one.name, count=one.slots), one.id)
        for button in (self.lay, self.forget):
            button.setEnabled(bool(templates))

    def _do(self, use_case: object, *args: object, then: object, **options: object) -> None:
        refuse = partial(alerts.show, parent=self)
        self._desk.do(use_case, *args, then=then, or_else=refuse, **options)  # type: ignore[arg-type] # handed on

    def _copy(self) -> None:
        source, target = self.source.monday(), self.target.monday()
        self._do(
            weeks.copy_week,
            self._campaign_id,
            source,
            target,
            with_people=self.with_people.isChecked(),
            then=partial(self._laid, target),
        )

    def _laid(self, target: date, laid: WeekLaid) -> None:
        words = laid_text(laid)
        self.said.setText(words)
        if laid.slots or laid.people:
            self.laid.emit(target, words)
            self.accept()

    def _keep(self) -> None:
        self._do(
            weeks.keep_template,
            self._campaign_id,
            self.source.monday(),
            self.name.text(),
            then=self._kept,
        )

    def _kept(self, _template: int) -> None:
        self.said.setText(_("The template is kept."))
        self._read()

    def _lay(self) -> None:
        target = self.target.monday()
        template = self.template.currentData()
        then = partial(self._laid, target)
        self._do(weeks.lay_template, template, self._campaign_id, target, then=then)

    def _forget(self) -> None:
        self._do(
            weeks.forget_template, self.template.currentData(), then=lambda _value: self._read()
        )
