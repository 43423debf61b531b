"""The page of people: list, card, change, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.core.vocabulary import Side
from desktop.ui.people import PeoplePage
from desktop.usecases.people import PersonCard, get_person, save_person


@pytest.fixture
def page(qtbot, desk, jobs, context) -> PeoplePage:
    made = PeoplePage(desk, jobs, context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def add(desk, **values) -> None:
    desk.do(save_person, PersonCard(**{"code": "1", "last_name": "Roux", **values}))


def card_of(desk, person: int) -> PersonCard:
    found: list[PersonCard] = []
    desk.ask(get_person, person, then=found.append)
    return found[0]


def test_an_empty_company_says_what_to_do_next(page, context):
    went: list[tuple[str, object]] = []
    context.navigated.connect(lambda where, target: went.append((where, target)))
    page._empty.button.click()
    assert went == [("import", "people")]


def test_a_person_is_opened_changed_kept_and_undone(qtbot, page, desk):
    add(desk, first_name="Anne")
    page.table.view.selectRow(0)
    assert page.card.title.text() == "Anne Roux"
    assert not page.card.save.isEnabled()
    field = page.card.editor("email").widget
    qtbot.keyClicks(field, "anne@exemple.fr")
    assert page.card.save.isEnabled()
    qtbot.mouseClick(page.card.save, Qt.MouseButton.LeftButton)
    assert card_of(desk, 1).email == "anne@exemple.fr"
    assert not page.card.save.isEnabled()
    assert desk.undo_label == "modifier Roux Anne"
    desk.undo()
    assert field.text() == ""


def test_what_cannot_be_is_told_on_the_card(qtbot, page, desk):
    add(desk)
    page.table.view.selectRow(0)
    qtbot.keyClicks(page.card.editor("birth_date").widget, "31/02/1990")
    page.card.keep()
    assert page.card.editor("birth_date").widget.property("state") == "error"
    page.card.revert.click()
    qtbot.keyClicks(page.card.editor("email").widget, "pas une adresse")
    page.card.keep()
    assert "courriel" in page.card.error.text()
    assert card_of(desk, 1).email == ""


def test_a_new_person_needs_a_number_and_a_name(qtbot, page, desk):
    page._add()
    qtbot.keyClicks(page.card.editor("last_name").widget, "Petit")
    page.card.keep()
    assert "matricule" in page.card.error.text()
    qtbot.keyClicks(page.card.editor("code").widget, "007")
    page.card.keep()
    assert [row.code for row in page.table.model.rows] == ["007"]
    assert page.card.title.text() == "Petit"


def test_the_list_is_narrowed_by_side(page, desk):
    add(desk, side=Side.FRONT)
    add(desk, code="2", last_name="Petit")
    page.side.setCurrentIndex(page.side.findData(Side.FRONT))
    page.side.activated.emit(page.side.currentIndex())
    assert [row.code for row in page.table.model.rows] == ["1"]


def test_a_person_can_be_opened_from_elsewhere(page, desk):
    add(desk)
    add(desk, code="2", last_name="Petit")
    page.open_target(1)
    assert page.card.title.text() == "Roux"
