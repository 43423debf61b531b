"""Whether an e-mail address could receive a message: enough to warn, never to reject."""

from __future__ import annotations

import re
from email.utils import parseaddr

from desktop.core.exchange.values import Habits, Read, clean
from desktop.core.i18n import _

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]+"
_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f]|\\[ -~])*"'
_LOCAL = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})\Z")
_LABEL = re.compile(r"(?!-)[A-Za-z0-9\u00a1-\uffff-]{1,63}(?<!-)\Z")


def is_deliverable(address: str) -> bool:
    """The address has the form that mail servers accept (RFC 5321, with a dotted domain)."""
    local, at, domain = address.rpartition("@")
    if not at or not local or len(local.encode()) > 64 or len(address.encode()) > 254:
        return False
    labels = domain.split(".")
    return (
        bool(_LOCAL.match(local))
        and len(labels) > 1
        and all(_LABEL.match(label) for label in labels)
        and not labels[-1].isdigit()
    )


def read_email(text: str, _habits: Habits) -> Read:
    """An address, or nothing where the cell holds other words; a dubious one is kept and told."""
    bare = clean(text).removeprefix("mailto:").strip("<>;, ")
    if "<" in bare:
        bare = parseaddr(bare)[1] or bare
    if "@" not in bare:
        return Read(
            None,
            repaired=True,
            warning=_("what is not an e-mail address is left empty"),
        )
    if not is_deliverable(bare):
        return Read(bare, warning=_("dubious e-mail addresses are kept as they are"))
    local, _at, domain = bare.rpartition("@")
    return Read(f"{local}@{domain.lower()}")
