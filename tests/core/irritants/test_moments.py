"""The six moments, and the refusal to force one when a side is missing."""

from __future__ import annotations

import pytest

from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.irritants import moments
from desktop.core.irritants.moments import ClientVoice, EmployeeVoice, Gap, MissingSide
from desktop.core.vocabulary import ClientState, EmployeeState, MirrorState, Moment, Voice

PLEASED = ClientVoice(positive=6, negative=1)
DISPLEASED = ClientVoice(positive=1, negative=6)
PROUD = EmployeeVoice(asked=10, best=5)
QUIET = EmployeeVoice(asked=10)
WORN_OUT = EmployeeVoice(asked=10, frustrating=5)


@pytest.mark.parametrize(
    ("client", "employee", "moment"),
    [
        (PLEASED, PROUD, Moment.WIN_WIN),
        (PLEASED, QUIET, Moment.LUCKY_BREAK),
        (PLEASED, WORN_OUT, Moment.PAIN),
        (DISPLEASED, PROUD, Moment.WRONG_FIGHT),
        (DISPLEASED, QUIET, Moment.BLINDNESS),
        (DISPLEASED, WORN_OUT, Moment.DEAD_END),
    ],
)
def test_two_known_sides_make_one_of_six_moments(
    client: ClientVoice, employee: EmployeeVoice, moment: Moment
) -> None:
    judgement = moments.judge(client, employee)

    assert (judgement.moment, judgement.state) == (moment, MirrorState.COMPLETE)
    assert moments.sides_of(moment) == (judgement.client, judgement.employee)


def test_nobody_asked_is_not_silence() -> None:
    judgement = moments.judge(PLEASED, EmployeeVoice(asked=0))

    assert judgement.moment is None
    assert judgement.state is MirrorState.EMPLOYEE_MISSING
    assert judgement.missing == (MissingSide(Voice.EMPLOYEE, Gap.NOBODY, 3),)


def test_two_asked_are_too_few_to_call_it_silence_and_three_are_enough() -> None:
    assert moments.judge(PLEASED, EmployeeVoice(asked=2)).state is MirrorState.EMPLOYEE_MISSING
    assert moments.judge(PLEASED, EmployeeVoice(asked=3)).moment is Moment.LUCKY_BREAK


def test_one_mention_among_ten_asked_leaves_the_others_silent_but_not_among_nine() -> None:
    ten = moments.employee_side(EmployeeVoice(asked=10, frustrating=1))
    nine = moments.employee_side(EmployeeVoice(asked=9, frustrating=1))

    assert (ten, nine) == (EmployeeState.SILENT, EmployeeState.FRUSTRATED)


def test_clients_are_decided_at_three_fifths() -> None:
    assert moments.client_side(ClientVoice(positive=3, negative=2)) is ClientState.ENCHANTED
    assert moments.client_side(ClientVoice(positive=2, negative=3)) is ClientState.DISSATISFIED
    assert moments.client_side(ClientVoice(positive=5, negative=4)) == MissingSide(
        Voice.CLIENT, Gap.DIVIDED
    )


def test_neutral_words_do_not_take_sides() -> None:
    side = moments.client_side(ClientVoice(positive=2, neutral=50))

    assert side == MissingSide(Voice.CLIENT, Gap.TOO_FEW, 1)


def test_an_incomplete_mirror_says_whom_to_ask_and_where() -> None:
    judgement = moments.judge(ClientVoice(), EmployeeVoice(asked=1))

    with speaking("en"):
        text = moments.whom_to_ask(judgement, ("Lyon", "Lille"))
    assert judgement.state is MirrorState.BOTH_MISSING
    assert text == (
        "3 more client voices are needed: mystery stays or satisfaction verbatims. "
        "Places: Lyon and Lille. Ask 2 more employees the two questions "
        "(best and most frustrating interaction), at Lyon and Lille."
    )


def test_the_reason_gives_both_sides_with_their_counts() -> None:
    with speaking("en"):
        text = moments.reason(moments.judge(PLEASED, QUIET))
    assert text == (
        "Clients are enchanted (6 pleased, 1 displeased). "
        "Employees are silent: 0 of 10 asked mention it."
    )


def test_placing_by_hand_keeps_what_was_computed_and_needs_a_reason() -> None:
    judgement = moments.judge(PLEASED, PROUD)

    placed = moments.overridden(judgement, Moment.PAIN, "L’accord horaire expire en juin")

    assert (placed.moment, placed.computed) == (Moment.PAIN, Moment.WIN_WIN)
    assert placed.overridden
    with pytest.raises(UserError):
        moments.overridden(judgement, Moment.PAIN, " parce que ")


def test_an_incomplete_mirror_cannot_be_placed_by_hand() -> None:
    with pytest.raises(UserError):
        moments.overridden(
            moments.judge(PLEASED, EmployeeVoice()), Moment.PAIN, "une longue raison valable"
        )
