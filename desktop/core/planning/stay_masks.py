"""Which guest may take which mystery stay: one numpy mask a rule, as for slots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from desktop.core.labour.profiles import ADULT_AGE
from desktop.core.planning.problem import Past, Problem
from desktop.core.planning.rulebook import RULEBOOK
from desktop.core.planning.tables import Bools, Ints, Tables
from desktop.core.stays.eligibility import days_of_cross_rule
from desktop.core.vocabulary import Severity


@dataclass(frozen=True)
class StayMasks:
    """All people by all offers; few enough to be made at once."""

    problem: Problem
    tables: Tables

    @cached_property
    def first(self) -> Ints:
        days = (offer.arrival.toordinal() for offer in self.problem.stays)
        return np.fromiter(days, np.int64) - self.tables.day0

    @cached_property
    def last(self) -> Ints:
        nights = (offer.nights for offer in self.problem.stays)
        return self.first + np.fromiter(nights, np.int64)

    @cached_property
    def site(self) -> Ints:
        rows = {site.id: row for row, site in enumerate(self.problem.sites)}
        return np.fromiter((rows[offer.site] for offer in self.problem.stays), np.int64)

    def forbidden(self, code: str) -> Bools:
        """Where one rule forbids; waivers are already taken out."""
        mask = np.broadcast_to(
            STAY_MASKS[code](self), (len(self.problem.people), len(self.problem.stays))
        ).copy()
        for waiver in self.problem.settings.waivers:
            if waiver.rule != code:
                continue
            who = np.array([waiver.person in (None, one.id) for one in self.problem.people], bool)
            where = np.array([waiver.site in (None, one.site) for one in self.problem.stays], bool)
            in_time = self.first + self.tables.day0 <= waiver.until.toordinal()
            mask &= ~(who[:, None] & (where & in_time)[None, :])
        return mask

    def allowed(self) -> Bools:
        """Pairs that no blocking rule forbids."""
        severities = self.problem.settings.severities
        allowed = np.ones((len(self.problem.people), len(self.problem.stays)), np.bool_)
        for code in STAY_MASKS:
            if severities.get(code, RULEBOOK[code].severity) is Severity.BLOCKING:
                allowed &= ~self.forbidden(code)
        return allowed

    def by_day(self, days: Bools) -> Bools:
        return self.tables.over_days(days, slice(None), self.first, self.last)

    def by_past(self, counts: Callable[[Past], bool], reach: int) -> Bools:
        """Where something lived at the same site lies less than `reach` days away."""
        found = np.zeros((len(self.problem.people), len(self.problem.stays)), np.bool_)
        rows = {site.id: row for row, site in enumerate(self.problem.sites)}
        for number, person in enumerate(self.problem.people):
            for lived in person.past:
                if counts(lived) and lived.site in rows:
                    away = np.abs(self.first + self.tables.day0 - lived.day.toordinal())
                    found[number] |= (self.site == rows[lived.site]) & (away < reach)
        return found


_FOR_EVER = 1_000_000


def _contract(masks: StayMasks) -> Bools:
    table = masks.tables
    early: Bools = table.joined[:, None] > (masks.first + table.day0)[None, :]
    late: Bools = table.left[:, None] < (masks.last + table.day0)[None, :]
    return early | late


def _outside(masks: StayMasks) -> Bools:
    settings, day0 = masks.problem.settings, masks.tables.day0
    early: Bools = masks.first + day0 < settings.start.toordinal()
    late: Bools = masks.last + day0 > settings.end.toordinal() + 1
    return (early | late)[None, :]


def _begun(masks: StayMasks) -> Bools:
    today = masks.problem.now.date().toordinal()
    begun: Bools = masks.first + masks.tables.day0 <= today
    return begun[None, :]


def _before(day: date | None, masks: StayMasks) -> Bools:
    """Stays that begin before what must come first, or without it."""
    flags = [day is None or offer.arrival < day for offer in masks.problem.stays]
    return np.array(flags, np.bool_)[None, :]


def _minors(masks: StayMasks) -> Bools:
    """Nobody becomes an adult on the 29th of February of a year that has none."""
    adult = np.array([_adult_from(one.birth) for one in masks.problem.people], np.int64)
    young: Bools = adult[:, None] > (masks.first + masks.tables.day0)[None, :]
    return young


def _adult_from(birth: date | None) -> int:
    if birth is None:
        return 0
    try:
        return birth.replace(year=birth.year + ADULT_AGE).toordinal()
    except ValueError:
        return date(birth.year + ADULT_AGE, 3, 1).toordinal()


def _late(masks: StayMasks) -> Bools:
    flags = [one.owes_since is not None for one in masks.problem.people]
    return np.array(flags, np.bool_)[:, None]


def _closed_nights(masks: StayMasks) -> Bools:
    problem = masks.problem
    flags = [
        any(night in problem.site_by_id[offer.site].no_stays for night in offer.days[:-1])
        for offer in problem.stays
    ]
    return np.array(flags, np.bool_)[None, :]


def _own_site(masks: StayMasks) -> Bools:
    same: Bools = masks.tables.home[:, None] == masks.site[None, :]
    return same


def _own_region(masks: StayMasks) -> Bools:
    problem = masks.problem
    regions = {region: row for row, region in enumerate({one.region for one in problem.sites})}
    of_site = np.array(
        [regions[one.region] if one.region else -1 for one in problem.sites] or [-1], np.int64
    )
    mine = np.where(masks.tables.home >= 0, of_site[masks.tables.home], -2)
    same: Bools = (mine[:, None] == of_site[masks.site][None, :]) & (mine >= 0)[:, None]
    return same


STAY_MASKS: Mapping[str, Callable[[StayMasks], Bools]] = {
    "takes_part": lambda masks: ~masks.tables.mystery[:, None],
    "mystery_off": lambda masks: np.array([[not masks.problem.settings.mystery]]),
    "campaign_dates": _outside,
    "past": _begun,
    "contract_dates": _contract,
    "availability": lambda masks: masks.by_day(masks.tables.never),
    "availability_asked": lambda masks: masks.by_day(masks.tables.if_needed),
    "own_site": _own_site,
    "conflict": lambda masks: masks.tables.no_site[:, masks.site],
    "of_age": _minors,
    "report_overdue": _late,
    "IP-02": lambda masks: _before(masks.problem.settings.works_council_on, masks),
    "IP-04": lambda masks: _before(masks.problem.settings.note_on, masks),
    "stay_dates": _closed_nights,
    "rotation": lambda masks: masks.by_past(
        lambda lived: lived.as_guest, masks.problem.settings.rotation_days
    ),
    "own_region": _own_region,
    "unmasked": lambda masks: masks.by_past(lambda lived: lived.unmasked, _FOR_EVER),
    "cross_rule": lambda masks: masks.by_past(
        lambda lived: not lived.as_guest,
        days_of_cross_rule(masks.problem.settings.cross_rule_months),
    ),
}
