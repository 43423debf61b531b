"""One step of the campaign: its number, its words, how far it is, and the way to its page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, ngettext, number_text
from desktop.ui.widgets.basics import labelled, link
from desktop.ui.widgets.chips import Chip, Tone
from desktop.usecases.today import Step, StepState

TITLES = {
    Step.IMPORT: N_("Import people, sites and shifts"),
    Step.PLAN: N_("Plan the immersions"),
    Step.PUBLISH: N_("Publish the plan"),
    Step.REPORT: N_("Collect the reports"),
    Step.IRRITANTS: N_("Name where irritants come from"),
    Step.PRINT: N_("Print the summaries"),
}
PAGES = {
    Step.IMPORT: "import",
    Step.PLAN: "planning",
    Step.PUBLISH: "publications",
    Step.REPORT: "reports",
    Step.IRRITANTS: "irritants",
    Step.PRINT: "publications",
}


def share(state: StepState) -> float:
    """How far a step is, from 0 to 1."""
    if state.step is Step.IMPORT:
        return ((state.done > 0) + (state.total > 0)) / 2
    return min(1.0, state.done / state.total) if state.total else 0.0


class StepRow(QWidget):
    """`opened` carries the id of the page."""

    opened = Signal(str)

    def __init__(self, number: int, state: StepState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        done = share(state)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        title = link(f"{number}. {_(TITLES[state.step])}")
        title.clicked.connect(lambda: self.opened.emit(PAGES[state.step]))
        texts.addWidget(title, 0, Qt.AlignmentFlag.AlignLeft)
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setValue(round(done * 100))
        bar.setTextVisible(False)
        bar.setAccessibleName(_(TITLES[state.step]))
        bar.setAccessibleDescription(_words(state))
        texts.addWidget(bar)
        words = labelled("muted", _words(state))
        texts.addWidget(words)
        layout.addLayout(texts, 1)
        layout.addWidget(_state_chip(done), 0, Qt.AlignmentFlag.AlignTop)


def _state_chip(done: float) -> Chip:
    if done >= 1:
        return Chip(_("Done"), Tone.GOOD)
    return Chip(_("In progress"), Tone.INFO) if done > 0 else Chip(_("To do"), Tone.NEUTRAL)


def _words(state: StepState) -> str:
    done, total = number_text(state.done), number_text(state.total)
    if state.step is Step.IMPORT:
        people = ngettext("{count} person", "{count} people", state.done).format(count=done)
        seats = ngettext("{count} seat", "{count} seats", state.total).format(count=total)
        return _("{people}, {seats}").format(people=people, seats=seats)
    sentences = {
        Step.PLAN: _("{done} of {total} seats filled"),
        Step.PUBLISH: _("{done} of {total} placements told to people"),
        Step.REPORT: _("{done} of {total} days lived have their report"),
        Step.IRRITANTS: _("{done} of {total} irritants have a known origin"),
        Step.PRINT: ngettext("{done} batch printed", "{done} batches printed", state.done),
    }
    return sentences[state.step].format(done=done, total=total)
