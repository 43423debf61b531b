"""Each moment has its steps, its exit criterion, and only douleur its clock."""

from __future__ import annotations

from datetime import date

from desktop.core.irritants import playbook
from desktop.core.vocabulary import Moment


def test_every_moment_has_steps_and_an_exit_criterion() -> None:
    for moment in Moment:
        book = playbook.playbook(moment)
        assert len(book.steps) >= 3
        assert book.meaning
        assert book.aim
        assert book.exit_criterion


def test_the_wrong_fight_goes_in_three_ordered_steps() -> None:
    book = playbook.playbook(Moment.WRONG_FIGHT)

    assert (len(book.steps), book.ordered) == (3, True)


def test_only_pain_has_a_deadline() -> None:
    deadlines = {moment: playbook.deadline(moment, date(2026, 6, 1)) for moment in Moment}

    assert deadlines.pop(Moment.PAIN) == date(2026, 7, 1)
    assert set(deadlines.values()) == {None}
    assert playbook.deadline(None, date(2026, 6, 1)) is None
