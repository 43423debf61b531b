"""Similar irritants are found through inflections and typing errors, with telling words."""

from __future__ import annotations

from desktop.core.irritants.similarity import Confidence, Similarities
from desktop.core.irritants.words import content_words, stem, tokens

REGISTER = {
    1: "Six écrans pour donner la disponibilité d’un produit",
    2: "Les commandes à retirer ne sont jamais prêtes",
    3: "Attente trop longue à la réception",
    4: "L’accord du n+1 est demandé pour tout geste commercial",
    5: "Le cœur du système tombe en panne",
}


def index() -> Similarities:
    return Similarities(REGISTER.items())


def best(text: str) -> int | None:
    found = index().search(text, 1)
    return found[0].id if found else None


def test_inflections_accents_ligatures_and_typing_errors_are_forgiven() -> None:
    assert best("ECRAN pour la disponibilite des produits") == 1
    assert best("comande a retirrer pas prete") == 2
    assert best("coeur des systemes") == 5


def test_english_finds_french_through_meanings() -> None:
    assert best("queue at reception") == 3
    assert best("manager approval for a discount gesture") == 4


def test_the_telling_words_are_those_shared() -> None:
    (match, *_others) = index().search("longue file a la réception ce matin")

    assert (match.id, match.words) == (3, ("longue", "file", "reception"))


def test_a_short_sentence_is_never_sure() -> None:
    (match, *_others) = index().search("attente")

    assert match.confidence is Confidence.LOW


def test_nothing_in_common_finds_nothing() -> None:
    assert index().search("xyzzy") == []
    assert index().search("") == []
    assert index().search("le la les") == []


def test_an_irritant_removed_or_replaced_is_no_longer_found_by_its_old_words() -> None:
    known = index()
    known.remove(3)
    known.add(2, "Parking introuvable la nuit")

    assert [match.id for match in known.search("Attente trop longue à la réception", 1)] != [3]
    assert known.search("parking", 1)[0].id == 2
    assert len(known) == 4


def test_pairs_that_say_the_same_are_proposed_once() -> None:
    known = Similarities(
        [
            (1, "Six écrans pour trouver une réservation"),
            (2, "Il faut six écrans pour la réservation"),
            (3, "Serviettes humides"),
        ]
    )  # fmt: skip

    assert [(first, second) for first, second, _score in known.pairs()] == [(1, 2)]


def test_words_are_folded_and_elisions_cut() -> None:
    assert tokens("L’œuvre d'été, aujourd’hui") == ["oeuvre", "ete", "aujourd", "hui"]
    assert stem("ecrans") == stem("ecran")
    assert [word.text for word in content_words("Il faut le n+1")] == ["n+1"]
