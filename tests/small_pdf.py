"""A PDF of one page that says one thing, with an author in its metadata."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject


def small_pdf(text: str, author: str = "Anne") -> bytes:
    """Another text makes another page; the metadata and a file within tell who made it."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    drawn = DecodedStreamObject()
    drawn.set_data(f"BT ({text}) Tj ET".encode("latin-1", "replace"))
    page[NameObject("/Contents")] = drawn
    writer.add_metadata({"/Author": author, "/Title": text})
    writer.add_attachment("note.txt", author.encode())
    content = BytesIO()
    writer.write(content)
    return content.getvalue()
