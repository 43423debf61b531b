"""Translations and locale formats for every layer; English is the source, French is complete.

Mark strings with `_()` where they are used, never at import; `N_()` marks a constant that
`_()` translates later.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel import Locale, dates, lists, numbers

LANGUAGES = ("fr", "en")
DOMAIN = "vismavie"

_default = "fr"
_override: ContextVar[str | None] = ContextVar("language", default=None)


def set_language(language: str) -> None:
    """Choose the language of the whole process; anything but `en` is French."""
    global _default  # noqa: PLW0603 -- one process, one default; `speaking` overrides it locally
    _default = language if language in LANGUAGES else "fr"


def language() -> str:
    """The language in force here: that of the nearest `speaking` block, else the process's."""
    return _override.get() or _default


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use another language inside the block (an English PDF made from a French window)."""
    token = _override.set(language if language in LANGUAGES else "fr")
    try:
        yield
    finally:
        _override.reset(token)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    path = files("resources") / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def _(message: str) -> str:
    """Translate a whole sentence; placeholders are named and filled in afterwards with `format`."""
    return _catalogue(language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that counts things."""
    return _catalogue(language()).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Translate a word that means different things in different places."""
    return _catalogue(language()).pgettext(context, message)


def N_(message: str) -> str:  # noqa: N802 -- gettext's own name
    """Mark a constant for translation and return it unchanged."""
    return message


@cache
def _locale(language: str) -> Locale:
    return Locale.parse({"fr": "fr_FR", "en": "en_GB"}[language])


def locale() -> Locale:
    """The CLDR locale that goes with the language in force."""
    return _locale(language())


def date_text(day: date, style: str = "medium") -> str:
    """A date in words; `style` is short, medium, long or full (CLDR)."""
    return dates.format_date(day, style, locale=locale())


def day_text(day: date, pattern: str = "EEE d MMM") -> str:
    """A date by CLDR pattern or skeleton letters, for columns and labels."""
    return dates.format_date(day, pattern, locale=locale())


def time_text(moment: datetime | time) -> str:
    """Hours and minutes as written in the language in force."""
    return dates.format_time(moment, "HH:mm", locale=locale())


def number_text(value: float | Decimal, digits: int = 0) -> str:
    """A number with the locale's separators and at most `digits` decimals."""
    pattern = "#,##0" + ("." + "#" * digits if digits else "")
    return numbers.format_decimal(value, pattern, locale=locale())


def money_text(value: Decimal) -> str:
    """An amount in euro, two decimals."""
    return numbers.format_currency(value, "EUR", locale=locale())


def percent_text(share: float, digits: int = 0) -> str:
    """A share from 0 to 1 as a percentage."""
    pattern = (
        "#,##0" + ("." + "0" * digits if digits else "") + (" %" if language() == "fr" else "%")
    )
    return numbers.format_percent(share, pattern, locale=locale())


def list_text(items: list[str]) -> str:
    """Several things joined as a sentence does."""
    return lists.format_list(items, locale=locale())
