"""Contact details taken out of free texts before they are kept: addresses and telephone numbers."""

from __future__ import annotations

import re

MASK = "[…]"
_CONTACTS = re.compile(
    r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\d.,])(?:\+33|0033|0)[\s.-]?[1-9](?:[\s.-]?\d{2}){4}(?!\d)"
    r"|\bFR\d{2}(?:\s?\w{4}){5}\s?\w{3}\b"
)


def mask_contacts(text: str) -> tuple[str, int]:
    """The text without e-mail addresses, French telephone numbers and IBANs, and their number."""
    return _CONTACTS.subn(MASK, text)
