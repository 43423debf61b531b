"""Makes any text safe to print: what no face can draw becomes a visible mark, and is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from desktop.core.documents.fonts import drawable
from desktop.core.documents.typography import typeset

MARK = "\ufffd"
"""Stands for a character, or a run of characters, that the faces cannot draw."""

_KEPT_SPACES = {"\t": " ", "\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n\n", "\x85": "\n"}
_SPACE = re.compile("|".join(map(re.escape, _KEPT_SPACES)))
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u180e")


@dataclass(slots=True)
class Losses:
    """What could not be printed as it was written, over a whole document."""

    replaced: int = 0
    dropped: int = 0


@cache
def _kept() -> frozenset[str]:
    """Characters printed as they are: faces also claim glyphs for some that nobody can see."""
    return frozenset(char for char in map(chr, drawable()) if not _is_dropped(char)) | {"\n"}


def _is_dropped(char: str) -> bool:
    """Control, format, surrogate and unassigned characters carry nothing that can be read."""
    return char in _INVISIBLE or (char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Cs"))


def printable(text: str, losses: Losses) -> str:
    """`text` with every character drawable; what was dropped or marked is counted."""
    text = unicodedata.normalize("NFC", _SPACE.sub(lambda found: _KEPT_SPACES[found[0]], text))
    known = _kept()
    if known.issuperset(text):
        return text
    out: list[str] = []
    for char in text:
        if char in known:
            out.append(char)
        elif _is_dropped(char):
            losses.dropped += 1
        else:
            _mark(out, char, losses)
    return "".join(out)


def _mark(out: list[str], char: str, losses: Losses) -> None:
    simpler = unicodedata.normalize("NFKC", char)
    if simpler != char and all(ord(part) in drawable() for part in simpler):
        out.append(simpler)
    elif unicodedata.combining(char) or 0xFE00 <= ord(char) <= 0xFE0F:
        losses.dropped += 1
    else:
        losses.replaced += 1
        if not out or out[-1] != MARK:
            out.append(MARK)


Thing = TypeVar("Thing")


def made_printable(thing: Thing, losses: Losses, language: str) -> Thing:
    """A copy of a frozen dataclass whose every text, however deep, is printable and typeset."""
    return _made(thing, losses, language)  # type: ignore[no-any-return]


def _made(value: Any, losses: Losses, language: str) -> Any:  # noqa: ANN401 -- walks any field
    if type(value) is str:
        return typeset(printable(value, losses), language)
    if isinstance(value, tuple):
        return tuple(_made(part, losses, language) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _made(getattr(value, field.name), losses, language)
            for field in fields(value)
            if _holds_text(getattr(value, field.name))
        }
        return replace(value, **changed)
    return value


def _holds_text(value: object) -> bool:
    return type(value) is str or isinstance(value, tuple) or is_dataclass(value)


def total(texts: Iterable[str]) -> Losses:
    """The losses of several texts together."""
    losses = Losses()
    for text in texts:
        printable(text, losses)
    return losses
