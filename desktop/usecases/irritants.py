"""What pages, commands and PDFs read of the register of irritants."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import (
    Action,
    Campaign,
    Department,
    Irritant,
    IrritantCard,
    IrritantEvent,
    Person,
    Report,
    ServiceLink,
)
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.irritants import coarsening, cost, disclosure, effort, life_cycle
from desktop.core.irritants.chain import Effect, Link, path_to_client
from desktop.core.irritants.effort import Asymmetry
from desktop.core.irritants.life_cycle import NetEntry, NetTotals
from desktop.core.vocabulary import ActionStatus, IrritantSide, IrritantStatus
from desktop.usecases.causes import cause_name
from desktop.usecases.mirror import moments_by_touchpoint
from desktop.usecases.mirror_disclosure import COORDINATOR, Reader, limits_of, unknown_to
from desktop.usecases.register_rows import COUNTED, IrritantRow, names, read_rows


@dataclass(frozen=True, slots=True)
class Filter:
    """Which irritants to list; every condition left empty lets all pass."""

    statuses: frozenset[IrritantStatus] = frozenset()
    department_id: int | None = None
    """Felt there or caused by it."""
    touchpoint: str = ""
    side: IrritantSide | None = None
    overdue: bool = False
    without_origin: bool = False
    words: str = ""


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class ActionRow:
    id: int
    title: str
    owner: str
    department: str
    due: date | None
    done_on: date | None
    status: ActionStatus
    employee_impact: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One step of the past; `at` in UTC."""

    at: datetime
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """What one reporter told, without saying who."""

    id: int
    title: str
    fact: str
    quote: str
    idea: str
    month: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another irritant of the register, and how it is related."""

    id: int
    code: str
    title: str
    status: IrritantStatus


@dataclass(frozen=True, slots=True)
class IrritantDetail:
    """Everything that the page of one irritant shows."""

    row: IrritantRow
    description: str
    cause_name: str
    """As this company says it; empty = not known."""
    cause_detail: str
    status_reason: str
    displacement_answer: str
    resolved_on: date | None
    missing_inputs: tuple[str, ...]
    asymmetry: Asymmetry | None
    path: tuple[str, ...]
    """Departments from the cause to the clients."""
    actions: tuple[ActionRow, ...]
    events: tuple[EventRow, ...]
    cards: tuple[CardRow, ...]
    originals: tuple[Related, ...]
    displaced_from: Related | None
    displaced_to: tuple[Related, ...]
    previous: Related | None
    visits_without: int
    """Counted reports since the action that asked about this touchpoint and did not meet it."""


def list_irritants(
    session: Session,
    campaign_id: int,
    chosen: Filter = EVERYTHING,
    *,
    today: date,
    reader: Reader = COORDINATOR,
) -> list[IrritantRow]:
    """The register as this reader may know it, most pressing first: deadlines, then points."""
    rows = read_rows(
        session,
        campaign_id,
        today,
        moments_by_touchpoint(session, campaign_id, reader=reader),
        unknown_to(session, campaign_id, reader),
    )
    return [row for row in rows if _passes(row, chosen)]


def _passes(row: IrritantRow, chosen: Filter) -> bool:
    words = fold(chosen.words).split()
    text = fold(f"{row.code} {row.title} {row.felt_at} {row.caused_by} {row.owner}")
    return (
        (not chosen.statuses or row.status in chosen.statuses)
        and chosen.department_id in {None, row.felt_at_id, row.caused_by_id}
        and chosen.touchpoint in {"", row.touchpoint}
        and chosen.side in {None, row.side}
        and (row.overdue or not chosen.overdue)
        and (row.caused_by_id is None or not chosen.without_origin)
        and all(word in text for word in words)
    )


def get_irritant(
    session: Session, irritant_id: int, *, today: date, reader: Reader = COORDINATOR
) -> IrritantDetail:
    """One irritant with its history; a merged one shows the irritant that stands for it.

    Raises `UserError` for one that is gone, or that this reader may not know of yet.
    """
    irritant = session.get(Irritant, irritant_id)
    if irritant is None:
        raise UserError(_("This irritant is no longer in the register."))
    if irritant.merged_into_id is not None:
        irritant = session.get_one(Irritant, irritant.merged_into_id)
    rows = list_irritants(session, irritant.campaign_id, today=today, reader=reader)
    row = next((each for each in rows if each.id == irritant.id), None)
    if row is None:
        raise UserError(_("This irritant may not be told yet."))
    return IrritantDetail(
        row=row,
        description=irritant.description,
        cause_name=cause_name(session, irritant.cause),
        cause_detail=irritant.cause_detail,
        status_reason=irritant.status_reason,
        displacement_answer=irritant.displacement_answer,
        resolved_on=irritant.resolved_on,
        missing_inputs=cost.missing_inputs(
            row.employee_path, row.occurrences_per_week, row.people_concerned
        ),
        asymmetry=effort.asymmetry(row.client_path, row.employee_path),
        path=_path(session, row),
        actions=_actions(session, irritant.id),
        events=_events(session, irritant.id),
        cards=_cards(session, irritant, reader),
        originals=_related(session, Irritant.merged_into_id == irritant.id),
        displaced_from=_one(session, irritant.displaced_from_id),
        displaced_to=_related(session, Irritant.displaced_from_id == irritant.id),
        previous=_one(session, irritant.previous_id),
        visits_without=visits_without(session, irritant),
    )


def irritant_named(session: Session, campaign_id: int, code: str) -> int:
    """The key of an irritant from its code. Raises `UserError` if there is none."""
    key = session.scalar(
        select(Irritant.id).where(Irritant.campaign_id == campaign_id, Irritant.code == code)
    )
    if key is None:
        raise UserError(_("No irritant “{code}” in this campaign.").format(code=code))
    return key


def _path(session: Session, row: IrritantRow) -> tuple[str, ...]:
    if row.caused_by_id is None or row.felt_at_id is None:
        return ()
    links = session.execute(select(ServiceLink.upstream_id, ServiceLink.downstream_id))
    effect = Effect(row.id, row.caused_by_id, row.felt_at_id, row.priority.points)
    departments = read_departments(session)
    steps = path_to_client(effect, departments, list(links))
    return tuple(departments[step].name for step in steps if step in departments)


def read_departments(session: Session) -> dict[int, Link]:
    """Departments as the service chain sees them."""
    return {
        each.id: Link(each.id, each.name, each.side, each.client_distance, each.code)
        for each in session.scalars(select(Department).order_by(Department.name))
    }


def _actions(session: Session, irritant_id: int) -> tuple[ActionRow, ...]:
    rows = session.scalars(
        select(Action).where(Action.irritant_id == irritant_id).order_by(Action.id)
    ).all()
    known = names(session, (row.owner_id for row in rows))
    return tuple(
        ActionRow(
            row.id, row.title, known.person(row.owner_id), known.department(row.department_id),
            row.due, row.done_on, row.status, row.employee_impact,
        )
        for row in rows
    )  # fmt: skip


def _events(session: Session, irritant_id: int) -> tuple[EventRow, ...]:
    rows = session.scalars(
        select(IrritantEvent)
        .where(IrritantEvent.irritant_id == irritant_id)
        .order_by(IrritantEvent.at.desc(), IrritantEvent.id.desc())
    )
    return tuple(EventRow(row.at, row.kind, row.detail) for row in rows)


def _cards(session: Session, irritant: Irritant, reader: Reader) -> tuple[CardRow, ...]:
    """What was told; for whoever is not the coordinator without traces, nor words of a few."""
    family = select(Irritant.id).where(
        or_(Irritant.id == irritant.id, Irritant.merged_into_id == irritant.id)
    )
    without = unknown_to(session, irritant.campaign_id, reader)
    rows = [
        (card, at, author)
        for card, at, author in session.execute(
            select(IrritantCard, Report.submitted_at, Report.author_id)
            .join(Report, Report.id == IrritantCard.report_id)
            .where(IrritantCard.irritant_id.in_(family), Report.status.in_(COUNTED))
            .order_by(Report.submitted_at.desc(), IrritantCard.id)
        )
        if card.report_id not in without
    ]
    cards = tuple(
        CardRow(
            card.id, card.title, card.fact, card.quote, card.idea,
            coarsening.coarse_date(at.date()) if at else "",
        )
        for card, at, _author in rows
    )  # fmt: skip
    if reader.is_coordinator:
        return cards
    people = len({author or -card.id for card, _at, author in rows})
    limits = limits_of(session.get_one(Campaign, irritant.campaign_id))
    staff = tuple(session.scalars(select(Person.last_name)))
    return tuple(
        _coarse(card, staff, with_quote=disclosure.may_show_verbatims(people, limits))
        for card in cards
    )


def _coarse(card: CardRow, staff: tuple[str, ...], *, with_quote: bool) -> CardRow:
    return replace(
        card,
        title=coarsening.without_traces(card.title, staff),
        fact=coarsening.without_traces(card.fact, staff),
        quote=coarsening.without_traces(card.quote, staff) if with_quote else "",
        idea=coarsening.without_traces(card.idea, staff),
    )


def _related(session: Session, condition: object) -> tuple[Related, ...]:
    rows = session.scalars(select(Irritant).where(condition).order_by(Irritant.code))  # type: ignore[arg-type] # a column expression
    return tuple(Related(row.id, row.code, row.title, row.status) for row in rows)


def _one(session: Session, key: int | None) -> Related | None:
    return next(iter(_related(session, Irritant.id == key)), None) if key else None


def visits_without(session: Session, irritant: Irritant) -> int:
    """Later visits that asked about the touchpoint and did not meet the irritant."""
    done = session.scalars(
        select(Action.done_on).where(Action.irritant_id == irritant.id, Action.done_on.is_not(None))
    ).all()
    if not done:
        return 0
    since = max(day for day in done if day)
    met = select(IrritantCard.report_id).where(
        IrritantCard.irritant_id.in_(
            select(Irritant.id).where(
                or_(Irritant.id == irritant.id, Irritant.merged_into_id == irritant.id)
            )
        )
    )
    later = session.execute(
        select(Report.submitted_at, Report.asked_touchpoints, Report.site_id).where(
            Report.campaign_id == irritant.campaign_id,
            Report.status.in_(COUNTED),
            Report.id.not_in(met),
        )
    )
    return sum(
        1
        for at, asked, site in later
        if at and at.date() > since
        and irritant.touchpoint in asked and irritant.site_id in {None, site}
    )  # fmt: skip


def get_totals(session: Session, campaign_id: int, *, today: date) -> NetTotals:
    """What was really removed, net of burdens that only changed sides."""
    rows = list_irritants(session, campaign_id, today=today)
    return life_cycle.net_totals(
        NetEntry(
            row.side,
            row.status is IrritantStatus.RESOLVED,
            row.displaced_from_id is not None,
            row.hours,
        )
        for row in rows
    )


def campaign_of(session: Session, irritant_id: int) -> Campaign:
    """The campaign that an irritant belongs to."""
    return session.get_one(Campaign, session.get_one(Irritant, irritant_id).campaign_id)
