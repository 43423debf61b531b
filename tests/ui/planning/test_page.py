"""The planning page, driven as a coordinator drives it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.session import Store
from desktop.core.monitor import Monitor
from desktop.core.publishing.presences import ChangeKind
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.context import CampaignChoice, Context
from desktop.ui.planning import PlanningPage
from desktop.ui.planning.cells import Axis, Chip
from desktop.ui.planning.painting import Level
from desktop.ui.planning.period import Span
from desktop.ui.planning.proposal import ProposalDialog
from desktop.ui.planning.publication import PublicationDialog
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
    page.period._span.setCurrentIndex(list(Span).index(Span.CAMPAIGN))
    return page


def places(page: PlanningPage) -> list[tuple[int, int, Chip]]:
    board = page.view.board
    return [
        (row, column, chip)
        for row in range(board.rowCount())
        for column in range(board.columnCount())
        for chip in board.grid.cell(row, column).chips
    ]


def movable(page: PlanningPage) -> tuple[int, int, Chip]:
    return next(one for one in places(page) if one[2].person_id and not one[2].past)


def take_up(page: PlanningPage, place: tuple[int, int, Chip], qtbot: QtBot) -> None:
    page.view.setCurrentIndex(page.view.board.index(place[0], place[1]))
    page.view.choose(place[2])
    qtbot.keyClick(page.view, Qt.Key.Key_M)


def cells_judged(page: PlanningPage, level: Level) -> list[tuple[int, int]]:
    board = page.view.board
    found = []
    for row in range(board.rowCount()):
        for column in range(board.columnCount()):
            verdict = page.view.verdict_at(row, column)
            if verdict is not None and verdict.level is level:
                found.append((row, column))
    return found


def slot_of(page: PlanningPage, person: int) -> set[int]:
    return {chip.slot_id for _row, _column, chip in places(page) if chip.person_id == person}


def test_a_person_is_carried_by_keyboard_to_an_allowed_cell_and_undo_brings_her_back(
    page: PlanningPage, qtbot: QtBot
) -> None:
    place = movable(page)
    person = place[2].person_id
    assert person is not None
    before = slot_of(page, person)
    take_up(page, place, qtbot)
    free = cells_judged(page, Level.ALLOWED) + cells_judged(page, Level.WARNED)
    page.view.setCurrentIndex(page.view.board.index(*free[0]))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert slot_of(page, person) != before
    assert page.desk.undo_label != ""
    page.desk.undo()
    assert slot_of(page, person) == before


def test_a_refused_drop_changes_nothing_and_says_all_the_reasons(
    page: PlanningPage, qtbot: QtBot
) -> None:
    place = movable(page)
    person = place[2].person_id
    assert person is not None
    before = slot_of(page, person)
    take_up(page, place, qtbot)
    row, column = cells_judged(page, Level.REFUSED)[0]
    verdict = page.view.verdict_at(row, column)
    assert verdict is not None
    page.view.drop(row, column)
    assert slot_of(page, person) == before
    assert all(reason in page.panel._reasons.text() for reason in verdict.reasons[:1])


def test_escape_lets_be_what_is_carried(page: PlanningPage, qtbot: QtBot) -> None:
    take_up(page, movable(page), qtbot)
    assert page.view.carried is not None
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.view.carried is None


def test_a_pin_is_seen_on_the_chip(page: PlanningPage) -> None:
    _row, _column, chip = movable(page)
    page.acts.pin([chip])
    now = next(one for _r, _c, one in places(page) if one.assignment_id == chip.assignment_id)
    assert now.pinned is not chip.pinned


def test_a_removed_person_is_listed_as_not_placed(page: PlanningPage) -> None:
    _row, _column, chip = movable(page)
    count = page.panel.unplaced.count()
    page.acts.remove([chip])
    assert page.panel.unplaced.count() >= count
    assert chip.assignment_id not in {one.assignment_id for _r, _c, one in places(page)}


def test_candidates_are_offered_for_an_open_seat(page: PlanningPage) -> None:
    chip = next(one for _r, _c, one in places(page) if one.open and not one.past)
    page._on_chip(chip)
    page._ask_candidates(chip.slot_id)
    assert page.panel.candidates.count() > 0


@pytest.mark.parametrize("axis", list(Axis))
def test_every_axis_shows_the_same_people(page: PlanningPage, axis: Axis) -> None:
    page.axis.setCurrentIndex(list(Axis).index(axis))
    placed = {chip.assignment_id for _r, _c, chip in places(page) if chip.assignment_id}
    page.axis.setCurrentIndex(0)
    assert placed == {chip.assignment_id for _r, _c, chip in places(page) if chip.assignment_id}


def test_a_proposed_plan_is_taken_and_undone(page: PlanningPage, qtbot: QtBot) -> None:
    before = {chip.assignment_id for _r, _c, chip in places(page) if chip.assignment_id}
    page.doors.propose()
    dialog = page.findChild(ProposalDialog)
    assert dialog is not None
    dialog.search()
    qtbot.waitUntil(dialog.take.isVisible, timeout=60_000)
    dialog._take()
    assert page.desk.undo_label != ""
    page.desk.undo()
    assert {c.assignment_id for _r, _c, c in places(page) if c.assignment_id} == before


def test_publishing_tells_only_those_whose_plan_changed(page: PlanningPage, tmp_path: Path) -> None:
    _row, _column, chip = movable(page)
    page.acts.remove([chip])
    page.doors.publish()
    dialog = page.findChild(PublicationDialog)
    assert dialog is not None
    told = [change.kind for change in dialog.table.model.rows]
    assert told.count(ChangeKind.CANCELLED) == 1
    dialog.publish_into(tmp_path / "out")
    letters = [path for path in (tmp_path / "out").iterdir() if path.suffix == ".eml"]
    assert len(letters) == len(told)
    again = PublicationDialog(page.desk, page.context, page.context.campaign.id, page)
    assert again.table.model.total == 0


def test_every_cell_is_also_told_in_words(page: PlanningPage) -> None:
    row, column, chip = movable(page)
    told = page.view.board.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert chip.spoken in told
