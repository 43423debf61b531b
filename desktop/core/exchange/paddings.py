"""Leading zeros that a workbook shows and does not store: found in its number formats."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO
from xml.etree import ElementTree as ET

Paddings = dict[tuple[int, int], int]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ZEROS = re.compile(r'"?(0{2,})"?\Z')


def zero_paddings(raw: bytes, sheet: str) -> Paddings:
    """Cells (row, column, from 1) shown with leading zeros, and how many digits they show.

    The number stored is 4000, its format `00000`; what the reader sees, and means, is 04000.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as part:
                    return _padded_ods_cells(part, sheet)
            styles = _padded_styles(archive)
            if not styles:
                return {}
            with archive.open(_sheet_part(archive, sheet)) as part:
                return _padded_cells(part, styles)
    except (KeyError, zipfile.BadZipFile, ET.ParseError, ValueError, OSError):
        return {}  # another format: the numbers stand as they are


def _padded_styles(archive: zipfile.ZipFile) -> dict[str, int]:
    root = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 -- no entity is expanded
    widths = {
        node.get("numFmtId", ""): len(match[1])
        for node in root.iter(f"{_MAIN}numFmt")
        if (match := _ZEROS.match(node.get("formatCode", "").split(";")[0].replace("\\", "")))
    }
    formats = root.find(f"{_MAIN}cellXfs")
    if not widths or formats is None:
        return {}
    return {
        str(index): widths[number]
        for index, node in enumerate(formats)
        if (number := node.get("numFmtId", "")) in widths
    }


def _sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """Where the archive keeps the sheet of this name."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- no entity is expanded
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- same
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for node in book.iter(f"{_MAIN}sheet"):
        if node.get("name") == sheet:
            key = next(value for name, value in node.items() if name.endswith("}id"))
            target = targets[key]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise KeyError(sheet)


def _padded_cells(part: IO[bytes], styles: dict[str, int]) -> Paddings:
    found: Paddings = {}
    for _event, node in ET.iterparse(part):  # noqa: S314 -- no entity is expanded
        if node.tag != f"{_MAIN}c":
            continue
        style, reference = node.get("s", ""), node.get("r", "")
        if style in styles and (match := re.match(r"([A-Z]+)(\d+)\Z", reference)):
            found[int(match[2]), _column_number(match[1])] = styles[style]
        node.clear()
    return found


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _padded_ods_cells(part: IO[bytes], sheet: str) -> Paddings:
    """In an ODS file each cell carries its text as shown."""
    found: Paddings = {}
    inside, row = False, 0
    for event, node in ET.iterparse(part, events=("start", "end")):  # noqa: S314 -- no entity is expanded
        if node.tag == f"{_TABLE}table":
            inside = event == "start" and node.get(f"{_TABLE}name") == sheet
            row = 0
        elif node.tag == f"{_TABLE}table-row" and event == "end":
            if inside:
                found.update(_padded_ods_row(node, row + 1))
                row += int(node.get(f"{_TABLE}number-rows-repeated", "1"))
            node.clear()
    return found


def _padded_ods_row(node: ET.Element, row: int) -> Paddings:
    found: Paddings = {}
    column = 0
    for cell in node:
        repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text = "".join(cell.itertext()).strip()
        if cell.get(f"{_OFFICE}value-type") == "float" and re.fullmatch(r"0\d+", text):
            for offset in range(min(repeated, 1_000)):
                found[row, column + offset + 1] = len(text)
        column += repeated
    return found
