"""Send prepared messages through the company's server: each once, whatever is cut on the way.

A ledger beside the messages holds what the server has accepted, written to disk after each one.
Starting again goes on where the ledger ends; the Message-ID is the same, so that a message cut
between the server's yes and the ledger is known as the same by whoever receives it.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.monitor import Monitor

LEDGER = "sent.ledger"
TIMEOUT_SECONDS = 30
TEMPORARY = range(400, 500)
"""SMTP replies that ask to try later (RFC 5321 §4.2.1)."""


class Security(StrEnum):
    """How the way to the server is closed. NONE is for this machine alone."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    security: Security
    user: str = ""
    sender: str = ""
    """Address written as From where a message has none."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that was not accepted; `temporary` ones may be tried again as they are."""

    file: str
    reason: str
    temporary: bool


@dataclass(frozen=True, slots=True)
class Sent:
    sent: tuple[str, ...]
    failed: tuple[Failure, ...]
    already: int
    """Messages that an earlier run had sent."""


def send_folder(
    folder: Path,
    server: MailServer,
    password: str,
    monitor: Monitor,
    tls: ssl.SSLContext | None = None,
) -> Sent:
    """Send every .eml of a folder that its ledger does not hold.

    Cancelling stops between two messages; what was sent stays sent. `tls` is for servers whose
    certificate is signed by a private authority. Raises UserError if the server cannot be used.
    """
    known = sent_already(folder)
    waiting = [path for path in sorted(folder.glob("*.eml")) if path.name not in known]
    sent: list[str] = []
    failed: list[Failure] = []
    if waiting:
        with _connected(server, password, tls or ssl.create_default_context()) as connection:
            for number, path in enumerate(waiting):
                if monitor.cancelled:
                    break
                monitor.tell(number / len(waiting), path.stem)
                failure = _send_one(connection, path, server)
                if failure is None:
                    _note(folder, path.name)
                    sent.append(path.name)
                else:
                    failed.append(failure)
    return Sent(tuple(sent), tuple(failed), len(known))


def sent_already(folder: Path) -> frozenset[str]:
    """Names of the messages of a folder that the server has accepted."""
    try:
        lines = (folder / LEDGER).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return frozenset()
    return frozenset(line for line in lines if line)


def _note(folder: Path, name: str) -> None:
    with (folder / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(name + "\n")
        ledger.flush()
        os.fsync(ledger.fileno())


@contextmanager
def _connected(server: MailServer, password: str, tls: ssl.SSLContext) -> Iterator[smtplib.SMTP]:
    try:
        connection = _open(server, tls)
        with connection:
            if server.user:
                connection.login(server.user, password)
            yield connection
    except smtplib.SMTPServerDisconnected as error:
        raise _unusable(server, _("it closed the connection")) from error
    except smtplib.SMTPAuthenticationError as error:
        raise _unusable(server, _("it refused the user name or the password")) from error
    except ssl.SSLError as error:
        raise _unusable(server, _("its certificate is not trusted")) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _unusable(server, str(error)) from error


def _open(server: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=tls)
    if server.security is Security.NONE and not _is_this_machine(server.host):
        raise UserError(
            _("Mail cannot be sent to {host} without encryption.").format(host=server.host),
            hint=_("Choose STARTTLS or TLS in the preferences."),
        )
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    if server.security is Security.STARTTLS:
        connection.starttls(context=tls)
    return connection


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _unusable(server: MailServer, reason: str) -> UserError:
    return UserError(
        _("The mail server {host}:{port} cannot be used: {reason}.").format(
            host=server.host, port=server.port, reason=reason
        ),
        hint=_("Check the server in the preferences; what was sent will not be sent again."),
    )


def _send_one(connection: smtplib.SMTP, path: Path, server: MailServer) -> Failure | None:
    message = message_from_bytes(path.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    if message["From"] is None:
        message["From"] = server.sender
    del message["X-Unsent"]
    try:
        connection.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, said = next(iter(error.recipients.values()))
        return Failure(path.name, _reply(said), code in TEMPORARY)
    except smtplib.SMTPResponseException as error:
        return Failure(path.name, _reply(error.smtp_error), error.smtp_code in TEMPORARY)
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        return Failure(path.name, str(error), temporary=False)
    return None


def _reply(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
