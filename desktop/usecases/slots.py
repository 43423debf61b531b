"""One slot by hand: what it is, who receives, how many seats; added, changed, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Assignment, Department, Person, Site, Slot
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.vocabulary import AssignmentStatus, Direction, Mode
from desktop.usecases.agreements import cancel_signatures_of_slot
from desktop.usecases.outcome import Outcome


@dataclass(frozen=True, slots=True)
class SlotCard:
    """A slot as it is edited; hours on the clock of the site, past midnight if `end` <= `start`."""

    id: int | None
    campaign_id: int
    site_id: int
    day: date
    start: time
    end: time
    department_id: int | None = None
    role: str = ""
    break_minutes: int = 0
    seats: int = 1
    mode: Mode = Mode.OBSERVE
    direction: Direction = Direction.TO_FRONT
    host_id: int | None = None
    approver_id: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SlotChoices:
    """What the lists of the editor offer."""

    sites: tuple[Named, ...]
    departments: tuple[Named, ...]
    people: tuple[Named, ...]


def get_slot_choices(session: Session) -> SlotChoices:
    """Active sites, departments and people, by name."""
    people = session.execute(
        select(Person.id, Person.first_name, Person.last_name)
        .where(Person.active)
        .order_by(Person.last_name, Person.first_name)
    )
    sites = session.execute(select(Site.id, Site.name).where(Site.active).order_by(Site.name))
    departments = session.execute(select(Department.id, Department.name).order_by(Department.name))
    return SlotChoices(
        tuple(Named(*row) for row in sites),
        tuple(Named(*row) for row in departments),
        tuple(Named(row[0], f"{row[1]} {row[2]}".strip()) for row in people),
    )


def new_card(campaign_id: int, site_id: int, day: date) -> SlotCard:
    """A usual day at a site, to be completed."""
    return SlotCard(None, campaign_id, site_id, day, time(9), time(17), break_minutes=45)


def get_slot(session: Session, slot_id: int) -> SlotCard:
    row = session.get(Slot, slot_id)
    if row is None:
        raise UserError(_("This slot does not exist any more."))
    zone = ZoneInfo(session.get_one(Site, row.site_id).timezone)
    start, end = row.start.astimezone(zone), row.end.astimezone(zone)
    return SlotCard(
        id=row.id,
        campaign_id=row.campaign_id,
        site_id=row.site_id,
        day=start.date(),
        start=start.time(),
        end=end.time(),
        department_id=row.department_id,
        role=row.role,
        break_minutes=row.break_minutes,
        seats=row.seats,
        mode=row.mode,
        direction=row.direction,
        host_id=row.host_id,
        approver_id=row.approver_id,
        code=row.code,
    )


def save_slot(session: Session, card: SlotCard) -> Outcome[int]:
    """Add or change a slot. A change of hours, site or host cancels what was signed."""
    start, end = _instants(session, card)
    taken = _taken(session, card.id)
    _refuse(session, card, start, end, taken)
    if card.id is None:
        row = Slot(campaign_id=card.campaign_id, code=card.code or free_code(session, card))
        session.add(row)
    else:
        row = session.get_one(Slot, card.id)
        if row.end <= datetime.now(UTC):
            raise UserError(_("This slot is past: what was lived is not rewritten."))
    before = (row.start, row.end, row.site_id, row.host_id)
    row.site_id, row.department_id = card.site_id, card.department_id
    row.start, row.end = start, end
    row.role, row.break_minutes, row.seats = card.role.strip(), card.break_minutes, card.seats
    row.mode, row.direction = card.mode, card.direction
    row.host_id, row.approver_id = card.host_id, card.approver_id
    session.flush()
    if card.id is not None and before != (start, end, card.site_id, card.host_id):
        cancel_signatures_of_slot(session, row.id)
    words = _("change slot {code}") if card.id is not None else _("add slot {code}")
    return Outcome(row.id, Changes.SLOTS | Changes.PLAN, words.format(code=row.code))


def close_slot(session: Session, slot_id: int) -> Outcome[None]:
    """Offer no seat here any more; refused while somebody has one."""
    card = get_slot(session, slot_id)
    outcome = save_slot(session, replace(card, seats=0))
    return Outcome(None, outcome.changes, _("close slot {code}").format(code=card.code))


def _instants(session: Session, card: SlotCard) -> tuple[datetime, datetime]:
    site = session.get(Site, card.site_id)
    if site is None:
        raise UserError(_("Choose a site."))
    zone = ZoneInfo(site.timezone)
    last = card.day if card.end > card.start else card.day + timedelta(days=1)
    return (
        datetime.combine(card.day, card.start, zone).astimezone(UTC),
        datetime.combine(last, card.end, zone).astimezone(UTC),
    )


def _taken(session: Session, slot_id: int | None) -> int:
    if slot_id is None:
        return 0
    query = select(func.count(Assignment.id)).where(
        Assignment.slot_id == slot_id, Assignment.status != AssignmentStatus.CANCELLED
    )
    return session.scalar(query) or 0


def _refuse(session: Session, card: SlotCard, start: datetime, end: datetime, taken: int) -> None:
    if card.break_minutes * 60 >= (end - start).total_seconds():
        raise UserError(_("The break is as long as the slot."))
    if card.seats < taken:
        raise UserError(
            _("{taken} people have a seat here: there cannot be fewer seats.").format(taken=taken),
            hint=_("Free their places first."),
        )
    if card.code and card.id is None and _code_taken(session, card.campaign_id, card.code):
        raise UserError(_("There is already a slot {code}.").format(code=card.code))


def _code_taken(session: Session, campaign_id: int, code: str) -> bool:
    query = select(Slot.id).where(Slot.campaign_id == campaign_id, Slot.code == code)
    return session.scalar(query) is not None


def free_code(session: Session, card: SlotCard) -> str:
    """A code that says where and when, not taken yet in the campaign."""
    site = session.get_one(Site, card.site_id)
    stem = f"{site.code}-{card.day:%m%d}-{card.start:%H%M}"
    number, code = 1, stem
    while _code_taken(session, card.campaign_id, code):
        number += 1
        code = f"{stem}-{number}"
    return code
