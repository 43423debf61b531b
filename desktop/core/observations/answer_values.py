"""How each kind of answer is written down: one plain text, understood from what people type."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from desktop.core.errors import UserError
from desktop.core.i18n import _, number_text
from desktop.core.observations.questionnaire import MET, NOT_APPLICABLE, NOT_MET, WRITTEN, Item
from desktop.core.vocabulary import ItemKind

LONGEST_TEXT = 20_000
LARGEST_NUMBER = Decimal(1_000_000)

_TIME = re.compile(r"(\d{1,2})\s*(?:[hH:.]\s*(\d{2})?)?")
_SPAN = re.compile(
    r"(?:(\d+)\s*(?:h|H|:(?=\d+:)))?\s*(?:(\d+)\s*(?:min|mn|m|'|:))?\s*(?:(\d+)\s*s?)?"
)


def canonical(item: Item, typed: str) -> str:
    """The answer as it is kept; UserError when it is not one that this question can have."""
    value = typed.strip()
    if item.kind in WRITTEN:
        return _text(item, typed)
    if not value:
        return ""
    if value == NOT_APPLICABLE:
        return _not_applicable(item)
    return _READERS[item.kind](item, value)


def _wrong(item: Item, sentence: str) -> UserError:
    return UserError(_("“{question}”: {reason}").format(question=item.words.text, reason=sentence))


def _not_applicable(item: Item) -> str:
    if not item.may_be_not_applicable:
        raise _wrong(item, _("this question always applies."))
    return NOT_APPLICABLE


def _text(item: Item, typed: str) -> str:
    value = typed.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if len(value) > LONGEST_TEXT:
        limit = number_text(LONGEST_TEXT)
        raise _wrong(item, _("the text is longer than {limit} characters.").format(limit=limit))
    return value


def _met(item: Item, value: str) -> str:
    if value not in (MET, NOT_MET):
        raise _wrong(item, _("the answer is “yes”, “no” or “not applicable”."))
    return value


def _scale(item: Item, value: str) -> str:
    if not value.isdecimal() or not item.lowest <= int(value) <= item.highest:
        raise _wrong(
            item,
            _("the answer is a whole number from {lowest} to {highest}.").format(
                lowest=item.lowest, highest=item.highest
            ),
        )
    return str(int(value))


def _number(item: Item, value: str) -> str:
    try:
        amount = Decimal(re.sub(r"\s", "", value).replace(",", "."))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= LARGEST_NUMBER:
        raise _wrong(item, _("“{value}” is not a number.").format(value=value))
    return format(amount.normalize(), "f")


def _count(item: Item, value: str) -> str:
    if not value.isdecimal() or int(value) > LARGEST_NUMBER:
        raise _wrong(item, _("“{value}” is not a whole number.").format(value=value))
    return str(int(value))


def _stopwatch(item: Item, value: str) -> str:
    """Seconds from “150”, “2:30”, “2 min 30”, “1 h 05 min”; a bare number counts seconds."""
    found = _SPAN.fullmatch(value)
    if found is None or not any(found.groups()):
        raise _wrong(item, _("write a duration such as 2:30 or 2 min 30."))
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return str(hours * 3600 + minutes * 60 + seconds)


def _time(item: Item, value: str) -> str:
    """Hours and minutes from “9:05”, “9h05”, “9 h” or “9”."""
    found = _TIME.fullmatch(value)
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hours > 23 or minutes > 59:
        raise _wrong(item, _("write a time of day such as 14:30."))
    return f"{hours:02}:{minutes:02}"


def _choice(item: Item, value: str) -> str:
    if value not in (option.code for option in item.options):
        raise _wrong(item, _("“{value}” is not one of the choices.").format(value=value))
    return value


def _attachment(item: Item, _value: str) -> str:
    raise _wrong(item, _("a file is joined here, not a text."))


_READERS = {
    ItemKind.MET: _met,
    ItemKind.SCALE: _scale,
    ItemKind.NUMBER: _number,
    ItemKind.COUNT: _count,
    ItemKind.STOPWATCH: _stopwatch,
    ItemKind.TIME: _time,
    ItemKind.CHOICE: _choice,
    ItemKind.ATTACHMENT: _attachment,
}


def shown(item: Item, value: str) -> str:
    """An answer in words, for reviewers and documents."""
    if value == NOT_APPLICABLE:
        return _("Not applicable")
    if value == "" or item.kind not in _WRITERS:
        return value
    return _WRITERS[item.kind](item, value)


def _met_in_words(_item: Item, value: str) -> str:
    return _("Yes") if value == MET else _("No")


def _choice_in_words(item: Item, value: str) -> str:
    return next((each.words.text for each in item.options if each.code == value), value)


def _scale_in_words(item: Item, value: str) -> str:
    return _("{value} out of {highest}").format(value=value, highest=item.highest)


def _amount_in_words(item: Item, value: str) -> str:
    return f"{number_text(Decimal(value), 2)} {item.unit.text}".strip()


def _span_in_words(_item: Item, value: str) -> str:
    return span_text(int(value))


_WRITERS = {
    ItemKind.MET: _met_in_words,
    ItemKind.CHOICE: _choice_in_words,
    ItemKind.SCALE: _scale_in_words,
    ItemKind.NUMBER: _amount_in_words,
    ItemKind.COUNT: _amount_in_words,
    ItemKind.STOPWATCH: _span_in_words,
}


def span_text(seconds: int) -> str:
    """A duration as minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("{seconds} s").format(seconds=rest)
    if not rest:
        return _("{minutes} min").format(minutes=minutes)
    return _("{minutes} min {seconds} s").format(minutes=minutes, seconds=rest)
