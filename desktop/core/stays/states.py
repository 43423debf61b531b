"""The one condition as a state machine: who may do what with a stay, what follows, what is kept.

Nothing here ever records why somebody cancels, declines or does not come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text
from desktop.core.labels import label
from desktop.core.vocabulary import StayStatus

MOST_DATE_CHANGES = 2
REMINDERS = (timedelta(hours=24), timedelta(hours=60))
"""After the departure, while the report is due."""


class Actor(StrEnum):
    """Those who act on a stay. The site never acts on a person: it knows none."""

    GUEST = "guest"
    COORDINATOR = "coordinator"
    PAYROLL = "payroll"
    CLOCK = "clock"


class Step(StrEnum):
    """What moves a stay from one state to the next."""

    REQUEST = "request"
    WITHDRAW = "withdraw"
    DECLINE = "decline"
    GRANT = "grant"
    CONFIRM = "confirm"
    CANCEL_BY_GUEST = "cancel_by_guest"
    CANCEL_BY_SITE = "cancel_by_site"
    MISS = "miss"
    STAY = "stay"
    EXPECT_REPORT = "expect_report"
    SEND_REPORT = "send_report"
    ASK_REVISION = "ask_revision"
    ACCEPT = "accept"
    FORFEIT = "forfeit"
    SETTLE = "settle"


S = StayStatus


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `words` names the act; `follows` says what comes of it."""

    step: Step
    actors: tuple[Actor, ...]
    start: tuple[StayStatus, ...]
    end: StayStatus
    words: str
    follows: str


_GUEST, _COORDINATOR = Actor.GUEST, Actor.COORDINATOR
TRANSITIONS = (
    Transition(
        Step.REQUEST, (_GUEST, _COORDINATOR), (S.OFFERED, S.REQUESTED), S.REQUESTED,
        N_("Request"), N_("An application is not a promise: those never served come first."),
    ),
    Transition(
        Step.WITHDRAW, (_GUEST, _COORDINATOR), (S.REQUESTED,), S.OFFERED,
        N_("Withdraw"), N_("The stay is offered again. No reason is kept."),
    ),
    Transition(
        Step.DECLINE, (_COORDINATOR,), (S.REQUESTED,), S.OFFERED,
        N_("Decline"), N_("The stay is offered again. No reason is kept."),
    ),
    Transition(
        Step.GRANT, (_COORDINATOR,), (S.OFFERED, S.REQUESTED), S.GRANTED,
        N_("Grant"), N_("The guest reads and signs the scenario, then sees the dates."),
    ),
    Transition(
        Step.CONFIRM, (_GUEST, _COORDINATOR), (S.GRANTED,), S.CONFIRMED,
        N_("Confirm"), N_("The guest books at the public price. No forecast withdraws it now."),
    ),
    Transition(
        Step.CANCEL_BY_GUEST, (_GUEST, _COORDINATOR), (S.GRANTED, S.CONFIRMED),
        S.CANCELLED_BY_GUEST,
        N_("Cancel for the guest"), N_("Nothing is owed. No reason is kept."),
    ),
    Transition(
        Step.CANCEL_BY_SITE, (_COORDINATOR,), (S.GRANTED, S.CONFIRMED), S.CANCELLED_BY_SITE,
        N_("Cancel for the site"), N_("The guest comes first next time; the site learns no name."),
    ),
    Transition(
        Step.MISS, (_COORDINATOR,), (S.CONFIRMED,), S.NO_SHOW,
        N_("Did not come"), N_("No rebate; nothing is owed. No reason is kept."),
    ),
    Transition(
        Step.STAY, (_GUEST, _COORDINATOR), (S.CONFIRMED,), S.STAYED,
        N_("Stayed"), N_("The report is due within the agreed hours after departure."),
    ),
    Transition(
        Step.EXPECT_REPORT, (Actor.CLOCK, _COORDINATOR), (S.STAYED,), S.REPORT_DUE,
        N_("Wait for the report"), N_("Reminders at 24 and 60 hours; nothing is deleted."),
    ),
    Transition(
        Step.SEND_REPORT, (_GUEST, _COORDINATOR), (S.STAYED, S.REPORT_DUE), S.IN_REVIEW,
        N_("Report sent"), N_("The coordinator reads it again under its alias."),
    ),
    Transition(
        Step.ASK_REVISION, (_COORDINATOR,), (S.IN_REVIEW,), S.REPORT_DUE,
        N_("Ask for a revision"), N_("The report goes back to its author."),
    ),
    Transition(
        Step.ACCEPT, (_COORDINATOR,), (S.IN_REVIEW,), S.ACCEPTED,
        N_("Accept"), N_("The rebate is due, once payroll has qualified the stay."),
    ),
    Transition(
        Step.FORFEIT, (_COORDINATOR,), (S.STAYED, S.REPORT_DUE, S.IN_REVIEW), S.FORFEITED,
        N_("Forfeit"), N_("No rebate is paid and nothing is owed."),
    ),
    Transition(
        Step.SETTLE, (Actor.PAYROLL, _COORDINATOR), (S.ACCEPTED,), S.SETTLED,
        N_("Settle"), N_("Payroll receives the value and its nature, nothing of the report."),
    ),
)  # fmt: skip
OVER = frozenset({
    S.SETTLED, S.CANCELLED_BY_GUEST, S.CANCELLED_BY_SITE, S.NO_SHOW, S.FORFEITED,
})  # fmt: skip
"""Nothing follows any more."""
PROMISED = frozenset({S.GRANTED, S.CONFIRMED})
"""Takes a room that is still to come."""
WAITING = frozenset({S.OFFERED, S.REQUESTED})
"""Nobody has it yet."""
LIVED = frozenset({
    S.STAYED, S.REPORT_DUE, S.IN_REVIEW, S.ACCEPTED, S.SETTLED, S.FORFEITED,
})  # fmt: skip
"""The guest was there."""
OWED = frozenset({S.STAYED, S.REPORT_DUE})
"""A report is owed: until it is sent, no next stay."""
COMMITTED = PROMISED | frozenset({S.STAYED, S.REPORT_DUE, S.IN_REVIEW, S.ACCEPTED})
"""Weighs on the budget though nothing is paid yet."""


def step_words(step: Step) -> str:
    """The act, in the language in force."""
    return _(transition_of(step).words)


def transition_of(step: Step) -> Transition:
    """The row of the table for a step."""
    return next(row for row in TRANSITIONS if row.step is step)


def steps_from(status: StayStatus, actor: Actor) -> tuple[Transition, ...]:
    """What this actor may do with a stay in this state, in the order of the table."""
    return tuple(row for row in TRANSITIONS if status in row.start and actor in row.actors)


def next_status(status: StayStatus, step: Step, actor: Actor) -> StayStatus:
    """Where a step leads; UserError when it is out of order or not this actor's."""
    row = transition_of(step)
    if status not in row.start:
        raise UserError(
            _("“{step}” is not possible: this stay is “{state}”.").format(
                step=_(row.words), state=label(status)
            )
        )
    if actor not in row.actors:
        raise UserError(_("“{step}” is not yours to do.").format(step=_(row.words)))
    return row.end


def report_due_at(departure: datetime, hours: int) -> datetime:
    """When the report must be sent; `departure` aware, `hours` as the campaign says (72)."""
    return departure + timedelta(hours=hours)


def is_overdue(status: StayStatus, report_due: datetime | None, now: datetime) -> bool:
    """Whether the report should have been sent by `now`."""
    return status in OWED and report_due is not None and report_due < now


def check_move(changes: int, arrival: date, first: date | None, last: date | None) -> None:
    """Dates may be moved a few times inside the window; UserError beyond (row 67)."""
    if changes >= MOST_DATE_CHANGES:
        raise UserError(
            _("The dates of this stay were moved {count} times already.").format(count=changes),
            hint=_("Cancel this stay and request another."),
        )
    if (first and arrival < first) or (last and arrival > last):
        raise UserError(
            _("{date} lies outside the window of this stay, from {first} to {last}.").format(
                date=date_text(arrival),
                first=date_text(first) if first else "—",
                last=date_text(last) if last else "—",
            )
        )
