from __future__ import annotations

import pytest

from db.models import Report, Stay
from desktop.core.errors import UserError
from desktop.core.observations.answers import Lack
from desktop.core.observations.cards import Card
from desktop.core.vocabulary import ObservationKind, Polarity, ReportStatus, StayStatus, Voice
from desktop.usecases import report_writing as writing
from desktop.usecases.report_sending import appeal_report, submit_report
from desktop.usecases.reports import final_check, get_report
from desktop.usecases.reviewing import set_aside_report

NOTE = "Le stock affichait quatre, le rayon était vide depuis la veille."


def test_an_empty_report_is_not_sent_and_says_what_is_missing(store, world):
    report = store.write(writing.open_report, assignment_id=world.assignment).value
    with pytest.raises(UserError, match="manque"):
        store.write(submit_report, report)
    check = store.read(final_check, report)
    assert not check.ready
    assert {each.lack for each in check.missing} == {Lack.ANSWER, Lack.TOLD}


def test_a_complete_report_goes_to_review(store, filled):
    assert store.read(final_check, filled).ready
    store.write(submit_report, filled)
    row = store.read(get_report, filled).row
    assert (row.status, row.submitted_at is not None) == (ReportStatus.IN_REVIEW, True)


def test_a_sent_report_can_no_longer_be_written(store, filled):
    store.write(submit_report, filled)
    with pytest.raises(UserError):
        store.write(writing.save_answer, filled, "out_of_stock", "4")
    with pytest.raises(UserError):
        store.write(submit_report, filled)


def test_sending_is_one_step_of_undo(store, filled):
    written = store.write(submit_report, filled)
    assert written.label == "envoyer le rapport"
    store.replay(written.changeset.inverse())
    assert store.read(get_report, filled).row.status is ReportStatus.DRAFT


def test_hidden_answers_are_dropped_with_a_notice(store, world, fill):
    report = store.write(writing.open_report, stay_id=world.stay).value
    fill(store, report, breakfast_taken="met", breakfast_wait="2:00")
    store.write(writing.save_answer, report, "breakfast_taken", "not_met")
    assert store.read(final_check, report).hidden == ("Attente avant d’être installé",)
    dropped = store.write(submit_report, report).value
    assert dropped == ("Attente avant d’être installé",)
    assert store.read(get_report, report).content.value("breakfast_wait") == ""


def test_a_note_becomes_a_negative_fact_at_its_touchpoint(store, filled):
    store.write(writing.save_answer, filled, "stock_true", "not_met", NOTE)
    store.write(submit_report, filled)
    (fact,) = [each for each in store.read(get_report, filled).observations if each.text == NOTE]
    assert (fact.kind, fact.item, fact.touchpoint, fact.polarity, fact.voice) == (
        ObservationKind.FACT, "stock_true", "shop.availability", Polarity.NEGATIVE, Voice.CLIENT,
    )  # fmt: skip


def test_an_idea_becomes_a_suggestion_and_is_not_doubled_by_a_revision(store, filled):
    from desktop.usecases.reviewing import FieldComment, ask_revision

    store.write(writing.save_answer, filled, "idea_savings", "Imprimer une fois par jour.")
    store.write(submit_report, filled)
    store.write(ask_revision, filled, (FieldComment("Précisez."),))
    store.write(submit_report, filled)
    ideas = [
        each for each in store.read(get_report, filled).observations if each.item == "idea_savings"
    ]
    assert [(each.kind, each.text) for each in ideas] == [
        (ObservationKind.SUGGESTION, "Imprimer une fois par jour.")
    ]


def test_asked_touchpoints_are_recorded_so_that_silence_means_something(store, filled):
    store.write(submit_report, filled)
    asked = store.read(lambda session: session.get_one(Report, filled).asked_touchpoints)
    assert asked == [
        "shop.availability", "shop.display", "shop.advice", "shop.queue", "shop.returns",
        "shop.greeting",
    ]  # fmt: skip


def test_an_unfinished_card_holds_the_report_back(store, filled):
    store.write(writing.save_card, filled, Card(title="Sans lieu", fact="Un fait."))
    (lack,) = store.read(final_check, filled).cards
    assert lack.lacks == ("indiquez le point de contact",)
    with pytest.raises(UserError, match="Sans lieu"):
        store.write(submit_report, filled)


def test_an_unmasked_guest_is_read_but_not_counted(store, world, fill):
    report = store.write(writing.open_report, stay_id=world.stay).value
    fill(store, report, unmasked="not_met")
    store.write(submit_report, report)
    assert store.read(get_report, report).scores_excluded
    stay = store.read(lambda session: session.get_one(Stay, world.stay).unmasked_on)
    assert stay is not None


def test_the_stay_follows_its_report(store, world, fill):
    report = store.write(writing.open_report, stay_id=world.stay).value
    fill(store, report)
    store.write(submit_report, report)
    assert store.read(lambda s: s.get_one(Stay, world.stay).status) is StayStatus.IN_REVIEW


def test_an_author_contests_a_report_set_aside(store, filled):
    store.write(submit_report, filled)
    store.write(set_aside_report, filled, "Site fermé ce jour-là.")
    store.write(appeal_report, filled, "Le site était ouvert jusqu’à 18 h.")
    sheet = store.read(get_report, filled)
    assert sheet.row.status is ReportStatus.IN_REVIEW
    assert sheet.decision_reason == "Le site était ouvert jusqu’à 18 h."
