"""One way to compare words whatever their accents and case; the same on every database engine."""

from __future__ import annotations

import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})


def fold(text: str) -> str:
    """Lower case, without accents, ligatures opened, spaces single: `Cœur  d'Été` → `coeur d'ete`.

    Curly apostrophes become straight ones, so that both ways of typing agree.
    """
    spread = unicodedata.normalize("NFKD", text.translate(LIGATURES).replace("’", "'").casefold())
    plain = "".join(mark for mark in spread if not unicodedata.combining(mark))
    return " ".join(plain.split())
