"""Questionnaires as JSON: read with exact complaints, written so that versions compare well."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.questionnaire import (
    NO_DEMANDS,
    NO_WORDS,
    Condition,
    Demands,
    Item,
    Option,
    Questionnaire,
    Section,
    Target,
    Words,
)
from desktop.core.vocabulary import (
    ItemKind,
    ObservationKind,
    Polarity,
    QuestionnaireKind,
    Voice,
)

FORMAT = 1
LARGEST_FILE = 2_000_000

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def load(text: str, *, source: str) -> Questionnaire:
    """Read a questionnaire; UserError names the file, the place in it and what was expected."""
    if len(text) > LARGEST_FILE:
        raise UserError(_("{file}: too large to be a questionnaire.").format(file=source))
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(
            _("{file}: this is not a readable JSON file ({reason}).").format(
                file=source, reason=error
            )
        ) from None
    return read(document, source=source)


def read(document: object, *, source: str) -> Questionnaire:
    """The same from JSON that is already parsed, as the database holds it."""
    return _questionnaire(_Place(document, "", source))


def dump(questionnaire: Questionnaire) -> str:
    """The file that `load` reads back to an equal questionnaire."""
    return json.dumps(plain(questionnaire), ensure_ascii=False, indent=1) + "\n"


def plain(questionnaire: Questionnaire) -> dict[str, Any]:
    """What `read` takes back."""
    return {"format": FORMAT, **_plain(questionnaire)}


@dataclass(frozen=True, slots=True)
class _Place:
    """One value of the document, with the way to it for the complaints."""

    value: Any
    path: str
    source: str

    def wrong(self, expected: str) -> UserError:
        return UserError(
            _("{file}, {place}: {expected}").format(
                file=self.source, place=self.path or _("top level"), expected=expected
            )
        )

    def only(self, *names: str) -> None:
        """Refuse a misspelt key rather than losing what it holds."""
        if not isinstance(self.value, dict):
            raise self.wrong(_("an object { … } is expected."))
        for name in self.value:
            if name not in names:
                raise self.wrong(_("the key “{key}” is not known.").format(key=name))

    def at(self, name: str) -> _Place | None:
        value = self.value.get(name)
        path = f"{self.path}.{name}" if self.path else name
        return None if value is None else _Place(value, path, self.source)

    def need(self, name: str) -> _Place:
        found = self.at(name)
        if found is None:
            raise self.wrong(_("the key “{key}” is missing.").format(key=name))
        return found

    def get(self, name: str, read: Callable[[_Place], T], default: T) -> T:
        found = self.at(name)
        return default if found is None else read(found)

    def each(self, name: str, read: Callable[[_Place], T]) -> tuple[T, ...]:
        found = self.at(name)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            raise found.wrong(_("a list [ … ] is expected."))
        places = (
            _Place(value, f"{found.path}[{rank}]", self.source)
            for rank, value in enumerate(found.value)
        )
        return tuple(read(place) for place in places)


def _text(place: _Place) -> str:
    if not isinstance(place.value, str):
        raise place.wrong(_("a text is expected."))
    return place.value


def _code(place: _Place) -> str:
    code = _text(place)
    if not code or not all(
        letter.isascii() and (letter.isalnum() or letter in "_.-") for letter in code
    ):
        raise place.wrong(_("a code of plain letters, digits, “_”, “-” and “.” is expected."))
    return code


def _whole(place: _Place) -> int:
    if type(place.value) is not int:
        raise place.wrong(_("a whole number is expected."))
    return place.value


def _flag(place: _Place) -> bool:
    if type(place.value) is not bool:
        raise place.wrong(_("true or false is expected."))
    return place.value


def _amount(place: _Place) -> Decimal | None:
    try:
        amount = Decimal(str(place.value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if isinstance(place.value, bool) or not amount.is_finite():
        raise place.wrong(_("a number is expected."))
    return amount


def _percent(place: _Place) -> int | None:
    number = _whole(place)
    if not 0 <= number <= 100:
        raise place.wrong(_("a whole number from 0 to 100 is expected."))
    return number


def _member(kind: type[E]) -> Callable[[_Place], E]:
    def read(place: _Place) -> E:
        if place.value not in list(kind):
            known = ", ".join(kind)
            raise place.wrong(_("one of these is expected: {known}.").format(known=known))
        return kind(place.value)

    return read


def _words(place: _Place) -> Words:
    place.only("fr", "en")
    return Words(place.get("fr", _text, ""), place.get("en", _text, ""))


def _option(place: _Place) -> Option:
    place.only("code", "words", "points")
    return Option(
        _code(place.need("code")),
        _words(place.need("words")),
        place.get("points", _percent, None),
    )


def _condition(place: _Place) -> Condition:
    place.only("item", "values")
    return Condition(_code(place.need("item")), place.each("values", _text))


def _target(place: _Place) -> Target | None:
    place.only("at_least", "at_most")
    return Target(place.get("at_least", _amount, None), place.get("at_most", _amount, None))


def _demands(place: _Place) -> Demands:
    place.only("note", "attachment", "irritant")
    return Demands(
        place.each("note", _text), place.each("attachment", _text), place.each("irritant", _text)
    )


def _item(place: _Place) -> Item:
    place.only(*(each.name for each in fields(Item)))
    return Item(
        code=_code(place.need("code")),
        kind=_member(ItemKind)(place.need("kind")),
        words=_words(place.need("words")),
        purpose=place.get("purpose", _words, NO_WORDS),
        hint=place.get("hint", _words, NO_WORDS),
        touchpoint=place.get("touchpoint", _code, ""),
        required=place.get("required", _flag, default=False),
        applicable_always=place.get("applicable_always", _flag, default=False),
        weight=place.get("weight", _whole, 0),
        essential=place.get("essential", _flag, default=False),
        knock_out=place.get("knock_out", _flag, default=False),
        unit=place.get("unit", _words, NO_WORDS),
        lowest=place.get("lowest", _whole, 1),
        highest=place.get("highest", _whole, 5),
        low_end=place.get("low_end", _words, NO_WORDS),
        high_end=place.get("high_end", _words, NO_WORDS),
        target=place.get("target", _target, None),
        options=place.each("options", _option),
        conditions=place.each("conditions", _condition),
        demands=place.get("demands", _demands, NO_DEMANDS),
        tells=place.get("tells", _member(ObservationKind), None),
        polarity=place.get("polarity", _member(Polarity), None),
        voice=place.get("voice", _member(Voice), None),
    )


def _section(place: _Place) -> Section:
    place.only(*(each.name for each in fields(Section)))
    return Section(
        code=_code(place.need("code")),
        words=_words(place.need("words")),
        items=place.each("items", _item),
        intro=place.get("intro", _words, NO_WORDS),
        touchpoint=place.get("touchpoint", _code, ""),
        pass_mark=place.get("pass_mark", _percent, None),
        conditions=place.each("conditions", _condition),
    )


def _questionnaire(place: _Place) -> Questionnaire:
    place.only("format", *(each.name for each in fields(Questionnaire)))
    if place.value.get("format") != FORMAT:
        raise place.wrong(
            _("the format of this questionnaire is not {format}.").format(format=FORMAT)
        )
    return Questionnaire(
        code=_code(place.need("code")),
        version=_whole(place.need("version")),
        kind=_member(QuestionnaireKind)(place.need("kind")),
        trade=_code(place.need("trade")),
        words=_words(place.need("words")),
        sections=place.each("sections", _section),
        intro=place.get("intro", _words, NO_WORDS),
        minutes=place.get("minutes", _whole, 15),
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON may hold
    """Any of our dataclasses as JSON holds it; what has its default value is left out."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    pairs = ((each, getattr(value, each.name)) for each in fields(value))
    return {
        each.name: _plain(held)
        for each, held in pairs
        if each.default is MISSING or held != each.default
    }
