"""The page of publications: preview inside the window, batch, what was withheld."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.models import IrritantEvent
from db.session import Store
from desktop.core.documents.department import make_department
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui import alerts
from desktop.ui.context import CampaignChoice, Context
from desktop.ui.publications import PublicationsPage
from desktop.ui.publications.paper import print_pages
from desktop.ui.publications.preview import PdfPreview
from desktop.usecases import publications
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.form_key import ready_forms
from tests.core.documents.summaries import rich


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    running = Jobs()
    yield running
    running.close()


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, store: Store, jobs: Jobs) -> PublicationsPage:
    store.write(build_demonstration, "S")
    campaign = store.read(publications.campaign_key, "EDITION-2")
    context = Context()
    context.choose_campaign(CampaignChoice(campaign, "EDITION-2", "Automne"))
    shown = PublicationsPage(desk, jobs, context)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    return shown


@pytest.fixture
def preview(qtbot: QtBot) -> PdfPreview:
    shown = PdfPreview()
    qtbot.addWidget(shown)
    shown.resize(640, 800)
    shown.show()
    shown.show_pdf(make_department(rich()).data)
    return shown


def test_a_file_is_shown_page_by_page(preview: PdfPreview):
    assert preview.page == 1
    assert preview.pages >= 8
    preview.next_page()
    assert preview.page == 2
    preview.go_to(999)
    assert preview.page == preview.pages
    assert not preview.after.isEnabled()
    preview.go_to(1)
    assert not preview.before.isEnabled()


def test_the_first_sight_is_as_wide_as_the_window(preview: PdfPreview):
    assert 0.85 * 640 < preview.sheet.pixmap().deviceIndependentSize().width() <= 640
    before = preview.sheet.pixmap().width()
    preview.zoom_in()
    assert preview.sheet.pixmap().width() > before
    preview.zoom_out()
    preview.zoom_out()
    assert preview.sheet.pixmap().width() < before


def test_search_goes_from_place_to_place_and_says_when_there_is_none(preview: PdfPreview):
    preview.words.setText("glossaire")
    assert preview.found.text().startswith("1 sur ")
    first = preview.page
    preview.next_hit()
    assert preview.page >= first
    preview.words.setText("zzzz")
    assert preview.found.text() == "Introuvable"
    preview.words.setText("")
    assert preview.found.text() == ""


def test_the_department_picked_is_previewed(qtbot: QtBot, page: PublicationsPage):
    assert page.departments.select_where(lambda row: row.name == "Réception")
    qtbot.waitUntil(lambda: page.preview.pages > 3, timeout=15_000)
    page.language.setCurrentIndex(1)
    page.language.activated.emit(1)
    page.preview.words.setText("In one page")
    qtbot.waitUntil(lambda: page.preview.found.text().startswith("1"), timeout=15_000)


def test_a_batch_is_printed_listed_and_remembered(
    qtbot: QtBot, page: PublicationsPage, store: Store, tmp_path: Path
):
    page.departments.view.clearSelection()
    page.overview.setChecked(True)
    page.print_into(tmp_path / "out")
    qtbot.waitUntil(lambda: page.tabs.currentIndex() == 1, timeout=30_000)
    assert page.files.model.total == len(list((tmp_path / "out").glob("*.pdf"))) - 1
    assert page.print_button.isEnabled()
    assert page.progress.isHidden()
    page.files.view.selectRow(0)
    assert page.preview.pages > 3
    campaign = store.read(publications.campaign_key, "EDITION-2")
    assert len(store.read(publications.list_publications, campaign)) >= 1


def test_the_button_says_how_many_summaries_it_prints(page: PublicationsPage):
    page.departments.view.clearSelection()
    assert page.print_button.text() == "Tout imprimer…"
    page.departments.view.selectRow(0)
    assert page.print_button.text() == "Imprimer 1 synthèse…"


def test_without_a_campaign_the_page_says_what_to_do(qtbot: QtBot, desk: Desk, jobs: Jobs):
    shown = PublicationsPage(desk, jobs, Context())
    qtbot.addWidget(shown)
    shown.show()
    assert not shown.print_button.isEnabled()
    assert not shown.departments.isVisible()


def test_what_a_head_sent_back_is_previewed_then_written(
    qtbot: QtBot, page: PublicationsPage, store: Store, tmp_path: Path
):
    store.write(ready_forms)
    campaign = store.read(publications.campaign_key, "EDITION-2")
    today = date(2026, 11, 18)
    found = store.read(publications.list_summaries, campaign, language="fr", today=today)
    summary = next(each for each in found if each.actions)
    field = f"act{summary.actions[0].key}:answer"
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_department(summary).data)))
    for sheet in writer.pages:
        if "/Annots" in sheet:
            writer.update_page_form_field_values(sheet, {field: "Nous nous en occupons."})
    writer.write(tmp_path / "back.pdf")
    with qtbot.waitSignal(page.returns.previewed, timeout=20_000) as told:
        page.returns.read(tmp_path / "back.pdf")
    dialog = told.args[0]
    assert dialog.table.model.total == 1
    answers = select(IrritantEvent.detail).where(IrritantEvent.kind == "answer")
    assert store.read(lambda session: session.scalars(answers).all()) == []
    dialog.write.click()
    qtbot.waitUntil(lambda: page.desk.undo_label.startswith("reprendre le tableau"), timeout=9_000)
    kept = store.read(lambda session: session.scalars(answers).all())
    assert kept == ["Nous nous en occupons."]


def test_other_kinds_are_chosen_in_a_menu_and_printed(
    qtbot: QtBot, page: PublicationsPage, tmp_path: Path
):
    page.departments.view.selectRow(0)
    page.kinds.actions_by_kind["records"].setChecked(True)
    page.kinds.actions_by_kind["payroll"].setChecked(True)
    assert page.kinds.text() == "2 autres documents"
    page.paper.setCurrentIndex(1)
    page.print_into(tmp_path / "out")
    qtbot.waitUntil(lambda: page.tabs.currentIndex() == 1, timeout=30_000)
    names = {path.name for path in (tmp_path / "out").glob("*.pdf")}
    assert {"note-au-personnel.pdf", "avantages-en-nature-a-declarer.pdf"} <= names
    assert len(names) == 6


def test_summaries_are_sent_to_heads_by_prepared_messages(
    qtbot: QtBot, page: PublicationsPage, tmp_path: Path
):
    page.departments.view.selectRow(0)
    page.print_into(tmp_path / "out")
    qtbot.waitUntil(page.send.isEnabled, timeout=30_000)
    page.send.click()
    made = list((tmp_path / "out" / "messages").glob("*.eml"))
    assert len(made) == 1
    message = message_from_bytes(made[0].read_bytes(), policy=default)
    (joined,) = list(message.iter_attachments())
    assert joined.get_content_type() == "application/pdf"
    assert joined.get_content().startswith(b"%PDF-1.7")


def test_a_logo_that_cannot_be_read_does_not_stop_the_printing(
    qtbot: QtBot, page: PublicationsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "logo.png").write_bytes(b"no image")
    told: list[str] = []
    monkeypatch.setattr(alerts, "show", lambda error, _parent: told.append(str(error)))
    page.context.change_settings(logo=str(tmp_path / "logo.png"))
    page.departments.view.selectRow(0)
    page.print_into(tmp_path / "out")
    qtbot.waitUntil(lambda: page.tabs.currentIndex() == 1, timeout=30_000)
    assert len(told) == 1
    assert "inutilisable" in told[0]


def test_the_document_shown_is_printed_page_by_page(preview: PdfPreview, tmp_path: Path):
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 4)
    assert preview._reader is not None
    assert print_pages(preview._reader, printer) == 3
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == 3
