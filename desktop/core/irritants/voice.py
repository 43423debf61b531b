"""Whether words are pleased or displeased: a lexicon with negation, French and English.

Transparent on purpose: whoever disagrees with a proposal can see the words that made it. Words
that do not take sides clearly enough get no label ("to be specified").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desktop.core.irritants.words import clauses, stem, tokens
from desktop.core.vocabulary import Polarity

NEGATIONS = frozenset(
    {
        "pas", "jamais", "aucun", "aucune", "sans", "ni", "rien", "guere", "nullement",
        "not", "no", "never", "without", "hardly", "t",
    }
)  # fmt: skip
STRENGTHENERS = frozenset(
    {"tres", "vraiment", "trop", "tellement", "extremement", "so", "very", "really", "too"}
)
TURNS = frozenset({"mais", "cependant", "toutefois", "neanmoins", "but", "however"})
REACH = 3
"""Words over which a negation carries, within its clause."""
TURNED = -0.7
"""A negated word says the contrary, less strongly: not bad is not good."""
AFTER_A_TURN = 1.3
"""What follows "but" weighs more than what precedes it."""
CLEAR = 0.25
"""Net share of the weight that must go one way for the words to take sides."""
LEAST = 1.5
"""Total weight below which too little was said."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A polarity, how sure (0 to 1), and the words that made it; None = to be specified."""

    polarity: Polarity | None
    confidence: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lexicon:
    stems: dict[str, float]
    phrases: dict[str, list[tuple[tuple[str, ...], float]]]


@cache
def _lexicon() -> _Lexicon:
    stems: dict[str, float] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    text = (files("resources") / "lexicon" / "polarity.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        weight, colon, entries = line.partition(":")
        if line.startswith("#") or not colon:
            continue
        for entry in entries.split(","):
            found = tuple(tokens(entry))
            if len(found) == 1:
                stems.setdefault(found[0], float(weight))
                if not entry.endswith("!"):
                    stems.setdefault(_root(found[0]), float(weight))
            elif found:
                phrases.setdefault(found[0], []).append((found, float(weight)))
    for listed in phrases.values():
        listed.sort(key=lambda each: -len(each[0]))
    return _Lexicon(stems, phrases)


@cache
def _root(word: str) -> str:
    """A stem of its own space, so that no stem is taken for a word."""
    return f"={stem(word, 'french')}"


def propose_polarity(text: str) -> Proposal:
    """What a text says, as far as its words take sides."""
    hits = [hit for clause in clauses(text) for hit in _hits(clause)]
    positive = sum(weight for _word, weight in hits if weight > 0)
    negative = -sum(weight for _word, weight in hits if weight < 0)
    total = positive + negative
    if total < LEAST:
        return Proposal(None, 0.0)
    net = (positive - negative) / total
    amount = min(1.0, total / 6)
    confidence = round(min(0.99, abs(net) * (0.5 + 0.5 * amount)), 2)
    told = tuple(dict.fromkeys(word for word, _weight in hits))
    if abs(net) < CLEAR:
        return Proposal(None, confidence, told)
    return Proposal(Polarity.POSITIVE if net > 0 else Polarity.NEGATIVE, confidence, told)


def _hits(words: Sequence[str]) -> list[tuple[str, float]]:
    lexicon = _lexicon()
    hits: list[tuple[str, float]] = []
    place, negated_until, factor = 0, -1, 1.0
    while place < len(words):
        word = words[place]
        phrase = _phrase_at(words, place, lexicon) if word in lexicon.phrases else None
        if phrase is not None:
            length, weight = phrase
            hits.append((" ".join(words[place : place + length]), weight * factor))
            place += length
            negated_until = -1
            continue
        if word in TURNS:
            factor = AFTER_A_TURN
        if word in NEGATIONS:
            negated_until = place + REACH
        weight = _weight(word)
        if weight:
            hits.append((word, _in_context(words, place, weight, negated_until) * factor))
            negated_until = -1 if place < negated_until else negated_until
        place += 1
    return hits


@cache
def _weight(word: str) -> float:
    stems = _lexicon().stems
    return stems.get(word) or stems.get(_root(word)) or 0.0


def _in_context(words: Sequence[str], place: int, weight: float, negated_until: int) -> float:
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if place <= negated_until or after in {"pas", "jamais"}:
        weight *= TURNED
    return weight * 1.4 if before in STRENGTHENERS else weight


def _phrase_at(words: Sequence[str], place: int, lexicon: _Lexicon) -> tuple[int, float] | None:
    for phrase, weight in lexicon.phrases.get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return len(phrase), weight
    return None
