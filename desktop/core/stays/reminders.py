"""Reminders of the report after a stay: when they fall, and their words, which name no hotel.

They all bear eight o'clock of the day on which they are prepared, so that neither the hour of a
message nor its words tell from which hotel its reader has just left.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from desktop.core.i18n import N_, _, date_text, ngettext, time_text
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Letter
from desktop.core.stays.states import OWED, REMINDERS
from desktop.core.vocabulary import StayStatus

HOUR_OF_LETTERS = time(8, 0)
REMINDER_HOURS = tuple(round(delay.total_seconds() / 3600) for delay in REMINDERS)
SUBJECT = N_("A report is expected of you")


@dataclass(frozen=True, slots=True)
class Expected:
    """A guest whose report is owed; moments are aware."""

    name: str
    email: str
    left_at: datetime
    due: datetime
    minutes: int


def hours_to_remind(
    status: StayStatus, left_at: datetime, now: datetime, already: Collection[int]
) -> int | None:
    """The reminder to prepare now (24 or 60 hours after departure), None when there is none.

    When several fell due at once only the last is prepared: nobody gets two letters together.
    """
    if status not in OWED:
        return None
    passed = (now - left_at).total_seconds() / 3600
    due = [hours for hours in REMINDER_HOURS if hours <= passed]
    return due[-1] if due and due[-1] not in already else None


def reminder(expected: Expected, sender: Contact, now: datetime, key: str) -> Letter:
    """The letter: no hotel, no date of stay, no alias, in its words as in its headers."""
    due = expected.due.astimezone()
    minutes = ngettext("{count} minute", "{count} minutes", expected.minutes)
    text = "\n\n".join(
        (
            _("Good morning {name},").format(name=expected.name),
            _("Your report is expected by {date} at {time}; count on {minutes}.").format(
                date=date_text(due.date(), "full"),
                time=time_text(due),
                minutes=minutes.format(count=expected.minutes),
            ),
            _("Without an accepted report no rebate is paid; nothing else is asked of you."),
        )
    )
    return Letter(
        sender=sender,
        recipient=Contact(expected.name, expected.email),
        subject=_(SUBJECT),
        text=text + "\n",
        date=datetime.combine(now.date(), HOUR_OF_LETTERS, now.tzinfo),
        key=key,
    )
