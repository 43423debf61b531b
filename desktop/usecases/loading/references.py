"""What a file calls by code or by name, found among what is known with one query a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Department, Entity, Person, Site
from desktop.core.exchange.identifiers import slug
from desktop.core.exchange.values import fold
from desktop.core.i18n import _

Named = type[Department] | type[Entity] | type[Person] | type[Site]


@dataclass(frozen=True, slots=True)
class Ref:
    """A row of another table, known by its code; perhaps not yet written."""

    model: Named
    code: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that a file names and nobody described: made with what is known of it."""

    ref: Ref
    name: str
    attributes: dict[str, Any] = field(default_factory=dict)


class UnknownReference(Exception):  # noqa: N818 -- a fact about a cell
    """Nothing, or more than one thing, goes by this name; the text is the translated reason."""


@dataclass
class _Directory:
    """The rows of one table by id, by code and by folded name."""

    ids: dict[str, int] = field(default_factory=dict)
    codes: dict[int, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    by_word: dict[str, set[str]] = field(default_factory=dict)

    def add(self, code: str, name: str, words: Iterable[str]) -> None:
        self.names[code] = name
        for word in words:
            if word:
                self.by_word.setdefault(word, set()).add(code)


class References:
    """Looks names up, remembers drafts, and knows identifiers once rows are written."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._directories: dict[Named, _Directory] = {}
        self.drafts: dict[Ref, Draft] = {}

    def _directory(self, model: Named) -> _Directory:
        if model not in self._directories:
            directory = _Directory()
            for id_, code, name, words in _rows(self._session, model):
                directory.ids[code] = id_
                directory.codes[id_] = code
                directory.add(code, name, words)
            self._directories[model] = directory
        return self._directories[model]

    def expect(self, model: Named, code: str, name: str, *words: str) -> Ref:
        """A row that this very file brings: others may name it before it is written."""
        self._directory(model).add(code, name, (fold(code), fold(name), *words))
        return Ref(model, code)

    def find(self, model: Named, text: str) -> Ref | None:
        """The row of this code, else of this name; raises `UnknownReference` if several fit."""
        directory = self._directory(model)
        if text in directory.names:
            return Ref(model, text)
        found = directory.by_word.get(fold(text), set())
        if len(found) > 1:
            raise UnknownReference(_("several go by this name: give the code"))
        return Ref(model, next(iter(found))) if found else None

    def need(self, model: Named, text: str) -> Ref:
        """The row of this code or name; raises `UnknownReference` if there is none."""
        ref = self.find(model, text)
        if ref is None:
            raise UnknownReference(_("unknown: import it first, or correct the cell"))
        return ref

    def ensure(self, model: Named, text: str, name: str = "", **attributes: Any) -> Ref:  # noqa: ANN401
        """The row of this code or name, or a draft of it; `name` tells that `text` is a code."""
        ref = self.find(model, text) or (self.find(model, name) if name else None)
        if ref is None:
            code = text if name else slug(text) or text
            ref = self.expect(model, code, name or text, fold(text))
            self.drafts[ref] = Draft(ref, name or text, attributes)
        return ref

    def id_of(self, ref: Ref) -> int | None:
        """The key of the row, None as long as it is not written."""
        return self._directory(ref.model).ids.get(ref.code)

    def code_of(self, model: Named, id_: int | None) -> str:
        return self._directory(model).codes.get(id_, "") if id_ is not None else ""

    def name_of(self, model: Named, code: str) -> str:
        return self._directory(model).names.get(code, code)

    def codes(self, model: Named) -> set[str]:
        """The codes of what is written already."""
        return set(self._directory(model).ids)

    def written(self, model: Named, code: str, id_: int) -> None:
        directory = self._directory(model)
        directory.ids[code] = id_
        directory.codes[id_] = code

    def reread(self, model: Named) -> None:
        """Learn the keys of rows that were written in bulk."""
        for id_, code, _name, _words in _rows(self._session, model):
            self.written(model, code, id_)

    def rename(self, model: Named, before: str, after: str) -> None:
        """A draft gets its true code and forgets the one it was made with."""
        directory = self._directory(model)
        id_ = directory.ids.pop(before)
        directory.names.pop(before)
        for codes in directory.by_word.values():
            codes.discard(before)
        self.written(model, after, id_)

    def write_drafts(self) -> None:
        """Write what the file names and nobody described."""
        rows = {ref: _draft_row(draft) for ref, draft in self.drafts.items()}
        self._session.add_all(rows.values())
        self._session.flush()
        for ref, row in rows.items():
            self.written(ref.model, ref.code, row.id)


def _draft_row(draft: Draft) -> Department | Entity | Site:
    model = draft.ref.model
    if model is Person:
        raise AssertionError("a person is never made from a name alone")
    return model(code=draft.ref.code, name=draft.name, **draft.attributes)  # type: ignore[return-value] # not Person


def _rows(session: Session, model: Named) -> Iterable[tuple[int, str, str, tuple[str, ...]]]:
    if model is Person:
        people = select(Person.id, Person.code, Person.last_name, Person.first_name, Person.email)
        for id_, code, last, first, email in session.execute(people):
            words = (fold(code), fold(email), fold(f"{last} {first}"), fold(f"{first} {last}"))
            yield id_, code, f"{first} {last}".strip(), words
        return
    named = select(model.id, model.code, model.name)  # type: ignore[union-attr] # not Person
    for id_, code, name in session.execute(named):
        yield id_, code, name, (fold(code), fold(name))
