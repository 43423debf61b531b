"""What a page shows while it has nothing to show: why, and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.basics import labelled, primary


class EmptyState(QWidget):
    """A sentence, a hint, and the one button that leads on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = labelled("section", "")
        self._hint = labelled("muted", "")
        self.button = primary(QPushButton())
        self._slot: Callable[[], object] | None = None
        self.button.clicked.connect(self._press)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (self._text, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.say("", "")

    def say(
        self, text: str, hint: str = "", action: str = "", slot: Callable[[], object] | None = None
    ) -> None:
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._slot = slot

    def _press(self) -> None:
        if self._slot is not None:
            self._slot()
