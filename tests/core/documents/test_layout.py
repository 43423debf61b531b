"""Random documents: whatever is put together, the file is valid and tells everything in order."""

from __future__ import annotations

import random

import pytest

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Panel, Row, Stack
from desktop.core.documents.flow import Setting, Story, make
from desktop.core.documents.parts import listed, panel, quote
from desktop.core.documents.tables import Column, table
from desktop.core.documents.text import Run, Text
from desktop.core.documents.theme import Font
from tests.core.documents.reading import page_texts, problems, structure

WORDS = (
    *("accueil", "réception", "administration", "remboursement", "l’organisation", "œuvre"),
    *("«", "quotidien", "»", "12", "500", "€", "anticonstitutionnellement", "x/y/z"),
    *("https://exemple.fr/un/chemin/sans/fin", "A", "B"),
)


class _Maker:
    """Puts a random document together and remembers every word of it, in order."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        size = (self.random.choice([260, 420, 595, 842]), self.random.choice([360, 595, 842]))
        self.told = Story(Setting("Au hasard", "fr", size=size, margin=36))
        self.said: list[str] = []
        self.count = 0

    def words(self, most: int) -> str:
        text = []
        for _word in range(self.random.randint(1, most)):
            self.count += 1
            text += [self.random.choice(WORDS), f"k{self.count}"]
            self.said.append(f"k{self.count}")
        return " ".join(text)

    def paragraph(self) -> None:
        style = self.random.choice([theme.BODY, theme.PLAIN, theme.LEAD, theme.SMALL])
        runs = [Run(self.words(40) + " "), Run(self.words(5), font=Font.BOLD)]
        self.told.text(tuple(runs), style)

    def table(self) -> None:
        columns = [Column(self.words(1), self.random.random() + 0.3) for _n in range(3)]
        most = self.random.choice([2, 8, 90])
        rows = [
            tuple(self.words(most) for _cell in columns)
            for _row in range(self.random.randint(1, 12))
        ]
        self.told.add(table(self.told.at, columns, rows))

    def cards(self) -> None:
        parts: list[Block] = []
        for _card in range(self.random.randint(1, 3)):
            node = self.told.at.add("P")
            parts.append(Panel(Text(node, self.words(6), theme.CELL), ground=theme.WASH))
        self.told.add(Row(parts))

    def nested(self) -> None:
        with panel(self.told, edge=theme.ACCENT, ground=self.random.choice([None, theme.WASH])):
            self.told.heading(2, self.words(4))
            self.paragraph()
            listed(self.told, [self.words(12) for _item in range(4)], numbered=True)

    def group(self) -> None:
        with self.told.gathered() as parts:
            self.told.text(self.words(20), theme.PLAIN)
            self.told.text(self.words(20), theme.PLAIN)
        self.told.add(Stack(parts, whole_below=200))

    def make(self) -> bytes:
        self.told.heading(1, self.words(3))
        for _block in range(self.random.randint(4, 14)):
            kind = self.random.choice(["paragraph", "table", "cards", "nested", "group", "quote"])
            if kind == "quote":
                quote(self.told, self.words(60), theme.ACCENT)
            else:
                getattr(self, kind)()
        return make(self.told).data


@pytest.mark.parametrize("seed", range(40))
def test_any_document_is_valid_and_tells_its_words_in_order(seed: int):
    maker = _Maker(seed)
    data = maker.make()
    assert problems(data) == []
    told = [word for word in structure(data).whole.split() if word in set(maker.said)]
    assert told == maker.said
    shown = "".join(page_texts(data)).replace(" ", "")  # a narrow column cuts words by force
    assert [word for word in maker.said if word not in shown] == []


def test_the_same_story_makes_the_same_bytes():
    assert _Maker(7).make() == _Maker(7).make()
