"""Identifiers for records without one: made from what the line says, always the same."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from desktop.core.exchange.values import Value, fold

_PARTS = {
    "people": ("last_name", "first_name", "birth_date"),
    "departments": ("name",),
    "sites": ("name", "postcode"),
    "slots": ("site", "day", "start", "end", "role", "department"),
    "shifts": ("site", "day", "start", "end", "role", "host_id"),
    "verbatims": ("date", "title", "text"),
}


def slug(text: str) -> str:
    """A name as an identifier: `1872 Stadium Hôtel` is `1872-stadium-hotel`."""
    return fold(text).replace(" ", "-")


def derive_identifiers(kind: str, rows: Sequence[Mapping[str, Value]]) -> list[str]:
    """One identifier a row; rows that would share one are numbered in the order of the file."""
    made = [_derived(kind, row) for row in rows]
    taken: Counter[str] = Counter()
    numbered = []
    for identifier in made:
        taken[identifier] += 1
        numbered.append(
            identifier if taken[identifier] == 1 else f"{identifier}-{taken[identifier]}"
        )
    return numbered


def _derived(kind: str, row: Mapping[str, Value]) -> str:
    if kind == "people" and row.get("email"):
        return str(row["email"]).lower()
    parts = [str(value) for name in _PARTS[kind] if (value := row.get(name)) not in (None, "")]
    if kind == "people" and isinstance(row.get("full_name"), tuple):
        parts = [*(str(part) for part in row["full_name"] or () if part), *parts]  # type: ignore[union-attr]
    text = " ".join(parts)
    if kind in ("verbatims", "slots", "shifts"):
        return hashlib.sha256(text.encode()).hexdigest()[:12]
    return slug(text) or "x"
