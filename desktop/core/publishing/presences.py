"""What a person is told of one day, what changed since she was last told, and in which words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from desktop.core.i18n import _, date_text, time_text
from desktop.core.labels import label
from desktop.core.publishing.invitations import Contact, Invitation, Method
from desktop.core.publishing.wording import Wording, usual_wording
from desktop.core.vocabulary import Direction, Mode


@dataclass(frozen=True, slots=True)
class Presence:
    """One assignment in the words that its person reads. Instants are aware UTC."""

    uid: str
    person_code: str
    person: str
    email: str
    slot_code: str
    site: str
    address: str
    department: str
    role: str
    start: datetime
    end: datetime
    zone: str
    host: str
    mode: Mode
    direction: Direction
    swapped: bool = False

    @property
    def local_start(self) -> datetime:
        return self.start.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.end.astimezone(ZoneInfo(self.zone))

    @property
    def place(self) -> str:
        return self.role or self.department or self.site

    def content(self) -> dict[str, str | bool]:
        """As plain JSON, to be kept with the publication."""
        values = asdict(self)
        return values | {"start": self.start.isoformat(), "end": self.end.isoformat()}

    @property
    def digest(self) -> str:
        """A fingerprint of all that the person was told."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()


def from_content(content: Mapping[str, object]) -> Presence:
    """The presence that `Presence.content` wrote."""
    values = dict(content)
    values["start"] = datetime.fromisoformat(str(values["start"]))
    values["end"] = datetime.fromisoformat(str(values["end"]))
    values["mode"] = Mode(str(values["mode"]))
    values["direction"] = Direction(str(values["direction"]))
    return Presence(**values)  # type: ignore[arg-type] # checked by the round trip's test


class ChangeKind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    UNCHANGED = "unchanged"


def change_text(kind: ChangeKind) -> str:
    """The word for a kind of change."""
    return {
        ChangeKind.NEW: _("New day"),
        ChangeKind.CHANGED: _("Changed day"),
        ChangeKind.CANCELLED: _("Cancelled day"),
        ChangeKind.UNCHANGED: _("Unchanged day"),
    }[kind]


@dataclass(frozen=True, slots=True)
class Told:
    """What was last published of one assignment; `sequence` is its calendar revision."""

    presence: Presence
    sequence: int
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the difference that the coordinator reads before publishing."""

    kind: ChangeKind
    presence: Presence
    before: Presence | None
    sequence: int

    @property
    def method(self) -> Method:
        return Method.CANCEL if self.kind is ChangeKind.CANCELLED else Method.REQUEST

    @property
    def moved(self) -> tuple[str, ...]:
        """What is no longer as it was, in words."""
        if self.before is None or self.kind is not ChangeKind.CHANGED:
            return ()
        pairs = (
            (_("place"), self.before.place, self.presence.place),
            (_("site"), self.before.site, self.presence.site),
            (_("date"), _day(self.before), _day(self.presence)),
            (_("hours"), _hours(self.before), _hours(self.presence)),
            (_("host"), self.before.host, self.presence.host),
            (_("mode"), label(self.before.mode), label(self.presence.mode)),
            (_("address"), self.before.address, self.presence.address),
        )
        return tuple(
            _("{what}: {before} → {after}").format(what=what, before=old or "–", after=new or "–")
            for what, old, new in pairs
            if old != new
        )


def differences(current: Iterable[Presence], told: Mapping[str, Told]) -> tuple[Change, ...]:
    """Compare the plan with what people were last told, presence by presence."""
    changes, seen = [], set()
    for presence in current:
        seen.add(presence.uid)
        last = told.get(presence.uid)
        if last is None:
            changes.append(Change(ChangeKind.NEW, presence, None, 0))
        elif last.cancelled or last.presence.digest != presence.digest:
            changes.append(Change(ChangeKind.CHANGED, presence, last.presence, last.sequence + 1))
        else:
            changes.append(Change(ChangeKind.UNCHANGED, presence, last.presence, last.sequence))
    changes += [
        Change(ChangeKind.CANCELLED, last.presence, last.presence, last.sequence + 1)
        for uid, last in told.items()
        if uid not in seen and not last.cancelled
    ]
    return tuple(sorted(changes, key=lambda one: (one.presence.person, one.presence.start)))


def invitation(change: Change, organizer: Contact, stamp: datetime) -> Invitation:
    """The calendar entry of one change, in the language in force."""
    presence = change.presence
    return Invitation(
        uid=presence.uid,
        sequence=change.sequence,
        start=presence.start,
        end=presence.end,
        zone=presence.zone,
        summary=_("Vis ma vie: {place}, {site}").format(place=presence.place, site=presence.site),
        location=presence.address or presence.site,
        description=details(presence),
        stamp=stamp,
        organizer=organizer,
        attendee=Contact(presence.person, presence.email),
        cancelled=change.kind is ChangeKind.CANCELLED,
    )


def details(presence: Presence) -> str:
    """Everything that the person needs on the day, one fact a line."""
    facts = [
        (_("Meeting place"), presence.place),
        (_("Site"), presence.site),
        (_("Address"), presence.address),
        (_("Date"), _day(presence)),
        (_("Hours"), _hours(presence)),
        (_("Your host"), presence.host),
        (_("What you will do"), label(presence.mode)),
    ]
    return "\n".join(
        _("{what}: {value}").format(what=what, value=value) for what, value in facts if value
    )


def subject(change: Change) -> str:
    day = date_text(change.presence.local_start.date(), "long")
    texts = {
        ChangeKind.NEW: _("Your “Vis ma vie” day, {day}"),
        ChangeKind.CHANGED: _("Your “Vis ma vie” day has changed: {day}"),
        ChangeKind.CANCELLED: _("Your “Vis ma vie” day of {day} is cancelled"),
    }
    return " ".join(texts[change.kind].format(day=day).split())


def letter_text(change: Change, wording: Wording | None = None) -> str:
    """The body of the message: what happens, what changed, what is asked of the reader."""
    texts = wording or usual_wording()
    template = {
        ChangeKind.NEW: texts.new,
        ChangeKind.CHANGED: texts.changed,
        ChangeKind.CANCELLED: texts.cancelled,
    }[change.kind]
    swap = _("It is a swap: your host lives your day while you live theirs.")
    filled = template.format(
        name=change.presence.person,
        details=details(change.presence),
        changes="\n".join(f"– {one}" for one in change.moved),
        swap=swap if change.presence.swapped else "",
    )
    return re.sub(r"\n{3,}", "\n\n", filled).strip() + "\n"


def _day(presence: Presence) -> str:
    return date_text(presence.local_start.date(), "full")


def _hours(presence: Presence) -> str:
    return _("{start} to {end}").format(
        start=time_text(presence.local_start), end=time_text(presence.local_end)
    )
