from __future__ import annotations

import pytest

from db.models import Stay
from desktop.core.errors import UserError
from desktop.core.observations.report_states import Role
from desktop.core.vocabulary import ObservationKind, ReportStatus, StayStatus
from desktop.usecases import report_writing as writing
from desktop.usecases import reviewing as use
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import Told
from desktop.usecases.reports import get_report

NAMED = "La vendeuse Sophie a refusé l’échange à 11 h 40."


@pytest.fixture
def sent(store, filled):
    told = Told(ObservationKind.FACT, "shop.returns", NAMED)
    store.write(writing.save_observation, filled, told)
    store.write(writing.save_answer, filled, "idea_service", "Une borne a l’entrée.")
    store.write(submit_report, filled)
    return filled


def field_of(store, report, text):
    return next(each.field for each in store.read(get_report, report).texts if each.text == text)


def status(store, report):
    return store.read(get_report, report).row.status


def test_a_draft_cannot_be_read_by_the_reviewer(store, filled):
    with pytest.raises(UserError):
        store.read(get_report, filled, Role.REVIEWER)


def test_an_accepted_report_counts(store, sent):
    store.write(use.accept_report, sent)
    assert status(store, sent) is ReportStatus.ACCEPTED


def test_a_revision_tells_the_author_what_to_look_at(store, sent):
    comments = (use.FieldComment("À quelle heure ?", "answer:hardest"), use.FieldComment("  "))
    store.write(use.ask_revision, sent, comments, "Coordination")
    sheet = store.read(get_report, sent)
    assert sheet.row.status is ReportStatus.TO_REVISE
    assert [(each.field, each.text) for each in sheet.comments] == [
        ("answer:hardest", "À quelle heure ?")
    ]
    store.write(writing.save_answer, sent, "hardest", "À midi.")


def test_a_revision_without_a_word_is_refused(store, sent):
    with pytest.raises(UserError):
        store.write(use.ask_revision, sent, ())


def test_a_report_is_set_aside_with_its_reason(store, sent):
    with pytest.raises(UserError):
        store.write(use.set_aside_report, sent, "")
    store.write(use.set_aside_report, sent, "Le site était fermé.")
    sheet = store.read(get_report, sent)
    assert (sheet.row.status, sheet.decision_reason) == (
        ReportStatus.REJECTED,
        "Le site était fermé.",
    )


def test_the_form_is_mended_before_the_author_s_eyes(store, sent):
    field = field_of(store, sent, "Une borne a l’entrée.")
    store.write(use.mend_text, sent, field, "Une borne à l’entrée.", "Coordination")
    sheet = store.read(get_report, sent)
    assert sheet.content.value("idea_service") == "Une borne à l’entrée."
    (comment,) = sheet.comments
    assert (comment.before, comment.text) == ("Une borne a l’entrée.", "Une borne à l’entrée.")
    (idea,) = [each for each in sheet.observations if each.item == "idea_service"]
    assert (idea.text, idea.original) == ("Une borne à l’entrée.", "Une borne a l’entrée.")


def test_a_fact_may_be_masked_but_never_reworded(store, sent):
    field = field_of(store, sent, NAMED)
    with pytest.raises(UserError):
        store.write(use.mend_text, sent, field, "L’échange a été refusé à 11 h 40.")
    with pytest.raises(UserError):
        store.write(use.mend_text, sent, field, NAMED.replace("11", "12"))
    store.write(use.mend_text, sent, field, NAMED.replace("Sophie", "[…]"))
    assert field_of(store, sent, "La vendeuse […] a refusé l’échange à 11 h 40.") == field


def test_answers_that_are_no_words_cannot_be_mended(store, sent):
    with pytest.raises(UserError):
        store.write(use.mend_text, sent, "answer:out_of_stock", "0")


def test_nothing_is_mended_after_the_review(store, sent):
    field = field_of(store, sent, NAMED)
    store.write(use.accept_report, sent)
    with pytest.raises(UserError):
        store.write(use.mend_text, sent, field, NAMED.replace("Sophie", "[…]"))


def test_nothing_is_released_before_the_guard_s_warnings_are_cleared(store, sent):
    store.write(use.accept_report, sent)
    with pytest.raises(UserError):
        store.write(use.release_report, sent)
    (warning,) = store.read(get_report, sent).warnings
    assert warning.warning.words == "Sophie"
    store.write(use.clear_warning, sent, warning.field, "Sophie")
    store.write(use.release_report, sent)
    assert status(store, sent) is ReportStatus.RELEASED
    assert store.read(get_report, sent, Role.DEPARTMENT_HEAD).comments == ()


def test_what_was_released_never_changes(store, sent):
    store.write(use.accept_report, sent)
    store.write(use.clear_warning, sent, field_of(store, sent, NAMED), "Sophie")
    store.write(use.release_report, sent)
    for step in (use.accept_report, use.release_report):
        with pytest.raises(UserError):
            store.write(step, sent)
    with pytest.raises(UserError):
        store.write(use.reopen_report, sent, "Erreur")


def test_only_clean_reports_are_released_together(store, sent, world):
    store.write(use.accept_report, sent)
    assert store.write(use.release_accepted, world.campaign).value == use.Release(0, 1)
    store.write(use.clear_warning, sent, field_of(store, sent, NAMED), "Sophie")
    assert store.write(use.release_accepted, world.campaign).value == use.Release(1, 0)


def test_an_accepted_report_settles_the_stay(store, world, fill):
    report = store.write(writing.open_report, stay_id=world.stay).value
    fill(store, report)
    store.write(submit_report, report)
    store.write(use.accept_report, report)
    assert store.read(lambda s: s.get_one(Stay, world.stay).status) is StayStatus.ACCEPTED
