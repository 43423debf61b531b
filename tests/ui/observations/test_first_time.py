"""A participant opens the program for the first time and files a report: the clicks are counted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.app import Application
from desktop.core.vocabulary import ObservationKind, ReportStatus
from desktop.ui.observations.fields import ChoiceField
from desktop.ui.observations.pages import SectionPage, ToldPage
from desktop.usecases.missions import collect_package, prepare_missions
from desktop.usecases.reports import get_report
from tests.usecases.conftest import usual
from tests.usecases.report_world import NOW, make_world

LEFT = Qt.MouseButton.LeftButton
WORDS = "Le stock affichait quatre, le rayon était vide depuis la veille."


class Hand:
    """Clicks, and counts them."""

    def __init__(self, qtbot) -> None:
        self.qtbot = qtbot
        self.clicks = 0

    def click(self, button) -> None:
        self.clicks += 1
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, LEFT)


@pytest.fixture
def mission(store, tmp_path):
    world = store.write(make_world).value
    files = store.write(prepare_missions, world.campaign, NOW).value
    file = next(each for each in files if each.name.endswith("-v.vmvmission"))
    (tmp_path / file.name).write_bytes(file.content)
    return tmp_path / file.name


@pytest.fixture
def application(qapp, mission, tmp_path, monkeypatch):
    assert isinstance(qapp, QApplication)
    monkeypatch.setenv("HOME", str(tmp_path))
    started = Application(qapp)
    started.start(str(mission))
    yield started
    started.window.close()
    started.close()


def answer(form) -> None:
    """What the page in front asks for: answers are no clicks of the program's."""
    page = form.pages[form.current]
    if isinstance(page, SectionPage):
        for code, block in page.blocks.items():
            item = block.item
            if not item.required or form._content.value(code):
                continue
            if isinstance(block.field, ChoiceField):
                next(iter(block.field.buttons.values())).click()
            else:
                block.field.changed.emit(usual(block.item))
    elif isinstance(page, ToldPage):
        for kind in (ObservationKind.BEST, ObservationKind.MOST_FRUSTRATING):
            page.blocks[kind].box.box.setPlainText(WORDS)


def test_a_first_report_takes_less_than_ten_clicks_beyond_its_answers(
    qtbot, application, store, tmp_path
):
    window = application.window
    qtbot.waitUntil(lambda: window.page is not None and bool(window.page.form.pages), timeout=20000)
    reports = window.page
    form = reports.form
    qtbot.waitUntil(form.isVisible)
    hand = Hand(qtbot)
    answer(form)
    steps = form.frame.steps
    for number, page in enumerate(form.pages):
        asked = isinstance(page, ToldPage) or (
            isinstance(page, SectionPage) and any(b.item.required for b in page.blocks.values())
        )
        if asked and number != form.current:
            hand.clicks += 1
            rect = steps.visualItemRect(steps.item(number))
            qtbot.mouseClick(steps.viewport(), LEFT, pos=rect.center())
            assert form.current == number
            answer(form)
    last = len(form.pages) - 1
    hand.clicks += 1
    qtbot.mouseClick(steps.viewport(), LEFT, pos=steps.visualItemRect(steps.item(last)).center())
    check = form.pages[last]
    qtbot.waitUntil(check.send.isEnabled, timeout=10000)
    hand.click(check.send)
    qtbot.waitUntil(lambda: list(tmp_path.rglob("*.vmvreport")) != [], timeout=10000)
    (package,) = tmp_path.rglob("*.vmvreport")
    print(hand.clicks)  # noqa: T201 -- the count is the point
    assert hand.clicks < 10
    result = store.write(collect_package, package.read_bytes(), package.name).value
    sheet = store.read(get_report, result.report_id)
    assert (sheet.row.author, sheet.row.status) == ("Anne Roux", ReportStatus.IN_REVIEW)
