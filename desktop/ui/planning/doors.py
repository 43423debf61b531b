"""What opens over the planning page: proposal, publication, messages, slots, weeks, texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from desktop.core.i18n import _
from desktop.core.planning.problem import Problem
from desktop.ui import alerts
from desktop.ui.page import Page
from desktop.ui.planning.fairness import FairnessDialog
from desktop.ui.planning.mail import MailDialog
from desktop.ui.planning.proposal import ProposalDialog
from desktop.ui.planning.publication import PublicationDialog
from desktop.ui.planning.slot_editor import SlotEditor
from desktop.ui.planning.texts import TextsDialog
from desktop.ui.planning.weeks import WeeksDialog
from desktop.usecases import attendance, slots
from desktop.usecases.campaigns import CampaignRow
from desktop.usecases.slots import SlotCard, SlotChoices


class Doors(QObject):
    """`laid` tells that a week was filled: its Monday, and what came of it in words."""

    laid = Signal(object, str)

    def __init__(
        self,
        page: Page,
        campaign: Callable[[], CampaignRow | None],
        problem: Callable[[], Problem | None],
        shown: Callable[[], date],
    ) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self._campaign, self._problem, self._shown = campaign, problem, shown

    def menu_button(self) -> QPushButton:
        """What is done to the plan less often."""
        button = QPushButton(_("More"))
        menu = QMenu(button)
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            (_("Add a slot…"), self.add_slot),
            (_("Copy a week, templates…"), self.weeks),
            (_("Who has had what…"), self.fairness),
            (_("Close past days as done"), self.close_past),
            (_("Messages to send…"), self.choose_mail),
            (_("Texts of the messages…"), self.texts),
        )
        for words, act in acts:
            action = QAction(words, menu)
            action.triggered.connect(partial(_call, act))
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def propose(self) -> None:
        problem, campaign = self._problem(), self._campaign()
        if problem is not None and campaign is not None:
            jobs = self._page.jobs
            ProposalDialog(self._desk, jobs, campaign.id, problem, self._page).open()

    def fairness(self) -> None:
        """Who has had what over the campaigns."""
        problem = self._problem()
        if problem is not None:
            FairnessDialog(problem, self._page).open()

    def publish(self) -> None:
        campaign = self._campaign()
        if campaign is not None:
            dialog = PublicationDialog(self._desk, self._page.context, campaign.id, self._page)
            dialog.mail_wanted.connect(self.show_mail)
            dialog.open()

    def choose_mail(self) -> None:
        start = self._page.context.settings.output_folder
        folder = QFileDialog.getExistingDirectory(self._page, _("Folder of the messages"), start)
        if folder:
            self.show_mail(Path(folder))

    def show_mail(self, folder: Path) -> None:
        """Look at the prepared messages of a folder and send them."""
        MailDialog(self._page.jobs, self._page.context, folder, self._page).open()

    def texts(self) -> None:
        TextsDialog(self._desk, self._page).open()

    def edit_slot(self, slot: int) -> None:
        self._desk.ask(slots.get_slot, slot, then=self._open_editor)

    def _open_editor(self, card: SlotCard) -> None:
        SlotEditor(self._desk, card, self._page).open()

    def add_slot(self) -> None:
        self._desk.ask(slots.get_slot_choices, then=self._open_new_slot)

    def _open_new_slot(self, choices: SlotChoices) -> None:
        campaign = self._campaign()
        if campaign is not None and choices.sites:
            day = max(self._shown(), date.today())  # noqa: DTZ011 -- the user's own day
            self._open_editor(slots.new_card(campaign.id, choices.sites[0].id, day))

    def weeks(self) -> None:
        campaign = self._campaign()
        if campaign is not None:
            dialog = WeeksDialog(self._desk, campaign.id, self._shown(), self._page)
            dialog.laid.connect(self.laid)
            dialog.open()

    def close_past(self) -> None:
        campaign = self._campaign()
        if campaign is not None:
            self._desk.do(
                attendance.close_past_days,
                campaign.id,
                datetime.now(UTC),
                or_else=partial(alerts.show, parent=self._page),
            )


def _call(act: Callable[[], object], _checked: bool = False) -> None:
    act()
