from __future__ import annotations

from dataclasses import replace

from desktop.core.observations import questionnaire_edits as edits
from desktop.core.observations.questionnaire import Condition, Option, Words
from desktop.core.observations.questionnaire_checks import Fault, checks


def codes(questionnaire):
    return [[item.code for item in section.items] for section in questionnaire.sections]


def test_a_renamed_question_keeps_what_waits_for_it(visit):
    bought = replace(visit.item("bought"), code="purchase")
    changed = edits.with_item(visit, 0, 2, bought)
    assert changed.sections[1].conditions == (Condition("purchase", ("met",)),)
    assert checks(changed) == ()


def test_a_new_question_must_still_say_why_it_is_asked(visit):
    changed, rank = edits.add_item(visit, 0, 0)
    assert codes(changed)[0] == ["hello", "question_1", "smile", "bought"]
    assert (rank, [each.fault for each in checks(changed)]) == (1, [Fault.NO_PURPOSE])


def test_questions_and_sections_move_within_their_bounds(visit):
    changed, rank = edits.move_item(visit, 0, 0, 1)
    assert (codes(changed)[0], rank) == (["smile", "hello", "bought"], 1)
    assert edits.move_item(visit, 0, 0, -1) == (visit, 0)
    changed, place = edits.move_section(visit, 0, 1)
    assert ([each.code for each in changed.sections], place) == (["till", "greeting"], 1)


def test_moving_a_question_behind_what_waits_for_it_is_found(visit):
    changed, _place = edits.move_section(visit, 0, 1)
    assert [(each.fault, each.place) for each in checks(changed)] == [(Fault.UNREACHABLE, "till")]


def test_a_section_is_added_and_removed(visit):
    changed, place = edits.add_section(visit, 0)
    assert [each.code for each in changed.sections] == ["greeting", "part_1", "till"]
    assert edits.remove_section(changed, place) == visit


def test_a_question_is_removed(visit):
    assert codes(edits.remove_item(visit, 0, 1))[0] == ["hello", "bought"]


def test_conditions_are_written_on_one_line():
    conditions = (Condition("a", ("met",)), Condition("b", ("x", "y")))
    assert edits.condition_text(conditions) == "a = met; b = x, y"
    assert edits.read_conditions("a = met; b = x, y") == conditions
    assert edits.read_conditions("a = ; = met; b") == ()


def test_choices_are_written_on_one_line_and_keep_their_points():
    options = (Option("card", Words("Carte", "Card"), 50), Option("cash", Words("Espèces", "Cash")))
    text = edits.option_text(options)
    assert text == "card = Carte / Card; cash = Espèces / Cash"
    assert edits.read_options(text + "; cheque = Chèque / Cheque", options) == (
        *options,
        Option("cheque", Words("Chèque", "Cheque")),
    )
