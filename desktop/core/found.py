"""What a search over the data gives back: light enough for the window to know at start-up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    PERSON = "person"
    SITE = "site"
    SLOT = "slot"
    REPORT = "report"
    IRRITANT = "irritant"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found; `day` is that of a slot, at its site."""

    kind: Kind
    id: int
    title: str
    detail: str
    day: date | None = None
