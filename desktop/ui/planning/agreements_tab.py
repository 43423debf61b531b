"""Agreements to come: which papers are to be dated, who has still to sign."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, list_text, ngettext
from desktop.core.publishing.agreements import Stage, paper_text, signatory_text, stage_text
from desktop.ui.models.table import Column
from desktop.ui.people.page import export_shown
from desktop.ui.widgets.basics import labelled, row
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.agreements import AgreementRow

TONES = {Stage.PAPERS: Tone.BAD, Stage.SIGNATURES: Tone.WARN, Stage.COMPLETE: Tone.GOOD}


def waiting_text(one: AgreementRow) -> str:
    """Who has still to sign: the name and the role, or the role alone."""
    return list_text(
        [
            _("{name} ({role})").format(name=name, role=_lower(signatory_text(role)))
            if name
            else _lower(signatory_text(role))
            for role, name in zip(one.unsigned, one.waiting_for, strict=True)
        ]
    )


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


COLUMNS: tuple[Column[AgreementRow], ...] = (
    Column(
        N_("State"),
        lambda one: stage_text(one.stage),
        tone=lambda one: TONES[one.stage],
        width=180,
    ),
    Column(N_("Person"), lambda one: one.person, width=160),
    Column(
        N_("Day"),
        lambda one: date_text(one.start.date()),
        key=lambda one: one.start,
        width=100,
    ),
    Column(N_("Where"), lambda one: f"{one.place}, {one.site}", width=220),
    Column(N_("Has still to sign"), waiting_text, tip=waiting_text, width=320),
    Column(
        N_("To be dated"),
        lambda one: list_text([paper_text(paper) for paper in one.undated]),
        tip=lambda one: list_text([paper_text(paper) for paper in one.undated]),
        width=260,
    ),
    Column(
        N_("Signatures cancelled on"),
        lambda one: date_text(one.cancelled_on) if one.cancelled_on else "",
        key=lambda one: one.cancelled_on,
        width=170,
    ),
)


class AgreementsTab(QWidget):
    """`documents_wanted` carries the number of an assignment."""

    documents_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AgreementRow, ...] = ()
        self.summary = labelled("section", "")
        self.table: TablePanel[AgreementRow] = TablePanel(
            COLUMNS, _("Agreements"), export=partial(export_shown, self, _("Agreements"))
        )
        self.all = QCheckBox(_("Complete ones too"))
        self.all.toggled.connect(lambda _on: self._show_rows())
        self.table.add_tool(self.all)
        self.table.chosen.connect(self._on_chosen)
        self.open_papers = QPushButton(_("Documents…"))
        self.open_papers.clicked.connect(lambda: self._on_chosen(self.table.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addLayout(row(self.open_papers))

    def show_rows(self, rows: tuple[AgreementRow, ...]) -> None:
        self._rows = rows
        waiting = sum(one.stage is not Stage.COMPLETE for one in rows)
        words = ngettext("{count} agreement to sign", "{count} agreements to sign", waiting)
        self.summary.setText(
            words.format(count=waiting) if waiting else _("Every agreement is signed.")
        )
        self._show_rows()

    def _show_rows(self) -> None:
        everything = self.all.isChecked()
        self.table.replace(
            [one for one in self._rows if everything or one.stage is not Stage.COMPLETE]
        )
        self.open_papers.setEnabled(bool(self.table.model.rowCount()))

    def _on_chosen(self, chosen: AgreementRow | None) -> None:
        if chosen is not None:
            self.documents_wanted.emit(chosen.assignment_id)
