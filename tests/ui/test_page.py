from __future__ import annotations

from desktop.core.changes import Changes
from desktop.ui.context import CampaignChoice
from desktop.ui.page import Page


class Counting(Page):
    """A page that counts how often it reads."""

    watches = Changes.PEOPLE

    def __init__(self, *args):
        super().__init__(*args)
        self.readings = 0

    def reload(self):
        self.readings += 1


def test_a_page_reads_when_it_is_first_shown(qtbot, desk, jobs, context):
    page = Counting(desk, jobs, context)
    qtbot.addWidget(page)
    assert page.readings == 0
    page.show()
    assert page.readings == 1


def test_a_page_reads_again_when_it_is_concerned(qtbot, desk, jobs, context):
    page = Counting(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    desk.announce(Changes.SITES)
    assert page.readings == 1
    desk.announce(Changes.PEOPLE | Changes.SITES)
    assert page.readings == 2


def test_a_hidden_page_waits_until_it_is_seen(qtbot, desk, jobs, context):
    page = Counting(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    page.hide()
    desk.announce(Changes.PEOPLE)
    context.choose_campaign(CampaignChoice(1, "C1", "Printemps"))
    assert page.readings == 1
    page.show()
    assert page.readings == 2


def test_an_empty_page_says_what_to_do_next(qtbot, desk, jobs, context):
    pressed = []
    page = Counting(desk, jobs, context)
    qtbot.addWidget(page)
    page.show_empty("Rien.", "Importez.", "Importer", lambda: pressed.append(True))
    page.show()
    page._empty.button.click()
    assert pressed == [True]
    page.show_content()
    assert page._stack.currentWidget() is page._content
