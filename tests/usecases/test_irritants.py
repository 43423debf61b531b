"""The register: from cards to resolved, displaced, reopened, merged and parted."""

from __future__ import annotations

from datetime import date

import pytest

from db.models import Irritant, IrritantCard
from db.session import Store
from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.vocabulary import IrritantSide, IrritantStatus, RootCause
from desktop.usecases import (
    irritant_steps,
    irritants,
    loop,
    register_intake,
    service_chain,
    similar_irritants,
)
from desktop.usecases.irritant_steps import NOBODY, Carrier, Qualification
from desktop.usecases.irritants import Filter
from tests.usecases.irritant_company import CHECK_IN, TODAY, found_company, write_report

WAIT = {
    "title": "Six écrans pour trouver une réservation",
    "fact": "La réservation est cherchée dans six écrans.",
    "severity_client": 2,
    "severity_employee": 3,
    "client_effort": {"screens": 1},
    "employee_effort": {"screens": 6, "minutes": 12},
    "occurrences_per_week": 10.0,
    "people_concerned": 4,
    "caused_by_id": 2,
}


@pytest.fixture
def campaign(store: Store) -> int:
    key = store.write(found_company).value
    store.write(write_report, key, 1, cards=[WAIT])
    store.write(
        write_report, key, 2, cards=[{**WAIT, "title": "six ecrans pour trouver une RESERVATION."}]
    )
    store.write(
        write_report,
        key,
        3,
        cards=[{**WAIT, "title": "Il faut six écrans pour trouver la réservation"}],
    )
    store.write(register_intake.take_cards, key)
    return key


def rows(store: Store, campaign: int, chosen: Filter = irritants.EVERYTHING):
    return store.read(irritants.list_irritants, campaign, chosen, today=TODAY)


def ready_to_close(store: Store, key: int) -> None:
    store.write(irritant_steps.qualify, key, Qualification(cause=RootCause.TOOL))
    store.write(irritant_steps.assign, key, 1, date(2026, 6, 10))
    action = store.write(
        irritant_steps.plan_action, key, "Un seul écran", date(2026, 6, 1),
        employee_impact="Réception formée en mai",
    ).value  # fmt: skip
    store.write(irritant_steps.finish_action, action, date(2026, 6, 1))


def test_the_same_words_join_and_resembling_words_are_only_proposed(
    store: Store, campaign: int
) -> None:
    listed = rows(store, campaign)

    assert [(row.code, row.reports) for row in listed] == [("I-001", 2), ("I-002", 1)]
    proposals = store.read(similar_irritants.list_proposals, campaign)
    assert [(each.first.code, each.second.code) for each in proposals] == [("I-001", "I-002")]


def test_cards_are_taken_once_and_only_from_accepted_reports(store: Store, campaign: int) -> None:
    again = store.write(register_intake.take_cards, campaign)

    assert again.value == register_intake.Taken(0, 0, 0)
    assert again.label == ""


def test_a_row_shows_effort_cost_and_priority_with_their_inputs(
    store: Store, campaign: int
) -> None:
    row = rows(store, campaign)[0]

    with speaking("en"):
        assert row.cost is not None
        assert row.cost.formula == (
            "12 min × 10 a week × 4 people × 47 weeks = 376 h a year (2 observations)"
        )
        assert row.priority.formula == (
            "2 reports × (client 2 + employee 3) + 376 h ÷ 10 = 47.6 points"
        )
    assert (row.felt_at, row.caused_by) == ("Réception", "Réservations")


def test_merging_counts_distinct_reports_and_parting_gives_everything_back(
    store: Store, campaign: int
) -> None:
    before = rows(store, campaign)
    merged = store.write(register_intake.merge, 1, [2])

    assert merged.value == 3
    assert [(row.code, row.reports, row.originals) for row in rows(store, campaign)] == [
        ("I-001", 3, 1)
    ]
    store.write(register_intake.split, 2)
    assert rows(store, campaign) == before
    assert store.read(similar_irritants.list_proposals, campaign) == []


def test_undoing_a_merge_restores_every_row(store: Store, campaign: int) -> None:
    before = rows(store, campaign)
    merged = store.write(register_intake.merge, 1, [2])

    store.replay(merged.changeset.inverse())

    assert rows(store, campaign) == before


def test_a_pair_refused_is_not_asked_again(store: Store, campaign: int) -> None:
    store.write(register_intake.refuse_pair, 2, 1)

    assert store.read(similar_irritants.list_proposals, campaign) == []


def test_qualifying_needs_a_cause_and_closing_names_all_that_is_missing(
    store: Store, campaign: int
) -> None:
    assert store.write(irritant_steps.qualify, 1, Qualification(severity_client=3)).value is (
        IrritantStatus.REPORTED
    )
    with pytest.raises(UserError) as refused, speaking("en"):
        store.write(irritant_steps.close, 1, today=TODAY)
    assert "“Reported” cannot become" in str(refused.value)
    qualified = store.write(irritant_steps.qualify, 1, Qualification(cause=RootCause.TOOL))
    assert qualified.value is IrritantStatus.QUALIFIED


def test_closing_a_client_irritant_asks_who_carries_it_now(store: Store, campaign: int) -> None:
    ready_to_close(store, 1)

    with pytest.raises(UserError, match="who carries it now"), speaking("en"):
        store.write(irritant_steps.close, 1, today=TODAY)


def test_a_burden_that_changed_shoes_becomes_an_employee_irritant_and_totals_are_net(
    store: Store, campaign: int
) -> None:
    ready_to_close(store, 1)
    closed = store.write(
        irritant_steps.close, 1, today=TODAY, verification="Vérifié sur place",
        carrier=Carrier(department_id=2, title="Ressaisie du soir", people_concerned=2),
    )  # fmt: skip

    assert closed.value is IrritantStatus.RESOLVED
    detail = store.read(irritants.get_irritant, 1, today=TODAY)
    assert [each.title for each in detail.displaced_to] == ["Ressaisie du soir"]
    moved = store.read(irritants.get_irritant, 3, today=TODAY)
    assert (moved.row.side, moved.row.felt_at) == (IrritantSide.EMPLOYEE, "Réservations")
    assert moved.displaced_from is not None
    totals = store.read(irritants.get_totals, campaign, today=TODAY)
    assert (totals.resolved, totals.still_carried, totals.net) == (1, 1, 0)


def test_later_visits_that_do_not_meet_it_verify_it(store: Store, campaign: int) -> None:
    ready_to_close(store, 1)
    assert store.write(
        irritant_steps.close, 1, today=TODAY, carrier=NOBODY
    ).value is IrritantStatus.TO_VERIFY  # fmt: skip
    store.write(write_report, campaign, 5, day=date(2026, 6, 5))

    assert store.read(irritants.get_irritant, 1, today=TODAY).visits_without == 1
    resolved = store.write(irritant_steps.advance, 1, IrritantStatus.RESOLVED, today=TODAY)
    assert resolved.value is IrritantStatus.RESOLVED


def test_a_resolved_irritant_reopens_when_a_later_visit_meets_it(
    store: Store, campaign: int
) -> None:
    ready_to_close(store, 1)
    store.write(irritant_steps.close, 1, today=TODAY, carrier=NOBODY, verification="Vérifié")
    store.write(write_report, campaign, 6, day=date(2026, 6, 20), cards=[WAIT])

    taken = store.write(register_intake.take_cards, campaign)

    assert taken.value == register_intake.Taken(0, 1, 1)
    reopened = next(row for row in rows(store, campaign) if row.id == 1)
    assert (reopened.status, reopened.reports) == (IrritantStatus.REPORTED, 3)


def test_a_resolved_irritant_reopens_when_it_is_joined_to_one_met_since(any_store: Store) -> None:
    key = any_store.write(found_company).value
    any_store.write(write_report, key, 1, cards=[WAIT])
    any_store.write(register_intake.take_cards, key)
    ready_to_close(any_store, 1)
    any_store.write(irritant_steps.close, 1, today=TODAY, carrier=NOBODY, verification="Vérifié")
    other = {**WAIT, "title": "Trop d’écrans"}
    any_store.write(write_report, key, 6, day=date(2026, 6, 20), cards=[other])
    any_store.write(register_intake.take_cards, key)
    before = rows(any_store, key)

    merged = any_store.write(register_intake.merge, 1, [2])

    assert [(row.code, row.status) for row in rows(any_store, key)] == [
        ("I-001", IrritantStatus.REPORTED)
    ]
    any_store.replay(merged.changeset.inverse())
    assert rows(any_store, key) == before
    assert (
        before[0].status is IrritantStatus.RESOLVED or before[1].status is IrritantStatus.RESOLVED
    )


def test_joining_what_was_met_before_leaves_it_resolved(store: Store, campaign: int) -> None:
    ready_to_close(store, 1)
    store.write(irritant_steps.close, 1, today=TODAY, carrier=NOBODY, verification="Vérifié")

    store.write(register_intake.merge, 1, [2])

    assert rows(store, campaign)[0].status is IrritantStatus.RESOLVED


def test_overdue_irritants_are_found_and_filters_combine(store: Store, campaign: int) -> None:
    store.write(irritant_steps.qualify, 1, Qualification(cause=RootCause.TOOL))
    store.write(irritant_steps.assign, 1, 1, date(2026, 6, 1))

    assert [row.code for row in rows(store, campaign, Filter(overdue=True))] == ["I-001"]
    assert rows(store, campaign, Filter(overdue=True, department_id=1)) == []
    assert len(rows(store, campaign, Filter(words="reservation ECRANS", department_id=3))) == 2


def test_an_action_on_the_clients_side_says_what_it_changes_for_employees(
    store: Store, campaign: int
) -> None:
    with pytest.raises(UserError, match="employees"), speaking("en"):
        store.write(irritant_steps.plan_action, 1, "Un seul écran", date(2026, 7, 1))


def test_a_reporter_sees_what_became_of_her_cards(store: Store, campaign: int) -> None:
    store.write(register_intake.merge, 2, [1])
    store.write(
        irritant_steps.plan_action, 2, "Un seul écran", date(2026, 7, 1), employee_impact="Formés"
    )

    (fate,) = store.read(loop.list_fates, 1)

    assert (fate.code, fate.status, fate.last_action) == (
        "I-002", IrritantStatus.REPORTED, "Un seul écran",
    )  # fmt: skip


def test_the_chain_names_the_weakest_link_and_the_path_to_the_client(
    store: Store, campaign: int
) -> None:
    store.write(irritant_steps.qualify, 1, Qualification(caused_by_id=1))

    view = store.read(service_chain.get_chain, campaign, today=TODAY)

    assert view.weakest is not None
    assert view.departments[view.weakest.department].name == "Comptabilité"
    assert view.routes[0].departments == (1, 2, 3)
    assert {each.department: each.staff for each in view.coverage} == {1: 4, 2: 4, 3: 4}


def test_the_detail_keeps_every_card_and_names_no_reporter(store: Store, campaign: int) -> None:
    detail = store.read(irritants.get_irritant, 1, today=TODAY)

    assert [card.month for card in detail.cards] == ["mai 2026", "mai 2026"]
    assert detail.path == ("Réservations", "Réception")
    assert "Durand" not in repr(detail.cards) + repr(detail.events)
    with store.read(lambda session: session.get_bind()).connect():  # the data is still there
        pass
    assert store.read(lambda session: session.query(IrritantCard).count()) == 3
    assert store.read(lambda session: session.query(Irritant).count()) == 2


def test_similar_irritants_come_ranked_with_the_telling_words(store: Store, campaign: int) -> None:
    (first, related), *_others = store.read(
        similar_irritants.list_similar, campaign, "trop d'écrans pour une reservation"
    )

    assert related.code in {"I-001", "I-002"}
    assert set(first.words) == {"ecrans", "reservation"}
    assert rows(store, campaign)[0].touchpoint == CHECK_IN
