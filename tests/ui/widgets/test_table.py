from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.models.table import Column
from desktop.ui.widgets.chips import Tone
from desktop.ui.widgets.table import TablePanel


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    state: str


COLUMNS = (
    Column[Line]("Nom", lambda line: line.name),
    Column[Line]("État", lambda line: line.state, tone=lambda line: Tone.GOOD),
    Column[Line]("Caché", lambda line: "x", hidden=True),
)


@pytest.fixture
def panel(qtbot):
    panel = TablePanel(COLUMNS, "Liste d’essai")
    qtbot.addWidget(panel)
    panel.resize(600, 400)
    panel.replace([Line("Anne", "prête"), Line("Bruno\nRoux", "absent")])
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def test_the_count_says_how_many_are_shown(panel):
    assert panel.count.text() == "2 lignes"
    panel.search.setText("bruno")
    assert panel.count.text() == "1 sur 2"


def test_a_copy_is_what_a_spreadsheet_pastes(panel):
    panel.view.selectAll()
    panel.copy()
    assert QApplication.clipboard().text() == "Nom\tÉtat\nAnne\tprête\nBruno Roux\tabsent"


def test_enter_chooses_a_row(panel, qtbot):
    chosen = []
    panel.chosen.connect(lambda line: chosen.append(line.name))
    panel.view.selectRow(0)
    panel.view.setFocus()
    qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen == ["Anne"]


def test_the_selection_goes_back_to_its_place_when_rows_are_read_again(panel):
    panel.view.selectRow(1)
    panel.replace([Line("Anne", "prête"), Line("Bruno", "de retour")])
    assert [line.state for line in panel.selected()] == ["de retour"]


def test_the_export_gets_the_columns_shown(qtbot):
    exported = []
    panel = TablePanel(
        COLUMNS, "Liste", export=lambda titles, rows: exported.append((titles, rows))
    )
    qtbot.addWidget(panel)
    panel.replace([Line("Anne", "prête")])
    panel._on_export()
    assert exported == [(["Nom", "État"], [("Anne", "prête")])]
