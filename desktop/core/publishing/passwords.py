"""The mail server's password, kept by the system's own keyring and never in a file of ours."""

from __future__ import annotations

import os

import keyring
from keyring.errors import KeyringError

from desktop.core.publishing.sending import MailServer

SERVICE = "vismavie-smtp"
VARIABLE = "VISMAVIE_SMTP_PASSWORD"


def password_of(server: MailServer) -> str | None:
    """From the environment (scripts, servers), else from the keyring; None if neither knows."""
    if (given := os.environ.get(VARIABLE)) is not None:
        return given
    try:
        return keyring.get_password(SERVICE, _account(server))
    except KeyringError:  # no keyring on this system: whoever sends is asked each time
        return None


def remember(server: MailServer, password: str) -> bool:
    """Give the password to the keyring; False where the system has none."""
    try:
        keyring.set_password(SERVICE, _account(server), password)
    except KeyringError:
        return False
    return True


def _account(server: MailServer) -> str:
    return f"{server.user}@{server.host}"
