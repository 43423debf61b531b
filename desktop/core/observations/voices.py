"""Whose experience each kind of report tells: which side of the mirror it feeds."""

from __future__ import annotations

from desktop.core.vocabulary import Direction, QuestionnaireKind, Voice

_AS_A_CLIENT = frozenset({QuestionnaireKind.MYSTERY_STAY, QuestionnaireKind.MYSTERY_VISIT})
_BESIDE_CLIENTS = _AS_A_CLIENT | {QuestionnaireKind.IMMERSION_FRONT}


def main_voice(kind: QuestionnaireKind) -> Voice:
    """Of feelings and of the two questions: only a mystery guest lived the day as a client."""
    return Voice.CLIENT if kind in _AS_A_CLIENT else Voice.EMPLOYEE


def voice_of_facts(kind: QuestionnaireKind) -> Voice:
    """Facts seen on the front line are those that clients met."""
    return Voice.CLIENT if kind in _BESIDE_CLIENTS else Voice.EMPLOYEE


def kind_of_immersion(direction: Direction, *, as_host: bool) -> QuestionnaireKind:
    """The half of the bilan that is to be written."""
    if as_host:
        return QuestionnaireKind.HOST_REVIEW
    if direction is Direction.TO_FRONT:
        return QuestionnaireKind.IMMERSION_FRONT
    return QuestionnaireKind.IMMERSION_BACK
