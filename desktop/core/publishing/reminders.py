"""The message to whoever was told of a day and has not answered: one a person, all days in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.writing import replace_file
from desktop.core.i18n import _
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Letter, message_bytes
from desktop.core.publishing.packet import safe_name
from desktop.core.publishing.presences import Presence, details
from desktop.core.publishing.wording import Wording, usual_wording


def write_reminders(
    days: Iterable[Presence],
    folder: Path,
    sender: Contact,
    stamp: datetime,
    wording: Wording | None = None,
) -> tuple[Path, ...]:
    """One .eml for each person. Raises UserError if the folder cannot be written."""
    by_person: dict[str, list[Presence]] = defaultdict(list)
    for day in days:
        by_person[day.person_code].append(day)
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for code, mine in sorted(by_person.items()):
            kind = safe_name(_("reminder"))
            name = f"{safe_name(mine[0].person)}-{safe_name(code)}-{kind}.eml"
            letter = _letter(mine, sender, stamp, wording or usual_wording())
            replace_file(folder / name, message_bytes(letter))
            files.append(folder / name)
    except OSError as error:
        raise UserError(
            _("The files cannot be written in {folder}: {reason}.").format(
                folder=folder, reason=reason_of(error)
            ),
            hint=_("Choose another folder or make room, then publish again: nothing was changed."),
        ) from error
    return tuple(files)


def _letter(days: list[Presence], sender: Contact, stamp: datetime, wording: Wording) -> Letter:
    first = days[0]
    text = wording.reminder.format(
        name=first.person, details="\n\n".join(details(day) for day in days)
    )
    return Letter(
        sender=sender,
        recipient=Contact(first.person, first.email),
        subject=_("Please confirm your “Vis ma vie” day"),
        text=text.strip() + "\n",
        date=stamp,
        key=f"{first.uid}-reminder-{stamp:%Y%m%d%H%M%S}",
    )
