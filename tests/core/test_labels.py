from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from desktop.core import i18n, vocabulary
from desktop.core.labels import _WORDS, label

ENUMS = [
    kind
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_every_word_of_the_vocabulary_has_a_label_and_its_french(kind):
    assert list(_WORDS[kind]) == list(kind)
    with i18n.speaking("fr"):
        assert all(label(member) for member in kind)


def test_the_same_value_has_the_word_of_its_own_subject():
    with i18n.speaking("fr"):
        assert label(vocabulary.AssignmentStatus.CONFIRMED) == "Confirmée"
        assert label(vocabulary.StayStatus.CONFIRMED) == "Confirmé"
        assert label(vocabulary.Moment.LUCKY_BREAK) == "Coup de chance"
        assert label(vocabulary.Moment.WRONG_FIGHT) == "Mauvais combat"


def test_english_is_the_source():
    with i18n.speaking("en"):
        assert label(vocabulary.Moment.WRONG_FIGHT) == "Wrong fight"
