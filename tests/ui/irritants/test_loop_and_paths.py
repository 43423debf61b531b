"""Follow-up, both paths, causes, and everything as a department head sees it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from desktop.core.vocabulary import IrritantStatus, RootCause
from desktop.ui.context import CampaignChoice
from desktop.ui.irritants import IrritantsPage
from desktop.ui.irritants.answer_dialog import AnswerDialog
from desktop.ui.irritants.causes_dialog import CausesDialog
from desktop.ui.irritants.loop_tab import letter
from desktop.ui.irritants.register_tab import today
from desktop.ui.irritants.review import PAGE, ReviewDialog
from desktop.ui.irritants.step_dialogs import QualifyDialog
from desktop.usecases import causes, irritant_steps, irritants, loop, paths
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.irritant_steps import Qualification
from desktop.usecases.mirror import list_mirror
from desktop.usecases.mirror_disclosure import Reader
from desktop.usecases.similar_irritants import list_proposals
from desktop.usecases.today import list_campaign_lines
from desktop.usecases.verbatims import classify, list_verbatims


@pytest.fixture
def page(qtbot, store, desk, jobs, context):
    store.write(build_demonstration, size="S")
    line = store.read(list_campaign_lines)[0]
    context.choose_campaign(CampaignChoice(line.id, line.code, line.name))
    shown = IrritantsPage(desk, jobs, context)
    qtbot.addWidget(shown)
    shown.resize(1100, 780)
    shown.show()
    return shown


def campaign(page) -> int:
    return page.context.campaign.id


def test_a_department_head_sees_no_figure_below_the_thresholds_anywhere(page, store):
    page.as_head.setChecked(True)
    seen = {cell.touchpoint: cell for cell in page.mirror._cells}
    for told in store.read(list_mirror, campaign(page), reader=Reader(False, today())):
        assert seen[told.touchpoint].moment is told.moment
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.verbatims))
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.loop))
    for tab in (page.register, page.journey, page.chain, page.paths):
        page.tabs.setCurrentWidget(tab)
        assert not tab.reader.is_coordinator
    page.open_target("register")
    assert not page.register.causes.isVisible()
    buttons = [b.text() for b in page.register.detail.findChildren(type(page.take))]
    assert "Qualifier…" not in buttons
    hidden = [row for row in page.paths.promises.model.rows if row.hidden]
    assert hidden
    page.as_head.setChecked(False)
    assert page.tabs.isTabVisible(page.tabs.indexOf(page.loop))


def test_each_reporter_s_letter_tells_what_became_of_her_irritants(page, store):
    page.open_target("loop")
    reporters = store.read(loop.list_reporters, campaign(page))
    assert page.loop.person.count() == len(reporters) > 5
    found = store.read(loop.get_fates, page.loop.person.currentData(), campaign(page))
    page.loop.copy.click()
    text = QApplication.clipboard().text()
    assert text == letter(found)
    assert found.name in text
    assert all(fate.text in text for fate in found.fates)


def overdue_action(page, store) -> int:
    key = next(
        row.id
        for row in store.read(irritants.list_irritants, campaign(page), today=today())
        if row.status is IrritantStatus.ASSIGNED
    )
    action = ("Réunir les équipes", date(2020, 1, 1))
    store.write(irritant_steps.plan_action, key, *action, employee_impact="Formés")
    return key


def test_a_head_s_answer_is_typed_on_the_line_that_is_late(page, store):
    key = overdue_action(page, store)
    page.open_target("loop")
    page.loop.reload()
    assert page.loop.overdue.select_where(lambda late: late.what == "Réunir les équipes")
    page.loop.answer.click()
    dialog = page.loop.findChild(AnswerDialog)
    assert dialog.action.currentText() == "Réunir les équipes"
    dialog.status.setCurrentIndex(1 + 2)  # done
    dialog.words.setPlainText("Réunion tenue le 3.")
    dialog.accept_button.click()
    detail = store.read(irritants.get_irritant, key, today=today())
    assert detail.actions[-1].status.value == "done"
    assert "Réunion tenue le 3." in [event.detail for event in detail.events]


def test_a_cause_is_renamed_and_refined_then_chosen(page, store):
    page.open_target("register")
    page.register.causes.click()
    dialog = page.register.findChild(CausesDialog)
    dialog.table.select_where(lambda cause: cause.base is RootCause.TOOL)
    dialog.name.setText("Douchette")
    dialog.add.click()
    dialog.name.setText("douchette")
    dialog.add.click()
    assert dialog.error.isVisible()
    assert "Douchette" in [each.name for each in store.read(causes.list_causes)]
    dialog.accept()
    page.register.reload()
    page.register._on_step("qualify", None)
    qualify = page.register.findChild(QualifyDialog)
    qualify.cause.setCurrentIndex(qualify.cause.findText("    › Douchette"))
    qualify.cause_detail.clear()
    qualify.times.setValue(7)
    qualify.people.setValue(3)
    assert (
        "× 7 par semaine × 3 personnes" in qualify.cost.text() or "observer" in qualify.cost.text()
    )
    key = page.register._detail.row.id
    qualify.accept_button.click()
    detail = store.read(irritants.get_irritant, key, today=today())
    assert (detail.row.cause, detail.cause_detail) == (RootCause.TOOL, "Douchette")
    assert (detail.row.occurrences_per_week, detail.row.people_concerned) == (7, 3)


def test_asymmetries_are_ranked_and_lead_to_their_irritant(page, store):
    page.open_target("paths")
    listed = store.read(paths.list_asymmetries, campaign(page), today=today())
    assert page.paths.ranks.model.rowCount() == len(listed) > 3
    page.paths.ranks.chosen.emit(listed[0])
    assert page.tabs.currentWidget() is page.register
    assert page.register._detail.row.id == listed[0].irritant_id


def test_symmetry_is_told_pair_by_pair_and_level_by_level(page):
    page.open_target("chain")
    assert page.chain.pairs.model.rowCount() > 3
    assert page.chain.aware.model.rowCount() > 3
    distances = [line.coverage.distance for line in page.chain.aware.model.rows]
    assert distances == sorted(distances, reverse=True)


def test_proposing_labels_shows_its_progress_and_can_be_stopped(page, store):
    page.open_target("verbatims")
    before = store.read(list_verbatims, campaign(page))
    stopped = page.desk.monitor(lambda _fraction, _text: None, page)
    stopped.cancel()
    page.desk.do(classify, campaign(page), stopped, or_else=page.verbatims._ended)
    assert store.read(list_verbatims, campaign(page)) == before
    page.verbatims.propose.click()
    assert page.verbatims.propose.isEnabled()
    assert page.verbatims.progress.isHidden()


def test_the_review_queue_is_read_page_by_page(page, store, desk):
    listed = store.read(irritants.list_irritants, campaign(page), today=today())
    for number, row in enumerate(listed[:7]):
        title = Qualification(title=f"Six écrans pour trouver une réservation {number}")
        store.write(irritant_steps.qualify, row.id, title)
    pairs = store.read(list_proposals, campaign(page), None)
    assert len(pairs) > 2 * PAGE
    dialog = ReviewDialog(desk, campaign(page), page)
    assert dialog.pairs.count() == PAGE
    assert not dialog.earlier.isEnabled()
    while dialog.later.isEnabled():
        dialog.later.click()
    assert dialog.pairs.count() == (len(pairs) % PAGE or PAGE)
    assert dialog.earlier.isEnabled()
    assert dialog.place.text().endswith(f"sur {len(pairs)}")
