"""What of the mirror may be shown to whoever is not its coordinator: one rule for all outputs.

Screens show each department and all together; PDFs show each department with all that lies below
it. A reader may hold all of them, so they are protected together, touchpoint by touchpoint.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Department, Report, Stay
from desktop.core.irritants import disclosure
from desktop.core.irritants.coarsening import mystery_facts_may_be_released
from desktop.core.irritants.disclosure import Thresholds
from desktop.core.vocabulary import ReportStatus, Voice
from desktop.usecases.mirror_counts import Counts, Place, count_voices
from desktop.usecases.register_rows import COUNTED

Output = tuple[str, int | None]
"""`own` department (None = not known), `scope` of a department, or `all` of them."""
ALL: Output = ("all", None)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the coordinator sees counts as they are, everybody else within the thresholds.

    `today` decides which reports of mystery guests are old enough to be told; without it, only
    those released and those of departments with enough of them are.
    """

    is_coordinator: bool = True
    today: date = date.min


COORDINATOR = Reader()


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which outputs of which touchpoint are withheld; what nobody asked for is not listed."""

    outputs: frozenset[tuple[str, Output]] = frozenset()

    def own(self, touchpoint: str, department: int | None) -> bool:
        """Of one department by itself."""
        return (touchpoint, ("own", department)) in self.outputs

    def scope(self, touchpoint: str, department: int) -> bool:
        """Of a department with all below it."""
        return (touchpoint, ("scope", department)) in self.outputs

    def all(self, touchpoint: str) -> bool:
        """Of all departments together."""
        return (touchpoint, ALL) in self.outputs


NOTHING = Hidden()


def scopes_of(session: Session) -> dict[int, frozenset[int]]:
    """Each department with all that lies below it in the tree."""
    parents = dict(session.execute(select(Department.id, Department.parent_id)).all())
    found: dict[int, set[int]] = {key: {key} for key in parents}
    for key, parent in parents.items():
        above, seen = parent, {key}
        while above is not None and above not in seen:
            found[above].add(key)
            seen.add(above)
            above = parents.get(above)
    return {key: frozenset(inside) for key, inside in found.items()}


def limits_of(campaign: Campaign) -> Thresholds:
    """The thresholds in force in a campaign."""
    return Thresholds(campaign.figure_threshold, campaign.verbatim_threshold)


def hidden_outputs(
    session: Session, campaign: Campaign, without: frozenset[int] = frozenset()
) -> Hidden:
    """Outputs that few people made, or that would give such people away by subtraction."""
    counted = count_voices(session, campaign.id, by_department=True, without=without)
    return protect_outputs(counted, scopes_of(session), limits_of(campaign).figures)


def protect_outputs(
    by_department: Mapping[Place, Counts],
    scopes: Mapping[int, frozenset[int]],
    threshold: int,
) -> Hidden:
    """Both voices of each touchpoint, over own departments, their scopes, and all together."""
    people: dict[tuple[str, Voice], dict[int | None, int]] = defaultdict(dict)
    for (touchpoint, department), counts in by_department.items():
        people[touchpoint, Voice.CLIENT][department] = counts.client_people
        people[touchpoint, Voice.EMPLOYEE][department] = counts.employee.asked
    hidden: set[tuple[str, Output]] = set()
    for (touchpoint, _voice), cells in people.items():
        safe = disclosure.protect(cells, _outputs(cells, scopes), threshold)
        hidden |= {(touchpoint, output) for output in safe.too_few | safe.complementary}
    return Hidden(frozenset(hidden))


def _outputs(
    cells: Mapping[int | None, int], scopes: Mapping[int, frozenset[int]]
) -> dict[Output, frozenset[int | None]]:
    known: frozenset[int | None] = frozenset(cells)
    outputs: dict[Output, frozenset[int | None]] = {
        ("own", cell): frozenset((cell,)) for cell in known
    }
    outputs |= {("scope", key): known & inside for key, inside in scopes.items() if known & inside}
    outputs[ALL] = known
    return outputs


def untold_reports(session: Session, campaign_id: int, today: date) -> frozenset[int]:
    """Reports of mystery guests that nobody but the coordinator may know of yet."""
    rows = session.execute(
        select(Report.id, Report.status, Report.department_id, Stay.arrival, Stay.nights)
        .join(Stay, Stay.id == Report.stay_id)
        .where(Report.campaign_id == campaign_id, Report.status.in_(COUNTED))
    ).all()
    departures: dict[int | None, list[date]] = defaultdict(list)
    for _report, _status, department, arrival, nights in rows:
        departures[department].append(arrival + timedelta(days=nights))
    return frozenset(
        report
        for report, status, department, _arrival, _nights in rows
        if status is not ReportStatus.RELEASED
        and not mystery_facts_may_be_released(
            len(departures[department]), max(departures[department]), today
        )
    )


def unknown_to(session: Session, campaign_id: int, reader: Reader) -> frozenset[int]:
    """Reports that this reader may not know of."""
    if reader.is_coordinator:
        return frozenset()
    return untold_reports(session, campaign_id, reader.today)
