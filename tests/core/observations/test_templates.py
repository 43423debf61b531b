from __future__ import annotations

import pytest

from desktop.core.observations.answers import KPAM_QUESTIONS, Content, missing, visible_items
from desktop.core.observations.questionnaire_checks import checks
from desktop.core.observations.questionnaire_file import dump, load
from desktop.core.observations.templates import templates
from desktop.core.vocabulary import QuestionnaireKind

EVERY = pytest.mark.parametrize("template", templates(), ids=lambda template: template.code)


def test_there_is_a_template_for_every_occasion():
    assert [template.code for template in templates()] == [
        "host_review",
        "immersion_back",
        "immersion_counter",
        "immersion_phones",
        "immersion_reception",
        "immersion_shop",
        "mystery_stay",
        "mystery_visit",
        "surprise",
    ]
    assert {template.kind for template in templates()} == set(QuestionnaireKind)


@EVERY
def test_a_template_has_no_fault(template):
    assert checks(template) == ()


@EVERY
def test_a_template_survives_its_file(template):
    assert load(dump(template), source="x") == template


@EVERY
def test_every_template_asks_the_two_questions_and_for_ideas(template):
    lacking = {each.item for each in missing(template, Content())}
    assert lacking >= set(KPAM_QUESTIONS)
    asked = {item.code for _section, item in visible_items(template, Content())}
    assert asked >= {"idea_service", "idea_savings"}


@EVERY
def test_no_page_is_long(template):
    assert max(len(section.items) for section in template.sections) <= 8
