from __future__ import annotations

import re

import pytest

from desktop.core import i18n
from desktop.paths import resource
from desktop.ui.help.topics import matching, topics
from desktop.ui.window.registry import PAGES


def test_both_languages_have_the_same_topics():
    names = [{file.name for file in resource("help", code).glob("*.md")} for code in ("fr", "en")]
    assert names[0] == names[1] != set()


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_link_leads_to_a_page_or_a_topic(language):
    with i18n.speaking(language):
        all_topics = topics()
    known = {f"page:{one.id}" for one in PAGES} | {f"topic:{one.name}" for one in all_topics}
    links = {
        link for one in all_topics for link in re.findall(r"\]\(((?:page|topic):[^)]*)\)", one.text)
    }
    assert links - known == set()


def test_help_is_found_by_symptom_whatever_the_accents():
    assert matching(topics(), "accents")[0].name == "import"
    assert matching(topics(), "xyzzy") == []
