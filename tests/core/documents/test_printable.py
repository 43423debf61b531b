from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.documents.printable import MARK, Losses, made_printable, printable
from tests.core.documents.summaries import rich


@pytest.mark.parametrize(
    ("text", "printed", "replaced", "dropped"),
    [
        ("Été à Noël, œuvre : 12 €", "Été à Noël, œuvre : 12 €", 0, 0),
        ("e\u0301te\u0301", "été", 0, 0),
        ("bravo 👏👏 !", f"bravo {MARK} !", 2, 0),
        ("a\x00b\x07c", "abc", 0, 2),
        ("a\tb\r\nc", "a b\nc", 0, 0),
        ("سارة", MARK, 4, 0),
        ("\u200bmot\u200d", "mot", 0, 2),
        ("ﬁn", "ﬁn", 0, 0),
        ("𝐀", "A", 0, 0),
        ("<b>gras</b> &amp;", "<b>gras</b> &amp;", 0, 0),
    ],
)
def test_what_cannot_be_drawn_is_marked_and_counted(
    text: str, printed: str, replaced: int, dropped: int
):
    losses = Losses()
    assert printable(text, losses) == printed
    assert (losses.replaced, losses.dropped) == (replaced, dropped)


def test_a_whole_summary_is_cleaned_however_deep():
    summary = rich()
    sheet = replace(summary.irritants[0], quotes=("vu 🙂", "é\x00"))
    losses = Losses()
    clean = made_printable(replace(summary, irritants=(sheet,)), losses, "fr")
    assert clean.irritants[0].quotes == (f"vu {MARK}", "é")
    assert (losses.replaced, losses.dropped) == (1, 1)
    assert clean.irritants[0].cost == sheet.cost
