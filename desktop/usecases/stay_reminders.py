"""What the clock does with stays: reports fall due, reminders are prepared, marks forgotten."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Person, Stay, StayReminder
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Letter, message_bytes
from desktop.core.stays import states
from desktop.core.stays.reminders import Expected, hours_to_remind, reminder
from desktop.core.stays.states import Actor, Step
from desktop.core.vocabulary import StayStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_companions import forget_companions
from desktop.usecases.stay_terms import get_terms


@dataclass(frozen=True, slots=True)
class Told:
    """What the clock did: reports that fell due, letters, guests without an address."""

    fell_due: tuple[str, ...]
    letters: tuple[Letter, ...]
    without_address: tuple[str, ...]
    forgotten: int


def remind_guests(session: Session, campaign_id: int, now: datetime, sender: Contact) -> \
        Outcome[Told]:  # fmt: skip
    """Let reports fall due and prepare each reminder once; nothing is ever deleted or forfeited."""
    campaign = session.get_one(Campaign, campaign_id)
    already = _already(session)
    minutes = get_terms(session).minutes
    fell_due, letters, without = [], [], []
    for stay, person in _owing(session, campaign_id):
        if stay.report_due is None:
            continue
        left_at = stay.report_due - timedelta(hours=campaign.report_due_hours)
        if stay.status is StayStatus.STAYED and left_at <= now:
            stay.status = states.next_status(stay.status, Step.EXPECT_REPORT, Actor.CLOCK)
            fell_due.append(stay.alias)
        hours = hours_to_remind(stay.status, left_at, now, already[stay.id])
        if hours is None:
            continue
        if not person.email:
            without.append(stay.alias)
            continue
        session.add(StayReminder(stay_id=stay.id, hours=hours))
        who = Expected(person.first_name, person.email, left_at, stay.report_due, minutes)
        letters.append(reminder(who, sender, now, _key(stay, hours)))
    forgotten = forget_companions(session, now.date()).value
    told = Told(tuple(fell_due), tuple(letters), tuple(without), forgotten)
    moved = bool(fell_due or letters or forgotten)
    return Outcome(told, Changes.STAYS if moved else Changes.NONE, _("reminders of reports"))


def remind_to_folder(
    session: Session, campaign_id: int, folder: Path | None, now: datetime, sender: Contact
) -> Outcome[tuple[Told, tuple[Path, ...]]]:
    """The same, with one .eml a letter; when a file cannot be written nothing is kept.

    Files bear the number of the letter in the batch, no alias and no name.
    """
    outcome = remind_guests(session, campaign_id, now, sender)
    files = write_letters(outcome.value.letters, folder) if folder is not None else ()
    return Outcome((outcome.value, files), outcome.changes, outcome.label)


def write_letters(letters: tuple[Letter, ...], folder: Path) -> tuple[Path, ...]:
    """One .eml each, in an order that tells nothing: that of their keys."""
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, letter in enumerate(sorted(letters, key=lambda one: one.key), 1):
            path = folder / f"{_('reminder')}-{number:03d}.eml"
            path.write_bytes(message_bytes(letter))
            files.append(path)
    except OSError as error:
        raise UserError(
            _("The messages cannot be written in {folder}: {reason}.").format(
                folder=folder, reason=error.strerror or error
            ),
            hint=_("Choose another folder; no reminder was noted as prepared."),
        ) from error
    return tuple(files)


def reminders_of(session: Session, stay_id: int) -> tuple[int, ...]:
    """Hours after departure at which reminders were prepared."""
    query = select(StayReminder.hours).where(StayReminder.stay_id == stay_id)
    return tuple(sorted(session.scalars(query)))


def _owing(session: Session, campaign_id: int) -> list[tuple[Stay, Person]]:
    query = (
        select(Stay, Person)
        .join(Person, Person.id == Stay.person_id)
        .where(Stay.campaign_id == campaign_id, Stay.status.in_(states.OWED))
        .order_by(Stay.uid)
    )
    return [(stay, person) for stay, person in session.execute(query)]


def _already(session: Session) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for stay, hours in session.execute(select(StayReminder.stay_id, StayReminder.hours)):
        found[stay].add(hours)
    return found


def _key(stay: Stay, hours: int) -> str:
    """Neither alias nor number of the stay: a fingerprint of its random identifier."""
    return sha256(f"{stay.uid}:{hours}".encode()).hexdigest()[:24]
