"""Who has said "I have read it and I shall be there", who is silent, and who is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Person, PublishedAssignment, Site, Slot
from desktop.core.changes import Changes
from desktop.core.i18n import _, language, ngettext
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.presences import Presence
from desktop.core.publishing.reminders import write_reminders
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.message_texts import get_wording
from desktop.usecases.outcome import Outcome
from desktop.usecases.publishing import presences

TOLD = (AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)


class Answer(StrEnum):
    """SILENT: told and not asked again. REMINDED: asked again since the last publication."""

    SILENT = "silent"
    REMINDED = "reminded"
    CONFIRMED = "confirmed"


def answer_text(answer: Answer) -> str:
    return {
        Answer.SILENT: _("Silent"),
        Answer.REMINDED: _("Reminded"),
        Answer.CONFIRMED: _("I have read it and I shall be there"),
    }[answer]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One published day to come and what its person has said; hours are local to the site."""

    assignment_id: int
    uid: str
    person: str
    email: str
    site: str
    place: str
    start: datetime
    published_at: datetime | None
    confirmed_at: datetime | None
    reminded_at: datetime | None

    @property
    def answer(self) -> Answer:
        if self.confirmed_at is not None:
            return Answer.CONFIRMED
        return Answer.REMINDED if self.reminded_at is not None else Answer.SILENT


def list_answers(session: Session, campaign_id: int, now: datetime) -> tuple[AnswerRow, ...]:
    """Published days not yet begun: the silent first, then by day."""
    rows = session.execute(
        select(Assignment, Slot, Site, Person, PublishedAssignment.reminded_at)
        .join(Slot, Slot.id == Assignment.slot_id)
        .join(Site, Site.id == Slot.site_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(PublishedAssignment, PublishedAssignment.assignment_uid == Assignment.uid)
        .where(
            Assignment.campaign_id == campaign_id,
            Assignment.status.in_(TOLD),
            Slot.start > now.astimezone(UTC),
        )
    )
    found = [
        AnswerRow(
            assignment_id=assignment.id,
            uid=assignment.uid,
            person=f"{person.first_name} {person.last_name}".strip(),
            email=person.email,
            site=site.name,
            place=slot.role or site.name,
            start=slot.start.astimezone(ZoneInfo(site.timezone)),
            published_at=assignment.published_at,
            confirmed_at=assignment.confirmed_at,
            reminded_at=reminded,
        )
        for assignment, slot, site, person, reminded in rows
    ]
    order = list(Answer)
    return tuple(sorted(found, key=lambda one: (order.index(one.answer), one.start, one.person)))


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was prepared: one message for each silent person, once for each publication."""

    files: tuple[Path, ...]
    people: int
    without_address: tuple[str, ...]


def remind(
    session: Session, campaign_id: int, folder: Path, sender: Contact, now: datetime
) -> Outcome[Reminded]:
    """Prepare one reminder for each silent person; those asked already are left in peace."""
    silent = {
        row.uid for row in list_answers(session, campaign_id, now) if row.answer is Answer.SILENT
    }
    asked: list[Presence] = [one for one in presences(session, campaign_id) if one.uid in silent]
    reachable = [one for one in asked if one.email]
    files = write_reminders(reachable, folder, sender, now, get_wording(session, language()))
    told = {one.uid for one in reachable}
    rows = session.scalars(
        select(PublishedAssignment).where(PublishedAssignment.campaign_id == campaign_id)
    )
    for row in rows.all():
        if row.assignment_uid in told:
            row.reminded_at = now
    people = len({one.person_code for one in reachable})
    label = ngettext("remind {count} person", "remind {count} people", people)
    without = tuple(sorted({one.person for one in asked if not one.email}))
    return Outcome(
        Reminded(files, people, without),
        Changes.PLAN,
        label.format(count=people) if people else "",
    )
