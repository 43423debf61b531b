"""Conflicts, agreements, answers, several at once: the rest of the planning page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from db.session import Store
from desktop.core.monitor import Monitor
from desktop.core.publishing.agreements import SIGNATORIES, Stage
from desktop.core.vocabulary import AssignmentStatus
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import CampaignChoice, Context
from desktop.ui.planning import PlanningPage
from desktop.ui.planning.cells import Chip
from desktop.ui.planning.page import BOARD, CONFLICTS
from desktop.ui.planning.painting import Level, chip_areas
from desktop.ui.planning.period import Span
from desktop.ui.planning.waiver_dialog import WaiverDialog
from desktop.usecases.agreements import note_papers
from desktop.usecases.campaigns import list_campaigns
from desktop.usecases.demonstration import build_demonstration

TODAY = date.today()  # noqa: DTZ011 -- the page lives in the present


@pytest.fixture
def page(qtbot: QtBot, store: Store, desk: Desk, jobs: Jobs, context: Context) -> PlanningPage:
    store.write(build_demonstration, "S", 1, TODAY, Monitor())
    campaign = max(store.read(list_campaigns), key=lambda one: one.start)
    context.choose_campaign(CampaignChoice(campaign.id, campaign.code, campaign.name))
    page = PlanningPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.period.choose_span(list(Span).index(Span.CAMPAIGN))
    return page


def coming(page: PlanningPage) -> list[Chip]:
    chips = [chip for _place, found in page.view.board.grid.chips() for chip in found]
    return [chip for chip in chips if chip.person_id and not chip.past and not chip.swapped]


def draft_over(page: PlanningPage) -> Chip:
    """Carry somebody to a refused cell that may be drafted over, and insist."""
    board = page.view.board
    for chip in coming(page):
        page.view.choose(chip)
        page._take_up(chip)
        for row in range(board.rowCount()):
            for column in range(board.columnCount()):
                verdict = page.view.verdict_at(row, column)
                if verdict is not None and verdict.level is Level.REFUSED:
                    before = {one.assignment_id: one.slot_id for one in coming(page)}
                    page.view.drop(row, column)
                    assert page.panel.draft.isVisibleTo(page)
                    page.panel.draft.click()
                    after = {one.assignment_id: one.slot_id for one in coming(page)}
                    if after != before:
                        return chip
                    page._take_up(chip)
    raise AssertionError("no cell could be drafted over")


def test_a_forbidden_place_is_drafted_knowingly_marked_listed_and_shown_again(
    page: PlanningPage,
) -> None:
    chip = draft_over(page)
    blocked = [one for one in coming(page) if one.blocked]
    assert chip.assignment_id in {one.assignment_id for one in blocked}
    page.tabs.setCurrentIndex(CONFLICTS)
    rows = page.conflicts.table.model.rows
    mine = next(row for row in rows if row.person_id == chip.person_id and row.blocks)
    page.conflicts.table.select_where(lambda row: row == mine)
    page.conflicts.show_cell.click()
    assert page.tabs.currentIndex() == BOARD
    shown = page.view.chosen()
    assert shown is not None
    assert (shown.person_id, shown.slot_id) == (mine.person_id, mine.slot_id)


def test_an_exception_is_recorded_only_when_nothing_is_missing(page: PlanningPage) -> None:
    draft_over(page)
    row = next(one for one in page.conflicts.table.model.rows if one.blocks)
    campaign = page.context.campaign
    assert campaign is not None
    dialog = WaiverDialog(page.desk, campaign.id, row, page)
    dialog.author.setText("Anne Roux")
    dialog.basis.setText("Accord du 3 mai")
    assert not dialog.keep.isEnabled()
    dialog.reason.setPlainText("Demande écrite de la personne")
    assert dialog.keep.isEnabled()


def test_several_places_are_pinned_in_one_step(page: PlanningPage) -> None:
    first, second = [chip for chip in coming(page) if not chip.pinned][:2]
    page.view.toggle(first)
    page.view.toggle(second)
    page.panel._actions[0].click()
    pinned = {chip.assignment_id for chip in coming(page) if chip.pinned}
    assert {first.assignment_id, second.assignment_id} <= pinned
    page.desk.undo()
    pinned = {chip.assignment_id for chip in coming(page) if chip.pinned}
    assert pinned.isdisjoint({first.assignment_id, second.assignment_id})


def test_ctrl_click_chooses_together(page: PlanningPage, qtbot: QtBot) -> None:
    chosen = []
    page.view.together_changed.connect(chosen.append)
    for chip in coming(page)[:2]:
        assert page.view.show_place(chip.slot_id, chip.person_id)
        index = page.view.currentIndex()
        area = next(
            area
            for area, one in chip_areas(page.view.visualRect(index), page.view.board.cell(index))
            if one.assignment_id == chip.assignment_id
        )
        qtbot.mouseClick(
            page.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            area.topLeft() + QPoint(12, 12),
        )
    assert len(chosen[-1]) == 2


def test_agreements_to_sign_leave_the_list_once_signed(page: PlanningPage) -> None:
    rows = page.agreements.table.model.rows
    waiting = next(row for row in rows if row.stage is Stage.SIGNATURES)
    everybody = dict.fromkeys(SIGNATORIES, TODAY)
    page.desk.do(note_papers, waiting.assignment_id, {}, everybody)
    left = {row.assignment_id for row in page.agreements.table.model.rows}
    assert waiting.assignment_id not in left


def test_the_silent_are_reminded_and_the_messages_offered(
    page: PlanningPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.answers.mail_wanted):
        page.answers.remind_into(tmp_path / "relances")
    assert not page.answers.remind.isEnabled()
    assert list((tmp_path / "relances").glob("*.eml"))


def test_a_published_day_is_confirmed_from_the_board(page: PlanningPage) -> None:
    chip = next(one for one in coming(page) if one.status is AssignmentStatus.PUBLISHED)
    page.acts.confirm(chip)
    now = next(one for one in coming(page) if one.assignment_id == chip.assignment_id)
    assert now.status is AssignmentStatus.CONFIRMED


def test_what_the_board_showed_is_found_again_at_the_next_start(
    page: PlanningPage, qtbot: QtBot
) -> None:
    page.axis.setCurrentIndex(1)
    page.tools.only_conflicts.setChecked(True)
    page._remember()
    again = PlanningPage(page.desk, page.jobs, page.context)
    qtbot.addWidget(again)
    assert again.axis.currentIndex() == 1
    assert again.tools.only_conflicts.isChecked()
    assert again.period.span_index() == page.period.span_index()


def test_the_home_page_s_links_open_the_right_list(page: PlanningPage) -> None:
    for target, tab in (("check", 1), ("agreements", 2), ("unconfirmed", 3), ("open", 0)):
        page.open_target(target)
        assert page.tabs.currentIndex() == tab
