"""Stores the fictitious company in an empty database, fast, with progress and cancel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import exists, func, insert, select, text
from sqlalchemy.orm import Session

from db import models as m
from db.base import Base
from desktop.core.changes import Changes
from desktop.core.demonstration.company import CURRENT, REFERENCE, Company, imagine, size_of
from desktop.core.demonstration.organisation import COMPANY
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.monitor import Monitor
from desktop.core.observations import questionnaire_file
from desktop.core.vocabulary import PublicationKind
from desktop.usecases.outcome import Outcome
from desktop.usecases.publishing import presences

AT_ONCE = 5_000
"""Rows between two looks at whether the user wants to stop."""
TOLD = 0.7
"""Share of the work that is telling the company; the rest is storing it."""

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the file holds; `slots` are those of the open campaign, the other counts are of all."""

    company: str
    size: str
    seed: int
    today: date
    people: int
    departments: int
    sites: int
    slots: int
    last_slots: int
    assignments: int
    swaps: int
    stays: int
    nights: int
    wishes: int
    reports: int
    irritants: int
    verbatims: int


def build_demonstration(
    session: Session,
    size: str = "M",
    seed: int = 1,
    today: date = REFERENCE,
    monitor: Monitor | None = None,
) -> Outcome[DemoSummary]:
    """Fill an empty database with the company of that size (S, M, L, XL), seed and day.

    Raises UserError if the database holds people already, `Cancelled` when asked to stop. It is
    not a step of undo.
    """
    watch = monitor or Monitor()
    chosen = size_of(size)
    if session.scalar(select(exists().where(m.Person.id.is_not(None)))):
        raise UserError(
            _("This file already holds people: the demonstration company needs an empty file."),
            hint=_("Give the name of a file that does not exist yet."),
        )
    company = imagine(
        chosen, seed, today, Monitor(_scaled(watch)) if monitor is None else _Part(watch)
    )
    _store(session, company, today, watch)
    _publish(session, company)
    _advance_keys(session)
    watch.tell(1.0)
    return Outcome(_summary(company, seed, today), Changes.ALL)


class _Part(Monitor):
    """The first part of somebody else's progress; stops when the whole is stopped."""

    def __init__(self, whole: Monitor) -> None:
        super().__init__(_scaled(whole))
        self._whole = whole

    def checkpoint(self) -> None:
        self._whole.checkpoint()


def _scaled(whole: Monitor) -> Any:  # noqa: ANN401 -- a callback of Monitor's own type
    return lambda fraction, words: whole.tell(fraction * TOLD / 0.65, words)


def _store(session: Session, company: Company, today: date, watch: Monitor) -> None:
    """Table after table, so that whoever is pointed at exists already."""
    tables = list(_tables(company))
    total = sum(len(rows) for _model, rows in tables) or 1
    done = 0
    for model, rows in tables:
        created = _created(model, today)
        for chunk in _chunks(rows, AT_ONCE):
            watch.checkpoint()
            session.execute(insert(model), [created | row for row in chunk])
            done += len(chunk)
            watch.tell(TOLD + (1 - TOLD) * done / total, _("Storing the company"))
        if model is m.Person:
            _appoint(session, company)


def _tables(company: Company) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    staff, organisation = company.staff, company.organisation
    yield m.Setting, [{"name": "company", "value": {"name": COMPANY, "demonstration": True}}]
    yield m.Entity, _rows(company.entities)
    yield m.Department, _rows(organisation.departments)
    yield m.ServiceLink, _rows(organisation.links)
    yield m.Site, _rows(organisation.sites)
    yield m.Person, [row | _folded(row) for row in _rows(staff.people)]
    yield m.Certificate, _rows(company.plan.certificates)
    yield m.Conflict, _rows(company.conflicts)
    yield m.Holiday, _rows(company.holidays)
    yield m.SchoolHoliday, _rows(company.school_holidays)
    yield m.CalendarCoverage, _rows(company.coverage)
    yield m.Campaign, _rows(company.campaigns)
    yield m.Blackout, _rows(company.blackouts)
    yield m.Night, _rows(company.nights)
    yield m.Slot, _rows(company.slots)
    yield m.Wish, _rows(company.wishes)
    yield m.Absence, _distinct(_rows(company.absences), "person_id", "start", "end")
    yield m.AvailabilityDay, _rows(company.availability)
    yield m.Participation, _rows(company.participations)
    yield m.Swap, _rows(company.plan.swaps)
    yield m.Assignment, _rows(company.plan.assignments)
    yield m.Agreement, _rows(company.plan.agreements)
    yield m.Stay, _rows(company.stays.stays)
    yield m.StayRequest, _rows(company.stays.requests)
    yield m.Settlement, _rows(company.stays.settlements)
    yield m.Questionnaire, list(_questionnaires(company))
    yield m.Report, _rows(company.reports.reports)
    yield m.Answer, _rows(company.reports.answers)
    yield m.Observation, _rows(company.reports.observations)
    yield m.Irritant, _rows(company.register.irritants)
    yield m.IrritantCard, _rows(company.reports.cards)
    yield m.Action, _rows(company.register.actions)
    yield m.IrritantEvent, _rows(company.register.events)
    yield m.Verbatim, _rows(company.voices.verbatims)
    yield m.Asked, _rows(company.voices.asked)
    yield m.BestPractice, _rows(company.voices.practices)


def _rows(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Records as rows: their fields bear the columns' names."""
    if not records:
        return []
    names = [field.name for field in fields(records[0])]  # type: ignore[arg-type] # frozen records
    return [{name: _plain(getattr(record, name)) for name in names} for record in records]


def _folded(row: dict[str, Any]) -> dict[str, str]:
    return {"search": fold(f"{row['last_name']} {row['first_name']}")}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _distinct(rows: list[dict[str, Any]], *names: str) -> list[dict[str, Any]]:
    return list({tuple(row[name] for name in names): row for row in rows}.values())


def _questionnaires(company: Company) -> Iterator[dict[str, Any]]:
    for number, form in enumerate(company.questionnaires, 1):
        yield {
            "id": number,
            "uid": f"{number:032x}",
            "code": form.code,
            "edition": form.version,
            "kind": form.kind,
            "title": form.words.fr,
            "content": questionnaire_file.plain(form),
        }


def _created(model: type[Base], today: date) -> dict[str, Any]:
    """When rows were made, where the story does not say: the same for the same day asked for."""
    if "created" not in model.__table__.columns:
        return {}
    return {"created": datetime.combine(today, time(7, 0), UTC)}


def _chunks(rows: list[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _appoint(session: Session, company: Company) -> None:
    """Heads of departments, known once the people are stored."""
    heads = {head.id: head for head in company.staff.heads}
    for department in session.scalars(select(m.Department).where(m.Department.id.in_(heads))):
        department.head_id = heads[department.id].head_id
        department.head_email = heads[department.id].head_email
    session.flush()


def _publish(session: Session, company: Company) -> None:
    """Keep what each person was told, so that the next publication tells what has changed."""
    seated = {one.uid: one for one in company.plan.assignments}
    for campaign in company.campaigns:
        told = [
            {
                "assignment_uid": presence.uid,
                "campaign_id": campaign.id,
                "person_id": seated[presence.uid].person_id,
                "slot_id": seated[presence.uid].slot_id,
                "content": presence.content(),
                "published_at": seated[presence.uid].published_at,
            }
            for presence in presences(session, campaign.id)
            if seated[presence.uid].published_at is not None
        ]
        if told:
            session.execute(insert(m.PublishedAssignment), told)
            publication = {
                "uid": f"{campaign.id:032x}",
                "campaign_id": campaign.id,
                "kind": PublicationKind.PLAN,
                "figures": {"added": len(told)},
                "created": told[0]["published_at"],
            }
            session.execute(insert(m.Publication), [publication])


def _advance_keys(session: Session) -> None:
    """On a server, keys given by hand leave the counters behind."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.columns:
            highest = session.scalar(select(func.max(table.c.id)))
            if highest:
                session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :value)"),
                    {"name": f'"{table.name}"', "value": highest},
                )


def _count(records: Iterable[Any], campaign: int) -> int:
    return sum(1 for record in records if record.campaign_id == campaign)


def _summary(company: Company, seed: int, today: date) -> DemoSummary:
    slots = _count(company.slots, CURRENT)
    return DemoSummary(
        company=COMPANY,
        size=company.size.code,
        seed=seed,
        today=today,
        people=len(company.staff.people),
        departments=len(company.organisation.departments),
        sites=len(company.organisation.sites),
        slots=slots,
        last_slots=len(company.slots) - slots,
        assignments=len(company.plan.assignments),
        swaps=len(company.plan.swaps),
        stays=len(company.stays.stays),
        nights=len(company.nights),
        wishes=len(company.wishes),
        reports=len(company.reports.reports),
        irritants=len(company.register.irritants),
        verbatims=len(company.voices.verbatims),
    )
