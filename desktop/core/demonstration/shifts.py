"""Shifts that offer seats: each is a working day of its host, who works there."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

from desktop.core.demonstration.calendar import DAY
from desktop.core.demonstration.fiction import Absence, Campaign, Holiday, Person, Slot
from desktop.core.demonstration.organisation import Organisation
from desktop.core.demonstration.staff import FORKLIFT, HYGIENE, trade_of_role
from desktop.core.labour.schedule import WeeklySchedule, parse_schedule
from desktop.core.vocabulary import Contract, Direction, Mode, Side, SiteKind

ZONE = "Europe/Paris"
TO_FRONT_SHARE = 0.68
_MODES = (Mode.OBSERVE,) * 11 + (Mode.ASSISTED,) * 7 + (Mode.IN_CHARGE,)


@cache
def week_of(text: str) -> WeeklySchedule:
    """A usual week, read once."""
    return parse_schedule(text)


def working_periods(person: Person, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """When the usual job is done on that day, in UTC."""
    return week_of(person.weekly_schedule).periods(day, ZONE)


@dataclass(slots=True)
class Presence:
    """Who is there on which day, as known so far."""

    holidays: frozenset[date]
    away: dict[int, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    hosting: set[tuple[int, date]] = field(default_factory=set)

    def is_away(self, person_id: int, day: date) -> bool:
        return any(start <= day <= end for start, end in self.away.get(person_id, ()))


def presence(holidays: tuple[Holiday, ...], absences: tuple[Absence, ...]) -> Presence:
    """Absences and holidays, ready to be asked."""
    known = Presence(frozenset(holiday.day for holiday in holidays))
    for absence in absences:
        known.away[absence.person_id].append((absence.start, absence.end))
    return known


class Shifts:
    """Draws the slots of one campaign after another; slot numbers go on."""

    def __init__(
        self,
        organisation: Organisation,
        people: tuple[Person, ...],
        known: Presence,
        rng: random.Random,
    ) -> None:
        self._rng, self._known, self._people = rng, known, {p.id: p for p in people}
        self._roles = {p.department_id: organisation.role_of(p.department_id) for p in people}
        self._names = {d.id: d.name for d in organisation.departments}
        adults = [p for p in people if p.contract is not Contract.MINOR and p.level < 3]
        # Those who head a whole trade sit at the head office: no client comes there.
        office = {s.id for s in organisation.sites if s.kind is SiteKind.HEAD_OFFICE}
        self._front = [p for p in adults if p.side is not Side.BACK and p.site_id not in office]
        self._back = [p for p in adults if p.side is Side.BACK]
        self.slots: list[Slot] = []
        self._in_campaign = 0

    def fill(
        self, campaign: Campaign, count: int, closed: frozenset[str] = frozenset()
    ) -> list[Slot]:
        """`count` slots of a campaign, none in the roles of `closed`, some in pairs for swaps."""
        first, self._in_campaign = len(self.slots), 0
        for _pair in range(max(2, count // 60)):
            self._swap_pair(campaign)
        for _attempt in range(count * 40):
            if self._in_campaign >= count:
                break
            pool = self._front if self._rng.random() < TO_FRONT_SHARE else self._back
            host = self._rng.choice(pool)
            if self._roles[host.department_id] not in closed:
                self._one(campaign, host, self._day(campaign))
        return self.slots[first:]

    def _day(self, campaign: Campaign) -> date:
        return campaign.start + self._rng.randrange((campaign.end - campaign.start).days + 1) * DAY

    def _swap_pair(self, campaign: Campaign) -> None:
        """Two shifts of one day whose hosts may change places."""
        for _attempt in range(200):
            front, back = self._rng.choice(self._front), self._rng.choice(self._back)
            day = self._day(campaign)
            same_house = front.entity_id == back.entity_id
            free = same_house and self._free(front, day) and self._free(back, day)
            if free and _overlap(front, back, day):
                self._one(campaign, front, day, swap=True)
                self._one(campaign, back, day, swap=True)
                return

    def _free(self, host: Person, day: date) -> bool:
        return (
            day not in self._known.holidays
            and (host.id, day) not in self._known.hosting
            and not self._known.is_away(host.id, day)
            and bool(working_periods(host, day))
        )

    def _one(self, campaign: Campaign, host: Person, day: date, *, swap: bool = False) -> None:
        if not self._free(host, day):
            return
        rng = self._rng
        periods = working_periods(host, day)
        pause = sum(
            int((late[0] - early[1]).total_seconds() // 60) for early, late in pairwise(periods)
        )
        role = self._roles[host.department_id]
        mode = Mode.OBSERVE if swap else rng.choice(_MODES)
        if pause > 120:  # a split day: the visitor comes for its first half
            periods, pause = periods[:1], 0
        self._known.hosting.add((host.id, day))
        self._in_campaign += 1
        self.slots.append(
            Slot(
                id=len(self.slots) + 1,
                campaign_id=campaign.id,
                code=f"E{campaign.id}-{self._in_campaign:05d}",
                site_id=host.site_id,
                department_id=host.department_id,
                role=self._names[host.department_id].split(" · ")[0],
                start=periods[0][0],
                end=periods[-1][1],
                break_minutes=pause,
                seats=2 if not swap and rng.random() < 0.18 else 1,
                mode=mode,
                direction=Direction.TO_BACK if host.side is Side.BACK else Direction.TO_FRONT,
                required_skills=_skills(role, mode),
                host_id=host.id,
                approver_id=host.manager_id,
                listening=role == "phones" and rng.random() < 0.4,
                listening_notice_on=campaign.start - timedelta(days=24)
                if role == "phones"
                else None,
                swap_open=swap or rng.random() < 0.12,
            )
        )


def _overlap(first: Person, second: Person, day: date) -> bool:
    """Whether each one's shift falls within the hours of the other's job."""
    ours, theirs = working_periods(first, day), working_periods(second, day)
    return ours[0][0] < theirs[-1][1] and theirs[0][0] < ours[-1][1]


def _skills(role: str, mode: Mode) -> tuple[str, ...]:
    if role == "dining" and mode is not Mode.OBSERVE:
        return (HYGIENE,)
    if role == "warehouse" and mode is Mode.IN_CHARGE:
        return (FORKLIFT,)
    return ()


def usual_skills(role: str) -> tuple[str, ...]:
    """What the people of a role know how to do."""
    return trade_of_role(role).skills
