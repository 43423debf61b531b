"""Where people work and whom they serve: sites at one tab, the tree of departments at the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSplitter, QTabWidget, QWidget

from desktop.core.changes import Changes
from desktop.core.i18n import N_, _, ngettext, number_text, percent_text
from desktop.core.labels import label
from desktop.core.vocabulary import SiteKind
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import Context
from desktop.ui.models.table import Column
from desktop.ui.page import Page
from desktop.ui.people.page import export_shown
from desktop.ui.sites.cards import department_card, offer_to_department, offer_to_site, site_card
from desktop.ui.sites.tree import DepartmentTree
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.record_card import RecordCard
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.people import PersonChoices, get_person_choices
from desktop.usecases.sites import (
    DepartmentCard,
    DepartmentRow,
    SiteCard,
    SiteRow,
    get_department,
    get_site,
    list_departments,
    list_sites,
    save_department,
    save_site,
)

KIND_TONES = {SiteKind.HOTEL: Tone.INFO, SiteKind.HEAD_OFFICE: Tone.NEUTRAL}

COLUMNS: tuple[Column[SiteRow], ...] = (
    Column(N_("Name"), lambda row: row.name, width=240),
    Column(
        N_("Kind of site"),
        lambda row: label(row.kind),
        tone=lambda row: KIND_TONES.get(row.kind, Tone.NEUTRAL),
        width=140,
    ),
    Column(N_("City"), lambda row: row.city, width=150),
    Column(N_("Department"), lambda row: row.department, width=160),
    Column(N_("Legal entity"), lambda row: row.entity, hidden=True),
    Column(
        N_("Rooms"),
        lambda row: number_text(row.rooms) if row.rooms is not None else "",
        key=lambda row: row.rooms,
        right=True,
    ),
    Column(
        N_("Opening threshold"),
        lambda row: percent_text(row.opening_threshold) if row.rooms else "",
        key=lambda row: row.opening_threshold,
        right=True,
        hidden=True,
    ),
    Column(
        N_("People"),
        lambda row: number_text(row.people) if row.people else "",
        key=lambda row: row.people,
        right=True,
    ),
    Column(N_("On the map"), lambda row: _("yes") if row.located else _("no"), hidden=True),
    Column(N_("Code"), lambda row: row.code),
)


class SitesPage(Page):
    """Two tabs, each a list and a card."""

    title = N_("Sites and departments")
    watches = Changes.SITES | Changes.PEOPLE | Changes.STAYS

    def __init__(
        self, desk: Desk, jobs: Jobs, context: Context, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, jobs, context, parent)
        self._site: int | None = None
        self._department: int | None = None
        self.add_action(_("Import…"), self._import)
        self.add = self.add_action(_("Add a site"), self._add, main=True)
        self.sites: TablePanel[SiteRow] = TablePanel(COLUMNS, _("Sites"), export=self._export)
        self.sites.setContentsMargins(0, 10, 0, 0)
        self.sites.picked.connect(self._on_site)
        self.inactive = QCheckBox(_("Also closed ones"))
        self.inactive.clicked.connect(lambda _on: self.reload())
        self.sites.add_tool(self.inactive)
        self.site_card = site_card(self._save_site)
        self.tree = DepartmentTree()
        self.tree.picked.connect(self._on_department)
        self.department_card = department_card(self._save_department)
        self.tabs = QTabWidget()
        self.tabs.addTab(_beside(self.sites, self.site_card), _("Sites"))
        self.tabs.addTab(_beside(self.tree, self.department_card), _("Departments"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.body.addWidget(self.tabs, 1)

    def reload(self) -> None:
        self.desk.ask(get_person_choices, then=self._offer)
        self.desk.ask(list_sites, then=self._show_sites, inactive=self.inactive.isChecked())
        self.desk.ask(list_departments, then=self._show_departments)

    def open_target(self, target: object) -> None:
        """`("site", id)` or `("department", id)`."""
        if not isinstance(target, tuple) or len(target) != 2:
            return
        kind, wanted = target
        self.tabs.setCurrentIndex(1 if kind == "department" else 0)
        if kind == "department":
            self.tree.select(wanted)
        else:
            self.sites.select_where(lambda row: row.id == wanted)

    # -- showing

    def _offer(self, choices: PersonChoices) -> None:
        if not self.site_card.dirty:
            offer_to_site(self.site_card, choices)
        if not self.department_card.dirty:
            offer_to_department(self.department_card, choices)

    def _show_sites(self, rows: Sequence[SiteRow]) -> None:
        self.sites.replace(rows)
        sites = ngettext("{count} site", "{count} sites", len(rows))
        self._sites_text = sites.format(count=number_text(len(rows)))
        if self._site is not None and not self.site_card.dirty:
            self.desk.ask(get_site, self._site, then=self._show_site)

    def _show_departments(self, rows: Sequence[DepartmentRow]) -> None:
        self.tree.replace(rows)
        if not rows and not self.sites.model.total and self._site is None:
            self.show_empty(
                _("No site and no department yet"),
                _("Bring in your lists, or let a staff list name them: drafts are made."),
                _("Import a list of sites"),
                lambda: self.context.navigate("import", "sites"),
            )
            return
        self.show_content()
        departments = ngettext("{count} department", "{count} departments", len(rows))
        departments = departments.format(count=number_text(len(rows)))
        self.set_subtitle(f"{self._sites_text} · {departments}")
        if self._department is not None and not self.department_card.dirty:
            self.desk.ask(get_department, self._department, then=self._show_department)

    def _on_tab(self, index: int) -> None:
        self.add.setText(_("Add a department") if index else _("Add a site"))

    # -- one site

    def _on_site(self, row: SiteRow | None) -> None:
        if row is not None and row.id != self._site:
            self._keep_if_wanted(self.site_card)
            self._site = row.id
            self.desk.ask(get_site, row.id, then=self._show_site)

    def _show_site(self, card: SiteCard) -> None:
        if card.id == self._site:
            self.site_card.show_record(card, card.name, f"{card.postcode} {card.city}".strip())
            self.site_card.show()

    def _save_site(self, card: SiteCard) -> None:
        self.desk.do(save_site, card, then=self._site_saved, or_else=self.site_card.refuse)

    def _site_saved(self, site: int) -> None:
        self._site = site
        self.desk.ask(get_site, site, then=self._show_site)
        self.sites.select_where(lambda row: row.id == site)

    # -- one department

    def _on_department(self, department: int | None) -> None:
        if department is not None and department != self._department:
            self._keep_if_wanted(self.department_card)
            self._department = department
            self.desk.ask(get_department, department, then=self._show_department)

    def _show_department(self, card: DepartmentCard) -> None:
        if card.id == self._department:
            self.department_card.show_record(card, card.name, card.code)
            self.department_card.show()

    def _save_department(self, card: DepartmentCard) -> None:
        self.desk.do(
            save_department, card, then=self._department_saved, or_else=self.department_card.refuse
        )

    def _department_saved(self, department: int) -> None:
        self._department = department
        self.desk.ask(get_department, department, then=self._show_department)
        self.tree.select(department)

    # -- acts

    def _keep_if_wanted(self, card: RecordCard[SiteCard] | RecordCard[DepartmentCard]) -> None:
        if card.dirty and alerts.ask(self, _("Keep what you changed on this card?"), yes=_("Keep")):
            card.keep()

    def _add(self) -> None:
        self.show_content()
        if self.tabs.currentIndex():
            above = self.tree.current()
            self._department = None
            new = DepartmentCard(parent_id=above)
            self.department_card.show_record(new, _("New department"))
            self.department_card.show()
            self.department_card.focus_first()
            return
        self._site = None
        self.site_card.show_record(SiteCard(), _("New site"))
        self.site_card.show()
        self.site_card.focus_first()

    def _import(self) -> None:
        kind = "departments" if self.tabs.currentIndex() else "sites"
        self.context.navigate("import", kind)

    def _export(self, titles: list[str], rows: list[tuple[str, ...]]) -> None:
        export_shown(self, _("Sites"), titles, rows)


def _beside(left: QWidget, card: QWidget) -> QSplitter:
    card.setMinimumWidth(380)
    card.hide()
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(left)
    splitter.addWidget(card)
    splitter.setSizes([680, 450])
    splitter.setStretchFactor(0, 1)
    return splitter
