"""Loads the bundled faces once, measures words and knows which characters they can draw."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts

from desktop.core.documents.theme import Font

rl_config.useA85 = 0
rl_config.ttfAsciiReadable = 0


def _cmap(name: str, subset: list[int]) -> str:
    """ToUnicode without unused codes: reportlab maps them to U+0000 (ISO 14289-1, 7.21.7)."""
    used = [
        (code, char)
        for code, char in enumerate(subset)
        if code and char and not _filler(code, char)
    ]
    lines = [f"<{code:02X}> <{char:04X}>" for code, char in used if char <= 0xFFFF]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\n"
        f"endcodespacerange\n{body}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend"
    )


def _filler(code: int, char: int) -> bool:
    """Codes 1 to 31 of the first subset that no character took are filled with spaces."""
    return char == 32 and code < 32


# One process prints for this program alone, so the mend may be made once for all.
ttfonts.makeToUnicodeCMap = _cmap


@cache
def face(font: Font) -> Any:  # noqa: ANN401 -- reportlab has no types
    """The face, read from the bundled file at the first call of the process."""
    with as_file(files("resources") / "fonts" / f"{font}.ttf") as path:
        loaded = ttfonts.TTFont(font.value, str(path), asciiReadable=0, shapable=False)
    # The soft hyphen ends a cut line: it must show, and be read as no hyphen at all.
    known = loaded.face
    known.charToGlyph[0xAD] = known.charToGlyph[0x2D]
    known.charWidths[0xAD] = known.charWidths[0x2D]
    pdfmetrics.registerFont(loaded)
    return loaded


@cache
def _widths(font: Font) -> dict[int, float]:
    return {char: width / 1000 for char, width in face(font).face.charWidths.items()}


@cache
def drawable() -> frozenset[int]:
    """Characters that every bundled face can draw."""
    sets = [frozenset(face(font).face.charToGlyph) for font in Font]
    return sets[0].intersection(*sets[1:])


_words: dict[tuple[Font, str], float] = {}
_MOST_WORDS = 200_000


def width(text: str, font: Font, size: float) -> float:
    """Width in points, without kerning."""
    key = (font, text)
    known = _words.get(key)
    if known is None:
        if len(_words) > _MOST_WORDS:
            _words.clear()
        widths = _widths(font)
        missing = widths.get(0xFFFD, 0.6)
        known = _words[key] = sum(widths.get(char, missing) for char in map(ord, text))
    return known * size


def shortened(text: str, font: Font, size: float, room: float) -> str:
    """As much of `text` as fits into `room` points, an ellipsis for the rest."""
    if width(text, font, size) <= room:
        return text
    ellipsis = width("…", font, size)
    fits, used = 0, ellipsis
    for char in text:
        used += width(char, font, size)
        if used > room:
            break
        fits += 1
    return text[:fits].rstrip() + "…"
