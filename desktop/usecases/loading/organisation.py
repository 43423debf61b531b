"""Departments in their tree, sites with what their address tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from db.models import Commune, Department, Entity, Site
from desktop.core.changes import Changes
from desktop.core.exchange.checking import Record
from desktop.core.exchange.identifiers import slug
from desktop.core.exchange.places import place_of, town_key
from desktop.core.i18n import _, ngettext
from desktop.core.vocabulary import SiteKind
from desktop.usecases.loading.loader import Key, Loader, Wanted
from desktop.usecases.loading.people import tell_drafts
from desktop.usecases.loading.references import Ref


class DepartmentsLoader(Loader):
    models = (Department,)
    changes = Changes.SITES

    def reference_models(self) -> dict[str, Any]:
        return {"parent_id": Department}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return _by_code_and_draft_code(self, model)

    def gone(self, keys: set[Key]) -> list[str]:
        return _gone(self, Department, keys)

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        for record in records:
            _expect(self, Department, record)
        parents = {record.text("id"): self._parent(record) for record in records}
        circles = _circles(self, parents)
        for record in records:
            code = record.text("id")
            if code in circles:
                reason = _("this department would be above itself: {path}").format(
                    path=circles[code]
                )
                self.hold(record, "parent_id", reason)
                continue
            attributes: dict[str, Any] = {"code": code, "name": record.text("name")}
            if (parent := parents[code]) is not None:
                attributes["parent_id"] = parent
            for name in ("head_email", "client_distance", "side"):
                if record.values.get(name) is not None:
                    attributes[name] = record.values[name]
            yield Wanted(record.line, Department, (code,), record.text("name"), attributes)
        tell_drafts(self)

    def _parent(self, record: Record) -> Ref | None:
        text = record.text("parent_id") or record.text("parent_name")
        if not text:
            return None
        return self.refs.ensure(Department, text, record.text("parent_name"))


def _expect(loader: Loader, model: Any, record: Record) -> None:  # noqa: ANN401 -- a table
    """Announce a row of the file; a draft made from its name alone now gets its true code."""
    code, name = record.text("id"), record.text("name")
    known = loader.refs.codes(model)
    if code not in known and slug(name) in known:
        loader.refs.rename(model, slug(name), code)
    loader.refs.expect(model, code, name)


def _by_code_and_draft_code(loader: Loader, model: type[Any]) -> dict[Key, Any]:
    """Rows by code, and by the new code of those that were drafts."""
    rows = {row.id: row for row in loader.session.scalars(select(model))}
    known: Any = model
    return {
        (code,): rows[id_]
        for code in loader.refs.codes(known)
        if (id_ := loader.refs.id_of(Ref(known, code))) in rows
    }


def _gone(loader: Loader, model: Any, keys: set[Key]) -> list[str]:  # noqa: ANN401 -- a table
    named = {loader.refs.id_of(Ref(model, str(key[0]))) for key in keys}
    rows = loader.session.execute(select(model.id, model.code, model.name))
    return [f"{name} ({code})" for id_, code, name in rows if id_ not in named]


def _circles(loader: Loader, parents: dict[str, Ref | None]) -> dict[str, str]:
    """Departments of the file that would be above themselves, with the path that shows it."""
    above = {
        loader.refs.code_of(Department, id_): loader.refs.code_of(Department, parent)
        for id_, parent in loader.session.execute(select(Department.id, Department.parent_id))
        if parent is not None
    }
    above.update({code: parent.code for code, parent in parents.items() if parent is not None})
    found: dict[str, str] = {}
    for start in parents:
        path = [start]
        while (code := above.get(path[-1])) is not None and code not in path:
            path.append(code)
        if code == start:
            found[start] = " → ".join([*path, start])
    return found


class SitesLoader(Loader):
    models = (Site,)
    changes = Changes.SITES

    def reference_models(self) -> dict[str, Any]:
        return {"department_id": Department, "entity_id": Entity, "site_id": Site}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return _by_code_and_draft_code(self, model)

    def gone(self, keys: set[Key]) -> list[str]:
        return _gone(self, Site, keys)

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        for record in records:
            _expect(self, Site, record)
        towns = _Towns(self, records)
        for record in records:
            attributes = self._attributes(record)
            at_first: dict[str, Any] = dict(place_of(record.text("postcode")))
            at_first.update(towns.coordinates(record, attributes))
            if "rooms" in attributes:
                at_first["kind"] = SiteKind.HOTEL
            key = (record.text("id"),)
            yield Wanted(record.line, Site, key, record.text("name"), attributes, at_first)
        towns.tell()
        tell_drafts(self)

    def _attributes(self, record: Record) -> dict[str, Any]:
        attributes: dict[str, Any] = {
            "code": record.text("id"),
            "name": record.text("name"),
            "active": True,
        }
        for name in (
            "kind", "address", "postcode", "city", "latitude", "longitude", "timezone",
            "school_zone", "sunday_derogation",
        ):  # fmt: skip
            if record.values.get(name) is not None:
                attributes[name] = record.values[name]
        rooms = record.values.get("rooms") or record.values.get("units")
        if rooms is not None:
            attributes["rooms"] = rooms
        if department := record.text("department") or record.text("department_name"):
            attributes["department_id"] = self.refs.ensure(
                Department, department, record.text("department_name")
            )
        if entity := record.text("entity"):
            attributes["entity_id"] = self.refs.ensure(Entity, entity)
        return attributes


class _Towns:
    """Coordinates of towns, for sites whose file gives none."""

    def __init__(self, loader: Loader, records: Sequence[Record]) -> None:
        self._loader = loader
        self._placed = 0
        wanted = {record.text("postcode")[:2] for record in records if record.text("postcode")}
        self._by_insee: dict[str, tuple[float, float]] = {}
        self._by_town: dict[str, tuple[float, float]] = {}
        if not wanted:
            return
        towns = select(
            Commune.insee, Commune.postcode, Commune.name, Commune.latitude, Commune.longitude
        )
        for insee, postcode, name, latitude, longitude in loader.session.execute(towns):
            if latitude is None or longitude is None:
                continue
            self._by_insee[insee] = (latitude, longitude)
            self._by_town[town_key(postcode, name)] = (latitude, longitude)
            self._by_town.setdefault(town_key(postcode[:2], name), (latitude, longitude))

    def coordinates(self, record: Record, attributes: dict[str, Any]) -> dict[str, float]:
        """Only where the line itself gives none."""
        if "latitude" in attributes and "longitude" in attributes:
            return {}
        postcode, city = record.text("postcode"), record.text("city")
        found = (
            self._by_insee.get(record.text("insee"))
            or self._by_town.get(town_key(postcode, city))
            or self._by_town.get(town_key(postcode[:2], city))
        )
        if found is None:
            return {}
        self._placed += 1
        return {"latitude": found[0], "longitude": found[1]}

    def tell(self) -> None:
        if self._placed:
            self._loader.warnings.append(
                ngettext(
                    "{count} site is placed on the map by its town.",
                    "{count} sites are placed on the map by their town.",
                    self._placed,
                ).format(count=self._placed)
            )
