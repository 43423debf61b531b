"""A block of text: lines broken once per width, French hyphens, marks of the logical structure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.documents.blocks import Block
from desktop.core.documents.canvas import Page, Piece
from desktop.core.documents.fonts import width as width_of
from desktop.core.documents.structure import Node
from desktop.core.documents.theme import Align, Font, TextStyle
from desktop.core.documents.typography import NBSP, SOFT_HYPHEN, cuts, typeset
from desktop.core.i18n import language

ASCENT = 0.78
"""Share of the leading above the baseline."""


_PARTS = re.compile(r" |\n|[^ \n]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in another face or colour than the style's."""

    text: str
    font: Font | None = None
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    pieces: tuple[tuple[Font, str, str], ...]
    width: float
    ends: bool = False
    """Whether the line must end after it."""
    cut: bool = False
    """Whether the rest of it begins the next line."""


@dataclass(frozen=True, slots=True)
class _Line:
    words: tuple[_Word, ...]
    width: float
    last: bool


_NO_LINES: tuple[_Line, ...] = ()
_NARROWEST = 0.3
"""Of the size: no text of many letters is narrower on the average."""


class Text(Block):
    """Words of one size. Only a space or an end of line breaks; no sign in the text is markup."""

    __slots__ = (
        "_content", "_language", "_lines", "_width", "_words", "after", "before", "keep_next",
        "key", "level", "node", "says", "style",
    )  # fmt: skip

    def __init__(self, node: Node | None, content: str | Sequence[Run], style: TextStyle) -> None:
        self.node, self.style = node, style
        self.before, self.after, self.keep_next = style.before, style.after, style.keep_next
        self._content = content
        self._language = language()
        self._words: list[_Word] | None = None
        self._width, self._lines = -1.0, _NO_LINES
        self.key = ""
        self.level = 0
        self.says = ""

    @property
    def words(self) -> list[_Word]:
        """The text in words, made when it is first broken."""
        if self._words is None:
            content = self._content
            runs = [Run(content)] if isinstance(content, str) else list(content)
            self._words = _words(runs, self.style, self._language)
        return self._words

    def lines(self, width: float) -> tuple[_Line, ...]:
        """The text broken for a width in points."""
        if self._width != width:
            whole = self._whole(width)
            self._lines = tuple(self._broken(width)) if whole is None else (whole,)
            self._width = width
        return self._lines

    def _whole(self, width: float) -> _Line | None:
        """The only line of a plain text that needs no second one: most cells of most tables."""
        content, style = self._content, self.style
        if type(content) is not str or len(content) * style.size * _NARROWEST > width:
            return None
        text = typeset(content, self._language).strip(" ")
        if not text or "\n" in text or "  " in text:
            return None
        wide = width_of(text, style.font, style.size)
        if wide > width + 0.01:
            return None
        return _Line((_Word(((style.font, style.colour, text),), wide),), wide, last=True)

    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    def least(self, width: float) -> float:
        count = len(self.lines(width))
        return self.style.leading * (count if count <= 3 else 2)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines = self.lines(width)
        fit = min(int((room + 0.01) / self.style.leading), len(lines) - 2)
        if fit < 2:
            return None
        return self._part(lines[:fit], width, 0), self._part(lines[fit:], width, self.after)

    def _part(self, lines: tuple[_Line, ...], width: float, after: float) -> Text:
        part = Text(self.node, (), self.style)
        part._width, part._lines = width, lines
        part._words = [word for line in lines for word in line.words]
        part.after, part.before = after, 0.0
        return part

    def unmarked(self) -> Text:
        """The same words as decoration (a table's head on its later pages)."""
        again = Text(None, self._content, self.style)
        again._words = self._words
        return again

    def _broken(self, width: float) -> list[_Line]:
        space = width_of(" ", self.style.font, self.style.size)
        lines: list[_Line] = []
        line: list[_Word] = []
        used = 0.0
        waiting = list(reversed(self.words))
        while waiting:
            word = waiting.pop()
            gap = space if line else 0.0
            if used + gap + word.width <= width + 0.01:
                line.append(word)
                used += gap + word.width
                if word.ends:
                    lines.append(_Line(tuple(line), used, last=True))
                    line, used = [], 0.0
                continue
            halves = self._cut(word, width - used - gap, width if not line else 0.0)
            if halves is not None:
                line.append(halves[0])
                used += gap + halves[0].width
                word = halves[1]
            waiting.append(word)
            lines.append(_Line(tuple(line), used, last=False))
            line, used = [], 0.0
        if line:
            lines.append(_Line(tuple(line), used, last=True))
        return lines

    def _cut(self, word: _Word, room: float, whole: float) -> tuple[_Word, _Word] | None:
        """`word` in two, the first part within `room`; by force if no `whole` line can hold it."""
        if self.style.hyphens and len(word.pieces) == 1:
            font, _colour, text = word.pieces[0]
            for place in cuts(text, self._language):
                head = text[:place] + SOFT_HYPHEN
                wide = width_of(head, font, self.style.size)
                if wide <= room:
                    return self._halves(word, head, text[place:])
        return self._forced(word, whole) if whole else None

    def _halves(self, word: _Word, head: str, tail: str) -> tuple[_Word, _Word]:
        font, colour, _text = word.pieces[0]
        size = self.style.size
        return (
            _Word(((font, colour, head),), width_of(head, font, size), cut=True),
            _Word(((font, colour, tail),), width_of(tail, font, size), word.ends),
        )

    def _forced(self, word: _Word, room: float) -> tuple[_Word, _Word]:
        """Cut a word that no line can hold after as many characters as fit, at least one."""
        size = self.style.size
        head: list[Piece] = []
        used = 0.0
        for index, (font, colour, text) in enumerate(word.pieces):
            kept, before = 0, used
            for char in text:
                wide = width_of(char, font, size)
                if used + wide > room and (head or kept):
                    break
                used += wide
                kept += 1
            if kept < len(text):
                kept = _better_place(text, kept)
                used = before + width_of(text[:kept], font, size)
                head.append((font, colour, text[:kept]))
                tail = ((font, colour, text[kept:]), *word.pieces[index + 1 :])
                return _Word(tuple(head), used, cut=True), _Word(tail, word.width - used, word.ends)
            head.append((font, colour, text))
        return _Word(tuple(head), used, word.ends), _Word((), 0.0)

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        if self.key:
            page.bookmark(self.key, self.says, self.level, top + 4)
        style = self.style
        y = top - style.leading * ASCENT
        with page.within(self.node):
            for line in self.lines(width):
                start, extra = self._place(line, width)
                page.show(left + start, y, _merged(line, style), style.size, extra)
                y -= style.leading

    def _place(self, line: _Line, width: float) -> tuple[float, float]:
        """Where the line begins and how much each of its spaces is widened."""
        free = width - line.width
        if self.style.align is Align.RIGHT:
            return free, 0.0
        if self.style.align is Align.CENTRE:
            return free / 2, 0.0
        # A no-break space inside a word is widened like any other: the page knows one space only.
        inside = sum(
            text.count(NBSP) for word in line.words for _font, _colour, text in word.pieces
        )
        gaps = len(line.words) - 1 + inside
        if self.style.align is Align.JUSTIFY and not line.last and gaps:
            return 0.0, free / gaps
        return 0.0, 0.0


def _better_place(text: str, most: int) -> int:
    """After the last hyphen, slash or the like among the first `most` characters, if any."""
    return max((text.rfind(sign, 0, most) + 1 for sign in "-/_.@"), default=0) or most


def _merged(line: _Line, style: TextStyle) -> list[Piece]:
    """The words joined by spaces, neighbours of one look together.

    A last space lets extractors tell the line's last word from the next line's first.
    """
    pieces: list[Piece] = []
    for word in line.words:
        for at, (font, colour, text) in enumerate(word.pieces):
            lead = " " if at == 0 and pieces else ""
            if pieces and lead:
                pieces[-1] = (*pieces[-1][:2], pieces[-1][2] + lead)
            if pieces and pieces[-1][:2] == (font, colour):
                pieces[-1] = (font, colour, pieces[-1][2] + text)
            else:
                pieces.append((font, colour, text))
    if pieces and not line.words[-1].cut and not line.last:
        pieces[-1] = (*pieces[-1][:2], pieces[-1][2] + " ")
    return pieces or [(style.font, style.colour, "")]


def _words(runs: Sequence[Run], style: TextStyle, speech: str) -> list[_Word]:
    words: list[_Word] = []
    pieces: list[tuple[Font, str, str]] = []
    for run in runs:
        font, colour = run.font or style.font, run.colour or style.colour
        for part in _PARTS.findall(typeset(run.text, speech)):
            if part in (" ", "\n"):
                if pieces or part == "\n":
                    words.append(_word(pieces, style, ends=part == "\n"))
                    pieces = []
            else:
                pieces.append((font, colour, part))
    if pieces:
        words.append(_word(pieces, style))
    return words


def _word(
    pieces: Sequence[tuple[Font, str, str]], style: TextStyle, *, ends: bool = False
) -> _Word:
    wide = sum(width_of(text, font, style.size) for font, _colour, text in pieces)
    return _Word(tuple(pieces), wide, ends)
