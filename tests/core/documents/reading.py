"""Reads a PDF back as assistive technology does: structure, and the text of each element."""

from __future__ import annotations

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import page as validator
import pikepdf
import pypdfium2
from pypdfium2 import raw


@dataclass
class Element:
    """One structure element with the text directly inside it."""

    tag: str
    alt: str = ""
    scope: str = ""
    text: str = ""
    kids: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def whole(self) -> str:
        return normal(" ".join(each.text for each in self.walk()))


def normal(text: str) -> str:
    """Words only: one space between them, soft hyphens gone."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", "").replace("\u0002", ""))
    return " ".join(text.split())


def problems(data: bytes) -> list[str]:
    """What the validators of PDF/UA-1 and PDF/A-2a find wrong."""
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("ua1", "2a")
        for failure in validator.validate_pdf_bytes(
            data, profile=profile, limits=validator.SafetyLimits.unlimited()
        ).failures
    ]


def texts_by_mark(data: bytes) -> dict[tuple[int, int], str]:
    """Text of each marked-content sequence: (page from 0, number) → text, by PDFium."""
    found: dict[tuple[int, int], str] = {}
    pdf = pypdfium2.PdfDocument(data)
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage()
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            mark = raw.FPDFPageObj_GetMarkedContentID(item.raw)
            size = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
            buffer = (ctypes.c_ushort * (size // 2 + 1))()
            raw.FPDFTextObj_GetText(item.raw, text.raw, buffer, size)
            words = bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le")
            found[number, mark] = found.get((number, mark), "") + words
    pdf.close()
    return found


def structure(data: bytes) -> Element:
    """The tree as written in the file."""
    marks = texts_by_mark(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return _element(pdf.Root.StructTreeRoot.K, pages, marks)


def _element(node: Any, pages: dict[Any, int], marks: dict[tuple[int, int], str]) -> Element:
    attributes = node.get("/A", {})
    made = Element(
        str(node.S)[1:], str(node.get("/Alt", "")), str(attributes.get("/Scope", ""))[1:]
    )
    home = pages.get(node.Pg.objgen) if "/Pg" in node else None
    for kid in node.get("/K", []):
        if isinstance(kid, int):
            made.text += marks.get((home, kid), "")
        elif "/S" in kid:
            made.kids.append(_element(kid, pages, marks))
        elif "/MCID" in kid:
            made.text += marks.get((pages[kid.Pg.objgen], int(kid.MCID)), "")
    return made


def page_texts(data: bytes) -> list[str]:
    """What each page says, by PDFium."""
    pdf = pypdfium2.PdfDocument(data)
    found = [normal(pdf[number].get_textpage().get_text_range()) for number in range(len(pdf))]
    pdf.close()
    return found
