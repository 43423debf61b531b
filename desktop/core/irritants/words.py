"""Words made comparable: folded, stemmed in French or English, joined by meaning if sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Protocol

from desktop.core.folding import fold

_WORD = re.compile(r"n\+\d|[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_CLAUSES = re.compile(r"[,;:.!?()]+")
_ELISION = re.compile(r"\b(?:[ldjmtscn]|qu|jusqu|lorsqu|puisqu|quelqu)'", re.ASCII)


@cache
def _section(name: str) -> tuple[str, ...]:
    """The lines of a section of resources/lexicon/words.txt."""
    text = (files("resources") / "lexicon" / "words.txt").read_text(encoding="utf-8")
    _before, _mark, rest = text.partition(f"== {name}:")
    lines = rest.partition("\n== ")[0].splitlines()[1:]
    return tuple(line for line in lines if line.strip())


@cache
def small_words(language: str) -> frozenset[str]:
    """Words of a language that carry no meaning by themselves."""
    return frozenset(" ".join(_section(language)).split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written in the folded text, with what it is compared by."""

    text: str
    stem: str
    meaning: int | None


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 -- the library's own name


@cache
def _stemmer(language: str) -> _Stemmer:
    import snowballstemmer  # noqa: PLC0415 -- slow import

    found: _Stemmer = snowballstemmer.stemmer(language)
    return found


@cache
def stem(word: str, language: str = "french") -> str:
    """The stem of a folded word; figures and short words stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    return fold(_stemmer(language).stemWord(word))


@cache
def _meanings() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, group in enumerate(_section("meanings")):
        for word in group.split():
            found[word] = number
            for language in ("french", "english"):
                found.setdefault(stem(word, language), number)
    return found


def tokens(text: str) -> list[str]:
    """The words of a text, folded, elisions cut, small words kept."""
    return [word for clause in clauses(text) for word in clause]


@lru_cache(maxsize=4)
def clauses(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each clause of a text; the last texts are remembered, each is read twice."""
    plain = _ELISION.sub(" ", fold(text.replace("\n", ". ")))
    return tuple(tuple(_WORD.findall(clause)) for clause in _CLAUSES.split(plain))


def language_of(words: list[str]) -> str:
    """French unless small English words are more frequent."""
    french = sum(word in small_words("french") for word in words)
    english = sum(word in small_words("english") for word in words)
    return "english" if english > french else "french"


def content_words(text: str) -> list[Word]:
    """The words that carry meaning, in order."""
    words = tokens(text)
    language = language_of(words)
    empty = small_words(language)
    meanings = _meanings()
    found = []
    for word in words:
        if word in empty or (len(word) < 2 and not word.isdigit()):
            continue
        root = stem(word, language)
        found.append(Word(word, root, meanings.get(word, meanings.get(root))))
    return found
