"""Fine typography: French spaces and apostrophes, and where a word may be cut."""

from __future__ import annotations

import re
from functools import cache, lru_cache

NARROW = "\u202f"
NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"
_SHORT = 120

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
_NEEDS_CARE = re.compile(r"[ '«»\u00a0\u202f]")
_BEFORE_MARK = re.compile(r"[ \u00a0](?=[;!?%€](?:[\s.,)»]|$))")
_BEFORE_COLON = re.compile(r"[ \u202f](?=:(?:\s|$))")
_OPENING = re.compile(r"«[ \u202f]?(?=\S)")
_CLOSING = re.compile(r"(?<=\S)[ \u202f]?»")
_APOSTROPHE = re.compile(rf"(?<=[{_LETTER}])'(?=[{_LETTER}])")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?:\D|$))")
_UNIT = re.compile(rf"(?<![\w.,])(\d{{1,4}}) (?=[{_LETTER}×])")
_NUMBER = re.compile(r"\b(n°|N°|p\.|art\.) (?=\w)")


def typeset(text: str, language: str) -> str:
    """Make the spaces that are there the right ones; no letter or sign is added or taken away."""
    return _typeset(text, language) if len(text) > _SHORT else _known(text, language)


@lru_cache(maxsize=8_000)
def _known(text: str, language: str) -> str:
    """Labels and names come back on page after page."""
    return _typeset(text, language)


def _typeset(text: str, language: str) -> str:
    if not _NEEDS_CARE.search(text):
        return text
    text = _APOSTROPHE.sub("’", text)
    text = _UNIT.sub(rf"\1{NBSP}", text)
    if language != "fr":
        return text
    text = _BEFORE_MARK.sub(NARROW, text)
    text = _BEFORE_COLON.sub(NBSP, text)
    text = _OPENING.sub("«" + NBSP, text)
    text = _CLOSING.sub(NBSP + "»", text)
    text = _THOUSANDS.sub(NARROW, text)
    return _NUMBER.sub(rf"\1{NBSP}", text)


def quoted(text: str, language: str) -> str:
    """Somebody's words between the quotation marks of the language."""
    return f"«{NBSP}{text}{NBSP}»" if language == "fr" else f"“{text}”"


_WORD = re.compile(
    rf"^(?P<head>[«“\"'(\[—–{NBSP}]*(?:[{_LETTER}]{{1,5}}’)?)"
    rf"(?P<core>[{_LETTER}]{{5,}})(?P<tail>[^{_LETTER}]*)$"
)


@cache
def _dictionary(language: str) -> object:
    import pyphen  # noqa: PLC0415 -- slow import

    names = {"fr": "fr", "en": "en_GB"}
    return pyphen.Pyphen(lang=names.get(language, "en_GB"), left=3, right=3)


_LONGEST_WORD = 40


@lru_cache(maxsize=20_000)
def cuts(word: str, language: str) -> tuple[int, ...]:
    """Where `word` may be cut, last place first; empty when it should stay whole."""
    match = _WORD.match(word) if len(word) <= _LONGEST_WORD else None
    if match is None or match["core"].isupper():
        return ()
    start = len(match["head"])
    positions = _dictionary(language).positions(match["core"])  # type: ignore[attr-defined]
    return tuple(start + int(place) for place in reversed(positions))
