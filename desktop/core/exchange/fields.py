"""What a kind of table is made of: fields, each with its usual names and its reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.core.exchange import values as v
from desktop.core.exchange.values import Habits, Read

Parser = Callable[[str, Habits], Read]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column may hold.

    `names` are usual column names, folded or not, in French and English; `title` and `help` are
    marked for translation. `required` fields hold back a line when empty. `in_template` is false
    for what is only understood when a file brings it.
    """

    name: str
    title: str
    parse: Parser
    names: str = ""
    required: bool = False
    words: bool = True
    in_template: bool = True
    help: str = ""

    @property
    def synonyms(self) -> tuple[str, ...]:
        own = self.name.replace("_", " ")
        return (own, *(v.fold(name) for name in self.names.split("|") if name))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: its fields, and which of them tell one record from another."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    one_of: tuple[tuple[str, ...], ...] = field(default=())
    """Of each of these groups at least one field must have a column."""
    telling: str = ""
    """The field that gives the kind away when a file is guessed."""

    def field(self, name: str) -> Field:
        return next(each for each in self.fields if each.name == name)


CODES = "code|identifiant|ref|reference|n°|numero"
"""Names of a column that identifies its lines."""
