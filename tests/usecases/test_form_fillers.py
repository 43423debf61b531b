"""Forms filled by seven programs come back as they were written."""

from __future__ import annotations

import pytest

from desktop.core.observations.form_names import answer_field, note_field, tick_field
from desktop.core.observations.form_pdf import ticks_of, write_form
from desktop.core.observations.form_reader import read_form
from desktop.core.vocabulary import ItemKind
from desktop.usecases.forms import collect_form, prepare_forms
from desktop.usecases.reports import get_report

from .form_fillers import FILLERS
from .report_world import NOW, make_world

TRICKY = "œuf à 3 €, l’« été »\nΩμέγα 漢字 العربية 🙂\n\nfin"
PAGES = "\n".join(f"Ligne {number} : l’accueil à 3 €, « très bien »." for number in range(120))


@pytest.fixture
def order(store):
    world = store.write(make_world).value
    orders = store.write(prepare_forms, world.campaign, NOW).value
    return next(each for each in orders if each.name.endswith("-v.pdf"))


def tricky(name):
    """PDFium keeps 16 bits of each character that is typed: nothing beyond them can come back."""
    return TRICKY.replace("🙂", "☺") if name == "pdfium" else TRICKY


def written(order, text):
    values = {"best:text": PAGES, "best:place": "Conseil", "frustrating:nothing": True}
    for item in order.questionnaire.items():
        ticks = ticks_of(item)
        if ticks and item.required:
            values[tick_field(item.code, ticks[0][0])] = True
        elif item.required:
            long = item.kind is ItemKind.LONG_TEXT
            values[answer_field(item.code)] = text if long else "3"
    values.pop(tick_field("stock_true", "met"), None)
    return values | {
        tick_field("stock_true", "not_met"): True,
        note_field("stock_true"): "Le stock affichait quatre, le rayon était vide depuis hier.",
        "card1:title": "Échange sans ticket",
        "card1:fact": "Six écrans, < deux > & « trois ».",
        "card1:place": "Échange et remboursement",
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", FILLERS)
def test_a_form_filled_by_another_program_comes_back_whole(store, order, tmp_path, name):
    blank = write_form(order.questionnaire, order.head, order.journey, order.departments, order.ref)
    values = written(order, tricky(name))
    path = tmp_path / "form.pdf"
    path.write_bytes(FILLERS[name](blank, values, tmp_path))
    fields = read_form(path)
    plain = {field: "Yes" if value is True else value for field, value in values.items()}
    assert {field: fields[field] for field in plain} == plain
    result = store.write(collect_form, fields, "form.pdf").value
    assert (result.sent, result.lacking) == (True, ())
    sheet = store.read(get_report, result.report_id)
    assert sheet.content.value("told_and_seen") == tricky(name)
    assert [each.text for each in sheet.observations if each.item == "best"] == [PAGES]
    assert [each.card.fact for each in sheet.cards] == ["Six écrans, < deux > & « trois »."]
