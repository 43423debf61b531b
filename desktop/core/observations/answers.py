"""What is asked given what was answered, what is hidden, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.core.i18n import _
from desktop.core.observations.questionnaire import (
    NOTE_LENGTH,
    Condition,
    Item,
    Questionnaire,
    Section,
    answers_to,
)
from desktop.core.vocabulary import ItemKind, ObservationKind

KPAM_QUESTIONS = (ObservationKind.BEST, ObservationKind.MOST_FRUSTRATING)
"""Asked in every report, of visitor and host alike; each may be answered by “nothing to tell”."""


@dataclass(frozen=True, slots=True)
class Given:
    """One answer and the factual note beside it."""

    value: str = ""
    note: str = ""


NOTHING = Given()


@dataclass(frozen=True, slots=True)
class Content:
    """All that an author has put in a report, as the rules need to know it."""

    answers: Mapping[str, Given] = field(default_factory=dict)
    attached: frozenset[str] = frozenset()
    """Codes of the items that have a file."""
    card_touchpoints: frozenset[str] = frozenset()
    told: frozenset[ObservationKind] = frozenset()
    """Which of the two KPAM questions are answered, be it by silence."""

    def value(self, code: str) -> str:
        """The answer to an item; empty when there is none."""
        return self.answers.get(code, NOTHING).value

    def note(self, code: str) -> str:
        """The note beside an answer."""
        return self.answers.get(code, NOTHING).note


class Lack(StrEnum):
    """What may be missing before a report can be sent."""

    ANSWER = "answer"
    NOTE = "note"
    ATTACHMENT = "attachment"
    IRRITANT = "irritant"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to complete, and where: `item` is an item's code or a KPAM question."""

    lack: Lack
    section: str
    item: str
    sentence: str


def visible_items(questionnaire: Questionnaire, content: Content) -> Iterator[tuple[Section, Item]]:
    """The questions that are asked given the answers so far, in the order of the form.

    The answer to a hidden question counts for nothing: what depends on it is hidden too.
    """
    seen: set[str] = set()
    for section in questionnaire.sections:
        if not _holds(section.conditions, questionnaire, content, seen):
            continue
        for item in section.items:
            if _holds(item.conditions, questionnaire, content, seen):
                seen.add(item.code)
                yield section, item


def _holds(
    conditions: tuple[Condition, ...],
    questionnaire: Questionnaire,
    content: Content,
    seen: set[str],
) -> bool:
    return all(
        condition.item in seen
        and (item := questionnaire.item(condition.item)) is not None
        and answers_to(item, content.value(condition.item), condition.values)
        for condition in conditions
    )


def hidden_answers(questionnaire: Questionnaire, content: Content) -> tuple[str, ...]:
    """Codes of the answers that no visible question asks for: dropped when the report is sent."""
    asked = {item.code for _section, item in visible_items(questionnaire, content)}
    known = {item.code for item in questionnaire.items()}
    return tuple(
        code
        for code, given in content.answers.items()
        if code in known and code not in asked and (given.value or given.note)
    )


def asked_touchpoints(questionnaire: Questionnaire, content: Content) -> tuple[str, ...]:
    """Touchpoints that the form asked about: only there does silence mean something."""
    points = (
        item.touchpoint or section.touchpoint
        for section, item in visible_items(questionnaire, content)
    )
    return tuple(dict.fromkeys(point for point in points if point))


def missing(questionnaire: Questionnaire, content: Content) -> tuple[Missing, ...]:
    """All that stands between this draft and its sending, in the order of the form."""
    found = [
        lack
        for section, item in visible_items(questionnaire, content)
        for lack in _lacks(section, item, content)
    ]
    return (*found, *_untold(content))


def _lacks(section: Section, item: Item, content: Content) -> Iterator[Missing]:
    value = content.value(item.code)
    question = item.words.text
    answered = item.code in content.attached if item.kind is ItemKind.ATTACHMENT else bool(value)
    if item.required and not answered:
        sentence = _("“{question}” has no answer yet.").format(question=question)
        yield Missing(Lack.ANSWER, section.code, item.code, sentence)
    if note_is_demanded(item, value) and len(content.note(item.code).strip()) < NOTE_LENGTH:
        sentence = _("“{question}”: tell the fact in one sentence (at least {count} characters).")
        yield Missing(
            Lack.NOTE,
            section.code,
            item.code,
            sentence.format(question=question, count=NOTE_LENGTH),
        )
    if attachment_is_demanded(item, value) and item.code not in content.attached:
        sentence = _("“{question}”: this answer needs a file.").format(question=question)
        yield Missing(Lack.ATTACHMENT, section.code, item.code, sentence)
    if irritant_is_demanded(item, value) and not content.card_touchpoints & {
        item.touchpoint or section.touchpoint
    }:
        sentence = _("“{question}”: this answer needs an irritant card.").format(question=question)
        yield Missing(Lack.IRRITANT, section.code, item.code, sentence)


def _untold(content: Content) -> Iterator[Missing]:
    sentences = {
        ObservationKind.BEST: _("The best interaction is not told yet."),
        ObservationKind.MOST_FRUSTRATING: _("The most frustrating interaction is not told yet."),
    }
    for kind in KPAM_QUESTIONS:
        if kind not in content.told:
            yield Missing(Lack.TOLD, "", kind.value, sentences[kind])


def note_is_demanded(item: Item, value: str) -> bool:
    """A fact must be written beside this answer."""
    return answers_to(item, value, item.demands.note)


def attachment_is_demanded(item: Item, value: str) -> bool:
    """A file must be joined to this answer."""
    return answers_to(item, value, item.demands.attachment)


def irritant_is_demanded(item: Item, value: str) -> bool:
    """An irritant card at the same touchpoint must go with this answer."""
    return answers_to(item, value, item.demands.irritant)
