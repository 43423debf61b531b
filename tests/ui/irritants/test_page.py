"""The page of irritants on the small demonstration company."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.core.vocabulary import IrritantStatus, MirrorState, Moment
from desktop.ui.context import CampaignChoice
from desktop.ui.irritants import IrritantsPage
from desktop.ui.irritants.page import TABS
from desktop.ui.irritants.placing import PlacingDialog
from desktop.ui.irritants.review import ReviewDialog
from desktop.ui.irritants.step_dialogs import CloseDialog, QualifyDialog, ReasonDialog
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.mirror import list_mirror
from desktop.usecases.today import list_campaign_lines


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


def cells(page):
    return page.mirror._cells


def test_the_matrix_shows_each_touchpoint_in_its_moment(page, store):
    listed = store.read(list_mirror, page.context.campaign.id)
    for moment, card in page.mirror.matrix.cards.items():
        assert len(card.names) == sum(cell.moment is moment for cell in listed)
    lacking = [cell for cell in listed if cell.judgement.state is not MirrorState.COMPLETE]
    assert page.mirror.incomplete.model.rowCount() == len(lacking)


def test_a_card_is_pressed_by_keyboard_and_says_what_it_holds(qtbot, page):
    card = page.mirror.matrix.cards[Moment.PAIN]
    with qtbot.waitSignal(page.mirror.matrix.chosen) as chosen:
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert chosen.args == [Moment.PAIN]
    assert card.accessibleName().startswith("Douleur — ")


def test_a_touchpoint_shows_its_reason_and_may_be_placed_elsewhere(qtbot, page):
    cell = next(each for each in cells(page) if each.moment is Moment.PAIN)
    page.mirror.show_cell(cell)
    texts = [label.text() for label in page.mirror.side.findChildren(type(page._subtitle))]
    assert cell.reason in texts
    page.mirror.side.placing.emit(cell)
    dialog = page.mirror.findChild(PlacingDialog)
    dialog.moment.setCurrentIndex(list(Moment).index(Moment.WIN_WIN))
    dialog.accept_button.click()
    assert dialog.error.isVisible()
    dialog.reason.setPlainText("Les horaires ont changé depuis")
    dialog.accept_button.click()
    moved = next(each for each in cells(page) if each.touchpoint == cell.touchpoint)
    assert (moved.moment, moved.judgement.computed) == (Moment.WIN_WIN, Moment.PAIN)


def test_an_incomplete_mirror_says_whom_to_ask(page):
    first = page.mirror.incomplete.model.rows[0]
    page.mirror.incomplete.select_where(lambda cell: cell is first)
    texts = [label.text() for label in page.mirror.side.findChildren(type(page._subtitle))]
    assert first.ask in texts


def test_the_register_shows_the_story_of_the_line_chosen(page):
    page.open_target("register")
    assert page.register.table.model.rowCount() > 10
    assert page.register._detail.row.id == page.register.table.current().id


@pytest.mark.parametrize("target", ["past", "no_cause", "resolved"])
def test_the_home_page_leads_to_a_filter(page, target):
    page.open_target(target)
    assert page.register.shown.currentData() == target
    assert all(
        row.overdue if target == "past"
        else row.caused_by_id is None if target == "no_cause"
        else row.status is IrritantStatus.RESOLVED
        for row in page.register.table.model.rows
    )  # fmt: skip


def test_a_step_refused_says_why_and_keeps_what_was_typed(page):
    page.open_target("register")
    page.register.detail.step.emit("set_aside", None)
    dialog = page.register.findChild(ReasonDialog)
    dialog.accept_button.click()
    assert "motif" in dialog.error.text()
    dialog.reason.setPlainText("Doublon d’un projet en cours")
    dialog.accept_button.click()
    page.register.show_only("set_aside")
    titles = [row.status for row in page.register.table.model.rows]
    assert IrritantStatus.SET_ASIDE in titles


def test_qualifying_from_the_page_changes_the_register_and_can_be_undone(page, desk):
    page.open_target("register")
    row = page.register.table.current()
    page.register.detail.step.emit("qualify", None)
    dialog = page.register.findChild(QualifyDialog)
    dialog.client.setValue(4 - row.severity_client)
    dialog.title.setText("Un titre plus clair")
    dialog.accept_button.click()
    assert "Un titre plus clair" in [each.title for each in page.register.table.model.rows]
    desk.undo()
    assert "Un titre plus clair" not in [each.title for each in page.register.table.model.rows]


def test_closing_a_client_irritant_asks_who_carries_it(page):
    page.open_target("register")
    page.register.table.select_where(
        lambda row: row.side.value != "employee" and row.status is IrritantStatus.IN_HAND
    )
    page.register.detail.step.emit("close", None)
    dialog = page.register.findChild(CloseDialog)
    dialog.checked.setPlainText("Vérifié sur place")
    dialog.accept_button.click()
    assert dialog.asks
    assert "qui le porte désormais" in dialog.error.text()


def test_the_journey_is_walked_by_arrows_and_finds_its_line(qtbot, page):
    page.open_target("journey")
    qtbot.keyClick(page.journey.curve, Qt.Key.Key_Right)
    qtbot.keyClick(page.journey.curve, Qt.Key.Key_Right)
    current = page.journey.table.current()
    assert current is not None
    assert current.touchpoint == page.journey.curve._steps[1].touchpoint
    assert "enchantés" in page.journey.curve.accessibleDescription()


def test_the_chain_is_drawn_and_told_in_tables(page):
    page.open_target("chain")
    assert len(page.chain.drawing.scene().items()) > 20
    assert page.chain.flows.model.rowCount() > 5
    before = page.chain.drawing.transform().m11()
    page.chain.drawing.zoom(1.2)
    assert page.chain.drawing.transform().m11() > before


def test_words_are_corrected_by_hand(page):
    page.open_target("verbatims")
    table = page.verbatims.table
    table.view.selectRow(0)
    row = table.current()
    page.verbatims.polarity.setCurrentIndex(1)
    page.verbatims.save.click()
    corrected = next(each for each in table.model.rows if each.id == row.id)
    assert (corrected.corrected, corrected.polarity.value) == (True, "neutral")


def test_every_tab_and_button_has_a_name(page):
    for tab in TABS:
        page.open_target(tab)
        for button in page.tabs.currentWidget().findChildren(QPushButton):
            assert button.text() or button.accessibleName()


def test_without_a_campaign_the_page_says_so(qtbot, desk, jobs, context):
    empty = IrritantsPage(desk, jobs, context)
    qtbot.addWidget(empty)
    empty.show()
    assert empty._empty.isVisible()


def test_pairs_are_reviewed_one_by_one_and_not_asked_again(page, desk, store):
    from desktop.usecases.irritant_steps import Qualification, qualify
    from desktop.usecases.similar_irritants import list_proposals

    page.open_target("register")
    first, second = page.register.table.model.rows[:2]
    desk.do(qualify, second.id, Qualification(title=f"{first.title} encore"))
    page.register.review.click()
    dialog = page.register.findChild(ReviewDialog)
    apart = [b for b in dialog.findChildren(QPushButton) if b.text() == "Ce n’est pas le même"]
    assert apart
    for button in apart:
        button.click()
    assert store.read(list_proposals, page.context.campaign.id) == []
    assert page.register.review.isHidden()
