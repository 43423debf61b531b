"""One cell to one value: dates, numbers, yes and no, as French and English offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop.core import folding
from desktop.core.i18n import _

Value = str | int | float | bool | date | datetime | time | tuple[str, ...] | None

_EXCEL_EPOCH = date(1899, 12, 30)
_DASHES = {"", "-", "--", "–", "—", "#n/a", "#ref!", "#value!", "#valeur!"}
_NOTHING = _DASHES | {
    "n/a", "na", "n.a.", "nc", "n/c", "null", "none", "nan", "néant", "neant", "vide", "?",
    "non communiqué", "non renseigné", "non public", "inconnu", "unknown", "aucun", "aucune",
}  # fmt: skip
MONTHS = {
    "jan": 1, "janv": 1, "janvier": 1, "january": 1, "feb": 2, "fev": 2, "fevr": 2, "fevrier": 2,
    "february": 2, "mar": 3, "mars": 3, "march": 3, "apr": 4, "avr": 4, "avril": 4, "april": 4,
    "may": 5, "mai": 5, "jun": 6, "juin": 6, "june": 6, "jul": 7, "juil": 7, "juillet": 7,
    "july": 7, "aug": 8, "aou": 8, "aout": 8, "august": 8, "sep": 9, "sept": 9, "septembre": 9,
    "september": 9, "oct": 10, "octobre": 10, "october": 10, "nov": 11, "novembre": 11,
    "november": 11, "dec": 12, "decembre": 12, "december": 12,
}  # fmt: skip
_YES = {
    "oui",
    "o",
    "yes",
    "y",
    "vrai",
    "true",
    "x",
    "1",
    "actif",
    "active",
    "ouvert",
    "open",
    "✓",
    "✔",
}
_NO = {"non", "n", "no", "faux", "false", "0", "inactif", "inactive", "ferme", "closed", "archive"}


class Unreadable(ValueError):  # noqa: N818 -- a fact about a cell
    """A cell that cannot be what its column asks for; its text is the translated reason."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value, and what it was repaired to when the cell did not say it plainly."""

    value: Value
    repaired: bool = False
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the whole column shows of how its values are written.

    `year` completes days written without one; `today` bounds two-digit years.
    """

    month_first: bool = False
    year: int | None = None
    pad_postcodes: bool = True
    today: date = date(2000, 1, 1)


_HUMP = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_WORDS = re.compile(r"[^\W_]+")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case without accents, words parted by one space: for comparing names.

    `ArrivalDateYear`, `arrival_date_year` and `Arrival date (year)` are the same.
    """
    if text.isascii() and (text.isdigit() or text.islower()):
        return " ".join(_WORDS.findall(text))
    parted = _HUMP.sub(" ", text)
    return " ".join(_WORDS.findall(folding.fold(parted)))


def clean(text: str) -> str:
    """A cell without surrounding blanks of any kind."""
    return text.replace("\xa0", " ").replace("\u202f", " ").strip(" \t\r\n\v\f\ufeff\u200b")


def is_blank(text: str, *, words: bool = True) -> bool:
    """An empty cell, or a mark that offices write for nothing; `words` counts “néant” too.

    A family name may be Null or Na: names are asked with `words=False`.
    """
    return clean(text).casefold() in (_NOTHING if words else _DASHES)


_NUMBERED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")


def habits_of(values: Iterable[str], *, year: int | None, today: date) -> Habits:
    """Look at a whole column before reading its cells."""
    day_first = month_first = five = four = 0
    for value in values:
        text = clean(value)
        if not text[:1].isdigit():
            continue
        if match := _NUMBERED_DAY.match(text):
            day_first += int(match[1]) > 12
            month_first += int(match[2]) > 12
        five += len(text) == 5 and text.isdigit()
        four += len(text) == 4 and text.isdigit()
    return Habits(
        month_first=month_first > 0 and day_first == 0,
        year=year,
        pad_postcodes=five > 0 or four < 10,
        today=today,
    )


def read_text(text: str, _habits: Habits) -> Read:
    """Words as written, blanks around them taken off."""
    return Read(clean(text))


def read_identifier(text: str, _habits: Habits) -> Read:
    """An identifier: text, never a number; only blanks are taken off."""
    return Read(" ".join(clean(text).split()))


def read_integer(text: str, habits: Habits) -> Read:
    """A whole number; `12,0` is one, `12,5` is not."""
    number = read_decimal(text, habits).value
    if not isinstance(number, float) or not number.is_integer():
        raise Unreadable(_("a whole number is expected"))
    return Read(int(number))


def read_count(text: str, habits: Habits) -> Read:
    """A whole number that is not negative."""
    read = read_integer(text, habits)
    if not isinstance(read.value, int) or read.value < 0:
        raise Unreadable(_("a number from 0 up is expected"))
    return read


def read_decimal(text: str, _habits: Habits) -> Read:
    """A number with a decimal comma or point, thousands parted by blanks, points or commas."""
    plain = re.sub(r"[\s€]|(?<=\d)'(?=\d)", "", clean(text))
    if "," in plain and "." in plain:
        thousands = "," if plain.rfind(",") < plain.rfind(".") else "."
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,2})?", plain):
        raise Unreadable(_("a number is expected"))
    return Read(float(plain))


def read_share(text: str, habits: Habits) -> Read:
    """A share from 0 to 1; `35 %` and `35` are 0.35."""
    bare = clean(text)
    percent = bare.endswith("%")
    number = read_decimal(bare.rstrip("% "), habits).value
    if not isinstance(number, float):
        raise Unreadable(_("a percentage is expected"))
    share = number / 100 if percent or number > 1.5 else number
    if not 0 <= share <= 1.5:
        raise Unreadable(_("a percentage between 0 and 100 is expected"))
    return Read(share)


def read_boolean(text: str, _habits: Habits) -> Read:
    """Oui, non, vrai, faux, x, 1, 0, yes, no, true, false, actif, inactif."""
    word = fold(text) or clean(text)
    if word in _YES:
        return Read(value=True)
    if word in _NO:
        return Read(value=False)
    raise Unreadable(_("yes or no is expected"))


def read_list(text: str, _habits: Habits) -> Read:
    """Several words parted by commas, semicolons, bars or lines; doubles are dropped."""
    words = (clean(word) for word in re.split(r"[,;|\n]", text))
    return Read(tuple(dict.fromkeys(word for word in words if word)))


def read_postcode(text: str, habits: Habits) -> Read:
    """A postcode as text; a French one that lost its zero in a spreadsheet gets it back."""
    bare = re.sub(r"(\.0+|\s*cedex.*)\Z", "", clean(text), flags=re.IGNORECASE)
    bare = bare.removeprefix("F-").removeprefix("FR-")
    if re.fullmatch(r"\d\d \d{3}", bare):
        bare = bare.replace(" ", "")
    if re.fullmatch(r"[1-9]\d{3}", bare) and habits.pad_postcodes:
        return Read("0" + bare, repaired=True)
    return Read(bare)


def read_insee(text: str, _habits: Habits) -> Read:
    """An INSEE commune code, with or without a prefix such as `com`."""
    bare = re.sub(r"\A(com|arr)", "", clean(text), flags=re.IGNORECASE)
    if re.fullmatch(r"[1-9]\d{3}", bare):
        return Read("0" + bare, repaired=True)
    return Read(bare.upper())


def read_date(text: str, habits: Habits) -> Read:
    """A day: ISO, dd/mm/yyyy, dd/mm/yy, in words, or a spreadsheet's serial; hours dropped."""
    return Read(_date(clean(text), habits, past=False))


def read_past_date(text: str, habits: Habits) -> Read:
    """A day that cannot be in the future (a birth): `45` is 1945."""
    return Read(_date(clean(text), habits, past=True))


def _date(text: str, habits: Habits, *, past: bool) -> date:
    found = (
        _iso_date(text)
        or _numbered_date(text, habits, past=past)
        or _worded_date(text, habits, past=past)
        or _serial_date(text)
    )
    if found is None:
        raise Unreadable(_("a date such as 31/12/2026 or 2026-12-31 is expected"))
    return found


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unreadable(_("this day does not exist in the calendar")) from error


def _iso_date(text: str) -> date | None:
    match = re.match(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=\D|\Z)", text)
    if match:
        return _made(int(match[1]), int(match[3]), int(match[4]))
    match = re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)", text)
    return _made(int(match[1]), int(match[2]), int(match[3])) if match else None


def _numbered_date(text: str, habits: Habits, *, past: bool) -> date | None:
    match = re.match(
        r"(?:[^\W\d]+\.? )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?=[ T,]|\Z)", text
    )
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    day, month = (second, first) if habits.month_first else (first, second)
    return _made(_year(match[3], habits, past=past), month, day)


def _worded_date(text: str, habits: Habits, *, past: bool) -> date | None:
    match = re.fullmatch(
        r"(?:[a-z]+ )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)(?: (\d{4}|\d{2}))?(?: .*)?", fold(text)
    )
    if match is None or match[2] not in MONTHS:
        return None
    return _made(_year(match[3], habits, past=past), MONTHS[match[2]], int(match[1]))


def _year(digits: str | None, habits: Habits, *, past: bool) -> int:
    """Two digits: in the hundred years that end twenty years from now, or today for a birth."""
    if digits is None:
        if habits.year is None:
            raise Unreadable(_("the year is missing"))
        return habits.year
    if len(digits) == 4:
        return int(digits)
    last = habits.today.year if past else habits.today.year + 20
    year = last // 100 * 100 + int(digits)
    return year if year <= last else year - 100


def _serial_date(text: str) -> date | None:
    """Days since 30 December 1899, as spreadsheets count; from 1910 to 2100."""
    if match := re.fullmatch(r"(\d{4,5})(?:[.,]\d+)?", text):
        serial = int(match[1])
        if 3_700 <= serial <= 73_000:
            return _EXCEL_EPOCH + timedelta(days=serial)
    return None


def read_time(text: str, _habits: Habits) -> Read:
    """An hour of the day: 9h, 9h30, 09:30, 9:30 PM."""
    match = re.fullmatch(
        r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?)?\s*([ap]m)?",
        clean(text),
        re.IGNORECASE,
    )
    if match is None:
        raise Unreadable(_("an hour such as 09:30 is expected"))
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable(_("hours go from 00:00 to 23:59"))
    return Read(time(hour, minute))


def read_moment(text: str, habits: Habits) -> Read:
    """A day and an hour. Aware if the cell gives its zone; else naive, in the site's local time."""
    bare = clean(text)
    try:
        return Read(datetime.fromisoformat(bare))
    except ValueError:
        day = _date(bare, habits, past=False)
    if match := re.fullmatch(
        r"\d+[.,](\d+)", bare
    ):  # a spreadsheet's serial: the fraction is the hour
        minutes = round(float(f"0.{match[1]}") * 1440)
        return Read(datetime.combine(day, time()) + timedelta(minutes=minutes))
    match = re.search(
        r"(?:\s|T|à)\s*(\d{1,2}\s*[:hH]\s*(?:\d{2})?(?::\d{2})?(?:\.\d+)?\s*(?:[ap]m)?)\Z",
        bare,
        re.IGNORECASE,
    )
    hour = read_time(match[1], habits).value if match else time()
    return Read(datetime.combine(day, hour if isinstance(hour, time) else time()))


def with_warning(read: Read, warning: str) -> Read:
    """The same value, to be used but told."""
    return replace(read, warning=warning)


def read_coordinate(text: str, habits: Habits) -> Read:
    """Degrees, from -180 to 180."""
    number = read_decimal(text, habits).value
    if not isinstance(number, float) or not -180 <= number <= 180:
        raise Unreadable(_("degrees between -180 and 180 are expected"))
    return Read(number)
