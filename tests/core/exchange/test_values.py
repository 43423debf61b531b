"""Cells as offices write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.exchange.choices import (
    read_booking_status,
    read_contract,
    read_full_name,
    read_moment_or_time,
    read_polarity,
    read_schedule,
    read_school_start,
    read_side,
    read_site_kind,
)
from desktop.core.exchange.values import (
    Habits,
    Unreadable,
    fold,
    habits_of,
    is_blank,
    read_boolean,
    read_date,
    read_decimal,
    read_integer,
    read_list,
    read_past_date,
    read_postcode,
    read_share,
    read_time,
)

TODAY = date(2026, 11, 22)
PLAIN = Habits(today=TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("1930-06-19 00:00:00.0", date(1930, 6, 19)),
        ("2026-03-01T22:00:00+00:00", date(2026, 3, 1)),
        ("01/03/2026", date(2026, 3, 1)),
        ("1.3.2026", date(2026, 3, 1)),
        ("01/03/26 14:05", date(2026, 3, 1)),
        ("20260301", date(2026, 3, 1)),
        ("1er mars 2026", date(2026, 3, 1)),
        ("dimanche 1 mars 2026", date(2026, 3, 1)),
        ("1 March 2026", date(2026, 3, 1)),
        ("46082", date(2026, 3, 1)),
        ("1899-02-03", date(1899, 2, 3)),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: date):
    assert read_date(text, PLAIN).value == day


@pytest.mark.parametrize("text", ["31/02/2026", "demain", "99/99/9999", "12/13", "7"])
def test_what_is_no_day_is_not_made_one(text: str):
    with pytest.raises(Unreadable):
        read_date(text, PLAIN)


def test_two_digits_of_a_birth_are_in_the_past_and_of_a_contract_nearer():
    assert read_past_date("14/06/45", PLAIN).value == date(1945, 6, 14)
    assert read_past_date("14/06/05", PLAIN).value == date(2005, 6, 14)
    assert read_date("14/06/30", PLAIN).value == date(2030, 6, 14)


def test_a_column_with_a_thirtieth_month_is_american():
    habits = habits_of(["03/25/2026", "04/05/2026"], year=None, today=TODAY)
    assert read_date("04/05/2026", habits).value == date(2026, 4, 5)
    french = habits_of(["25/03/2026", "04/05/2026"], year=None, today=TODAY)
    assert read_date("04/05/2026", french).value == date(2026, 5, 4)


def test_a_year_completes_days_without_one():
    assert read_date("25/12", Habits(year=2026)).value == date(2026, 12, 25)
    assert read_date("25 décembre", Habits(year=2026)).value == date(2026, 12, 25)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2045, 12, 31)))
def test_every_day_reads_back_from_its_usual_writings(day: date):
    for text in (day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y%m%d}"):
        assert read_date(text, PLAIN).value == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("1 234,5", 1234.5), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("-3,2", -3.2), ("12 €", 12.0)],
)
def test_numbers_with_commas_points_and_blanks(text: str, number: float):
    assert read_decimal(text, PLAIN).value == number


def test_a_whole_number_may_carry_a_useless_decimal_but_no_other():
    assert read_integer("12,0", PLAIN).value == 12
    with pytest.raises(Unreadable):
        read_integer("12,5", PLAIN)


@pytest.mark.parametrize("text", ["35 %", "35%", "0,35", "35"])
def test_a_share_is_read_however_it_is_written(text: str):
    assert read_share(text, PLAIN).value == pytest.approx(0.35)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Oui", True), ("x", True), ("VRAI", True), ("1", True), ("Non", False), ("faux", False)],
)
def test_yes_and_no(text: str, answer: bool):
    assert read_boolean(text, PLAIN).value is answer


@pytest.mark.parametrize(
    ("text", "hour"),
    [("9h", time(9)), ("9h30", time(9, 30)), ("09:30:00", time(9, 30)), ("9:30 PM", time(21, 30))],
)
def test_hours(text: str, hour: time):
    assert read_time(text, PLAIN).value == hour


def test_moments_and_hours_alone():
    assert read_moment_or_time("01/03/2026 14h30", PLAIN).value == datetime(2026, 3, 1, 14, 30)  # noqa: DTZ001 -- local time of the site
    assert read_moment_or_time("2026-03-01 14:30", PLAIN).value == datetime(2026, 3, 1, 14, 30)  # noqa: DTZ001 -- same
    assert read_moment_or_time("14:30", PLAIN).value == time(14, 30)
    assert read_moment_or_time("46082,604166667", PLAIN).value == datetime(2026, 3, 1, 14, 30)  # noqa: DTZ001 -- same


def test_a_postcode_that_lost_its_zero_gets_it_back_and_is_counted():
    read = read_postcode("4000", PLAIN)
    assert read.value == "04000"
    assert read.repaired
    assert read_postcode("76600.0", PLAIN).value == "76600"
    assert not read_postcode("76600", PLAIN).repaired


def test_a_whole_column_of_four_digits_is_another_country():
    belgian = habits_of([str(code) for code in range(1000, 1020)], year=None, today=TODAY)
    assert read_postcode("1000", belgian).value == "1000"


def test_lists_drop_doubles_and_blanks():
    assert read_list("anglais, caisse ; anglais|", PLAIN).value == ("anglais", "caisse")


def test_what_offices_write_for_nothing_is_nothing_but_a_name_is_a_name():
    assert is_blank(" - ")
    assert is_blank("Non public")
    assert is_blank("n/a")
    assert not is_blank("Null", words=False)
    assert not is_blank("0")


def test_names_are_compared_without_accents_case_and_signs():
    assert fold("N° d'Élève") == fold("n d eleve")
    assert fold("ArrivalDateYear") == fold("arrival_date_year") == "arrival date year"
    assert fold("CODE POSTAL") == "code postal"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DUPONT Jean", ("DUPONT", "Jean")),
        ("Jean DUPONT", ("DUPONT", "Jean")),
        ("Dupont, Jean", ("Dupont", "Jean")),
        ("Mme LE GOFF Anne-Marie", ("LE GOFF", "Anne-Marie")),
        ("Jean Dupont", ("Dupont", "Jean")),
        ("Dupont", ("Dupont", "")),
    ],
)
def test_full_names_are_parted(text: str, names: tuple[str, str]):
    assert read_full_name(text, PLAIN).value == names


def test_words_of_our_vocabulary_are_understood_as_offices_say_them():
    assert read_side("Back-office", PLAIN).value == "back"
    assert read_contract("Forfait jours", PLAIN).value == "days_contract"
    assert read_contract("35h", PLAIN).value == "standard"
    assert read_polarity("Négatif", PLAIN).value == "negative"
    assert read_polarity("4/5", PLAIN).value == "positive"
    assert read_booking_status("Check-Out", PLAIN).value == "stayed"
    assert read_booking_status("No-Show", PLAIN).value == "no_show"
    assert read_booking_status("Canceled", PLAIN).value == "cancelled"
    assert read_site_kind("HÔTEL DE TOURISME", PLAIN).value == "hotel"
    assert read_site_kind("Agence Pôle emploi", PLAIN).value == "public_desk"
    assert read_site_kind("Camping", PLAIN).value == "other"
    with pytest.raises(Unreadable, match="back, front, mixed"):
        read_side("ailleurs", PLAIN)


def test_a_usual_week_is_kept_in_its_canonical_writing():
    read = read_schedule("lundi au mardi 9h-12h30 13h30-17h", PLAIN)
    assert read.value == "mon 09:00-12:30 13:30-17:00, tue 09:00-12:30 13:30-17:00"
    with pytest.raises(Unreadable):
        read_schedule("lundi 25h-26h", PLAIN)


def test_the_official_school_calendar_gives_the_local_day():
    assert read_school_start("2025-10-17T22:00:00+00:00", PLAIN).value == date(2025, 10, 18)
    assert read_school_start("18/10/2025", PLAIN).value == date(2025, 10, 18)
