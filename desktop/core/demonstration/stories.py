"""What happens at the company: stories written by us, with both sides' words and their causes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.core.vocabulary import IrritantStatus, Moment, RootCause, SiteKind

EFFORT = ("screens", "applications", "hand_overs", "approvals", "minutes")
_FILES = ("hotel", "shop", "call_centre", "public_desk", "back_office")


@dataclass(frozen=True, slots=True)
class Story:
    """One touchpoint's true story. `moment` is None where one side of the mirror never speaks."""

    key: str
    kind: SiteKind
    touchpoint: str
    moment: Moment | None
    title: str
    cause: RootCause
    felt: str
    caused: str
    severity: int
    status: IrritantStatus
    trend: str
    client: tuple[str, ...]
    employee: tuple[str, ...]
    fact: tuple[str, ...]
    feeling: tuple[str, ...]
    suggestion: tuple[str, ...]
    effort_client: dict[str, int]
    effort_employee: dict[str, int]
    action: str
    win: str

    @property
    def pleases_clients(self) -> bool:
        return self.moment in (Moment.WIN_WIN, Moment.LUCKY_BREAK, Moment.PAIN)

    @property
    def pleases_employees(self) -> bool:
        return self.moment in (Moment.WIN_WIN, Moment.WRONG_FIGHT)

    @property
    def is_irritant(self) -> bool:
        """Whether it belongs in the register: somebody suffers from it."""
        return self.moment not in (Moment.WIN_WIN, Moment.LUCKY_BREAK)

    def lives_in(self, current: bool) -> bool:
        """Whether it is met in the current campaign, or in the last one."""
        return self.trend != "gone" if current else self.trend != "new"


def resource(name: str) -> dict[str, Any]:
    """A TOML file of `resources/demonstration`, read."""
    path = files("resources").joinpath("demonstration", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def stories() -> tuple[Story, ...]:
    """Every story, trade after trade."""
    return tuple(_story(row) for name in _FILES for row in resource(name)["story"])


def _story(row: dict[str, Any]) -> Story:
    words = {name: tuple(row[name]) for name in _WORDS}
    moment = Moment(row["moment"]) if row["moment"] in set(Moment) else None
    return Story(
        key=row["key"],
        kind=SiteKind(row["kind"]),
        touchpoint=row["touchpoint"],
        moment=moment,
        title=row["title"],
        cause=RootCause(row["cause"]),
        felt=row["felt"],
        caused=row["caused"],
        severity=min(row["severity"], 4),
        status=IrritantStatus(row["status"]),
        trend=row["trend"],
        effort_client=dict(zip(EFFORT, row["effort_client"], strict=True)),
        effort_employee=dict(zip(EFFORT, row["effort_employee"], strict=True)),
        action=row["action"],
        win=row["win"],
        **words,
    )


_WORDS = ("client", "employee", "fact", "feeling", "suggestion")
