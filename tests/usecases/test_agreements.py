"""Agreements: dates between companies, signatures, and what they hold back at publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Agreement, Assignment, Person, Site, Slot
from db.session import Store
from desktop.core.errors import UserError
from desktop.core.monitor import Monitor
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases import agreements, publishing
from desktop.usecases.demonstration import build_demonstration

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
        from desktop.core.changes import Changes
        from desktop.usecases.outcome import Outcome

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
