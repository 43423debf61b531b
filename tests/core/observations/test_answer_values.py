from __future__ import annotations

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.observations.answer_values import LONGEST_TEXT, canonical, shown
from desktop.core.observations.questionnaire import Option, Words
from desktop.core.vocabulary import ItemKind as K

from .conftest import item

CHOICE = item(
    "c",
    K.CHOICE,
    options=(Option("card", Words("Carte", "Card")), Option("cash", Words("Espèces", "Cash"))),
)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (K.MET, "met", "met"),
        (K.MET, " not_applicable ", "not_applicable"),
        (K.SCALE, "4", "4"),
        (K.NUMBER, "12,50", "12.5"),
        (K.NUMBER, "1\u202f200", "1200"),
        (K.NUMBER, "100", "100"),
        (K.COUNT, "007", "7"),
        (K.STOPWATCH, "150", "150"),
        (K.STOPWATCH, "2:30", "150"),
        (K.STOPWATCH, "2 min 30", "150"),
        (K.STOPWATCH, "2 min", "120"),
        (K.STOPWATCH, "1 h 05 min", "3900"),
        (K.STOPWATCH, "1:00:01", "3601"),
        (K.TIME, "9h05", "09:05"),
        (K.TIME, "14:30", "14:30"),
        (K.TIME, "9 h", "09:00"),
        (K.LONG_TEXT, " a\r\nb\n", " a\nb"),
        (K.NUMBER, "", ""),
    ],
)
def test_what_people_type_is_understood(kind, typed, kept):
    assert canonical(item("q", kind), typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (K.MET, "perhaps", "the answer is “yes”, “no” or “not applicable”."),
        (K.SCALE, "6", "the answer is a whole number from 1 to 5."),
        (K.SCALE, "²", "the answer is a whole number from 1 to 5."),
        (K.NUMBER, "NaN", "“NaN” is not a number."),
        (K.NUMBER, "-1", "“-1” is not a number."),
        (K.NUMBER, "1e99", "“1e99” is not a number."),
        (K.COUNT, "1,5", "“1,5” is not a whole number."),
        (K.STOPWATCH, "long", "write a duration such as 2:30 or 2 min 30."),
        (K.TIME, "25:00", "write a time of day such as 14:30."),
        (K.ATTACHMENT, "photo.jpg", "a file is joined here, not a text."),
        (K.LONG_TEXT, "x" * (LONGEST_TEXT + 1), "the text is longer than 20,000 characters."),
    ],
)
def test_what_cannot_be_understood_is_refused_with_the_question(kind, typed, reason):
    with speaking("en"), pytest.raises(UserError) as caught:
        canonical(item("q", kind), typed)
    assert str(caught.value) == f"“q?”: {reason}"


def test_a_question_that_always_applies_refuses_not_applicable():
    with pytest.raises(UserError):
        canonical(item("q", applicable_always=True), "not_applicable")


def test_a_choice_is_one_of_its_options():
    assert canonical(CHOICE, "card") == "card"
    with pytest.raises(UserError):
        canonical(CHOICE, "cheque")


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (item("q"), "met", "Oui"),
        (item("q"), "not_applicable", "Sans objet"),
        (item("q", K.STOPWATCH), "150", "2 min 30 s"),
        (item("q", K.STOPWATCH), "45", "45 s"),
        (item("q", K.SCALE), "4", "4 sur 5"),
        (item("q", K.NUMBER, unit=Words("€", "€")), "12.5", "12,5 €"),
        (CHOICE, "cash", "Espèces"),
        (item("q", K.QUOTE), "« Bonjour »", "« Bonjour »"),
        (item("q"), "", ""),
    ],
)
def test_an_answer_is_shown_in_words(question, value, words):
    with speaking("fr"):
        assert shown(question, value) == words
