"""The usual week: read in both languages, written back, laid on days when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.labour.schedule import (
    Span,
    WeeklySchedule,
    format_schedule,
    parse_schedule,
    schedule_text,
)

OFFICE = (Span(540, 750), Span(810, 1020))


def test_the_week_of_the_contract_is_read():
    week = parse_schedule("mon 09:00-12:30 13:30-17:00, tue 14:00-23:00")
    assert week.days == (OFFICE, (Span(840, 1380),), (), (), (), (), ())
    assert week.minutes == 7 * 60 + 9 * 60


@pytest.mark.parametrize(
    "text",
    [
        "lundi au vendredi 9h-12h30 13h30-17h",
        "Lun.-Ven. 9h00 à 12h30 et 13h30 à 17h00",
        "mon-fri 09:00–12:30 13:30–17:00; sam repos",
        "lun-ma 9-12.30 13.30-17 | me-jeu: 9h-12h30 13h30-17h\nven 9h-12h30 / 13h30-17h",
    ],
)
def test_french_office_weeks_are_read_however_they_are_written(text: str):
    assert parse_schedule(text).days == (OFFICE,) * 5 + ((), ())


def test_a_night_ends_the_next_day():
    assert parse_schedule("fri 22:00-06:00").days[4] == (Span(1320, 1800),)
    assert format_schedule(parse_schedule("fri 22:00-06:00")) == "fri 22:00-06:00"
    assert parse_schedule("fri 14:00-24:00").days[4] == (Span(840, 1440),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "sometimes",
        "mon 9-5pm",
        "mon 25:00-26:00",
        "mon 09:75-10:00",
        "mon 09:00-09:00",
        "mon 09:00-12:00, mon 13:00-17:00",
        "mon 09:00-12:00 11:00-14:00",
        "mon 22:00-07:00, tue 06:00-12:00",
        "sun 22:00-07:00, mon 06:00-12:00",
    ],
)
def test_what_is_not_understood_is_said(text: str):
    with speaking("en"), pytest.raises(UserError, match="is not understood"):
        parse_schedule(text)


def test_a_night_of_the_october_change_lasts_one_hour_more():
    week = parse_schedule("sat 22:00-06:00")
    ((start, end),) = week.periods(date(2026, 10, 24), "Europe/Paris")
    assert (start, end) == (
        datetime(2026, 10, 24, 20, tzinfo=UTC),
        datetime(2026, 10, 25, 5, tzinfo=UTC),
    )


def test_the_week_is_said_in_the_reader_s_language():
    week = parse_schedule("mon-fri 09:00-17:00")
    with speaking("fr"):
        assert schedule_text(week) == "lun.–ven. 09:00–17:00"
    with speaking("en"):
        assert schedule_text(week) == "Mon–Fri 09:00–17:00"


spans = st.tuples(
    st.integers(0, 700), st.integers(1, 300), st.integers(1, 200), st.integers(1, 200)
).map(lambda t: (Span(t[0], t[0] + t[1]), Span(t[0] + t[1] + t[2], t[0] + t[1] + t[2] + t[3])))


@given(st.lists(st.one_of(st.just(()), spans), min_size=7, max_size=7))
def test_writing_then_reading_gives_the_same_week(days: list[tuple[Span, ...]]):
    week = WeeklySchedule(tuple(days))
    assert parse_schedule(format_schedule(week)) == week
