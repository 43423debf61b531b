from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from desktop.core.documents.blocks import Block, Panel, Row, Stack
from desktop.core.documents.department import make_department, story, write
from desktop.core.documents.parts import Hanging
from desktop.core.documents.printable import Losses, made_printable
from desktop.core.documents.summary import DepartmentSummary, IrritantSheet, Paper
from desktop.core.documents.text import Text
from desktop.core.i18n import speaking
from desktop.core.vocabulary import IrritantStatus, Moment
from tests.core.documents.reading import normal, page_texts, problems, structure
from tests.core.documents.summaries import rich

NOTHING = DepartmentSummary(
    "Paie", "Automne", date(2026, 9, 1), date(2026, 11, 1), date(2026, 11, 2)
)


@pytest.fixture(scope="module", params=["fr", "en"])
def made(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, make_department(rich(request.param)).data


def test_both_languages_pass_the_validators(made: tuple[str, bytes]):
    assert problems(made[1]) == []


def test_the_language_and_the_title_are_told(made: tuple[str, bytes]):
    language, data = made
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert str(pdf.docinfo["/Title"]) == "Réception – Vis ma vie, automne 2026"
        assert "/Author" not in pdf.docinfo
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_every_font_is_embedded_and_bundled(made: tuple[str, bytes]):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        descriptors = [item for item in fonts if item.get("/Type") == "/FontDescriptor"]
        names = {str(item.get("/BaseFont")) for item in fonts if item.get("/Type") == "/Font"}
        assert descriptors
        assert all("/FontFile2" in item for item in descriptors)
        assert all("IBMPlexSans" in name for name in names)


def test_the_first_heading_is_of_the_first_level_and_none_is_skipped(made: tuple[str, bytes]):
    levels = [
        int(each.tag[1]) for each in structure(made[1]).walk()
        if each.tag[0] == "H" and each.tag[1:].isdigit()
    ]  # fmt: skip
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_heads_with_a_scope_and_even_rows(made: tuple[str, bytes]):
    tables = [each for each in structure(made[1]).walk() if each.tag == "Table"]
    assert len(tables) >= 8
    for table in tables:
        heads = [each for each in table.walk() if each.tag == "TH"]
        assert heads
        assert all(head.scope in ("Row", "Column") for head in heads)
        rows = [each for each in table.walk() if each.tag == "TR"]
        assert len({len(row.kids) for row in rows}) == 1


def test_every_figure_says_its_numbers(made: tuple[str, bytes]):
    language, data = made
    figures = [each.alt for each in structure(data).walk() if each.tag == "Figure"]
    assert len(figures) == 2
    hours, trend = (normal(alt) for alt in figures)
    for number in ("1 645" if language == "fr" else "1,645", "940", "752"):
        assert number in hours, hours
    assert "9" in trend
    assert "11" in trend


def _texts(blocks: list[Block]) -> list[str]:
    """The words of the source, in the order in which they were told."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Text) and block.node is not None:
            words = [" ".join(text for _f, _c, text in word.pieces) for word in block.words]
            found.append(normal(" ".join(words)))
        elif isinstance(block, Stack | Row):
            found += _texts(block.parts)
        elif isinstance(block, Panel):
            found += _texts([block.inner])
        elif isinstance(block, Hanging):
            found += _texts([block.mark, block.body])
    return [text for text in found if text]


def test_the_structure_tells_the_source_in_its_order(made: tuple[str, bytes]):
    language, data = made
    with speaking(language):
        source = _texts(story(made_printable(rich(language), Losses(), language)).blocks)
    told = structure(data).whole.replace(" ", "")
    at = 0
    for text in source:
        found = told.find(text.replace(" ", ""), at)
        assert found >= 0, text
        at = found
    assert len(source) > 120


def test_links_lead_from_the_contents_to_every_part(made: tuple[str, bytes]):
    with pikepdf.open(io.BytesIO(made[1])) as pdf:
        links = [
            annotation for page in pdf.pages for annotation in page.get("/Annots", [])
            if annotation.Subtype == "/Link"
        ]  # fmt: skip
        assert len(links) == 11
        assert all(str(link.Contents) for link in links)
        with pdf.open_outline() as outline:
            assert len(outline.root) == 13


def test_the_contents_give_the_page_of_each_part():
    data = make_department(rich("en")).data
    pages = page_texts(data)
    contents = pages[1].split("In this document")[1]
    for part, opening in (("Glossary", "Glossary Irritant:"), ("The mirror", "The mirror Each")):
        page = next(number for number, text in enumerate(pages, 1) if opening in text)
        assert f"{part} {page}" in contents


def test_identical_data_make_identical_bytes():
    assert make_department(rich()).data == make_department(rich()).data


def test_the_page_that_stands_alone_holds_what_matters_and_what_is_asked():
    page = page_texts(make_department(rich("en")).data)[1]
    assert "Le remboursement d’un petit geste attend deux validations" in page
    assert "1 new irritant, 1 that persists, 1 gone and 1 displaced" in page
    assert "Accorder 50" in page
    assert "Six écrans pour encaisser" in page


def test_letter_paper_is_letter():
    data = make_department(replace(rich(), paper=Paper.LETTER)).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
    assert problems(data) == []


def test_a_department_without_anything_still_has_a_document():
    made = make_department(NOTHING)
    assert problems(made.data) == []
    assert "Aucun irritant" in " ".join(page_texts(made.data))


def _sheet(**values: object) -> IrritantSheet:
    base = IrritantSheet("I-1", "Titre", "Accueil", IrritantStatus.REPORTED, 3, moment=Moment.PAIN)
    return replace(base, **values)  # type: ignore[arg-type]


def test_a_verbatim_of_twenty_thousand_characters_is_printed_to_its_end():
    words = [f"mot{number}" for number in range(2400)]
    sheet = _sheet(quotes=(" ".join(words),), facts=("x" * 20_000,))
    data = make_department(replace(rich(), irritants=(sheet,))).data
    assert problems(data) == []
    told = structure(data).whole
    assert all(word in told for word in words[::50])
    assert words[-1] in told
    assert told.count("x") >= 20_000


def test_five_hundred_irritants_are_all_there():
    sheets = tuple(_sheet(code=f"I-{n:03}", title=f"Irritant numéro {n:03}") for n in range(500))
    data = make_department(replace(rich(), irritants=sheets)).data
    text = " ".join(page_texts(data))
    assert all(f"I-{number:03}" in text for number in range(500))
    assert problems(data) == []


def test_naughty_strings_never_break_a_page(samples: Path):
    strings = json.loads((samples / "blns" / "blns.json").read_text(encoding="utf-8"))
    sheet = _sheet(quotes=tuple(strings), title=strings[-1], facts=tuple(strings[:200]))
    data = make_department(replace(rich(), irritants=(sheet,), department=strings[40])).data
    assert problems(data) == []
    told = structure(data).whole.replace(" ", "")
    for text in (
        "<script>alert(123)</script>",
        "$(touch/tmp/blns.fail)",
        "{%print'x'*64*1024**3%}",
    ):
        assert text.replace("'", "’") in told or text in told, text
    assert "absentsdenotrepolice" in told


def test_markup_is_printed_as_it_was_typed():
    sheet = _sheet(title="<b>gras</b> & <para> &amp; <img src=x>", quotes=("<font size=99>",))
    told = structure(make_department(replace(rich(), irritants=(sheet,))).data).whole
    assert "<b>gras</b> & <para> &amp; <img src=x>" in told
    assert "<font size=99>" in told


def test_a_withheld_quotation_is_counted_and_not_printed():
    data = make_department(rich()).data
    text = " ".join(page_texts(data))
    assert "3 citations sont retenues : moins de 8 personnes" in text


def test_writing_tells_the_number_of_pages(tmp_path: Path):
    path = tmp_path / "dep.pdf"
    pages = write(rich(), path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == pages
