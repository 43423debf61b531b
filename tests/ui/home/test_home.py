from __future__ import annotations

from datetime import date

import pytest

from desktop.core.vocabulary import CampaignStatus
from desktop.ui.context import CampaignChoice
from desktop.ui.home import HomePage
from desktop.ui.home.campaigns import CampaignsPage
from desktop.ui.widgets.chips import Chip
from desktop.usecases.campaigns import create_campaign, list_campaigns
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.today import get_today, list_campaign_lines


@pytest.fixture
def campaign(store):
    """The open campaign of the small demonstration company."""
    store.write(build_demonstration, size="S")
    line = store.read(list_campaign_lines)[0]
    return CampaignChoice(line.id, line.code, line.name)


def chips(page: HomePage) -> list[str]:
    return [chip.text for chip in page.waiting.findChildren(Chip) if chip.isVisibleTo(page)]


def test_an_empty_file_leads_to_the_import(qtbot, desk, jobs, context):
    page = HomePage(desk, jobs, context)
    qtbot.addWidget(page)
    with qtbot.waitSignal(context.navigated) as asked:
        page.show()
        page._empty.button.click()
    assert asked.args == ["import", None]


def test_the_open_campaign_comes_first(store, campaign):
    lines = store.read(list_campaign_lines)
    assert [line.status for line in lines] == [CampaignStatus.OPEN, CampaignStatus.CLOSED]


def test_home_says_what_waits_and_leads_there(qtbot, desk, jobs, context, campaign):
    context.choose_campaign(campaign)
    page = HomePage(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: chips(page) != [])
    words = chips(page)
    buttons = [b for b in page.waiting.findChildren(type(page._empty.button)) if b.text() == "Voir"]
    assert len(buttons) == len(words)
    with qtbot.waitSignal(context.navigated) as asked:
        buttons[0].click()
    assert asked.args[0] in {"reports", "irritants", "planning", "stays"}


def test_counts_of_today_agree_with_each_other(store, campaign):
    from datetime import UTC, datetime

    today = store.read(get_today, campaign.id, datetime(2026, 11, 18, 12, tzinfo=UTC))
    by_step = {state.step: state for state in today.steps}
    assert today.people == 60
    assert by_step["plan"].done >= by_step["publish"].done
    assert by_step["report"].done + today.overdue_reports >= by_step["report"].done
    assert by_step["report"].done <= by_step["report"].total


def test_the_page_of_campaigns_makes_one_by_its_form(qtbot, desk, jobs, context, store):
    page = CampaignsPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    page._create()
    form = page.children()[-1]
    form.code.setText("P27")
    form.name.setText("Printemps 2027")
    form.save.click()
    assert [row.code for row in store.read(list_campaigns)] == ["P27"]
    assert page.table.model.rowCount() == 1


def test_a_refusal_stays_in_the_form(qtbot, desk, jobs, context, store):
    store.write(create_campaign, "P27", "Printemps", date(2027, 3, 1), date(2027, 5, 1))
    page = CampaignsPage(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    page._create()
    form = page.children()[-1]
    form.code.setText("P27")
    form.name.setText("Encore")
    form.save.click()
    assert form.isVisible()
    assert "P27" in form._error.text()
    form.reject()
