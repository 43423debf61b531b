"""Messages prepared as .eml: text, invitation and documents attached, one recipient each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.publishing.invitations import Contact


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file joined to a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one person, never to several: a list of recipients would say who takes part."""

    sender: Contact
    recipient: Contact
    subject: str
    text: str
    date: datetime
    key: str
    """Makes the Message-ID, so that the same letter is never sent twice."""
    invitation: bytes | None = None
    method: str = "REQUEST"
    enclosures: tuple[Enclosure, ...] = ()


def message_bytes(letter: Letter) -> bytes:
    """The .eml of a letter.

    Raises UserError if an address or a subject could smuggle in a header.
    """
    message = EmailMessage(policy=SMTP)
    try:
        if letter.sender.email:
            message["From"] = _address(letter.sender)
        else:  # opened in a mail program, it is a draft of whoever opens it
            message["X-Unsent"] = "1"
        message["To"] = _address(letter.recipient)
        message["Subject"] = letter.subject
    except (ValueError, IndexError) as error:  # the e-mail package refuses line breaks and worse
        raise UserError(
            _("No message can be made for {name}: the address “{email}” is not valid.").format(
                name=letter.recipient.name, email=letter.recipient.email
            ),
            hint=_("Correct the e-mail address on the person's card, then publish again."),
        ) from error
    message["Date"] = format_datetime(letter.date)
    message["Message-ID"] = f"<{letter.key}@vismavie.invalid>"
    message.set_content(letter.text)
    if letter.invitation is not None:
        message.add_alternative(
            letter.invitation, maintype="text", subtype="calendar", params={"method": letter.method}
        )
        message.add_attachment(
            letter.invitation, maintype="application", subtype="ics", filename="invitation.ics"
        )
    for enclosure in letter.enclosures:
        main, sub = enclosure.media_type.split("/", 1)
        message.add_attachment(
            enclosure.content, maintype=main, subtype=sub, filename=enclosure.name
        )
    _fix_boundaries(message, letter.key)
    return message.as_bytes()


def _address(contact: Contact) -> Address:
    return Address(display_name=contact.name, addr_spec=contact.email)


def _fix_boundaries(message: EmailMessage, key: str) -> None:
    """Same letter, same bytes: the boundaries that the package would draw at random are named."""
    for position, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"={key}={position}=")
