"""The import page as a coordinator uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.core import i18n
from desktop.ui.importing import ImportPage
from desktop.usecases.people import list_people
from desktop.usecases.sites import SiteCard, save_site

STAFF = "matricule;nom;mail;naissance\n007;Roux;a@b.fr;31/02/1990\n008;Petit;c@d.fr;01/02/1990\n"


@pytest.fixture
def page(qtbot, desk, jobs, context) -> ImportPage:
    made = ImportPage(desk, jobs, context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "agents.csv"
    path.write_text(STAFF, "utf-8")
    return path


def ready(qtbot, page: ImportPage) -> None:
    qtbot.waitUntil(lambda: page._preview is not None, timeout=5000)


def test_a_dropped_file_is_read_and_shown_before_anything_is_written(qtbot, page, desk, staff):
    page.take([staff])
    ready(qtbot, page)
    assert page.kind.currentData() == "people"
    assert page.counts.texts[:2] == ["ajoutés\u00a0: 1", "retenus\u00a0: 1"]
    assert page.apply.text() == "Importer 1 ligne"
    assert page.tabs.tabText(2) == "Lignes retenues (1)"
    desk.ask(list_people, then=lambda rows: pytest.fail("written") if rows else None)


def test_applying_writes_and_undo_takes_back(qtbot, page, desk, staff):
    page.take([staff])
    ready(qtbot, page)
    qtbot.mouseClick(page.apply, Qt.MouseButton.LeftButton)
    assert page.done.text() == "Fait\u00a0: 1 ajoutés, 0 modifiés. Annuler reprend tout."
    assert desk.undo_label == "importer agents.csv"
    assert page.apply.text() == "Rien à importer"
    desk.undo()
    assert page.apply.text() == "Importer 1 ligne"


def test_a_column_can_be_settled_and_the_preview_follows(qtbot, page, staff):
    page.take([staff])
    ready(qtbot, page)
    box = page.tabs.columns._boxes[3]
    assert box.currentData() == "birth_date"
    box.setCurrentIndex(0)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: page.apply.text() == "Importer 2 lignes", timeout=5000)
    assert page.tabs.tabText(2) == "Lignes retenues"


def test_choosing_a_field_twice_takes_it_from_the_first_column(qtbot, page, staff):
    page.take([staff])
    ready(qtbot, page)
    boxes = page.tabs.columns._boxes
    boxes[1].setCurrentIndex(boxes[1].findData("id"))
    boxes[1].activated.emit(boxes[1].currentIndex())
    assert boxes[0].currentData() == ""
    qtbot.waitUntil(lambda: "Dites quelle colonne" in page.problem.text(), timeout=5000)
    assert not page.apply.isEnabled()


def test_held_lines_are_saved_with_their_reason(qtbot, page, staff, tmp_path):
    page.take([staff])
    ready(qtbot, page)
    page.write_rejects(tmp_path / "retenues.csv")
    assert "n’existe pas" in (tmp_path / "retenues.csv").read_text("utf-8-sig")


def test_an_unreadable_file_is_told_on_the_page_and_left_out(qtbot, page, staff, tmp_path):
    bad = tmp_path / "plan.csv"
    bad.write_bytes(b"%PDF-1.7")
    page.take([bad, staff])
    qtbot.waitUntil(lambda: "PDF" in page.problem.text(), timeout=5000)
    assert not page.apply.isEnabled()
    page.remove.click()
    ready(qtbot, page)
    assert page.files.count() == 1


def test_a_table_of_unknown_kind_asks_for_it(qtbot, page, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("fruit;prix\npomme;2\n", "utf-8")
    page.take([path])
    qtbot.waitUntil(lambda: "choisissez-le" in page.problem.text(), timeout=5000)
    page.kind.setCurrentIndex(page.kind.findData("sites"))
    page.kind.activated.emit(page.kind.currentIndex())
    qtbot.waitUntil(lambda: "Dites quelle colonne" in page.problem.text(), timeout=5000)
    assert page.tabs.columns.rowCount() == 2


def test_files_can_be_dragged_onto_the_page(qtbot, page, staff):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(staff))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    page.drop.dragEnterEvent(entered)
    assert entered.isAccepted()
    page.drop.dropEvent(QDropEvent(QPoint(9, 9).toPointF(), copy, mime, left, none))
    ready(qtbot, page)
    assert page.files.currentText() == "agents.csv"


def test_a_kind_asked_for_by_another_page_is_kept(qtbot, page, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("code;nom\nA;Accueil\n", "utf-8")
    page.open_target("departments")
    page.take([path])
    ready(qtbot, page)
    assert page.kind.currentData() == "departments"


def test_every_control_has_a_name_for_screen_readers(page):
    for box in (page.files, page.kind, page.source.sheet, page.source.site):
        assert box.accessibleName()


def test_the_page_speaks_english_too(qtbot, desk, jobs, context, staff):
    i18n.set_language("en")
    page = ImportPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    page.take([staff])
    ready(qtbot, page)
    assert page.apply.text() == "Import 1 line"


def test_nights_can_be_given_to_a_site_that_has_another_name(qtbot, page, desk, tmp_path):
    desk.do(save_site, SiteCard(code="LYO", name="Hôtel de Lyon", rooms=80))
    path = tmp_path / "occupation.csv"
    path.write_text("hotel;nuit;chambres vendues\nH1;01/03/2027;35\n", "utf-8")
    page.take([path])
    ready(qtbot, page)
    assert page.tabs.tabText(2) == "Lignes retenues (1)"  # no number of rooms for an unknown site
    assert page.source.site.isVisible()
    page.source.site.setCurrentIndex(page.source.site.findData("LYO"))
    page.source.site.activated.emit(1)
    qtbot.waitUntil(lambda: page.apply.text() == "Importer 1 ligne", timeout=5000)


def test_another_sheet_of_a_workbook_can_be_chosen(qtbot, page, tmp_path):
    path = tmp_path / "deux.xlsx"
    book = xlsxwriter.Workbook(path)
    for name, lines in (
        ("Agents", [["matricule", "nom"], ["1", "A"]]),
        ("Sites", [["code", "nom", "adresse"], ["L", "Lyon", "x"]]),
    ):
        sheet = book.add_worksheet(name)
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    book.close()
    page.take([path])
    ready(qtbot, page)
    assert page.kind.currentData() == "people"
    page.source.sheet.setCurrentIndex(1)
    page.source.sheet.activated.emit(1)
    qtbot.waitUntil(lambda: page.kind.currentData() == "sites", timeout=5000)
