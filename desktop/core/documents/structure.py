"""The logical tree of a tagged PDF: built with the story, filled with marked content when drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked-content sequence: the page's index from 0 and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation that belongs to a node (a link): its page and its key in the parent tree."""

    page: int
    key: int
    reference: str


@dataclass(eq=False, slots=True)
class Node:
    """A structure element. Children are nodes, marks and annotations, in reading order."""

    tag: str
    alt: str = ""
    scope: str = ""
    columns: int = 1
    rows: int = 1
    title: str = ""
    kids: list[Node | Mark | Annotated] = field(default_factory=list)
    box: tuple[int, float, float, float, float] | None = None
    number: int = 0

    def add(self, tag: str, *, alt: str = "", scope: str = "", columns: int = 1) -> Node:
        """A new last child."""
        child = Node(tag, alt=alt, scope=scope, columns=columns)
        self.kids.append(child)
        return child

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order, without recursion (a tree may be deep)."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))

    def prune(self) -> bool:
        """Drop what was never drawn; true when something is left here. An empty cell stays."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.prune()]
        return bool(self.kids) or self.tag in ("TH", "TD")

    @property
    def attributes(self) -> str:
        """The /A entry, or nothing."""
        if self.tag in ("TH", "TD"):
            scope = f"/Scope /{self.scope} " if self.tag == "TH" else ""
            spans = f"/ColSpan {self.columns} " if self.columns > 1 else ""
            return f"/A << /O /Table {scope}{spans}>> " if scope or spans else ""
        if self.tag == "L":
            return "/A << /O /List /ListNumbering /None >> "
        if self.box is not None:
            corners = " ".join(f"{value:.2f}" for value in self.box[1:])
            return f"/A << /O /Layout /BBox [{corners}] >> "
        return ""
