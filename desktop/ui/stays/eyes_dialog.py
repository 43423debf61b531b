"""Who sees what of a stay, state by state: the table that the program itself applies."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _
from desktop.core.labels import label
from desktop.core.stays.readers import READER_WORDS, Reader, seen_words, sees
from desktop.core.vocabulary import ReportStatus, StayStatus
from desktop.ui.models.table import Column
from desktop.ui.stays.tones import TONES
from desktop.ui.widgets.basics import paragraph
from desktop.ui.widgets.table import TablePanel

_WIDTHS = {Reader.GUEST: 410, Reader.REVIEWER: 210, Reader.PAYROLL: 230, Reader.SITE: 180}
_RELEASABLE = {StayStatus.ACCEPTED, StayStatus.SETTLED}


def seen_in(reader: Reader, status: StayStatus) -> str:
    """What this reader sees at most in this state; a released report counts where there may be."""
    report = ReportStatus.RELEASED if status in _RELEASABLE else None
    signed = status is not StayStatus.GRANTED
    return seen_words(sees(reader, status, report, signed=signed))


COLUMNS: tuple[Column[StayStatus], ...] = (
    Column(N_("State"), label, tone=lambda row: TONES[row], width=170),
    *(
        Column(READER_WORDS[reader], partial(seen_in, reader), width=width)
        for reader, width in _WIDTHS.items()
    ),
)  # fmt: skip


class EyesDialog(QDialog):
    """One line a state, one column a reader; the coordinator alone sees everything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Who sees what"))
        self.resize(1250, 640)
        self.table: TablePanel[StayStatus] = TablePanel(COLUMNS, _("Who sees what"))
        self.table.replace(tuple(StayStatus))
        words = _(
            "The coordinator sees everything. A site learns months and places of released "
            "reports, after five of them or a month later, on the first of a month; "
            "never who nor when."
        )
        layout = QVBoxLayout(self)
        layout.addWidget(paragraph(words, "muted"))
        layout.addWidget(self.table, 1)
