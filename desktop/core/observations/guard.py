"""The free-text guard: points at names, health, insults, beliefs, contacts; deletes nothing.

The CNIL asks that free comments be objective and never excessive; the author is told while typing,
the reviewer must have cleared every warning before a report is released.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from desktop.core.i18n import _
from desktop.core.observations import lexicon

MASK = "[…]"


class Concern(StrEnum):
    """What a passage may reveal."""

    NAME = "name"
    HEALTH = "health"
    INSULT = "insult"
    BELIEF = "belief"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 -- `Warning` is Python's
    """One passage to look at again: `text[start:end]`."""

    concern: Concern
    start: int
    end: int
    words: str

    @property
    def sentence(self) -> str:
        """What to tell the author."""
        return _sentences()[self.concern].format(words=self.words)


def _sentences() -> dict[Concern, str]:
    return {
        Concern.NAME: _("“{words}” looks like a person's name: describe the situation instead."),
        Concern.HEALTH: _("“{words}” may tell about somebody's health: leave it out."),
        Concern.INSULT: _("“{words}” judges a person: tell what happened instead."),
        Concern.BELIEF: _("“{words}” describes a person, her origin or opinions: leave it out."),
        Concern.CONTACT: _("“{words}” looks like a contact detail or a number: leave it out."),
    }


def warnings_in(text: str) -> tuple[Warning_, ...]:
    """Every passage that deserves another look, in order, none inside another."""
    found = sorted(_all(text), key=lambda each: (each.start, -each.end))
    kept: list[Warning_] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)


def masked(text: str, warnings: tuple[Warning_, ...] | None = None) -> str:
    """The text with the passages replaced by a mark: what a reviewer may do to a fact."""
    for each in reversed(warnings_in(text) if warnings is None else warnings):
        text = text[: each.start] + MASK + text[each.end :]
    return text


def only_masks(before: str, after: str) -> bool:
    """Whether `after` is `before` with nothing but passages masked."""
    pattern = ".+?".join(re.escape(part) for part in after.split(MASK))
    return re.fullmatch(pattern, before, re.DOTALL) is not None


def _all(text: str) -> Iterator[Warning_]:
    for concern, pattern in _patterns().items():
        for found in pattern.finditer(text):
            yield Warning_(concern, found.start(), found.end(), found.group())
    yield from _names(text)


@cache
def _patterns() -> dict[Concern, re.Pattern[str]]:
    worded = (Concern.HEALTH, Concern.INSULT, Concern.BELIEF)
    patterns = {
        concern: re.compile(rf"(?<!\w){lexicon.pattern(concern)}", re.IGNORECASE)
        for concern in worded
    }
    numbers = lexicon.pattern(Concern.CONTACT)
    return {**patterns, Concern.CONTACT: re.compile(numbers, re.IGNORECASE)}


_ARTICLE = (
    r"(?:la|le|l['’]|ma|mon|sa|son|notre|votre|une?|cette|ce|cet|the|my|our)\s?"
    r"(?:nouve(?:au|lle|l) |jeune |petite? )?"
)
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]+"
_WORD = re.compile(rf"(?<![\w-]){_CAPITALISED}")


@cache
def _introduced() -> re.Pattern[str]:
    """A capitalised word, or an initial, after what announces a name."""
    announced = (
        lexicon.pattern("title")
        + f"|(?i:{lexicon.pattern('introduction')})"
        + f"|(?i:{_ARTICLE}{lexicon.pattern('job')}),?"
    )
    return re.compile(
        rf"(?<!\w)(?:{announced})\s+"
        rf"(?P<name>(?:{_CAPITALISED}|[A-Z]\.)(?:[ -](?:{_CAPITALISED}|[A-Z]\b\.?))*)"
    )


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){lexicon.pattern('place')}[ -]$", re.IGNORECASE)


def _names(text: str) -> Iterator[Warning_]:
    for found in _introduced().finditer(text):
        if found["name"].split()[0] not in lexicon.words("not_a_name"):
            yield Warning_(Concern.NAME, found.start("name"), found.end("name"), found["name"])
    known = lexicon.first_names() - lexicon.words("not_a_name")
    after_place = -2
    for found in _WORD.finditer(text):
        first = found.group().split("-")[0].removesuffix("’s").removesuffix("'s")
        start = found.start()
        if _place().search(text[max(0, start - 20) : start]) or start - 1 == after_place:
            after_place = found.end()  # rue Victor Hugo: the second word belongs to the street
        elif first in known:
            yield Warning_(Concern.NAME, start, found.end(), found.group())
