"""What heads of departments answer: taken once, left out with a sentence, undone in one step."""

from __future__ import annotations

from datetime import date

import pytest

from db.session import Store
from desktop.core.vocabulary import ActionStatus
from desktop.usecases import irritants, register_intake
from desktop.usecases.irritant_answers import HeadAnswer, Recorded, record_answers
from tests.usecases.irritant_company import TODAY, found_company, write_report

CARD = {"title": "Clé introuvable", "severity_client": 2, "caused_by_id": 2}


@pytest.fixture
def campaign(store: Store) -> int:
    key = store.write(found_company).value
    store.write(write_report, key, 1, cards=[CARD])
    store.write(register_intake.take_cards, key)
    return key


def the_irritant(store: Store, campaign: int) -> irritants.IrritantDetail:
    key = store.read(irritants.irritant_named, campaign, "I-001")
    return store.read(irritants.get_irritant, key, today=TODAY)


NEW = HeadAnswer(
    "i-001", "Étiqueter les clés", "durand3 LOU", date(2026, 7, 1), ActionStatus.IN_HAND,
    "Les réceptionnistes sont formés le 12 juin.",
)  # fmt: skip


def test_a_new_action_brings_its_note_for_employees_and_the_words_of_the_head(
    store: Store, campaign: int
) -> None:
    taken = store.write(record_answers, campaign, [NEW], today=TODAY, author="Réservations").value
    detail = the_irritant(store, campaign)
    (action,) = detail.actions

    assert taken == Recorded(1, 0, 0)
    assert (action.title, action.owner, action.due, action.status) == (
        "Étiqueter les clés", "Lou Durand3", date(2026, 7, 1), ActionStatus.IN_HAND,
    )  # fmt: skip
    assert action.employee_impact == NEW.answer
    assert [e.detail for e in detail.events if e.kind == "answer"] == [NEW.answer]


def test_the_same_form_read_twice_changes_nothing(store: Store, campaign: int) -> None:
    store.write(record_answers, campaign, [NEW], today=TODAY)
    assert store.write(record_answers, campaign, [NEW], today=TODAY).value == Recorded(0, 0, 1)
    assert len(the_irritant(store, campaign).actions) == 1


def test_an_existing_action_is_found_by_its_number_and_finished(
    store: Store, campaign: int
) -> None:
    store.write(record_answers, campaign, [NEW], today=TODAY)
    number = the_irritant(store, campaign).actions[0].id
    done = HeadAnswer("", status=ActionStatus.DONE, action_id=number)
    assert store.write(record_answers, campaign, [done], today=TODAY).value == Recorded(0, 1, 0)
    assert the_irritant(store, campaign).actions[0].done_on == TODAY


def test_what_cannot_be_taken_says_why_and_the_others_are_kept(store: Store, campaign: int) -> None:
    answers = [
        HeadAnswer("I-999", "Rien", answer="…"),
        HeadAnswer("I-001", "Sans note pour les salariés"),
        HeadAnswer("I-001", "Abandonnée", status=ActionStatus.DROPPED),
        HeadAnswer("", action_id=4000, status=ActionStatus.DONE),
        HeadAnswer("I-001", "Avec note", owner="Personne Inconnue", answer="Formés en juin."),
    ]
    taken = store.write(record_answers, campaign, answers, today=TODAY).value
    assert (taken.created, taken.changed) == (1, 0)
    assert len(taken.notes) == 5
    assert [each.title for each in the_irritant(store, campaign).actions] == ["Avec note"]


def test_answers_are_undone_in_one_step(store: Store, campaign: int) -> None:
    before = the_irritant(store, campaign)
    written = store.write(record_answers, campaign, [NEW], today=TODAY)
    assert written.label
    store.replay(written.changeset.inverse())
    assert the_irritant(store, campaign) == before


def test_words_without_an_action_are_kept_beside_the_irritant(store: Store, campaign: int) -> None:
    words = HeadAnswer("I-001", answer="Nous attendons le nouveau logiciel.")
    assert store.write(record_answers, campaign, [words], today=TODAY).value == Recorded(0, 1, 0)
    steps = the_irritant(store, campaign).events
    assert any(each.detail == words.answer for each in steps)
