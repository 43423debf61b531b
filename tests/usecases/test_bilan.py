from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from db.models import Person, Report
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.observations.bilan import Stage, stage_due
from desktop.core.publishing.invitations import Contact
from desktop.core.vocabulary import ReportStatus
from desktop.usecases.bilan import answer_other_half, bilan_reminders, other_half
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_writing import open_report, save_answer

from .report_world import make_world

END = datetime(2026, 6, 3, 15, 0, tzinfo=UTC)
SENDER = Contact("Ressources humaines", "")


@pytest.fixture
def world(store):
    world = store.write(make_world).value

    def address(session):
        session.get(Person, world.visitor).email = "anne@example.org"
        return Outcome(None, Changes.PEOPLE)

    store.write(address)
    return world


@pytest.fixture
def halves(store, world):
    mine = store.write(open_report, assignment_id=world.assignment).value
    theirs = store.write(open_report, assignment_id=world.assignment, author_id=world.host).value
    store.write(save_answer, mine, "learnt", "Le stock ment.")
    store.write(save_answer, theirs, "learnt", "Personne ne m’avait demandé.")
    return mine, theirs


def send(store, *reports):
    def mark(session):
        for report in reports:
            row = session.get(Report, report)
            row.status, row.submitted_at = ReportStatus.IN_REVIEW, END
        return Outcome(None, Changes.REPORTS)

    store.write(mark)


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (-1.01, None),
        (-1, Stage.INVITATION),
        (2.99, Stage.INVITATION),
        (3, Stage.FIRST),
        (9.99, Stage.FIRST),
        (10, Stage.LAST),
        (40, Stage.LAST),
    ],
)
def test_who_has_not_written_is_asked_the_day_before_the_end_then_after_three_and_ten_days(
    days, stage
):
    assert stage_due(END, END + timedelta(days=days)) is stage


def test_a_message_is_ready_for_each_half_that_is_missing(store, world):
    found = store.read(bilan_reminders, world.campaign, END + timedelta(days=3), SENDER)
    (file,) = found.files
    assert (file.stage, file.author, found.without_address) == (
        Stage.FIRST,
        "Anne Roux",
        ("Paul Noir",),
    )
    message = message_from_bytes(file.content, policy=default)
    assert message["To"] == "Anne Roux <anne@example.org>"
    assert "Lyon" in message.get_body().get_content()


def test_who_has_begun_is_left_in_peace(store, world, halves):
    found = store.read(bilan_reminders, world.campaign, END + timedelta(days=12), SENDER)
    assert (found.files, found.without_address) == ((), ())


def test_nobody_reads_the_other_half_before_sending_their_own(store, halves):
    mine, theirs = halves
    send(store, theirs)
    assert store.read(other_half, mine) is None
    assert store.read(other_half, theirs) is None
    with pytest.raises(UserError):
        store.write(answer_other_half, mine, agrees=True)
    send(store, mine)
    seen = store.read(other_half, mine)
    assert seen.author == "Paul Noir"
    assert [(part.mine, part.other) for part in seen.debrief] == [
        ("", ""),
        ("Le stock ment.", "Personne ne m’avait demandé."),
        ("", ""),
    ]


def test_a_disagreement_demands_a_comment_that_the_other_reads(store, halves):
    mine, theirs = halves
    send(store, mine, theirs)
    with pytest.raises(UserError, match="phrase"):
        store.write(answer_other_half, mine, agrees=False, comment="  non ")
    store.write(answer_other_half, mine, agrees=True)
    store.write(answer_other_half, mine, agrees=False, comment="Le stock était juste ce jour-là.")
    assert store.read(other_half, mine).agrees is False
    seen = store.read(other_half, theirs)
    assert (seen.agrees, seen.their_agrees) == (None, False)
    assert seen.their_comment == "Le stock était juste ce jour-là."
