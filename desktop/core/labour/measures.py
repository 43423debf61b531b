"""What the rules measure, and the form of their answers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from desktop.core.labour.breach import Breach, Fact, Minutes
from desktop.core.labour.life import DAY_MINUTES, Life, Visit, Work
from desktop.core.labour.profiles import Limit, RuleProfile, strictest
from desktop.core.vocabulary import Basis, Severity


def broken(
    rule: str,
    limit: Limit,
    measured: Fact,
    sentence: str,
    remedy: str,
    *,
    severity: Severity = Severity.BLOCKING,
    shown_limit: Fact = None,
    **facts: Fact,
) -> Breach:
    return Breach(
        rule=rule,
        basis=Basis.LAW,
        article=limit.article,
        severity=severity,
        sentence=sentence,
        remedy=remedy,
        facts=tuple(facts.items()),
        measured=measured,
        limit=Minutes(limit.value) if shown_limit is None else shown_limit,
    )


def shared_profile(visits: Iterable[Visit]) -> RuleProfile:
    return reduce(strictest, (visit.profile for visit in visits))


def visits_of_week(life: Life, monday: int) -> list[Visit]:
    return [visit for visit in life.visits if monday <= visit.work.day < monday + 7]


def effective(works: Iterable[Work]) -> int:
    return sum(work.effective for work in works)


def week_minutes(life: Life, monday: int) -> int:
    return effective(life.works(monday, monday + 6))


def shared_minutes(work: Work, start: int, end: int) -> int:
    return shared(work.wall_start, work.wall_end, start, end)


def shared(first: int, last: int, start: int, end: int) -> int:
    """Minutes that a span shares with the night before, of, and after its day."""
    return sum(
        max(0, min(last, end + shift) - max(first, start + shift))
        for shift in (-DAY_MINUTES, 0, DAY_MINUTES)
    )
