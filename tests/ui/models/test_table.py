from __future__ import annotations

import time
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.ui.models.table import Column, TableModel


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    people: int | None


COLUMNS = (
    Column[Town]("Nom", lambda town: town.name),
    Column[Town]("Habitants", lambda town: str(town.people or ""), key=lambda town: town.people),
)
TOWNS = [Town("Évry", 66_000), Town("Lyon", 520_000), Town("Albi", None), Town("Nice", 343_000)]


@pytest.fixture
def model(qtmodeltester):
    model = TableModel(COLUMNS)
    model.replace(TOWNS)
    qtmodeltester.check(model, force_py=True)
    return model


def names(model: TableModel[Town]) -> list[str]:
    return [town.name for town in model.rows]


def test_a_search_finds_whatever_the_accents_and_capitals(model):
    model.search("EVRY")
    assert names(model) == ["Évry"]


def test_a_search_keeps_rows_that_hold_every_word(model):
    model.search("343 nice")
    assert names(model) == ["Nice"]


def test_a_text_column_sorts_as_a_dictionary_does(model):
    model.sort(0)
    assert names(model) == ["Albi", "Évry", "Lyon", "Nice"]


def test_a_number_column_sorts_by_its_numbers_and_unknown_ones_come_last(model):
    model.sort(1)
    assert names(model) == ["Évry", "Nice", "Lyon", "Albi"]


def test_new_rows_keep_the_order_and_the_search(model):
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.search("i")
    model.replace([*TOWNS, Town("Paris", 2_100_000)])
    assert names(model) == ["Paris", "Nice", "Albi"]


def test_sorting_keeps_what_was_selected(model):
    lyon = QPersistentModelIndex(model.index(1, 0))
    model.sort(0)
    assert model.row_at(lyon).name == "Lyon"


def test_cells_tell_their_row_and_their_side(model):
    assert model.data(model.index(1, 1), Qt.ItemDataRole.DisplayRole) == "520000"
    assert model.position_of(lambda town: town.name == "Nice") == 3
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Habitants"


def test_100_000_rows_are_searched_and_sorted_at_once():
    model = TableModel(COLUMNS)
    model.replace([Town(f"Ville {number:06}", number) for number in range(100_000)])
    model.search("ville")
    start = time.perf_counter()
    model.search("ville 099999")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert time.perf_counter() - start < 2
    assert model.rowCount() == 1
