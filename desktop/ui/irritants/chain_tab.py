"""The service chain: drawn and zoomable, the same in tables, with the symmetry gauge beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _, ngettext, number_text, percent_text
from desktop.core.irritants.chain import Coverage, Symmetry
from desktop.core.labels import label
from desktop.desk import Desk
from desktop.ui import theme
from desktop.ui.context import Context
from desktop.ui.irritants.chain_scene import draw
from desktop.ui.irritants.gauge import SymmetryGauge
from desktop.ui.models.table import Column
from desktop.ui.widgets.basics import Card, paragraph, row, scrolled
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel
from desktop.usecases.mirror_disclosure import COORDINATOR
from desktop.usecases.service_chain import ChainView, get_chain

ZOOM = 1.2


@dataclass(frozen=True, slots=True)
class _FlowLine:
    caused_by: str
    felt_at: str
    irritants: int
    points: float
    hours: float


@dataclass(frozen=True, slots=True)
class _DepartmentLine:
    name: str
    side: str
    distance: int
    causes: int
    points: float
    suffers: int
    reaches: int
    lent: float
    never_asked: float | None


_FLOWS: tuple[Column[_FlowLine], ...] = (
    Column(N_("Caused by"), lambda line: line.caused_by, width=220),
    Column(N_("Felt at"), lambda line: line.felt_at, width=220),
    Column(N_("Irritants"), lambda line: number_text(line.irritants), lambda x: x.irritants, True),
    Column(N_("Points"), lambda line: number_text(line.points, 1), lambda x: x.points, True),
    Column(N_("Hours a year"), lambda line: number_text(line.hours), lambda x: x.hours, True),
)
_DEPARTMENTS: tuple[Column[_DepartmentLine], ...] = (
    Column(N_("Department"), lambda line: line.name, width=220),
    Column(N_("Side"), lambda line: line.side),
    Column(N_("Steps to clients"), lambda x: number_text(x.distance), lambda x: x.distance, True),
    Column(N_("Causes"), lambda line: number_text(line.causes), lambda x: x.causes, True),
    Column(N_("Points"), lambda line: number_text(line.points, 1), lambda x: x.points, True),
    Column(N_("Suffers"), lambda line: number_text(line.suffers), lambda x: x.suffers, True),
    Column(N_("Reaches"), lambda line: number_text(line.reaches), lambda x: x.reaches, True),
    Column(N_("Hours lent"), lambda line: number_text(line.lent), lambda x: x.lent, True),
    Column(
        N_("Never asked"),
        lambda line: "—" if line.never_asked is None else percent_text(line.never_asked),
        lambda line: line.never_asked,
        True,
    ),
)


@dataclass(frozen=True, slots=True)
class _PairLine:
    """A pair of departments or a level, with its gauge."""

    who: str
    symmetry: Symmetry


@dataclass(frozen=True, slots=True)
class _AwareLine:
    name: str
    coverage: Coverage
    lent: float


_PAIRS: tuple[Column[_PairLine], ...] = (
    Column(N_("Between"), lambda line: line.who, width=330),
    Column(
        N_("Hours to the front"), lambda line: number_text(line.symmetry.to_front, 1),
        lambda line: line.symmetry.to_front, True,
    ),
    Column(
        N_("Hours to the back"), lambda line: number_text(line.symmetry.to_back, 1),
        lambda line: line.symmetry.to_back, True,
    ),
    Column(
        N_("Symmetry"),
        lambda line: "—" if line.symmetry.balance is None else percent_text(line.symmetry.balance),
        lambda line: line.symmetry.balance or 0, True,
    ),
)  # fmt: skip
_AWARE: tuple[Column[_AwareLine], ...] = (
    Column(N_("Department"), lambda line: line.name, width=230),
    Column(
        N_("Steps to clients"), lambda line: number_text(line.coverage.distance),
        lambda line: line.coverage.distance, True,
    ),
    Column(
        N_("Staff"), lambda line: number_text(line.coverage.staff),
        lambda line: line.coverage.staff, True,
    ),
    Column(
        N_("Have lived the front"), lambda line: number_text(line.coverage.lived_front),
        lambda line: line.coverage.lived_front, True,
        tone=lambda line: Tone.WARN if line.coverage.is_far_and_unaware else None,
    ),
    Column(
        N_("Never asked"),
        lambda line: "—" if line.coverage.never_asked is None
        else percent_text(line.coverage.never_asked),
        lambda line: line.coverage.never_asked or 0, True,
    ),
    Column(
        N_("Hours lent"), lambda line: number_text(line.lent, 1), lambda line: line.lent, True
    ),
)  # fmt: skip


def _pair_lines(view: ChainView) -> list[_PairLine]:
    names = {key: each.name for key, each in view.departments.items()}
    pairs = [
        _PairLine(_("{first} and {second}").format(first=names[one], second=names[other]), gauge)
        for (one, other), gauge in view.by_pair.items()
    ]
    levels = [
        _PairLine(_("Level {number}").format(number=number_text(level)), gauge)
        for level, gauge in view.by_level.items()
    ]
    return [*levels, *sorted(pairs, key=lambda line: line.symmetry.balance or 0)]


def _aware_lines(view: ChainView) -> list[_AwareLine]:
    """Farthest from clients first."""
    lines = [
        _AwareLine(view.departments[each.department].name, each, view.lent.get(each.department, 0))
        for each in view.coverage
    ]
    return sorted(lines, key=lambda line: (-line.coverage.distance, line.name))


class ChainDrawing(QGraphicsView):
    """Ctrl and the wheel zoom, dragging moves, plus, minus and 0 do the same from the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._touched = False
        self.setScene(QGraphicsScene(self))
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(_("The service chain; the tables below say the same"))

    def show_chain(self, view: ChainView) -> None:
        draw(self.scene(), view)
        self.setBackgroundBrush(Qt.GlobalColor.transparent)
        self.setStyleSheet(f"background: {theme.colours().surface}")
        self._touched = False
        self.fit()

    def fit(self) -> None:
        """Show the whole chain, never larger than life."""
        self._touched = False
        self.resetTransform()
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.transform().m11() > 1:
            self.resetTransform()

    def zoom(self, factor: float) -> None:
        self._touched = True
        if 0.2 < self.transform().m11() * factor < 4:
            self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 -- Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM if event.angleDelta().y() > 0 else 1 / ZOOM)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        if not self._touched:
            self.fit()


class ChainTab(QWidget):
    """Drawing above, tables below, gauge and thanks at the right."""

    def __init__(self, desk: Desk, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._context = desk, context
        self.reader = COORDINATOR
        self.drawing = ChainDrawing()
        self.flows = TablePanel(_FLOWS, _("Who causes what, felt where"))
        self.departments = TablePanel(_DEPARTMENTS, _("Departments of the chain"))
        self.pairs = TablePanel(_PAIRS, _("Symmetry, pair by pair and level by level"))
        self.aware = TablePanel(_AWARE, _("Far from clients, and never asked"))
        self.gauge = SymmetryGauge()
        self._weakest = paragraph("")
        self._symmetry = paragraph("")
        self._lent = paragraph("")
        self._aware = paragraph("")
        tables = QTabWidget()
        tables.addTab(self.flows, _("Causes and effects"))
        tables.addTab(self.departments, _("Departments"))
        tables.addTab(self.pairs, _("Symmetry"))
        tables.addTab(self.aware, _("Distance and attention"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._framed())
        split.addWidget(tables)
        split.setChildrenCollapsible(False)
        split.setSizes([420, 230])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(split, 3)
        layout.addWidget(scrolled(self._beside()), 1)

    def _framed(self) -> QWidget:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        buttons = []
        for words, key, act in (
            (_("Zoom in"), "+", lambda: self.drawing.zoom(ZOOM)),
            (_("Zoom out"), "-", lambda: self.drawing.zoom(1 / ZOOM)),
            (_("Whole chain"), "0", self.drawing.fit),
        ):
            button = QPushButton(words)
            button.setShortcut(f"Ctrl+{key}")
            button.clicked.connect(lambda _checked, do=act: do())
            buttons.append(button)
        layout.addLayout(row(*buttons))
        layout.addWidget(self.drawing, 1)
        return frame

    def _beside(self) -> QWidget:
        beside = QWidget()
        layout = QVBoxLayout(beside)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(12)
        for title, widgets in (
            (_("Weakest link"), (self._weakest,)),
            (_("Symmetry of attention"), (self.gauge, self._symmetry)),
            (_("Hours lent, with thanks"), (self._lent,)),
            (_("Asked, or never asked"), (self._aware,)),
        ):
            card = Card(title)
            for widget in widgets:
                card.body.addWidget(widget)
            layout.addWidget(card)
        layout.addStretch(1)
        return beside

    def reload(self) -> None:
        """Read the chain of the campaign in hand."""
        campaign = self._context.campaign
        if campaign is not None:
            today = datetime.now(UTC).astimezone().date()
            self._desk.ask(get_chain, campaign.id, today=today, reader=self.reader, then=self._show)

    def _show(self, view: ChainView) -> None:
        self.drawing.show_chain(view)
        names = {key: each.name for key, each in view.departments.items()}
        self.flows.replace(
            [
                _FlowLine(names[f.caused_by], names[f.felt_at], f.irritants, f.points, f.hours)
                for f in view.flows
            ]
        )
        self.departments.replace(_department_lines(view))
        self.pairs.replace(_pair_lines(view))
        self.aware.replace(_aware_lines(view))
        self.gauge.show_symmetry(view.symmetry)
        self._symmetry.setText(self.gauge.sentence)
        self._weakest.setText(_weakest_sentence(view))
        self._lent.setText(_lent_sentence(view))
        self._aware.setText(_aware_sentence(view))


def _department_lines(view: ChainView) -> list[_DepartmentLine]:
    coverage = {each.department: each.never_asked for each in view.coverage}
    return [
        _DepartmentLine(
            view.departments[each.department].name, label(view.departments[each.department].side),
            view.departments[each.department].distance, each.causes, each.causes_points,
            each.suffers, each.reaches, view.lent.get(each.department, 0.0),
            coverage.get(each.department),
        )
        for each in view.standings
    ]  # fmt: skip


def _weakest_sentence(view: ChainView) -> str:
    if view.weakest is None:
        return _("Nothing is known yet of what one department causes at another.")
    return _(
        "{name}: {causes} irritants caused elsewhere, {points} points, {hours} h a year; "
        "their effects reach {reaches} departments."
    ).format(
        name=view.departments[view.weakest.department].name,
        causes=view.weakest.causes,
        points=number_text(view.weakest.causes_points, 1),
        hours=number_text(view.weakest.causes_hours),
        reaches=view.weakest.reaches,
    )


def _lent_sentence(view: ChainView) -> str:
    lent = sorted(view.lent.items(), key=lambda each: -each[1])[:6]
    if not lent:
        return _("No hours lent yet.")
    return "\n".join(
        _("{name}: {hours} h").format(name=view.departments[key].name, hours=number_text(hours, 1))
        for key, hours in lent
    )


def _aware_sentence(view: ChainView) -> str:
    staff = sum(each.staff for each in view.coverage)
    asked = sum(min(each.asked, each.staff) for each in view.coverage)
    unaware = [each for each in view.coverage if each.is_far_and_unaware]
    if not staff:
        return _("Nobody is known yet.")
    text = _("{share} of staff were never asked about their interactions.").format(
        share=percent_text(1 - asked / staff)
    )
    if unaware:
        text += " " + ngettext(
            "{count} department far from clients has never lived a day with them.",
            "{count} departments far from clients have never lived a day with them.",
            len(unaware),
        ).format(count=len(unaware))
    return text
