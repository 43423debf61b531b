"""Words made comparable: folded, stemmed in French or English, joined by meaning where it is sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from desktop.core.folding import fold

_WORD = re.compile(r"n\+\d|[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_ELISION = re.compile(r"\b(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quelqu)'", re.ASCII)

_FRENCH = frozenset(
    """a ai aie ainsi alors apres au aucun aussi autre aux avaient avait avant avec avoir avons
    beaucoup bien c ca car ce ceci cela celle celui ces cet cette ceux chaque chez comme comment
    d dans de des deux doit donc dont du elle elles en encore est et etaient etait ete etre eu eux
    fait faire faut font fois il ils j je jour l la le les leur leurs lors lui m ma mais me meme
    memes mes moi moins mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut plus
    pour pourquoi puis qu quand que quel quelle qui quoi rien s sa sans se sera ses si soit son
    sont sous sur t ta te tes toi ton toujours tous tout toute toutes tres trop tu un une va vers
    voir vont vos votre vous y""".split()
)
_ENGLISH = frozenset(
    """a about after all also am an and any are as at be because been before being but by can cannot
    could did do does for from get got had has have he her here him his how i if in into is it its
    just me more most my no not of on one only or our out over own she should so some than that
    the their them then there these they this those to too under until up us very was we were what
    when where which while who why will with would you your""".split()
)

_MEANINGS = (
    "attente attendre attend patienter patience file queue wait waiting waited line",
    "ecran fenetre screen window",
    "application appli applis logiciel outil programme app tool software system systeme",
    "commande order ordered",
    "retrait retirer collect collection pick-up pickup click-and-collect",
    "facture facturation note addition bill invoice billing",
    "chambre room bedroom",
    "lit lits bed beds",
    "caisse caissier caissiere till checkout cashier",
    "autorisation autoriser validation valider accord approbation n+1 n+2 hierarchie superieur "
    "responsable approval approve authorisation authorise permission manager supervisor",
    "lent lente lenteur ralenti rame ramer slow slowly",
    "panne bug plante planter bloque fige crash broken frozen",
    "telephone portable mobile smartphone phone",
    "stock rupture dispo disponibilite disponible availability available",
    "courriel mail email e-mail",
    "livraison livrer colis livreur delivery deliver parcel",
    "remboursement rembourser avoir-client refund reimburse",
    "promotion promo offre remise reduction offer discount deal",
    "ressaisie ressaisir resaisir recopier retaper retype retyping copy",
    "repeter repete redire reexpliquer repeat explain",
    "parking stationnement garer park car-park",
    "bagage valise valises luggage suitcase bags",
    "petit-dejeuner breakfast",
    "vendeur vendeuse conseiller conseillere agent seller advisor clerk assistant",
    "mot-de-passe passe password",
    "horaire horaires ouverture hours opening",
    "cle badge carte-cle key keycard",
    "reservation reserver reserve booking book booked",
    "interdit interdiction defense interdire forbidden prohibited banned",
    "effectif sous-effectif personnel renfort understaffed staffing staff",
    "colere enerve agressif agressivite furieux angry aggressive shout",
    "bruit bruyant noise noisy",
    "sale salete propre proprete menage dirty clean cleaning",
    "froid chauffage climatisation chaleur cold heating air-conditioning",
    "retour retourner return returned",
    "reclamation plainte litige complaint claim",
    "rappel rappeler recontacter callback call-back",
    "transfert transferer bascule renvoyer transfer transferred redirect",
    "prix tarif etiquette price label tag",
    "information renseignement info infos informations",
    "formation former forme training trained",
    "planning horaires-equipe rota roster schedule",
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written in the folded text, with what it is compared by."""

    text: str
    stem: str
    meaning: int | None


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def] # snowballstemmer has no types
    import snowballstemmer  # noqa: PLC0415 -- slow import

    return snowballstemmer.stemmer(language)


@cache
def stem(word: str, language: str = "french") -> str:
    """The stem of a folded word; figures and short words stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    return fold(str(_stemmer(language).stemWord(word)))


@cache
def _meanings() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, group in enumerate(_MEANINGS):
        for word in group.split():
            found[word] = number
            for language in ("french", "english"):
                found.setdefault(stem(word, language), number)
    return found


def tokens(text: str) -> list[str]:
    """The words of a text, folded, elisions cut, small words kept."""
    return _WORD.findall(_ELISION.sub(" ", fold(text)))


def language_of(words: list[str]) -> str:
    """French unless small English words are more frequent."""
    french = sum(word in _FRENCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    return "english" if english > french else "french"


def content_words(text: str) -> list[Word]:
    """The words that carry meaning, in order."""
    words = tokens(text)
    language = language_of(words)
    empty = _ENGLISH if language == "english" else _FRENCH
    meanings = _meanings()
    found = []
    for word in words:
        if word in empty or (len(word) < 2 and not word.isdigit()):
            continue
        root = stem(word, language)
        found.append(Word(word, root, meanings.get(word, meanings.get(root))))
    return found
