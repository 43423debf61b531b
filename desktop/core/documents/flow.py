"""Lays blocks out on pages: the story of a document, its running feet, its outline, its file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Break, Drawing, Stack
from desktop.core.documents.canvas import Page
from desktop.core.documents.fonts import shortened
from desktop.core.documents.logo import Logo
from desktop.core.documents.structure import Node
from desktop.core.documents.summary import Paper
from desktop.core.documents.text import Run, Text
from desktop.core.documents.theme import FOOT, MARGIN, Font, TextStyle
from desktop.core.i18n import _

SIZES = {Paper.A4: theme.A4, Paper.LETTER: theme.LETTER}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a whole document is made with; `accent` has been made readable."""

    title: str
    language: str
    running: str = ""
    accent: str = theme.ACCENT
    size: tuple[float, float] = theme.A4
    margin: float = MARGIN
    logo: Logo | None = None

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.size[0] - 2 * self.margin


class Story:
    """The blocks of a document and its logical tree, both in reading order."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.root = Node("Document")
        self.blocks: list[Block] = []
        self.heads: list[tuple[str, str, int]] = []
        self._at = self.root

    @property
    def at(self) -> Node:
        """The node that receives what comes next."""
        return self._at

    @contextmanager
    def inside(self, node: Node) -> Iterator[Node]:
        """Put what comes next under `node`."""
        outer, self._at = self._at, node
        yield node
        self._at = outer

    def add(self, block: Block) -> Block:
        """A block at the end of the story."""
        self.blocks.append(block)
        return block

    @contextmanager
    def gathered(self) -> Iterator[list[Block]]:
        """Collect the blocks added inside instead of putting them into the story."""
        outer, self.blocks = self.blocks, []
        gathered = self.blocks
        yield gathered
        self.blocks = outer

    def heading(
        self, level: int, text: str, *, style: TextStyle | None = None, short: str = ""
    ) -> Text:
        """A heading with its place in the outline; `short` is its name there when it is long."""
        looks = {1: theme.H1, 2: theme.H2, 3: theme.H3}
        colour = self.setting.accent if level == 1 else theme.INK
        block = self._text(f"H{level}", (Run(text, colour=colour),), style or looks[level])
        block.key = f"h{len(self.heads)}"
        block.says = short or text
        block.level = level - 1
        self.heads.append((block.key, block.says, level))
        return block

    def text(self, content: str | tuple[Run, ...], style: TextStyle = theme.BODY) -> Text:
        """A paragraph."""
        return self._text("P", content, style)

    def _text(self, tag: str, content: str | tuple[Run, ...], style: TextStyle) -> Text:
        block = Text(self._at.add(tag), content, style)
        self.add(block)
        return block

    def figure(
        self, alt: str, high: float, paint: Callable[[Page, float, float, float], None]
    ) -> Drawing:
        """A picture; `alt` says everything that it shows, numbers included."""
        block = Drawing(self._at.add("Figure", alt=alt), high, paint)
        self.add(block)
        return block

    def new_page(self) -> None:
        """Begin a page, unless one has just begun."""
        self.add(Break())

    def room(self, points: float) -> None:
        """Begin a page when less than this is left."""
        self.add(Break(points))

    def solid(self, parts: list[Block], after: float = 8) -> None:
        """Blocks that stay on one page."""
        self.add(Stack(parts, solid=True, after=after))


class _Layout:
    """Puts blocks on pages, one after the other."""

    def __init__(self, page: Page, setting: Setting) -> None:
        self.page, self.setting = page, setting
        self.top = setting.size[1] - setting.margin
        self.bottom = setting.margin
        self.y = self.top
        self.gap = 0.0
        self.fresh = True

    def place(self, blocks: list[Block]) -> None:
        queue = list(reversed(blocks))
        while queue:
            block = queue.pop()
            if isinstance(block, Break):
                self._break(block)
                continue
            self._fit(block, queue)

    def _break(self, block: Break) -> None:
        room = self.y - self.gap - self.bottom
        if not self.fresh and (block.room is None or room < block.room):
            self._turn()

    def _turn(self) -> None:
        self.page.showPage()
        self.y, self.gap, self.fresh = self.top, 0.0, True

    def _fit(self, block: Block, queue: list[Block]) -> None:
        width = self.setting.width
        before = 0.0 if self.fresh else max(self.gap, block.before)
        room = self.y - before - self.bottom
        high = block.height(width)
        if high <= room + 0.01 and (self.fresh or self._followed(block, queue, room - high)):
            self._draw(block, before, high)
            return
        halves = None
        if high > room + 0.01:
            halves = block.split(width, room)
        if halves is not None:
            self._draw(halves[0], before, halves[0].height(width))
            self._turn()
            queue.append(halves[1])
        elif self.fresh:
            # Taller than a page and indivisible: better cut off at the foot than never ended.
            self._draw(block, before, high)
        else:
            self._turn()
            queue.append(block)

    def _followed(self, block: Block, queue: list[Block], room: float) -> bool:
        """Whether what must follow on the same page still has room to begin."""
        width, at = self.setting.width, len(queue) - 1
        while block.keep_next and at >= 0:
            following = queue[at]
            if isinstance(following, Break):
                return True
            room -= max(block.after, following.before)
            if room < following.least(width):
                return False
            room -= following.height(width)
            block, at = following, at - 1
        return True

    def _draw(self, block: Block, before: float, high: float) -> None:
        self.y -= before
        block.draw(self.page, self.setting.margin, self.y, self.setting.width)
        self.y -= high
        self.gap = block.after
        self.fresh = False


_NUMBER_ROOM = 90.0
"""Points kept at the right of the foot for "Page 12 of 120"."""


def _foot(setting: Setting, cover: bool) -> Callable[[Page, int], None]:
    def draw(page: Page, total: int) -> None:
        if cover and page.index == 0:
            return
        wide, _high = setting.size
        y = FOOT - 22
        page.rule(setting.margin, y + 13, wide - setting.margin, y + 13, theme.RULE)
        running = shortened(setting.running, Font.REGULAR, 7.6, setting.width - _NUMBER_ROOM)
        page.label(setting.margin, y, running, Font.REGULAR, 7.6, theme.GREY)
        number = _("Page {number} of {total}").format(number=page.index + 1, total=total)
        page.label(wide - setting.margin, y, number, Font.REGULAR, 7.6, theme.GREY, align=1)

    return draw


_LOGO_GAP = 7.0


def _head_logo(page: Page, setting: Setting, logo: Logo) -> None:
    """In the top right corner of the first page, inside its margin."""
    room = setting.margin - 2 * _LOGO_GAP
    wide, high = logo.fitted(130, room)
    right, top = setting.size[0] - setting.margin, setting.size[1]
    page.picture(logo, right - wide, top - _LOGO_GAP - high, (wide, high))


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file and its number of pages."""

    data: bytes
    pages: int


def make(
    story: Story,
    *,
    cover: bool = False,
    ground: Callable[[Page], None] | None = None,
) -> Made:
    """Lay out and write. `ground` paints the first page first of all; a cover has no foot."""
    setting = story.setting
    page = Page(setting.size, title=setting.title, language=setting.language)
    page.file.root = story.root
    if ground is not None:
        ground(page)
    elif setting.logo is not None:
        _head_logo(page, setting, setting.logo)
    _Layout(page, setting).place(story.blocks)
    page.showPage()
    data = page.finish(_foot(setting, cover))
    return Made(data, len(page.file.pages))
