"""Companions of a guest: a salted fingerprint and initials, kept for the rotation and no longer."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _


@dataclass(frozen=True, slots=True)
class Mark:
    """What is kept of a companion: nobody reads a name in it, the same name gives the same mark."""

    fingerprint: str
    initials: str


def mark_of(name: str, salt: str) -> Mark:
    """The mark of a first and last name, in any order, accents and case aside."""
    words = sorted(fold(name).replace("-", " ").split())
    if len(words) < 2:
        raise UserError(
            _("A companion is told by first and last name; only initials are kept."),
            hint=_("Write for instance: Claude Martin."),
        )
    print_of_name = hmac.new(salt.encode(), " ".join(words).encode(), sha256).hexdigest()
    return Mark(print_of_name, initials_of(name))


def initials_of(name: str) -> str:
    """`Claude Martin` → `C. M.`."""
    return " ".join(f"{word[0].upper()}." for word in name.replace("-", " ").split())
