"""Rule profiles: the limits of each contract and agreement as data, with their texts and validity.

Times are minutes; `None` means that the text sets no such limit. Research, not legal advice: the
company checks these numbers against its own agreement before it relies on them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from desktop.core.i18n import N_
from desktop.core.vocabulary import Contract

H = 60
ADULT_AGE = 18
YOUNG_WORKER_AGE = 16
FULL_TIME_WEEK = 35 * H


@dataclass(frozen=True, slots=True)
class Limit:
    value: int
    article: str


@dataclass(frozen=True, slots=True)
class Hours:
    """A period of the day in local minutes; `end` passes 1 440 when it is the next morning."""

    start: int
    end: int
    article: str


@dataclass(frozen=True, slots=True)
class RuleProfile:
    """One set of limits, in force from `valid_from` to `valid_to` (both included)."""

    key: str
    name: str
    daily_rest: Limit
    weekly_rest: Limit
    worked_days: Limit
    day_span: Limit
    break_after: Limit
    break_length: Limit
    daily_work: Limit | None
    weekly_work: Limit | None
    weekly_alert: Limit | None
    average_work: Limit | None
    night_work: Limit | None
    night: Hours
    forbidden: Hours | None = None
    part_time: Limit | None = None
    break_blocks: bool = False
    counts_hours: bool = True
    valid_from: date = date(2016, 8, 10)
    valid_to: date = date.max
    known: bool = True


STANDARD = RuleProfile(
    key="standard",
    name=N_("Common law"),
    daily_rest=Limit(11 * H, "C. trav. L3131-1"),
    weekly_rest=Limit(35 * H, "C. trav. L3132-2"),
    worked_days=Limit(6, "C. trav. L3132-1"),
    day_span=Limit(13 * H, N_("deduced from C. trav. L3131-1")),
    break_after=Limit(6 * H, "C. trav. L3121-16"),
    break_length=Limit(20, "C. trav. L3121-16"),
    daily_work=Limit(10 * H, "C. trav. L3121-18"),
    weekly_work=Limit(48 * H, "C. trav. L3121-20"),
    weekly_alert=Limit(44 * H, "C. trav. L3121-22"),
    average_work=Limit(44 * H, "C. trav. L3121-22"),
    night_work=Limit(8 * H, "C. trav. L3122-6"),
    night=Hours(21 * H, 30 * H, "C. trav. L3122-2"),
)
_HCR = "HCR, IDCC 1979"
_HCR_BASE = replace(
    STANDARD,
    key="hcr",
    name=N_("Hotels, cafés, restaurants"),
    daily_work=Limit(11 * H + 30, _HCR),
    weekly_work=Limit(48 * H, _HCR),
    weekly_alert=Limit(46 * H, _HCR),
    average_work=Limit(46 * H, _HCR),
)
_YOUNG = replace(
    STANDARD,
    key="minor_16",
    name=N_("Young worker of 16 or 17"),
    daily_rest=Limit(12 * H, "C. trav. L3164-1"),
    weekly_rest=Limit(48 * H, "C. trav. L3164-2"),
    day_span=Limit(12 * H, N_("deduced from C. trav. L3164-1")),
    break_after=Limit(4 * H + 30, "C. trav. L3162-3"),
    break_length=Limit(30, "C. trav. L3162-3"),
    daily_work=Limit(8 * H, "C. trav. L3162-1"),
    weekly_work=Limit(35 * H, "C. trav. L3162-1"),
    weekly_alert=None,
    average_work=None,
    forbidden=Hours(22 * H, 30 * H, "C. trav. L3163-1, L3163-2"),
    break_blocks=True,
)
PROFILES: tuple[RuleProfile, ...] = (
    STANDARD,
    replace(
        STANDARD,
        key="part_time",
        name=N_("Part time"),
        part_time=Limit(FULL_TIME_WEEK, "C. trav. L3123-9, L3123-28"),
    ),
    replace(
        STANDARD,
        key="days_contract",
        name=N_("Contract counted in days"),
        counts_hours=False,
        daily_work=None,
        weekly_work=None,
        weekly_alert=None,
        average_work=None,
        night_work=None,
    ),
    _HCR_BASE,
    replace(
        _HCR_BASE,
        key="hcr_office",
        name=N_("Hotels, cafés, restaurants: office"),
        daily_work=Limit(10 * H, _HCR),
    ),
    replace(
        _HCR_BASE,
        key="hcr_kitchen",
        name=N_("Hotels, cafés, restaurants: kitchen"),
        daily_work=Limit(11 * H, _HCR),
    ),
    replace(
        _HCR_BASE,
        key="hcr_reception",
        name=N_("Hotels, cafés, restaurants: reception"),
        daily_work=Limit(12 * H, _HCR),
    ),
    replace(
        _HCR_BASE,
        key="hcr_night",
        name=N_("Hotels, cafés, restaurants: night staff"),
        daily_work=Limit(12 * H, _HCR),
        weekly_alert=Limit(44 * H, _HCR),
        average_work=Limit(44 * H, _HCR),
        night_work=Limit(12 * H, _HCR),
    ),
    _YOUNG,
    replace(
        _YOUNG,
        key="minor_under_16",
        name=N_("Young worker under 16"),
        daily_rest=Limit(14 * H, "C. trav. L3164-1"),
        day_span=Limit(10 * H, N_("deduced from C. trav. L3164-1")),
        daily_work=Limit(7 * H, "C. trav. L3162-1"),
        forbidden=Hours(20 * H, 30 * H, "C. trav. L3163-1, L3163-2"),
    ),
)


def find_profile(key: str, day: date) -> RuleProfile | None:
    """The profile of this name in force on this day, or `None`: then it is said, not guessed."""
    for profile in PROFILES:
        if profile.key == key and profile.valid_from <= day <= profile.valid_to:
            return profile
    return None


def age_on(birth: date, day: date) -> int:
    """Whole years on this day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@cache
def profile_of(key: str | None, contract: Contract, birth: date | None, day: date) -> RuleProfile:
    """The limits of a person on this day.

    Youth is computed from the birth date and overrides the rest. `key` (a collective agreement) is
    tightened by the contract. A key that nobody knows gives the common law with `known` false, and
    a minor without birth date the strictest of both.
    """
    named = find_profile(key, day) if key else STANDARD
    profile = named or replace(STANDARD, key=str(key), known=False)
    if contract is Contract.PART_TIME:
        profile = strictest(profile, _named("part_time"))
    elif contract is Contract.DAYS_CONTRACT:
        profile = _named("days_contract")
    young = _youth(contract, birth, day)
    return strictest(profile, young) if young else profile


def _named(key: str) -> RuleProfile:
    return next(profile for profile in PROFILES if profile.key == key)


def _youth(contract: Contract, birth: date | None, day: date) -> RuleProfile | None:
    if birth is None:
        return _named("minor_under_16") if contract is Contract.MINOR else None
    age = age_on(birth, day)
    if age >= ADULT_AGE:
        return None
    return _named("minor_16" if age >= YOUNG_WORKER_AGE else "minor_under_16")


@cache
def strictest(own: RuleProfile, host: RuleProfile) -> RuleProfile:
    """Each limit from whichever of the two is harder, with its text.

    A contract counted in days keeps its exemption from the hours (L3121-62) whoever receives it.
    """
    if own == host:
        return own
    hours = own.counts_hours
    return replace(
        own,
        daily_rest=max(own.daily_rest, host.daily_rest, key=_value),
        weekly_rest=max(own.weekly_rest, host.weekly_rest, key=_value),
        worked_days=min(own.worked_days, host.worked_days, key=_value),
        day_span=min(own.day_span, host.day_span, key=_value),
        break_after=min(own.break_after, host.break_after, key=_value),
        break_length=max(own.break_length, host.break_length, key=_value),
        daily_work=_lower(own.daily_work, host.daily_work) if hours else None,
        weekly_work=_lower(own.weekly_work, host.weekly_work) if hours else None,
        weekly_alert=_lower(own.weekly_alert, host.weekly_alert) if hours else None,
        average_work=_lower(own.average_work, host.average_work) if hours else None,
        night_work=_lower(own.night_work, host.night_work) if hours else None,
        night=min(own.night, host.night, key=lambda night: night.start),
        forbidden=own.forbidden or host.forbidden,
        part_time=own.part_time or host.part_time,
        break_blocks=own.break_blocks or host.break_blocks,
        known=own.known and host.known,
    )


def _value(limit: Limit) -> int:
    return limit.value


def _lower(own: Limit | None, host: Limit | None) -> Limit | None:
    if own is None or host is None:
        return own or host
    return min(own, host, key=_value)
