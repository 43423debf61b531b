"""A page to draw on: every mark belongs to a node of the structure, or is an artifact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from desktop.core.documents.fonts import face, width
from desktop.core.documents.structure import Annotated, Node
from desktop.core.documents.theme import Font, rgb
from desktop.core.documents.writer import Raw, TaggedFile, text_string

if TYPE_CHECKING:
    from desktop.core.documents.fields import Field
    from desktop.core.documents.logo import Logo

_ESCAPES = {code: f"\\{code:03o}" for code in (*range(32), *range(127, 256))}
_ESCAPES |= {ord(char): "\\" + char for char in "()\\"}
_STATE = frozenset(("q", "Q", "cm", "rg", "RG", "w", "J", "j", "M", "d", "n", "gs"))

_ARC = 0.5523
"""Where the handles of a quarter of a circle stand (Bézier), as a share of its radius."""

Box = tuple[float, float, float, float]

Piece = tuple[Font, str, str]
"""A face, a colour and the text to show in them."""


class _OtherSubset(Exception):  # noqa: N818 -- a signal between two ways to write
    """The text holds a character beyond the first 256 of its face in this document."""


class _Codes(dict[int, str]):
    """Characters of one face in one document → how they stand in a string of its first subset."""

    def __init__(self, font: Font, document: TaggedFile) -> None:
        super().__init__()
        self._font, self._document = font, document
        face(font).splitString(" ", document)
        self.name = face(font).getSubsetInternalName(0, document)

    def __missing__(self, char: int) -> str:
        ((subset, data),) = face(self._font).splitString(chr(char), self._document)
        if subset:
            raise _OtherSubset
        code: str = data.decode("latin-1").translate(_ESCAPES)
        self[char] = code
        return code


class Page(Canvas):  # type: ignore[misc]  # reportlab has no types
    """reportlab's canvas with marked content. `y` grows upwards, in points."""

    def __init__(self, size: tuple[float, float], *, title: str, language: str) -> None:
        face(Font.REGULAR)
        super().__init__(BytesIO(), pagesize=size, invariant=1, initialFontName=Font.REGULAR.value)
        self._doc = TaggedFile(title=title, language=language)
        self.setPageCompression(1)
        self.file: TaggedFile = self._doc
        self._code: list[str] = []
        self._codes: dict[Font, _Codes] = {}
        self._clear_from = 0
        self._open: Node | None = None
        self._later: list[tuple[int, str, Callable[[Page], None]]] = []
        self._notes: list[tuple[Raw, Node, Callable[[], str]]] = []
        self._places: dict[str, tuple[int, float]] = {}
        self._preamble = "1 0 0 1 0 0 cm"

    # --------------------------------------------------------- marked content

    @property
    def index(self) -> int:
        """The page's index from 0."""
        return int(self._pageNumber) - 1

    @contextmanager
    def within(self, node: Node | None) -> Iterator[None]:
        """What is drawn inside belongs to `node`; to nothing (an artifact) when there is none."""
        if node is None or self._open is not None:
            yield
            return
        self._close_artifact()
        number = self.file.mark(node, self.index)
        self._code.append(f"/{node.tag} <</MCID {number}>> BDC")
        self._open = node
        yield
        self._open = None
        self._code.append("EMC")
        self._clear_from = len(self._code)

    def _close_artifact(self) -> None:
        """What was drawn since the last node is decoration; mere changes of state need no mark."""
        code = self._code
        at = self._clear_from
        while at < len(code) and self._is_state(code[at]):
            at += 1
        if at < len(code):
            code.insert(at, "/Artifact BMC")
            code.append("EMC")
        self._clear_from = len(code)

    @staticmethod
    def _is_state(operation: str) -> bool:
        return operation.rsplit(None, 1)[-1] in _STATE

    def showPage(self) -> None:  # noqa: N802 -- reportlab's name
        """Finish this page and begin the next."""
        self._close_artifact()
        super().showPage()
        self._clear_from = 0

    # ------------------------------------------------------------------- text

    def show(
        self, x: float, y: float, pieces: Sequence[Piece], size: float, space: float = 0
    ) -> None:
        """One line of text with its left end at (x, y); `space` widens each space."""
        out = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        if space:
            out.append(f"{space:.3f} Tw")
        ink = None
        for font, colour, text in pieces:
            if colour != ink:
                out.append("{:.3g} {:.3g} {:.3g} rg".format(*rgb(colour)))
                ink = colour
            out.extend(self._strings(font, text, size))
        if space:
            out.append("0 Tw")
        out.append("ET")
        self._code.append(" ".join(out))

    def _strings(self, font: Font, text: str, size: float) -> Iterator[str]:
        codes = self._codes.get(font)
        if codes is None:
            codes = self._codes[font] = _Codes(font, self._doc)
        try:
            yield f"{codes.name} {size:g} Tf ({text.translate(codes)}) Tj"
        except _OtherSubset:
            loaded = face(font)
            for subset, data in loaded.splitString(text, self._doc):
                name = loaded.getSubsetInternalName(subset, self._doc)
                yield f"{name} {size:g} Tf ({data.decode('latin-1').translate(_ESCAPES)}) Tj"

    def label(
        self, x: float, y: float, text: str, font: Font, size: float, colour: str, align: float = 0
    ) -> None:
        """A short text; `align` 0 puts its left end at x, 0.5 its middle, 1 its right end."""
        text = text.replace("'", "’")
        start = x - align * width(text, font, size) if align else x
        self.show(start, y, ((font, colour, text),), size)

    # ------------------------------------------------------------------ shapes

    def fill(self, box: tuple[float, float, float, float], colour: str, radius: float = 0) -> None:
        """A filled rectangle: left, bottom, width, height."""
        left, bottom, wide, high = box
        self._code.append("{:.3g} {:.3g} {:.3g} rg".format(*rgb(colour)))
        if radius:
            self._code.append(_rounded(box, radius))
        else:
            self._code.append(f"{left:.2f} {bottom:.2f} {wide:.2f} {high:.2f} re f")

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, colour: str, weight: float = 0.6
    ) -> None:
        """A straight line."""
        self._code.append(
            "{:.3g} {:.3g} {:.3g} RG ".format(*rgb(colour))
            + f"{weight:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"
        )

    def polygon(self, points: Sequence[tuple[float, float]], colour: str) -> None:
        """A filled shape."""
        path = " l ".join(f"{x:.2f} {y:.2f}" for x, y in points).replace(" l ", " m ", 1)
        self._code.append("{:.3g} {:.3g} {:.3g} rg ".format(*rgb(colour)) + f"{path} l f")

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled disc."""
        self._code.append("{:.3g} {:.3g} {:.3g} rg".format(*rgb(colour)))
        side = 2 * radius
        self._code.append(_rounded((x - radius, y - radius, side, side), radius))

    def picture(self, logo: Logo, left: float, bottom: float, size: tuple[float, float]) -> None:
        """The company's logo, as decoration: its name stands beside it in words."""
        name = "logo"
        inner = self._doc.getXObjectName(name)
        if not self._doc.hasForm(name):
            self.file.add_picture(name, logo.width, logo.height, logo.pixels)
        self._formsinuse.append(name)
        wide, high = size
        placed = f"q {wide:.2f} 0 0 {high:.2f} {left:.2f} {bottom:.2f} cm"
        self._code += (placed, f"/{inner} Do", "Q")

    # ------------------------------------------------------------ links, later

    def bookmark(self, key: str, title: str, level: int, top: float) -> None:
        """A place that links and the outline can name; `level` counts from 0."""
        self._places[key] = (self.index, top)
        self.bookmarkPage(key, fit="XYZ", left=0, top=top)
        self.addOutlineEntry(title, key, level=level)

    def page_of(self, key: str) -> int | None:
        """The number of the page that holds a bookmark, from 1, once it is drawn."""
        place = self._places.get(key)
        return place[0] + 1 if place else None

    def link(self, node: Node, key: str, box: Box, says: str) -> None:
        """A link of `node` to a bookmark of this document; `box` is left, bottom, right, top."""
        corners = " ".join(f"{value:.2f}" for value in box)

        def source() -> str:
            page, top = self._places.get(key, (0, 0))
            return (
                f"/Type /Annot /Subtype /Link /Rect [{corners}] /Border [0 0 0] /F 4 "
                f"/Contents {text_string(says)} "
                f"/Dest [{self.file.reference(self.file.pages[page])} /XYZ 0 {top:.2f} null] "
            )

        self._annotate(node, source)

    def field(self, node: Node, field: Field, box: Box) -> None:
        """A field to fill in, of `node`; its outline is drawn by whoever calls."""
        index = self.index
        left, bottom, right, top = box
        looks = self.file.form_stream(right - left, top - bottom, field.appearance())

        def source() -> str:
            page = self.file.reference(self.file.pages[index])
            return f"{field.source(box)}/AP << /N {looks} >> /P {page} "

        self.file.fields.append(self._annotate(node, source))

    def _annotate(self, node: Node, source: Callable[[], str]) -> str:
        raw = Raw("")
        reference = self.file.register(raw)
        self._annotationrefs.append(pdfdoc.PDFObjectReference(raw.__InternalName__))
        node.kids.append(Annotated(self.index, len(self._notes), reference))
        self._notes.append((raw, node, source))
        return reference

    def _write_notes(self) -> None:
        total = len(self.file.pages)
        for at, (raw, node, source) in enumerate(self._notes):
            self.file.links.append(node)
            raw.source = f"<< {source()}/StructParent {total + at} >>"

    def later(self, draw: Callable[[Page], None]) -> None:
        """Draw here once the whole document is laid out; in the stream it stands in its place."""
        self._close_artifact()
        place = f"% later {len(self._later)} "
        self._code.append(place)
        self._clear_from = len(self._code)
        self._later.append((self.index, place, draw))

    def finish(self, footer: Callable[[Page, int], None] | None = None) -> bytes:
        """The bytes of the file; `footer` draws on every page and is given the total of pages."""
        total = len(self.file.pages)
        if footer is not None:
            foot = footer
            self._later += [(index, "", lambda page: foot(page, total)) for index in range(total)]
        for index, place, draw in self._later:
            self._pageNumber = index + 1
            self._code, self._clear_from = [], 0
            draw(self)
            self._close_artifact()
            code = "\n".join(self._code)
            page = self.file.pages[index]
            page.stream = page.stream.replace(place, code) if place else page.stream + code + "\n"
        self._write_notes()
        self._code = []
        return bytes(self.file.GetPDFData(self))


def _rounded(box: tuple[float, float, float, float], radius: float) -> str:
    """The path of a filled rectangle with round corners; a disc if the radius is half its side."""
    left, bottom, wide, high = box
    right, top = left + wide, bottom + high
    r = min(radius, wide / 2, high / 2)
    k = r * (1 - _ARC)
    return (
        f"{left + r:.2f} {bottom:.2f} m {right - r:.2f} {bottom:.2f} l "
        f"{right - k:.2f} {bottom:.2f} {right:.2f} {bottom + k:.2f} {right:.2f} {bottom + r:.2f} c "
        f"{right:.2f} {top - r:.2f} l "
        f"{right:.2f} {top - k:.2f} {right - k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
        f"{left + r:.2f} {top:.2f} l "
        f"{left + k:.2f} {top:.2f} {left:.2f} {top - k:.2f} {left:.2f} {top - r:.2f} c "
        f"{left:.2f} {bottom + r:.2f} l "
        f"{left:.2f} {bottom + k:.2f} {left + k:.2f} {bottom:.2f} {left + r:.2f} {bottom:.2f} c f"
    )
