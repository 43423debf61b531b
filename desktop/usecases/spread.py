"""Where a delight was seen and where it was not yet: what a win-win is spread from and to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Observation, Report, Site, Verbatim
from desktop.core.observations.touchpoints import touchpoints, trade_of
from desktop.core.vocabulary import ObservationKind, Polarity, Voice
from desktop.usecases.register_rows import COUNTED


@dataclass(frozen=True, slots=True)
class Spread:
    """Names of sites of the trade, in alphabetical order."""

    seen: tuple[str, ...]
    not_yet: tuple[str, ...]


def get_spread(session: Session, campaign_id: int, touchpoint: str) -> Spread:
    """The active sites where clients were pleased at this touchpoint, and the trade's others."""
    pleased = _sites_of_reports(session, campaign_id, touchpoint) | _sites_of_words(
        session, campaign_id, touchpoint
    )
    point = touchpoints().get(touchpoint)
    trade = point.trade if point else touchpoint.partition(".")[0]
    sites = [
        site
        for site in session.scalars(select(Site).where(Site.active).order_by(Site.name))
        if trade_of(site.kind) == trade
    ]
    return Spread(
        tuple(site.name for site in sites if site.id in pleased),
        tuple(site.name for site in sites if site.id not in pleased),
    )


def _sites_of_reports(session: Session, campaign_id: int, touchpoint: str) -> set[int | None]:
    query = (
        select(Report.site_id)
        .join(Observation, Observation.report_id == Report.id)
        .where(
            Report.campaign_id == campaign_id,
            Report.status.in_(COUNTED),
            Observation.touchpoint == touchpoint,
            Observation.voice == Voice.CLIENT,
            (Observation.polarity == Polarity.POSITIVE)
            | (Observation.kind == ObservationKind.BEST),
        )
    )
    return set(session.scalars(query))


def _sites_of_words(session: Session, campaign_id: int, touchpoint: str) -> set[int | None]:
    query = (
        select(Verbatim.site_id)
        .where(
            Verbatim.campaign_id == campaign_id,
            Verbatim.touchpoint == touchpoint,
            Verbatim.voice == Voice.CLIENT,
            Verbatim.polarity == Polarity.POSITIVE,
        )
        .distinct()
    )
    return set(session.scalars(query))
