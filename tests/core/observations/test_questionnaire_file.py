from __future__ import annotations

import json

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.observations.questionnaire_file import dump, load


def refused(document: object) -> str:
    with speaking("en"), pytest.raises(UserError) as caught:
        load(document if isinstance(document, str) else json.dumps(document), source="q.json")
    return str(caught.value)


@pytest.fixture
def document(visit) -> dict:
    return json.loads(dump(visit))


def test_what_is_written_is_read_back_equal(visit):
    assert load(dump(visit), source="q.json") == visit


def test_defaults_are_left_out_of_the_file(document):
    assert "weight" not in document["sections"][0]["items"][2]


def test_a_file_that_is_not_json_is_refused_in_one_sentence():
    assert refused("{").startswith("q.json: this is not a readable JSON file (")


def test_json_nested_without_end_is_refused():
    assert refused("[" * 200_000).startswith("q.json: this is not a readable JSON file (")


def test_an_enormous_file_is_refused():
    assert refused(" " * 2_000_001) == "q.json: too large to be a questionnaire."


def test_another_format_is_refused(document):
    document["format"] = 2
    assert refused(document) == "q.json, top level: the format of this questionnaire is not 1."


def test_a_misspelt_key_is_named_with_its_place(document):
    document["sections"][1]["items"][0]["wieght"] = 3
    assert refused(document) == "q.json, sections[1].items[0]: the key “wieght” is not known."


def test_a_missing_key_is_named_with_its_place(document):
    del document["sections"][0]["items"][0]["kind"]
    assert refused(document) == "q.json, sections[0].items[0]: the key “kind” is missing."


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("code", "a b", "code: a code of plain letters, digits, “_”, “-” and “.” is expected."),
        ("weight", True, "weight: a whole number is expected."),
        ("weight", "2", "weight: a whole number is expected."),
        ("required", 1, "required: true or false is expected."),
        ("words", "Bonjour", "words: an object { … } is expected."),
        ("options", {}, "options: a list [ … ] is expected."),
        ("target", {"at_most": "soon"}, "target.at_most: a number is expected."),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused_with_its_place(document, key, value, complaint):
    document["sections"][0]["items"][0][key] = value
    assert refused(document) == f"q.json, sections[0].items[0].{complaint}"


def test_an_unknown_kind_is_refused_with_those_that_exist(document):
    document["sections"][0]["items"][0]["kind"] = "video"
    assert refused(document) == (
        "q.json, sections[0].items[0].kind: one of these is expected: met, scale, number, "
        "stopwatch, time, count, choice, short_text, long_text, quote, attachment."
    )


def test_a_pass_mark_over_100_is_refused(document):
    document["sections"][0]["pass_mark"] = 101
    assert refused(document) == (
        "q.json, sections[0].pass_mark: a whole number from 0 to 100 is expected."
    )
