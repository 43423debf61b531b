from __future__ import annotations

import time

import pytest

from desktop.core.observations.guard import Concern, masked, only_masks, warnings_in

from .guard_phrases import CLEAN, ENGLISH, FRENCH


def concerns(text):
    return {each.concern for each in warnings_in(text)}


def missed(phrases):
    return [text for concern, text in phrases if concern not in concerns(text)]


def test_nine_french_phrases_in_ten_are_caught():
    assert len(FRENCH) >= 100
    assert len({text for _concern, text in FRENCH}) == len(FRENCH)
    for concern in Concern:
        mine = [each for each in FRENCH if each[0] == concern]
        assert len(mine) >= 15
        assert len(missed(mine)) <= len(mine) * 0.1, missed(mine)


def test_nine_english_phrases_in_ten_are_caught():
    assert len(missed(ENGLISH)) <= len(ENGLISH) * 0.1, missed(ENGLISH)


def test_ordinary_phrases_are_left_in_peace():
    alarms = [(text, warnings_in(text)) for text in CLEAN if warnings_in(text)]
    assert len(CLEAN) >= 100
    assert len(alarms) <= len(CLEAN) * 0.05, alarms


def test_a_warning_points_at_its_words():
    text = "Au guichet, Mme Durand m'a répondu."
    (warning,) = warnings_in(text)
    assert (warning.concern, warning.words) == (Concern.NAME, "Durand")
    assert text[warning.start : warning.end] == "Durand"


def test_a_sentence_tells_what_to_do_and_nothing_is_deleted():
    text = "Appelez le 06 12 34 56 78."
    (warning,) = warnings_in(text)
    assert "06 12 34 56 78" in warning.sentence
    assert text == "Appelez le 06 12 34 56 78."


def test_masking_leaves_no_warning():
    text = "La vendeuse Sophie, enceinte, a noté jean@exemple.fr"
    assert masked(text) == "La vendeuse […], […], a noté […]"
    assert warnings_in(masked(text)) == ()


@pytest.mark.parametrize(
    ("after", "holds"),
    [
        ("Julie a attendu 12 minutes.", True),
        ("[…] a attendu 12 minutes.", True),
        ("[…] a attendu […] minutes.", True),
        ("[…] a attendu 2 minutes.", False),
        ("Julie a attendu.", False),
        ("Julie a attendu 12 minutes ![…]", False),
    ],
)
def test_a_fact_may_only_be_masked(after, holds):
    assert only_masks("Julie a attendu 12 minutes.", after) is holds


def test_overlapping_warnings_are_told_once():
    assert len(warnings_in("M. Jean Dupont")) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "La cliente attendait au guichet. ",
        "x",
        "A",
        "1",
        "a@",
        "Jean ",
        "badge  ",
        " ",
        "+33 ",
        "M. ",
    ],
)
def test_no_text_is_slow_to_read(piece):
    """The guard runs at each keystroke: a text made to slow it down must not freeze the window."""
    text = (piece * 20_000)[:20_000]
    began = time.process_time()
    warnings_in(text)
    assert time.process_time() - began < 1


def test_an_ordinary_long_text_raises_no_alarm():
    assert warnings_in("La cliente attendait au guichet depuis douze minutes. " * 300) == ()


def test_blanks_after_a_word_do_not_slow_the_guard():
    began = time.process_time()
    warnings_in("badge" + " " * 19_000)
    assert time.process_time() - began < 1
