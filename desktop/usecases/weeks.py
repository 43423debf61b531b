"""Whole weeks: copied to another week, kept as a template, laid over a week to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Site, Slot, WeekTemplate
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text, ngettext
from desktop.core.vocabulary import AssignmentStatus, Direction, Mode
from desktop.usecases.outcome import Outcome
from desktop.usecases.slots import SlotCard, save_slot

LIVE = (AssignmentStatus.DRAFT, AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class WeekLaid:
    """What laying a week gave; `already` slots were there and were left as they are."""

    slots: int
    people: int
    already: int
    outside: int
    """Slots that would lie in the past or outside the campaign: left out."""


@dataclass(frozen=True, slots=True)
class TemplateRow:
    id: int
    name: str
    slots: int


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def copy_week(
    session: Session, campaign_id: int, source: date, target: date, *, with_people: bool = False
) -> Outcome[WeekLaid]:
    """Repeat the slots of a week in another, same hours on the clock; people come as drafts.

    Nothing is overwritten. Drafts are not judged here: the conflict report says what they break.
    """
    source, target = monday_of(source), monday_of(target)
    if source == target:
        raise UserError(_("Choose another week than the one to copy."))
    slots = _slots_of_week(session, campaign_id, source)
    if not slots:
        raise UserError(_("There is no slot in the week of {day}.").format(day=date_text(source)))
    rows = [_row_of(session, slot) for slot in slots]
    laid, made = _lay(session, campaign_id, rows, target)
    people = _repeat_people(session, campaign_id, slots, made) if with_people else 0
    label = _("copy the week of {source} to {target}").format(
        source=date_text(source), target=date_text(target)
    )
    value = WeekLaid(laid.slots, people, laid.already, laid.outside)
    return Outcome(value, Changes.SLOTS | Changes.PLAN, label)


def _slots_of_week(session: Session, campaign_id: int, monday: date) -> list[Slot]:
    first = datetime.combine(monday - timedelta(days=1), time.min, UTC)
    rows = session.scalars(
        select(Slot)
        .where(
            Slot.campaign_id == campaign_id,
            Slot.start >= first,
            Slot.start < first + timedelta(days=9),
            Slot.seats > 0,
        )
        .order_by(Slot.start, Slot.code)
    ).all()
    zones = {site.id: ZoneInfo(site.timezone) for site in session.scalars(select(Site))}
    days = (monday, monday + timedelta(days=6))
    return [
        row for row in rows if days[0] <= row.start.astimezone(zones[row.site_id]).date() <= days[1]
    ]


def _row_of(session: Session, slot: Slot) -> dict[str, Any]:
    """A slot without its week: plain JSON, as templates keep it."""
    zone = ZoneInfo(session.get_one(Site, slot.site_id).timezone)
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    return {
        "weekday": start.weekday(),
        "start": start.strftime("%H:%M"),
        "end": end.strftime("%H:%M"),
        "site_id": slot.site_id,
        "department_id": slot.department_id,
        "role": slot.role,
        "break_minutes": slot.break_minutes,
        "seats": slot.seats,
        "mode": slot.mode.value,
        "direction": slot.direction.value,
        "host_id": slot.host_id,
        "approver_id": slot.approver_id,
    }


def _lay(
    session: Session, campaign_id: int, rows: list[dict[str, Any]], monday: date
) -> tuple[WeekLaid, list[int | None]]:
    """Add what is not there yet; for each row the slot that stands for it, or None."""
    campaign = session.get_one(Campaign, campaign_id)
    there = {
        _place_of(_row_of(session, slot)): slot.id
        for slot in _slots_of_week(session, campaign_id, monday)
    }
    made: list[int | None] = []
    added = already = outside = 0
    today = datetime.now(UTC).date()
    for row in rows:
        day = monday + timedelta(days=row["weekday"])
        if _place_of(row) in there:
            made.append(there[_place_of(row)])
            already += 1
        elif not campaign.start <= day <= campaign.end or day <= today:
            made.append(None)
            outside += 1
        else:
            made.append(_add(session, campaign_id, row, day))
            added += 1
    return WeekLaid(added, 0, already, outside), made


def _place_of(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[key] for key in ("weekday", "start", "end", "site_id", "role"))


def _add(session: Session, campaign_id: int, row: dict[str, Any], day: date) -> int:
    card = SlotCard(
        id=None,
        campaign_id=campaign_id,
        site_id=row["site_id"],
        day=day,
        start=time.fromisoformat(row["start"]),
        end=time.fromisoformat(row["end"]),
        department_id=row["department_id"],
        role=row["role"],
        break_minutes=row["break_minutes"],
        seats=row["seats"],
        mode=Mode(row["mode"]),
        direction=Direction(row["direction"]),
        host_id=row["host_id"],
        approver_id=row["approver_id"],
    )
    return save_slot(session, card).value


def _repeat_people(
    session: Session, campaign_id: int, slots: list[Slot], made: list[int | None]
) -> int:
    count = 0
    for slot, target in zip(slots, made, strict=True):
        if target is None:
            continue
        goal = session.get_one(Slot, target)
        present = _people_in(session, target)
        for person in _people_in(session, slot.id):
            if person in present or len(present) >= goal.seats:
                continue
            session.add(Assignment(campaign_id=campaign_id, person_id=person, slot_id=target))
            present.append(person)
            count += 1
    session.flush()
    return count


def _people_in(session: Session, slot_id: int) -> list[int]:
    rows = session.scalars(
        select(Assignment.person_id)
        .where(Assignment.slot_id == slot_id, Assignment.status.in_(LIVE))
        .order_by(Assignment.id)
    )
    return list(rows)


# -- templates


def list_templates(session: Session) -> tuple[TemplateRow, ...]:
    rows = session.scalars(select(WeekTemplate).order_by(WeekTemplate.name))
    return tuple(TemplateRow(row.id, row.name, len(row.rows)) for row in rows)


def keep_template(session: Session, campaign_id: int, week: date, name: str) -> Outcome[int]:
    """Keep the slots of a week under a name, in place of any template of that name."""
    name = name.strip()
    if not name:
        raise UserError(_("Give the template a name."))
    rows = [_row_of(session, one) for one in _slots_of_week(session, campaign_id, monday_of(week))]
    if not rows:
        raise UserError(_("There is no slot in the week of {day}.").format(day=date_text(week)))
    row = session.scalar(select(WeekTemplate).where(WeekTemplate.name == name))
    if row is None:
        row = WeekTemplate(name=name, rows=rows)
        session.add(row)
    else:
        row.rows = rows
    session.flush()
    return Outcome(row.id, Changes.SLOTS, _("keep the week as template “{name}”").format(name=name))


def lay_template(
    session: Session, template_id: int, campaign_id: int, week: date
) -> Outcome[WeekLaid]:
    """Add the template's slots to a week; what is there already is left as it is."""
    template = session.get(WeekTemplate, template_id)
    if template is None:
        raise UserError(_("This template does not exist any more."))
    known = set(session.scalars(select(Site.id)))
    rows = [row for row in template.rows if row["site_id"] in known]
    laid, _made = _lay(session, campaign_id, rows, monday_of(week))
    text = ngettext(
        "lay template “{name}” ({count} slot)", "lay template “{name}” ({count} slots)", laid.slots
    )
    return Outcome(
        laid, Changes.SLOTS | Changes.PLAN, text.format(name=template.name, count=laid.slots)
    )


def forget_template(session: Session, template_id: int) -> Outcome[None]:
    """Delete a template; the slots that it made stay."""
    row = session.get(WeekTemplate, template_id)
    if row is None:
        raise UserError(_("This template does not exist any more."))
    label = _("delete template “{name}”").format(name=row.name)
    session.delete(row)
    return Outcome(None, Changes.SLOTS, label)
