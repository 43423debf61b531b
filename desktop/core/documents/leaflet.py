"""Short documents with one shape: a title, a lead, parts of words, facts, lists, tables, boxes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise

from desktop.core.documents import theme
from desktop.core.documents.blocks import Block, Space
from desktop.core.documents.canvas import Page
from desktop.core.documents.flow import SIZES, Made, Setting, Story, make
from desktop.core.documents.logo import Logo
from desktop.core.documents.parts import fact_line, listed, loss_sentences, panel, quote
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import Paper, Withheld
from desktop.core.documents.tables import Column, table
from desktop.core.documents.theme import MOMENT_TINTS, Align, TextStyle
from desktop.core.i18n import _, date_text, speaking
from desktop.core.vocabulary import Moment

A5 = (419.53, 595.28)


class Shape(StrEnum):
    """A sheet to read, a card to keep at the counter, a certificate to hand over."""

    SHEET = "sheet"
    CARD = "card"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `numbers` are the columns ranged right, `total` makes the last row a sum."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading; `lines` are ruled lines to write on, `tint` makes a box."""

    title: str = ""
    texts: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    items: tuple[str, ...] = ()
    ordered: bool = False
    quotes: tuple[str, ...] = ()
    grid: Grid | None = None
    lines: int = 0
    tint: Moment | None = None


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A whole document, fit to print as it stands. `signatures`: who signs, side by side."""

    title: str
    kind: str
    campaign: str
    made_on: date
    lead: str = ""
    parts: tuple[Part, ...] = ()
    signatures: tuple[str, ...] = ()
    language: str = "fr"
    paper: Paper = Paper.A4
    company: str = ""
    accent: str = ""
    logo: Logo | None = None
    shape: Shape = Shape.SHEET
    withheld: tuple[Withheld, ...] = ()
    about: str = ""
    """What the index of a batch says of it; the title when empty."""


def make_leaflet(leaflet: Leaflet) -> Made:
    """The finished file, in the leaflet's language."""
    losses = Losses()
    with speaking(leaflet.language):
        told = _story(made_printable(leaflet, losses, leaflet.language), losses)
        framed = leaflet.shape is Shape.CERTIFICATE
        return make(told, ground=partial(_frame, told.setting) if framed else None)


def _frame(setting: Setting, page: Page) -> None:
    """A border in the company's colour, and its logo at the top in the middle."""
    wide, high = setting.size
    for inset, weight in ((26, 2.2), (31, 0.6)):
        corners = ((inset, inset), (wide - inset, inset), (wide - inset, high - inset),
                   (inset, high - inset), (inset, inset))  # fmt: skip
        for (x1, y1), (x2, y2) in pairwise(corners):
            page.rule(x1, y1, x2, y2, setting.accent, weight)
    if setting.logo is not None:
        size = setting.logo.fitted(190, 64)
        page.picture(setting.logo, (wide - size[0]) / 2, high - 62 - size[1], size)


def _setting(leaflet: Leaflet) -> Setting:
    card = leaflet.shape is Shape.CARD
    wide, high = SIZES[leaflet.paper]
    sizes = {Shape.SHEET: (wide, high), Shape.CARD: A5, Shape.CERTIFICATE: (high, wide)}
    return Setting(
        title=_("{title} – {campaign}").format(title=leaflet.title, campaign=leaflet.campaign),
        language=leaflet.language,
        running=_("{kind} · {campaign} · made on {day}").format(
            kind=leaflet.kind,
            campaign=leaflet.campaign,
            day=date_text(leaflet.made_on, "medium" if card else "long"),
        ),
        accent=theme.readable_accent(leaflet.accent),
        size=sizes[leaflet.shape],
        margin=theme.MARGIN * (0.7 if card else 1),
        logo=leaflet.logo,
    )


def _story(leaflet: Leaflet, losses: Losses) -> Story:
    told = Story(_setting(leaflet))
    shown = leaflet.shape is Shape.CERTIFICATE
    if shown:
        told.add(Space(105))
    kicker = " · ".join(part for part in (leaflet.company, leaflet.kind) if part)
    told.text(kicker, _placed(theme.KICKER, middle=shown))
    head = replace(theme.TITLE if shown else theme.H1, before=0, size=30 if shown else 20)
    told.heading(1, leaflet.title, style=_placed(head, middle=shown))
    if leaflet.lead:
        told.text(leaflet.lead, _placed(theme.LEAD, middle=shown))
    for part in leaflet.parts:
        with told.inside(told.root.add("Sect")):
            _part(told, part, middle=shown)
    if leaflet.signatures:
        _signatures(told, leaflet.signatures)
    for sentence in loss_sentences(losses):
        told.text(sentence, theme.SMALL)
    return told


def _placed(style: TextStyle, *, middle: bool) -> TextStyle:
    return replace(style, align=Align.CENTRE) if middle else style


def _part(told: Story, part: Part, *, middle: bool) -> None:
    if part.tint is None:
        _inside(told, part, middle=middle)
        return
    tint = MOMENT_TINTS[part.tint]
    with panel(told, ground=tint.soft, edge=tint.strong):
        _inside(told, part, middle=middle, colour=tint.strong)


def _inside(told: Story, part: Part, *, middle: bool, colour: str = "") -> None:
    if part.title:
        told.heading(2, part.title, style=replace(theme.H2, colour=colour or theme.INK))
    for text in part.texts:
        told.text(text, _placed(theme.PLAIN, middle=middle))
    if part.items:
        listed(told, part.items, numbered=part.ordered, colour=colour)
    for name, value in part.facts:
        _fact(told, name, value)
    for words in part.quotes:
        quote(told, words, colour or told.setting.accent)
    if part.grid is not None and part.grid.rows:
        _grid(told, part.grid, part.title)
    for _line in range(part.lines):
        told.add(_Line())


def _fact(told: Story, name: str, value: str) -> None:
    """A name without a value is left to be written by hand."""
    if value:
        fact_line(told, name, value)
    else:
        told.text(name + _(": "), theme.PLAIN)


def _grid(told: Story, grid: Grid, summary: str) -> None:
    shares = grid.shares or (1.0,) * len(grid.heads)
    columns = [
        Column(head, share, number=at in grid.numbers)
        for at, (head, share) in enumerate(zip(grid.heads, shares, strict=True))
    ]
    told.add(table(told.at, columns, grid.rows, summary=summary, total=grid.total))


class _Line(Block):
    """A ruled line to write on by hand."""

    def height(self, width: float) -> float:  # noqa: ARG002
        return 24

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        page.rule(left, top - 21, left + width, top - 21, theme.GREY, 0.5)


def _signatures(told: Story, names: tuple[str, ...]) -> None:
    columns = [Column(name, 1) for name in names]
    blank = tuple(_("Date and signature") + _(": ") + "\n\n\n" for _name in names)
    told.add(Space(8))
    told.add(table(told.at, columns, [blank], summary=_("Signatures"), row_heads=False))
