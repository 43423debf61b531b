"""Quality of similarity on irritants that we labelled ourselves, against simpler methods.

`pytest tests/benchmarks/test_similarity_quality.py -s` prints the table kept in similarity.md.
"""

# ruff: noqa: T201 -- these tests print the tables that we keep

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from rapidfuzz import fuzz, process

from desktop.core.folding import fold
from desktop.core.irritants.similarity import Confidence, Similarities
from desktop.core.irritants.words import content_words

DATA = json.loads(Path(__file__).with_name("irritants_labelled.json").read_text("utf-8"))
Ranker = Callable[[str], list[int]]


def register(part: str) -> list[str]:
    """Canonical sentences of both halves and of the background: a register of 68 irritants."""
    other = "held" if part == "dev" else "dev"
    groups = DATA[part] + DATA[other]
    return [group[0] for group in groups] + DATA["background"]


def questions(part: str, language: str) -> list[tuple[str, int]]:
    picked = slice(1, 3) if language == "fr" else slice(3, 4)
    return [(text, key) for key, group in enumerate(DATA[part]) for text in group[picked]]


def ours(texts: list[str]) -> Ranker:
    index = Similarities(enumerate(texts))
    return lambda text: [match.id for match in index.search(text, 5)]


def by_letters(texts: list[str]) -> Ranker:
    """The usual fuzzy match: the tokens of both sentences, sorted."""
    folded = {key: fold(text) for key, text in enumerate(texts)}
    return lambda text: [
        key for _t, _s, key in process.extract(fold(text), folded, scorer=fuzz.token_set_ratio)
    ]


def by_shared_stems(texts: list[str]) -> Ranker:
    """Share of stems in common, all words equal."""
    stems = [{word.stem for word in content_words(text)} for text in texts]

    def rank(text: str) -> list[int]:
        asked = {word.stem for word in content_words(text)}
        return sorted(
            range(len(texts)), key=lambda key: -len(asked & stems[key]) / len(asked | stems[key])
        )[:5]

    return rank


def hits(rank: Ranker, asked: list[tuple[str, int]]) -> tuple[float, float]:
    """Share of questions whose irritant comes first, and among the first five."""
    found = [(rank(text), key) for text, key in asked]
    first = sum(ranked[:1] == [key] for ranked, key in found) / len(found)
    among = sum(key in ranked[:5] for ranked, key in found) / len(found)
    return first, among


@pytest.mark.parametrize("part", ["dev", "held"])
def test_similar_irritants_are_found_better_than_by_simpler_methods(part: str) -> None:
    texts = register(part)
    rankers = {"ours": ours, "shared stems": by_shared_stems, "token_set_ratio": by_letters}
    french = {name: hits(make(texts), questions(part, "fr")) for name, make in rankers.items()}
    english = {name: hits(make(texts), questions(part, "en")) for name, make in rankers.items()}
    for name in rankers:
        print(
            f"| {part} | {name} | {french[name][0]:.0%} | {french[name][1]:.0%} "
            f"| {english[name][0]:.0%} | {english[name][1]:.0%} |"
        )

    assert french["ours"][0] >= max(french["shared stems"][0], french["token_set_ratio"][0])
    assert french["ours"][1] >= 0.8


def test_what_is_shown_as_sure_is_right() -> None:
    texts = register("held")
    index = Similarities(enumerate(texts))
    sure = [
        (match.id, key)
        for text, key in questions("held", "fr")
        for match in index.search(text, 1)
        if match.confidence is not Confidence.LOW
    ]
    right = sum(found == key for found, key in sure)
    print(f"| held | shown as medium or high | {right} of {len(sure)} right |")

    assert len(sure) >= 6
    assert right >= 0.9 * len(sure)


def test_an_answer_takes_less_than_200_ms_on_5000_irritants() -> None:
    sentences = [
        text for group in DATA["dev"] + DATA["held"] for text in group
    ] + DATA["background"]  # fmt: skip
    texts = [
        f"{sentences[key % len(sentences)]} ; {sentences[(key * 7) % len(sentences)]} ({key})"
        for key in range(5_000)
    ]
    index = Similarities(enumerate(texts))
    index.search("first question builds the index")

    times = []
    for group in DATA["held"]:
        begun = perf_counter()
        index.search(group[1])
        times.append(perf_counter() - begun)
    print(f"| 5000 irritants | median {sorted(times)[len(times) // 2] * 1000:.0f} ms |")

    assert sorted(times)[len(times) // 2] < 0.2
