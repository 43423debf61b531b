"""Fields to fill in: tagged, drawn in an embedded face, read back by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from struct import pack, unpack

from desktop.core.documents.blocks import Block, Stack
from desktop.core.documents.canvas import Page
from desktop.core.documents.fonts import face
from desktop.core.documents.structure import Node
from desktop.core.documents.theme import GREY, INK, PAPER, Font, rgb
from desktop.core.documents.writer import text_string

MULTILINE, COMBO, READ_ONLY = 1 << 12, 1 << 17, 1
SIZE = 8.4
_LINE = 11.4
_PAD = 5.2
_INK = "{:.3g} {:.3g} {:.3g} rg".format(*rgb(INK))


@dataclass(frozen=True, slots=True)
class Field:
    """`tip` is what assistive technology says; `options` make it a list to choose from."""

    name: str
    tip: str
    lines: int = 1
    options: tuple[str, ...] = ()
    value: str = ""
    read_only: bool = False

    @property
    def flags(self) -> int:
        """The /Ff entry."""
        kind = COMBO if self.options else MULTILINE if self.lines > 1 else 0
        return kind | (READ_ONLY if self.read_only else 0)

    @property
    def looks(self) -> str:
        """The /DA entry: face, size and colour of what is typed."""
        return f"/Plex {SIZE - 1.6 * self.read_only:g} Tf {_INK}"

    def source(self, box: tuple[float, float, float, float]) -> str:
        """The widget's entries that do not depend on the file around it."""
        corners = " ".join(f"{value:.2f}" for value in box)
        kind, options = "/Tx", ""
        if self.options:
            # Plain strings, no pairs: two common readers give back the label of a pair.
            kind, options = "/Ch", f"/Opt [{' '.join(map(text_string, ('', *self.options)))}] "
        return (
            f"/Type /Annot /Subtype /Widget /FT {kind} /Rect [{corners}] /F 4 /Ff {self.flags} "
            f"/T {text_string(self.name)} /TU {text_string(self.tip)} {options}"
            f"/V {text_string(self.value)} /DA ({self.looks}) /MK << /BC [0.6 0.68 0.7] >> "
        )

    def appearance(self) -> bytes:
        """What the box shows before anybody has typed."""
        if not self.value:
            return b"/Tx BMC EMC"
        words = self.value.encode("cp1252", "replace").hex()
        return f"/Tx BMC q BT {self.looks} 2 4 Td <{words}> Tj ET Q EMC".encode()


class FieldBox(Block):
    """One field, with its outline drawn on the page itself: some readers redraw the rest."""

    def __init__(self, node: Node, field: Field) -> None:
        self.node = node.add("Form", alt=field.tip)
        self.field = field
        self.before = 2.0

    def height(self, width: float) -> float:  # noqa: ARG002
        return self.field.lines * _LINE + _PAD

    def draw(self, page: Page, left: float, top: float, width: float) -> None:
        bottom = top - self.height(width)
        if not self.field.read_only:
            page.fill((left, bottom, width, top - bottom), PAPER)
            for x1, y1, x2, y2 in (
                (left, top, left + width, top),
                (left, bottom, left + width, bottom),
                (left, bottom, left, top),
                (left + width, bottom, left + width, top),
            ):
                page.rule(x1, y1, x2, y2, GREY, 0.5)
        page.field(self.node, self.field, (left, bottom, left + width, top))


class FieldCell(Stack):
    """What a table's cell holds: words and the field below them."""

    def __init__(self, node: Node, parts: Sequence[Block]) -> None:
        super().__init__(parts, solid=True)
        self.node = node


# ------------------------------------------------------------------------- font

_CODES = [ord(bytes([code]).decode("cp1252", "replace")) for code in range(256)]


@cache
def font_program() -> bytes:
    """The text face cut down to the characters of WinAnsi, with a Unicode map of its own.

    reportlab's own subsets are for symbols: a reader could not know what is being typed.
    """
    from reportlab.pdfbase.ttfonts import TTFontMaker  # noqa: PLC0415 -- only for forms

    known = face(Font.REGULAR).face
    chars = sorted({char for char in _CODES[32:] if char in known.charToGlyph})
    cut = known.makeSubset(chars)
    maker = TTFontMaker()
    (count,) = unpack(">H", cut[4:6])
    for at in range(count):
        tag, _sum, start, length = unpack(">4sLLL", cut[12 + 16 * at : 28 + 16 * at])
        maker.add(tag.decode(), cut[start : start + length])
    maker.add("cmap", _unicode_map(chars, known.charToGlyph))
    return bytes(maker.makeStream())


def _unicode_map(chars: list[int], glyphs: dict[int, int]) -> bytes:
    """A (3, 1) table of format 4: one segment a character, glyphs in order of first use."""
    order: dict[int, int] = {}
    new = [order.setdefault(glyphs[char], len(order) + 1) for char in chars]
    ends = [*chars, 0xFFFF]
    deltas = [*((glyph - char) & 0xFFFF for glyph, char in zip(new, chars, strict=True)), 1]
    count = len(ends)
    power = 1 << (count.bit_length() - 1)
    body = pack(">4H", 2 * count, 2 * power, power.bit_length() - 1, 2 * count - 2 * power)
    body += pack(f">{count}H", *ends) + b"\0\0" + pack(f">{count}H", *ends)
    body += pack(f">{count}H", *deltas) + bytes(2 * count)
    table = pack(">3H", 4, len(body) + 6, 0) + body
    return pack(">4HL", 0, 1, 3, 1, 12) + table


def font_widths() -> list[int]:
    """Of the 224 codes from 32 on, in thousandths."""
    widths = face(Font.REGULAR).face.charWidths
    return [round(widths.get(char, 0)) for char in _CODES[32:]]


def font_metrics() -> str:
    """The entries of the font's descriptor."""
    known = face(Font.REGULAR).face
    box = " ".join(f"{round(value)}" for value in known.bbox)
    return (
        f"/Flags 32 /FontBBox [{box}] /ItalicAngle 0 /Ascent {round(known.ascent)} "
        f"/Descent {round(known.descent)} /CapHeight {round(known.capHeight)} /StemV 80 "
    )
