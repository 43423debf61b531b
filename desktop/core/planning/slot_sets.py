"""The slots of a campaign as sets: of a site, of a day, before a day; what masks are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from desktop.core.planning.bitsets import Words, packed, sets_by_key
from desktop.core.planning.tables import Bools, Tables


@dataclass(frozen=True)
class SlotSets:
    """Each property is a table of sets of slots, one row for each key."""

    tables: Tables

    @cached_property
    def every(self) -> Words:
        return self.having(np.ones(len(self.tables.first), np.bool_))

    def having(self, flags: Bools) -> Words:
        """The one set of the slots flagged."""
        return packed(flags[None, :])

    @cached_property
    def by_site(self) -> Words:
        return sets_by_key(self.tables.slot_site, len(self.tables.problem.sites))

    @cached_property
    def by_department(self) -> Words:
        return sets_by_key(self.tables.slot_department, len(self.tables.problem.departments))

    @cached_property
    def by_need(self) -> Words:
        return sets_by_key(self.tables.needs, self.tables.skill_sets.shape[1])

    @cached_property
    def by_host(self) -> Words:
        """One row for each person who hosts, in the order of `hosts`."""
        rows = np.searchsorted(self.hosts, self.tables.host)
        return sets_by_key(np.where(self.tables.host >= 0, rows, -1), len(self.hosts))

    @cached_property
    def hosts(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.unique(self.tables.host[self.tables.host >= 0])

    @cached_property
    def by_day(self) -> Words:
        """Slots that touch each day."""
        days = np.arange(self.tables.days)[:, None]
        return packed((self.tables.first <= days) & (days <= self.tables.last))

    @cached_property
    def beginning_before(self) -> Words:
        """Slots whose first day lies before day 0, 1, … `days`."""
        return packed(self.tables.first < np.arange(self.tables.days + 1)[:, None])

    @cached_property
    def ending_from(self) -> Words:
        """Slots whose last day is day 0 or later, 1 or later, …"""
        return packed(self.tables.last >= np.arange(self.tables.days + 1)[:, None])
