from __future__ import annotations

import pytest

from desktop.core.errors import UserError
from desktop.core.observations.report_states import (
    TRANSITIONS,
    Role,
    Step,
    may_mend,
    may_read,
    may_write,
    next_status,
    steps_open_to,
)
from desktop.core.vocabulary import ReportStatus as S


def test_the_straight_way_from_draft_to_released():
    status = next_status(Step.SUBMIT, Role.AUTHOR, S.DRAFT)
    status = next_status(Step.ACCEPT, Role.REVIEWER, status)
    assert next_status(Step.RELEASE, Role.REVIEWER, status) is S.RELEASED


def test_a_revision_comes_back_for_review():
    status = next_status(Step.ASK_REVISION, Role.REVIEWER, S.IN_REVIEW, "Voir la question 3")
    assert (status, next_status(Step.SUBMIT, Role.AUTHOR, status)) == (S.TO_REVISE, S.IN_REVIEW)


@pytest.mark.parametrize("step", [Step.ASK_REVISION, Step.SET_ASIDE])
def test_no_refusal_without_a_reason(step):
    with pytest.raises(UserError):
        next_status(step, Role.REVIEWER, S.IN_REVIEW, "  ")


def test_an_author_cannot_accept_her_own_report():
    with pytest.raises(UserError):
        next_status(Step.ACCEPT, Role.AUTHOR, S.IN_REVIEW)


def test_a_draft_cannot_be_accepted():
    with pytest.raises(UserError):
        next_status(Step.ACCEPT, Role.REVIEWER, S.DRAFT)


def test_an_author_may_contest_a_report_set_aside():
    assert next_status(Step.APPEAL, Role.AUTHOR, S.REJECTED, "Voir ma note") is S.IN_REVIEW


def test_nothing_leaves_released():
    assert not [each for each in TRANSITIONS if S.RELEASED in each.start]
    assert all(steps_open_to(role, S.RELEASED) == () for role in Role)


def test_every_state_can_be_reached_and_every_step_has_one_row():
    assert {each.end for each in TRANSITIONS} | {S.DRAFT} == set(S)
    assert sorted(each.step for each in TRANSITIONS) == sorted(Step)


def test_a_department_sees_released_reports_alone():
    assert [s for s in S if may_read(Role.DEPARTMENT_HEAD, s)] == [S.RELEASED]


def test_a_draft_belongs_to_its_author():
    assert may_read(Role.AUTHOR, S.DRAFT)
    assert not may_read(Role.REVIEWER, S.DRAFT)


def test_only_the_author_writes_and_only_before_sending():
    assert [s for s in S if may_write(Role.AUTHOR, s)] == [S.DRAFT, S.TO_REVISE]
    assert not any(may_write(role, s) for role in Role if role is not Role.AUTHOR for s in S)


def test_form_is_mended_during_review_alone():
    assert [s for s in S if may_mend(Role.REVIEWER, s)] == [S.IN_REVIEW]
    assert not any(may_mend(Role.AUTHOR, s) for s in S)
