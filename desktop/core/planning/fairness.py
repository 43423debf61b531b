"""Who has had what over the campaigns, by person and department, and the gap to the median."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from desktop.core.labour.life import SUNDAY
from desktop.core.planning.case import slot_work
from desktop.core.planning.plan import Plan
from desktop.core.planning.problem import Problem
from desktop.core.vocabulary import ActivityKind

SATURDAY = 6
NIGHT = (21 * 60, 30 * 60)
_GUEST = (ActivityKind.MYSTERY_STAY, ActivityKind.MYSTERY_VISIT)


@dataclass(frozen=True, slots=True)
class Share:
    """What one person had: this campaign's plan and, in `before`, what was lived earlier."""

    person: int
    name: str
    department: int | None
    level: int
    immersions: int
    stays: int
    minutes: int
    weekends: int
    nights: int
    before: int
    gap: float
    """Activities, all campaigns together, less the median of everybody."""


@dataclass(frozen=True, slots=True)
class GroupShare:
    """The same for a department or a level: activities for each of its people."""

    key: int | None
    people: int
    activities: int
    per_person: float
    gap: float


def shares(problem: Problem, plan: Plan) -> tuple[Share, ...]:
    """Everybody who takes part, those who had least first."""
    counted = [
        _share(problem, plan, one.id) for one in problem.people if one.immersion or one.mystery
    ]
    totals = [one.immersions + one.stays + one.before for one in counted]
    middle = median(totals) if totals else 0.0
    found = [_with_gap(one, total - middle) for one, total in zip(counted, totals, strict=True)]
    return tuple(sorted(found, key=lambda one: (one.gap, one.person)))


def by_department(found: Iterable[Share]) -> tuple[GroupShare, ...]:
    """Departments, those that had least for each person first."""
    return _grouped((one.department, one) for one in found)


def by_level(found: Iterable[Share]) -> tuple[GroupShare, ...]:
    """Levels of the hierarchy, likewise."""
    return _grouped((one.level, one) for one in found)


def _share(problem: Problem, plan: Plan, person_id: int) -> Share:
    person = problem.person_by_id[person_id]
    mine = plan.by_person.get(person_id, ())
    works = [slot_work(problem, problem.slot_by_id[one.target]) for one in mine if not one.is_stay]
    return Share(
        person=person.id,
        name=person.name,
        department=person.department,
        level=person.level,
        immersions=len(works),
        stays=sum(one.is_stay for one in mine),
        minutes=sum(work.effective for work in works),
        weekends=sum((work.day - 1) % 7 + 1 in (SATURDAY, SUNDAY) for work in works),
        nights=sum(work.wall_end > NIGHT[0] or work.wall_start < NIGHT[1] - 1440 for work in works),
        before=len(person.past),
        gap=0.0,
    )


def _with_gap(one: Share, gap: float) -> Share:
    return replace(one, gap=gap)


def _grouped(pairs: Iterable[tuple[int | None, Share]]) -> tuple[GroupShare, ...]:
    groups: dict[int | None, list[Share]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    means = {
        key: sum(one.immersions + one.stays + one.before for one in some) / len(some)
        for key, some in groups.items()
    }
    middle = median(means.values()) if means else 0.0
    found = [
        GroupShare(
            key=key,
            people=len(some),
            activities=sum(one.immersions + one.stays + one.before for one in some),
            per_person=means[key],
            gap=means[key] - middle,
        )
        for key, some in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.per_person, str(one.key))))
