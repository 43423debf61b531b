"""One calendar a person, one a site, on demand: what is published of a campaign, as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, PublishedAssignment, Slot
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.publishing.invitations import Contact, Method, calendar_file
from desktop.core.publishing.packet import safe_name
from desktop.core.publishing.presences import Change, ChangeKind, from_content, invitation


def calendar_of(
    session: Session,
    campaign_id: int,
    now: datetime,
    *,
    person_id: int | None = None,
    site_id: int | None = None,
) -> bytes:
    """The .ics of one person or of one site (never of both): days published and not cancelled.

    Drafts are nobody's business yet, and mystery stays never stand in the calendar of a site.
    """
    query = (
        select(PublishedAssignment)
        .where(
            PublishedAssignment.campaign_id == campaign_id,
            PublishedAssignment.cancelled.is_(False),
        )
        .order_by(PublishedAssignment.id)
    )
    if person_id is not None:
        query = query.where(PublishedAssignment.person_id == person_id)
    if site_id is not None:
        current = (
            select(Assignment.uid)
            .join(Slot, Slot.id == Assignment.slot_id)
            .where(Slot.site_id == site_id)
        )
        query = query.where(PublishedAssignment.assignment_uid.in_(current))
    rows = session.scalars(query).all()
    if not rows:
        raise UserError(
            _("Nothing is published for this calendar."), hint=_("Publish the plan first.")
        )
    entries = []
    for row in rows:
        presence = from_content(row.content)
        change = Change(ChangeKind.UNCHANGED, presence, presence, row.sequence)
        entry = replace(invitation(change, Contact("", ""), now), organizer=None, attendee=None)
        if site_id is not None:
            summary = _("Visit of {name}: {place}").format(
                name=presence.person, place=presence.place
            )
            entry = replace(entry, summary=summary)
        entries.append(entry)
    return calendar_file(entries, Method.PUBLISH)


def write_calendar(folder: Path, name: str, content: bytes) -> Path:
    """Write the .ics beside others. Raises UserError if the folder cannot be written."""
    path = folder / f"{safe_name(name)}.ics"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UserError(
            _("The files cannot be written in {folder}: {reason}.").format(
                folder=folder, reason=error.strerror or error
            ),
            hint=_("Choose another folder."),
        ) from error
    return path
