"""Words that take sides are told apart, with their negations; the others are left open."""

from __future__ import annotations

import pytest

from desktop.core.irritants.touchpoint_words import propose_touchpoint
from desktop.core.irritants.voice import propose_polarity
from desktop.core.vocabulary import Polarity


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Accueil chaleureux, réponse rapide, merci pour tout", Polarity.POSITIVE),
        ("Personnel très souriant et chambre impeccable", Polarity.POSITIVE),
        ("Attente interminable, personne ne répond, c’est inadmissible", Polarity.NEGATIVE),
        ("Le site ne fonctionne pas et je n’ai aucune réponse", Polarity.NEGATIVE),
        ("Friendly staff, lovely room, very helpful", Polarity.POSITIVE),
        ("Rude clerk, dirty room, a nightmare", Polarity.NEGATIVE),
        ("Pas du tout satisfait, pas aimable", Polarity.NEGATIVE),
        ("Aucun problème, aucune difficulté, parfait", Polarity.POSITIVE),
        ("Hôtel correct mais personnel désagréable et sale", Polarity.NEGATIVE),
    ],
)
def test_words_that_take_sides_get_a_polarity(text: str, polarity: Polarity) -> None:
    assert propose_polarity(text).polarity is polarity


@pytest.mark.parametrize("text", ["", "J’ai déposé mon dossier mardi", "bof", "🙂", "Bien. Long."])
def test_words_that_take_no_side_are_left_to_be_specified(text: str) -> None:
    assert propose_polarity(text).polarity is None


def test_more_words_of_one_side_make_it_surer() -> None:
    short = propose_polarity("Très satisfait")
    long = propose_polarity("Très satisfait, accueil parfait, personnel aimable et efficace")

    assert long.confidence > short.confidence
    assert "parfait" in long.words


@pytest.mark.parametrize(
    ("text", "trade", "touchpoint"),
    [
        ("Seul pour charger mes sacs dans le coffre", "shop", "shop.collection"),
        ("Le geste commercial m’a été confirmé par SMS", "call_centre", "call_centre.gesture"),
        ("Le petit-déjeuner et le café étaient froids", "hotel", "hotel.breakfast"),
        ("No towels in the bathroom", "hotel", "hotel.bathroom"),
        ("Aucun créneau de rendez-vous", "public_desk", "public_desk.appointment"),
    ],
)
def test_words_point_to_a_touchpoint_of_the_trade(text: str, trade: str, touchpoint: str) -> None:
    assert propose_touchpoint(text, trade).touchpoint == touchpoint


def test_words_that_point_nowhere_or_everywhere_are_not_forced() -> None:
    assert propose_touchpoint("C’était bien", "hotel").touchpoint == ""
    assert propose_touchpoint("Bon accueil", "").touchpoint == ""
    assert propose_touchpoint("Merci au bar et à la piscine", "hotel").touchpoint == ""
