"""Before, during and after a search: what is possible, the order of the aims, who changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.session import Store
from desktop.core.monitor import Monitor
from desktop.core.planning.plan import Status
from desktop.core.planning.problem import Problem, Tier
from desktop.desk import Desk
from desktop.jobs import Jobs
from desktop.ui.planning.fairness import FairnessDialog
from desktop.ui.planning.proposal import CHANGES, ProposalDialog
from desktop.usecases.campaigns import list_campaigns
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.planning_problem import load_problem

TODAY = date.today()  # noqa: DTZ011 -- the page lives in the present


@pytest.fixture
def problem(store: Store) -> Problem:
    store.write(build_demonstration, "S", 1, TODAY, Monitor())
    campaign = max(store.read(list_campaigns), key=lambda one: one.start)
    return store.read(load_problem, campaign.id)


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, jobs: Jobs, problem: Problem) -> ProposalDialog:
    dialog = ProposalDialog(desk, jobs, problem.campaign, problem)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def test_what_is_possible_is_counted_before_any_search(dialog: ProposalDialog, qtbot: QtBot):
    panel = dialog.feasibility
    qtbot.waitUntil(lambda: panel.weeks.model.rowCount() > 0, timeout=10_000)
    assert panel.tolls.model.rowCount() > 3
    assert dialog._plan is None


def test_the_search_is_drawn_and_every_change_is_listed(
    dialog: ProposalDialog, qtbot: QtBot, tmp_path: Path
):
    dialog.seconds.setValue(20)
    dialog.search()
    qtbot.waitUntil(lambda: dialog._plan is not None, timeout=30_000)
    assert dialog._plan is not None
    assert dialog._plan.status is Status.OPTIMAL
    assert dialog.chart.steps
    assert dialog.chart.words()
    standing = {one.activity for one in dialog._problem.standing}
    changed = {one.person for one in standing ^ set(dialog._plan.activities)}
    assert dialog.people.model.rowCount() == len(changed)
    assert str(len(changed)) in dialog.tabs.tabText(CHANGES)


def test_the_order_of_the_aims_is_remembered_by_the_campaign(
    dialog: ProposalDialog, qtbot: QtBot, store: Store
):
    usual = dialog.aims.order()
    dialog.aims.list.setCurrentRow(2)
    dialog.aims.move_chosen(-1)
    expected = (usual[0], usual[2], usual[1], *usual[3:])
    assert dialog.aims.order() == expected
    assert dialog._problem.settings.tiers == expected
    assert Tier.MOVED not in expected

    def remembered() -> bool:
        return store.read(load_problem, dialog._campaign_id).settings.tiers == expected

    qtbot.waitUntil(remembered, timeout=5_000)


def test_fairness_shows_everybody_who_takes_part(qtbot: QtBot, problem: Problem):
    dialog = FairnessDialog(problem)
    qtbot.addWidget(dialog)
    takes_part = sum(one.immersion or one.mystery for one in problem.people)
    assert dialog.people.model.rowCount() == takes_part
    assert [dialog.tabs.tabText(number) for number in range(3)] != ["", "", ""]
