"""Labels, buttons and frames with the roles that the style sheet knows."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme

Button = TypeVar("Button", bound=QPushButton)


def labelled(role: str, text: str) -> QLabel:
    """A label of role title, section, muted, figure, error or good; plain text, never HTML."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def paragraph(text: str, role: str = "") -> QLabel:
    """A label that breaks its lines and lets its text be selected."""
    label = labelled(role, text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
    )
    return label


def primary(button: Button) -> Button:
    """The button that the page or dialog is for: one at most."""
    button.setProperty("role", "primary")
    return button


def link(text: str) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton(text)
    button.setProperty("role", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def icon_button(icon: str, name: str) -> QToolButton:
    """A button with an icon alone: its name is its tip and what a screen reader says."""
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button


class Card(QFrame):
    """A white frame with a title; content goes to `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(8)
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(labelled("section", title))


def scrolled(content: QWidget) -> QScrollArea:
    """The widget inside an area that scrolls up and down; sideways only where it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    return area


def row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side, pushed to the left when `stretch`."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property of the widget changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
