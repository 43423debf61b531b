"""The clients' words: what was proposed for each, how sure it is, and the correction in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, ngettext, number_text, percent_text
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.core.vocabulary import Polarity
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.irritants.step_dialogs import touchpoint_field
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import Card, labelled, paragraph
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import verbatims
from desktop.usecases.verbatims import VerbatimRow, VerbatimTotals

_TONES = {Polarity.POSITIVE: Tone.GOOD, Polarity.NEUTRAL: Tone.NEUTRAL, Polarity.NEGATIVE: Tone.BAD}


def _sure(row: VerbatimRow, confidence: float | None) -> str:
    if row.corrected:
        return _("by hand")
    return percent_text(confidence) if confidence is not None else _("as imported")


_COLUMNS: tuple[Column[VerbatimRow], ...] = (
    Column(
        N_("Words"), lambda row: " ".join(row.text.split()), tip=lambda row: row.text, width=420
    ),
    Column(
        N_("Polarity"),
        lambda row: label(row.polarity) if row.polarity else _("to be specified"),
        tone=lambda row: _TONES[row.polarity] if row.polarity else Tone.WARN,
        width=130,
    ),
    Column(N_("Sure"), lambda row: _sure(row, row.polarity_confidence), width=110),
    Column(
        N_("Touchpoint"),
        lambda row: touchpoint_name(row.touchpoint) if row.touchpoint else _("to be specified"),
        width=190,
    ),
    Column(N_("Sure"), lambda row: _sure(row, row.touchpoint_confidence), width=110),
    Column(N_("Voice"), lambda row: label(row.voice), hidden=True),
    Column(N_("Site"), lambda row: row.site or "—"),
    Column(N_("Date"), lambda row: date_text(row.day, "short") if row.day else "—"),
)


class VerbatimsTab(QWidget):
    """Least sure first; what is set by hand is never proposed again."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.only = QCheckBox(_("Only those to be specified"))
        self.only.toggled.connect(lambda _on: self.reload())
        self.table = TablePanel(_COLUMNS, _("Clients’ words"))
        self.table.add_tool(self.only)
        self.table.picked.connect(self._on_picked)
        self.totals = labelled("muted", "")
        self.propose = QPushButton(_("Propose labels"))
        self.propose.clicked.connect(lambda _checked: self._classify())
        self.progress = ProgressPanel()
        self.words = paragraph("")
        self.polarity = QComboBox()
        self.touchpoint = touchpoint_field("")
        self.touchpoint.setAccessibleName(_("Touchpoint"))
        self.polarity.setAccessibleName(_("Polarity"))
        for member in Polarity:
            self.polarity.addItem(label(member), member)
        self.save = QPushButton(_("Set by hand"))
        self.save.clicked.connect(lambda _checked: self._correct())
        card = Card(_("The words chosen"))
        card.body.addWidget(self.words)
        line = QHBoxLayout()
        for widget in (self.polarity, self.touchpoint, self.save):
            line.addWidget(widget)
        line.addStretch(1)
        card.body.addLayout(line)
        head = QHBoxLayout()
        head.addWidget(self.totals, 1)
        head.addWidget(self.propose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.progress)
        layout.addWidget(self.table, 1)
        layout.addWidget(card)

    def reload(self) -> None:
        """Read the words of the campaign in hand."""
        campaign = self._context.campaign
        if campaign is None:
            return
        self._desk.ask(
            verbatims.list_verbatims, campaign.id, to_specify=self.only.isChecked(), then=self._show
        )
        self._desk.ask(verbatims.get_totals, campaign.id, then=self._show_totals)

    def _show(self, rows: Sequence[VerbatimRow]) -> None:
        self.table.replace(rows)

    def _show_totals(self, totals: VerbatimTotals) -> None:
        text = ngettext(
            "{count} verbatim, {open} without polarity, {place} without touchpoint; "
            "{masked} contact details masked.",
            "{count} verbatims, {open} without polarity, {place} without touchpoint; "
            "{masked} contact details masked.",
            totals.all,
        )
        self.totals.setText(
            text.format(
                count=number_text(totals.all),
                open=number_text(totals.without_polarity),
                place=number_text(totals.without_touchpoint),
                masked=number_text(totals.masked),
            )
        )

    def _on_picked(self, row: VerbatimRow | None) -> None:
        self.save.setEnabled(row is not None)
        if row is None:
            self.words.setText(_("Choose a line to read it whole and to correct it."))
            return
        self.words.setText(row.text)
        self.polarity.setCurrentIndex(list(Polarity).index(row.polarity) if row.polarity else -1)
        self.touchpoint.setCurrentIndex(max(0, self.touchpoint.findData(row.touchpoint)))

    def _correct(self) -> None:
        row = self.table.current()
        polarity = self.polarity.currentData()  # Qt gives back a plain str
        if row is not None:
            self._desk.do(
                verbatims.correct,
                row.id,
                touchpoint=self.touchpoint.currentData(),
                polarity=Polarity(polarity) if polarity else None,
            )

    def _classify(self) -> None:
        campaign = self._context.campaign
        if campaign is not None:
            monitor = self._desk.monitor(self.progress.on_progress, self)
            self.progress.watch(monitor, _("Reading the clients’ words"))
            self.propose.setEnabled(False)
            self._desk.do(
                verbatims.classify, campaign.id, monitor, then=self._classified, or_else=self._ended
            )

    def _classified(self, _found: object) -> None:
        self._ended(None)

    def _ended(self, _error: BaseException | None) -> None:
        """Done or stopped: a stop keeps nothing of what was being written."""
        self.progress.finish()
        self.propose.setEnabled(True)
