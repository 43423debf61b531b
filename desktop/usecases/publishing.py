"""Make the plan official: what changed for whom, whether it may be, and the files that leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.models import (
    Agreement,
    Assignment,
    Campaign,
    Department,
    Person,
    Publication,
    PublishedAssignment,
    Site,
    Slot,
)
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, language, ngettext
from desktop.core.labour.breach import Breach
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.packet import write_packet
from desktop.core.publishing.presences import (
    Change,
    ChangeKind,
    Presence,
    Told,
    differences,
    from_content,
)
from desktop.core.vocabulary import AssignmentStatus, PublicationKind
from desktop.usecases.campaigns import campaign_named
from desktop.usecases.message_texts import get_wording
from desktop.usecases.outcome import Outcome

LIVE = (
    AssignmentStatus.DRAFT,
    AssignmentStatus.PUBLISHED,
    AssignmentStatus.CONFIRMED,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A change that waits for documents; everybody else is told."""

    change: Change
    missing: tuple[str, ...]
    """The documents that have no date yet, in words."""


@dataclass(frozen=True, slots=True)
class PublicationPreview:
    """What publishing would do: the difference person by person, and what forbids it."""

    campaign: str
    changes: tuple[Change, ...]
    unchanged: int
    held: tuple[Held, ...]
    blocking: tuple[Breach, ...]
    without_address: tuple[str, ...]
    """People who will get no message because no e-mail address is known."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was made official."""

    campaign: str
    changes: tuple[Change, ...]
    unchanged: int
    held: tuple[Held, ...]
    without_address: tuple[str, ...]
    at: datetime
    files: tuple[Path, ...] = ()


def publish_to_folder(
    session: Session, campaign: str, folder: Path | None, now: datetime, sender: Contact
) -> Outcome[Published]:
    """Publish the campaign of that code and write its files; without a folder, write none.

    All in one transaction: where a file cannot be written, nothing is published.
    """
    outcome = publish(session, campaign_named(session, campaign).id, now)
    if folder is None:
        return outcome
    from desktop.usecases.publication_documents import (  # noqa: PLC0415 -- slow import
        documents_for,
    )

    documents = documents_for(session, now.date(), sender.name)
    wording = get_wording(session, language())
    packet = write_packet(outcome.value.changes, folder, sender, now, documents, wording)
    return replace(outcome, value=replace(outcome.value, files=packet.files))


def preview_publication(session: Session, campaign_id: int, now: datetime) -> PublicationPreview:
    """The difference with what was last published; `now` is aware: the past is not told again."""
    campaign = session.get_one(Campaign, campaign_id)
    changes = _changes(session, campaign_id, now)
    lacking = _lacking_documents(session, campaign_id)
    moved = [change for change in changes if change.kind is not ChangeKind.UNCHANGED]
    held = tuple(
        Held(change, lacking[change.presence.uid])
        for change in moved
        if change.presence.uid in lacking and change.kind is not ChangeKind.CANCELLED
    )
    waiting = {one.change.presence.uid for one in held}
    told = [change for change in moved if change.presence.uid not in waiting]
    return PublicationPreview(
        campaign=campaign.code,
        changes=tuple(told),
        unchanged=len(changes) - len(moved),
        held=held,
        blocking=_blocking(session, campaign_id),
        without_address=_without_address(told),
    )


def publish(session: Session, campaign_id: int, now: datetime) -> Outcome[Published]:
    """Make the present plan official.

    Raises UserError while a blocking breach stands without a waiver. It is no step of undo: what
    people have been told is corrected by publishing again, never by forgetting.
    """
    preview = preview_publication(session, campaign_id, now)
    if preview.blocking:
        count = len(preview.blocking)
        raise UserError(
            ngettext(
                "The plan cannot be published: {count} blocking rule is broken. {first}",
                "The plan cannot be published: {count} blocking rules are broken. First: {first}",
                count,
            ).format(count=count, first=preview.blocking[0].message),
            hint=preview.blocking[0].mend,
        )
    records = {
        row.assignment_uid: row
        for row in session.scalars(
            select(PublishedAssignment).where(PublishedAssignment.campaign_id == campaign_id)
        )
    }
    assignments = {row.uid: row for row in _assignments(session, campaign_id)}
    for change in preview.changes:
        _record(session, campaign_id, change, assignments, records, now)
    if preview.changes:
        session.add(_publication(campaign_id, preview))
    return Outcome(
        Published(
            preview.campaign,
            preview.changes,
            preview.unchanged,
            preview.held,
            preview.without_address,
            now,
        ),
        Changes.PLAN | Changes.PUBLICATIONS,
    )


def _publication(campaign_id: int, preview: PublicationPreview) -> Publication:
    kinds = [change.kind.value for change in preview.changes]
    return Publication(
        campaign_id=campaign_id,
        kind=PublicationKind.PLAN,
        language=language(),
        figures={kind: kinds.count(kind) for kind in sorted(set(kinds))},
    )


def _record(
    session: Session,
    campaign_id: int,
    change: Change,
    assignments: dict[str, Assignment],
    records: dict[str, PublishedAssignment],
    now: datetime,
) -> None:
    """Keep what the person is told now, so that the next difference is reckoned from it."""
    assignment = assignments.get(change.presence.uid)
    record = records.get(change.presence.uid)
    if record is None:
        if assignment is None:  # cancelled before it was ever told: nothing to keep
            return
        record = PublishedAssignment(
            assignment_uid=change.presence.uid,
            campaign_id=campaign_id,
            person_id=assignment.person_id,
            slot_id=assignment.slot_id,
            content={},
            published_at=now,
        )
        session.add(record)
    record.sequence = change.sequence
    record.cancelled = change.kind is ChangeKind.CANCELLED
    record.content = change.presence.content()
    record.published_at = now
    record.reminded_at = None
    if assignment is not None and change.kind is not ChangeKind.CANCELLED:
        assignment.status = AssignmentStatus.PUBLISHED
        assignment.published_at = now
        assignment.published_digest = change.presence.digest
        assignment.sequence = change.sequence
        assignment.confirmed_at = None


def _blocking(session: Session, campaign_id: int) -> tuple[Breach, ...]:
    from desktop.usecases.planning import check_campaign  # noqa: PLC0415 -- slow import

    return tuple(breach for breach in check_campaign(session, campaign_id) if breach.blocks)


def _lacking_documents(session: Session, campaign_id: int) -> dict[str, tuple[str, ...]]:
    """Assignment → documents without a date, where two entities are concerned (L8241-2)."""
    rows = session.execute(
        select(
            Assignment.uid,
            Agreement.consent_on,
            Agreement.convention_on,
            Agreement.amendment_on,
        )
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Agreement, Agreement.assignment_id == Assignment.id)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status.in_(LIVE),
            Person.entity_id != Site.entity_id,
        )
    )
    lacking = {}
    for uid, consent, convention, amendment in rows:
        papers = (
            (consent, _("the employee's consent")),
            (convention, _("the agreement between the two companies")),
            (amendment, _("the contract amendment")),
        )
        missing = tuple(words for dated, words in papers if dated is None)
        if missing:
            lacking[uid] = missing
    return lacking


def _without_address(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(
        sorted({change.presence.person for change in changes if not change.presence.email})
    )


def _changes(session: Session, campaign_id: int, now: datetime) -> tuple[Change, ...]:
    rows = session.scalars(
        select(PublishedAssignment).where(PublishedAssignment.campaign_id == campaign_id)
    )
    told = {
        row.assignment_uid: Told(from_content(row.content), row.sequence, row.cancelled)
        for row in rows
    }
    return tuple(
        change
        for change in differences(presences(session, campaign_id), told)
        if change.presence.end > now
    )


def _assignments(session: Session, campaign_id: int) -> Iterable[Assignment]:
    return session.scalars(
        select(Assignment).where(Assignment.campaign_id == campaign_id, Assignment.status.in_(LIVE))
    )


def presences(session: Session, campaign_id: int) -> tuple[Presence, ...]:
    """Every living assignment of a campaign as its person reads it."""
    host = aliased(Person)
    rows = session.execute(
        select(
            Assignment,
            Slot,
            Site,
            Person,
            Department.name,
            host.first_name,
            host.last_name,
        )
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Department, Department.id == Slot.department_id)
        .outerjoin(host, host.id == Slot.host_id)
        .where(Assignment.campaign_id == campaign_id, Assignment.status.in_(LIVE))
        .order_by(Slot.start, Assignment.id)
    )
    return tuple(
        _presence(assignment, slot, site, person, department, f"{first or ''} {last or ''}")
        for assignment, slot, site, person, department, first, last in rows
    )


def _presence(
    assignment: Assignment,
    slot: Slot,
    site: Site,
    person: Person,
    department: str | None,
    host: str,
) -> Presence:
    town = f"{site.postcode} {site.city}".strip()
    return Presence(
        uid=assignment.uid,
        person_code=person.code,
        person=f"{person.first_name} {person.last_name}".strip(),
        email=person.email,
        slot_code=slot.code,
        site=site.name,
        address=", ".join(part for part in (site.address, town) if part),
        department=department or "",
        role=slot.role,
        start=slot.start,
        end=slot.end,
        zone=site.timezone,
        host=host.strip(),
        mode=slot.mode,
        direction=slot.direction,
        swapped=assignment.swap_id is not None,
    )


def list_publications(session: Session, campaign_id: int) -> tuple[datetime, ...]:
    """When plans of this campaign were published, newest first."""
    rows = session.scalars(
        select(Publication.created)
        .where(Publication.campaign_id == campaign_id, Publication.kind == PublicationKind.PLAN)
        .order_by(Publication.created.desc())
    )
    return tuple(rows)


def confirm(session: Session, assignment_id: int, now: datetime) -> Outcome[None]:
    """Note that the person has read the plan and will be there."""
    assignment = session.get_one(Assignment, assignment_id)
    if assignment.status is not AssignmentStatus.PUBLISHED:
        raise UserError(
            _("Only a published day can be confirmed."), hint=_("Publish the plan first.")
        )
    assignment.status = AssignmentStatus.CONFIRMED
    assignment.confirmed_at = now
    return Outcome(None, Changes.PLAN, _("confirm a presence"))
