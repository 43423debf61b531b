from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.errors import UserError
from desktop.core.observations.questionnaire import Words
from desktop.core.observations.templates import templates
from desktop.usecases import questionnaires as use
from desktop.usecases.report_writing import open_report


def rows(store, **options):
    return store.read(use.list_questionnaires, **options)


def by_code(store, code):
    return next(row for row in rows(store) if row.code == code)


def test_templates_are_installed_once(store):
    assert store.write(use.install_templates).value == 9
    assert store.write(use.install_templates).value == 0
    assert [row.code for row in rows(store)] == [template.code for template in templates()]


def test_an_unused_questionnaire_is_edited_in_place(store):
    store.write(use.install_templates)
    row = by_code(store, "surprise")
    mine = replace(store.read(use.get_questionnaire, row.id), words=Words("À nous", "Ours"))
    assert store.write(use.save_questionnaire, mine, row.id).value == row.id
    assert by_code(store, "surprise").title == "À nous"
    assert by_code(store, "surprise").edition == 1


def test_a_used_questionnaire_is_followed_by_its_next_version(store, world):
    store.write(use.install_templates)
    report = store.write(open_report, assignment_id=world.assignment).value
    row = by_code(store, "immersion_shop")
    assert row.used
    old = store.read(use.get_questionnaire, row.id)
    new = store.write(use.save_questionnaire, replace(old, minutes=5), row.id).value
    assert new != row.id
    assert (by_code(store, "immersion_shop").edition, by_code(store, "immersion_shop").minutes) == (
        2,
        5,
    )
    assert [
        each.edition for each in rows(store, retired=True) if each.code == "immersion_shop"
    ] == [2, 1]
    from desktop.usecases.reports import get_report

    assert store.read(get_report, report).questionnaire == old


def test_a_faulty_questionnaire_is_refused(store):
    store.write(use.install_templates)
    row = by_code(store, "surprise")
    held = store.read(use.get_questionnaire, row.id)
    bad = replace(held, sections=(replace(held.sections[0], touchpoint="moon.landing"),))
    with pytest.raises(UserError, match=r"moon\.landing"):
        store.write(use.save_questionnaire, bad, row.id)


def test_a_questionnaire_travels_as_a_file(store):
    store.write(use.install_templates)
    row = by_code(store, "mystery_visit")
    text = store.read(use.export_questionnaire, row.id)
    assert store.write(use.import_questionnaire, text, "visite.json").value == row.id
    other = text.replace('"code": "mystery_visit"', '"code": "my_visit"', 1)
    assert store.write(use.import_questionnaire, other, "visite.json").value != row.id


def test_editing_a_questionnaire_is_undone(store):
    store.write(use.install_templates)
    row = by_code(store, "surprise")
    held = store.read(use.get_questionnaire, row.id)
    written = store.write(use.save_questionnaire, replace(held, minutes=99), row.id)
    store.replay(written.changeset.inverse())
    assert store.read(use.get_questionnaire, row.id) == held


def test_a_retired_questionnaire_leaves_the_list(store):
    store.write(use.install_templates)
    store.write(use.retire_questionnaire, by_code(store, "surprise").id)
    assert "surprise" not in [row.code for row in rows(store)]
