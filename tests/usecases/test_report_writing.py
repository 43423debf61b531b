from __future__ import annotations

import pytest

from db.models import Assignment, Stay
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.observations.cards import Card
from desktop.core.vocabulary import (
    AssignmentStatus,
    IrritantSide,
    ObservationKind,
    QuestionnaireKind,
    StayStatus,
    Voice,
)
from desktop.usecases import report_writing as use
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_writing import Told
from desktop.usecases.reports import get_report

FACT = "Un client a attendu 12 minutes devant une caisse fermée."


@pytest.fixture
def report(store, world):
    return store.write(use.open_report, assignment_id=world.assignment).value


def test_opening_binds_the_report_to_the_questionnaire_of_its_trade(store, world, report):
    sheet = store.read(get_report, report)
    assert (sheet.questionnaire.code, sheet.row.site) == ("immersion_shop", "Lyon")
    assert (sheet.row.author, sheet.row.department) == ("Anne Roux", "Ventes")
    assert sheet.touchpoints[0].trade == "shop"


def test_opening_twice_gives_the_same_report(store, world, report):
    assert store.write(use.open_report, assignment_id=world.assignment).value == report


def test_the_host_writes_the_other_half(store, world, report):
    half = store.write(use.open_report, assignment_id=world.assignment, author_id=world.host).value
    assert half != report
    assert store.read(get_report, half).row.kind is QuestionnaireKind.HOST_REVIEW


def test_nobody_else_writes_about_the_day(store, world):
    with pytest.raises(UserError):
        store.write(use.open_report, assignment_id=world.assignment, author_id=world.stranger)


def test_a_cancelled_day_has_no_report(store, world):
    def cancel(session):
        session.get_one(Assignment, world.assignment).status = AssignmentStatus.CANCELLED
        return Outcome(None, Changes.PLAN)

    store.write(cancel)
    with pytest.raises(UserError):
        store.write(use.open_report, assignment_id=world.assignment)


def test_a_guest_is_known_by_alias_and_speaks_as_a_client(store, world):
    stay = store.write(use.open_report, stay_id=world.stay).value
    sheet = store.read(get_report, stay)
    assert (sheet.row.author, sheet.row.kind) == ("Hirondelle", QuestionnaireKind.MYSTERY_STAY)
    store.write(use.save_observation, stay, Told(ObservationKind.FEELING, "hotel.room", "Calme."))
    assert store.read(get_report, stay).observations[0].voice is Voice.CLIENT


def test_a_field_is_kept_at_once_and_is_no_step_of_undo(store, report):
    written = store.write(use.save_answer, report, "wait_observed", "6:30", "Trois clients devant.")
    assert (written.value.answer, written.label) == ("390", "")
    content = store.read(get_report, report).content
    assert (content.value("wait_observed"), content.note("wait_observed")) == (
        "390",
        "Trois clients devant.",
    )


def test_an_emptied_field_leaves_nothing_behind(store, report):
    store.write(use.save_answer, report, "out_of_stock", "3")
    store.write(use.save_answer, report, "out_of_stock", "")
    assert store.read(get_report, report).content.answers == {}


def test_a_note_stays_when_only_the_answer_changes(store, report):
    store.write(use.save_answer, report, "stock_true", "not_met", FACT)
    store.write(use.save_answer, report, "stock_true", "met")
    assert store.read(get_report, report).content.note("stock_true") == FACT


@pytest.mark.parametrize("text", ["œ € ’ « »", "🙂 Ωμέγα 漢字 العربية", "a\n\nb", "x" * 20_000])
def test_every_character_survives(store, report, text):
    store.write(use.save_answer, report, "told_and_seen", text)
    assert store.read(get_report, report).content.value("told_and_seen") == text


def test_a_question_that_does_not_exist_is_refused(store, report):
    with pytest.raises(UserError, match="nowhere"):
        store.write(use.save_answer, report, "nowhere", "1")


def test_fact_feeling_and_suggestion_are_three_things(store, report):
    for kind in (ObservationKind.FACT, ObservationKind.FEELING, ObservationKind.SUGGESTION):
        store.write(use.save_observation, report, Told(kind, "shop.queue", f"Un {kind}."))
    kept = store.read(get_report, report).observations
    assert [(each.kind, each.text) for each in kept] == [
        (ObservationKind.FACT, "Un fact."),
        (ObservationKind.FEELING, "Un feeling."),
        (ObservationKind.SUGGESTION, "Un suggestion."),
    ]
    assert [each.voice for each in kept] == [Voice.CLIENT, Voice.EMPLOYEE, Voice.EMPLOYEE]


def test_an_observation_is_changed_then_taken_back(store, report):
    told = Told(ObservationKind.FACT, "shop.queue", FACT)
    row = store.write(use.save_observation, report, told).value.id
    store.write(use.save_observation, report, Told(ObservationKind.FACT, "shop.queue", "Six."), row)
    assert [each.text for each in store.read(get_report, report).observations] == ["Six."]
    store.write(use.remove_observation, report, row)
    assert store.read(get_report, report).observations == ()


def test_silence_is_recorded_as_silence(store, report):
    best = ObservationKind.BEST
    store.write(use.save_told, report, best, "", nothing=True)
    sheet = store.read(get_report, report)
    assert (best in sheet.content.told, sheet.observations) == (True, ())
    store.write(use.save_told, report, best, "Un sourire.", "shop.greeting")
    (told,) = store.read(get_report, report).observations
    assert (told.kind, told.text, told.touchpoint) == (best, "Un sourire.", "shop.greeting")
    store.write(use.save_told, report, best, "")
    assert best not in store.read(get_report, report).content.told


def test_a_card_keeps_both_paths_of_effort(store, world, report):
    card = Card(
        touchpoint="shop.returns", title="Échange sans ticket", fact=FACT, quote="« Encore ? »",
        side=IrritantSide.BOTH, caused_by_id=world.accounting,
        client_effort={"minutes": 12}, employee_effort={"screens": 6, "approvals": 2},
        occurrences_per_week=15, severity_client=2, severity_employee=3, idea="Une seule saisie.",
    )  # fmt: skip
    row = store.write(use.save_card, report, card).value.id
    (kept,) = store.read(get_report, report).cards
    assert (kept.id, kept.felt_at, kept.caused_by) == (row, "Ventes", "Comptabilité")
    assert kept.card.employee_effort == {"screens": 6.0, "approvals": 2.0}
    written = store.write(use.remove_card, report, row)
    assert store.read(get_report, report).cards == ()
    store.replay(written.changeset.inverse())
    assert store.read(get_report, report).cards == (kept,)


@pytest.mark.parametrize(
    "card",
    [
        Card(client_effort={"minutes": -1}),
        Card(client_effort={"tears": 1}),
        Card(severity_client=5),
        Card(title="x" * 121),
        Card(people_concerned=-1),
    ],
)
def test_an_impossible_card_is_refused(store, report, card):
    with pytest.raises(UserError):
        store.write(use.save_card, report, card)


def test_the_place_where_one_stopped_is_remembered(store, report):
    store.write(use.save_page, report, 4)
    assert store.read(get_report, report).page == 4


def test_an_accepted_stay_is_left_as_it_is(store, world):
    def confirmed(session):
        return session.get_one(Stay, world.stay).status

    store.write(use.open_report, stay_id=world.stay)
    assert store.read(confirmed) is StayStatus.STAYED
