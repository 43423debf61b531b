"""Writes the file: object streams, structure, metadata, profile; always the same bytes."""

from __future__ import annotations

import zlib
from functools import cache
from hashlib import md5
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from desktop.core.documents.structure import Annotated, Mark, Node

PRODUCER = "Vis ma vie"
_OBJECTS_PER_STREAM = 400

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@cache
def _profile() -> bytes:
    return (files("resources") / "icc" / "srgb.icc").read_bytes()


def text_string(text: str) -> str:
    """A PDF text string in UTF-16, as hexadecimal."""
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object that is ready to be written."""

    def __init__(self, source: str | bytes) -> None:
        self.source = source

    def format(self, _document: object) -> bytes:
        return self.source if isinstance(self.source, bytes) else self.source.encode("latin-1")


class TaggedFile(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab has no types
    """reportlab's document, plus what PDF/UA-1 and PDF/A-2a ask for."""

    def __init__(self, *, title: str, language: str) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7))
        self.title = title
        self.language = language
        self.root = Node("Document")
        self.marks: list[list[Node]] = []
        self.links: list[Node] = []
        self.pages: list[Any] = []
        self._nodes: list[Node] = []
        self._parents: list[str] = []
        self._page_names: list[str] = []
        self._first_node = 0
        self.fields: list[str] = []
        self._form_font = ""

    # ------------------------------------------------------------------ pages

    def addPage(self, page: Any) -> None:  # noqa: N802, ANN401 -- reportlab's name and class
        index = len(self.pages)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = index
        page.Tabs = pdfdoc.PDFName("S")
        super().addPage(page)
        self.pages.append(page)

    def mark(self, node: Node, page: int) -> int:
        """A new marked-content number of `page` for `node`."""
        while len(self.marks) <= page:
            self.marks.append([])
        number = len(self.marks[page])
        self.marks[page].append(node)
        node.kids.append(Mark(page, number))
        return number

    def register(self, raw: Raw) -> str:
        """Give a ready-made object its number; returns its reference."""
        self.Reference(raw)
        return self.reference(raw)

    def reference(self, thing: Any) -> str:  # noqa: ANN401 -- any object of reportlab's
        number, _version = self.idToObjectNumberAndVersion[thing.__InternalName__]
        return f"{number} 0 R"

    def add_picture(self, name: str, width: int, height: int, pixels: bytes) -> None:
        """An image that pages draw by `name`, three bytes a pixel."""
        entries = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": width,
            "Height": height,
            "ColorSpace": "/DeviceRGB",
            "BitsPerComponent": 8,
        }
        dictionary = pdfdoc.PDFDictionary(entries)
        self.addForm(name, pdfdoc.PDFStream(dictionary, pixels, [pdfdoc.PDFZCompress]))

    # ----------------------------------------------------------------- fields

    def form_stream(self, width: float, height: float, drawing: bytes) -> str:
        """The looks of a field, drawn in the face of forms; returns its reference."""
        if not self._form_font:
            self._form_font = self._write_form_font()
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": f"[0 0 {width:.2f} {height:.2f}]",
            "Resources": f"<< /Font << /Plex {self._form_font} >> >>",
        }
        return self._stream(entries, drawing)

    def _stream(self, entries: dict[str, Any], data: bytes) -> str:
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), data, [])
        self.Reference(stream)
        return self.reference(stream)

    def _write_form_font(self) -> str:
        from desktop.core.documents import fields  # noqa: PLC0415 -- it needs this module

        program = fields.font_program()
        held = self._stream({"Length1": len(program)}, program)
        name = "/VMVFRM+IBMPlexSans"
        descriptor = self.register(
            Raw(
                f"<< /Type /FontDescriptor /FontName {name} {fields.font_metrics()}"
                f"/FontFile2 {held} >>"
            )
        )
        widths = " ".join(map(str, fields.font_widths()))
        return self.register(
            Raw(
                f"<< /Type /Font /Subtype /TrueType /BaseFont {name} /Encoding /WinAnsiEncoding "
                f"/FirstChar 32 /LastChar 255 /Widths [{widths}] /FontDescriptor {descriptor} >>"
            )
        )

    # -------------------------------------------------------------- structure

    def _write_structure(self) -> Raw:
        self.root.prune()
        nodes = self._nodes = list(self.root.walk())
        top = Raw("")
        top_reference = self.register(top)
        # Their numbers are set aside: thousands of elements would weigh on reportlab's own books.
        self._first_node = self.objectcounter + 1
        self.objectcounter += len(nodes)
        for number, node in enumerate(nodes, start=self._first_node):
            node.number = number
        self._page_names = [self.reference(page) for page in self.pages]
        self._parents = self._parents_of(nodes, top_reference)
        top.source = (
            f"<< /Type /StructTreeRoot /K {self.root.number} 0 R /ParentTree {self._parent_tree()} "
            f"/ParentTreeNextKey {len(self.pages) + len(self.links)} >>"
        )
        return top

    def is_element(self, number: int) -> bool:
        """Whether an object is one of the structure's elements, written by `element`."""
        return 0 <= number - self._first_node < len(self._nodes)

    def element(self, number: int) -> bytes:
        """A structure element, ready to be written."""
        at = number - self._first_node
        return self._element(self._nodes[at], self._parents[at], self._page_names).encode("latin-1")

    @staticmethod
    def _parents_of(nodes: list[Node], top: str) -> list[str]:
        parents = [top] * len(nodes)
        first = nodes[0].number
        for node in nodes:
            reference = f"{node.number} 0 R"
            for kid in node.kids:
                if isinstance(kid, Node):
                    parents[kid.number - first] = reference
        return parents

    @staticmethod
    def _element(node: Node, parent: str, pages: list[str]) -> str:
        home = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        kids = []
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(f"{kid.number} 0 R")
            elif isinstance(kid, Annotated):
                kids.append(f"<< /Type /OBJR /Obj {kid.reference} /Pg {pages[kid.page]} >>")
            elif kid.page == home:
                kids.append(str(kid.number))
            else:
                kids.append(f"<< /Type /MCR /Pg {pages[kid.page]} /MCID {kid.number} >>")
        page = f"/Pg {pages[home]} " if home is not None else ""
        alt = f"/Alt {text_string(node.alt)} " if node.alt else ""
        return (
            f"<< /Type /StructElem /S /{node.tag} /P {parent} {page}{alt}{node.attributes}"
            f"/K [{' '.join(kids)}] >>"
        )

    def _parent_tree(self) -> str:
        entries = []
        for index in range(len(self.pages)):
            marks = self.marks[index] if index < len(self.marks) else []
            entries.append(f"{index} [{' '.join(f'{node.number} 0 R' for node in marks)}]")
        first = len(self.pages)
        entries += [f"{first + at} {node.number} 0 R" for at, node in enumerate(self.links)]
        return f"<< /Nums [{' '.join(entries)}] >>"

    # ------------------------------------------------------------------- file

    def _write_catalogue(self, structure: Raw) -> None:
        catalog = self.Catalog
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.__Refs__ = [name for name in catalog.__Refs__ if name != "ViewerPreferences"]
        if self.fields:
            catalog.__Refs__ = [name for name in catalog.__Refs__ if name != "AcroForm"]
            catalog.AcroForm = Raw(
                f"<< /Fields [{' '.join(self.fields)}] /DA (/Plex 9 Tf 0 g) "
                f"/DR << /Font << /Plex {self._form_font} >> >> >>"
            )
        catalog.Lang = Raw(text_string(self.language))
        catalog.MarkInfo = Raw("<< /Marked true >>")
        catalog.ViewerPreferences = Raw("<< /DisplayDocTitle true >>")
        icc = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), _profile(), [pdfdoc.PDFZCompress])
        self.Reference(icc)
        catalog.OutputIntents = Raw(
            "[<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) "
            f"/Info (sRGB) /DestOutputProfile {self.reference(icc)} >>]"
        )
        xmp = _XMP.format(
            title=escape(self.title), language=escape(self.language), producer=escape(PRODUCER)
        )
        catalog.Metadata = pdfdoc.PDFStream(
            pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"}), xmp.encode(), []
        )
        catalog.StructTreeRoot = pdfdoc.PDFObjectReference(structure.__InternalName__)

    def format(self) -> bytes:
        """The whole file. Streams stand alone; everything else is packed and compressed."""
        self._write_catalogue(self._write_structure())
        self.Reference(self.Catalog)
        self.info = Raw(f"<< /Title {text_string(self.title)} /Producer {text_string(PRODUCER)} >>")
        self.Reference(self.info)
        return _File(self).whole()


class _File:
    """Lays the objects out one after the other and writes the cross-reference stream."""

    def __init__(self, document: TaggedFile) -> None:
        self.document = document
        self.parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self.offset = len(self.parts[0])
        self.entries: dict[int, tuple[int, int, int]] = {}

    def whole(self) -> bytes:
        packed = self._write_streams()
        last = self.document.objectcounter
        for start in range(0, len(packed), _OBJECTS_PER_STREAM):
            last += 1
            self._write_packed(last, packed[start : start + _OBJECTS_PER_STREAM])
        self._write_references(last + 1)
        return b"".join(self.parts)

    def _write_streams(self) -> list[tuple[int, bytes]]:
        document = self.document
        packed: list[tuple[int, bytes]] = []
        number = 0
        # Formatting an object may register others, so the end moves while we walk.
        while number < document.objectcounter:
            number += 1
            if document.is_element(number):
                packed.append((number, document.element(number)))
                continue
            thing = document.idToObject[document.numberToId[number]]
            if isinstance(thing, pdfdoc.PDFStream):
                self._write_stream(number, thing)
            else:
                packed.append((number, pdfdoc.format(thing, document, toplevel=1).strip()))
        return packed

    def _write_stream(self, number: int, stream: Any) -> None:  # noqa: ANN401 -- reportlab's class
        content = stream.content
        data = content if isinstance(content, bytes) else content.encode("latin-1")
        entries = dict(stream.dictionary.dict)
        if stream.filters or "Length1" in entries:
            data = zlib.compress(data, 6)
            entries["Filter"] = "/FlateDecode"
        entries["Length"] = len(data)
        words = b" ".join(
            b"/%s %s" % (key.encode(), pdfdoc.format(value, self.document))
            for key, value in entries.items()
        )
        self._add_stream(number, words, data)

    def _add_stream(self, number: int, words: bytes, data: bytes) -> None:
        self.entries[number] = (1, self.offset, 0)
        # CR LF before endstream: a lone LF after data that ends in CR is misread by one judge.
        self._add(b"%d 0 obj\n<< %s >>\nstream\n%s\r\nendstream\nendobj\n" % (number, words, data))

    def _add(self, data: bytes) -> None:
        self.parts.append(data)
        self.offset += len(data)

    def _write_packed(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        heads, at = [], 0
        for index, (owner, source) in enumerate(objects):
            self.entries[owner] = (2, number, index)
            heads.append(b"%d %d" % (owner, at))
            at += len(source) + 1
        head = b" ".join(heads) + b" "
        data = zlib.compress(head + b"\n".join(source for _owner, source in objects), 6)
        words = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d"
        self._add_stream(number, words % (len(objects), len(head), len(data)), data)

    def _write_references(self, number: int) -> None:
        document = self.document
        start = self.offset
        self.entries[number] = (1, start, 0)
        rows = [b"\x00\x00\x00\x00\x00\xff\xff"]
        for owner in range(1, number + 1):
            kind, where, index = self.entries[owner]
            rows.append(bytes((kind,)) + where.to_bytes(4, "big") + index.to_bytes(2, "big"))
        data = zlib.compress(b"".join(rows), 9)
        identity = md5(b"".join(self.parts), usedforsecurity=False).hexdigest().encode()
        words = (
            f"/Type /XRef /Size {number + 1} /W [1 4 2] /Filter /FlateDecode /Length {len(data)} "
            f"/Root {document.reference(document.Catalog)} "
            f"/Info {document.reference(document.info)} "
        ).encode() + b"/ID [<%s> <%s>]" % (identity, identity)
        self._add_stream(number, words, data)
        self._add(b"startxref\n%d\n%%%%EOF\n" % start)
