from __future__ import annotations

import shutil
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from db.models import Answer, IrritantCard, Report
from db.session import open_store
from desktop.core.changes import Changes
from desktop.core.observations.answers import Given
from desktop.core.observations.typing_log import (
    TypingLog,
    log_file,
    logs_of,
    read_log,
    typed_now,
)
from desktop.core.vocabulary import ItemKind, ObservationKind
from desktop.desk import Desk
from desktop.paths import data_folder
from desktop.ui.observations.closing_pages import CardsPage, CheckPage
from desktop.ui.observations.fields import ChoiceField, LineField, StopwatchField, TextField
from desktop.ui.observations.form import ReportForm
from desktop.ui.observations.pages import SectionPage, ToldPage
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_writing import open_report, save_answer, save_page
from desktop.usecases.reports import get_report
from tests.usecases.report_world import make_world

LEFT = Qt.MouseButton.LeftButton
NOTE = "Le stock affichait quatre, le rayon était vide depuis la veille."


@pytest.fixture
def form(qtbot, desk, report):
    form = ReportForm(desk)
    qtbot.addWidget(form)
    form.resize(1100, 760)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    form.open(report)
    return form


def page_of(form, code):
    return next(p for p in form.pages if isinstance(p, SectionPage) and p.section.code == code)


def block(form, code):
    return next(
        p.blocks[code] for p in form.pages if isinstance(p, SectionPage) and code in p.blocks
    )


def settle(qtbot, form):
    form.autosave.flush()
    qtbot.waitUntil(lambda: form.autosave.idle)


def kept(store, report):
    return store.read(get_report, report).content.answers


def fill_required(qtbot, form):
    """Answer what is required through the fields, as fingers would; returns the clicks."""
    clicks = 0
    for page in form.pages:
        if not isinstance(page, SectionPage):
            continue
        for each in page.blocks.values():
            if not each.item.required:
                continue
            if isinstance(each.field, ChoiceField):
                qtbot.mouseClick(next(iter(each.field.buttons.values())), LEFT)
            elif isinstance(each.field, TextField):
                each.field.box.setPlainText("Six écrans pour un échange, œuf à 3 €.")
            else:
                qtbot.keyClicks(each.field.line, "3")
        qtbot.mouseClick(form.frame.next, LEFT)
        clicks += 1
    return clicks


def test_what_is_typed_is_in_the_database_within_two_seconds(qtbot, form, store, report):
    field = block(form, "out_of_stock").field
    assert isinstance(field, LineField)
    qtbot.keyClicks(field.line, "12")
    began = datetime.now(UTC)
    qtbot.waitUntil(lambda: kept(store, report).get("out_of_stock") == Given("12"), timeout=2000)
    assert (datetime.now(UTC) - began).total_seconds() < 2


def test_closing_the_program_at_once_loses_nothing(qtbot, migrated_file, tmp_path):
    path = shutil.copy(migrated_file, tmp_path / "closing.db")
    with open_store(path) as store:
        world = store.write(make_world).value
        number = store.write(open_report, assignment_id=world.assignment).value
    desk = Desk(open_store(path))
    form = ReportForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.open(number)
    qtbot.waitUntil(lambda: bool(form.pages))
    block(form, "told_and_seen").field.box.insertPlainText("Onze minutes.")
    block(form, "learnt").field.box.insertPlainText("Le stock n’est pas temps réel.")
    form.close()
    desk.close()
    with open_store(path) as store:
        answers = kept(store, number)
    assert answers["told_and_seen"].value == "Onze minutes."
    assert answers["learnt"].value == "Le stock n’est pas temps réel."


def test_typing_on_does_not_put_the_save_off(qtbot, form, store, report):
    box = block(form, "told_and_seen").field.box
    began = datetime.now(UTC)
    while (datetime.now(UTC) - began).total_seconds() < 1.2:
        box.insertPlainText("a")
        qtbot.wait(60)
    assert "told_and_seen" in kept(store, report)
    settle(qtbot, form)
    assert kept(store, report)["told_and_seen"].value == box.toPlainText()


def test_the_time_of_the_last_save_is_shown(qtbot, form):
    qtbot.keyClicks(block(form, "out_of_stock").field.line, "1")
    settle(qtbot, form)
    assert form.frame.saved.text().startswith("Enregistré à ")


def test_a_no_asks_for_the_fact_and_offers_a_card(qtbot, form, store, report):
    question = block(form, "stock_true")
    form.show_item("availability", "stock_true")
    assert question.note.isHidden()
    qtbot.mouseClick(question.field.buttons["not_met"], LEFT)
    assert question.note.isVisible()
    assert question._card.isVisible()
    question.note.box.setPlainText(NOTE)
    settle(qtbot, form)
    assert kept(store, report)["stock_true"] == Given("not_met", NOTE)
    qtbot.mouseClick(question.field.buttons["not_met"], LEFT)
    settle(qtbot, form)
    assert kept(store, report)["stock_true"] == Given("", NOTE)


def test_half_a_duration_is_no_mistake_until_the_field_is_left(qtbot, form):
    question = block(form, "wait_observed")
    form.show_item("queue", "wait_observed")
    assert isinstance(question.field, StopwatchField)
    qtbot.keyClicks(question.field.line, "2h:")
    assert question._error.text() == ""
    question.field.line.editingFinished.emit()
    assert "2:30" in question._error.text()


def test_a_hidden_question_appears_with_the_answer_that_opens_it(qtbot, store, desk, world):
    stay = store.write(open_report, stay_id=world.stay).value
    form = ReportForm(desk)
    qtbot.addWidget(form)
    form.resize(1100, 760)
    form.show()
    form.open(stay)
    form.show_item("breakfast", "breakfast_taken")
    assert not block(form, "breakfast_wait").isVisible()
    qtbot.mouseClick(block(form, "breakfast_taken").field.buttons["met"], LEFT)
    assert block(form, "breakfast_wait").isVisible()
    qtbot.mouseClick(block(form, "breakfast_taken").field.buttons["not_met"], LEFT)
    assert not block(form, "breakfast_wait").isVisible()
    settle(qtbot, form)


def test_a_draft_comes_back_as_it_was_left(qtbot, desk, store, report):
    store.write(save_answer, report, "price_right", "met", "Vu sur douze articles.")
    store.write(save_page, report, 2)

    def this_morning(session):
        session.get_one(Report, report).saved_at = datetime(2026, 1, 2, 13, 32, tzinfo=UTC)
        return Outcome(None, Changes.NONE)

    store.write(this_morning)
    form = ReportForm(desk)
    qtbot.addWidget(form)
    form.show()
    form.open(report)
    assert form.current == 2
    assert block(form, "price_right").field.buttons["met"].isChecked()
    assert block(form, "price_right").note.text() == "Vu sur douze articles."
    assert form.frame.banner.isVisible()
    assert form.frame.news.text().startswith("Brouillon restauré du ")
    settle(qtbot, form)


def test_the_keyboard_alone_goes_through_the_pages(qtbot, form):
    assert form.current == 0
    qtbot.keyClick(form, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert form.current == 1
    qtbot.keyClick(form, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert form.current == 0
    settle(qtbot, form)


def test_arrows_move_between_the_answers_and_space_presses(qtbot, form, store, report):
    field = block(form, "briefed").field
    field.buttons["met"].setFocus()
    qtbot.keyClick(field.buttons["met"], Qt.Key.Key_Right)
    assert field.buttons["not_met"].hasFocus()
    qtbot.keyClick(field.buttons["not_met"], Qt.Key.Key_Space)
    settle(qtbot, form)
    assert kept(store, report)["briefed"].value == "not_met"


def test_silence_is_an_answer(qtbot, form, store, report):
    page = next(p for p in form.pages if isinstance(p, ToldPage))
    form.go_to(form.pages.index(page))
    page.blocks[ObservationKind.BEST].nothing.click()
    page.blocks[ObservationKind.MOST_FRUSTRATING].box.box.setPlainText("Refuser un échange.")
    settle(qtbot, form)
    sheet = store.read(get_report, report)
    assert sheet.content.told == {ObservationKind.BEST, ObservationKind.MOST_FRUSTRATING}
    assert [each.text for each in sheet.observations] == ["Refuser un échange."]


def test_a_free_fact_is_one_row_however_much_is_typed(qtbot, form, store, report):
    told = page_of(form, "queue").told
    told.unfold()
    box = told.boxes[ObservationKind.FACT].box
    for words in ("Une", " seule", " caisse."):
        box.insertPlainText(words)
        settle(qtbot, form)
    (row,) = store.read(get_report, report).observations
    assert (row.text, row.touchpoint) == ("Une seule caisse.", "shop.queue")


def test_an_irritant_card_is_one_row_kept_as_it_is_typed(qtbot, form, store, report, world):
    dialog = form.edit_card(None, "shop.returns")
    for text in ("Échange", "Échange sans ticket"):
        dialog.title.setText(text)
        dialog.title.textEdited.emit(text)
        dialog.autosave.flush()
    dialog.fact.box.setPlainText("Six écrans, deux validations.")
    dialog.cause.setCurrentIndex(dialog.cause.findData(world.accounting))
    dialog.cause.activated.emit(dialog.cause.currentIndex())
    qtbot.mouseClick(dialog.side.buttons["both"], LEFT)
    from desktop.core.irritants.effort import Measure

    dialog.efforts["employee_effort"][Measure.SCREENS].setValue(6)
    qtbot.mouseClick(dialog.done_button, LEFT)
    (row,) = store.read(get_report, report).cards
    assert (row.card.title, row.card.touchpoint) == ("Échange sans ticket", "shop.returns")
    assert (row.caused_by, row.card.employee_effort) == ("Comptabilité", {"screens": 6.0})
    page = next(p for p in form.pages if isinstance(p, CardsPage))
    assert page._list.count() == 1


def test_an_empty_card_leaves_nothing(qtbot, form, store):
    dialog = form.edit_card()
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert store.read(lambda session: session.query(IrritantCard).count()) == 0


def test_the_last_look_leads_to_what_is_missing(qtbot, form):
    form.go_to(len(form.pages) - 1)
    page = form.pages[-1]
    assert isinstance(page, CheckPage)
    assert not page.send.isEnabled()
    link = next(each for each in page.links if "rayon" in each.text() or "absents" in each.text())
    qtbot.mouseClick(link, LEFT)
    assert form.pages[form.current] is page_of(form, "availability")
    settle(qtbot, form)


def test_a_first_report_takes_fewer_than_ten_clicks_beyond_its_answers(
    qtbot, desk, jobs, context, store, world
):
    from desktop.ui.context import CampaignChoice
    from desktop.ui.observations import ReportsPage

    context.choose_campaign(CampaignChoice(world.campaign, "2026", "Printemps"))
    page = ReportsPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    clicks = 0
    page.tabs.setCurrentIndex(1)
    clicks += 1
    page.occasions.select_where(lambda row: row.author == "Paul Noir")
    clicks += 1
    qtbot.mouseClick(page.open_button, LEFT)
    clicks += 1
    form = page.form
    clicks += fill_required(qtbot, form)
    told = next(p for p in form.pages if isinstance(p, ToldPage))
    for each in told.blocks.values():
        each.box.box.setPlainText("Une cliente est revenue dire merci.")
    form.go_to(len(form.pages) - 1)
    clicks += 1
    check = form.pages[-1]
    qtbot.waitUntil(check.send.isEnabled)
    qtbot.mouseClick(check.send, LEFT)
    clicks += 1
    assert page.views.currentIndex() == 0
    assert [(row.author, row.status.value) for row in page._rows] == [("Paul Noir", "in_review")]
    assert clicks <= 10


def test_answers_of_another_kind_are_never_mixed(form, store, report):
    for page in form.pages:
        if isinstance(page, SectionPage):
            for each in page.blocks.values():
                assert each.item.kind is not ItemKind.ATTACHMENT
    assert store.read(lambda session: session.query(Answer).count()) == 0


def _left_behind(store, report, **answers):
    uid = store.read(get_report, report).row.uid
    log = TypingLog(log_file(data_folder(), store.location, uid))
    for code, value in answers.items():
        log.append(typed_now(f"answer:{code}", "answer", code=code, value=value, note=""))
    log.close()
    return log.path


def test_what_a_killed_program_left_is_given_back_and_told(store, desk, report, qtbot):
    path = _left_behind(store, report, learnt="Le stock ment.")
    form = ReportForm(desk)
    qtbot.addWidget(form)
    form.open(report)
    assert store.read(get_report, report).content.value("learnt") == "Le stock ment."
    assert "1 champ a été retrouvé" in form.frame.news.text()
    assert not path.exists()


def test_words_wait_in_the_local_file_while_the_database_is_slow(store, report, qtbot, desk):
    form = ReportForm(desk)
    qtbot.addWidget(form)
    form.open(report)
    uid = store.read(get_report, report).row.uid
    form._on_answer("learnt", "Pas encore", "")
    (path,) = logs_of(data_folder(), store.location, uid)
    assert read_log(path)[0].values["value"] == "Pas encore"
    assert store.read(get_report, report).content.value("learnt") == ""
    form.autosave.flush()
    assert store.read(get_report, report).content.value("learnt") == "Pas encore"
    assert not path.exists()
