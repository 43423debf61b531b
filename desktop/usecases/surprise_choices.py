"""Who may tell of a surprise, and where it may have happened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Person, Site
from desktop.usecases.report_list import person_name
from desktop.usecases.reports import Choice


@dataclass(frozen=True, slots=True)
class SurpriseChoices:
    """People and sites, by name."""

    people: tuple[Choice, ...]
    sites: tuple[Choice, ...]


def surprise_choices(session: Session) -> SurpriseChoices:
    """Everybody who is still there, and every site that is in use."""
    people = session.scalars(
        select(Person).where(Person.active.is_(True)).order_by(Person.last_name, Person.first_name)
    )
    sites = session.scalars(select(Site).where(Site.active.is_(True)).order_by(Site.name))
    return SurpriseChoices(
        people=tuple(Choice(each.id, person_name(each)) for each in people),
        sites=tuple(Choice(each.id, each.name) for each in sites),
    )
