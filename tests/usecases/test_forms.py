from __future__ import annotations

import resource
import time
import zlib
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.observations.form_names import REF, answer_field, note_field, tick_field
from desktop.core.observations.form_pdf import ticks_of, write_form
from desktop.core.observations.form_reader import read_form
from desktop.core.vocabulary import ItemKind, ObservationKind, ReportStatus
from desktop.usecases.forms import collect_form, prepare_forms
from desktop.usecases.outcome import Outcome
from desktop.usecases.questionnaires import list_questionnaires, save_questionnaire
from desktop.usecases.reports import get_report

from .report_world import NOW

TRICKY = "œuf à 3 €, l’« été »\nΩμέγα 漢字 العربية 🙂\n\nfin"
NOTE = "Le stock affichait quatre, le rayon était vide depuis la veille."


@pytest.fixture
def order(store, world):
    orders = store.write(prepare_forms, world.campaign, NOW).value
    return next(each for each in orders if each.name.endswith("-v.pdf"))


@pytest.fixture
def blank(order):
    return write_form(order.questionnaire, order.head, order.journey, order.departments, order.ref)


@pytest.fixture
def values(order):
    """What an author writes: every required question, a note, the two questions, one card."""
    written = {"best:text": TRICKY, "best:place": "Conseil", "frustrating:nothing": True}
    for item in order.questionnaire.items():
        ticks = ticks_of(item)
        if ticks and item.required:
            written[tick_field(item.code, ticks[0][0])] = True
        elif item.required:
            long = item.kind is ItemKind.LONG_TEXT
            written[answer_field(item.code)] = TRICKY if long else "3"
    written |= {
        tick_field("stock_true", "not_met"): True,
        note_field("stock_true"): NOTE,
        answer_field("wait_observed"): "6:30",
        "card1:title": "Échange sans ticket",
        "card1:fact": "Six écrans.",
        "card1:place": "Échange et remboursement",
        "card1:cause": "Comptabilité",
        "card1:employee": "12,5 min",
        "card1:side:both": True,
    }
    return written


def filled_by_pypdf(blank, values):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank)))
    for page in writer.pages:
        for reference in page.get("/Annots", []):
            field = reference.get_object()
            value = values.get(str(field["/T"]))
            if value is True:
                field[NameObject("/V")] = field[NameObject("/AS")] = NameObject("/Yes")
            elif value is not None:
                field[NameObject("/V")] = TextStringObject(value)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_by_pikepdf(blank, values):
    with pikepdf.open(BytesIO(blank)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            value = values.get(str(field.T))
            if value is True:
                field.V = field.AS = pikepdf.Name.Yes
            elif value is not None:
                field.V = pikepdf.String(value)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def saved(tmp_path, content, name="form.pdf"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_there_is_a_form_for_every_day_that_waits(store, world):
    orders = store.write(prepare_forms, world.campaign, NOW).value
    assert [each.name.rsplit("-", 1)[1] for each in orders] == ["v.pdf", "h.pdf", "s.pdf"]
    assert [each.head.author for each in orders] == ["Anne Roux", "Paul Noir", ""]


def test_the_blank_form_can_be_read_and_embeds_its_font(blank):
    reader = PdfReader(BytesIO(blank))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Vis ma vie en magasin" in text
    assert "La meilleure interaction de la journée" in text
    font = reader.root_object["/AcroForm"]["/DR"]["/Font"]["/Plex"]
    assert "/FontFile2" in font["/FontDescriptor"]
    assert len(blank) < 300_000


def test_forms_are_the_same_bytes_for_the_same_data(order, blank):
    again = write_form(order.questionnaire, order.head, order.journey, order.departments, order.ref)
    assert again == blank


@pytest.mark.parametrize("fill", [filled_by_pypdf, filled_by_pikepdf])
def test_a_filled_form_comes_back_whole_and_goes_to_review(store, tmp_path, blank, values, fill):
    fields = read_form(saved(tmp_path, fill(blank, values)))
    result = store.write(collect_form, fields, "form.pdf").value
    assert (result.sent, result.lacking) == (True, ())
    sheet = store.read(get_report, result.report_id)
    assert sheet.row.status is ReportStatus.IN_REVIEW
    assert sheet.content.value("told_and_seen") == TRICKY
    assert sheet.content.note("stock_true") == NOTE
    assert sheet.content.value("wait_observed") == "390"
    best = next(each for each in sheet.observations if each.kind is ObservationKind.BEST)
    assert (best.text, best.touchpoint) == (TRICKY, "shop.advice")
    (card,) = sheet.cards
    assert (card.caused_by, card.card.employee_effort) == ("Comptabilité", {"minutes": 12.5})
    assert card.card.touchpoint == "shop.returns"


def test_the_same_form_twice_is_one_report(store, tmp_path, blank, values):
    fields = read_form(saved(tmp_path, filled_by_pypdf(blank, values)))
    store.write(collect_form, fields, "form.pdf")
    with pytest.raises(UserError, match="déjà"):
        store.write(collect_form, fields, "form.pdf")


def test_an_unfinished_form_stays_a_draft_and_says_what_it_lacks(store, tmp_path, blank):
    fields = read_form(saved(tmp_path, blank))
    result = store.write(collect_form, fields, "form.pdf").value
    assert not result.sent
    assert len(result.lacking) > 3


def test_a_changed_reference_is_refused(store, tmp_path, blank, order):
    forged = order.ref[:-1] + ("A" if order.ref[-1] != "A" else "B")
    fields = read_form(saved(tmp_path, filled_by_pypdf(blank, {REF: forged})))
    with pytest.raises(UserError, match="référence"):
        store.write(collect_form, fields, "form.pdf")


def test_two_ticks_for_one_question_are_refused(store, tmp_path, blank, values):
    both = values | {tick_field("stock_true", "met"): True}
    fields = read_form(saved(tmp_path, filled_by_pypdf(blank, both)))
    with pytest.raises(UserError, match="deux cases"):
        store.write(collect_form, fields, "form.pdf")


def rebuilt(blank, change):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank)))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _drop_fields(writer):
    del writer.root_object["/AcroForm"]


def _double_reference(writer):
    fields = writer.root_object["/AcroForm"]["/Fields"]
    fields.append(writer._add_object(DictionaryObject(fields[0].get_object())))


def _circle(writer):
    field = writer.root_object["/AcroForm"]["/Fields"][0].get_object()
    field[NameObject("/Kids")] = ArrayObject([field.indirect_reference])


def _crowd(writer):
    fields = writer.root_object["/AcroForm"]["/Fields"]
    for number in range(700):
        field = DictionaryObject({NameObject("/T"): TextStringObject(f"x{number}")})
        fields.append(writer._add_object(field))


def _long_text(writer):
    field = writer.root_object["/AcroForm"]["/Fields"][1].get_object()
    field[NameObject("/V")] = TextStringObject("x" * 20_001)


def _bomb(writer):
    stream = DecodedStreamObject()
    stream.set_data(bytes(300_000_000))
    field = writer.root_object["/AcroForm"]["/Fields"][1].get_object()
    field[NameObject("/V")] = writer._add_object(stream.flate_encode())


def _lock(writer):
    writer.encrypt("secret")


def _foreign(writer):
    for reference in writer.root_object["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        field[NameObject("/T")] = TextStringObject("other:" + str(field["/T"]))


def _many_fields(writer):
    fields = writer.root_object["/AcroForm"]["/Fields"]
    field = DictionaryObject({NameObject("/T"): TextStringObject("x")})
    for _number in range(50_000):
        fields.append(field)


def _deep_kids(writer):
    field = writer.root_object["/AcroForm"]["/Fields"][0].get_object()
    for number in range(50):
        kid = DictionaryObject({NameObject("/T"): TextStringObject(f"k{number}")})
        field[NameObject("/Kids")] = ArrayObject([writer._add_object(kid)])
        field = kid


def _script_at_opening(writer):
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    tree = DictionaryObject({NameObject("/Names"): ArrayObject([DictionaryObject(script)])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})


def _program_at_opening(writer):
    launch = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(launch)


def _file_inside(writer):
    writer.add_attachment("virus.exe", b"MZ")


def _xfa(writer):
    writer.root_object["/AcroForm"][NameObject("/XFA")] = ArrayObject()


@pytest.mark.parametrize(
    "change",
    [
        _many_fields,
        _deep_kids,
        _script_at_opening,
        _program_at_opening,
        _file_inside,
        _xfa,
        _drop_fields,
        _double_reference,
        _circle,
        _crowd,
        _long_text,
        _bomb,
        _lock,
        _foreign,
    ],
)
def test_a_hostile_form_is_refused_in_one_sentence(tmp_path, blank, change):
    with pytest.raises(UserError) as caught:
        read_form(saved(tmp_path, rebuilt(blank, change)))
    assert str(caught.value).startswith("form.pdf")
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda blank: blank[: len(blank) // 2],
        lambda blank: blank[:1200],
        lambda _blank: b"%PDF-1.7\n",
        lambda _blank: b"PK\x03\x04 a letter",
        lambda _blank: b"",
        lambda _blank: b"%PDF-" + bytes(10_000_001),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path, blank, spoil):
    with pytest.raises(UserError) as caught:
        read_form(saved(tmp_path, spoil(blank)))
    assert str(caught.value).startswith("form.pdf")


def test_a_form_printed_to_pdf_is_told_so_in_plain_words(tmp_path, blank):
    with pytest.raises(UserError, match="imprimé en PDF"):
        read_form(saved(tmp_path, rebuilt(blank, _drop_fields)))


def _object_stream_bomb() -> bytes:
    """Half a gigabyte of blanks in one object stream, where the catalogue should be."""
    machine = zlib.compressobj(9)
    packed = b"".join(machine.compress(b" " * 1_000_000) for _turn in range(500)) + machine.flush()
    parts = [b"%PDF-1.7\n"]
    parts.append(
        b"2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n"
        % len(packed)
    )
    parts += [packed, b"\nendstream\nendobj\n"]
    start = sum(map(len, parts))
    rows = b"".join(
        bytes((kind,)) + where.to_bytes(4, "big") + bytes((index,))
        for kind, where, index in ((0, 0, 255), (2, 2, 0), (1, 9, 0), (1, start, 0))
    )
    parts.append(
        b"3 0 obj\n<< /Type /XRef /Size 4 /W [1 4 1] /Root 1 0 R /Length %d >>\nstream\n"
        % len(rows)
    )
    parts += [rows, b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start]
    return b"".join(parts)


def test_a_bomb_neither_hangs_nor_fills_the_memory(tmp_path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.monotonic()
    with pytest.raises(UserError):
        read_form(saved(tmp_path, _object_stream_bomb()))
    assert time.monotonic() - begun < 25
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_form_of_an_old_version_comes_back_as_it_was_asked(store, tmp_path, blank, values, order):
    fields = read_form(saved(tmp_path, filled_by_pypdf(blank, values)))
    row = next(
        each for each in store.read(list_questionnaires) if each.code == order.questionnaire.code
    )
    result = store.write(collect_form, fields, "form.pdf").value
    newer = replace(order.questionnaire, minutes=99)
    store.write(save_questionnaire, newer, row.id)
    sheet = store.read(get_report, result.report_id)
    assert (sheet.questionnaire.minutes, sheet.questionnaire.version) == (
        order.questionnaire.minutes,
        1,
    )


def test_a_form_of_a_day_that_is_gone_is_refused(store, tmp_path, blank, values):
    from db.models import Assignment

    def forget(session):
        for assignment in session.query(Assignment):
            session.delete(assignment)
        return Outcome(None, Changes.PLAN)

    fields = read_form(saved(tmp_path, filled_by_pypdf(blank, values)))
    store.write(forget)
    with pytest.raises(UserError, match="journée"):
        store.write(collect_form, fields, "form.pdf")
