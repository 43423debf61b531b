from __future__ import annotations

from desktop.core.i18n import speaking
from desktop.core.observations.answers import (
    Content,
    Given,
    Lack,
    asked_touchpoints,
    hidden_answers,
    missing,
    visible_items,
)
from desktop.core.vocabulary import ObservationKind

TOLD = frozenset({ObservationKind.BEST, ObservationKind.MOST_FRUSTRATING})


def content(told=TOLD, cards=frozenset(), **answers: str | Given) -> Content:
    given = {k: v if isinstance(v, Given) else Given(v) for k, v in answers.items()}
    return Content(given, told=told, card_touchpoints=frozenset(cards))


def asked(questionnaire, **answers):
    return [item.code for _section, item in visible_items(questionnaire, content(**answers))]


def test_a_section_is_hidden_until_its_condition_holds(visit):
    assert asked(visit) == ["hello", "smile", "bought"]
    assert asked(visit, bought="met") == ["hello", "smile", "bought", "wait", "means"]


def test_a_measure_beyond_its_target_opens_the_question_why(visit):
    assert "why_wait" not in asked(visit, bought="met", wait="300")
    assert "why_wait" in asked(visit, bought="met", wait="301")


def test_answers_to_hidden_questions_are_named_and_what_hangs_on_them_too(visit):
    given = content(bought="not_met", wait="600", why_wait="Une seule caisse")
    assert hidden_answers(visit, given) == ("wait", "why_wait")
    assert hidden_answers(visit, content(bought="met", wait="600", why_wait="x")) == ()


def test_an_empty_report_lacks_its_required_answers_and_the_two_questions(visit):
    found = missing(visit, content(told=frozenset()))
    assert [(each.lack, each.section, each.item) for each in found] == [
        (Lack.ANSWER, "greeting", "hello"),
        (Lack.ANSWER, "greeting", "bought"),
        (Lack.TOLD, "", "best"),
        (Lack.TOLD, "", "most_frustrating"),
    ]


def test_a_no_demands_a_fact_of_forty_characters(visit):
    short = content(hello=Given("not_met", "x" * 39), bought="not_met")
    with speaking("en"):
        (lack,) = missing(visit, short)
    assert (lack.lack, lack.item) == (Lack.NOTE, "hello")
    assert lack.sentence == "“hello?”: tell the fact in one sentence (at least 40 characters)."
    assert missing(visit, content(hello=Given("not_met", "x" * 40), bought="not_met")) == ()


def test_a_demanded_card_must_be_at_the_same_touchpoint(visit):
    answers = {"hello": "met", "bought": "met", "wait": "600"}
    (lack,) = missing(visit, content(**answers, cards={"shop.greeting"}))
    assert (lack.lack, lack.item) == (Lack.IRRITANT, "wait")
    assert missing(visit, content(**answers, cards={"shop.payment"})) == ()


def test_only_touchpoints_that_were_shown_count_as_asked(visit):
    assert asked_touchpoints(visit, content()) == ("shop.greeting",)
    assert asked_touchpoints(visit, content(bought="met")) == ("shop.greeting", "shop.payment")
