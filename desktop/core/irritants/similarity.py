"""Which irritants of the register say the same thing, ranked, with the words that tell.

Weighted cosine of three kinds of features: stems (inflections forgiven), meanings (a small
bilingual list) and pieces of three letters (typing errors forgiven). Rare features count more.
Measured against simpler methods in tests/benchmarks/similarity.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from itertools import combinations
from math import log, sqrt

from desktop.core.i18n import _
from desktop.core.irritants.words import Word, content_words

STEM, MEANING, PIECE = 0.6, 0.9, 0.35
"""Weight of each kind of feature."""
MORE = 0.35
"""What a word of the description weighs beside one of the title."""
LEAST = 0.08
"""Below this score two texts have nothing to do with each other."""
SURE = 0.6
LIKELY = 0.45
RARE_HOLDERS = 40
"""A stem or meaning held by more irritants than this (or 1 %) does not make a pair by itself."""
FEW_WORDS = 3
"""A sentence with fewer words that carry meaning is too short to be sure of anything."""


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def confidence_text(confidence: Confidence) -> str:
    """How sure, in words."""
    return {
        Confidence.HIGH: _("high"),
        Confidence.MEDIUM: _("medium"),
        Confidence.LOW: _("low: too little to go by"),
    }[confidence]


@dataclass(frozen=True, slots=True)
class Match:
    """An irritant that resembles the text; `words` are those of the text that tell."""

    id: int
    score: float
    confidence: Confidence
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Feature:
    name: str
    weight: float
    word: str


def _features(words: list[Word]) -> list[_Feature]:
    found = []
    for word in words:
        found.append(_Feature(f"s:{word.stem}", STEM, word.text))
        if word.meaning is not None:
            found.append(_Feature(f"m:{word.meaning}", MEANING, word.text))
        padded = f"_{word.text}_"
        found += [
            _Feature(f"p:{padded[i : i + 3]}", PIECE / sqrt(len(padded)), word.text)
            for i in range(len(padded) - 2)
        ]
    return found


class Similarities:
    """An index of irritants; adding and searching take milliseconds on thousands of them."""

    def __init__(self, texts: Iterable[tuple[int, str]] = ()) -> None:
        self._weights: dict[int, dict[str, float]] = {}
        self._holders: dict[str, set[int]] = defaultdict(set)
        self._postings: dict[str, list[tuple[int, float]]] | None = None
        for key, text in texts:
            self.add(key, text)

    def __len__(self) -> int:
        return len(self._weights)

    def add(self, key: int, text: str, more: str = "") -> None:
        """Index one irritant in place of what was known; `more`, a description, weighs less."""
        self.remove(key)
        weights: Counter[str] = Counter()
        for words, share in ((text, 1.0), (more, MORE)):
            for feature in _features(content_words(words)):
                weights[feature.name] = max(weights[feature.name], share * feature.weight)  # type: ignore[assignment] # Counter of floats
        self._weights[key] = dict(weights)
        for name in weights:
            self._holders[name].add(key)
        self._postings = None

    def remove(self, key: int) -> None:
        """Forget one irritant, if it was known."""
        for name in self._weights.pop(key, {}):
            self._holders[name].discard(key)
        self._postings = None

    def search(
        self, text: str, limit: int = 8, *, without: frozenset[int] = frozenset()
    ) -> list[Match]:
        """The irritants most like a text, best first; nothing below `LEAST`."""
        words = content_words(text)
        features = {feature.name: feature for feature in _features(words)}
        query = {name: each.weight * self._rarity(name) for name, each in features.items()}
        length = sqrt(sum(weight * weight for weight in query.values()))
        if not length:
            return []
        scores: dict[int, float] = defaultdict(float)
        postings = self._indexed()
        for name, weight in query.items():
            for key, other in postings.get(name, ()):
                scores[key] += weight * other
        best = nlargest(
            limit, ((score / length, key) for key, score in scores.items() if key not in without)
        )
        return [
            Match(
                key,
                round(score, 3),
                _confidence(score, words),
                self._telling(features.values(), key),
            )
            for score, key in best
            if score >= LEAST
        ]

    def pairs(self, *, at_least: float = LIKELY) -> list[tuple[int, int, float]]:
        """Pairs of irritants alike enough to be asked about, likeliest first.

        Only pairs that share two rare features are compared: others cannot score that high.
        """
        normed = {key: self._normed(weights) for key, weights in self._weights.items()}
        found = []
        for (first, second), shared in self._sharing_rare_features().items():
            if shared >= 2:
                score = _cosine(normed[first], normed[second])
                if score >= at_least:
                    found.append((first, second, round(score, 3)))
        return sorted(found, key=lambda each: (-each[2], each[0], each[1]))

    def _sharing_rare_features(self) -> Counter[tuple[int, int]]:
        rare = max(RARE_HOLDERS, len(self) // 100)
        shared: Counter[tuple[int, int]] = Counter()
        for name, holders in self._holders.items():
            if name[0] != "p" and 1 < len(holders) <= rare:
                shared.update(combinations(sorted(holders), 2))
        return shared

    def _rarity(self, name: str) -> float:
        return log(1 + (1 + len(self._weights)) / (1 + len(self._holders.get(name, ()))))

    def _normed(self, weights: dict[str, float]) -> dict[str, float]:
        heavy = {name: weight * self._rarity(name) for name, weight in weights.items()}
        length = sqrt(sum(weight * weight for weight in heavy.values())) or 1.0
        return {name: weight / length for name, weight in heavy.items()}

    def _indexed(self) -> dict[str, list[tuple[int, float]]]:
        if self._postings is None:
            postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
            for key, weights in self._weights.items():
                for name, weight in self._normed(weights).items():
                    postings[name].append((key, weight))
            self._postings = postings
        return self._postings

    def _telling(self, features: Iterable[_Feature], key: int) -> tuple[str, ...]:
        """Words of the text shared by stem or meaning, or by most of their letters."""
        held = self._weights[key]
        whole: dict[str, bool] = {}
        pieces: dict[str, list[bool]] = {}
        for feature in features:
            shared = feature.name in held
            if feature.name[0] == "p":
                pieces.setdefault(feature.word, []).append(shared)
            else:
                whole[feature.word] = whole.get(feature.word, False) or shared
        return tuple(
            word for word, is_shared in whole.items()
            if is_shared or 2 * sum(pieces.get(word, ())) > len(pieces.get(word, ())) > 2
        )  # fmt: skip


def _cosine(left: dict[str, float], right: dict[str, float]) -> float:
    if len(right) < len(left):
        left, right = right, left
    return sum(weight * right[name] for name, weight in left.items() if name in right)


def _confidence(score: float, words: list[Word]) -> Confidence:
    if len({word.stem for word in words}) < FEW_WORDS or score < LIKELY:
        return Confidence.LOW
    return Confidence.HIGH if score >= SURE else Confidence.MEDIUM
