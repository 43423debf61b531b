from __future__ import annotations

import pytest

from desktop.core.documents.typography import cuts, quoted, typeset


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Vraiment ? Oui !", "Vraiment\u202f? Oui\u202f!"),
        ("deux choix : a ; b", "deux choix\u00a0: a\u202f; b"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("«mot»", "«\u00a0mot\u00a0»"),
        ("l'administration d'ici", "l’administration d’ici"),
        ("12 500 €", "12\u202f500\u202f€"),
        ("20 %", "20\u202f%"),
        ("11 rapports", "11\u00a0rapports"),
        ("n° 4", "n°\u00a04"),
        ("'x'", "'x'"),
        ("http://a.fr/?b=c", "http://a.fr/?b=c"),
    ],
)
def test_french_spaces_are_the_right_ones(typed: str, set_: str):
    assert typeset(typed, "fr") == set_


def test_setting_twice_changes_nothing_more():
    once = typeset("« Qui ? » : l'un des 12 500 € ; non !", "fr")
    assert typeset(once, "fr") == once


def test_english_keeps_its_spaces():
    assert typeset("Really? It's 20%: yes!", "en") == "Really? It’s 20%: yes!"


def test_no_sign_is_added_or_taken_away():
    text = "<b>&amp;</b> {{7*7}} '; DROP TABLE «x» ; 100 % ?"
    plain = str.maketrans("", "", " \u00a0\u202f")
    assert typeset(text, "fr").translate(plain) == text.translate(plain)


def test_elided_and_quoted_words_can_be_cut():
    assert cuts("l’administration", "fr")
    assert cuts("administration»", "fr")
    assert cuts("«administration", "fr")
    assert cuts("SNCFADMINISTRATION", "fr") == ()
    assert cuts("a", "fr") == ()


def test_quotation_marks_follow_the_language():
    assert quoted("oui", "fr") == "«\u00a0oui\u00a0»"
    assert quoted("yes", "en") == "“yes”"
