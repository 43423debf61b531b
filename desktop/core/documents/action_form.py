"""What the fields of an action table are called, and what a head wrote into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop.core.folding import fold
from desktop.core.i18n import LANGUAGES, speaking
from desktop.core.labels import label
from desktop.core.vocabulary import ActionStatus

ROLE = "d"
"""Of the token that binds a table to its campaign and department."""
NEW_ROWS = 4
_MOST_ROWS = 500


def row_name(action: int) -> str:
    """The first part of the names of an existing action's fields."""
    return f"act{action}"


def new_name(number: int) -> str:
    """The same for an empty line, counted from 1."""
    return f"new{number}"


def field_name(row: str, part: str) -> str:
    """`part` is irritant, action, owner, due, status or answer."""
    return f"{row}:{part}"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One line as it came back; `action` is 0 on a line that was empty. Nothing = no change."""

    action: int
    irritant: str = ""
    title: str = ""
    owner: str = ""
    due: str = ""
    status: str = ""
    answer: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not any((self.title, self.owner, self.due, self.status, self.answer))


def returned_rows(fields: Mapping[str, str]) -> tuple[ReturnedRow, ...]:
    """The lines on which something was written, existing actions first."""
    names = {name.rpartition(":")[0] for name in fields if ":" in name}
    keys = sorted(int(name[3:]) for name in names if _is_row(name, "act"))
    rows = [_row(fields, row_name(key), key) for key in keys[:_MOST_ROWS]]
    rows += [_row(fields, new_name(number), 0) for number in range(1, NEW_ROWS + 1)]
    return tuple(row for row in rows if not row.is_blank)


def _is_row(name: str, kind: str) -> bool:
    digits = name.removeprefix(kind)
    return name.startswith(kind) and digits.isascii() and digits.isdecimal() and len(digits) < 10


def _row(fields: Mapping[str, str], row: str, action: int) -> ReturnedRow:
    def held(part: str) -> str:
        return fields.get(field_name(row, part), "").strip()

    return ReturnedRow(
        action,
        held("irritant"),
        held("action"),
        held("owner"),
        held("due"),
        held("status"),
        held("answer"),
    )


@cache
def _statuses() -> dict[str, ActionStatus]:
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            found.update({fold(label(status)): status for status in ActionStatus})
    return found


def status_named(words: str) -> ActionStatus | None:
    """The status that a word in any of our languages means; None for any other word."""
    return _statuses().get(fold(words))
