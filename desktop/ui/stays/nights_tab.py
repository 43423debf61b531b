"""The map of nights: hotels by days, the reason of the night chosen, and thresholds to try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, date_text, day_text, ngettext, number_text, percent_text
from desktop.core.stays.quiet_nights import NightVerdict, ThresholdEffect
from desktop.core.stays.terms import Terms
from desktop.desk import Desk
from desktop.ui.models.table import Column
from desktop.ui.stays.night_cells import NAMES, Legend, NightDelegate, NightsModel
from desktop.ui.stays.rule_dialogs import BlackoutsDialog, TermsDialog
from desktop.ui.widgets.basics import Card, labelled, paragraph, primary
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.flow import FlowRow
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.stay_blackouts import add_blackout, list_blackouts, remove_blackout
from desktop.usecases.stay_nights import SiteNights, map_nights, set_threshold, try_threshold
from desktop.usecases.stay_terms import get_terms, set_terms
from desktop.usecases.stays import offer_stay

CELL, LINE = 34, 34
HotelNight = tuple[SiteNights, NightVerdict]

COLUMNS: tuple[Column[HotelNight], ...] = (
    Column(N_("Hotel"), lambda row: row[0].name, width=220),
    Column(
        N_("Night"),
        lambda row: day_text(row[1].night, "EEE d MMM y"),
        key=lambda row: row[1].night,
        width=140,
    ),
    Column(
        N_("Occupancy"),
        lambda row: percent_text(row[1].occupancy) if row[1].occupancy is not None else "?",
        key=lambda row: row[1].occupancy,
        right=True,
    ),
    Column(
        N_("State"),
        lambda row: _(NAMES[row[1].status]),
        tone=lambda row: Tone.GOOD if row[1].is_open else Tone.NEUTRAL,
        width=170,
    ),
    Column(N_("Rooms left"), lambda row: number_text(row[1].left), right=True),
    Column(N_("Why"), lambda row: row[1].reason, width=320),
)


class NightsTab(QWidget):
    """Map and table show the same nights; below, what is known of the one chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._campaign = desk, 0
        self._chosen: HotelNight | None = None
        self.model = NightsModel(self)
        self.map = self._map()
        self.table: TablePanel[HotelNight] = TablePanel(COLUMNS, _("Nights"))
        self.table.picked.connect(self._choose)
        self.views = QStackedWidget()
        self.views.addWidget(self.map)
        self.views.addWidget(self.table)
        self.as_table = QToolButton()
        self.as_table.setText(_("As a table"))
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._switch)
        self.rules = QToolButton()
        self.rules.setText(_("Rules of the stays…"))
        self.rules.clicked.connect(self._open_rules)
        self.periods = QToolButton()
        self.periods.setText(_("Closed periods…"))
        self.periods.setToolTip(_("Own periods of the hotel of the night chosen."))
        self.periods.clicked.connect(self._open_periods)
        head = QHBoxLayout()
        head.addWidget(Legend(), 1)
        head.addWidget(self.periods)
        head.addWidget(self.rules)
        head.addWidget(self.as_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.views, 1)
        layout.addWidget(self._detail())

    # -- building

    def _map(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        view.setAccessibleName(_("Map of nights"))
        view.setItemDelegate(NightDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        across, down = view.horizontalHeader(), view.verticalHeader()
        across.setMinimumSectionSize(CELL)
        across.setDefaultSectionSize(CELL)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setStyleSheet("QHeaderView::section { padding: 3px 0; }")
        down.setDefaultSectionSize(LINE)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.selectionModel().currentChanged.connect(self._on_current)
        return view

    def _detail(self) -> Card:
        card = Card()
        self.what = labelled("section", _("Choose a night"))
        self.why = paragraph(
            _("The arrows move from night to night; the reason of each stands here."), "muted"
        )
        self.length = QSpinBox()
        self.length.setRange(1, 3)
        self.length.setAccessibleName(_("Nights of the stay"))
        self.offer = primary(QPushButton(_("Offer a stay")))
        self.offer.clicked.connect(self._offer)
        self.threshold = QSpinBox()
        self.threshold.setRange(0, 100)
        self.threshold.setSuffix(" %")
        self.threshold.setAccessibleName(_("Threshold to try"))
        self.threshold.valueChanged.connect(self._try)
        self.effect = labelled("muted", "")
        self.keep = QPushButton(_("Keep this threshold"))
        self.keep.clicked.connect(self._keep)
        offering = FlowRow()
        for widget in (labelled("", _("Nights")), self.length, self.offer):
            offering.addWidget(widget)
        offering.add_stretch()
        for widget in (labelled("", _("If the threshold were")), self.threshold, self.effect):
            offering.addWidget(widget)
        offering.addWidget(self.keep)
        card.body.addWidget(self.what)
        card.body.addWidget(self.why)
        card.body.addLayout(offering)
        self._enable()
        return card

    # -- reading

    def read(self, campaign_id: int) -> None:
        """Read the nights again from the database."""
        self._campaign = campaign_id
        self._desk.ask(map_nights, campaign_id, _today(), then=self.show_nights)

    def show_nights(self, hotels: Sequence[SiteNights]) -> None:
        """Show these nights in both views; the one chosen stays chosen."""
        place = self.map.currentIndex()
        row, column = place.row(), place.column()
        self.model.replace(hotels)
        self.table.replace([(hotel, night) for hotel in hotels for night in hotel.verdicts])
        if hotels and row < len(hotels):
            self.map.setCurrentIndex(self.model.index(max(row, 0), max(column, 0)))
        self._enable()

    def _switch(self, table: bool) -> None:
        self.views.setCurrentWidget(self.table if table else self.map)

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self._choose((self.model.hotels[index.row()], self.model.verdict(index)))

    def _choose(self, chosen: HotelNight | None) -> None:
        if chosen is None:
            return
        moved = self._chosen is None or self._chosen[0].site_id != chosen[0].site_id
        self._chosen = chosen
        hotel, night = chosen
        self.what.setText(f"{hotel.name} · {date_text(night.night, 'full')}")
        self.why.setText(night.reason)
        self.length.setRange(hotel.policy.min_nights, hotel.policy.max_nights)
        if moved:
            self.threshold.blockSignals(True)
            self.threshold.setValue(round(hotel.policy.threshold * 100))
            self.threshold.blockSignals(False)
        self._try()
        self._enable()

    def _enable(self) -> None:
        chosen = self._chosen
        self.offer.setEnabled(chosen is not None and chosen[1].is_open)
        self.threshold.setEnabled(chosen is not None)
        self.periods.setEnabled(chosen is not None)
        tried = self.threshold.value()
        kept = chosen is not None and tried == round(chosen[0].policy.threshold * 100)
        self.keep.setEnabled(chosen is not None and not kept)

    # -- acting

    def _offer(self) -> None:
        if self._chosen is not None:
            hotel, night = self._chosen
            self._desk.do(
                offer_stay,
                self._campaign,
                hotel.site_id,
                night.night,
                self.length.value(),
                _today(),
            )

    def _open_rules(self) -> None:
        def show(terms: Terms) -> None:
            dialog = TermsDialog(terms, self)
            dialog.given.connect(lambda new: self._desk.do(set_terms, new))
            dialog.open()

        self._desk.ask(get_terms, then=show)

    def _open_periods(self) -> None:
        if self._chosen is None:
            return
        site, dialog = self._chosen[0].site_id, BlackoutsDialog(self._chosen[0].name, self)

        def show(_value: object = None) -> None:
            self._desk.ask(list_blackouts, site, self._campaign, then=dialog.show_periods)

        def add(first: date, last: date, label: str) -> None:
            self._desk.do(add_blackout, site, first, last, label, then=show)

        dialog.added.connect(add)
        dialog.removed.connect(lambda key: self._desk.do(remove_blackout, key, then=show))
        show()
        dialog.open()

    def _try(self) -> None:
        if self._chosen is not None:
            share = self.threshold.value() / 100
            site = self._chosen[0].site_id
            self._desk.ask(
                try_threshold, site, self._campaign, share, _today(), then=self._show_effect
            )
        self._enable()

    def _show_effect(self, effect: ThresholdEffect) -> None:
        opens = ngettext("{count} night opens", "{count} nights open", len(effect.opened))
        closes = ngettext("{count} closes", "{count} close", len(effect.closed))
        self.effect.setText(
            _("{opens}, {closes}; {total} open in all.").format(
                opens=opens.format(count=number_text(len(effect.opened))),
                closes=closes.format(count=number_text(len(effect.closed))),
                total=number_text(effect.nights),
            )
        )

    def _keep(self) -> None:
        if self._chosen is not None:
            self._desk.do(set_threshold, self._chosen[0].site_id, self.threshold.value() / 100)


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the day on the user's desk
