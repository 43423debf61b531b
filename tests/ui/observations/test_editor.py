from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.ui.observations.questionnaires import QuestionnairesPanel
from desktop.usecases.questionnaires import (
    get_questionnaire,
    install_templates,
    list_questionnaires,
)
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import get_report

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def editor(qtbot, desk, store):
    store.write(install_templates)
    row = next(each for each in store.read(list_questionnaires) if each.code == "immersion_shop")
    panel = QuestionnairesPanel(desk)
    qtbot.addWidget(panel)
    return panel.open_editor(row.id, store.read(get_questionnaire, row.id))


def held(store, code="immersion_shop"):
    row = next(each for each in store.read(list_questionnaires) if each.code == code)
    return row.edition, store.read(get_questionnaire, row.id)


def test_words_are_changed_and_kept(qtbot, editor, store):
    editor.tree.setCurrentItem(editor.tree.topLevelItem(0).child(0))
    french = editor.item_form.words.french
    french.selectAll()
    qtbot.keyClicks(french, "Un briefing a eu lieu")
    assert editor.tree.currentItem().text(0) == "Un briefing a eu lieu"
    qtbot.mouseClick(editor.save_button, LEFT)
    edition, questionnaire = held(store)
    assert (edition, questionnaire.sections[0].items[0].words.fr) == (1, "Un briefing a eu lieu")


def test_a_question_without_purpose_cannot_be_saved(qtbot, editor):
    editor.add_question()
    assert not editor.save_button.isEnabled()
    assert "pourquoi" in editor.faults.text()
    qtbot.keyClicks(editor.item_form.purpose.french, "Mieux accueillir")
    qtbot.keyClicks(editor.item_form.purpose.english, "Welcome better")
    qtbot.waitUntil(editor.save_button.isEnabled)


def test_editing_a_used_questionnaire_makes_the_next_version(qtbot, editor, store, world):
    report = store.write(open_report, assignment_id=world.assignment).value
    editor.tree.setCurrentItem(editor.tree.topLevelItem(0).child(2))
    editor.remove()
    qtbot.mouseClick(editor.save_button, LEFT)
    edition, questionnaire = held(store)
    assert edition == 2
    assert questionnaire.item("expected") is None
    assert store.read(get_report, report).questionnaire.item("expected") is not None


def test_parts_and_questions_are_moved(editor):
    editor.tree.setCurrentItem(editor.tree.topLevelItem(1))
    editor.shift(-1)
    assert (editor.place, editor.questionnaire.sections[0].code) == ((0, -1), "availability")
    editor.tree.setCurrentItem(editor.tree.topLevelItem(0).child(0))
    editor.shift(1)
    assert editor.place == (0, 1)
    editor.add_section()
    assert editor.place == (1, -1)
    editor.remove()
    assert len(editor.questionnaire.sections) == 9


def test_removing_what_another_question_waits_for_is_pointed_out(editor):
    editor.tree.setCurrentItem(editor.tree.topLevelItem(0).child(0))
    editor.remove()
    assert not editor.save_button.isEnabled()
    assert "briefed" in editor.faults.text()
