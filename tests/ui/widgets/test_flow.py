from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.widgets.flow import FlowRow


@pytest.fixture
def row(qtbot):
    """A panel with three buttons at the left and one at the right, then something tall."""
    panel = QWidget()
    qtbot.addWidget(panel)
    tools = FlowRow()
    buttons = [QPushButton(text) for text in ("Travailler dessus", "Régler…", "L’ouvrir", "Plus")]
    for button in buttons[:-1]:
        tools.addWidget(button)
    tools.add_stretch()
    tools.addWidget(buttons[-1])
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addLayout(tools)
    layout.addWidget(QWidget(), 1)
    panel.show()
    return panel, buttons


@pytest.mark.parametrize("width", [900, 420, 200, 130])
def test_no_button_is_cut_nor_covered_whatever_the_width(row, width):
    panel, buttons = row
    panel.resize(width, 400)
    for button in buttons:
        assert button.width() == min(button.sizeHint().width(), width)
        assert 0 <= button.x() <= panel.width() - button.width()
    for number, one in enumerate(buttons):
        for other in buttons[number + 1 :]:
            assert not one.geometry().intersects(other.geometry())


def test_a_wide_row_is_one_line_with_the_last_at_the_right(row):
    panel, buttons = row
    panel.resize(900, 400)
    assert len({button.y() for button in buttons}) == 1
    assert buttons[-1].geometry().right() == panel.width() - 1


def test_a_hidden_tool_takes_no_place(row):
    panel, buttons = row
    panel.resize(900, 400)
    before = buttons[1].x()
    buttons[0].hide()
    panel.layout().activate()
    assert buttons[1].x() == 0 < before


def test_a_tool_may_be_put_between_two_others(row, qtbot):
    panel, buttons = row
    tools = panel.layout().itemAt(0).layout()
    late = QPushButton("Filtre")
    tools.insert_widget(1, late)
    panel.resize(900, 400)
    qtbot.waitUntil(lambda: late.isVisible() and buttons[1].x() > 0)
    assert buttons[0].x() < late.x() < buttons[1].x()
