"""Who has had what over the campaigns: by person, by department, by level; gap to the median."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import N_, _, number_text
from desktop.core.planning.fairness import (
    GroupShare,
    Share,
    by_department,
    by_level,
    shares,
)
from desktop.core.planning.plan import Plan
from desktop.core.planning.problem import Problem
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import labelled, paragraph
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel

SHORT, LONG = -0.5, 0.5


def _gap(gap: float) -> str:
    return number_text(gap, 1) if gap <= 0 else "+" + number_text(gap, 1)


def _tone(gap: float) -> Tone:
    if gap <= SHORT:
        return Tone.WARN
    return Tone.INFO if gap >= LONG else Tone.NEUTRAL


PEOPLE: tuple[Column[Share], ...] = (
    Column(N_("Person"), lambda one: one.name, width=200),
    Column(N_("Visits"), lambda one: number_text(one.immersions), right=True),
    Column(N_("Stays"), lambda one: number_text(one.stays), right=True),
    Column(N_("Earlier campaigns"), lambda one: number_text(one.before), right=True),
    Column(N_("Weekends"), lambda one: number_text(one.weekends), right=True),
    Column(N_("Nights"), lambda one: number_text(one.nights), right=True),
    Column(
        N_("Gap to the median"),
        lambda one: _gap(one.gap),
        key=lambda one: one.gap,
        tone=lambda one: _tone(one.gap),
        width=160,
    ),
)


def _group_columns(title: str, names: dict[int | None, str]) -> tuple[Column[GroupShare], ...]:
    return (
        Column(title, lambda one: names.get(one.key) or str(one.key or "—"), width=220),
        Column(N_("People"), lambda one: number_text(one.people), right=True),
        Column(N_("Activities"), lambda one: number_text(one.activities), right=True),
        Column(N_("For each person"), lambda one: number_text(one.per_person, 2), right=True),
        Column(
            N_("Gap to the median"),
            lambda one: _gap(one.gap),
            key=lambda one: one.gap,
            tone=lambda one: _tone(one.gap),
            width=160,
        ),
    )


class FairnessDialog(QDialog):
    """Three tables; those who had least come first."""

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Who has had what"))
        self.resize(820, 560)
        found = shares(problem, Plan(tuple(one.activity for one in problem.standing)))
        names: dict[int | None, str] = {one.id: one.name for one in problem.departments}
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Who has had what"))
        self.people: TablePanel[Share] = TablePanel(PEOPLE, _("By person"))
        self.people.replace(found)
        self.tabs.addTab(self.people, _("By person"))
        self.tabs.addTab(_groups(N_("Department"), names, by_department(found)), _("By department"))
        self.tabs.addTab(_groups(N_("Level"), {}, by_level(found)), _("By level"))
        layout = QVBoxLayout(self)
        layout.addWidget(labelled("section", _("Who has had what")))
        layout.addWidget(
            paragraph(
                _(
                    "This campaign's plan and everything lived before it. The gap is counted from "
                    "the median of everybody who takes part."
                )
            )
        )
        layout.addWidget(self.tabs, 1)


def _groups(
    title: str, names: dict[int | None, str], rows: Iterable[GroupShare]
) -> TablePanel[GroupShare]:
    panel: TablePanel[GroupShare] = TablePanel(_group_columns(title, names), _("Who has had what"))
    panel.replace(tuple(rows))
    return panel
