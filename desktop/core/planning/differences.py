"""What a new plan changes for each person, to be read before anything is applied."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.planning.explain import place_text
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import Problem


@dataclass(frozen=True, slots=True)
class Difference:
    """One person: places lost and gained, in words. `told` = a published place is lost."""

    person: int
    code: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    told: bool


def differences(problem: Problem, plan: Plan) -> tuple[Difference, ...]:
    """Everybody whose places change from what stands, those already told first."""
    standing = {one.activity for one in problem.standing}
    published = {one.activity for one in problem.standing if one.published}
    lost, gained = standing - set(plan.activities), set(plan.activities) - standing
    people = sorted({one.person for one in lost | gained})
    found = [
        Difference(
            person=person,
            code=problem.person_by_id[person].code,
            name=problem.person_by_id[person].name,
            before=_places(problem, lost, person),
            after=_places(problem, gained, person),
            told=any(one.person == person for one in lost & published),
        )
        for person in people
    ]
    return tuple(sorted(found, key=lambda one: (not one.told, one.name)))


def _places(problem: Problem, activities: set[Activity], person: int) -> tuple[str, ...]:
    mine = sorted(one for one in activities if one.person == person)
    return tuple(place_text(problem, one) for one in mine)
