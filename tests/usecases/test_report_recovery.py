from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import UserError
from desktop.core.observations.cards import Card
from desktop.core.observations.typing_log import typed_now
from desktop.usecases.report_recovery import Recovery, recover_typing
from desktop.usecases.report_writing import open_report, save_answer, save_card
from desktop.usecases.reports import get_report

from .report_world import make_world


@pytest.fixture
def report(store):
    world = store.write(make_world).value
    return store.write(open_report, assignment_id=world.assignment).value


def answer(value, code="learnt"):
    return typed_now(f"answer:{code}", "answer", code=code, value=value, note="")


def recover(store, report, *typed):
    return store.write(recover_typing, report, typed).value


def test_every_kind_of_field_is_given_back(store, report):
    card = asdict(Card(title="Sept écrans", touchpoint="shop.returns"))
    done = recover(
        store,
        report,
        answer("Le stock ment."),
        typed_now("1", "told", kind="best", text="Un mot", touchpoint="", nothing=False),
        typed_now("2", "observation", kind="fact", touchpoint="shop.queue", text="Onze minutes"),
        typed_now("3", "card", id=None, begun=datetime.now(UTC).isoformat(), card=card),
    )
    assert done == Recovery(4, 0)
    sheet = store.read(get_report, report)
    assert sheet.content.value("learnt") == "Le stock ment."
    assert {each.text for each in sheet.observations} == {"Un mot", "Onze minutes"}
    assert [each.card.title for each in sheet.cards] == ["Sept écrans"]


def test_recovering_twice_doubles_nothing(store, report):
    begun = datetime.now(UTC)
    first = store.write(save_card, report, Card(title="Sept")).value
    typed = (
        typed_now("2", "observation", kind="fact", touchpoint="shop.queue", text="Onze minutes"),
        typed_now(
            "3", "card", id=None, begun=begun.isoformat(), card=asdict(Card(title="Sept écrans"))
        ),
    )
    for _turn in range(2):
        recover(store, report, *typed)
    sheet = store.read(get_report, report)
    assert [(each.id, each.card.title) for each in sheet.cards] == [(first.id, "Sept écrans")]
    assert [each.text for each in sheet.observations] == ["Onze minutes"]


def test_a_report_taken_up_elsewhere_since_is_left_as_it_is(store, report):
    old = replace(answer("yesterday"), at=datetime.now(UTC) - timedelta(days=1))
    store.write(save_answer, report, "learnt", "today")
    assert recover(store, report, old) == Recovery(0, 1)
    assert store.read(get_report, report).content.value("learnt") == "today"


@pytest.mark.parametrize(
    "bad",
    [
        answer("x", code="no_such_question"),
        answer("twelve", code="wait_observed"),
        typed_now("k", "nonsense"),
        typed_now("k", "answer"),
        typed_now("k", "card", id=None, begun="never", card={"side": "client"}),
        typed_now("k", "card", id=None, begun="2026-01-01", card={"side": "client", "who": 1}),
        typed_now("k", "told", kind="worst", text="", touchpoint="", nothing=False),
    ],
)
def test_what_cannot_be_given_back_is_counted_and_stops_nothing(store, report, bad):
    assert recover(store, report, bad, answer("kept")) == Recovery(1, 1)
    assert store.read(get_report, report).content.value("learnt") == "kept"


def test_a_report_that_was_sent_is_not_changed(store, report):
    from db.models import Report
    from desktop.core.changes import Changes
    from desktop.core.vocabulary import ReportStatus
    from desktop.usecases.outcome import Outcome

    def send(session):
        session.get(Report, report).status = ReportStatus.IN_REVIEW
        return Outcome(None, Changes.REPORTS)

    store.write(send)
    with pytest.raises(UserError):
        recover(store, report, answer("too late"))
