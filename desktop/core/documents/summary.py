"""What a department's PDF holds, as frozen data: everything has already passed the thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.core.documents.logo import Logo
from desktop.core.irritants.cost import Cost
from desktop.core.irritants.effort import Fingerprint
from desktop.core.vocabulary import ActionStatus, IrritantStatus, Moment, RootCause


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "letter"


class Trend(StrEnum):
    """What became of an irritant since the last campaign."""

    NEW = "new"
    PERSISTENT = "persistent"
    GONE = "gone"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True)
class IrritantSheet:
    """One irritant as its card shows it. `people` is None below the threshold of figures."""

    code: str
    title: str
    touchpoint: str
    status: IrritantStatus
    reports: int
    people: int | None = None
    moment: Moment | None = None
    facts: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    quotes_withheld: int = 0
    client: Fingerprint = ()
    employee: Fingerprint = ()
    cost: Cost | None = None
    felt_at: str = ""
    caused_by: str = ""
    cause: RootCause | None = None
    cause_detail: str = ""
    owner: str = ""
    action: str = ""
    due: date | None = None
    caused_here: bool = False


@dataclass(frozen=True, slots=True)
class MomentShare:
    """The touchpoints of this department in one moment; `hidden` counts those that stay unnamed."""

    moment: Moment
    touchpoints: tuple[str, ...] = ()
    hidden: int = 0

    @property
    def count(self) -> int:
        """Named or not."""
        return len(self.touchpoints) + self.hidden


@dataclass(frozen=True, slots=True)
class ChainLink:
    """Another department on the service chain and the irritants that bind it to this one."""

    department: str
    titles: tuple[str, ...]
    reports: int
    hours_per_year: float | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """A win-win worth spreading."""

    title: str
    touchpoint: str
    seen_at: tuple[str, ...] = ()
    not_yet_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One irritant then and now, by number of reports."""

    title: str
    trend: Trend
    before: int = 0
    after: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """A suggestion made by participants, in the words kept by the coordinator."""

    text: str
    touchpoint: str = ""


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One measure of the plan; `age` in days since it was decided, `key` names it in the form.

    `late` says how late it is and who hears of it now; empty when it is not.
    """

    code: str
    title: str
    owner: str = ""
    due: date | None = None
    status: ActionStatus = ActionStatus.PLANNED
    age: int | None = None
    key: int = 0
    late: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The observations on which a figure rests."""

    figure: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that was not printed, and why."""

    what: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """One department in one campaign, in one language, fit to print as it stands."""

    department: str
    campaign: str
    start: date
    end: date
    printed_on: date
    language: str = "fr"
    paper: Paper = Paper.A4
    company: str = ""
    accent: str = ""
    logo: Logo | None = None
    previous_campaign: str = ""
    figures_threshold: int = 5
    verbatims_threshold: int = 8
    reports: int = 0
    stays: int = 0
    immersions: int = 0
    touchpoints: int = 0
    touchpoints_incomplete: int = 0
    moments: tuple[MomentShare, ...] = ()
    irritants: tuple[IrritantSheet, ...] = ()
    causes_elsewhere: tuple[ChainLink, ...] = ()
    suffers_from: tuple[ChainLink, ...] = ()
    practices: tuple[Practice, ...] = ()
    trend: tuple[TrendRow, ...] = ()
    ideas: tuple[Idea, ...] = ()
    actions: tuple[ActionRow, ...] = ()
    behind: tuple[Behind, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    ref: str = ""
    """Binds the action table to its campaign and department; empty = a table for the pen."""

    @property
    def hours_per_year(self) -> float | None:
        """Of all irritants whose cost is known; None when none is."""
        known = [sheet.cost.hours for sheet in self.irritants if sheet.cost]
        return sum(known) if known else None
