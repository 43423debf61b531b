"""Who is told of what is overdue, and since when: the owner, the head, then the level above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from desktop.core.i18n import _, date_text

TO_HEAD_AFTER = timedelta(days=7)
TO_LEVEL_ABOVE_AFTER = timedelta(days=21)


class Level(IntEnum):
    """Who must hear of it now; each level hears of what the one below let pass."""

    OWNER = 0
    HEAD = 1
    ABOVE = 2


@dataclass(frozen=True, slots=True)
class Escalation:
    """Something past its date: how late, who hears of it, since when."""

    late_days: int
    level: Level
    since: date


def escalation(due: date | None, today: date) -> Escalation | None:
    """None while the date is not past; the day itself still belongs to the owner."""
    if due is None or due >= today:
        return None
    late = today - due
    if late > TO_LEVEL_ABOVE_AFTER:
        level, waited = Level.ABOVE, TO_LEVEL_ABOVE_AFTER
    elif late > TO_HEAD_AFTER:
        level, waited = Level.HEAD, TO_HEAD_AFTER
    else:
        level, waited = Level.OWNER, timedelta()
    return Escalation(late.days, level, due + waited + timedelta(days=1))


def level_text(level: Level) -> str:
    """Who hears of it, in words."""
    return {
        Level.OWNER: _("its owner"),
        Level.HEAD: _("the head of the department that causes it"),
        Level.ABOVE: _("the level above that department"),
    }[level]


def escalation_text(found: Escalation, addressee: str) -> str:
    """For instance "Rose Martin, since 3 June: the head of the department that causes it"."""
    return _("{name}, since {date}: {level}").format(
        name=addressee or _("nobody named yet"),
        date=date_text(found.since),
        level=level_text(found.level),
    )
