"""Which touchpoint a text speaks of, by words that point to it; none rather than a forced one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from desktop.core.irritants.words import stem, tokens

SURE_ENOUGH = 0.4
"""Share of the pointing weight that the best touchpoint must hold, among those of its trade."""
LEAST = 0.6
"""Weight below which the words point nowhere."""


@dataclass(frozen=True, slots=True)
class PlaceProposal:
    """A touchpoint (empty = to be specified), how sure (0 to 1), and the words that point to it."""

    touchpoint: str
    confidence: float
    words: tuple[str, ...] = ()


@cache
def _pointers(trade: str) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """First stem → phrases of stems with the touchpoints they point to; every trade when empty."""
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    text = (files("resources") / "lexicon" / "touchpoints.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        code, colon, entries = line.partition(":")
        if line.startswith("#") or not colon or (trade and code.partition(".")[0] != trade):
            continue
        for entry in entries.split(","):
            phrase = tuple(stem(word) for word in tokens(entry))
            if phrase and code not in owners[phrase]:
                owners[phrase].append(code)
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for phrase, codes in owners.items():
        found[phrase[0]].append((phrase, tuple(codes)))
    for listed in found.values():
        listed.sort(key=lambda each: -len(each[0]))
    return dict(found)


def propose_touchpoint(text: str, trade: str = "") -> PlaceProposal:
    """The touchpoint of a text; knowing the trade of its site makes it much surer."""
    pointers = _pointers(trade)
    words = tokens(text)
    stems = [stem(word) for word in words]
    weights: dict[str, float] = defaultdict(float)
    told: dict[str, list[str]] = defaultdict(list)
    place = 0
    while place < len(stems):
        if stems[place] not in pointers:
            place += 1
            continue
        phrase, codes = _pointer_at(pointers, stems, place)
        for code in codes:
            # A phrase is surer than a word; a word shared by several touchpoints less sure.
            weights[code] += (0.6 + 0.4 * len(phrase)) / len(codes)
            told[code].append(" ".join(words[place : place + len(phrase)]))
        place += max(len(phrase), 1)
    if not weights:
        return PlaceProposal("", 0.0)
    (best, weight), *others = sorted(weights.items(), key=lambda item: -item[1])[:2]
    confidence = round(weight / sum(weights.values()), 2)
    is_tied = bool(others) and others[0][1] == weight
    if weight < LEAST or confidence < SURE_ENOUGH or is_tied:
        return PlaceProposal("", confidence, tuple(dict.fromkeys(told[best])))
    return PlaceProposal(best, confidence, tuple(dict.fromkeys(told[best])))


def _pointer_at(
    pointers: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]],
    stems: list[str],
    place: int,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    for phrase, codes in pointers.get(stems[place], ()):
        if tuple(stems[place : place + len(phrase)]) == phrase:
            return phrase, codes
    return (), ()
