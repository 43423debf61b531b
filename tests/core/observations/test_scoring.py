from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.core.observations.answers import Content, Given
from desktop.core.observations.questionnaire import Option, Target, Words
from desktop.core.observations.scoring import points_of, score_of
from desktop.core.vocabulary import ItemKind

from .conftest import form, item


def score(questionnaire, **answers):
    return score_of(questionnaire, Content({code: Given(v) for code, v in answers.items()}))


FIVE = form(*(item(code, weight=1) for code in "abcde"))


def test_not_applicable_leaves_the_denominator():
    result = score(FIVE, a="met", b="met", c="met", d="not_met", e="not_applicable")
    assert (result.percent, result.answered, result.asked) == (75, 4, 5)


def test_under_sixty_percent_answered_there_is_no_score():
    assert score(FIVE, a="met", b="met").percent is None
    assert score(FIVE, a="met", b="met", c="met").percent == 100


def test_not_applicable_everywhere_is_no_perfect_score():
    result = score(FIVE, **dict.fromkeys("abcde", "not_applicable"))
    assert (result.percent, result.answered, result.passed) == (None, 0, None)


def test_weights_are_honoured():
    questionnaire = form(item("a", weight=3), item("b", weight=1))
    assert score(questionnaire, a="met", b="not_met").percent == 75


def test_halves_round_up():
    questionnaire = form(*(item(f"i{n}", weight=1) for n in range(8)))
    answers = {f"i{n}": "met" if n < 5 else "not_met" for n in range(8)}
    assert score(questionnaire, **answers).percent == 63


def test_an_essential_item_is_not_compensated_by_points():
    questionnaire = form(item("a", weight=1, essential=True), item("b", weight=99))
    result = score(questionnaire, a="not_met", b="met")
    assert (result.percent, result.failed_essentials, result.passed) == (99, ("a",), False)


def test_a_knock_out_brings_everything_to_zero():
    questionnaire = form(item("a", weight=1, knock_out=True), item("b", weight=99))
    result = score(questionnaire, a="not_met", b="met")
    assert (result.percent, result.knocked_out_by, result.passed) == (0, ("a",), False)


def test_a_hidden_question_counts_for_nothing(visit):
    result = score(visit, hello="met", smile="5", bought="not_met", wait="900")
    assert (result.percent, result.answered, result.asked) == (100, 2, 2)
    assert [section.section for section in result.sections] == ["greeting"]


def test_a_section_passes_at_its_mark(visit):
    result = score(visit, hello="met", smile="1", bought="met", wait="10")
    greeting, till = result.sections
    assert (greeting.percent, greeting.passed) == (67, True)
    assert (till.percent, till.passed) == (100, None)


@pytest.mark.parametrize(
    ("question", "value", "points"),
    [
        (item("a", weight=1), "met", 100),
        (item("a", weight=0), "met", None),
        (item("a", ItemKind.SCALE, weight=1), "3", 50),
        (item("a", ItemKind.SCALE, weight=1, lowest=0, highest=10), "7", 70),
        (item("a", ItemKind.STOPWATCH, weight=1, target=Target(at_most=Decimal(300))), "300", 100),
        (item("a", ItemKind.STOPWATCH, weight=1, target=Target(at_most=Decimal(300))), "301", 0),
        (
            item("a", ItemKind.CHOICE, weight=1, options=(Option("x", Words("x", "x"), 50),)),
            "x",
            50,
        ),
        (item("a", ItemKind.CHOICE, weight=1, options=(Option("x", Words("x", "x")),)), "x", None),
    ],
)
def test_points_go_from_0_to_100(question, value, points):
    assert points_of(question, value) == points
