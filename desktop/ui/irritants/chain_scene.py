"""The drawing of the service chain: back office at the left, clients at the right."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log1p

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from desktop.core.i18n import _, ngettext, number_text
from desktop.core.irritants.chain import Flow, Link
from desktop.ui import theme
from desktop.usecases.service_chain import ChainView

WIDTH, HEIGHT = 200.0, 60.0
ACROSS, DOWN = 264.0, 82.0


@dataclass(frozen=True, slots=True)
class Box:
    """A department as it is drawn: its words, and whether it is the weakest link."""

    name: str
    detail: str
    weakest: bool
    front: bool


class DepartmentItem(QGraphicsItem):
    """A rounded box with the department's name and what it causes elsewhere."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self._box = box
        self.setToolTip(f"{box.name}\n{box.detail}")
        self.setZValue(2)

    def boundingRect(self) -> QRectF:  # noqa: N802 -- Qt's name
        return QRectF(-WIDTH / 2 - 4, -HEIGHT / 2 - 4, WIDTH + 8, HEIGHT + 8)

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        colours = theme.colours()
        box = QRectF(-WIDTH / 2, -HEIGHT / 2, WIDTH, HEIGHT)
        weak = self._box.weakest
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(colours.bad_soft if weak else colours.surface))
        edge = colours.bad if weak else colours.accent if self._box.front else colours.muted
        painter.setPen(QPen(QColor(edge), 3 if weak else 1.4))
        painter.drawRoundedRect(box, 10, 10)
        inner = box.adjusted(12, 8, -12, -8)
        bold = QFont(theme.FAMILY)
        bold.setPointSizeF(theme.BASE_SIZE * 1.15)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        name = QFontMetricsF(bold).elidedText(
            self._box.name, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        plain = QFont(theme.FAMILY)
        plain.setPointSizeF(theme.BASE_SIZE)
        painter.setFont(plain)
        painter.setPen(QColor(colours.bad if weak else colours.muted))
        detail = QFontMetricsF(plain).elidedText(
            self._box.detail, Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, detail)


def draw(scene: QGraphicsScene, view: ChainView) -> None:
    """Lay the chain out again: columns by distance to clients, heaviest causes first."""
    scene.clear()
    concerned = _concerned(view)
    places = _places(view, concerned)
    standings = {each.department: each for each in view.standings}
    weakest = view.weakest.department if view.weakest else None
    most = max((flow.points for flow in view.flows), default=1.0)
    for upstream, downstream in view.links:
        if upstream in places and downstream in places:
            _draw_link(scene, places[upstream], places[downstream])
    for flow in view.flows:
        if flow.caused_by in places and flow.felt_at in places and flow.caused_by != flow.felt_at:
            _draw_flow(scene, flow, places, most, flow.caused_by == weakest)
    for key, place in places.items():
        department = view.departments[key]
        standing = standings[key]
        item = DepartmentItem(
            Box(department.name, _detail(standing.causes_points, standing.suffers, key == weakest),
                key == weakest, department.distance == 0)
        )  # fmt: skip
        item.setPos(place)
        scene.addItem(item)
    _draw_heads(scene, view.departments, places)
    scene.setSceneRect(scene.itemsBoundingRect().adjusted(-30, -30, 30, 30))


def _detail(points: float, suffers: int, weakest: bool) -> str:
    if weakest:
        return _("weakest link · {points} points").format(points=number_text(points, 0))
    if points:
        return _("causes {points} points").format(points=number_text(points, 0))
    if suffers:
        return ngettext("suffers {count} irritant", "suffers {count} irritants", suffers).format(
            count=suffers
        )
    return _("nothing reported")


def _concerned(view: ChainView) -> set[int]:
    """Departments that cause, suffer or are linked; the others would only crowd the drawing."""
    found = {key for flow in view.flows for key in (flow.caused_by, flow.felt_at)}
    found |= {key for route in view.routes for key in route.departments}
    return found or {key for link in view.links for key in link}


def _places(view: ChainView, concerned: set[int]) -> dict[int, QPointF]:
    columns: dict[int, list[int]] = defaultdict(list)
    weights = {each.department: each.causes_points + each.suffers for each in view.standings}
    for key in concerned:
        columns[min(view.departments[key].distance, 4)].append(key)
    distances = sorted(columns, reverse=True)
    places = {}
    for number, distance in enumerate(distances):
        keys = sorted(columns[distance], key=lambda key: -weights.get(key, 0))
        for line, key in enumerate(keys):
            middle = (len(keys) - 1) / 2
            places[key] = QPointF(number * ACROSS, (line - middle) * DOWN)
    return places


def _draw_link(scene: QGraphicsScene, start: QPointF, end: QPointF) -> None:
    """A declared dependence, thin and dotted, behind what was observed."""
    item = QGraphicsPathItem(_curve(start, end))
    item.setPen(QPen(QColor(theme.colours().line), 1.2, Qt.PenStyle.DotLine))
    item.setZValue(0)
    scene.addItem(item)


def _draw_flow(
    scene: QGraphicsScene, flow: Flow, places: dict[int, QPointF], most: float, heavy: bool
) -> None:
    colours = theme.colours()
    ink = QColor(colours.bad if heavy else colours.warn)
    path = _curve(places[flow.caused_by], places[flow.felt_at])
    width = 1.5 + 5.5 * log1p(flow.points) / max(log1p(most), 1e-9)
    item = QGraphicsPathItem(path)
    item.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    item.setOpacity(0.85)
    item.setZValue(1)
    count = ngettext("{count} irritant", "{count} irritants", flow.irritants)
    points = _("{points} points").format(points=number_text(flow.points, 1))
    item.setToolTip(f"{count.format(count=flow.irritants)} · {points}")
    scene.addItem(item)
    _draw_arrow(scene, path, ink, width)
    middle = path.pointAtPercent(0.3 + 0.1 * (flow.felt_at % 5))  # spread, not stacked
    words = QGraphicsSimpleTextItem(number_text(flow.irritants))
    words.setBrush(QColor(colours.text))
    bounds = words.boundingRect()
    ground = scene.addEllipse(
        QRectF(middle.x() - 11, middle.y() - 11, 22, 22), QPen(ink, 1.5), QColor(colours.surface)
    )
    ground.setZValue(1.5)
    words.setPos(middle.x() - bounds.width() / 2, middle.y() - bounds.height() / 2)
    words.setZValue(1.6)
    scene.addItem(words)


def _draw_arrow(scene: QGraphicsScene, path: QPainterPath, ink: QColor, width: float) -> None:
    tip = path.pointAtPercent(1.0)
    size = 6 + width
    back = 1 if tip.x() >= path.pointAtPercent(0.9).x() else -1
    arrow = scene.addPolygon(
        QPolygonF(
            [
                tip,
                QPointF(tip.x() - back * size * 1.4, tip.y() - size * 0.7),
                QPointF(tip.x() - back * size * 1.4, tip.y() + size * 0.7),
            ]
        ),
        QPen(Qt.PenStyle.NoPen),
        ink,
    )
    arrow.setZValue(1.2)


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    """From the side of one box to the side of the other; within a column it swings out."""
    if abs(start.x() - end.x()) < 1:
        side = WIDTH / 2
        path = QPainterPath(QPointF(start.x() + side, start.y()))
        out = start.x() + side + 70
        path.cubicTo(
            QPointF(out, start.y()), QPointF(out, end.y()), QPointF(end.x() + side, end.y())
        )
        return path
    way = 1 if end.x() > start.x() else -1
    first = QPointF(start.x() + way * WIDTH / 2, start.y())
    last = QPointF(end.x() - way * WIDTH / 2, end.y())
    path = QPainterPath(first)
    middle = (first.x() + last.x()) / 2
    path.cubicTo(QPointF(middle, first.y()), QPointF(middle, last.y()), last)
    return path


def _draw_heads(
    scene: QGraphicsScene, departments: dict[int, Link], places: dict[int, QPointF]
) -> None:
    """What each column means, above it."""
    if not places:
        return
    top = min(place.y() for place in places.values()) - HEIGHT
    heads: dict[float, int] = {}
    for key, place in places.items():
        heads[place.x()] = min(departments[key].distance, 4)
    for x, distance in heads.items():
        text = ngettext("{count} step from clients", "{count} steps from clients", distance).format(
            count=distance
        )
        words = QGraphicsSimpleTextItem(_("In contact with clients") if distance == 0 else text)
        words.setBrush(QColor(theme.colours().muted))
        words.setPos(x - words.boundingRect().width() / 2, top - 14)
        scene.addItem(words)
