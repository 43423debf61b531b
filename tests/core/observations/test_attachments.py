from __future__ import annotations

import struct
import zlib
from dataclasses import replace

import pytest

from desktop.core.errors import UserError
from desktop.core.observations.attachments import JPEG, LARGEST_BYTES, PDF, PNG, cleaned
from tests.small_pdf import small_pdf


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PICTURE = segment(0xDA, b"\0\0") + b"pixels\xff\xd9"
JFIF = segment(0xE0, b"JFIF\0")
PNG_START = b"\x89PNG\r\n\x1a\n"


def test_a_picture_loses_where_and_when_it_was_taken():
    gps = segment(0xE1, b"Exif\0\0GPS 45.76 4.83") + segment(0xFE, b"by Anne")
    file = cleaned("a.jpg", b"\xff\xd8" + JFIF + gps + PICTURE)
    assert (file.media_type, file.content) == (JPEG, b"\xff\xd8" + JFIF + PICTURE)


def test_a_png_loses_its_texts():
    body = chunk(b"IHDR", b"x") + chunk(b"IDAT", b"y")
    end = chunk(b"IEND", b"")
    file = cleaned(
        "a.png", PNG_START + body + chunk(b"eXIf", b"GPS") + chunk(b"tEXt", b"Anne") + end
    )
    assert (file.media_type, file.content) == (PNG, PNG_START + body + end)


def test_the_same_picture_has_the_same_fingerprint_whatever_its_metadata():
    one = cleaned("a.jpg", b"\xff\xd8" + segment(0xE1, b"Exif1") + PICTURE)
    other = cleaned("b.jpg", b"\xff\xd8" + segment(0xE1, b"Exif2") + PICTURE)
    assert one.sha256 == other.sha256


def test_a_pdf_keeps_its_pages_and_loses_author_title_and_files_within():
    file = cleaned("a.pdf", small_pdf("Facture 12", author="Anne Roux"))
    assert file.media_type == PDF
    assert b"Facture 12" in file.content
    assert b"Anne" not in file.content
    assert file.sha256 == cleaned("b.pdf", small_pdf("Facture 12", author="Bruno")).sha256
    assert file.sha256 != cleaned("a.pdf", small_pdf("Facture 13")).sha256
    assert cleaned("c.pdf", file.content) == replace(file, name="c.pdf")


@pytest.mark.parametrize("content", [b"ID3 sound", b"\0\0\0\x18ftypmp42", b"MZ", b"", b"<svg/>"])
def test_sound_video_and_programs_are_refused(content):
    with pytest.raises(UserError):
        cleaned("a.bin", content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 ...",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8" + JFIF + b"junk",
        b"\xff\xd8\xff\xe1\x00\x00",
        PNG_START,
        PNG_START + b"\xff\xff\xff\xffIDAT",
    ],
)
def test_a_damaged_picture_is_refused_in_one_sentence(content):
    with pytest.raises(UserError):
        cleaned("a.jpg", content)


def test_an_enormous_file_is_refused():
    with pytest.raises(UserError):
        cleaned("a.pdf", b"%PDF-" + bytes(LARGEST_BYTES))
