"""Pieces that several documents share: covers, lists, labelled lines, quotes, notes, contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Panel, Stack
from desktop.core.documents.canvas import Page
from desktop.core.documents.flow import Story
from desktop.core.documents.fonts import shortened
from desktop.core.documents.fonts import width as width_of
from desktop.core.documents.logo import Logo
from desktop.core.documents.printable import Losses
from desktop.core.documents.structure import Node
from desktop.core.documents.summary import Withheld
from desktop.core.documents.tables import Column, table
from desktop.core.documents.text import Run, Text
from desktop.core.documents.theme import Align, Font, TextStyle
from desktop.core.documents.typography import quoted
from desktop.core.i18n import _, ngettext, number_text


class Hanging(Block):
    """A short label in the margin of a block: list marks, numbers, captions."""

    def __init__(self, mark: Text, body: Block, indent: float, after: float = 3) -> None:
        self.mark, self.body, self.indent, self.after = mark, body, indent, after

    def height(self, width: float) -> float:
        return max(self.body.height(width - self.indent), self.mark.height(self.indent))

    def least(self, width: float) -> float:
        return self.body.least(width - self.indent)

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        self.mark.draw(page, left, top, self.indent)
        self.body.draw(page, left + self.indent, top, width - self.indent)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        halves = self.body.split(width - self.indent, room)
        if halves is None:
            return None
        blank = Text(None, "", self.mark.style)
        first = Hanging(self.mark, halves[0], self.indent, 0)
        return first, Hanging(blank, halves[1], self.indent, self.after)


def listed(
    story: Story,
    items: Sequence[str | tuple[Run, ...]],
    *,
    numbered: bool = False,
    style: TextStyle = theme.PLAIN,
    colour: str = "",
) -> None:
    """A list; its marks take the accent."""
    node = story.at.add("L")
    ink = colour or story.setting.accent
    looks = TextStyle(Font.BOLD, style.size, style.leading, colour=ink)
    for number, item in enumerate(items, start=1):
        line = node.add("LI")
        mark = Text(line.add("Lbl"), f"{number}." if numbered else "•", looks)
        body = Text(line.add("LBody"), item, style)
        story.add(Hanging(mark, body, 16 if numbered else 12, style.after))


@contextmanager
def panel(
    story: Story, *, ground: str | None = theme.WASH, edge: str | None = None, solid: bool = False
) -> Iterator[None]:
    """What is added inside stands on a tinted ground."""
    with story.gathered() as parts:
        yield
    story.add(Panel(Stack(parts, solid=solid), ground=ground, edge=edge))


def quote(story: Story, text: str, colour: str) -> None:
    """Somebody's words, however long, with a rule at their side."""
    node = story.at.add("BlockQuote").add("P")
    words = Text(node, quoted(text, story.setting.language), theme.QUOTE)
    story.add(Panel(words, edge=theme.blend(colour, 0.55), padding=11, after=6))


def fact_line(story: Story, name: str, value: str, style: TextStyle = theme.PLAIN) -> None:
    """ "Name: value", the name emphasised."""
    story.text((Run(name + _(": "), font=Font.MEDIUM, colour=theme.GREY), Run(value)), style)


class Contents(Block):
    """Table of contents with page numbers, filled in once everything is laid out."""

    after = 10.0
    step = 17.0

    def __init__(self, story: Story, heads: Sequence[tuple[str, str, int]]) -> None:
        self.heads = [head for head in heads if head[2] == 1]
        node = story.at.add("TOC")
        self.nodes: list[tuple[Node, Node]] = []
        for _key, _says, _level in self.heads:
            link = node.add("TOCI").add("Reference").add("Link")
            self.nodes.append((link, link.add("Span")))

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.step * len(self.heads)

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        for (key, says, _level), (link, number) in zip(self.heads, self.nodes, strict=True):
            y = top - 12
            words = Node("Span")
            link.kids.insert(0, words)
            with page.within(words):
                page.label(left, y, says + " ", Font.REGULAR, 9.4, theme.INK)
            box = (left, y - 4, left + width, y + 11)
            page.link(link, key, box, _("Go to “{title}”").format(title=says))
            self._number(page, number, key, left + width, y)
            page.rule(left, y - 5, left + width, y - 5, theme.RULE, 0.4)
            top -= self.step

    @staticmethod
    def _number(page: Page, node: Node, key: str, right: float, y: float) -> None:
        def draw(later: Page) -> None:
            with later.within(node):
                text = str(later.page_of(key) or "")
                later.label(right, y, text, Font.MEDIUM, 9.4, theme.GREY, align=1)

        page.later(draw)


def withheld_part(story: Story, withheld: Sequence[Withheld], losses: Losses) -> None:
    """What was left out and why; said even when there is nothing."""
    rows = [
        (item.what, number_text(item.count) if item.count else "–", item.why) for item in withheld
    ]
    if rows:
        columns = (
            Column(_("What"), 4),
            Column(_("Number"), 1.1, number=True),
            Column(_("Why"), 5),
        )
        story.add(table(story.at, columns, rows, summary=_("What was withheld, and why")))
    else:
        story.text(_("Nothing was withheld."))
    for sentence in loss_sentences(losses):
        story.text(sentence, theme.SMALL)


def loss_sentences(losses: Losses) -> list[str]:
    """What could not be printed as it was written."""
    sentences = []
    if losses.replaced:
        sentences.append(
            ngettext(
                "{count} character that our typeface does not have is shown by the mark \ufffd.",
                "{count} characters that our typeface does not have are shown by the mark \ufffd.",
                losses.replaced,
            ).format(count=number_text(losses.replaced))
        )
    if losses.dropped:
        sentences.append(
            ngettext(
                "{count} invisible character was left out.",
                "{count} invisible characters were left out.",
                losses.dropped,
            ).format(count=number_text(losses.dropped))
        )
    return sentences


def cover_ground(
    accent: str, size: tuple[float, float], company: str, kind: str, logo: Logo | None = None
) -> Callable[[Page], None]:
    """The band at the head of a cover: the company's name, its logo, the kind of document."""

    def paint(page: Page) -> None:
        wide, high = size
        band = 118.0
        page.fill((0, high - band, wide, band), accent)
        page.fill((0, high - band - 5, wide, 5), theme.blend(accent, 0.35))
        style = Font.MEDIUM
        if company:
            shown_name = shortened(company, Font.BOLD, 15, wide - 2 * theme.MARGIN - 170)
            page.label(theme.MARGIN, high - 52, shown_name, Font.BOLD, 15, theme.PAPER)
        page.label(theme.MARGIN, high - 74, kind, style, 10, theme.PAPER)
        if logo is not None:
            shown = logo.fitted(150, 46)
            left, bottom = wide - theme.MARGIN - shown[0], high - 36 - (46 + shown[1]) / 2
            page.fill((left - 9, bottom - 8, shown[0] + 18, shown[1] + 16), theme.PAPER, 3)
            page.picture(logo, left, bottom, shown)
            return
        mark = _("Vis ma vie")
        x = wide - theme.MARGIN - width_of(mark, Font.BOLD, 15)
        page.label(x, high - 52, mark, Font.BOLD, 15, theme.PAPER)

    return paint


def right(style: TextStyle) -> TextStyle:
    """The same style, ranged right."""
    return TextStyle(style.font, style.size, style.leading, style.colour, Align.RIGHT)
