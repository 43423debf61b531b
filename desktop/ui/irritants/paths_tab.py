"""Both paths of each task: widest asymmetries, projects before and after, promises as façades."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, date_text, number_text, percent_text
from desktop.core.irritants import promise
from desktop.core.irritants.promise import Answers, Balance, Facade
from desktop.desk import Desk
from desktop.ui.context import Context
from desktop.ui.irritants.register_tab import today
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import paragraph
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases import paths
from desktop.usecases.mirror_disclosure import COORDINATOR
from desktop.usecases.paths import Project, PromiseRow, Rank

_RANKS: tuple[Column[Rank], ...] = (
    Column(N_("Code"), lambda rank: rank.code, width=64),
    Column(N_("Employee against client"), lambda rank: rank.text, width=220),
    Column(
        N_("Times more"), lambda rank: number_text(rank.asymmetry.widest.ratio or 0, 1),
        key=lambda rank: rank.asymmetry.widest.ratio or 0, right=True, width=100,
    ),
    Column(
        N_("Median of all measures"), lambda rank: number_text(rank.asymmetry.ratio, 1),
        key=lambda rank: rank.asymmetry.ratio, right=True,
    ),
    Column(
        N_("Observations"), lambda rank: number_text(rank.asymmetry.observations),
        key=lambda rank: rank.asymmetry.observations, right=True,
    ),
    Column(N_("Caused by"), lambda rank: rank.caused_by or "—", width=180),
    Column(N_("Irritant"), lambda rank: rank.title, tip=lambda rank: rank.title),
)  # fmt: skip
_BALANCE_TONES = {
    Balance.BOTH_LIGHTER: Tone.GOOD,
    Balance.SHOE: Tone.WARN,
    Balance.CLIENT_HEAVIER: Tone.BAD,
    Balance.UNCHANGED: Tone.NEUTRAL,
    Balance.UNKNOWN: Tone.NEUTRAL,
}
_PROJECTS: tuple[Column[Project], ...] = (
    Column(N_("Code"), lambda one: one.code, width=64),
    Column(N_("Project"), lambda one: one.action, tip=lambda one: one.action, width=220),
    Column(N_("Done on"), lambda one: date_text(one.done_on, "short"), key=lambda one: one.done_on),
    Column(
        N_("Verdict"), lambda one: promise.balance_text(one.balance),
        tip=lambda one: promise.balance_text(one.balance),
        tone=lambda one: _BALANCE_TONES[one.balance], width=330,
    ),
    Column(N_("Client’s path"), lambda one: _path_text(one.client), width=210),
    Column(N_("Employee’s path"), lambda one: _path_text(one.employee), width=210),
    Column(
        N_("Reports before and after"), lambda one: f"{one.before} / {one.after}", right=True
    ),
)  # fmt: skip
_FACADE_TONES = {
    Facade.KEPT: Tone.GOOD,
    Facade.PROPPED: Tone.WARN,
    Facade.CRACKED: Tone.BAD,
    Facade.UNSEEN: Tone.WARN,
    Facade.ONE_SIDED: Tone.NEUTRAL,
}
_PROMISES: tuple[Column[PromiseRow], ...] = (
    Column(N_("Department"), lambda one: one.department, width=190),
    Column(
        N_("Kept, clients say"), lambda one: _share(one, one.clients),
        key=lambda one: one.clients.share or 0, right=True, width=210,
    ),
    Column(
        N_("Can be kept, employees say"), lambda one: _share(one, one.employees),
        key=lambda one: one.employees.share or 0, right=True, width=270,
    ),
    Column(
        N_("Gap"), lambda one: "—" if one.gap is None else percent_text(abs(one.gap)),
        key=lambda one: abs(one.gap or 0), right=True, width=70,
    ),
    Column(
        N_("Irritants"), lambda one: number_text(one.irritants),
        lambda one: one.irritants, True,
    ),
    Column(
        N_("What it means"),
        lambda one: _("too few people") if one.hidden else promise.facade_text(one.facade),
        tip=lambda one: promise.facade_text(one.facade),
        tone=lambda one: Tone.NEUTRAL if one.hidden else _FACADE_TONES[one.facade],
    ),
)  # fmt: skip


def _path_text(path: Sequence[promise.Change]) -> str:
    return " · ".join(each.text for each in path) or "—"


def _share(one: PromiseRow, answers: Answers) -> str:
    if one.hidden:
        return _("too few people")
    if answers.share is None:
        return _("not asked")
    return _("{share} of {count}").format(
        share=percent_text(answers.share), count=number_text(answers.people)
    )


class PathsTab(QWidget):
    """Three tables, each with a line that says how to read it; `opened` carries an irritant."""

    opened = Signal(int)

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.reader = COORDINATOR
        self.ranks = TablePanel(_RANKS, _("Widest asymmetries"))
        self.projects = TablePanel(_PROJECTS, _("Projects, before and after"))
        self.promises = TablePanel(_PROMISES, _("Promise against process"))
        self.ranks.chosen.connect(lambda rank: self.opened.emit(rank.irritant_id))
        self.projects.chosen.connect(lambda one: self.opened.emit(one.irritant_id))
        self.tabs = QTabWidget()
        for table, title, words in (
            (
                self.ranks, _("Asymmetries"),
                _(
                    "The same task on both sides of the wall: what the employee does for what "
                    "the client does."
                ),
            ),
            (
                self.projects, _("Before and after"),
                _(
                    "What each action carried out changed on the client’s path and on the "
                    "employee’s."
                ),
            ),
            (
                self.promises, _("Promise and process"),
                _("The same question on both sides: was the promise kept, can it be kept?"),
            ),
        ):  # fmt: skip
            page = QWidget()
            layout = QVBoxLayout(page)
            layout.setContentsMargins(0, 10, 0, 0)
            layout.addWidget(paragraph(words, "muted"))
            layout.addWidget(table, 1)
            self.tabs.addTab(page, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.tabs)

    def reload(self) -> None:
        """Read the campaign in hand."""
        campaign = self._context.campaign
        if campaign is None:
            return
        ask = self._desk.ask
        ask(
            paths.list_asymmetries,
            campaign.id,
            today=today(),
            reader=self.reader,
            then=self.ranks.replace,
        )
        ask(paths.list_projects, campaign.id, reader=self.reader, then=self.projects.replace)
        ask(
            paths.list_promises, campaign.id, today=today(), reader=self.reader,
            then=self.promises.replace,
        )  # fmt: skip
