"""What a campaign is planned from: slots and shifts, absences, wishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Absence, Campaign, Department, Person, Site, Slot, Wish
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.exchange.checking import Record
from desktop.core.exchange.values import fold
from desktop.core.i18n import _
from desktop.core.vocabulary import CampaignStatus, Direction, Mode, Side
from desktop.usecases.loading.loader import Key, Loader, Options, Wanted
from desktop.usecases.loading.people import tell_drafts
from desktop.usecases.loading.references import Ref, UnknownReference

DEFAULT_ZONE = "Europe/Paris"


class Campaigns:
    """The campaign of a line: its own, the one asked for, or the only one it can be."""

    def __init__(self, session: Session, options: Options) -> None:
        self._file = options.file
        wanted = options.campaign
        rows = session.execute(
            select(Campaign.id, Campaign.code, Campaign.name, Campaign.status)
        ).all()
        self._ids: dict[str, int] = {
            fold(word): row.id for row in rows for word in (row.code, row.name)
        }
        self._default: int | None = None
        if wanted:
            self._default = self._ids.get(fold(wanted))
            if self._default is None:
                raise UserError(_("There is no campaign “{code}”.").format(code=wanted))
            return
        living = [row.id for row in rows if row.status is not CampaignStatus.CLOSED]
        opened = [row.id for row in rows if row.status is CampaignStatus.OPEN]
        for candidates in (opened, living, [row.id for row in rows]):
            if len(candidates) == 1:
                self._default = candidates[0]
                return

    def of(self, text: str) -> int:
        """Raises `UnknownReference` for another's name, `UserError` if none can be meant."""
        if text:
            if fold(text) not in self._ids:
                raise UnknownReference(_("there is no such campaign"))
            return self._ids[fold(text)]
        if self._default is None:
            raise UserError(
                _("{file} does not say which campaign it belongs to.").format(file=self._file),
                hint=_("Choose the campaign, or create it first."),
            )
        return self._default


class SlotsLoader(Loader):
    """Slots open to visitors; shifts are the same, closed unless they offer seats."""

    models = (Slot,)
    changes = Changes.SLOTS
    seats = 1

    def __init__(self, session: Session, options: Options) -> None:
        super().__init__(session, options)
        self._campaigns = Campaigns(session, options)
        rows = session.execute(select(Site.code, Site.timezone))
        self._zones = {row.code: row.timezone for row in rows}
        sides = session.execute(select(Department.code, Department.side))
        self._sides: dict[str, Side] = {row.code: row.side for row in sides}

    def reference_models(self) -> dict[str, Any]:
        return {"site_id": Site, "department_id": Department, "host_id": Person}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {(row.campaign_id, row.code): row for row in self.session.scalars(select(model))}

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        for record in records:
            if (wanted := self._slot(record)) is not None:
                yield wanted
        tell_drafts(self)

    def _slot(self, record: Record) -> Wanted | None:
        site = self.reference(record, "site", Site)
        times = self._times(record, site) if site else None
        if site is None or times is None:
            return None
        attributes: dict[str, Any] = {
            "code": record.text("id"),
            "site_id": site,
            "start": times[0],
            "end": times[1],
        }
        try:
            attributes["campaign_id"] = self._campaigns.of(record.text("campaign"))
        except UnknownReference as reason:
            self.hold(record, "campaign", str(reason))
            return None
        if record.text("host_id"):
            host = self.reference(record, "host_id", Person)
            if host is None:
                return None
            attributes["host_id"] = host
        department = None
        if name := record.text("department"):
            department = self.refs.ensure(Department, name)
            attributes["department_id"] = department
        for name in ("role", "break_minutes", "seats", "mode", "direction", "required_skills"):
            if record.values.get(name) is not None:
                attributes[name] = record.values[name]
        key = (attributes["campaign_id"], record.text("id"))
        label = f"{record.text('id')} {record.text('role')}".strip()
        return Wanted(record.line, Slot, key, label, attributes, self._at_first(department))

    def _at_first(self, department: Ref | None) -> dict[str, Any]:
        side = self._sides.get(department.code) if department else None
        direction = Direction.TO_BACK if side is Side.BACK else Direction.TO_FRONT
        return {"seats": self.seats, "mode": Mode.OBSERVE, "direction": direction}

    def _times(self, record: Record, site: Ref) -> tuple[datetime, datetime] | None:
        zone = ZoneInfo(self._zones.get(site.code, DEFAULT_ZONE))
        day = record.values.get("day")
        start = _moment(record.values.get("start"), day, zone)
        base = start.astimezone(zone).date() if start else day
        end = _moment(record.values.get("end"), base, zone)
        if start is None or end is None:
            self.hold(record, "start", _("the day is missing"))
            return None
        if end <= start and isinstance(record.values.get("end"), time):
            end = _moment(record.values["end"], _next(base), zone) or end
        if end <= start:
            self.hold(record, "end", _("the end is before the start"))
            return None
        if end - start > timedelta(hours=24):
            self.hold(record, "end", _("a slot does not last more than 24 hours"))
            return None
        return start, end


def _next(day: object) -> object:
    return day + timedelta(days=1) if isinstance(day, date) else day


def _moment(value: object, day: object, zone: ZoneInfo) -> datetime | None:
    """An instant in UTC, from a moment or from an hour and a day on the site's clock."""
    if isinstance(value, datetime):
        local = value if value.tzinfo else value.replace(tzinfo=zone)
        return local.astimezone(UTC)
    if isinstance(value, time) and isinstance(day, date):
        return datetime.combine(day, value, tzinfo=zone).astimezone(UTC)
    return None


class ShiftsLoader(SlotsLoader):
    """0 seats = closed: a shift is offered to nobody by accident."""

    seats = 0


class AbsencesLoader(Loader):
    """Days away. No reason is read, kept or shown."""

    models = (Absence,)
    changes = Changes.PEOPLE

    def reference_models(self) -> dict[str, Any]:
        return {"person_id": Person}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {
            (row.person_id, row.start, row.end): row for row in self.session.scalars(select(model))
        }

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        seen: set[Key] = set()
        for record in records:
            person = self.reference(record, "person", Person)
            if person is None:
                continue
            start = record.values["start"]
            end = record.values.get("end") or start
            if not isinstance(start, date) or not isinstance(end, date) or end < start:
                self.hold(record, "end", _("the last day is before the first"))
                continue
            key = (self.refs.id_of(person), start, end)
            if key in seen:
                self.left_out += 1
                continue
            seen.add(key)
            label = self.refs.name_of(Person, person.code)
            attributes = {"person_id": person, "start": start, "end": end}
            yield Wanted(record.line, Absence, key, label, attributes)


class WishesLoader(Loader):
    models = (Wish,)
    changes = Changes.PLAN

    def __init__(self, session: Session, options: Options) -> None:
        super().__init__(session, options)
        self._campaigns = Campaigns(session, options)

    def reference_models(self) -> dict[str, Any]:
        return {"person_id": Person, "site_id": Site, "department_id": Department}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {
            (row.campaign_id, row.person_id, row.rank): row
            for row in self.session.scalars(select(model))
        }

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        given: Counter[Key] = Counter()
        for record in records:
            person = self.reference(record, "person", Person)
            if person is None:
                continue
            try:
                campaign = self._campaigns.of(record.text("campaign"))
            except UnknownReference as reason:
                self.hold(record, "campaign", str(reason))
                continue
            owner = (campaign, self.refs.id_of(person))
            given[owner] += 1
            rank = record.values.get("rank") or given[owner]
            attributes = self._attributes(record)
            if attributes is None:
                continue
            attributes.update(campaign_id=campaign, person_id=person, rank=rank)
            label = f"{self.refs.name_of(Person, person.code)} {rank}"
            yield Wanted(record.line, Wish, (*owner, rank), label, attributes)

    def _attributes(self, record: Record) -> dict[str, Any] | None:
        attributes: dict[str, Any] = {}
        for name, model in (("site", Site), ("department", Department)):
            if record.text(name):
                ref = self.reference(record, name, model)
                if ref is None:
                    return None
                attributes[f"{name}_id"] = ref
        for name, column in (("role", "role"), ("from", "start"), ("to", "end")):
            if record.values.get(name) is not None:
                attributes[column] = record.values[name]
        return attributes
