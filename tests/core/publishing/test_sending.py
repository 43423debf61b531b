"""Sending through a real SMTP server on loopback, with TLS, refusals and cuts."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from desktop.core.errors import UserError
from desktop.core.monitor import Monitor
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Letter, message_bytes
from desktop.core.publishing.sending import LEDGER, Failure, MailServer, Security, send_folder

PASSWORD = "un mot de passe"


class Mailbox:
    """Keeps what it receives; refuses who is unknown, greylists, and hangs up when told to."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.hang_up_after: int | None = None

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address.startswith("inconnu"):
            return "550 no such mailbox"
        if address.startswith("plus-tard"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.hang_up_after is not None and len(self.received) >= self.hang_up_after:
            server.transport.close()
            return "421 closing"
        assert isinstance(envelope.content, bytes)
        self.received.append(envelope.content)
        return "250 OK"


def check(
    _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object
) -> AuthResult:
    return AuthResult(success=getattr(data, "password", b"") == PASSWORD.encode())


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox, authority: trustme.CA) -> Iterator[MailServer]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(tls)
    controller = Controller(
        mailbox,
        hostname="127.0.0.1",
        port=port,
        tls_context=tls,
        require_starttls=True,
        authenticator=check,
        auth_required=True,
    )
    controller.start()
    yield MailServer("localhost", port, Security.STARTTLS, "rh", "vmv@exemple.example")
    controller.stop()


@pytest.fixture
def trusted(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def prepare(folder: Path, *addresses: str) -> Path:
    for number, address in enumerate(addresses):
        letter = Letter(
            sender=Contact("Équipe", ""),
            recipient=Contact("Zoé", address),
            subject="Votre journée",
            text="Bonjour Zoé,\n",
            date=datetime(2026, 11, 2, tzinfo=UTC),
            key=f"{number}",
        )
        (folder / f"{number}.eml").write_bytes(message_bytes(letter))
    return folder


def test_messages_go_through_starttls_and_are_not_sent_twice(
    tmp_path: Path, server: MailServer, mailbox: Mailbox, trusted: ssl.SSLContext
) -> None:
    folder = prepare(tmp_path, "a@exemple.example", "b@exemple.example")
    first = send_folder(folder, server, PASSWORD, Monitor(), trusted)
    second = send_folder(folder, server, PASSWORD, Monitor(), trusted)
    assert (first.sent, first.failed, first.already) == (("0.eml", "1.eml"), (), 0)
    assert (second.sent, second.failed, second.already) == ((), (), 2)
    assert len(mailbox.received) == 2
    assert b"From: vmv@exemple.example" in mailbox.received[0]
    assert b"X-Unsent" not in mailbox.received[0]


def test_a_refused_recipient_stops_nobody_else_and_is_named(
    tmp_path: Path, server: MailServer, mailbox: Mailbox, trusted: ssl.SSLContext
) -> None:
    folder = prepare(
        tmp_path, "inconnu@exemple.example", "plus-tard@exemple.example", "a@exemple.example"
    )
    result = send_folder(folder, server, PASSWORD, Monitor(), trusted)
    assert result.failed == (
        Failure("0.eml", "no such mailbox", temporary=False),
        Failure("1.eml", "try again later", temporary=True),
    )
    assert result.sent == ("2.eml",)


def test_after_a_cut_only_the_rest_is_sent(
    tmp_path: Path, server: MailServer, mailbox: Mailbox, trusted: ssl.SSLContext
) -> None:
    folder = prepare(tmp_path, *(f"{n}@exemple.example" for n in range(4)))
    mailbox.hang_up_after = 2
    with pytest.raises(UserError, match="localhost"):
        send_folder(folder, server, PASSWORD, Monitor(), trusted)
    assert (folder / LEDGER).read_text("utf-8").split() == ["0.eml", "1.eml"]
    mailbox.hang_up_after = None
    assert send_folder(folder, server, PASSWORD, Monitor(), trusted).sent == ("2.eml", "3.eml")


def test_cancelling_sends_nothing_more(
    tmp_path: Path, server: MailServer, mailbox: Mailbox, trusted: ssl.SSLContext
) -> None:
    folder = prepare(tmp_path, "a@exemple.example", "b@exemple.example")
    monitor = Monitor(lambda _fraction, name: monitor.cancel() if name == "1" else None)
    assert send_folder(folder, server, PASSWORD, monitor, trusted).sent == ("0.eml", "1.eml")
    early = Monitor()
    early.cancel()
    (folder / LEDGER).unlink()
    assert send_folder(folder, server, PASSWORD, early, trusted).sent == ()


@pytest.mark.parametrize("password", ["faux", ""])
def test_a_wrong_password_is_said_without_being_shown(
    tmp_path: Path, server: MailServer, trusted: ssl.SSLContext, password: str
) -> None:
    with pytest.raises(UserError) as refusal:
        send_folder(prepare(tmp_path, "a@exemple.example"), server, password, Monitor(), trusted)
    assert "localhost" in str(refusal.value)
    assert "faux" not in str(refusal.value)


def test_an_unknown_certificate_is_refused(tmp_path: Path, server: MailServer) -> None:
    with pytest.raises(UserError, match="localhost"):
        send_folder(prepare(tmp_path, "a@exemple.example"), server, PASSWORD, Monitor())


def test_nothing_leaves_this_machine_unencrypted(tmp_path: Path) -> None:
    server = MailServer("mail.exemple.example", 25, Security.NONE)
    with pytest.raises(UserError, match=r"mail\.exemple\.example"):
        send_folder(prepare(tmp_path, "a@exemple.example"), server, "", Monitor())


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    server = MailServer("127.0.0.1", 9, Security.NONE)
    with pytest.raises(UserError, match=r"127\.0\.0\.1:9"):
        send_folder(prepare(tmp_path, "a@exemple.example"), server, "", Monitor())
