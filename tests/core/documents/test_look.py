"""What a page looks like once rendered: nothing outside its frame, nothing over anything else.

Pages are drawn by PDFium and their pixels and boxes measured; no test here reads words alone.
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from desktop.core.documents import theme
from desktop.core.documents.agreement import make_agreement
from desktop.core.documents.department import make_department
from desktop.core.documents.flow import Setting, Story, make
from desktop.core.documents.leaflet import make_leaflet
from desktop.core.documents.overview import make_overview
from desktop.core.documents.parts import quote
from desktop.core.documents.person_sheet import PersonSheet, make_person_sheet
from desktop.core.documents.printable import MARK
from desktop.core.documents.summary import DepartmentSummary, IrritantSheet
from desktop.core.documents.week_plan import make_week_plan
from desktop.core.vocabulary import IrritantStatus
from tests.core.documents.reading import page_texts, problems, structure
from tests.core.documents.summaries import rich
from tests.core.documents.test_other_documents import _agreement, _overview, _sheet, _week
from tests.core.documents.test_papers import BLANK, PAPERS

DAY = date(2026, 11, 22)
EDGE = 18.0
"""Points from the edge of the paper that stay blank for any printer, covers' grounds apart."""

HARD_NAMES = (
    "سارة بنت يوسف",
    "שרה לוי",
    "王小明",
    "Łukasz Żółć",
    "Zoë 👩‍👩‍👧‍👦 Ó’Neill",
    "e\u0301le\u0301onore",
    "\u202eevil\u202c",
    "<b>Robert</b> & 'Tables'",
    "A" * 400,
)


def _documents(name: str = "Anne Roux") -> dict[str, bytes]:
    """Every kind of document, with `name` wherever somebody or something is named."""
    summary = rich()
    first = replace(summary.irritants[0], title=name, owner=name, caused_by=name, quotes=(name,))
    form = tuple(replace(each, key=at, owner=name) for at, each in enumerate(summary.actions, 1))
    told = replace(
        summary,
        department=name,
        irritants=(first, *summary.irritants[1:]),
        actions=form,
        ref="1.d.12.abc.DEF",
    )
    party = replace(_agreement().visitor, name=name)
    made = {
        "department": make_department(told),
        "overview": make_overview(replace(_overview(), campaign=name)),
        "week": make_week_plan(replace(_week(), site=name)),
        "sheet": make_person_sheet(replace(_sheet(), person=name)),
        "agreement": make_agreement(_agreement(visitor=party)),
    }
    made |= {
        each: make_leaflet(replace(PAPERS[each](BLANK), title=name, campaign=name))
        for each in ("card", "certificate", "site")
    }
    return {kind: each.data for kind, each in made.items()}


def _text_boxes(data: bytes) -> list[list[tuple[str, float, float, float, float]]]:
    """Of each page: the words of each text object and its box, tight around its glyphs."""
    pages = []
    pdf = pypdfium2.PdfDocument(data)
    for page in pdf:
        text = page.get_textpage()
        boxes = []
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = item.get_bounds()
            words = text.get_text_bounded(left, bottom, right, top)
            if words.strip() and right - left > 0.5:
                boxes.append((words, left, bottom, right, top))
        pages.append(boxes)
        text.close()
    pdf.close()
    return pages


def _sizes(data: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(float(page.MediaBox[2]), float(page.MediaBox[3])) for page in pdf.pages]


def _overlaps(boxes: list[tuple[str, float, float, float, float]]) -> list[tuple[str, str]]:
    """Pairs of which one covers more than a quarter of the other."""
    found = []
    for one, other in combinations(boxes, 2):
        wide = min(one[3], other[3]) - max(one[1], other[1])
        high = min(one[4], other[4]) - max(one[2], other[2])
        if wide > 0.5 and high > 0.5:
            smaller = min((b[3] - b[1]) * (b[4] - b[2]) for b in (one, other))
            if wide * high > 0.25 * smaller:
                found.append((one[0], other[0]))
    return found


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_names_stay_in_their_frames_and_the_files_valid(name: str):
    for kind, data in _documents(name).items():
        assert problems(data) == [], kind
        for boxes, (wide, high) in zip(_text_boxes(data), _sizes(data), strict=True):
            outside = [
                box
                for box in boxes
                if box[1] < EDGE or box[2] < EDGE or box[3] > wide - EDGE or box[4] > high
            ]
            assert outside == [], kind


def test_no_words_stand_on_other_words():
    for kind, data in _documents().items():
        for number, boxes in enumerate(_text_boxes(data)):
            assert _overlaps(boxes) == [], f"{kind}, page {number + 1}"


def test_other_scripts_and_emoji_become_a_mark_and_are_counted():
    for name, marks in (("سارة", 4), ("王小明", 3), ("Zoë 👩‍👩‍👧‍👦", 4)):
        sheet = PersonSheet(name, "Automne", DAY)
        text = " ".join(page_texts(make_person_sheet(sheet).data))
        assert MARK in text
        assert f"{marks} caractères" in text


def _pixels(data: bytes, page: int, scale: float = 1.0) -> Image.Image:
    pdf = pypdfium2.PdfDocument(data)
    image = pdf[page].render(scale=scale).to_pil().convert("L")
    pdf.close()
    return image


def test_the_margins_of_every_inner_page_are_white():
    for kind, data in _documents().items():
        for number in range(len(_sizes(data))):
            if number == 0 and kind in ("department", "overview", "certificate"):
                continue  # their ground or frame goes into the margin
            image = _pixels(data, number)
            for strip in ((0, 0, 12, image.height), (image.width - 12, 0, *image.size)):
                assert image.crop(strip).getextrema() == (255, 255), f"{kind}, page {number + 1}"


def test_pages_are_neither_empty_nor_black():
    for kind, data in _documents().items():
        for number in range(len(_sizes(data))):
            tones = _pixels(data, number, 0.5).histogram()
            ink = sum(tones[:200]) / sum(tones)
            assert 0.002 < ink < 0.35, f"{kind}, page {number + 1}: {ink:.3f}"


REFERENCES = Path(__file__).parent / "looks"
SIDE = (48, 68)
TOLERANCE = 26.0
"""Of 255, for the mean tone of a cell: versions of PDFium differ by less, a moved block by more."""


@pytest.mark.parametrize(
    ("name", "page"), [("department", 0), ("department", 1), ("card", 0), ("certificate", 0)]
)
def test_reference_pages_keep_their_look(name: str, page: int):
    """Each page shrunk to a few cells; made anew by deleting its picture and running this test."""
    image = _pixels(_documents()[name], page).resize(SIDE, Image.Resampling.BOX)
    path = REFERENCES / f"{name}-{page + 1}.png"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        image.save(path)
        pytest.fail(f"{path.name} was made: look at it, then keep it")
    with Image.open(path) as kept:
        pairs = zip(kept.tobytes(), image.tobytes(), strict=True)
        moved = sum(abs(one - other) > TOLERANCE for one, other in pairs)
    assert moved <= SIDE[0] * SIDE[1] // 100


# ---------------------------------------------------------------- never breaks


def test_a_verbatim_of_twenty_thousand_characters_is_read_to_its_end():
    told = Story(Setting("Long", "fr"))
    told.heading(1, "Long")
    quote(told, ("Je reviens demain. " * 1100)[:20_000] + " FIN", theme.ACCENT)
    made = make(told)
    assert problems(made.data) == []
    assert structure(made.data).whole.endswith("FIN »")
    assert made.pages == 4


def _with_irritants(count: int) -> DepartmentSummary:
    sheets = tuple(
        IrritantSheet(f"I-{n}", f"Irritant {n}", "Accueil", IrritantStatus.REPORTED, 1)
        for n in range(count)
    )
    return replace(rich(), irritants=sheets, actions=(), ref="1.d.12.abc.DEF")


@pytest.mark.parametrize("count", [0, 500])
def test_none_or_five_hundred_irritants_make_a_valid_summary(count: int):
    made = make_department(_with_irritants(count))
    assert problems(made.data) == []
    told = structure(made.data).whole
    assert all(f"Irritant {number}" in told for number in range(count))
