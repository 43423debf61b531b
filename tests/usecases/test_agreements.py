"""Agreements: dates between companies, signatures, and what they hold back at publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Agreement, Assignment, Person, Site, Slot
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.monitor import Monitor
from desktop.core.publishing.agreements import Stage
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases import agreements, planning, publishing
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.outcome import Outcome

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)


def campaign_id(session: Session) -> int:
    found = session.scalar(
        select(Assignment.campaign_id).order_by(Assignment.campaign_id.desc()).limit(1)
    )
    assert found is not None
    return found


def crossing(session: Session) -> int:
    """A future published day between two companies."""
    found = session.scalar(
        select(Assignment.id)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Person.entity_id != Site.entity_id,
            Slot.start > NOW,
            Assignment.status.in_([AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED]),
        )
        .order_by(Assignment.id)
    )
    assert found is not None
    return found


@pytest.fixture
def demonstration(store: Store) -> Store:
    store.write(build_demonstration, "S", 1, TODAY, Monitor())
    return store


def test_a_document_without_a_date_holds_its_day_back_and_nobody_else(demonstration: Store) -> None:
    store = demonstration
    assignment = store.read(crossing)
    store.write(
        agreements.date_documents,
        assignment,
        consent_on=TODAY,
        convention_on=None,
        amendment_on=TODAY,
    )

    def forget_publication(session: Session) -> object:
        from db.models import PublishedAssignment

        for row in session.scalars(select(PublishedAssignment)):
            session.delete(row)
        return Outcome(None, Changes.PLAN)

    store.write(forget_publication)
    preview = store.read(publishing.preview_publication, store.read(campaign_id), NOW)
    assert [len(one.missing) for one in preview.held] == [1]
    assert len(preview.changes) > 0


def test_dated_documents_release_the_day_and_can_be_undone(demonstration: Store) -> None:
    store = demonstration
    assignment = store.read(crossing)
    before = store.read(agreements.get_agreement, assignment)
    written = store.write(
        agreements.date_documents,
        assignment,
        consent_on=None,
        convention_on=None,
        amendment_on=None,
    )
    assert written.value.consent_on is None
    store.replay(written.changeset.inverse())
    assert store.read(agreements.get_agreement, assignment) == before


def test_who_has_still_to_sign_is_named(demonstration: Store) -> None:
    store = demonstration

    def unsigned(session: Session) -> int:
        signed = select(Agreement.assignment_id)
        found = session.scalar(select(Assignment.id).where(Assignment.id.not_in(signed)))
        if found is None:
            found = session.scalar(select(Assignment.id))
        assert found is not None
        return found

    assignment = store.read(unsigned)
    state = store.write(agreements.sign, assignment, "visitor", TODAY).value
    assert ("visitor", TODAY) in state.signed
    assert "visitor" not in state.missing


def test_an_unknown_role_does_not_sign(demonstration: Store) -> None:
    with pytest.raises(UserError, match="voisin"):
        demonstration.write(agreements.sign, demonstration.read(crossing), "voisin", TODAY)


def signed_place(store: Store) -> int:
    """A published day between two companies, with everything dated and signed."""
    assignment = store.read(crossing)
    dates = dict.fromkeys(("consent_on", "convention_on", "amendment_on"), TODAY)
    everybody = dict.fromkeys(agreements.SIGNATORIES, TODAY)
    store.write(agreements.note_papers, assignment, dates, everybody)
    return assignment


def other_slot(session: Session, assignment_id: int) -> int:
    """A free slot to come of the same campaign."""
    mine = session.get_one(Assignment, assignment_id)
    taken = select(Assignment.slot_id)
    found = session.scalar(
        select(Slot.id).where(
            Slot.campaign_id == mine.campaign_id,
            Slot.start > NOW,
            Slot.id.not_in(taken),
            Slot.seats > 0,
        )
    )
    assert found is not None
    return found


def test_a_move_cancels_what_was_signed_and_undo_gives_it_back(demonstration: Store) -> None:
    store = demonstration
    assignment = signed_place(store)
    before = store.read(agreements.get_agreement, assignment)
    assert before.missing == ()
    slot = store.read(other_slot, assignment)
    written = store.write(planning.move, assignment, slot, anyway=True)
    after = store.read(agreements.get_agreement, assignment)
    assert (after.signed, after.consent_on, after.convention_on) == ((), None, None)
    assert after.cancelled_on is not None
    store.replay(written.changeset.inverse())
    assert store.read(agreements.get_agreement, assignment) == before


def test_the_host_side_signs_after_the_home_manager(demonstration: Store) -> None:
    assignment = demonstration.read(crossing)
    demonstration.write(_forget_signatures, assignment)
    with pytest.raises(UserError, match="signature"):
        demonstration.write(agreements.sign, assignment, "host_approver", TODAY)
    demonstration.write(agreements.sign, assignment, "home_manager", TODAY)
    state = demonstration.write(agreements.sign, assignment, "host_approver", TODAY).value
    assert state.missing == ("visitor", "tutor")


def _forget_signatures(session: Session, assignment_id: int) -> Outcome[bool]:
    return Outcome(agreements.cancel_signatures(session, assignment_id), Changes.PLAN)


def test_the_list_says_who_has_still_to_sign_and_what_to_date_first(demonstration: Store) -> None:
    store = demonstration
    assignment = signed_place(store)
    campaign = store.read(campaign_id)

    def row() -> agreements.AgreementRow:
        rows = store.read(agreements.list_agreements, campaign, NOW)
        return next(one for one in rows if one.assignment_id == assignment)

    assert (row().stage, row().unsigned) == (Stage.COMPLETE, ())
    store.write(_forget_signatures, assignment)
    assert row().stage is Stage.PAPERS
    assert row().unsigned == agreements.SIGNATORIES
    dates = dict.fromkeys(("consent_on", "convention_on", "amendment_on"), TODAY)
    store.write(agreements.note_papers, assignment, dates, {"visitor": TODAY})
    assert (row().stage, row().unsigned[0]) == (Stage.SIGNATURES, "home_manager")
    stages = [one.stage for one in store.read(agreements.list_agreements, campaign, NOW)]
    assert stages == sorted(stages, key=list(Stage).index)


def test_two_companies_stop_being_a_warning_once_the_three_documents_are_dated(
    demonstration: Store,
) -> None:
    store = demonstration
    assignment = signed_place(store)
    campaign = store.read(campaign_id)

    def warned() -> set[tuple[str, str]]:
        found = store.read(planning.check_campaign, campaign)
        return {(one.person, one.slot) for one in found if one.rule == "EN-01"}

    dated = warned()
    store.write(
        agreements.note_papers,
        assignment,
        {"consent_on": None},
        {},
    )
    assert len(warned() - dated) == 1
