"""The score of a report: whole percents, honest about how many answers it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from desktop.core.observations.answers import Content, visible_items
from desktop.core.observations.questionnaire import (
    MEASURED,
    MET,
    NOT_APPLICABLE,
    Item,
    Questionnaire,
    Section,
    outcome_of,
)
from desktop.core.vocabulary import ItemKind

LEAST_ANSWERED = Decimal("0.6")
"""Under this share of the questions answered there is no score: “not applicable” is no shelter."""

HALF = 50


@dataclass(frozen=True, slots=True)
class SectionScore:
    """`percent` is None where too few questions were answered; `passed` None where unknown."""

    section: str
    touchpoint: str
    percent: int | None
    answered: int
    asked: int
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """`failed_essentials` cannot be compensated; one knocked-out item makes the percent 0."""

    percent: int | None
    answered: int
    asked: int
    sections: tuple[SectionScore, ...]
    failed_essentials: tuple[str, ...]
    knocked_out_by: tuple[str, ...]

    @property
    def passed(self) -> bool | None:
        """No essential item failed and every section that has a pass mark reaches it."""
        if self.percent is None:
            return None
        sections = all(section.passed is not False for section in self.sections)
        return sections and not self.failed_essentials and not self.knocked_out_by


def points_of(item: Item, value: str) -> Decimal | None:
    """From 0 to 100; None where the answer does not count."""
    if not item.scored or value in ("", NOT_APPLICABLE):
        return None
    if item.kind is ItemKind.SCALE:
        span = max(item.highest - item.lowest, 1)
        return Decimal(100 * (int(value) - item.lowest)) / span
    if item.kind is ItemKind.CHOICE:
        points = next((each.points for each in item.options if each.code == value), None)
        return None if points is None else Decimal(points)
    if item.kind is ItemKind.MET or item.kind in MEASURED:
        outcome = outcome_of(item, value)
        return Decimal(100 if outcome == MET else 0) if outcome else None
    return None


def has_failed(item: Item, value: str) -> bool:
    """Less than half the points."""
    points = points_of(item, value)
    return points is not None and points < HALF


def score_of(questionnaire: Questionnaire, content: Content) -> Score:
    """Reckon a report; hidden questions and those without object stay out of the denominator."""
    asked = [
        (section, item) for section, item in visible_items(questionnaire, content) if item.scored
    ]
    failed = [item for _section, item in asked if has_failed(item, content.value(item.code))]
    knocked_out = tuple(item.code for item in failed if item.knock_out)
    percent, answered = _percent([item for _section, item in asked], content)
    sections = dict.fromkeys(section for section, _item in asked)
    return Score(
        percent=0 if knocked_out and percent is not None else percent,
        answered=answered,
        asked=len(asked),
        sections=tuple(
            _section_score(section, [item for owner, item in asked if owner is section], content)
            for section in sections
        ),
        failed_essentials=tuple(item.code for item in failed if item.essential),
        knocked_out_by=knocked_out,
    )


def _section_score(section: Section, items: Sequence[Item], content: Content) -> SectionScore:
    percent, answered = _percent(items, content)
    passed = None
    if percent is not None and section.pass_mark is not None:
        failed = any(
            item.essential and has_failed(item, content.value(item.code)) for item in items
        )
        passed = percent >= section.pass_mark and not failed
    return SectionScore(section.code, section.touchpoint, percent, answered, len(items), passed)


def _percent(items: Sequence[Item], content: Content) -> tuple[int | None, int]:
    """The weighted percent and how many answers it rests on."""
    counted = [
        (item.weight, points)
        for item in items
        if (points := points_of(item, content.value(item.code))) is not None
    ]
    if not counted or len(counted) < LEAST_ANSWERED * len(items):
        return None, len(counted)
    total = sum(weight for weight, _points in counted)
    earned = sum((weight * points for weight, points in counted), Decimal(0))
    return int((earned / total).quantize(Decimal(1), rounding=ROUND_HALF_UP)), len(counted)
