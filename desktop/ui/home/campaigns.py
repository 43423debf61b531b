"""The page of campaigns: make one, set it, open it, close it, prepare the next edition."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _, date_text, list_text, ngettext, number_text
from desktop.core.labels import label
from desktop.core.vocabulary import CampaignStatus
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import CampaignChoice, Context
from desktop.ui.home.campaign_sheet import CampaignForm
from desktop.ui.models.table import Column
from desktop.ui.page import Page
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.campaigns import (
    CampaignRow,
    CampaignSheet,
    close_campaign,
    delete_campaign,
    get_campaign,
    list_campaigns,
    open_campaign,
)

TONES = {
    CampaignStatus.DRAFT: Tone.NEUTRAL,
    CampaignStatus.OPEN: Tone.GOOD,
    CampaignStatus.CLOSED: Tone.INFO,
}

COLUMNS: tuple[Column[CampaignRow], ...] = (
    Column(N_("Code"), lambda row: row.code),
    Column(N_("Name"), lambda row: row.name, width=260),
    Column(
        N_("State"),
        lambda row: label(row.status),
        tone=lambda row: TONES[row.status],
        width=130,
    ),
    Column(N_("From"), lambda row: date_text(row.start), key=lambda row: row.start),
    Column(N_("To"), lambda row: date_text(row.end), key=lambda row: row.end),
    Column(N_("Slots"), lambda row: number_text(row.slots), key=lambda row: row.slots, right=True),
    Column(
        N_("Placements"),
        lambda row: number_text(row.assignments),
        key=lambda row: row.assignments,
        right=True,
    ),
    Column(
        N_("Reports"), lambda row: number_text(row.reports), key=lambda row: row.reports, right=True
    ),
    Column(
        N_("Irritants"),
        lambda row: number_text(row.irritants),
        key=lambda row: row.irritants,
        right=True,
    ),
)


class CampaignsPage(Page):
    """Everything belongs to one campaign; the one selected can be taken in hand."""

    title = N_("Campaigns")
    watches = Changes.CAMPAIGNS | Changes.SLOTS | Changes.PLAN | Changes.REPORTS | Changes.IRRITANTS

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self.add_action(_("Create a campaign"), self._create, main=True)
        self.table = TablePanel(COLUMNS, _("Campaigns"))
        self.table.chosen.connect(self._on_chosen)
        self.table.picked.connect(lambda _row: self._say_what_can_be_done())
        self.body.addWidget(self.table, 1)
        self.take = self._tool(_("Work on it"), self._take)
        self.set = self._tool(_("Set…"), self._set)
        self.switch = self._tool(_("Open it"), self._switch)
        self.next = self._tool(_("Next edition…"), self._next)
        self.remove = self._tool(_("Remove"), self._remove)
        self._say_what_can_be_done()

    def reload(self) -> None:
        self.desk.ask(list_campaigns, then=self._show)

    def open_target(self, target: object) -> None:
        if target == "new":
            self._create()

    def _show(self, rows: list[CampaignRow]) -> None:
        self.table.replace(rows)
        self._say_what_can_be_done()
        if not rows:
            self.show_empty(
                _("There is no campaign yet."),
                _("A campaign is a dated edition of the programme: everything belongs to one."),
                _("Create a campaign"),
                self._create,
            )
            return
        opened = sum(row.status is CampaignStatus.OPEN for row in rows)
        self.set_subtitle(
            ngettext("{count} open campaign", "{count} open campaigns", opened).format(count=opened)
        )
        self.show_content()

    def _tool(self, text: str, slot: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(slot)
        self.table.add_tool(button)
        return button

    def _say_what_can_be_done(self) -> None:
        row = self.table.current()
        for button in (self.take, self.set, self.switch, self.next, self.remove):
            button.setEnabled(row is not None)
        if row is not None:
            is_open = row.status is CampaignStatus.OPEN
            self.switch.setText(_("Close it") if is_open else _("Open it"))
            self.remove.setEnabled(row.status is CampaignStatus.DRAFT)

    # -- the buttons

    def _create(self) -> None:
        CampaignForm(self.desk, self.context, None, self).open()

    def _on_chosen(self, row: CampaignRow) -> None:
        self.desk.ask(get_campaign, row.code, then=self._edit)

    def _set(self) -> None:
        if row := self.table.current():
            self._on_chosen(row)

    def _edit(self, sheet: CampaignSheet) -> None:
        CampaignForm(self.desk, self.context, sheet, self).open()

    def _next(self) -> None:
        if row := self.table.current():
            self.desk.ask(get_campaign, row.code, then=self._propose_next)

    def _propose_next(self, sheet: CampaignSheet) -> None:
        CampaignForm(self.desk, self.context, sheet, self, copy=True).open()

    def _take(self) -> None:
        if row := self.table.current():
            self.context.choose_campaign(CampaignChoice(row.id, row.code, row.name))
            self.context.navigate("home")

    def _switch(self) -> None:
        row = self.table.current()
        if row is None:
            return
        if row.status is CampaignStatus.OPEN:
            self.desk.do(close_campaign, row.code)
        else:
            self.desk.do(open_campaign, row.code)

    def _remove(self) -> None:
        row = self.table.current()
        if row is None:
            return
        held = [
            ngettext("{count} slot", "{count} slots", row.slots).format(count=row.slots),
            ngettext("{count} placement", "{count} placements", row.assignments).format(
                count=row.assignments
            ),
        ]
        if alerts.ask(
            self,
            _("Remove the draft “{name}”?").format(name=row.name),
            yes=_("Remove it"),
            hint=_("With it go {things}. You can undo this.").format(things=list_text(held)),
        ):
            self.desk.do(delete_campaign, row.code, then=partial(self.table.view.clearSelection))
