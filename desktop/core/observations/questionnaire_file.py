"""Questionnaires as JSON: read with exact complaints, written so that versions compare well."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.json_place import (
    Place,
    amount,
    code,
    flag,
    member,
    percent,
    text,
    whole,
)
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
    return _questionnaire(Place(document, "", source))


def dump(questionnaire: Questionnaire) -> str:
    """The file that `load` reads back to an equal questionnaire."""
    return json.dumps(plain(questionnaire), ensure_ascii=False, indent=1) + "\n"


def plain(questionnaire: Questionnaire) -> dict[str, Any]:
    """What `read` takes back."""
    return {"format": FORMAT, **_plain(questionnaire)}


def _words(place: Place) -> Words:
    place.only("fr", "en")
    return Words(place.get("fr", text, ""), place.get("en", text, ""))


def _option(place: Place) -> Option:
    place.only("code", "words", "points")
    return Option(
        code(place.need("code")),
        _words(place.need("words")),
        place.get("points", percent, None),
    )


def _condition(place: Place) -> Condition:
    place.only("item", "values")
    return Condition(code(place.need("item")), place.each("values", text))


def _target(place: Place) -> Target | None:
    place.only("at_least", "at_most")
    return Target(place.get("at_least", amount, None), place.get("at_most", amount, None))


def _demands(place: Place) -> Demands:
    place.only("note", "attachment", "irritant")
    return Demands(
        place.each("note", text), place.each("attachment", text), place.each("irritant", text)
    )


def _item(place: Place) -> Item:
    place.only(*(each.name for each in fields(Item)))
    return Item(
        code=code(place.need("code")),
        kind=member(ItemKind)(place.need("kind")),
        words=_words(place.need("words")),
        purpose=place.get("purpose", _words, NO_WORDS),
        hint=place.get("hint", _words, NO_WORDS),
        touchpoint=place.get("touchpoint", code, ""),
        required=place.get("required", flag, default=False),
        applicable_always=place.get("applicable_always", flag, default=False),
        weight=place.get("weight", whole, 0),
        essential=place.get("essential", flag, default=False),
        knock_out=place.get("knock_out", flag, default=False),
        unit=place.get("unit", _words, NO_WORDS),
        lowest=place.get("lowest", whole, 1),
        highest=place.get("highest", whole, 5),
        low_end=place.get("low_end", _words, NO_WORDS),
        high_end=place.get("high_end", _words, NO_WORDS),
        target=place.get("target", _target, None),
        options=place.each("options", _option),
        conditions=place.each("conditions", _condition),
        demands=place.get("demands", _demands, NO_DEMANDS),
        tells=place.get("tells", member(ObservationKind), None),
        polarity=place.get("polarity", member(Polarity), None),
        voice=place.get("voice", member(Voice), None),
    )


def _section(place: Place) -> Section:
    place.only(*(each.name for each in fields(Section)))
    return Section(
        code=code(place.need("code")),
        words=_words(place.need("words")),
        items=place.each("items", _item),
        intro=place.get("intro", _words, NO_WORDS),
        touchpoint=place.get("touchpoint", code, ""),
        pass_mark=place.get("pass_mark", percent, None),
        conditions=place.each("conditions", _condition),
    )


def _questionnaire(place: Place) -> Questionnaire:
    place.only("format", *(each.name for each in fields(Questionnaire)))
    if place.value.get("format") != FORMAT:
        raise place.wrong(
            _("the format of this questionnaire is not {format}.").format(format=FORMAT)
        )
    return Questionnaire(
        code=code(place.need("code")),
        version=whole(place.need("version")),
        kind=member(QuestionnaireKind)(place.need("kind")),
        trade=code(place.need("trade")),
        words=_words(place.need("words")),
        sections=place.each("sections", _section),
        intro=place.get("intro", _words, NO_WORDS),
        minutes=place.get("minutes", whole, 15),
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
