"""The journeys: which touchpoints a client meets in each trade, in order.

One list for questionnaires, irritants and the mirror (resources/touchpoints.json).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from desktop.core.i18n import language
from desktop.core.vocabulary import SiteKind


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One point of contact; `order` is its rank on the journey of its trade, from 0."""

    code: str
    trade: str
    stage: str
    order: int
    fr: str
    en: str
    stage_fr: str
    stage_en: str

    @property
    def name(self) -> str:
        """In the language in force."""
        return self.en if language() == "en" else self.fr

    @property
    def stage_name(self) -> str:
        """The step of the journey, in the language in force."""
        return self.stage_en if language() == "en" else self.stage_fr


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of place, with its journey."""

    code: str
    fr: str
    en: str
    touchpoints: tuple[Touchpoint, ...]

    @property
    def name(self) -> str:
        """In the language in force."""
        return self.en if language() == "en" else self.fr


_TRADE_OF_SITE = {
    SiteKind.HOTEL: "hotel",
    SiteKind.SHOP: "shop",
    SiteKind.CALL_CENTRE: "call_centre",
    SiteKind.PUBLIC_DESK: "public_desk",
    SiteKind.HEAD_OFFICE: "back_office",
    SiteKind.WAREHOUSE: "back_office",
    SiteKind.OTHER: "public_desk",
}


@cache
def trades() -> tuple[Trade, ...]:
    """Every trade with its touchpoints in the order of the journey."""
    text = files("resources").joinpath("touchpoints.json").read_text(encoding="utf-8")
    return tuple(
        Trade(trade["code"], trade["fr"], trade["en"], _journey(trade))
        for trade in json.loads(text)["trades"]
    )


def _journey(trade: dict[str, Any]) -> tuple[Touchpoint, ...]:
    steps = [(stage, point) for stage in trade["stages"] for point in stage["touchpoints"]]
    return tuple(
        Touchpoint(
            code=point["code"],
            trade=trade["code"],
            stage=stage["code"],
            order=order,
            fr=point["fr"],
            en=point["en"],
            stage_fr=stage["fr"],
            stage_en=stage["en"],
        )
        for order, (stage, point) in enumerate(steps)
    )


@cache
def touchpoints() -> dict[str, Touchpoint]:
    """Every touchpoint by its code, trade after trade in the order of the journey."""
    return {point.code: point for trade in trades() for point in trade.touchpoints}


def touchpoints_of(trade: str) -> tuple[Touchpoint, ...]:
    """The journey of one trade; KeyError for a trade that does not exist."""
    return {each.code: each for each in trades()}[trade].touchpoints


def trade_of(kind: SiteKind) -> str:
    """Which journey a client of this kind of site goes through."""
    return _TRADE_OF_SITE[kind]


def touchpoint_name(code: str) -> str:
    """The name of a touchpoint in the language in force; an unknown code shows as it is."""
    point = touchpoints().get(code)
    return point.name if point else code
