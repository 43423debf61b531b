"""The texts of the messages: ours, or the company's own, in each language, with named places.

A text of the company's is whole: it is checked when it is kept, so that no message fails later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from string import Formatter

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, list_text

_NEW = N_(
    "Hello {name},\n\nYou are expected for a day in another job.\n\n{details}\n\n{swap}\n\n"
    "Please answer the invitation, and afterwards tell us what you saw: "
    "the report form takes about twenty minutes.\n"
)
_CHANGED = N_(
    "Hello {name},\n\nYour day in another job has changed.\n\nWhat changed:\n{changes}\n\n"
    "{details}\n\n{swap}\n\nPlease answer the invitation, and afterwards tell us what you saw: "
    "the report form takes about twenty minutes.\n"
)
_CANCELLED = N_(
    "Hello {name},\n\nYour day in another job will not take place. "
    "Nothing is expected of you.\n\n{details}\n"
)
_REMINDER = N_(
    "Hello {name},\n\nYou were told of a day in another job and we have not heard from you. "
    "Please answer the invitation, or simply reply to this message: "
    "“I have read it and I shall be there”.\n\n{details}\n"
)

PLACES: Mapping[str, frozenset[str]] = {
    "new": frozenset({"name", "details", "swap"}),
    "changed": frozenset({"name", "details", "swap", "changes"}),
    "cancelled": frozenset({"name", "details"}),
    "reminder": frozenset({"name", "details"}),
}
"""What each text may name."""
NEEDED = "details"
"""Without it a message would say neither where nor when."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The four texts, in one language."""

    new: str
    changed: str
    cancelled: str
    reminder: str


def usual_wording() -> Wording:
    """Our own texts, in the language in force."""
    return Wording(_(_NEW), _(_CHANGED), _(_CANCELLED), _(_REMINDER))


def text_title(name: str) -> str:
    """What one of the texts is for, in words."""
    return {
        "new": _("A new day"),
        "changed": _("A changed day"),
        "cancelled": _("A cancelled day"),
        "reminder": _("A reminder"),
    }[name]


def own_wording(texts: Mapping[str, object]) -> Wording:
    """The company's texts where it has some, ours elsewhere; broken ones count as none."""
    usual = usual_wording()
    known = {
        name: text
        for name, text in texts.items()
        if name in PLACES and isinstance(text, str) and not faults(name, text)
    }
    return replace(usual, **known)


def faults(name: str, text: str) -> tuple[str, ...]:
    """What is wrong with a text, in sentences; nothing = it may be kept."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return (_("A brace is open or closed alone. Write {{ or }} for a brace of the text."),)
    named = {field for _text, field, _spec, _how in parts if field is not None}
    formats = [field for _text, field, spec, how in parts if field is not None and (spec or how)]
    found = []
    unknown = sorted(named - PLACES[name])
    if unknown or formats:
        allowed = list_text([f"{{{one}}}" for one in sorted(PLACES[name])])
        found.append(_("Only these places may be named here: {allowed}.").format(allowed=allowed))
    if NEEDED not in named:
        found.append(
            _("The text must hold {place}: the message would say neither where nor when.").format(
                place="{details}"
            )
        )
    return tuple(found)


def checked(wording: Wording) -> Wording:
    """Raises UserError for the first text that cannot be used."""
    for one in fields(wording):
        found = faults(one.name, getattr(wording, one.name))
        if found:
            raise UserError(f"{text_title(one.name)}: {found[0]}")
    return wording


def texts_of(wording: Wording) -> dict[str, str]:
    """As plain JSON."""
    return asdict(wording)
