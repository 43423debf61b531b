"""The message that brings a department its summary: one head each, the PDF joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from desktop.core.errors import UserError, reason_of
from desktop.core.exchange.writing import replace_file
from desktop.core.i18n import _
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Enclosure, Letter, message_bytes


@dataclass(frozen=True, slots=True)
class Summary:
    """A printed summary and where its head is reached; no address, no message."""

    department: str
    email: str
    path: Path


def write_letters(
    summaries: Iterable[Summary], campaign: str, sender: str, now: datetime, folder: Path
) -> tuple[int, tuple[str, ...]]:
    """Prepare the messages in `folder`; gives their number and the departments without address.

    A head of several departments gets one message for each: they may be passed on apart.
    Raises `UserError` if a file cannot be read, written, or an address is none.
    """
    written, unknown = 0, []
    for each in summaries:
        if not each.email:
            unknown.append(each.department)
            continue
        try:
            content = each.path.read_bytes()
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                _("{file} cannot be read: {reason}.").format(
                    file=each.path.name, reason=reason_of(error)
                )
            ) from None
        replace_file(
            folder / f"{each.path.stem}.eml",
            message_bytes(_letter(each, campaign, sender, now, content)),
        )
        written += 1
    return written, tuple(unknown)


def _letter(each: Summary, campaign: str, sender: str, now: datetime, content: bytes) -> Letter:
    key = sha256(f"{campaign}\n{each.email}\n".encode() + content).hexdigest()[:32]
    return Letter(
        Contact("", sender),
        Contact(each.department, each.email),
        _("{department}: summary of “{campaign}”").format(
            department=each.department, campaign=campaign
        ),
        _(
            "Hello,\n\n"
            "Here is what “{campaign}” has to say to {department}: one page can be read alone, "
            "the others say why.\n\n"
            "The action table near the end can be filled in within the file. Save it and send it "
            "back to me: your answers go straight into the register.\n"
        ).format(campaign=campaign, department=each.department),
        now,
        key,
        enclosures=(Enclosure(each.path.name, "application/pdf", content),),
    )
