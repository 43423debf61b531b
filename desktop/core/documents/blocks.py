"""What a page is made of: anything that knows its height, can be cut in two, and draws itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from desktop.core.documents.canvas import Page
from desktop.core.documents.structure import Node

_WORTH = 64.0
"""Points of a stack that must fit for it to begin on a page: no card shows a single line."""


class Block(ABC):
    """`before` and `after` are blank space that vanishes at the edges of a page."""

    __slots__ = ()

    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False

    @abstractmethod
    def height(self, width: float) -> float:
        """Without the blank space around it."""

    @abstractmethod
    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        """Draw downwards from `top`."""

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Two blocks of which the first fits into `room`, or nothing if it must stay whole."""
        return None

    def least(self, width: float) -> float:
        """The height below which it is not worth beginning on a page."""
        return self.height(width)


class Break(Block):
    """Begins a new page when less than `room` points are left; always when `room` is not given."""

    def __init__(self, room: float | None = None) -> None:
        self.room = room

    def height(self, width: float) -> float:  # noqa: ARG002
        return 0

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        """Nothing to draw."""


class Space(Block):
    """Blank height."""

    def __init__(self, points: float) -> None:
        self.points = points

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.points

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        """Nothing to draw."""


class Rule(Block):
    """A hairline over the whole width."""

    def __init__(self, colour: str, weight: float = 0.6, after: float = 6) -> None:
        self.colour, self.weight, self.after = colour, weight, after

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.weight

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        page.rule(left, top, left + width, top, self.colour, self.weight)


class Drawing(Block):
    """A picture drawn by `paint(page, left, top, width)`; its node holds the alternative text."""

    def __init__(
        self, node: Node | None, high: float, paint: Callable[[Page, float, float, float], None]
    ) -> None:
        self.node, self.high, self.paint = node, high, paint
        self.after = 6.0

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.high

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        if self.node is not None:
            self.node.box = (page.index, left, top - self.high, left + width, top)
        with page.within(self.node):
            self.paint(page, left, top, width)


class Stack(Block):
    """Blocks one under the other, cut between or inside its parts.

    Never when `solid`; not when lower than `whole_below` points.
    """

    def __init__(
        self,
        parts: Sequence[Block],
        *,
        solid: bool = False,
        whole_below: float = 0,
        after: float = 0,
    ) -> None:
        self.parts = list(parts)
        self.solid = solid
        self.whole_below = whole_below
        self.before = self.parts[0].before if self.parts else 0.0
        self.after = after

    def _tops(self, width: float) -> list[float]:
        tops, at, gap = [], 0.0, 0.0
        for index, part in enumerate(self.parts):
            at += max(gap, part.before) if index else 0
            tops.append(at)
            at += part.height(width)
            gap = part.after
        return [*tops, at]

    def height(self, width: float) -> float:
        return self._tops(width)[-1]

    def least(self, width: float) -> float:
        if self.solid or not self.parts or self.height(width) < self.whole_below:
            return self.height(width)
        need, index = 0.0, 0
        while index < len(self.parts) - 1 and self.parts[index].keep_next:
            need += self.parts[index].height(width) + self.parts[index].after
            index += 1
        return max(need + self.parts[index].least(width), min(self.height(width), _WORTH))

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        for part, down in zip(self.parts, self._tops(width), strict=False):
            part.draw(page, left, top - down, width)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        if self.least(width) > room:
            return None
        tops = self._tops(width)
        for index, part in enumerate(self.parts):
            if tops[index] + part.height(width) <= room:
                continue
            halves = part.split(width, room - tops[index]) if tops[index] < room else None
            head = [*self.parts[:index], *([halves[0]] if halves else [])]
            tail = [*([halves[1]] if halves else [part]), *self.parts[index + 1 :]]
            while not halves and head and head[-1].keep_next:
                tail.insert(0, head.pop())
            return self._halves(head, tail)
        return None

    def _halves(self, head: list[Block], tail: list[Block]) -> tuple[Block, Block] | None:
        if not head:
            return None
        return Stack(head), Stack(tail, after=self.after)


class Row(Block):
    """Blocks side by side, in shares of the width, `gap` points apart; never cut."""

    def __init__(
        self, parts: Sequence[Block], shares: Sequence[float] | None = None, gap: float = 12
    ) -> None:
        self.parts = list(parts)
        self.shares = list(shares or [1.0] * len(self.parts))
        self.gap = gap

    def _widths(self, width: float) -> list[float]:
        free = width - self.gap * (len(self.parts) - 1)
        return [free * share / sum(self.shares) for share in self.shares]

    def height(self, width: float) -> float:
        return max(
            part.height(wide) for part, wide in zip(self.parts, self._widths(width), strict=True)
        )

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        high = self.height(width)
        for part, wide in zip(self.parts, self._widths(width), strict=True):
            if isinstance(part, Panel):
                part.stretch = high
            part.draw(page, left, top, wide)
            left += wide + self.gap


class Panel(Block):
    """A block on a tinted ground, with an optional coloured edge on its left."""

    def __init__(
        self,
        inner: Block,
        *,
        ground: str | None = None,
        edge: str | None = None,
        padding: float = 10,
        after: float = 8,
        radius: float = 3,
    ) -> None:
        self.inner, self.ground, self.edge = inner, ground, edge
        self.padding, self.after, self.radius = padding, after, radius
        self.stretch = 0.0

    @property
    def _top(self) -> float:
        return self.padding if self.ground else 0.0

    def _inside(self, width: float) -> float:
        return width - (2 * self.padding if self.ground else self.padding)

    def height(self, width: float) -> float:
        return self.inner.height(self._inside(width)) + 2 * self._top

    def least(self, width: float) -> float:
        return self.inner.least(self._inside(width)) + 2 * self._top

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        halves = self.inner.split(self._inside(width), room - 2 * self._top)
        if halves is None:
            return None
        return self._like(halves[0]), self._like(halves[1])

    def _like(self, inner: Block) -> Panel:
        return Panel(
            inner,
            ground=self.ground,
            edge=self.edge,
            padding=self.padding,
            after=self.after,
            radius=self.radius,
        )

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        high = max(self.height(width), self.stretch)
        if self.ground:
            page.fill((left, top - high, width, high), self.ground, self.radius)
        if self.edge:
            page.fill((left, top - high, 3, high), self.edge)
        self.inner.draw(page, left + self.padding, top - self._top, self._inside(width))
