"""Everyone who may take part: a list to search and filter, and the card of the person selected."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QSplitter, QWidget

from desktop.core.changes import Changes
from desktop.core.exchange.writing import Sheet, write_table
from desktop.core.i18n import N_, _, date_text, ngettext, number_text
from desktop.core.labels import label
from desktop.core.vocabulary import Side
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.page import Page
from desktop.ui.people.card import offer_choices, person_card
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.people import (
    PeopleFilter,
    PersonCard,
    PersonChoices,
    PersonRow,
    get_person,
    get_person_choices,
    list_people,
    save_person,
)

SIDE_TONES = {Side.FRONT: Tone.GOOD, Side.BACK: Tone.INFO, Side.MIXED: Tone.NEUTRAL}

COLUMNS: tuple[Column[PersonRow], ...] = (
    Column(N_("Last name"), lambda row: row.last_name),
    Column(N_("First name"), lambda row: row.first_name),
    Column(N_("Department"), lambda row: row.department, width=170),
    Column(N_("Site"), lambda row: row.site, width=150),
    Column(
        N_("Side"), lambda row: label(row.side), tone=lambda row: SIDE_TONES[row.side], width=130
    ),
    Column(N_("Contract"), lambda row: label(row.contract)),
    Column(N_("Job title"), lambda row: row.job_title, hidden=True),
    Column(N_("E-mail"), lambda row: row.email, hidden=True),
    Column(N_("Staff number"), lambda row: row.code),
    Column(N_("Usual week"), lambda row: row.weekly_schedule, hidden=True),
    Column(
        N_("Start of contract"),
        lambda row: date_text(row.join_date) if row.join_date else "",
        key=lambda row: row.join_date,
        hidden=True,
    ),
    Column(
        N_("End of contract"),
        lambda row: date_text(row.leave_date) if row.leave_date else "",
        key=lambda row: row.leave_date,
        hidden=True,
    ),
)


class PeoplePage(Page):
    """The list at the left, the card at the right."""

    title = N_("People")
    watches = Changes.PEOPLE | Changes.SITES

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._shown: int | None = None
        self._wanted: int | None = None
        self.add_action(_("Import…"), lambda: context.navigate("import", "people"))
        self.add_action(_("Add a person"), self._add, main=True)
        self.table: TablePanel[PersonRow] = TablePanel(COLUMNS, _("People"), export=self._export)
        self.table.picked.connect(self._on_picked)
        self.side = QComboBox()
        self.side.setAccessibleName(_("Side"))
        self.side.addItem(_("All sides"), None)
        for side in Side:
            self.side.addItem(label(side), side)
        self.side.activated.connect(lambda _index: self.reload())
        self.inactive = QCheckBox(_("Also those who have left"))
        self.inactive.clicked.connect(lambda _on: self.reload())
        self.table.add_tool(self.side)
        self.table.add_tool(self.inactive)
        self.card = person_card(self._save)
        self.card.setMinimumWidth(380)
        self.card.hide()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.card)
        self.splitter.setSizes([680, 450])
        self.splitter.setStretchFactor(0, 1)
        self.body.addWidget(self.splitter, 1)

    def reload(self) -> None:
        wanted = PeopleFilter(side=self.side.currentData(), inactive=self.inactive.isChecked())
        self.desk.ask(get_person_choices, then=self._offer)
        self.desk.ask(list_people, wanted, then=self._show)

    def open_target(self, target: object) -> None:
        """Show the person of this id."""
        if isinstance(target, int):
            self._wanted = target
            self._select()

    def _offer(self, choices: PersonChoices) -> None:
        if not self.card.dirty:
            offer_choices(self.card, choices)

    def _show(self, rows: Sequence[PersonRow]) -> None:
        self.table.replace(rows)
        narrowed = self.side.currentData() is not None
        if not rows and not narrowed and self._shown is None and not self.card.isVisible():
            self.show_empty(
                _("Nobody is known yet"),
                _("Bring in your staff list: the columns are guessed, nothing is written unseen."),
                _("Import a staff list"),
                lambda: self.context.navigate("import", "people"),
            )
            return
        self.show_content()
        self.set_subtitle(
            ngettext("{count} person", "{count} people", len(rows)).format(
                count=number_text(len(rows))
            )
        )
        self._select()
        if self._shown is not None and not self.card.dirty:
            self._read(self._shown)

    def _select(self) -> None:
        if self._wanted is not None:
            wanted = self._wanted
            if self.table.select_where(lambda row: row.id == wanted):
                self._wanted = None

    def _on_picked(self, row: PersonRow | None) -> None:
        if row is None or row.id == self._shown:
            return
        if self.card.dirty and alerts.ask(
            self, _("Keep what you changed on this card?"), yes=_("Keep")
        ):
            self.card.keep()
        self._shown = row.id
        self._read(row.id)

    def _read(self, person: int) -> None:
        self.desk.ask(get_person, person, then=self._show_card)

    def _show_card(self, card: PersonCard) -> None:
        if card.id != self._shown:
            return
        name = f"{card.first_name} {card.last_name}".strip()
        self.card.show_record(card, name, card.job_title)
        self.card.show()

    def _add(self) -> None:
        self.show_content()
        self._shown = None
        self.table.view.clearSelection()
        self.card.show_record(PersonCard(), _("New person"), _("A number and a name are enough."))
        self.card.show()
        self.card.focus_first()

    def _save(self, card: PersonCard) -> None:
        self.desk.do(save_person, card, then=self._saved, or_else=self.card.refuse)

    def _saved(self, person: int) -> None:
        self._shown = self._wanted = person
        self._read(person)
        self._select()

    def _export(self, titles: list[str], rows: list[tuple[str, ...]]) -> None:
        export_shown(self, _("People"), titles, rows)


def export_shown(
    parent: QWidget, title: str, titles: list[str], rows: list[tuple[str, ...]]
) -> None:
    """Write what a list shows to a file of the user's choice."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("Export this list"), f"{title}.xlsx", "*.xlsx;;*.csv"
    )
    if name:
        write_table(Path(name), Sheet(title, tuple(titles), tuple(rows)))


__all__ = ["PeoplePage", "export_shown"]
