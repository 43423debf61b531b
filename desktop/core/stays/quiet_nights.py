"""Which nights of a hotel are quiet enough to be offered, and why the others are not.

A night bears the date of the evening on which it begins. What is not known is not free: without a
forecast, or beyond the end of a calendar, a night is unknown and nothing is offered on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from desktop.core.i18n import N_, _, date_text, percent_text
from desktop.core.vocabulary import StayStatus

DAY = timedelta(days=1)
WITHDRAWABLE = frozenset({StayStatus.OFFERED, StayStatus.REQUESTED})
"""What a newer forecast may close. What was granted or confirmed to somebody stands."""


class NightStatus(StrEnum):
    """What a night is for the programme."""

    OPEN = "open"
    BUSY = "busy"
    FULL = "full"
    BLACKOUT = "blackout"
    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Newest forecast of one night, made on `made_on`."""

    rooms_available: int
    rooms_sold: int
    made_on: date

    @property
    def occupancy(self) -> float | None:
        """From 0 to 1; None when no room is for sale."""
        return self.rooms_sold / self.rooms_available if self.rooms_available else None


@dataclass(frozen=True, slots=True)
class Policy:
    """What a site accepts. `threshold` from 0 to 1: a night at the threshold is not under it."""

    threshold: float = 0.6
    most_rooms: int = 2
    most_share: float = 0.05
    min_nights: int = 1
    max_nights: int = 3
    closed_on_public_holidays: bool = True
    closed_in_school_holidays: bool = True

    def quota(self, rooms_available: int) -> int:
        """Rooms that the programme may take in one night: the lower of the two limits."""
        return min(self.most_rooms, int(self.most_share * rooms_available + 1e-9))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a site's zone, and up to when each kind is known (both ends included)."""

    public_holidays: Mapping[date, str] = field(default_factory=dict)
    public_known: tuple[date, date] | None = None
    school_holidays: tuple[tuple[date, date, str], ...] = ()
    school_known: tuple[date, date] | None = None
    blackouts: tuple[tuple[date, date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NightVerdict:
    """One night judged. `label` names the event or holiday; `left` counts rooms still to offer."""

    night: date
    status: NightStatus
    forecast: Forecast | None = None
    threshold: float = 0.0
    left: int = 0
    label: str = ""

    @property
    def is_open(self) -> bool:
        return self.status is NightStatus.OPEN

    @property
    def occupancy(self) -> float | None:
        return self.forecast.occupancy if self.forecast else None

    @property
    def reason(self) -> str:
        """Why, in one sentence of the language in force."""
        occupancy, made = self.occupancy, self.forecast.made_on if self.forecast else None
        return _(_REASONS[self.status]).format(
            occupancy=percent_text(occupancy) if occupancy is not None else "—",
            threshold=percent_text(self.threshold),
            label=self.label,
            date=date_text(made) if made else "—",
        )


_REASONS = {
    NightStatus.OPEN: N_("{occupancy} sold, under {threshold}: open (forecast of {date})."),
    NightStatus.BUSY: N_("{occupancy} sold, not under {threshold} (forecast of {date})."),
    NightStatus.FULL: N_("Quiet, but the rooms of the programme are taken."),
    NightStatus.BLACKOUT: N_("Closed by the site: {label}."),
    NightStatus.PUBLIC_HOLIDAY: N_("Public holiday: {label}."),
    NightStatus.SCHOOL_HOLIDAY: N_("School holidays: {label}."),
    NightStatus.CLOSED: N_("No room is for sale that night."),
    NightStatus.UNKNOWN: N_(
        "Unknown: no forecast or no calendar for that night; it is not offered."
    ),
    NightStatus.PAST: N_("This night is over."),
}


def judge_night(
    night: date,
    forecast: Forecast | None,
    policy: Policy,
    calendar: Calendar,
    *,
    taken: int = 0,
    today: date | None = None,
) -> NightVerdict:
    """Judge one night; `taken` rooms are promised to guests already."""
    verdict = NightVerdict(night, NightStatus.UNKNOWN, forecast, policy.threshold)
    if today is not None and night < today:
        return replace(verdict, status=NightStatus.PAST)
    closed = _closed_by_calendar(night, policy, calendar)
    if closed is not None:
        return replace(verdict, status=closed[0], label=closed[1])
    if forecast is None:
        return verdict
    occupancy = forecast.occupancy
    if occupancy is None:
        return replace(verdict, status=NightStatus.CLOSED)
    if occupancy >= policy.threshold:
        return replace(verdict, status=NightStatus.BUSY)
    left = min(
        policy.quota(forecast.rooms_available) - taken,
        forecast.rooms_available - forecast.rooms_sold,
    )
    status = NightStatus.OPEN if left > 0 else NightStatus.FULL
    return replace(verdict, status=status, left=max(0, left))


def _closed_by_calendar(
    night: date, policy: Policy, calendar: Calendar
) -> tuple[NightStatus, str] | None:
    blackout = _in(night, calendar.blackouts)
    if blackout is not None:
        return NightStatus.BLACKOUT, blackout or "—"
    holiday = calendar.public_holidays.get(night)
    if policy.closed_on_public_holidays and holiday is not None:
        return NightStatus.PUBLIC_HOLIDAY, holiday
    school = _in(night, calendar.school_holidays)
    if policy.closed_in_school_holidays and school is not None:
        return NightStatus.SCHOOL_HOLIDAY, school
    known = (not policy.closed_on_public_holidays or _known(night, calendar.public_known)) and (
        not policy.closed_in_school_holidays or _known(night, calendar.school_known)
    )
    return None if known else (NightStatus.UNKNOWN, "")


def _in(night: date, periods: Iterable[tuple[date, date, str]]) -> str | None:
    """The name of the period that holds the night, if any."""
    return next((name for start, end, name in periods if start <= night <= end), None)


def _known(night: date, span: tuple[date, date] | None) -> bool:
    return span is not None and span[0] <= night <= span[1]


def judge_nights(
    nights: Iterable[date],
    forecasts: Mapping[date, Forecast],
    policy: Policy,
    calendar: Calendar,
    *,
    taken: Mapping[date, int] | None = None,
    today: date | None = None,
) -> tuple[NightVerdict, ...]:
    """Judge several nights of one site."""
    promised = taken or {}
    return tuple(
        judge_night(
            night,
            forecasts.get(night),
            policy,
            calendar,
            taken=promised.get(night, 0),
            today=today,
        )
        for night in nights
    )


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive open nights; departure is the morning after the last."""

    arrival: date
    nights: int

    @property
    def departure(self) -> date:
        return self.arrival + self.nights * DAY


def open_windows(verdicts: Iterable[NightVerdict], policy: Policy) -> tuple[Window, ...]:
    """The longest runs of open nights that are long enough for a stay."""
    runs: list[Window] = []
    for verdict in sorted(verdicts, key=lambda each: each.night):
        if not verdict.is_open:
            continue
        if runs and runs[-1].departure == verdict.night:
            runs[-1] = Window(runs[-1].arrival, runs[-1].nights + 1)
        else:
            runs.append(Window(verdict.night, 1))
    return tuple(run for run in runs if run.nights >= policy.min_nights)


def nights_of(arrival: date, nights: int) -> tuple[date, ...]:
    """The nights of a stay."""
    return tuple(arrival + offset * DAY for offset in range(nights))


def arrivals(verdicts: Iterable[NightVerdict], nights: int, policy: Policy) -> tuple[date, ...]:
    """Days on which a stay of that length may begin: every night of it is open."""
    if not policy.min_nights <= nights <= policy.max_nights:
        return ()
    free = {verdict.night for verdict in verdicts if verdict.is_open}
    return tuple(sorted(day for day in free if free.issuperset(nights_of(day, nights))))


def what_closes(
    arrival: date, nights: int, verdicts: Mapping[date, NightVerdict]
) -> tuple[NightVerdict, ...]:
    """The nights of a stay that are not open; empty when the stay may be offered."""
    unknown = NightStatus.UNKNOWN
    judged = (verdicts.get(day, NightVerdict(day, unknown)) for day in nights_of(arrival, nights))
    return tuple(verdict for verdict in judged if not verdict.is_open)


def must_close(
    status: StayStatus, arrival: date, nights: int, verdicts: Mapping[date, NightVerdict]
) -> bool:
    """Whether a newer forecast closes this offer; never what somebody was granted."""
    own_room = {NightStatus.OPEN, NightStatus.FULL}
    closing = what_closes(arrival, nights, verdicts)
    return status in WITHDRAWABLE and any(night.status not in own_room for night in closing)


@dataclass(frozen=True, slots=True)
class ThresholdEffect:
    """What another threshold would open and close."""

    threshold: float
    opened: tuple[date, ...]
    closed: tuple[date, ...]
    nights: int
    arrivals: int


def with_threshold(
    verdicts: Iterable[NightVerdict], threshold: float, policy: Policy
) -> ThresholdEffect:
    """The effect of a threshold on nights already judged by the calendar (it never opens those)."""
    new = replace(policy, threshold=threshold)
    before, after = [], []
    for verdict in verdicts:
        forecast = verdict.forecast
        if verdict.is_open:
            before.append(verdict.night)
        if verdict.status in (NightStatus.OPEN, NightStatus.BUSY) and forecast is not None:
            again = judge_night(verdict.night, forecast, new, _ALWAYS)
            after.append(again)
    free = {each.night for each in after if each.is_open}
    return ThresholdEffect(
        threshold,
        tuple(sorted(free.difference(before))),
        tuple(sorted(set(before) - free)),
        len(free),
        len(arrivals(after, policy.min_nights, new)),
    )


_ALWAYS = Calendar(public_known=(date.min, date.max), school_known=(date.min, date.max))
