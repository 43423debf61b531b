from __future__ import annotations

from desktop.core.i18n import speaking
from desktop.core.observations.touchpoints import (
    touchpoint_name,
    touchpoints,
    touchpoints_of,
    trade_of,
    trades,
)
from desktop.core.vocabulary import SiteKind


def test_every_code_starts_with_its_trade_and_appears_once():
    codes = [point.code for trade in trades() for point in trade.touchpoints]
    assert len(codes) == len(set(codes)) == len(touchpoints())
    assert all(point.code.split(".")[0] == point.trade for point in touchpoints().values())


def test_the_stay_is_told_in_the_order_of_the_journey():
    points = touchpoints_of("hotel")
    assert [point.order for point in points] == list(range(len(points)))
    assert list(dict.fromkeys(point.stage for point in points)) == [
        "before", "arrival", "stay", "departure", "after",
    ]  # fmt: skip


def test_every_kind_of_site_has_a_journey():
    assert {trade_of(kind) for kind in SiteKind} == {trade.code for trade in trades()}


def test_a_touchpoint_is_named_in_the_language_in_force():
    with speaking("en"):
        assert touchpoint_name("hotel.check_in") == "Check-in"
    with speaking("fr"):
        assert touchpoint_name("hotel.check_in") == "Formalités d’arrivée"
        assert touchpoints()["hotel.check_in"].stage_name == "L’arrivée"


def test_an_unknown_code_is_shown_rather_than_hidden():
    assert touchpoint_name("moon.landing") == "moon.landing"
