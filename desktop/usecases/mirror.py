"""The mirror of a campaign: each touchpoint in its moment, with its reason and its change."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Department, MomentOverride, Site
from desktop.core.i18n import _
from desktop.core.irritants import disclosure, moments, playbook
from desktop.core.irritants.moments import ClientVoice, EmployeeVoice, Judgement
from desktop.core.observations.touchpoints import touchpoint_name, touchpoints, trade_of
from desktop.core.vocabulary import MirrorState, Moment
from desktop.usecases.mirror_counts import Counts, Place, count_voices
from desktop.usecases.mirror_disclosure import (
    COORDINATOR,
    NOTHING,
    Hidden,
    Reader,
    hidden_outputs,
    unknown_to,
)


class Trend(StrEnum):
    """What became of a moment since the campaign before."""

    NEW = "new"
    SAME = "same"
    MOVED = "moved"
    GONE = "gone"


def trend_text(trend: Trend) -> str:
    """The change, in words."""
    return {
        Trend.NEW: _("new"),
        Trend.SAME: _("unchanged"),
        Trend.MOVED: _("moved"),
        Trend.GONE: _("no longer known"),
    }[trend]


@dataclass(frozen=True, slots=True)
class MirrorCell:
    """One touchpoint (of one department, if asked so). `counts_hidden`: too few people to tell."""

    touchpoint: str
    department_id: int | None
    department: str
    judgement: Judgement
    override_id: int | None = None
    previous: Moment | None = None
    trend: Trend | None = None
    deadline: date | None = None
    ask: str = ""
    counts_hidden: bool = False

    @property
    def name(self) -> str:
        """The touchpoint in the language in force."""
        return touchpoint_name(self.touchpoint)

    @property
    def moment(self) -> Moment | None:
        return None if self.counts_hidden else self.judgement.moment

    @property
    def reason(self) -> str:
        """Why it stands there, or why that may not be told."""
        if self.counts_hidden:
            return disclosure.hidden_text(disclosure.Visibility.TOO_FEW)
        return moments.reason(self.judgement)

    @property
    def enchantment(self) -> float:
        """Share of clients who took sides and are pleased, less those displeased: -1 to 1."""
        voice = self.judgement.client_voice
        sided = voice.positive + voice.negative
        return (voice.positive - voice.negative) / sided if sided else 0.0


def list_mirror(
    session: Session,
    campaign_id: int,
    *,
    by_department: bool = False,
    reader: Reader = COORDINATOR,
    without: frozenset[int] = frozenset(),
) -> list[MirrorCell]:
    """Every touchpoint of which somebody spoke or was asked, in the order of the journeys.

    `without`: keys of reports not released yet, for a reader who may not know of them.
    """
    campaign = session.get_one(Campaign, campaign_id)
    departments = dict(session.execute(select(Department.id, Department.name)).all())
    without |= unknown_to(session, campaign_id, reader)
    counted = count_voices(session, campaign_id, by_department=by_department, without=without)
    overrides = _overrides(session, campaign_id)
    before = _moments_before(session, campaign, by_department, reader)
    places = _places(session)
    cells = [
        _cell(place, counts, departments, overrides.get(place), before, places, campaign)
        for place, counts in counted.items()
    ]
    if not reader.is_coordinator:
        hidden = hidden_outputs(session, campaign, without)
        cells = [
            _withheld(cell)
            if _is_hidden(hidden, cell.touchpoint, cell.department_id, by_department)
            else cell
            for cell in cells
        ]
    order = {code: rank for rank, code in enumerate(touchpoints())}
    return sorted(
        cells, key=lambda cell: (cell.department, order.get(cell.touchpoint, 999), cell.touchpoint)
    )


def moments_by_touchpoint(
    session: Session,
    campaign_id: int,
    *,
    reader: Reader = COORDINATOR,
    without: frozenset[int] = frozenset(),
) -> dict[str, Moment]:
    """The moment of each touchpoint whose mirror is complete, as this reader may know it."""
    without |= unknown_to(session, campaign_id, reader)
    overrides = _overrides(session, campaign_id)
    hidden = NOTHING
    if not reader.is_coordinator:
        hidden = hidden_outputs(session, session.get_one(Campaign, campaign_id), without)
    found = {}
    for place, counts in count_voices(session, campaign_id, without=without).items():
        judgement = _judged(counts, overrides.get(place))
        if judgement.moment is not None and not hidden.all(place[0]):
            found[place[0]] = judgement.moment
    return found


def _judged(counts: Counts, override: MomentOverride | None) -> Judgement:
    judgement = moments.judge(counts.client, counts.employee)
    if override is None or judgement.state is not MirrorState.COMPLETE:
        return judgement
    return replace(judgement, moment=override.moment, override_reason=override.reason)


def _overrides(session: Session, campaign_id: int) -> dict[Place, MomentOverride]:
    rows = session.scalars(select(MomentOverride).where(MomentOverride.campaign_id == campaign_id))
    return {(row.touchpoint, row.department_id): row for row in rows}


def _moments_before(
    session: Session, campaign: Campaign, by_department: bool, reader: Reader
) -> dict[Place, Moment]:
    """Moments of the campaign before; what was withheld then is withheld now."""
    if campaign.previous_id is None:
        return {}
    without = unknown_to(session, campaign.previous_id, reader)
    overrides = _overrides(session, campaign.previous_id)
    counted = count_voices(
        session, campaign.previous_id, by_department=by_department, without=without
    )
    hidden = NOTHING
    if not reader.is_coordinator:
        previous = session.get_one(Campaign, campaign.previous_id)
        hidden = hidden_outputs(session, previous, without)
    judged = {
        place: _judged(counts, overrides.get(place))
        for place, counts in counted.items()
        if not _is_hidden(hidden, *place, by_department)
    }
    return {place: each.moment for place, each in judged.items() if each.moment}


def _places(session: Session) -> dict[str, tuple[str, ...]]:
    """A few sites of each trade, to say where to ask."""
    found: dict[str, list[str]] = defaultdict(list)
    for kind, name in session.execute(
        select(Site.kind, Site.name).where(Site.active).order_by(Site.name)
    ):
        found[trade_of(kind)].append(name)
    return {trade: tuple(names[:3]) for trade, names in found.items()}


def _cell(
    place: Place,
    counts: Counts,
    departments: dict[int, str],
    override: MomentOverride | None,
    before: dict[Place, Moment],
    places: dict[str, tuple[str, ...]],
    campaign: Campaign,
) -> MirrorCell:
    touchpoint, department = place
    judgement = _judged(counts, override)
    name = departments.get(department, "") if department else ""
    where = (name,) if name else places.get(touchpoint.partition(".")[0], ())
    return MirrorCell(
        touchpoint,
        department,
        name,
        judgement,
        override_id=override.id if override else None,
        previous=before.get(place),
        trend=_trend(judgement.moment, before.get(place)) if campaign.previous_id else None,
        deadline=playbook.deadline(judgement.moment, campaign.end),
        ask=moments.whom_to_ask(judgement, where),
    )


def _trend(now: Moment | None, before: Moment | None) -> Trend | None:
    if now is None:
        return Trend.GONE if before else None
    if before is None:
        return Trend.NEW
    return Trend.SAME if now is before else Trend.MOVED


def _is_hidden(
    hidden: Hidden, touchpoint: str, department: int | None, by_department: bool
) -> bool:
    return hidden.own(touchpoint, department) if by_department else hidden.all(touchpoint)


_NOBODY = moments.judge(ClientVoice(), EmployeeVoice())


def _withheld(cell: MirrorCell) -> MirrorCell:
    """The same place for a reader who may not see what few people said: no count is left in it."""
    return replace(
        cell, judgement=_NOBODY, counts_hidden=True, override_id=None,
        deadline=None, previous=None, trend=None, ask="",
    )  # fmt: skip
