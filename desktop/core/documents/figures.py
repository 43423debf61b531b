"""Pictures and tinted cards drawn for print: each says in words everything that it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Drawing, Panel, Row, Stack
from desktop.core.documents.canvas import Page
from desktop.core.documents.flow import Story
from desktop.core.documents.fonts import shortened
from desktop.core.documents.fonts import width as width_of
from desktop.core.documents.structure import Node
from desktop.core.documents.summary import MomentShare
from desktop.core.documents.text import Text
from desktop.core.documents.theme import (
    GREY,
    INK,
    MOMENT_TINTS,
    PAPER,
    RULE,
    Align,
    Font,
    TextStyle,
)
from desktop.core.i18n import _, list_text, ngettext, number_text, percent_text
from desktop.core.irritants.moments import sides_of
from desktop.core.labels import label
from desktop.core.vocabulary import ClientState, EmployeeState, Moment


@dataclass(frozen=True, slots=True)
class Tile:
    """A big figure and the words below it."""

    value: str
    words: str


def tiles(story: Story, shown: Sequence[Tile], colour: str) -> Row:
    """Figures side by side."""
    style = TextStyle(Font.BOLD, theme.KPI.size, theme.KPI.leading, colour=colour)
    parts: list[Block] = []
    for tile in shown:
        node = story.at.add("Div")
        words = Text(node.add("P"), tile.words, theme.LABEL)
        # Read as "12 reports": the figure comes first in the tree as on the page.
        value = Text(Node("P"), tile.value, style)
        assert value.node is not None
        node.kids.insert(0, value.node)
        parts.append(Panel(Stack([value, words]), ground=theme.WASH, padding=9, after=0))
    row = Row(parts, gap=9)
    story.add(row)
    row.after = 12
    return row


_CLIENTS = (ClientState.ENCHANTED, ClientState.DISSATISFIED)
_EMPLOYEES = (EmployeeState.ENGAGED, EmployeeState.SILENT, EmployeeState.FRUSTRATED)


class Matrix(Block):
    """The mirror: clients down, employees across, a moment in each cell. Tagged as a table."""

    side, head, cell_high, gap = 62.0, 22.0, 92.0, 6.0
    after = 8.0

    def __init__(self, story: Story, shares: Sequence[MomentShare]) -> None:
        self.shares = {share.moment: share for share in shares}
        self.total = sum(share.count for share in shares)
        node = story.at.add("Table", alt=_matrix_alt(shares))
        top = node.add("TR")
        self.corner = top.add("TH", scope="Column")
        self.heads = [top.add("TH", scope="Column") for _state in _EMPLOYEES]
        self.lines: list[tuple[Node, list[tuple[Moment, Node]]]] = []
        cells = {sides_of(moment): moment for moment in Moment}
        for client in _CLIENTS:
            line = node.add("TR")
            start = line.add("TH", scope="Row")
            row = [(cells[client, employee], line.add("TD")) for employee in _EMPLOYEES]
            self.lines.append((start, row))

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.head + 2 * (self.cell_high + self.gap)

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        wide = (width - self.side) / 3 - self.gap
        with page.within(self.corner):
            page.label(left, top - 13, _("Clients ↓ Staff →"), Font.REGULAR, 6.4, GREY)
        for at, (state, node) in enumerate(zip(_EMPLOYEES, self.heads, strict=True)):
            x = left + self.side + at * (wide + self.gap) + self.gap
            with page.within(node):
                page.label(x, top - 13, label(state), Font.BOLD, 8.4, INK)
        y = top - self.head
        for client, (start, row) in zip(_CLIENTS, self.lines, strict=True):
            with page.within(start):
                page.label(left, y - 14, label(client), Font.BOLD, 8.4, INK)
            for at, (moment, node) in enumerate(row):
                x = left + self.side + at * (wide + self.gap) + self.gap
                self._cell(page, node, moment, (x, y, wide))
            y -= self.cell_high + self.gap

    def _cell(
        self, page: Page, node: Node, moment: Moment, place: tuple[float, float, float]
    ) -> None:
        x, y, wide = place
        tint = MOMENT_TINTS[moment]
        share = self.shares.get(moment, MomentShare(moment))
        part = share.count / self.total if self.total else 0.0
        page.fill((x, y - self.cell_high, wide, self.cell_high), tint.soft, 3)
        page.fill((x, y - 3, wide, 3), tint.strong)
        page.fill((x + 9, y - 50, wide - 18, 4), PAPER, 2)
        if part:
            page.fill((x + 9, y - 50, max((wide - 18) * part, 4), 4), tint.strong, 2)
        with page.within(node):
            page.label(x + 9, y - 17, label(moment), Font.BOLD, 9.6, tint.strong)
            page.label(x + 9, y - 42, f"{number_text(share.count)} ", Font.BOLD, 21, INK)
            page.label(x + wide - 9, y - 42, percent_text(part), Font.MEDIUM, 9, GREY, align=1)
            for line, text in enumerate(_names(share, wide - 18, 7.4)):
                page.label(x + 9, y - 62 - 9.4 * line, text, Font.REGULAR, 7.4, INK)


def _names(share: MomentShare, room: float, size: float) -> list[str]:
    """Up to three lines that name the touchpoints, the last one saying how many more there are."""
    names = list(share.touchpoints)
    kept = 3 if len(names) <= 3 and not (share.hidden and len(names) == 3) else 2
    lines = [_short(name, room, size) for name in names[:kept]]
    more = len(names) - len(lines) + share.hidden
    if more and not names:
        return [ngettext("{count} not named", "{count} not named", more).format(count=more)]
    if more:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return lines


def _short(text: str, room: float, size: float) -> str:
    return shortened(text, Font.REGULAR, size, room)


def _matrix_alt(shares: Sequence[MomentShare]) -> str:
    parts = [
        _("{moment}: {count}").format(moment=label(share.moment), count=number_text(share.count))
        for share in shares
    ]
    return _("The six moments and their number of touchpoints: {parts}.").format(
        parts=list_text(parts)
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled length, with its value in words."""

    name: str
    value: float
    words: str
    colour: str = theme.ACCENT


def bars(story: Story, title: str, shown: Sequence[Bar]) -> Drawing:
    """Horizontal bars, longest first as given."""
    most = max((bar.value for bar in shown), default=0) or 1
    step = 19.0

    def paint(page: Page, left: float, top: float, width: float) -> None:
        room = width * 0.42
        gutter = max((width_of(bar.words, Font.MEDIUM, 8.2) for bar in shown), default=0) + 8
        for at, bar in enumerate(shown):
            y = top - step * (at + 1) + 6
            page.label(left, y, _short(bar.name, room - 10, 8.4), Font.REGULAR, 8.4, INK)
            long = (width - room - gutter) * bar.value / most
            page.fill((left + room, y - 1.5, max(long, 1), 9), bar.colour, 1)
            page.label(left + room + long + 6, y, bar.words, Font.MEDIUM, 8.2, INK)

    parts = [_("{name}: {value}").format(name=bar.name, value=bar.words) for bar in shown]
    return story.figure(_described(title, parts), step * len(shown) + 4, paint)


def _described(title: str, parts: Sequence[str]) -> str:
    return f"{title} " + _("; ").join(parts) + "."


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the trend: a figure then and now, and what to call the difference."""

    name: str
    before: int
    after: int
    words: str
    colour: str


def dumbbells(story: Story, title: str, shown: Sequence[Change], then: str, now: str) -> Drawing:
    """Then and now on one scale, a ring for then and a disc for now, the difference in words."""
    most = max((max(change.before, change.after) for change in shown), default=0) or 1
    step = 20.0

    def paint(page: Page, left: float, top: float, width: float) -> None:
        room, words = width * 0.44, 96.0
        scale = (width - room - words - 16) / most
        zero = left + room + 6
        _legend(page, zero, top - 8, then, now)
        for at, change in enumerate(shown):
            y = top - 18 - step * at - 8
            page.rule(zero, y, zero + most * scale, y, RULE, 0.5)
            page.label(left, y - 3, _short(change.name, room - 10, 8.4), Font.REGULAR, 8.4, INK)
            one, other = zero + change.before * scale, zero + change.after * scale
            page.rule(one, y, other, y, change.colour, 2.2)
            page.dot(one, y, 4.2, change.colour)
            page.dot(one, y, 2.6, PAPER)
            page.dot(other, y, 4.2, change.colour)
            _arrow(page, left + width - words + 2, y, change)
            page.label(
                left + width - words + 12, y - 3, change.words, Font.MEDIUM, 8.2, change.colour
            )

    parts = [
        _("{name}: {before} then, {after} now ({words})").format(
            name=change.name, before=change.before, after=change.after, words=change.words
        )
        for change in shown
    ]
    return story.figure(_described(title, parts), 22 + step * len(shown), paint)


def _legend(page: Page, x: float, y: float, then: str, now: str) -> None:
    then, now = (shortened(words, Font.REGULAR, 7.4, 170) for words in (then, now))
    page.dot(x, y + 2.5, 3.6, GREY)
    page.dot(x, y + 2.5, 2.2, PAPER)
    page.label(x + 7, y, then, Font.REGULAR, 7.4, GREY)
    x += 20 + width_of(then, Font.REGULAR, 7.4)
    page.dot(x, y + 2.5, 3.6, GREY)
    page.label(x + 7, y, now, Font.REGULAR, 7.4, GREY)


def _arrow(page: Page, x: float, y: float, change: Change) -> None:
    """A triangle that points up or down; a bar when nothing moved."""
    if change.after == change.before:
        page.fill((x, y - 1, 7, 2), change.colour)
        return
    tip = 3.4 if change.after > change.before else -3.4
    page.polygon(((x, y - tip), (x + 7, y - tip), (x + 3.5, y + tip)), change.colour)


def chip(moment: Moment | None) -> TextStyle:
    """The style of a moment's name standing alone."""
    colour = MOMENT_TINTS[moment].strong if moment else GREY
    return TextStyle(Font.BOLD, 8.2, 11.4, colour=colour, align=Align.LEFT)
