"""A row of tools that goes on to the next line where the window is too narrow for it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget, QWidgetItem

SPACING = 8


class FlowRow(QLayout):
    """Like a horizontal box whose stretches push to the right, but it wraps instead of clipping."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(SPACING)

    # -- what callers use

    def add_stretch(self) -> None:
        """What follows stands at the right of its line."""
        policy = QSizePolicy.Policy
        self.addItem(QSpacerItem(0, 0, policy.Expanding, policy.Minimum))

    def insert_widget(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one that stands at `place`."""
        self.addChildWidget(widget)
        self._items.insert(place, QWidgetItem(widget))
        self.invalidate()

    # -- what Qt asks

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 -- Qt's name
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 -- Qt's name
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 -- Qt's name
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 -- Qt's name
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 -- Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 -- Qt's name
        lines = self._lines(width)
        return sum(map(_height, lines)) + self.spacing() * max(0, len(lines) - 1)

    def sizeHint(self) -> QSize:  # noqa: N802 -- Qt's name
        shown = self._shown()
        return QSize(self._width(shown), _height(shown))

    def minimumSize(self) -> QSize:  # noqa: N802 -- Qt's name
        shown = self._shown()
        widest = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(widest, _height(shown))

    def setGeometry(self, area: QRect) -> None:  # noqa: N802 -- Qt's name
        super().setGeometry(area)
        top = area.top()
        for line in self._lines(area.width()):
            self._place(line, QPoint(area.left(), top), area.width())
            top += _height(line) + self.spacing()

    # -- inside

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if item.spacerItem() or not item.isEmpty()]

    def _width(self, line: list[QLayoutItem]) -> int:
        widgets = [item for item in line if not item.spacerItem()]
        gaps = self.spacing() * max(0, len(widgets) - 1)
        return sum(item.sizeHint().width() for item in widgets) + gaps

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        for item in self._shown():
            if any(not one.spacerItem() for one in lines[-1]) and (
                self._width([*lines[-1], item]) > width
            ):
                lines.append([])
            lines[-1].append(item)
        return lines

    def _place(self, line: list[QLayoutItem], start: QPoint, width: int) -> None:
        stretches = sum(1 for item in line if item.spacerItem())
        free = max(0, width - self._width(line))
        left, height = start.x(), _height(line)
        for item in line:
            if item.spacerItem():
                left += free // stretches
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), width))
            across = (height - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, start.y() + across), size))
            left += size.width() + self.spacing()


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
