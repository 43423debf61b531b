"""The pages of the window, in order: adding one is adding one line."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from desktop.core.i18n import N_
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import Context
from desktop.ui.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: `factory` is `module:Class`, imported when the page is first shown."""

    id: str
    title: str
    icon: str
    factory: str
    group: int = 0

    def build(self, desk: Desk, jobs: Jobs, context: Context) -> Page:
        module, _, name = self.factory.partition(":")
        page = getattr(import_module(module), name)(desk, jobs, context)
        assert isinstance(page, Page)
        return page


PAGES = (
    Entry("home", N_("Home"), "home", "desktop.ui.home:HomePage"),
    Entry("campaigns", N_("Campaigns"), "campaigns", "desktop.ui.home.campaigns:CampaignsPage"),
    Entry("people", N_("People"), "people", "desktop.ui.people:PeoplePage", 1),
    Entry("sites", N_("Sites and departments"), "sites", "desktop.ui.sites:SitesPage", 1),
    Entry("planning", N_("Planning"), "planning", "desktop.ui.planning:PlanningPage", 2),
    Entry("stays", N_("Mystery stays"), "stays", "desktop.ui.stays:StaysPage", 2),
    Entry("reports", N_("Reports"), "reports", "desktop.ui.observations:ReportsPage", 3),
    Entry(
        "irritants", N_("Irritants and mirror"), "mirror", "desktop.ui.irritants:IrritantsPage", 3
    ),
    Entry(
        "publications",
        N_("Publications"),
        "publications",
        "desktop.ui.publications:PublicationsPage",
        3,
    ),
    Entry("import", N_("Import"), "import", "desktop.ui.importing:ImportPage", 4),
    Entry(
        "preferences",
        N_("Preferences"),
        "preferences",
        "desktop.ui.preferences:PreferencesPage",
        4,
    ),
    Entry("help", N_("Help"), "help", "desktop.ui.help:HelpPage", 4),
)
