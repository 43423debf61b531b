"""What stands in each cell of the board, for each way of looking at it. No Qt: plain logic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop.core.folding import fold
from desktop.core.i18n import _, ngettext, time_text
from desktop.core.labels import label
from desktop.core.vocabulary import AssignmentStatus, Direction
from desktop.usecases.board import Board, BoardPerson, BoardSeat, BoardSlot


class Axis(StrEnum):
    """What the lines of the board are."""

    SITES = "sites"
    PEOPLE = "people"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing in a cell: somebody in a seat, or the open seats of a slot."""

    slot_id: int
    title: str
    detail: str
    spoken: str
    """The whole in words, for a screen reader and the tooltip."""
    assignment_id: int | None = None
    person_id: int | None = None
    status: AssignmentStatus | None = None
    pinned: bool = False
    swapped: bool = False
    open: int = 0
    past: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    chips: tuple[Chip, ...] = ()
    closed: str = ""
    """Why nothing can happen that day here; empty when it can."""
    under: str = ""
    """What lies under the cell: the person's own hours."""


@dataclass(frozen=True, slots=True)
class Line:
    key: int
    title: str
    subtitle: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board is narrowed to; kept when the axis changes."""

    words: str = ""
    direction: Direction | None = None
    only_open: bool = False


@dataclass(slots=True)
class Grid:
    """The board laid out on one axis; cells are looked up, never copied for empty places."""

    axis: Axis
    days: list[date]
    lines: list[Line]
    open_by_day: dict[date, int] = field(default_factory=dict)
    """Seats to be filled on each day, over the slots that the filters show."""
    _chips: dict[tuple[int, date], list[Chip]] = field(default_factory=dict)
    _closed: dict[tuple[int, date], str] = field(default_factory=dict)
    _under: Callable[[int, date], str] = field(default=lambda _line, _day: "")

    def chips(self) -> Iterable[tuple[tuple[int, date], list[Chip]]]:
        """Every cell that has chips, as ((line, day), chips)."""
        return self._chips.items()

    def cell(self, row: int, column: int) -> Cell:
        key, day = self.lines[row].key, self.days[column]
        return Cell(
            tuple(self._chips.get((key, day), ())),
            self._closed.get((key, day), ""),
            self._under(key, day),
        )


def days_between(start: date, end: date) -> list[date]:
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]


def lay_out(board: Board, axis: Axis, filters: Filters, today: date) -> Grid:
    """The grid of a board on one axis."""
    slots = [slot for slot in board.slots if _slot_matches(slot, filters)]
    days = days_between(board.start, board.end)
    if axis is Axis.SITES:
        grid = _by_site(board, slots, days, filters, today)
    elif axis is Axis.PEOPLE:
        grid = _by_person(board, slots, days, filters, today)
    else:
        grid = _by_pair(slots, days, filters, today)
    for slot in slots:
        grid.open_by_day[slot.day] = grid.open_by_day.get(slot.day, 0) + slot.open
    return grid


def _slot_matches(slot: BoardSlot, filters: Filters) -> bool:
    if filters.direction is not None and slot.direction is not filters.direction:
        return False
    return bool(slot.open) or not filters.only_open


def _matches(filters: Filters, *texts: str) -> bool:
    words = fold(filters.words).split()
    whole = fold(" ".join(texts))
    return all(word in whole for word in words)


def _by_site(
    board: Board, slots: list[BoardSlot], days: list[date], filters: Filters, today: date
) -> Grid:
    by_site: dict[int, list[BoardSlot]] = defaultdict(list)
    for slot in slots:
        by_site[slot.site_id].append(slot)
    lines: list[Line] = []
    chips: dict[tuple[int, date], list[Chip]] = defaultdict(list)
    closed: dict[tuple[int, date], str] = {}
    for site in board.sites:
        whole_line = _matches(filters, site.name, site.city, site.code)
        shown = [
            slot
            for slot in by_site.get(site.id, ())
            if whole_line or _matches(filters, *_words_of(slot))
        ]
        if not shown:
            continue
        lines.append(Line(site.id, site.name, site.city))
        closed |= {(site.id, day): reason for day, reason in site.closed}
        for slot in shown:
            chips[site.id, slot.day] += _chips_of(slot, today)
    return Grid(Axis.SITES, days, lines, {}, dict(chips), closed)


def _words_of(slot: BoardSlot) -> Iterable[str]:
    yield from (slot.role, slot.department, slot.code, slot.host)
    for seat in slot.taken:
        yield from (seat.name, seat.department)


def _chips_of(slot: BoardSlot, today: date) -> list[Chip]:
    chips = [taken_chip(slot, seat, today) for seat in slot.taken]
    if slot.open:
        chips.append(open_chip(slot, today))
    return chips


def hours_text(slot: BoardSlot) -> str:
    return f"{time_text(slot.start)}–{time_text(slot.end)}"


def taken_chip(slot: BoardSlot, seat: BoardSeat, today: date, *, by_person: bool = False) -> Chip:
    """Somebody in a seat; on the people axis the place is the title instead of the name."""
    place = slot.role or slot.department
    spoken = _("{name}, {place}, {hours}, {state}").format(
        name=seat.name, place=place, hours=hours_text(slot), state=label(seat.status)
    )
    if seat.pinned:
        spoken += _(", pinned")
    if seat.swapped:
        spoken += _(", part of a swap")
    return Chip(
        slot_id=slot.id,
        title=place if by_person else seat.name,
        detail=hours_text(slot),
        spoken=spoken,
        assignment_id=seat.assignment_id,
        person_id=seat.person_id,
        status=seat.status,
        pinned=seat.pinned,
        swapped=seat.swapped,
        past=slot.day < today,
    )


def open_chip(slot: BoardSlot, today: date) -> Chip:
    """The seats of a slot that nobody has."""
    title = ngettext("{count} to fill", "{count} to fill", slot.open).format(count=slot.open)
    place = slot.role or slot.department
    spoken = _("{title}: {place}, {hours}").format(title=title, place=place, hours=hours_text(slot))
    return Chip(
        slot_id=slot.id,
        title=title,
        detail=f"{hours_text(slot)} · {place}",
        spoken=spoken,
        open=slot.open,
        past=slot.day < today,
    )


def _by_person(
    board: Board, slots: list[BoardSlot], days: list[date], filters: Filters, today: date
) -> Grid:
    seats = _seats_by_person(slots)
    shown = [
        person
        for person in board.people
        if _matches(filters, person.name, person.department, person.code)
    ]
    chips: dict[tuple[int, date], list[Chip]] = defaultdict(list)
    closed: dict[tuple[int, date], str] = {}
    for person in shown:
        for slot, seat in seats.get(person.id, ()):
            chips[person.id, slot.day].append(taken_chip(slot, seat, today, by_person=True))
        for start, end in person.absent:
            for day in days_between(max(start, board.start), min(end, board.end)):
                closed[person.id, day] = _("Absent")
    lines = [Line(person.id, person.name, person.department) for person in shown]
    return Grid(Axis.PEOPLE, days, lines, {}, dict(chips), closed, _own_hours(shown))


def _seats_by_person(slots: list[BoardSlot]) -> dict[int, list[tuple[BoardSlot, BoardSeat]]]:
    seats: dict[int, list[tuple[BoardSlot, BoardSeat]]] = defaultdict(list)
    for slot in slots:
        for seat in slot.taken:
            seats[seat.person_id].append((slot, seat))
    return seats


def _own_hours(people: list[BoardPerson]) -> Callable[[int, date], str]:
    """From when to when the person's own job lasts on a day, by her usual week."""
    schedules = {person.id: _hours_by_weekday(person.schedule) for person in people}

    def look_up(person: int, day: date) -> str:
        return schedules.get(person, {}).get(WEEKDAYS[day.weekday()], "")

    return look_up


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _hours_by_weekday(schedule: str) -> dict[str, str]:
    hours = {}
    for part in schedule.split(","):
        day, _space, spans = part.strip().partition(" ")
        if spans:
            times = spans.replace("-", " ").split()
            hours[day] = f"{times[0]}–{times[-1]}"
    return hours


def _by_pair(slots: list[BoardSlot], days: list[date], filters: Filters, today: date) -> Grid:
    pairs: dict[tuple[str, str], int] = {}
    chips: dict[tuple[int, date], list[Chip]] = defaultdict(list)
    for slot in slots:
        for seat in slot.taken:
            pair = (seat.department or _("Unknown department"), slot.department)
            if not _matches(filters, *pair, seat.name):
                continue
            key = pairs.setdefault(pair, len(pairs))
            chips[key, slot.day].append(taken_chip(slot, seat, today))
    lines = [
        Line(key, sender, _("goes to {department}").format(department=receiver))
        for (sender, receiver), key in sorted(pairs.items())
    ]
    return Grid(Axis.PAIRS, days, lines, {}, dict(chips))
