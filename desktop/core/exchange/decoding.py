"""Bytes to text: which encoding a French office used, and what had to be mended on the way."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_PROBE = 400_000  # bytes above 127 are judged on this much of a file

_LIKELY_LOWER = set("éèêëàâçùûüôöîïœñáíóúäß")
_LIKELY_OTHER = set("ÉÈÊÀÂÇÎÔŒ’‘«»€°–—…“”²\xa0№")
_C1 = re.compile("[\x80-\x9f]")
_MOJIBAKE = re.compile("Ã[\x80-¿ŒœŠšŽžŸƒˆ˜–—‘’‚“”„†‡•…‰‹›€™ ]|â€|Â[\xa0«»°©€]|ï»¿")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was in, and how many bytes did not belong to it."""

    text: str
    encoding: str
    repaired: int = 0


def decode(raw: bytes) -> Decoded:
    """Read bytes in the encoding they are in; never fails, counts what it mended."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _with_signature(raw, bom, encoding)
    if (wide := _utf16_without_signature(raw)) is not None:
        return Decoded(wide[0], wide[1])
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mixed(raw) or _single_byte(raw)


def _with_signature(raw: bytes, bom: bytes, encoding: str) -> Decoded:
    if encoding == "utf-8":
        rest = raw[len(bom) :]
        try:
            return Decoded(rest.decode("utf-8"), "utf-8-sig")
        except UnicodeDecodeError:
            return _mixed(rest) or _single_byte(rest)
    text = raw.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_signature(raw: bytes) -> tuple[str, str] | None:
    """UTF-16 that lost its signature: every other byte of Western text is zero."""
    head = raw[:4000]
    if len(head) < 4 or len(raw) % 2:
        return None
    half = len(head) // 2
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[offset::2].count(0), head[1 - offset :: 2].count(0)
        if zeros > 0.7 * half and others < 0.1 * half:
            return raw.decode(encoding, errors="replace"), encoding
    return None


def _mixed(raw: bytes) -> Decoded | None:
    """UTF-8 with some bytes of Windows-1252 pasted in: most accents are right, others mended."""
    text = raw.decode("utf-8", errors="surrogateescape")
    bad = sum(1 for character in text if "\udc80" <= character <= "\udcff")
    good = sum(1 for character in text if character > "\x7f") - bad
    if bad > good:
        return None
    mended = re.sub("[\udc80-\udcff]", lambda match: _windows(ord(match[0]) - 0xDC00), text)
    return Decoded(mended, "utf-8", bad)


def _windows(byte: int) -> str:
    """One byte as Windows-1252 shows it; the five bytes it leaves undefined as Latin-1 controls."""
    raw = bytes((byte,))
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _single_byte(raw: bytes) -> Decoded:
    scores = {encoding: _likelihood(raw[:_PROBE], encoding) for encoding in _SINGLE_BYTE}
    best = max(_SINGLE_BYTE, key=lambda encoding: scores[encoding])
    if best != "cp1252":
        return Decoded(raw.decode(best, errors="replace"), best)
    table = "".join(_windows(byte) for byte in range(256))
    text = codecs.charmap_decode(raw, "strict", table)[0]
    return Decoded(text, "cp1252")


def _likelihood(raw: bytes, encoding: str) -> float:
    """How French the accented characters look; context tells É inside a word from é."""
    text = raw.decode(encoding, errors="replace")
    score = 0.0
    for match in re.finditer("[^\x00-\x7f]", text):
        character, position = match[0], match.start()
        inside = position > 0 and text[position - 1].islower()
        if character in _LIKELY_LOWER:
            score += 1.0
        elif character in _LIKELY_OTHER:
            score += -0.5 if inside and character.isupper() else 0.8
        else:
            score -= 1.5
    return score


def mend_text(text: str) -> tuple[str, bool]:
    """Undo what broke in one cell: stray C1 controls, UTF-8 read as Windows-1252, NULs.

    Returns the text and whether it was changed.
    """
    mended = text
    if "\x00" in mended:
        mended = mended.replace("\x00", "")
    if _MOJIBAKE.search(mended):
        import ftfy  # noqa: PLC0415 -- slow import

        mended = ftfy.fix_encoding(mended)
    if _C1.search(mended):
        mended = _C1.sub(lambda match: _windows(ord(match[0])), mended)
    return mended, mended != text
