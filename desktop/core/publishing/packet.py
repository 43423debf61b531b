"""The files of one publication, laid in a folder: for each person concerned and for each site."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.writing import replace_file
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.publishing.invitations import Contact, Method, calendar_file
from desktop.core.publishing.messages import Enclosure, Letter, message_bytes
from desktop.core.publishing.presences import (
    Change,
    ChangeKind,
    invitation,
    letter_text,
    subject,
)
from desktop.core.publishing.wording import Wording, usual_wording

Documents = Callable[[Change], tuple[Enclosure, ...]]
"""The documents that go with a change: agreement, report form."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What was written."""

    files: tuple[Path, ...]


def write_packet(
    changes: Iterable[Change],
    folder: Path,
    sender: Contact,
    stamp: datetime,
    documents: Documents,
    wording: Wording | None = None,
) -> Packet:
    """Write .ics, documents and .eml for each change, and one .ics a site.

    Raises UserError if the folder cannot be written.
    """
    texts = wording or usual_wording()
    told = [change for change in changes if change.kind is not ChangeKind.UNCHANGED]
    files: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for change in told:
            files += _for_person(change, folder, sender, stamp, documents, texts)
        files += _for_sites(told, folder, sender, stamp)
    except OSError as error:
        raise UserError(
            _("The files cannot be written in {folder}: {reason}.").format(
                folder=folder, reason=reason_of(error)
            ),
            hint=_("Choose another folder or make room, then publish again: nothing was changed."),
        ) from error
    return Packet(tuple(files))


def _for_person(
    change: Change,
    folder: Path,
    sender: Contact,
    stamp: datetime,
    documents: Documents,
    wording: Wording,
) -> list[Path]:
    stem = file_stem(change)
    calendar = calendar_file([invitation(change, sender, stamp)], change.method)
    enclosures = documents(change) if change.kind is not ChangeKind.CANCELLED else ()
    files = [_write(folder / f"{stem}.ics", calendar)]
    files += [_write(folder / f"{stem}-{item.name}", item.content) for item in enclosures]
    if change.presence.email:
        letter = Letter(
            sender=sender,
            recipient=Contact(change.presence.person, change.presence.email),
            subject=subject(change),
            text=letter_text(change, wording),
            date=stamp,
            key=f"{change.presence.uid}-{change.sequence}",
            invitation=calendar,
            method=change.method.value,
            enclosures=enclosures,
        )
        files.append(_write(folder / f"{stem}.eml", message_bytes(letter)))
    return files


def _for_sites(
    changes: list[Change], folder: Path, sender: Contact, stamp: datetime
) -> Iterable[Path]:
    """What each site has to enter in its calendar: who comes, when, to whom."""
    by_site: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_site[change.presence.site].append(change)
    for site, coming in sorted(by_site.items()):
        entries = [
            replace(
                invitation(change, sender, stamp),
                summary=_("Visit of {name}: {place}").format(
                    name=change.presence.person, place=change.presence.place
                ),
                attendee=None,
                organizer=None,
            )
            for change in coming
        ]
        content = calendar_file(entries, Method.PUBLISH)
        yield _write(folder / f"{safe_name(_('site'))}-{safe_name(site)}.ics", content)


def file_stem(change: Change) -> str:
    """A name that sorts by person and day and is valid on every system."""
    presence = change.presence
    day = presence.local_start.date().isoformat()
    return (
        f"{safe_name(presence.person)}-{safe_name(presence.person_code)}-{day}-{presence.uid[:6]}"
    )


def safe_name(name: str) -> str:
    """Letters and figures without accents, hyphens between: valid on every system."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60] or "x"


def _write(path: Path, content: bytes) -> Path:
    replace_file(path, content)
    return path
