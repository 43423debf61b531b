"""Folding: the same word however it is typed."""

from __future__ import annotations

import pytest

from desktop.core.folding import fold


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Lefèvre", "lefevre"),
        ("NOËL", "noel"),
        ("Cœur  d’Été", "coeur d'ete"),
        ("Straße", "strasse"),
        ("Nguyễn", "nguyen"),
        (" Élodie\tŒuvre ", "elodie oeuvre"),
        ("", ""),
    ],
)
def test_accents_case_ligatures_and_spaces_are_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_folding_twice_changes_nothing_more() -> None:
    assert fold(fold("Œuvre d’Ambroise ÆÎ")) == fold("Œuvre d’Ambroise ÆÎ")
