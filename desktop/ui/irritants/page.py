"""Irritants and mirror: four ways to look at what the reports and the clients say."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QTabWidget, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _, ngettext
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.irritants.chain_tab import ChainTab
from desktop.ui.irritants.journey_tab import JourneyTab
from desktop.ui.irritants.loop_tab import LoopTab
from desktop.ui.irritants.mirror_tab import MirrorTab
from desktop.ui.irritants.paths_tab import PathsTab
from desktop.ui.irritants.register_tab import RegisterTab, today
from desktop.ui.irritants.verbatims_tab import VerbatimsTab
from desktop.ui.page import Page
from desktop.usecases.mirror_disclosure import COORDINATOR, Reader
from desktop.usecases.register_intake import Taken, count_waiting, take_cards

TABS = ("mirror", "register", "journey", "chain", "verbatims", "paths", "loop")


class IrritantsPage(Page):
    """The mirror comes first: it is what the programme is for."""

    title = N_("Irritants and mirror")
    watches = (
        Changes.IRRITANTS
        | Changes.REPORTS
        | Changes.VERBATIMS
        | Changes.PLAN
        | Changes.SITES
        | Changes.CAMPAIGNS
    )

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self.take = self.add_action(
            _("Take the cards"),
            self._take,
            main=True,
            tip=_("Turn the irritant cards of accepted reports into irritants"),
        )
        self.mirror = MirrorTab(desk, context)
        self.register = RegisterTab(desk, context)
        self.journey = JourneyTab(desk, context)
        self.chain = ChainTab(desk, context)
        self.verbatims = VerbatimsTab(desk, context)
        self.paths = PathsTab(desk, context)
        self.paths.opened.connect(self.open_target)
        self.loop = LoopTab(desk, context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab, words in (
            (self.mirror, _("Mirror")),
            (self.register, _("Register")),
            (self.journey, _("Journey")),
            (self.chain, _("Service chain")),
            (self.verbatims, _("Clients’ words")),
            (self.paths, _("Two paths")),
            (self.loop, _("Follow-up")),
        ):
            self.tabs.addTab(tab, words)
        self.as_head = QCheckBox(_("As a department head sees it"))
        self.as_head.setToolTip(
            _("Nothing below the thresholds, no word of a few, nothing that is not released yet")
        )
        self.as_head.toggled.connect(self._look_as)
        self._actions.insertWidget(0, self.as_head)
        self._fresh: set[int] = set()
        self.tabs.currentChanged.connect(lambda _index: self._reload_tab())
        self.body.addWidget(self.tabs, 1)

    def reload(self) -> None:
        if self.context.campaign is None:
            self.show_empty(
                _("There is no campaign yet."), _("Irritants belong to a campaign."),
            )  # fmt: skip
            self.take.hide()
            return
        self.show_content()
        self._fresh.clear()
        self._reload_tab()
        self.desk.ask(count_waiting, self.context.campaign.id, then=self._say_waiting)

    def open_target(self, target: object) -> None:
        """`mirror`, `register`…, a filter of the register (`past`, `no_cause`) or a key."""
        if isinstance(target, int):
            self.tabs.setCurrentWidget(self.register)
            self.register.show_irritant(target)
        elif target in TABS:
            self.tabs.setCurrentIndex(TABS.index(str(target)))
        elif isinstance(target, str):
            self.tabs.setCurrentWidget(self.register)
            self.register.show_only(target)

    def _reload_tab(self) -> None:
        """Read only what is seen; a tab seen since the last change is not read again."""
        index = self.tabs.currentIndex()
        if index not in self._fresh and self.desk.is_open:
            self._fresh.add(index)
            tab = self.tabs.currentWidget()
            if isinstance(
                tab,
                MirrorTab | RegisterTab | JourneyTab | ChainTab | VerbatimsTab | PathsTab | LoopTab,
            ):
                tab.reload()

    def _look_as(self, is_head: bool) -> None:
        """Read everything again within the limits of who looks; raw words and names are closed."""
        reader = Reader(is_coordinator=False, today=today()) if is_head else COORDINATOR
        for tab in (self.mirror, self.register, self.journey, self.chain, self.paths):
            tab.reader = reader
        for closed in (self.verbatims, self.loop):
            self.tabs.setTabVisible(self.tabs.indexOf(closed), not is_head)
        self._fresh.clear()
        self._reload_tab()

    def _say_waiting(self, waiting: int) -> None:
        self.take.setVisible(waiting > 0)
        text = ngettext(
            "{count} card of accepted reports waits to be taken into the register.",
            "{count} cards of accepted reports wait to be taken into the register.",
            waiting,
        )
        self.set_subtitle(text.format(count=waiting) if waiting else "")

    def _take(self) -> None:
        if self.context.campaign is not None:
            self.desk.do(take_cards, self.context.campaign.id, then=self._on_taken)

    def _on_taken(self, taken: Taken) -> None:
        self.set_subtitle(
            _("{created} new, {joined} joined to known ones, {reopened} reopened.").format(
                created=taken.created, joined=taken.joined, reopened=taken.reopened
            )
        )
