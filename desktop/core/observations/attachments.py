"""Files joined to a report: pictures and PDF alone, small, without the place where they were taken.

Sound and video are refused: they would observe people by a device they were not told of (L1222-4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from desktop.core.errors import UserError
from desktop.core.i18n import _, number_text

LARGEST_BYTES = 8_000_000
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"bKGD"}
)  # fmt: skip
_JPEG_KEPT_APPS = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, colour profile, Adobe colour transform: what a picture needs to look right."""


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What may be stored: `content` holds no metadata any more."""

    name: str
    media_type: str
    content: bytes
    sha256: str


def cleaned(name: str, content: bytes) -> CleanFile:
    """Strip a file; UserError, in one sentence, if it may not be joined."""
    if len(content) > LARGEST_BYTES:
        limit = number_text(LARGEST_BYTES // 1_000_000)
        raise UserError(_("{file}: larger than {limit} MB.").format(file=name, limit=limit))
    kind = _kind(content)
    if not kind:
        raise UserError(
            _("{file}: only pictures (JPEG, PNG) and PDF can be joined.").format(file=name),
            hint=_("Neither sound nor video: nobody is recorded."),
        )
    try:
        stripped = {JPEG: _jpeg, PNG: _png, PDF: _pdf}[kind](content)
    except (IndexError, ValueError):
        raise UserError(_("{file}: this file is damaged.").format(file=name)) from None
    return CleanFile(name, kind, stripped, hashlib.sha256(stripped).hexdigest())


def _kind(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(_PNG_START):
        return PNG
    return PDF if content.startswith(b"%PDF-") else ""


def _jpeg(content: bytes) -> bytes:
    """Without the segments that tell place, device, date, author."""
    return b"\xff\xd8" + b"".join(_jpeg_segments(content))


def _jpeg_segments(content: bytes) -> Iterator[bytes]:
    place = 2
    while True:
        if content[place] != 0xFF:
            raise ValueError("no marker where one is due")
        marker = content[place + 1]
        if marker == 0xDA:  # the picture itself follows, to the end
            yield content[place:]
            return
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        if length < 2:
            raise ValueError("a segment without length")
        is_app = 0xE0 <= marker <= 0xEF
        if marker != 0xFE and (not is_app or marker in _JPEG_KEPT_APPS):
            yield content[place : place + 2 + length]
        place += 2 + length


def _pdf(content: bytes) -> bytes:
    """The pages alone: no author, no title, no dates, no files within, no scripts."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 -- slow import
    from pypdf.errors import PyPdfError  # noqa: PLC0415 -- slow import

    writer = PdfWriter()
    try:
        for page in PdfReader(BytesIO(content)).pages:
            kept = writer.add_page(page)
            for key in ("/Metadata", "/PieceInfo", "/AA", "/LastModified"):
                kept.pop(key, None)
        writer.metadata = None
        stripped = BytesIO()
        writer.write(stripped)
    except (PyPdfError, KeyError, AttributeError, TypeError) as error:
        # A damaged file makes pypdf stumble in as many ways.
        raise ValueError("unreadable PDF") from error
    return stripped.getvalue()


def _png(content: bytes) -> bytes:
    """With the chunks that draw, and no other."""
    return _PNG_START + b"".join(_png_chunks(content))


def _png_chunks(content: bytes) -> Iterator[bytes]:
    place = len(_PNG_START)
    name = b""
    while name != b"IEND":
        length = int.from_bytes(content[place : place + 4], "big")
        name = content[place + 4 : place + 8]
        end = place + 12 + length
        if end > len(content) or len(name) < 4:
            raise ValueError("a chunk is cut short")
        if name in _PNG_KEPT:
            yield content[place:end]
        place = end
