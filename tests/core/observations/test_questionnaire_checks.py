from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.observations.questionnaire import Condition, Option, Section, Target, Words
from desktop.core.observations.questionnaire_checks import Fault, checks
from desktop.core.vocabulary import ItemKind

from .conftest import form, item


def faults(questionnaire):
    return [(finding.fault, finding.place) for finding in checks(questionnaire)]


def test_a_sound_questionnaire_has_no_fault(visit):
    assert checks(visit) == ()


def test_the_same_code_twice_is_found():
    assert faults(form(item("a"), item("a"))) == [(Fault.DUPLICATE, "a")]


def test_a_question_without_purpose_is_found():
    assert faults(form(replace(item("a"), purpose=Words()))) == [(Fault.NO_PURPOSE, "a")]


def test_a_touchpoint_that_does_not_exist_is_found():
    assert faults(form(item("a"), touchpoint="moon.landing")) == [
        (Fault.UNKNOWN_TOUCHPOINT, "first")
    ]


@pytest.mark.parametrize(
    "condition",
    [
        Condition("later", ("met",)),
        Condition("nowhere", ("met",)),
        Condition("first_item", ("maybe",)),
    ],
)
def test_a_question_that_can_never_be_shown_is_found(condition):
    questionnaire = form(item("first_item"), item("a", conditions=(condition,)), item("later"))
    assert faults(questionnaire) == [(Fault.UNREACHABLE, "a")]


def test_a_question_behind_a_missed_target_can_be_reached():
    wait = item("wait", ItemKind.STOPWATCH, target=Target(at_most=300))
    assert faults(form(wait, item("a", conditions=(Condition("wait", ("not_met",)),)))) == []


@pytest.mark.parametrize(
    "flawed",
    [
        item("a", ItemKind.CHOICE, options=(Option("x", Words("x", "x")),)),
        item("a", ItemKind.SCALE, lowest=5, highest=5),
        item("a", weight=101),
        item("a", ItemKind.LONG_TEXT, weight=1),
        item("a", ItemKind.STOPWATCH, weight=1),
        item("a", essential=True),
        replace(item("a"), words=Words()),
    ],
)
def test_a_question_that_cannot_work_is_found(flawed):
    assert faults(form(flawed)) == [(Fault.BAD_ITEM, "a")]


def test_an_empty_section_is_found_but_tolerated():
    questionnaire = form(item("a"))
    empty = Section("empty", Words("Vide", "Empty"), ())
    (finding,) = checks(replace(questionnaire, sections=(*questionnaire.sections, empty)))
    assert (finding.fault, finding.place, finding.blocking) == (Fault.UNUSED, "empty", False)


def test_a_missing_translation_is_found_but_tolerated():
    (finding,) = checks(form(replace(item("a"), hint=Words("Indice", ""))))
    assert (finding.fault, finding.place, finding.blocking) == (Fault.UNTRANSLATED, "a", False)
