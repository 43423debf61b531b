"""A questionnaire: a frozen, versioned definition whose sections follow the client's journey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop.core.i18n import language
from desktop.core.vocabulary import (
    ItemKind,
    ObservationKind,
    Polarity,
    QuestionnaireKind,
    Voice,
)

NOT_APPLICABLE = "not_applicable"
MET = "met"
NOT_MET = "not_met"

ANY_TRADE = "any"
"""A questionnaire that suits every kind of site; the journey is then that of the site."""

NOTE_LENGTH = 40
"""A demanded note holds at least this many characters: a fact needs a sentence."""

WRITTEN = frozenset({ItemKind.SHORT_TEXT, ItemKind.LONG_TEXT, ItemKind.QUOTE})
MEASURED = frozenset({ItemKind.NUMBER, ItemKind.STOPWATCH, ItemKind.COUNT})


@dataclass(frozen=True, slots=True)
class Words:
    """The same text in the two languages."""

    fr: str = ""
    en: str = ""

    @property
    def text(self) -> str:
        """In the language in force; the other one where it was not written."""
        return (self.en or self.fr) if language() == "en" else (self.fr or self.en)

    def __bool__(self) -> bool:
        return bool(self.fr or self.en)


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice; `points` from 0 to 100 when it counts, None when it does not."""

    code: str
    words: Words
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Shown only when the answer to `item`, or what it amounts to, is one of `values`."""

    item: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a measured answer must respect to count as met, in the item's own unit."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None

    def is_met_by(self, value: Decimal) -> bool:
        """Both ends are included."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


@dataclass(frozen=True, slots=True)
class Demands:
    """Which answers oblige the author to add something, by value or outcome."""

    note: tuple[str, ...] = ()
    attachment: tuple[str, ...] = ()
    irritant: tuple[str, ...] = ()


NO_DEMANDS = Demands()


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    `purpose` says why it is asked: a question without a direct and necessary link with the work
    may not be put to an employee (Labour Code, L1222-2). `weight` 0 keeps it out of the score.
    An `essential` item cannot be compensated by points; a `knock_out` item that fails brings the
    whole score to 0. A stopwatch counts seconds.
    """

    code: str
    kind: ItemKind
    words: Words
    purpose: Words
    hint: Words = NO_WORDS
    touchpoint: str = ""
    required: bool = False
    applicable_always: bool = False
    weight: int = 0
    essential: bool = False
    knock_out: bool = False
    unit: Words = NO_WORDS
    lowest: int = 1
    highest: int = 5
    low_end: Words = NO_WORDS
    high_end: Words = NO_WORDS
    target: Target | None = None
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    demands: Demands = NO_DEMANDS
    tells: ObservationKind | None = None
    """What its words become for the register and the documents; None = they stay in the form."""
    polarity: Polarity | None = None
    voice: Voice | None = None
    """Whose experience its words tell; None = that of the report."""

    @property
    def scored(self) -> bool:
        """Whether its answer counts in the score of the touchpoint."""
        return self.weight > 0

    @property
    def may_be_not_applicable(self) -> bool:
        """Free text is simply left empty; other questions may have no object."""
        return not self.applicable_always and self.kind not in (WRITTEN | {ItemKind.ATTACHMENT})


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form; `touchpoint` is empty where it concerns the whole day."""

    code: str
    words: Words
    items: tuple[Item, ...]
    intro: Words = NO_WORDS
    touchpoint: str = ""
    pass_mark: int | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What is asked after one kind of day; once used it is replaced by its next version only."""

    code: str
    version: int
    kind: QuestionnaireKind
    trade: str
    words: Words
    sections: tuple[Section, ...]
    intro: Words = NO_WORDS
    minutes: int = 15

    def items(self) -> Iterator[Item]:
        """Every item in the order of the form."""
        for section in self.sections:
            yield from section.items

    def item(self, code: str) -> Item | None:
        """The item of that code, if there is one."""
        return next((item for item in self.items() if item.code == code), None)

    def section_of(self, code: str) -> Section | None:
        """The section that holds the item of that code."""
        return next(
            (each for each in self.sections if any(i.code == code for i in each.items)), None
        )

    def touchpoint_of(self, item: Item) -> str:
        """The item's own touchpoint, else that of its section."""
        section = self.section_of(item.code)
        return item.touchpoint or (section.touchpoint if section else "")


def outcome_of(item: Item, value: str) -> str:
    """What an answer amounts to: met, not_met or not_applicable; empty where nothing can be met."""
    if value in ("", NOT_APPLICABLE):
        return value
    if item.kind is ItemKind.MET:
        return value
    if item.kind in MEASURED and item.target:
        return MET if item.target.is_met_by(Decimal(value)) else NOT_MET
    if item.kind is ItemKind.CHOICE:
        points = next((each.points for each in item.options if each.code == value), None)
        return "" if points is None else (NOT_MET if points == 0 else MET)
    return ""


def answers_to(item: Item, value: str, wanted: tuple[str, ...]) -> bool:
    """Whether an answer, or what it amounts to, is one of those wanted."""
    return bool(value) and (value in wanted or outcome_of(item, value) in wanted)
