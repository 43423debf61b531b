from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "installer" / "translations.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("translations", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["translations"]


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("Quoi!", "Quoi\u202f!"),
        ("Fait : {x}", "Fait\u00a0: {x}"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("{n} %", "{n}\u202f%"),
        ("à 10:30, voir https://exemple.fr", "à 10:30, voir https://exemple.fr"),
        ("Lui &amp; elle", "Lui &amp; elle"),
        ("Aujourd'hui, l'effort d'{name}", "Aujourd’hui, l’effort d’{name}"),
        ("valeur : 'x'", "valeur\u00a0: 'x'"),
    ],
)
def test_french_spaces_and_apostrophes_are_put_where_they_belong_and_stay(tool, typed, right):
    assert tool.french_typography(typed) == right
    assert tool.french_typography(right) == right


def test_a_placeholder_that_changes_its_name_is_refused(tool):
    sentence = tool.Sentence.from_key("{count} person|||{count} people")
    assert tool.trouble(sentence, ("{count} personne", "{count} personnes")) == ""
    assert tool.trouble(sentence, ("une personne", "{count} personnes")) == ""
    assert "placeholders differ" in tool.trouble(sentence, ("{n} personne", "{n} personnes"))
    assert tool.trouble(sentence, ("{count} personne",)) == "no French"


def test_a_word_said_alone_shares_the_entry_of_the_same_word_counted(tool):
    counted = tool.Sentence.from_key("person|||people")
    entries = {counted: ("personne", "personnes")}
    assert tool.french_of(entries, tool.Sentence("person")) == ("personne",)
    assert tool.french_of(entries, counted) == ("personne", "personnes")
    assert tool.french_of(entries, tool.Sentence("person", context="role")) == ()


def test_a_key_keeps_its_context_and_its_plural(tool):
    for key in ("mot", "a|||b", "contexte\u0004mot"):
        assert tool.Sentence.from_key(key).key == key


def test_every_sentence_of_the_program_has_its_french(tool, capsys):
    assert (tool.check(), capsys.readouterr().out.count("no French")) == (0, 0)
