"""Quiet nights: every night of an offer is under the threshold, and unknown is not free."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.core.i18n import speaking
from desktop.core.stays.quiet_nights import (
    Calendar,
    Forecast,
    NightStatus,
    NightVerdict,
    Policy,
    Window,
    arrivals,
    judge_night,
    judge_nights,
    must_close,
    nights_of,
    open_windows,
    what_closes,
    with_threshold,
)
from desktop.core.vocabulary import StayStatus

DAY = date(2026, 11, 10)
MADE = date(2026, 11, 1)
EVER = (date.min, date.max)
FREE = Calendar(public_known=EVER, school_known=EVER)


def forecast(sold: int, rooms: int = 100) -> Forecast:
    return Forecast(rooms, sold, MADE)


@pytest.mark.parametrize(
    ("sold", "status"),
    [(59, NightStatus.OPEN), (60, NightStatus.BUSY), (61, NightStatus.BUSY), (0, NightStatus.OPEN)],
)
def test_a_night_at_the_threshold_is_not_under_it(sold: int, status: NightStatus) -> None:
    assert judge_night(DAY, forecast(sold), Policy(0.6), FREE).status is status


def test_a_night_without_forecast_is_unknown_and_never_open() -> None:
    verdict = judge_night(DAY, None, Policy(), FREE)
    assert verdict.status is NightStatus.UNKNOWN
    assert not verdict.is_open


def test_beyond_the_end_of_the_school_calendar_a_night_is_unknown_not_free() -> None:
    ends = Calendar(public_known=EVER, school_known=(date(2025, 9, 1), date(2026, 7, 4)))
    assert judge_night(DAY, forecast(10), Policy(), ends).status is NightStatus.UNKNOWN
    relaxed = Policy(closed_in_school_holidays=False)
    assert judge_night(DAY, forecast(10), relaxed, ends).status is NightStatus.OPEN


def test_holidays_and_closed_periods_name_themselves() -> None:
    calendar = Calendar(
        public_holidays={date(2026, 11, 11): "Armistice"},
        public_known=EVER,
        school_holidays=((date(2026, 12, 19), date(2027, 1, 3), "Noël"),),
        school_known=EVER,
        blackouts=((date(2026, 11, 20), date(2026, 11, 22), "Congrès"),),
    )
    judged = [
        judge_night(day, forecast(5), Policy(), calendar)
        for day in (date(2026, 11, 11), date(2026, 12, 19), date(2027, 1, 3), date(2026, 11, 22))
    ]
    assert [(each.status, each.label) for each in judged] == [
        (NightStatus.PUBLIC_HOLIDAY, "Armistice"),
        (NightStatus.SCHOOL_HOLIDAY, "Noël"),
        (NightStatus.SCHOOL_HOLIDAY, "Noël"),
        (NightStatus.BLACKOUT, "Congrès"),
    ]
    assert judge_night(date(2026, 11, 23), forecast(5), Policy(), calendar).is_open


def test_a_hotel_that_sells_no_room_is_closed_not_empty() -> None:
    assert judge_night(DAY, forecast(0, rooms=0), Policy(), FREE).status is NightStatus.CLOSED


def test_a_night_that_is_over_is_past() -> None:
    later = DAY + timedelta(days=1)
    assert judge_night(DAY, forecast(5), Policy(), FREE, today=later).status is NightStatus.PAST
    assert judge_night(DAY, forecast(5), Policy(), FREE, today=DAY).is_open


@pytest.mark.parametrize(
    ("rooms", "quota"), [(187, 2), (60, 2), (40, 2), (39, 1), (20, 1), (19, 0)]
)
def test_the_lower_of_the_two_quotas_holds(rooms: int, quota: int) -> None:
    assert Policy(most_rooms=2, most_share=0.05).quota(rooms) == quota


def test_a_taken_quota_fills_the_night() -> None:
    assert judge_night(DAY, forecast(10), Policy(), FREE, taken=1).left == 1
    full = judge_night(DAY, forecast(10), Policy(), FREE, taken=2)
    assert (full.status, full.left) == (NightStatus.FULL, 0)


def test_an_offer_opens_only_when_every_night_is_quiet() -> None:
    sold = {DAY: 10, DAY + timedelta(1): 20, DAY + timedelta(2): 90, DAY + timedelta(3): 10}
    nights = tuple(sold)
    judged = judge_nights(nights, {d: forecast(n) for d, n in sold.items()}, Policy(), FREE)
    assert arrivals(judged, 1, Policy()) == (nights[0], nights[1], nights[3])
    assert arrivals(judged, 2, Policy()) == (nights[0],)
    assert arrivals(judged, 3, Policy()) == ()
    assert arrivals(judged, 1, Policy(min_nights=2)) == ()
    assert open_windows(judged, Policy()) == (Window(nights[0], 2), Window(nights[3], 1))
    assert open_windows(judged, Policy(min_nights=2)) == (Window(nights[0], 2),)


@pytest.mark.parametrize("status", list(StayStatus))
def test_a_risen_forecast_closes_offers_and_never_what_was_granted(status: StayStatus) -> None:
    busy = {DAY: judge_night(DAY, forecast(80), Policy(), FREE)}
    withdrawn = status in (StayStatus.OFFERED, StayStatus.REQUESTED)
    assert must_close(status, DAY, 1, busy) is withdrawn


def test_an_offer_whose_forecast_disappears_is_closed_too() -> None:
    assert what_closes(DAY, 1, {}) == (NightVerdict(DAY, NightStatus.UNKNOWN),)
    assert must_close(StayStatus.OFFERED, DAY, 1, {})


def test_another_threshold_tells_what_it_would_open_and_close() -> None:
    sold = (30, 50, 55, 70)
    nights = nights_of(DAY, 4)
    judged = judge_nights(
        nights,
        {night: forecast(count) for night, count in zip(nights, sold, strict=True)},
        Policy(0.52),
        FREE,
    )
    higher = with_threshold(judged, 0.6, Policy(0.52))
    assert (higher.opened, higher.closed, higher.nights) == ((nights[2],), (), 3)
    lower = with_threshold(judged, 0.4, Policy(0.52))
    assert (lower.opened, lower.closed, lower.arrivals) == ((), (nights[1],), 1)


def test_every_status_has_its_sentence_in_both_languages() -> None:
    for language in ("fr", "en"):
        with speaking(language):
            said = {
                NightVerdict(DAY, status, forecast(50), 0.6, 1, "X").reason
                for status in NightStatus
            }
            assert len(said) == len(NightStatus)
            assert not any("{" in sentence for sentence in said)


def test_a_real_hotel_opens_exactly_the_windows_of_ten_independent_lines(samples: Path) -> None:
    path = samples / "nightly_occupancy_resort_to_2016-06.csv"
    rooms, threshold = 187, 0.6

    # The independent script.
    expected, run = [], []
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            night = date.fromisoformat(row["night"])
            quiet = int(row["rooms_occupied"]) * 10 < rooms * 6
            if run and (not quiet or night != run[-1] + timedelta(days=1)):
                expected.append((run[0], len(run)))
                run = []
            if quiet:
                run.append(night)
    expected += [(run[0], len(run))] if run else []

    with path.open(encoding="utf-8", newline="") as stream:
        known = {
            date.fromisoformat(row["night"]): Forecast(rooms, int(row["rooms_occupied"]), MADE)
            for row in csv.DictReader(stream)
        }
    span = nights_of(min(known), (max(known) - min(known)).days + 1)
    policy = Policy(threshold, closed_on_public_holidays=False, closed_in_school_holidays=False)
    found = open_windows(judge_nights(span, known, policy, Calendar()), policy)
    assert [(window.arrival, window.nights) for window in found] == expected
    assert len(expected) > 10
