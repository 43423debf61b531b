from __future__ import annotations

import pytest

from desktop.ui.window.registry import PAGES, Entry


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.id)
def test_every_page_can_be_built_and_shown_without_a_campaign(
    qtbot, desk, jobs, context, entry: Entry
):
    page = entry.build(desk, jobs, context)
    qtbot.addWidget(page)
    page.show()
    assert page.isVisible()
