"""The board laid out on its three axes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from desktop.core.i18n import speaking
from desktop.core.vocabulary import AssignmentStatus, Direction, Mode
from desktop.ui.planning.cells import OPEN_ROW, Axis, Filters, Grid, Mark, lay_out
from desktop.usecases.board import Board, BoardPerson, BoardSeat, BoardSite, BoardSlot

PARIS = ZoneInfo("Europe/Paris")
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)
TUESDAY = date(2026, 11, 24)

SEAT = BoardSeat(7, 1, "Zoé Nguyễn", "Paie", AssignmentStatus.DRAFT, pinned=True, swapped=False)
SLOT = BoardSlot(
    id=3,
    code="L-3",
    site_id=5,
    department_id=9,
    department="Réception",
    role="Accueil du matin",
    start=datetime(2026, 11, 24, 7, tzinfo=PARIS),
    end=datetime(2026, 11, 24, 14, tzinfo=PARIS),
    seats=3,
    mode=Mode.OBSERVE,
    direction=Direction.TO_FRONT,
    host="Marc Petit",
    taken=(SEAT,),
)
BOARD = Board(
    campaign_id=1,
    campaign="Automne",
    start=MONDAY,
    end=SUNDAY,
    sites=(BoardSite(5, "LYO", "Hôtel des Quais", "Lyon", ((SUNDAY, "Travaux"),)),),
    people=(
        BoardPerson(
            1, "0042", "Zoé Nguyễn", "Paie", 2, "mon 09:00-12:30 13:30-17:00, tue 09:00-12:00", ()
        ),
        BoardPerson(2, "0043", "Éric Blé", "Achats", 2, "", ((MONDAY, TUESDAY),)),
    ),
    slots=(SLOT,),
)


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"):
        yield


def grid(axis: Axis, filters: Filters | None = None) -> Grid:
    return lay_out(BOARD, axis, filters or Filters(), MONDAY)


def test_the_sites_axis_shows_who_comes_and_what_is_left_to_fill() -> None:
    chips = grid(Axis.SITES).cell(1, 1).chips
    assert [(chip.title, chip.open, chip.pinned) for chip in chips] == [
        ("Zoé Nguyễn", 0, True),
        ("2 to fill", 2, False),
    ]


def test_a_closed_day_says_why() -> None:
    assert grid(Axis.SITES).cell(1, 6).closed == "Travaux"


def test_the_people_axis_shows_own_hours_and_absences() -> None:
    people = grid(Axis.PEOPLE)
    assert people.cell(1, 0).under == "09:00–17:00"
    assert [people.cell(2, column).closed for column in (0, 1, 2)] == ["Absent", "Absent", ""]
    assert people.cell(1, 1).chips[0].title == "Accueil du matin"


def test_the_pairs_axis_says_who_goes_where() -> None:
    pairs = grid(Axis.PAIRS)
    assert [(line.title, line.subtitle) for line in pairs.lines] == [("Paie", "goes to Réception")]


def test_open_seats_are_counted_by_day_on_every_axis() -> None:
    assert [grid(axis).open_by_day[TUESDAY] for axis in Axis] == [2, 2, 2]


@pytest.mark.parametrize(
    ("words", "lines"), [("quais", 1), ("NGUYEN paie", 1), ("accueil", 1), ("introuvable", 0)]
)
def test_the_filter_finds_sites_people_and_roles_whatever_the_accents(
    words: str, lines: int
) -> None:
    found = grid(Axis.SITES, Filters(words=words)).lines
    assert len([line for line in found if line.key != OPEN_ROW]) == lines


def test_only_open_hides_full_slots() -> None:
    full = replace(BOARD, slots=(replace(SLOT, seats=1),))
    shown = lay_out(full, Axis.SITES, Filters(only_open=True), MONDAY)
    assert shown.lines == []


def test_the_past_is_marked() -> None:
    later = lay_out(BOARD, Axis.SITES, Filters(), SUNDAY)
    assert [chip.past for chip in later.cell(0, 1).chips] == [True, True]


def test_seats_to_be_filled_are_a_line_of_their_own_with_a_count_a_day() -> None:
    sites = grid(Axis.SITES)
    assert sites.lines[0].key == OPEN_ROW
    assert [chip.open for chip in sites.cell(0, 1).chips] == [2]
    assert sites.cell(0, 0).chips == ()


def test_what_is_wrong_is_marked_on_the_chip_and_said_in_words() -> None:
    marks = {(1, 3): Mark("Repos de 8 h au lieu de 11 h", blocks=True)}
    marked = lay_out(BOARD, Axis.PEOPLE, Filters(only_conflicts=True), MONDAY, marks)
    chip = marked.cell(1, 1).chips[0]
    assert chip.blocked
    assert "Repos de 8 h" in chip.spoken


def test_only_conflicts_hides_the_rest() -> None:
    shown = lay_out(BOARD, Axis.SITES, Filters(only_conflicts=True), MONDAY, {})
    assert shown.lines == []


def test_own_hours_are_drawn_as_minutes_of_the_day() -> None:
    assert grid(Axis.PEOPLE).cell(1, 0).spans == ((540, 750), (810, 1020))
