"""Towns with their coordinates, which also place the sites that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from db.models import Commune, Site
from desktop.core.changes import Changes
from desktop.core.exchange.checking import Record
from desktop.core.exchange.places import town_key
from desktop.usecases.loading.loader import Key, Loader, Wanted


class CommunesLoader(Loader):
    models = (Commune, Site)
    changes = Changes.SITES

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        rows = self.session.scalars(select(model))
        if model is Site:
            return {(row.code,): row for row in rows}
        return {(row.insee, row.postcode, row.name): row for row in rows}

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        places: dict[str, tuple[float, float]] = {}
        for record in records:
            latitude, longitude = _coordinates(record)
            insee, name, postcode = (record.text(n) for n in ("insee", "name", "postcode"))
            if latitude is not None and longitude is not None:
                places[town_key(postcode, name)] = (latitude, longitude)
                places.setdefault(town_key(postcode[:2], name), (latitude, longitude))
            attributes = {
                "insee": insee,
                "name": name,
                "postcode": postcode,
                "latitude": latitude,
                "longitude": longitude,
            }
            yield Wanted(record.line, Commune, (insee, postcode, name), name, attributes)
        yield from self._sites(places)

    def _sites(self, places: dict[str, tuple[float, float]]) -> Iterator[Wanted]:
        """Sites without coordinates get those of their town; the others keep theirs."""
        lost = select(Site.code, Site.name, Site.postcode, Site.city).where(Site.latitude.is_(None))
        for code, name, postcode, city in self.session.execute(lost):
            found = places.get(town_key(postcode, city)) or places.get(town_key(postcode[:2], city))
            if found:
                attributes = {"latitude": found[0], "longitude": found[1]}
                yield Wanted(0, Site, (code,), name, attributes)


def _coordinates(record: Record) -> tuple[float | None, float | None]:
    latitude, longitude = record.values.get("latitude"), record.values.get("longitude")
    if isinstance(latitude, float) and isinstance(longitude, float):
        return latitude, longitude
    numbers = re.findall(r"-?\d+\.\d+", record.text("gps"))
    return (float(numbers[0]), float(numbers[1])) if len(numbers) == 2 else (None, None)
