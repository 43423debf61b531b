"""One value of a JSON document with the way to it, so that every complaint is exact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from desktop.core.errors import UserError
from desktop.core.i18n import _

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Place:
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

    def at(self, name: str) -> Place | None:
        value = self.value.get(name)
        path = f"{self.path}.{name}" if self.path else name
        return None if value is None else Place(value, path, self.source)

    def need(self, name: str) -> Place:
        found = self.at(name)
        if found is None:
            raise self.wrong(_("the key “{key}” is missing.").format(key=name))
        return found

    def get(self, name: str, read: Callable[[Place], T], default: T) -> T:
        found = self.at(name)
        return default if found is None else read(found)

    def each(self, name: str, read: Callable[[Place], T]) -> tuple[T, ...]:
        found = self.at(name)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            raise found.wrong(_("a list [ … ] is expected."))
        places = (
            Place(value, f"{found.path}[{rank}]", self.source)
            for rank, value in enumerate(found.value)
        )
        return tuple(read(place) for place in places)


def text(place: Place) -> str:
    if not isinstance(place.value, str):
        raise place.wrong(_("a text is expected."))
    return place.value


def code(place: Place) -> str:
    code = text(place)
    if not code or not all(
        letter.isascii() and (letter.isalnum() or letter in "_.-") for letter in code
    ):
        raise place.wrong(_("a code of plain letters, digits, “_”, “-” and “.” is expected."))
    return code


def whole(place: Place) -> int:
    if type(place.value) is not int:
        raise place.wrong(_("a whole number is expected."))
    return place.value


def flag(place: Place) -> bool:
    if type(place.value) is not bool:
        raise place.wrong(_("true or false is expected."))
    return place.value


def amount(place: Place) -> Decimal | None:
    try:
        amount = Decimal(str(place.value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if isinstance(place.value, bool) or not amount.is_finite():
        raise place.wrong(_("a number is expected."))
    return amount


def percent(place: Place) -> int | None:
    number = whole(place)
    if not 0 <= number <= 100:
        raise place.wrong(_("a whole number from 0 to 100 is expected."))
    return number


def member(kind: type[E]) -> Callable[[Place], E]:
    def read(place: Place) -> E:
        if place.value not in list(kind):
            known = ", ".join(kind)
            raise place.wrong(_("one of these is expected: {known}.").format(known=known))
        return kind(place.value)

    return read
