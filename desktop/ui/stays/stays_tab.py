"""The coordinator's list of stays by alias, and what may be done with the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop import paths, settings
from desktop.core.i18n import (
    N_,
    _,
    date_text,
    day_text,
    list_text,
    money_text,
    ngettext,
    number_text,
    time_text,
)
from desktop.core.labels import label
from desktop.core.publishing.invitations import Contact
from desktop.core.stays import states
from desktop.core.stays.benefit import QUALIFICATION_WORDS, Budget, Qualification
from desktop.core.stays.states import Actor, Step, Transition
from desktop.core.vocabulary import StayStatus
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.models.table import Column
from desktop.ui.people.page import export_shown
from desktop.ui.stays.dialogs import CandidatesDialog, PriceDialog
from desktop.ui.stays.eyes_dialog import EyesDialog
from desktop.ui.stays.stay_actions import StayActions
from desktop.ui.stays.tones import DEFINITE, TONES
from desktop.ui.widgets.basics import Card, labelled, paragraph, primary, restyle
from desktop.ui.widgets.chips import Chip
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.stay_money import (
    PayrollRow,
    budget_of,
    list_payroll,
    qualify_stay,
    record_price,
)
from desktop.usecases.stay_reminders import Told, remind_to_folder
from desktop.usecases.stays import (
    StayRow,
    close_risen_offers,
    grant_stay,
    list_candidates,
    list_stays,
    mark_unmasked,
    take_step,
)

S = StayStatus


def _due(row: StayRow) -> str:
    if row.report_due is None:
        return ""
    due = row.report_due.astimezone()
    text = f"{day_text(due.date(), 'd MMM')} {time_text(due)}"
    return _("{date}, overdue").format(date=text) if row.overdue else text


COLUMNS: tuple[Column[StayRow], ...] = (
    Column(N_("Alias"), lambda row: row.alias, width=105),
    Column(N_("Hotel"), lambda row: row.site, width=195),
    Column(
        N_("Arrival"),
        lambda row: day_text(row.arrival),
        key=lambda row: row.arrival,
        tip=lambda row: date_text(row.arrival, "full"),
        width=105,
    ),
    Column(N_("Nights"), lambda row: number_text(row.nights), right=True),
    Column(
        N_("State"), lambda row: label(row.status), tone=lambda row: TONES[row.status], width=150
    ),
    Column(
        N_("Applicants"),
        lambda row: number_text(row.applicants) if row.applicants else "",
        key=lambda row: row.applicants,
        right=True,
    ),
    Column(N_("Report due"), _due, key=lambda row: row.report_due, width=150),
    Column(
        N_("Rebate"),
        lambda row: money_text(row.rebate) if row.rebate is not None else "",
        key=lambda row: row.rebate,
        right=True,
    ),
)


class StaysTab(QWidget):
    """The list at the left; at the right the steps that the table of states allows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._campaign = desk, 0
        self._row: StayRow | None = None
        self._actions = StayActions(desk, self)
        self._wanted: int | None = None
        self.table: TablePanel[StayRow] = TablePanel(COLUMNS, _("Stays"))
        self.table.picked.connect(self._show)
        close = QPushButton(_("Close full offers"))
        close.setToolTip(_("Takes back offers whose nights are no longer quiet; never a promise."))
        close.clicked.connect(self._close_risen)
        self.table.add_tool(close)
        payroll = QPushButton(_("Payroll…"))
        payroll.setToolTip(_("Person, month, entity, value and nature; nothing of the reports."))
        payroll.clicked.connect(self._export_payroll)
        self.table.add_tool(payroll)
        remind = QPushButton(_("Reminders…"))
        remind.setToolTip(_("Messages to guests whose report is due, 24 and 60 hours after."))
        remind.clicked.connect(self._remind)
        self.table.add_tool(remind)
        eyes = QPushButton(_("Who sees what…"))
        eyes.clicked.connect(lambda: EyesDialog(self).open())
        self.table.add_tool(eyes)
        self.budget = labelled("muted", "")
        self.table.add_tool(self.budget)
        self.panel = self._side()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.panel)
        splitter.setSizes([860, 320])
        splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addWidget(splitter)

    def _side(self) -> Card:
        card = Card()
        card.setMinimumWidth(290)
        self.alias = labelled("section", _("Choose a stay"))
        self.chip = Chip()
        self.facts = paragraph("", "muted")
        self.steps = QVBoxLayout()
        self.steps.setSpacing(6)
        for widget in (self.alias, self.chip, self.facts):
            card.body.addWidget(widget)
        card.body.addLayout(self.steps)
        card.body.addStretch(1)
        card.body.addWidget(
            paragraph(
                _("Sites and their heads see neither guests nor dates. No reason is ever kept."),
                "muted",
            )
        )
        self.chip.hide()
        return card

    # -- reading

    def read(self, campaign_id: int) -> None:
        """Read the stays again from the database."""
        self._campaign = campaign_id
        self._desk.ask(list_stays, campaign_id, datetime.now(UTC), then=self.show_stays)
        self._desk.ask(budget_of, campaign_id, then=self._show_budget)

    def show_stays(self, rows: Sequence[StayRow]) -> None:
        """Show these stays; the one chosen stays chosen."""
        self.table.replace(rows)
        if self._wanted is not None:
            self.select(self._wanted)
        elif self._row is not None:
            known = {row.id: row for row in rows}
            self._show(known.get(self._row.id))

    def select(self, stay_id: int) -> None:
        """Show one stay, now or as soon as it is read."""
        found = self.table.select_where(lambda row: row.id == stay_id)
        self._wanted = None if found else stay_id

    def _show_budget(self, budget: Budget) -> None:
        if budget.limit:
            self.budget.setText(
                _("{left} left of {limit}").format(
                    left=money_text(budget.left), limit=money_text(budget.limit)
                )
            )

    def _show(self, row: StayRow | None) -> None:
        self._row = row
        self.chip.setVisible(row is not None)
        self._clear()
        if row is None:
            self.alias.setText(_("Choose a stay"))
            self.facts.setText("")
            return
        self.alias.setText(row.alias)
        self.chip.say(label(row.status), TONES[row.status])
        self.facts.setText(self._facts(row))
        self._add_steps(row)
        self._add_more(row)

    def _add_steps(self, row: StayRow) -> None:
        steps = states.steps_from(row.status, Actor.COORDINATOR)
        onward = sorted(steps, key=lambda one: one.step in DEFINITE)
        for number, step in enumerate(one for one in onward if one.step is not Step.REQUEST):
            self._add_step(step, main=number == 0 and step.step not in DEFINITE)
        if row.status is S.ACCEPTED and not row.qualified:
            for kind in (Qualification.PRIVATE, Qualification.MISSION):
                words = _(QUALIFICATION_WORDS[kind])
                self._add_button(words, partial(self._qualify, kind), _("Said by payroll."))

    def _add_more(self, row: StayRow) -> None:
        if row.status in states.LIVED and not row.unmasked:
            tip = _("The report is kept, its scores do not count; this person never returns there.")
            self._add_button(_("Recognised by the staff"), self._unmask, tip)
        if row.status not in states.OVER:
            self._add_button(_("Price and rebate…"), self._price, "")
        actions = self._actions.for_stay(row)
        if actions:
            menu = QMenu(self)
            for words, act in actions:
                menu.addAction(words, act)
            self._add_button(_("Dates, papers, draw…"), lambda: None, "").setMenu(menu)

    def _facts(self, row: StayRow) -> str:
        span = _("{site}, from {arrival} to {departure}").format(
            site=row.site, arrival=date_text(row.arrival), departure=date_text(row.departure)
        )
        more = [_("The guest was recognised: scores do not count.")] if row.unmasked else []
        if row.status in states.PROMISED:
            more.append(
                _("Scenario and commitments signed: the guest sees the dates.")
                if row.signed
                else _("Not signed yet: the guest does not see the dates.")
            )
        if row.date_changes:
            more.append(
                _("Dates moved {count} of {most} times.").format(
                    count=number_text(row.date_changes), most=number_text(states.MOST_DATE_CHANGES)
                )
            )
        if row.companions:
            goes = ngettext("{count} companion.", "{count} companions.", row.companions)
            more.append(goes.format(count=number_text(row.companions)))
        if row.status is S.ACCEPTED and not row.qualified:
            more.append(_("Payroll has still to qualify this stay."))
        return "\n".join([span, *more])

    def _clear(self) -> None:
        while (item := self.steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_step(self, step: Transition, *, main: bool) -> None:
        slot = self._choose_guest if step.step is Step.GRANT else partial(self._take, step.step)
        words = _("Choose the guest…") if step.step is Step.GRANT else _(step.words)
        button = self._add_button(words, slot, _(step.follows))
        if main:
            restyle(primary(button))

    def _add_button(self, words: str, slot: partial[None] | object, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.clicked.connect(lambda _checked: slot())  # type: ignore[operator] # a function
        self.steps.addWidget(button)
        return button

    # -- acting

    def _take(self, step: Step) -> None:
        row = self._row
        if row is None:
            return
        words = states.step_words(step)
        question = _("{step}: {alias}?").format(step=words, alias=row.alias)
        hint = _(states.transition_of(step).follows)
        if step in DEFINITE and not alerts.ask(self, question, yes=words, hint=hint):
            return
        self._desk.do(take_step, row.id, step, Actor.COORDINATOR, datetime.now(UTC))

    def _choose_guest(self) -> None:
        if self._row is not None:
            dialog = CandidatesDialog(self._row.alias, self)
            dialog.chosen.connect(partial(self._grant, self._row.id))
            self._desk.ask(
                list_candidates, self._row.id, datetime.now(UTC), then=dialog.show_candidates
            )
            dialog.open()

    def _grant(self, stay_id: int, person_id: int) -> None:
        # 0 asks for the draw among the applicants.
        self._desk.do(grant_stay, stay_id, datetime.now(UTC), person_id or None)

    def _price(self) -> None:
        if self._row is not None:
            dialog = PriceDialog(self._row, self)
            dialog.given.connect(partial(self._record, self._row.id))
            dialog.open()

    def _record(self, stay_id: int, price: object, seen_on: object, rebate: object) -> None:
        self._desk.do(record_price, stay_id, price, seen_on, rebate)

    def _unmask(self) -> None:
        if self._row is not None:
            self._desk.do(mark_unmasked, self._row.id, datetime.now(UTC).date())

    def _qualify(self, kind: Qualification) -> None:
        if self._row is not None:
            self._desk.do(qualify_stay, self._row.id, kind)

    def _export_payroll(self) -> None:
        self._desk.ask(list_payroll, self._campaign, then=self._write_payroll)

    def _write_payroll(self, rows: tuple[PayrollRow, ...]) -> None:
        titles = [_("Staff number"), _("Month"), _("Entity"), _("Value"), _("Nature")]
        cells: list[tuple[str, ...]] = [
            (row.person, f"{row.month:%Y-%m}", row.entity, str(row.value), row.nature)
            for row in rows
        ]
        export_shown(self, _("Payroll"), titles, cells)

    def _remind(self) -> None:
        title = _("Folder of the messages")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            kept = settings.load(paths.settings_file())
            sender = Contact(kept.company or "Vis ma vie", kept.mail.sender)
            now = datetime.now(UTC)
            self._desk.do(
                remind_to_folder, self._campaign, Path(folder), now, sender, then=self._say_reminded
            )

    def _say_reminded(self, told: tuple[Told, tuple[Path, ...]]) -> None:
        count = len(told[1])
        words = ngettext("{count} reminder prepared.", "{count} reminders prepared.", count)
        lacking = told[0].without_address
        more = _("No address for: {aliases}.").format(aliases=list_text(list(lacking)))
        self.budget.setText(" ".join([words.format(count=count), *([more] if lacking else [])]))

    def _close_risen(self) -> None:
        today = datetime.now(UTC).date()
        self._desk.do(close_risen_offers, self._campaign, today, then=self._say_closed)

    def _say_closed(self, aliases: tuple[str, ...]) -> None:
        text = ", ".join(aliases) if aliases else _("every offer still stands")
        self.budget.setText(_("Closed: {list}").format(list=text))
