"""The life of an irritant: what each step demands, and where the burden goes when it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, list_text
from desktop.core.labels import label
from desktop.core.vocabulary import IrritantSide, IrritantStatus, RootCause

CLOSED = frozenset({IrritantStatus.RESOLVED, IrritantStatus.SET_ASIDE})

_STEPS: dict[IrritantStatus, tuple[IrritantStatus, ...]] = {
    IrritantStatus.REPORTED: (IrritantStatus.QUALIFIED, IrritantStatus.SET_ASIDE),
    IrritantStatus.QUALIFIED: (IrritantStatus.ASSIGNED, IrritantStatus.SET_ASIDE),
    IrritantStatus.ASSIGNED: (IrritantStatus.IN_HAND, IrritantStatus.SET_ASIDE),
    IrritantStatus.IN_HAND: (IrritantStatus.TO_VERIFY, IrritantStatus.SET_ASIDE),
    IrritantStatus.TO_VERIFY: (
        IrritantStatus.RESOLVED,
        IrritantStatus.IN_HAND,
        IrritantStatus.SET_ASIDE,
    ),
    IrritantStatus.RESOLVED: (IrritantStatus.REPORTED,),
    IrritantStatus.SET_ASIDE: (IrritantStatus.REPORTED,),
}


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A measure against an irritant."""

    due: date | None
    done_on: date | None
    has_impact_note: bool


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of an irritant when a step is asked for.

    `carried_by` answers "who carries it now?" (empty = not answered); `verification` tells of a
    later visit that did not meet it, or of a check; `reason` is why it is set aside or reopened.
    """

    status: IrritantStatus
    side: IrritantSide
    touchpoint: str = ""
    cause: RootCause | None = None
    has_owner: bool = False
    due: date | None = None
    actions: tuple[PlannedAction, ...] = ()
    carried_by: str = ""
    verification: str = ""
    reason: str = ""


def next_steps(status: IrritantStatus) -> tuple[IrritantStatus, ...]:
    """Where an irritant may go from here; the first is the way forward."""
    return _STEPS[status]


def missing_for(dossier: Dossier, target: IrritantStatus) -> tuple[str, ...]:
    """What the step still demands, each as a phrase; empty when it may be taken."""
    demands = _DEMANDS[target]
    if target is IrritantStatus.REPORTED:
        demands = (_needs_reason,)
    return tuple(phrase for demand in demands if (phrase := demand(dossier)))


def check_step(dossier: Dossier, target: IrritantStatus) -> None:
    """Raise `UserError` when the step is not on the way, or naming all that it still demands."""
    if target not in next_steps(dossier.status):
        raise UserError(
            _("An irritant that is “{status}” cannot become “{target}”.").format(
                status=label(dossier.status), target=label(target)
            )
        )
    missing = missing_for(dossier, target)
    if missing:
        raise UserError(
            _("Before this irritant can become “{target}” it needs: {missing}.").format(
                target=label(target), missing=list_text(list(missing))
            )
        )


def _needs_touchpoint(dossier: Dossier) -> str:
    return "" if dossier.touchpoint else _("a touchpoint")


def _needs_cause(dossier: Dossier) -> str:
    return "" if dossier.cause else _("a root cause")


def _needs_owner(dossier: Dossier) -> str:
    return "" if dossier.has_owner else _("an owner")


def _needs_due(dossier: Dossier) -> str:
    return "" if dossier.due else _("a due date")


def _needs_action(dossier: Dossier) -> str:
    return "" if dossier.actions else _("an action")


def _needs_dated_action(dossier: Dossier) -> str:
    dated = any(action.due or action.done_on for action in dossier.actions)
    return "" if dated or not dossier.actions else _("a date for its action")


def _needs_action_done(dossier: Dossier) -> str:
    done = any(action.done_on for action in dossier.actions)
    return "" if done or not dossier.actions else _("an action carried out, with its date")


def _needs_impact_note(dossier: Dossier) -> str:
    """Nothing is changed for clients without saying what it changes for employees."""
    if dossier.side is IrritantSide.EMPLOYEE or not dossier.actions:
        return ""
    noted = all(action.has_impact_note for action in dossier.actions)
    return "" if noted else _("the note on what the action changes for employees")


def _needs_carrier(dossier: Dossier) -> str:
    """The stone may just have changed shoes."""
    if dossier.side is IrritantSide.EMPLOYEE or dossier.carried_by:
        return ""
    return _("an answer to “who carries it now?”")


def _needs_verification(dossier: Dossier) -> str:
    if dossier.verification.strip():
        return ""
    return _("a later visit that did not meet it, or a check")


def _needs_reason(dossier: Dossier) -> str:
    return "" if dossier.reason.strip() else _("a reason")


_QUALIFYING = (_needs_touchpoint, _needs_cause)
_ASSIGNING = (*_QUALIFYING, _needs_owner, _needs_due)
_STARTING = (*_ASSIGNING, _needs_action, _needs_dated_action, _needs_impact_note)
_FINISHING = (*_STARTING, _needs_action_done, _needs_carrier)
_DEMANDS = {
    IrritantStatus.REPORTED: (),
    IrritantStatus.QUALIFIED: _QUALIFYING,
    IrritantStatus.ASSIGNED: _ASSIGNING,
    IrritantStatus.IN_HAND: _STARTING,
    IrritantStatus.TO_VERIFY: _FINISHING,
    IrritantStatus.RESOLVED: (*_FINISHING, _needs_verification),
    IrritantStatus.SET_ASIDE: (_needs_reason,),
}

CARRIED_BY_NOBODY = "nobody"
"""Answer to "who carries it now?" when the burden is gone for everybody."""

_SUGGESTIONS = {
    IrritantStatus.REPORTED: N_("Qualify it: touchpoint and root cause."),
    IrritantStatus.QUALIFIED: N_("Assign it: an owner and a due date."),
    IrritantStatus.ASSIGNED: N_("Take it in hand: a dated action, with its note for employees."),
    IrritantStatus.IN_HAND: N_("Carry out the action, then say who carries the burden now."),
    IrritantStatus.TO_VERIFY: N_("Verify: does a later visit still meet it?"),
    IrritantStatus.RESOLVED: N_("Resolved; it will reopen if a visit meets it again."),
    IrritantStatus.SET_ASIDE: N_("Set aside with its reason; it may be reopened."),
}


def suggestion(status: IrritantStatus) -> str:
    """What to do next, in one sentence."""
    return _(_SUGGESTIONS[status])


def event_text(kind: str, detail: str) -> str:
    """A step of the past in words; one that says only a status says it as people do."""
    for told in (detail, kind):
        if told in set(IrritantStatus):
            return label(IrritantStatus(told))
    return detail or label(IrritantStatus.REPORTED)


def is_overdue(status: IrritantStatus, due: date | None, today: date) -> bool:
    """An open irritant past its date; its department answers for it."""
    return due is not None and due < today and status not in CLOSED


def is_met_again(status: IrritantStatus, resolved_on: date | None, seen_on: date) -> bool:
    """A resolved irritant that a later visit still met must be reopened."""
    return status is IrritantStatus.RESOLVED and (resolved_on is None or seen_on > resolved_on)


@dataclass(frozen=True, slots=True)
class NetEntry:
    """One irritant, as the net totals count it."""

    side: IrritantSide
    resolved: bool
    displaced: bool
    """Born of the closing of a client irritant."""
    hours: float = 0.0


@dataclass(frozen=True, slots=True)
class NetTotals:
    """What was really removed: resolved, less what only changed sides and is still carried."""

    resolved: int
    still_carried: int
    hours_freed: float
    hours_moved: float

    @property
    def net(self) -> int:
        return self.resolved - self.still_carried

    @property
    def net_hours(self) -> float:
        return self.hours_freed - self.hours_moved


def net_totals(entries: Iterable[NetEntry]) -> NetTotals:
    """Totals that count a burden moved from clients to employees as not removed."""
    listed = tuple(entries)
    resolved = [entry for entry in listed if entry.resolved]
    moved = [entry for entry in listed if entry.displaced and not entry.resolved]
    return NetTotals(
        len(resolved),
        len(moved),
        sum(entry.hours for entry in resolved),
        sum(entry.hours for entry in moved),
    )
