"""People: who they are, where they belong, whom they report to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from db.models import Department, Entity, Person, Site
from desktop.core.changes import Changes
from desktop.core.exchange.checking import Record
from desktop.core.exchange.values import fold as fold_words
from desktop.core.folding import fold
from desktop.core.i18n import _, list_text, ngettext
from desktop.core.vocabulary import Side, SiteKind
from desktop.usecases.loading.loader import Key, Loader, Wanted
from desktop.usecases.loading.references import Ref, UnknownReference

_PLAIN = (
    "email", "side", "job_title", "contract", "weekly_schedule", "weekly_hours", "birth_date",
    "skills", "languages", "join_date", "leave_date",
)  # fmt: skip


class PeopleLoader(Loader):
    models = (Person,)
    changes = Changes.PEOPLE | Changes.SITES
    _sides: dict[str, Side] | None = None

    def reference_models(self) -> dict[str, Any]:
        return {
            "department_id": Department,
            "site_id": Site,
            "entity_id": Entity,
            "manager_id": Person,
        }

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {(row.code,): row for row in self.session.scalars(select(model))}

    def gone(self, keys: set[Key]) -> list[str]:
        known = select(Person.code, Person.last_name, Person.first_name).where(Person.active)
        return [
            f"{last} {first} ({code})".strip()
            for code, last, first in self.session.execute(known)
            if (code,) not in keys
        ]

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        for record in records:
            last, first = names_of(record)
            self.refs.expect(
                Person,
                record.text("id"),
                f"{first} {last}".strip(),
                fold_words(f"{last} {first}"),
                fold_words(record.text("email")),
            )
        managers = _Managers(self, records)
        for record in records:
            last, first = names_of(record)
            if not last:
                self.hold(record, "last_name", _("the last name is empty"))
                continue
            yield self._person(record, last, first, managers)
        managers.tell()
        tell_drafts(self)

    def _person(self, record: Record, last: str, first: str, managers: _Managers) -> Wanted:
        code = record.text("id")
        attributes: dict[str, Any] = {"code": code, "last_name": last, "first_name": first}
        attributes["search"] = fold(f"{last} {first}")
        attributes["active"] = True
        for name in _PLAIN:
            if record.values.get(name) is not None:
                attributes[name] = record.values[name]
        if department := record.text("department") or record.text("department_name"):
            attributes["department_id"] = self.refs.ensure(
                Department, department, record.text("department_name")
            )
        if site := record.text("site"):
            attributes["site_id"] = self.refs.ensure(Site, site, kind=SiteKind.OTHER)
        if entity := record.text("entity"):
            attributes["entity_id"] = self.refs.ensure(Entity, entity)
        if (manager := managers.of(record)) is not None:
            attributes["manager_id"] = manager
        label = f"{last} {first}".strip()
        at_first = self._side_of(attributes.get("department_id"))
        return Wanted(record.line, Person, (code,), label, attributes, at_first)

    def _side_of(self, department: Ref | None) -> dict[str, Any]:
        """A new person stands where her department stands, unless the file says otherwise."""
        if self._sides is None:
            rows = self.session.execute(select(Department.code, Department.side))
            self._sides = {row.code: row.side for row in rows}
        side = self._sides.get(department.code) if department is not None else None
        return {} if side is None else {"side": side}


def names_of(record: Record) -> tuple[str, str]:
    """Last and first name, from their own columns or from a column that holds both."""
    full = record.values.get("full_name")
    last, first = (str(full[0]), str(full[1])) if isinstance(full, tuple) else ("", "")
    return record.text("last_name") or last, record.text("first_name") or first


class _Managers:
    """Who reports to whom; what cannot be is left empty and told: no line is held for it."""

    def __init__(self, loader: PeopleLoader, records: Sequence[Record]) -> None:
        self._unknown = 0
        self._of: dict[str, Ref] = {}
        for record in records:
            if not (text := record.text("manager_id")):
                continue
            try:
                self._of[record.text("id")] = loader.refs.need(Person, text)
            except UnknownReference:
                self._unknown += 1
        self._loader = loader
        self._circles = self._break_circles()

    def of(self, record: Record) -> Ref | None:
        return self._of.get(record.text("id"))

    def _break_circles(self) -> list[str]:
        """Nobody is their own manager, even through others."""
        broken: list[str] = []
        cleared: set[str] = set()
        for start in list(self._of):
            path: dict[str, None] = {}
            code = start
            while code in self._of and code not in path and code not in cleared:
                path[code] = None
                code = self._of[code].code
            if code in path:
                del self._of[code]
                broken.append(code)
            cleared.update(path)
        return broken

    def tell(self) -> None:
        if self._unknown:
            self._loader.warnings.append(
                ngettext(
                    "{count} manager is not known: left empty.",
                    "{count} managers are not known: left empty.",
                    self._unknown,
                ).format(count=self._unknown)
            )
        if self._circles:
            self._loader.warnings.append(
                ngettext(
                    "{count} person would be their own manager: left empty ({codes}).",
                    "{count} people would be their own manager: left empty ({codes}).",
                    len(self._circles),
                ).format(count=len(self._circles), codes=", ".join(self._circles[:5]))
            )


def tell_drafts(loader: Loader) -> None:
    """Say what will be made because the file names it and nobody described it."""
    for model in (Department, Site, Entity):
        names = [draft.name for ref, draft in loader.refs.drafts.items() if ref.model is model]
        if names:
            few = list_text(names) if len(names) < 5 else ", ".join([*names[:4], "…"])
            sentence = _drafts_sentence(model, len(names))
            loader.warnings.append(sentence.format(count=len(names), names=few))


def _drafts_sentence(model: object, count: int) -> str:
    if model is Department:
        return ngettext(
            "{count} department is named and not known: a draft is made ({names}).",
            "{count} departments are named and not known: drafts are made ({names}).",
            count,
        )
    if model is Site:
        return ngettext(
            "{count} site is named and not known: a draft is made ({names}).",
            "{count} sites are named and not known: drafts are made ({names}).",
            count,
        )
    return ngettext(
        "{count} legal entity is named and not known: a draft is made ({names}).",
        "{count} legal entities are named and not known: drafts are made ({names}).",
        count,
    )
