"""What can be imported, kind by kind."""

from __future__ import annotations

from desktop.core.exchange.fields import Field, Kind
from desktop.core.exchange.kinds_activities import (
    ABSENCES,
    BOOKINGS,
    HOLIDAYS,
    OCCUPANCY,
    SHIFTS,
    SLOTS,
    VERBATIMS,
    WISHES,
)
from desktop.core.exchange.kinds_organisation import COMMUNES, DEPARTMENTS, PEOPLE, SITES

__all__ = ["BY_NAME", "KINDS", "Field", "Kind"]

KINDS: tuple[Kind, ...] = (
    PEOPLE,
    DEPARTMENTS,
    SITES,
    SLOTS,
    SHIFTS,
    ABSENCES,
    WISHES,
    OCCUPANCY,
    BOOKINGS,
    HOLIDAYS,
    VERBATIMS,
    COMMUNES,
)
BY_NAME = {kind.name: kind for kind in KINDS}
