from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.core.vocabulary import QuestionnaireKind, ReportStatus
from desktop.ui.context import CampaignChoice
from desktop.ui.observations import ReportsPage
from desktop.ui.observations.page import DRAFTS, QUESTIONNAIRES, TO_REVIEW, TO_WRITE
from desktop.ui.observations.surprise import SurpriseDialog
from desktop.usecases.questionnaires import export_questionnaire, install_templates
from desktop.usecases.report_list import list_reports
from desktop.usecases.report_sending import submit_report
from tests.usecases.conftest import fill_in


@pytest.fixture
def page(qtbot, desk, jobs, context, world):
    context.choose_campaign(CampaignChoice(world.campaign, "2026", "Printemps"))
    page = ReportsPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    return page


def test_each_tab_says_how_much_waits(page):
    assert page.tabs.tabText(TO_REVIEW) == "À relire (0)"
    assert page.tabs.tabText(TO_WRITE) == "À rédiger (3)"


def test_home_leads_to_what_is_to_be_reviewed(page, store, report):
    fill_in(store, report)
    store.write(submit_report, report)
    page.reload()
    page.open_target("in_review")
    assert [row.status for row in page.reports.model.rows] == [ReportStatus.IN_REVIEW]
    page.reports.view.selectRow(0)
    page.open_button.click()
    assert page.views.currentWidget() is page.review
    assert not page.open_button.isVisible()


def test_opening_a_day_makes_its_draft(page, store, world):
    page.open_target("overdue")
    page.occasions.view.selectRow(0)
    page.open_button.click()
    assert page.views.currentWidget() is page.form
    page.form.leave()
    page.tabs.setCurrentIndex(DRAFTS)
    assert len(page.reports.model.rows) == 1


def test_questionnaires_are_listed_previewed_and_brought_in(qtbot, page, store, tmp_path):
    store.write(install_templates)
    page.reload()
    page.tabs.setCurrentIndex(QUESTIONNAIRES)
    panel = page.questionnaires
    assert panel.table.model.total == 9
    panel.table.view.selectRow(0)
    dialog = panel.show_preview(store.read(lambda s: _definition(s, panel)))
    assert dialog.windowTitle() == panel.table.current().title
    dialog.close()
    text = store.read(export_questionnaire, panel.table.current().id)
    file = tmp_path / "mine.json"
    file.write_text(text.replace('"host_review"', '"mine"', 1), encoding="utf-8")
    panel.take(file)
    assert panel.table.model.total == 10


def _definition(session, panel):
    from desktop.usecases.questionnaires import get_questionnaire

    return get_questionnaire(session, panel.table.current().id)


def test_forms_are_written_and_dropped_back_on_the_window(qtbot, page, store, world, tmp_path):
    with qtbot.waitSignal(page.paper.said, timeout=20_000) as said:
        page.paper.write_all(world.campaign, tmp_path)
    assert said.args == ["3 formulaires écrits"]
    form = next(tmp_path.glob("*-v.pdf"))
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"Bonjour")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(form)), QUrl.fromLocalFile(str(letter))])
    with qtbot.waitSignal(page.paper.previewed, timeout=20_000):
        page.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                mime,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
    dialog = page.returns
    assert [dialog.files.item(row).text() for row in range(2)] == [
        form.name,
        "letter.pdf — refusé",
    ]
    assert dialog.accept_button.text() == "Prendre en compte 1 fichier"
    assert store.read(list_reports, world.campaign) == ()
    with qtbot.waitSignal(page.paper.said, timeout=20_000) as said:
        dialog.accept_button.click()
    assert said.args == ["0 formulaire reçu · 1 inachevé, gardé en brouillon"]
    assert [row.status for row in store.read(list_reports, world.campaign)] == [ReportStatus.DRAFT]
    page.desk.undo()
    assert store.read(list_reports, world.campaign) == ()


def test_a_mission_dropped_on_the_window_opens_its_draft(qtbot, page, store, world, tmp_path):
    page.paper.write_missions(world.campaign, tmp_path)
    mission = next(tmp_path.glob("*-v.vmvmission"))
    page.paper.open_mission(mission)
    assert page.views.currentWidget() is page.form
    assert page.form.frame.place.text().startswith("Lyon · ")


def test_a_surprise_is_told_by_anybody(qtbot, page, store, world):
    page._ask_surprised()
    dialog = next(each for each in page.children() if isinstance(each, SurpriseDialog))
    dialog.author.setCurrentText("Rose Brun")
    dialog.author.setCurrentIndex(dialog.author.findText("Rose Brun"))
    dialog.begin_button.click()
    assert page.views.currentWidget() is page.form
    (row,) = store.read(list_reports, world.campaign)
    assert (row.author, row.site, row.kind) == ("Rose Brun", "", QuestionnaireKind.SURPRISE)
