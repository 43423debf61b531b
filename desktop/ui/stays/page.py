"""Mystery stays: the map of quiet nights, and the stays with what may be done with each."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.page import Page
from desktop.ui.stays.guest_tab import GuestTab
from desktop.ui.stays.nights_tab import NightsTab
from desktop.ui.stays.stays_tab import StaysTab


class StaysPage(Page):
    """Three tabs: what is open, who goes where under which alias, and a participant's own page."""

    title = N_("Mystery stays")
    watches = Changes.STAYS | Changes.SITES | Changes.CAMPAIGNS | Changes.REPORTS

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self.nights = NightsTab(desk)
        self.stays = StaysTab(desk)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.nights, _("Quiet nights"))
        self.tabs.addTab(self.stays, _("Stays"))
        self.guest = GuestTab(desk)
        self.tabs.addTab(self.guest, _("As a participant…"))
        self.body.addWidget(self.tabs, 1)
        self.set_subtitle(
            _("Offers open only on nights under the threshold; unknown nights are never offered.")
        )

    def reload(self) -> None:
        campaign = self.context.campaign
        if campaign is None:
            self.show_empty(
                _("There is no campaign yet"),
                _("Mystery stays belong to a campaign, with its staff note and its budget."),
                _("Go to the campaigns"),
                lambda: self.context.navigate("campaigns"),
            )
            return
        self.show_content()
        self.nights.read(campaign.id)
        self.stays.read(campaign.id)
        self.guest.read(campaign.id)

    def open_target(self, target: object) -> None:
        """Show one stay by its id."""
        if isinstance(target, int):
            self.tabs.setCurrentWidget(self.stays)
            self.stays.select(target)
