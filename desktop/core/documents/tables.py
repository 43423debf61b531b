"""Tables with hairlines only; any length, headers repeated, a row taller than a page is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block
from desktop.core.documents.canvas import Page
from desktop.core.documents.fonts import width as width_of
from desktop.core.documents.structure import Node
from desktop.core.documents.text import Run, Text
from desktop.core.documents.theme import Align, TextStyle

PAD = 4.5
GUTTER = 9.0
_FEW_ROWS = 3
_LOW = 150.0
"""A table of few rows and no more points high than this stays on one page."""

Cell = str | tuple[Run, ...] | Block


@dataclass(frozen=True, slots=True)
class Column:
    """A head, a share of the width, and whether numbers stand in it (right-aligned)."""

    head: str
    share: float
    number: bool = False


class TableRow:
    """The cells of one row, each a block or nothing."""

    def __init__(self, cells: Sequence[Block | None], *, strong: bool = False) -> None:
        self.cells = list(cells)
        self.strong = strong
        self._known: tuple[float, float] | None = None

    def height(self, widths: Sequence[float]) -> float:
        """With its padding."""
        if self._known is None or self._known[0] != widths[0]:
            high = max(
                (cell.height(wide) for cell, wide in zip(self.cells, widths, strict=True) if cell),
                default=theme.CELL.leading,
            )
            self._known = (widths[0], high + 2 * PAD)
        return self._known[1]

    def split(self, widths: Sequence[float], room: float) -> tuple[TableRow, TableRow] | None:
        """Each cell cut where it must be; nothing when too little would stand on either side."""
        heads: list[Block | None] = []
        tails: list[Block | None] = []
        for cell, wide in zip(self.cells, widths, strict=True):
            if cell is None or cell.height(wide) <= room - 2 * PAD:
                heads.append(cell)
                tails.append(None)
                continue
            halves = cell.split(wide, room - 2 * PAD)
            if halves is None:
                return None
            heads.append(halves[0])
            tails.append(halves[1])
        return TableRow(heads, strong=self.strong), TableRow(tails, strong=self.strong)


class Table(Block):
    """Rows under a head that comes back on each page; `first` is false on the later ones."""

    def __init__(
        self,
        columns: Sequence[Column],
        head: TableRow,
        rows: list[TableRow],
        *,
        start: int = 0,
        first: bool = True,
    ) -> None:
        self.columns, self.head, self.rows = columns, head, rows
        self.start, self.first = start, first
        self.before, self.after = 2.0, 10.0
        self.end = len(rows)
        self._sums: dict[float, list[float]] = {}
        """Height of all rows above each one, by width; shared with the tables cut from this."""

    def _widths(self, width: float) -> list[float]:
        """By the shares, save that no head's longest word is cut while another column has room."""
        free = width - GUTTER * (len(self.columns) - 1)
        whole = sum(column.share for column in self.columns)
        widths = [free * column.share / whole for column in self.columns]
        needs = [_longest_word(column.head) for column in self.columns]
        lack = sum(max(need - wide, 0) for need, wide in zip(needs, widths, strict=True))
        spare = sum(max(wide - need, 0) for need, wide in zip(needs, widths, strict=True))
        if not lack or lack > spare:
            return widths
        return [
            need if wide < need else wide - (wide - need) * lack / spare
            for need, wide in zip(needs, widths, strict=True)
        ]

    def height(self, width: float) -> float:
        widths = self._widths(width)
        sums = self._sums.get(width)
        if sums is None:
            highs = (row.height(widths) for row in self.rows)
            sums = self._sums[width] = [0.0, *accumulate(highs)]
        return self.head.height(widths) + sums[self.end] - sums[self.start]

    def least(self, width: float) -> float:
        widths = self._widths(width)
        count = min(2, self.end - self.start)
        if self.end - self.start <= _FEW_ROWS and self.height(width) <= _LOW:
            return self.height(width)
        high = sum(self.rows[self.start + at].height(widths) for at in range(count))
        return self.head.height(widths) + min(high, 160)

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        if self.end - self.start <= _FEW_ROWS and self.height(width) <= _LOW:
            return None
        widths = self._widths(width)
        left = room - self.head.height(widths)
        at = self.start
        while at < self.end and self.rows[at].height(widths) <= left:
            left -= self.rows[at].height(widths)
            at += 1
        if at < self.end and (left > 90 or at == self.start):
            halves = self.rows[at].split(widths, left)
            if halves is not None and left > 60:
                self.rows = [*self.rows[:at], halves[0], halves[1], *self.rows[at + 1 :]]
                self.end += 1
                self._sums = {}
                at += 1
        if at == self.end - 1 and at - self.start > _FEW_ROWS:
            at -= 1  # a last row never stands alone on the next page
        if at == self.start:
            return None
        return self._cut(self.start, at, first=self.first), self._cut(at, self.end, first=False)

    def _cut(self, start: int, end: int, *, first: bool) -> Table:
        # The rows are shared, not copied: cutting a long table at each page stays linear.
        table = Table(self.columns, self.head, self.rows, start=start, first=first)
        table.end, table._sums = end, self._sums
        return table

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        widths = self._widths(width)
        y = self._row(page, left, top, widths, self.head if self.first else _unmarked(self.head))
        page.rule(left, y, left + width, y, theme.GREY, 0.8)
        for at in range(self.start, self.end):
            row = self.rows[at]
            if row.strong:
                page.fill(
                    (left - 3, y - row.height(widths), width + 6, row.height(widths)), theme.WASH
                )
            y = self._row(page, left, y, widths, row)
            page.rule(left, y, left + width, y, theme.RULE, 0.5)

    @staticmethod
    def _row(page: Page, left: float, top: float, widths: Sequence[float], row: TableRow) -> float:
        for cell, wide in zip(row.cells, widths, strict=True):
            if cell is not None:
                cell.draw(page, left, top - PAD, wide)
            left += wide + GUTTER
        return top - row.height(widths)


def _longest_word(head: str) -> float:
    style = theme.CELL_HEAD
    return max((width_of(word, style.font, style.size) for word in head.split(" ")), default=0.0)


def _unmarked(head: TableRow) -> TableRow:
    """The head again, as decoration: it has been read on the first page."""
    return TableRow([cell.unmarked() if isinstance(cell, Text) else None for cell in head.cells])


def table(
    at: Node,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    summary: str = "",
    total: bool = False,
    row_heads: bool = True,
    bold: frozenset[int] = frozenset(),
) -> Table:
    """A tagged table; `summary` is its spoken description, `total` marks the last row as a sum."""
    node = at.add("Table", alt=summary)
    line = node.add("THead").add("TR")
    head = TableRow(
        [
            Text(
                line.add("TH", scope="Column"),
                column.head,
                theme.CELL_HEAD_NUMBER if column.number else theme.CELL_HEAD,
            )
            for column in columns
        ]
    )
    body = node.add("TBody")
    made = []
    for index, cells in enumerate(rows):
        strong = total and index == len(rows) - 1
        made.append(_made_row(body.add("TR"), columns, cells, strong or index in bold, row_heads))
    return Table(columns, head, made)


def _made_row(
    line: Node, columns: Sequence[Column], cells: Sequence[Cell], strong: bool, row_heads: bool
) -> TableRow:
    made: list[Block | None] = []
    for at, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        head = at == 0 and row_heads
        node = line.add("TH", scope="Row") if head else line.add("TD")
        if isinstance(cell, Block):
            made.append(_owned(cell, node))
            continue
        made.append(Text(node, cell, _style(column.number, strong, head)))
    return TableRow(made, strong=strong)


def _owned(cell: Block, node: Node) -> Block:
    """A block made beforehand, now under the cell's node."""
    own = getattr(cell, "node", None)
    if isinstance(own, Node):
        node.kids.append(own)
    return cell


@cache
def _style(number: bool, strong: bool, head: bool) -> TextStyle:
    font = theme.Font.BOLD if strong else theme.Font.MEDIUM if head else theme.Font.REGULAR
    base = theme.CELL_NUMBER if number else theme.CELL
    return TextStyle(font, base.size, base.leading, align=Align.RIGHT if number else Align.LEFT)
