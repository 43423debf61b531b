"""The key that signs what this company prints to be filled in; it never leaves the database."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from db.models import Setting
from desktop.core.changes import Changes
from desktop.usecases.outcome import Outcome

KEY_SETTING = "form_key"


def form_key(session: Session) -> bytes:
    """The key, made at first use."""
    row = session.get(Setting, KEY_SETTING)
    if row is None:
        row = Setting(name=KEY_SETTING, value={"key": secrets.token_hex(32)})
        session.add(row)
    return bytes.fromhex(row.value["key"])


def known_form_key(session: Session) -> bytes | None:
    """The key if there is one already: a reading makes none."""
    row = session.get(Setting, KEY_SETTING)
    return bytes.fromhex(row.value["key"]) if row else None


def ready_forms(session: Session) -> Outcome[None]:
    """Before printing: see that what comes back can be recognised."""
    form_key(session)
    return Outcome(None, Changes.NONE)
