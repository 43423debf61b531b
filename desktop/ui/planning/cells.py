"""What stands in each cell of the board, for each way of looking at it. No Qt: plain logic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

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
    brief: str = ""
    """The title as it is drawn where the cell is narrow; empty = the title."""
    mark: str = ""
    """What is wrong here, in sentences; empty = nothing."""
    blocked: bool = False
    """What is wrong forbids publishing."""


@dataclass(frozen=True, slots=True)
class Cell:
    chips: tuple[Chip, ...] = ()
    closed: str = ""
    """Why nothing can happen that day here; empty when it can."""
    under: str = ""
    """What lies under the cell: the person's own hours."""
    spans: tuple[tuple[int, int], ...] = ()
    """The same as minutes of the day, to be drawn."""


@dataclass(frozen=True, slots=True)
class Line:
    key: int
    title: str
    subtitle: str


Spans = tuple[tuple[int, int], ...]
"""Minutes of the day, from and to."""
OPEN_ROW = -1
"""Key of the line that counts the seats to be filled."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with somebody in a slot."""

    words: str
    blocks: bool


Marks = Mapping[tuple[int, int], Mark]
"""(person, slot) → what is wrong."""


def _marked(chip: Chip, marks: Marks) -> Chip:
    mark = marks.get((chip.person_id or 0, chip.slot_id))
    if mark is None:
        return chip
    spoken = f"{chip.spoken}\n{mark.words}"
    return replace(chip, mark=mark.words, blocked=mark.blocks, spoken=spoken)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the board is narrowed to; kept when the axis changes."""

    words: str = ""
    direction: Direction | None = None
    only_open: bool = False
    only_conflicts: bool = False


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
    _own: Callable[[int, date], Spans] = field(default=lambda _line, _day: ())

    def chips(self) -> Iterable[tuple[tuple[int, date], list[Chip]]]:
        """Every cell that has chips, as ((line, day), chips)."""
        return self._chips.items()

    def mark(self, marks: Marks) -> None:
        """Write on each chip what is wrong there."""
        for place, chips in self._chips.items():
            self._chips[place] = [_marked(chip, marks) for chip in chips]

    def add_chips(self, line: int, chips: dict[date, Chip]) -> None:
        for day, chip in chips.items():
            self._chips[line, day] = [chip]

    def place_of(self, slot_id: int, person_id: int | None) -> tuple[int, int, Chip] | None:
        """Row, column and chip of somebody in a slot (or of the slot itself), if shown."""
        rows = {line.key: number for number, line in enumerate(self.lines)}
        for (key, day), chips in self._chips.items():
            for chip in chips:
                same = person_id is None or chip.person_id == person_id
                if chip.slot_id == slot_id and same and key != OPEN_ROW:
                    return rows[key], self.days.index(day), chip
        return None

    def cell(self, row: int, column: int) -> Cell:
        key, day = self.lines[row].key, self.days[column]
        return Cell(
            tuple(self._chips.get((key, day), ())),
            self._closed.get((key, day), ""),
            hours_of(spans := self._own(key, day)),
            spans,
        )


def days_between(start: date, end: date) -> list[date]:
    return [start + timedelta(days=offset) for offset in range((end - start).days + 1)]


def lay_out(
    board: Board, axis: Axis, filters: Filters, today: date, marks: Marks | None = None
) -> Grid:
    """The grid of a board on one axis; `marks` say what is wrong with whom in which slot."""
    found = marks or {}
    slots = [slot for slot in board.slots if _slot_matches(slot, filters, found)]
    days = days_between(board.start, board.end)
    if axis is Axis.SITES:
        grid = _by_site(board, slots, days, filters, today)
    elif axis is Axis.PEOPLE:
        grid = _by_person(board, slots, days, filters, today)
    else:
        grid = _by_pair(slots, days, filters, today)
    for slot in slots:
        grid.open_by_day[slot.day] = grid.open_by_day.get(slot.day, 0) + slot.open
    grid.mark(found)
    if axis is not Axis.PAIRS:
        _add_open_row(grid, slots, today)
    return grid


def _add_open_row(grid: Grid, slots: list[BoardSlot], today: date) -> None:
    """Seats to be filled, as a line of their own above the others: a count a day."""
    by_day: dict[date, list[BoardSlot]] = defaultdict(list)
    for slot in slots:
        if slot.open and slot.day >= today:
            by_day[slot.day].append(slot)
    if not by_day:
        return
    count = sum(slot.open for found in by_day.values() for slot in found)
    words = ngettext("{count} seat to fill", "{count} seats to fill", count)
    grid.lines.insert(0, Line(OPEN_ROW, _("To be filled"), words.format(count=count)))
    grid.add_chips(OPEN_ROW, {day: _open_summary(found) for day, found in by_day.items()})


def _open_summary(slots: list[BoardSlot]) -> Chip:
    seats = sum(slot.open for slot in slots)
    title = ngettext("{count} to fill", "{count} to fill", seats).format(count=seats)
    detail = ngettext("{count} slot", "{count} slots", len(slots)).format(count=len(slots))
    places = ", ".join(f"{hours_text(one)} {one.role or one.department}" for one in slots[:8])
    spoken = f"{title}: {places}"
    return Chip(slots[0].id, title, detail, spoken, open=seats, brief=f"+ {seats}")


def _slot_matches(slot: BoardSlot, filters: Filters, marks: Marks) -> bool:
    if filters.only_conflicts and not any((one.person_id, slot.id) in marks for one in slot.taken):
        return False
    if filters.direction is not None and slot.direction is not filters.direction:
        return False
    return bool(slot.open) or not filters.only_open


def _matches(filters: Filters, *texts: str) -> bool:
    words = fold(filters.words).split()
    return not words or all(word in _folded(texts) for word in words)


@lru_cache(maxsize=200_000)
def _folded(texts: tuple[str, ...]) -> str:
    """Folding 100 000 names at each letter typed would be felt."""
    return fold(" ".join(texts))


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
        detail=hours_text(slot),
        brief=f"+ {slot.open} {place}",
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


def _own_hours(people: list[BoardPerson]) -> Callable[[int, date], Spans]:
    """From when to when the person's own job lasts on a day, by her usual week."""
    texts = {person.id: person.schedule for person in people}
    read: dict[str, dict[str, Spans]] = {}

    def look_up(person: int, day: date) -> Spans:
        text = texts.get(person, "")
        if text not in read:
            read[text] = _hours_by_weekday(text)
        return read[text].get(WEEKDAYS[day.weekday()], ())

    return look_up


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours_of(spans: Spans) -> str:
    """A day's own hours in figures, from the first to the last."""
    if not spans:
        return ""
    first, last = spans[0][0], spans[-1][1]
    return f"{first // 60:02}:{first % 60:02}–{last // 60 % 24:02}:{last % 60:02}"


def _hours_by_weekday(schedule: str) -> dict[str, Spans]:
    hours = {}
    for part in schedule.split(","):
        day, _space, spans = part.strip().partition(" ")
        if spans:
            hours[day] = tuple(_minutes(span) for span in spans.split() if "-" in span)
    return hours


def _minutes(span: str) -> tuple[int, int]:
    start, end = (int(one[:2]) * 60 + int(one[3:5]) for one in span.split("-"))
    return start, end if end > start else end + 24 * 60


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
