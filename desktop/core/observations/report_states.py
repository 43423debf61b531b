"""Who may do what with a report, and when: the life of a report as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.labels import label
from desktop.core.vocabulary import ReportStatus


class Role(StrEnum):
    """Those who meet a report."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    DEPARTMENT_HEAD = "department_head"


class Step(StrEnum):
    """What moves a report from one state to the next."""

    SUBMIT = "submit"
    ACCEPT = "accept"
    ASK_REVISION = "ask_revision"
    SET_ASIDE = "set_aside"
    APPEAL = "appeal"
    REOPEN = "reopen"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table; `reason` tells that words must go with it."""

    step: Step
    role: Role
    start: frozenset[ReportStatus]
    end: ReportStatus
    reason: bool = False


def _from(*states: ReportStatus) -> frozenset[ReportStatus]:
    return frozenset(states)


S = ReportStatus
TRANSITIONS = (
    Transition(Step.SUBMIT, Role.AUTHOR, _from(S.DRAFT, S.TO_REVISE), S.IN_REVIEW),
    Transition(Step.ACCEPT, Role.REVIEWER, _from(S.IN_REVIEW), S.ACCEPTED),
    Transition(Step.ASK_REVISION, Role.REVIEWER, _from(S.IN_REVIEW), S.TO_REVISE, reason=True),
    Transition(
        Step.SET_ASIDE, Role.REVIEWER, _from(S.IN_REVIEW, S.TO_REVISE), S.REJECTED, reason=True
    ),
    Transition(Step.APPEAL, Role.AUTHOR, _from(S.REJECTED), S.IN_REVIEW, reason=True),
    Transition(Step.REOPEN, Role.REVIEWER, _from(S.ACCEPTED), S.IN_REVIEW, reason=True),
    Transition(Step.RELEASE, Role.REVIEWER, _from(S.ACCEPTED), S.RELEASED),
)
"""Nothing leaves RELEASED: what was given to a department is never changed."""

WRITABLE = _from(S.DRAFT, S.TO_REVISE)
COUNTED = _from(S.ACCEPTED, S.RELEASED)
"""Only these feed figures, the register and the documents."""

_READABLE = {
    Role.AUTHOR: frozenset(ReportStatus),
    Role.REVIEWER: frozenset(ReportStatus) - {S.DRAFT},
    Role.DEPARTMENT_HEAD: _from(S.RELEASED),
}

APPEAL_WINDOW = timedelta(days=10)


def may_still_appeal(decided: datetime | None, now: datetime) -> bool:
    """An author contests within ten days of the decision; both moments are aware."""
    return decided is None or now <= decided + APPEAL_WINDOW


_REFUSALS = {
    Step.SUBMIT: N_("This report cannot be sent: it is “{status}”."),
    Step.ACCEPT: N_("This report cannot be accepted: it is “{status}”."),
    Step.ASK_REVISION: N_("No revision can be asked of this report: it is “{status}”."),
    Step.SET_ASIDE: N_("This report cannot be set aside: it is “{status}”."),
    Step.APPEAL: N_("There is nothing to contest: this report is “{status}”."),
    Step.REOPEN: N_("This report cannot be reopened: it is “{status}”."),
    Step.RELEASE: N_("This report cannot be released: it is “{status}”."),
}


def steps_open_to(role: Role, status: ReportStatus) -> tuple[Step, ...]:
    """What this role may do with a report in this state."""
    return tuple(each.step for each in TRANSITIONS if each.role is role and status in each.start)


def next_status(step: Step, role: Role, status: ReportStatus, reason: str = "") -> ReportStatus:
    """Where the step leads; UserError says why it is refused."""
    transition = next(each for each in TRANSITIONS if each.step is step)
    if role is not transition.role:
        raise UserError(_("This step does not belong to your role."))
    if status not in transition.start:
        raise UserError(_(_REFUSALS[step]).format(status=label(status)))
    if transition.reason and not reason.strip():
        raise UserError(_("A reason is needed: the author will read it."))
    return transition.end


def may_read(role: Role, status: ReportStatus) -> bool:
    """A draft belongs to its author alone; a department sees only what was released to it."""
    return status in _READABLE[role]


def may_write(role: Role, status: ReportStatus) -> bool:
    """Whether this role may change the answers: nobody but the author ever does."""
    return role is Role.AUTHOR and status in WRITABLE


def may_mend(role: Role, status: ReportStatus) -> bool:
    """Whether this role may correct the form of the words; each mend is shown to the author."""
    return role is Role.REVIEWER and status is ReportStatus.IN_REVIEW
