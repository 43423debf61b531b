"""One way to compare words whatever their accents and case; the same on every database engine."""

from __future__ import annotations

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


class _WithoutMarks(dict[int, int | None]):
    """A table for `str.translate` that drops combining marks, filled as letters come by."""

    def __missing__(self, letter: int) -> int | None:
        kept = None if unicodedata.combining(chr(letter)) else letter
        self[letter] = kept
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, spaces single: `Cœur  d'Été` → `coeur d'ete`.

    Curly apostrophes become straight ones, so that both ways of typing agree.
    """
    spread = unicodedata.normalize("NFKD", text.translate(LIGATURES).replace("’", "'").casefold())
    return " ".join(spread.translate(_WITHOUT_MARKS).split())
