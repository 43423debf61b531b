"""Faults of a questionnaire that reads well: unreachable, unused, untranslated, unjustified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop.core.i18n import _
from desktop.core.observations.questionnaire import (
    ANY_TRADE,
    MEASURED,
    MET,
    NOT_APPLICABLE,
    NOT_MET,
    Condition,
    Item,
    Questionnaire,
    Section,
    Words,
    answers_to,
)
from desktop.core.observations.touchpoints import touchpoints, trades
from desktop.core.vocabulary import ItemKind


class Fault(StrEnum):
    """Kinds of faults; the last two let the questionnaire be used."""

    DUPLICATE = "duplicate"
    NO_PURPOSE = "no_purpose"
    UNKNOWN_TOUCHPOINT = "unknown_touchpoint"
    UNREACHABLE = "unreachable"
    BAD_ITEM = "bad_item"
    UNUSED = "unused"
    UNTRANSLATED = "untranslated"


TOLERATED = frozenset({Fault.UNUSED, Fault.UNTRANSLATED})


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault and the code of the section or item that has it."""

    fault: Fault
    place: str
    message: str

    @property
    def blocking(self) -> bool:
        """A questionnaire with such a fault cannot be put to use."""
        return self.fault not in TOLERATED


def checks(questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Every fault, in the order of the form."""
    return tuple(
        finding
        for rule in (
            _codes_are_unique,
            _every_touchpoint_is_known,
            _every_question_states_its_purpose,
            _every_question_can_be_answered,
            _every_question_can_be_reached,
            _every_section_is_used,
            _every_text_is_in_both_languages,
        )
        for finding in rule(questionnaire)
    )


def _codes_are_unique(questionnaire: Questionnaire) -> Iterator[Finding]:
    codes = Counter(item.code for item in questionnaire.items())
    codes.update(f"#{section.code}" for section in questionnaire.sections)
    for code, count in codes.items():
        if count > 1:
            place = code.removeprefix("#")
            message = _("The code “{code}” is used {count} times.").format(code=place, count=count)
            yield Finding(Fault.DUPLICATE, place, message)


def _every_touchpoint_is_known(questionnaire: Questionnaire) -> Iterator[Finding]:
    used = [(section.code, section.touchpoint) for section in questionnaire.sections]
    used += [(item.code, item.touchpoint) for item in questionnaire.items()]
    for place, code in used:
        if code and code not in touchpoints():
            message = _("“{place}”: there is no touchpoint “{code}”.")
            yield Finding(Fault.UNKNOWN_TOUCHPOINT, place, message.format(place=place, code=code))
    if questionnaire.trade not in (ANY_TRADE, *(trade.code for trade in trades())):
        message = _("There is no trade “{code}”.").format(code=questionnaire.trade)
        yield Finding(Fault.UNKNOWN_TOUCHPOINT, questionnaire.code, message)


def _every_question_states_its_purpose(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Labour Code, L1222-2: what is asked must have a direct and necessary link with the work."""
    for item in questionnaire.items():
        if not item.purpose:
            message = _("“{question}” does not say why it is asked.")
            yield Finding(
                Fault.NO_PURPOSE, item.code, message.format(question=item.words.text or item.code)
            )


def _every_question_can_be_answered(questionnaire: Questionnaire) -> Iterator[Finding]:
    for item in questionnaire.items():
        sentence = _flaw(item)
        if sentence:
            yield Finding(
                Fault.BAD_ITEM, item.code, sentence.format(question=item.words.text or item.code)
            )


def _flaw(item: Item) -> str:
    flaws = (
        (not item.words, _("“{question}” has no words.")),
        (
            item.kind is ItemKind.CHOICE and len({each.code for each in item.options}) < 2,
            _("“{question}” offers fewer than two choices."),
        ),
        (
            item.kind is ItemKind.SCALE and not item.lowest < item.highest <= item.lowest + 10,
            _("“{question}” has a scale that cannot be shown."),
        ),
        (not 0 <= item.weight <= 100, _("“{question}” has a weight outside 0 to 100.")),
        (
            item.scored and not _can_score(item),
            _("“{question}” has a weight, but none of its answers is worth points."),
        ),
        (
            (item.essential or item.knock_out) and not item.scored,
            _("“{question}” is essential but has no weight."),
        ),
    )
    return next((sentence for found, sentence in flaws if found), "")


def _can_score(item: Item) -> bool:
    if item.kind is ItemKind.CHOICE:
        return any(option.points is not None for option in item.options)
    if item.kind in MEASURED:
        return item.target is not None
    return item.kind in (ItemKind.MET, ItemKind.SCALE)


def _every_question_can_be_reached(questionnaire: Questionnaire) -> Iterator[Finding]:
    before: dict[str, Item] = {}
    for section in questionnaire.sections:
        hidden = _impossible(section.conditions, before)
        if hidden:
            yield Finding(Fault.UNREACHABLE, section.code, _never(section.words, hidden))
        for item in section.items:
            reason = _impossible(item.conditions, before)
            if reason:
                yield Finding(Fault.UNREACHABLE, item.code, _never(item.words, reason))
            before[item.code] = item


def _never(words: Words, reason: str) -> str:
    return _("“{question}” can never be shown: {reason}").format(question=words.text, reason=reason)


def _impossible(conditions: tuple[Condition, ...], before: dict[str, Item]) -> str:
    for condition in conditions:
        item = before.get(condition.item)
        if item is None:
            return _("“{code}” is not asked before it.").format(code=condition.item)
        if not any(answers_to(item, value, condition.values) for value in _possible(item)):
            return _("none of the answers to “{code}” leads to it.").format(code=condition.item)
    return ""


def _possible(item: Item) -> Iterator[str]:
    """Answers that a condition may wait for; those of a measure are told by their outcome."""
    if item.kind is ItemKind.MET:
        yield from (MET, NOT_MET)
    elif item.kind is ItemKind.CHOICE:
        yield from (option.code for option in item.options)
    elif item.kind is ItemKind.SCALE:
        yield from (str(value) for value in range(item.lowest, item.highest + 1))
    elif item.kind in MEASURED and item.target:
        for bound in (item.target.at_least, item.target.at_most):
            if bound is not None:
                yield from (str(bound), str(bound + 1), str(max(bound - 1, 0 * bound)))
    if item.may_be_not_applicable:
        yield NOT_APPLICABLE


def _every_section_is_used(questionnaire: Questionnaire) -> Iterator[Finding]:
    for section in questionnaire.sections:
        if not section.items:
            message = _("The section “{title}” asks nothing.")
            yield Finding(Fault.UNUSED, section.code, message.format(title=section.words.text))


def _every_text_is_in_both_languages(questionnaire: Questionnaire) -> Iterator[Finding]:
    for place, words in _texts(questionnaire):
        if bool(words.fr) != bool(words.en):
            language = _("French") if not words.fr else _("English")
            message = _("“{text}” is not translated into {language}.")
            yield Finding(
                Fault.UNTRANSLATED, place, message.format(text=words.text, language=language)
            )


def _texts(questionnaire: Questionnaire) -> Iterator[tuple[str, Words]]:
    yield questionnaire.code, questionnaire.words
    yield questionnaire.code, questionnaire.intro
    for section in questionnaire.sections:
        yield from _texts_of_section(section)


def _texts_of_section(section: Section) -> Iterator[tuple[str, Words]]:
    yield section.code, section.words
    yield section.code, section.intro
    for item in section.items:
        for words in (item.words, item.purpose, item.hint, item.unit, item.low_end, item.high_end):
            yield item.code, words
        for option in item.options:
            yield item.code, option.words
