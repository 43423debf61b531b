"""The steps of an irritant's life: qualify, assign, act, verify, close, set aside, reopen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, Department, Irritant, Person
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.irritants import life_cycle
from desktop.core.irritants.life_cycle import CARRIED_BY_NOBODY, Dossier, PlannedAction
from desktop.core.labels import label
from desktop.core.vocabulary import ActionStatus, IrritantSide, IrritantStatus, RootCause
from desktop.usecases.irritants import visits_without
from desktop.usecases.outcome import Outcome
from desktop.usecases.register_intake import next_code, record

SEVERITIES = range(5)
"""0 = none to 4 = the client leaves, or the employee gives up."""


@dataclass(frozen=True, slots=True)
class Qualification:
    """What the coordinator establishes of an irritant; None leaves what is known as it is."""

    title: str | None = None
    touchpoint: str | None = None
    side: IrritantSide | None = None
    cause: RootCause | None = None
    cause_detail: str | None = None
    felt_at_id: int | None = None
    caused_by_id: int | None = None
    severity_client: int | None = None
    severity_employee: int | None = None
    occurrences_per_week: float | None = None
    people_concerned: int | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """The answer to "who carries it now?": a department and what it now does, or nobody."""

    department_id: int | None = None
    title: str = ""
    severity: int = 2
    occurrences_per_week: float | None = None
    people_concerned: int | None = None


NOBODY = Carrier()


def person_named(session: Session, code: str) -> int:
    """The key of a person from her staff number. Raises `UserError` if there is none."""
    key = session.scalar(select(Person.id).where(Person.code == code))
    if key is None:
        raise UserError(_("Nobody has the staff number “{code}”.").format(code=code))
    return key


def _standing(session: Session, irritant_id: int) -> Irritant:
    irritant = session.get(Irritant, irritant_id)
    if irritant is None:
        raise UserError(_("This irritant is no longer in the register."))
    if irritant.merged_into_id is not None:
        raise UserError(
            _("{code} is merged into another: part it first.").format(code=irritant.code)
        )
    return irritant


def dossier_of(session: Session, irritant: Irritant, **told: str) -> Dossier:
    """What is known of an irritant, as the rules of its life look at it."""
    actions = session.scalars(
        select(Action).where(
            Action.irritant_id == irritant.id, Action.status != ActionStatus.DROPPED
        )
    )
    return Dossier(
        irritant.status,
        irritant.side,
        touchpoint=irritant.touchpoint,
        cause=irritant.cause,
        has_owner=irritant.owner_id is not None,
        due=irritant.due,
        actions=tuple(
            PlannedAction(each.due, each.done_on, bool(each.employee_impact.strip()))
            for each in actions
        ),
        carried_by=told.get("carried_by") or irritant.displacement_answer,
        verification=told.get("verification", ""),
        reason=told.get("reason", ""),
    )


def qualify(session: Session, irritant_id: int, found: Qualification) -> Outcome[IrritantStatus]:
    """Establish touchpoint, cause, departments, severities; a reported one becomes qualified."""
    irritant = _standing(session, irritant_id)
    for severity in (found.severity_client, found.severity_employee):
        if severity is not None and severity not in SEVERITIES:
            raise UserError(_("A severity goes from 0 to 4."))
    for name in Qualification.__dataclass_fields__:
        value = getattr(found, name)
        if value is not None:
            setattr(irritant, name, value.strip() if isinstance(value, str) else value)
    if irritant.status is IrritantStatus.REPORTED and not life_cycle.missing_for(
        dossier_of(session, irritant), IrritantStatus.QUALIFIED
    ):
        _move(session, irritant, IrritantStatus.QUALIFIED, "")
    return Outcome(
        irritant.status, Changes.IRRITANTS, _("qualify {code}").format(code=irritant.code)
    )


def assign(
    session: Session, irritant_id: int, owner_id: int, due: date, *, author: str = ""
) -> Outcome[IrritantStatus]:
    """Name who answers for an irritant, and by when."""
    irritant = _standing(session, irritant_id)
    owner = session.get_one(Person, owner_id)
    irritant.owner_id, irritant.due = owner.id, due
    if irritant.status in {IrritantStatus.REPORTED, IrritantStatus.QUALIFIED}:
        if irritant.status is IrritantStatus.REPORTED:
            life_cycle.check_step(dossier_of(session, irritant), IrritantStatus.QUALIFIED)
            _move(session, irritant, IrritantStatus.QUALIFIED, author)
        life_cycle.check_step(dossier_of(session, irritant), IrritantStatus.ASSIGNED)
        _move(session, irritant, IrritantStatus.ASSIGNED, author)
    return Outcome(
        irritant.status, Changes.IRRITANTS, _("assign {code}").format(code=irritant.code)
    )


def plan_action(
    session: Session,
    irritant_id: int,
    title: str,
    due: date,
    *,
    employee_impact: str = "",
    owner_id: int | None = None,
    department_id: int | None = None,
) -> Outcome[int]:
    """Add a dated measure; on the clients' side it comes with what it changes for employees."""
    irritant = _standing(session, irritant_id)
    if not title.strip():
        raise UserError(_("An action needs a title."))
    if irritant.side is not IrritantSide.EMPLOYEE and not employee_impact.strip():
        raise UserError(
            _("Say first what this action changes for employees: who, which tools, told when.")
        )
    action = Action(
        irritant_id=irritant.id,
        title=title.strip(),
        due=due,
        employee_impact=employee_impact.strip(),
        owner_id=owner_id or irritant.owner_id,
        department_id=department_id or irritant.caused_by_id,
    )
    session.add(action)
    session.flush()
    record(session, irritant, "action", _("Action planned: {title}").format(title=action.title))
    return Outcome(
        action.id, Changes.IRRITANTS, _("plan an action for {code}").format(code=irritant.code)
    )


def finish_action(session: Session, action_id: int, done_on: date) -> Outcome[None]:
    """Say that an action was carried out, and when."""
    action = session.get_one(Action, action_id)
    irritant = _standing(session, action.irritant_id)
    action.status, action.done_on = ActionStatus.DONE, done_on
    record(session, irritant, "action", _("Action done: {title}").format(title=action.title))
    return Outcome(
        None, Changes.IRRITANTS, _("finish an action of {code}").format(code=irritant.code)
    )


def advance(  # noqa: PLR0913 -- what a step may be told
    session: Session,
    irritant_id: int,
    target: IrritantStatus,
    *,
    today: date,
    reason: str = "",
    verification: str = "",
    carrier: Carrier | None = None,
    author: str = "",
) -> Outcome[IrritantStatus]:
    """Take one step. Raises `UserError` naming all that the step still demands.

    A client irritant that is finished needs `carrier`: a department makes a displaced employee
    irritant, `NOBODY` says that the burden is gone. Without `verification`, later visits that
    asked about the touchpoint and did not meet the irritant verify it by themselves.
    """
    irritant = _standing(session, irritant_id)
    visits = visits_without(session, irritant) if target is IrritantStatus.RESOLVED else 0
    if visits and not verification.strip():
        verification = _("{count} later visits did not meet it").format(count=visits)
    dossier = dossier_of(
        session,
        irritant,
        carried_by=_answer(session, carrier),
        verification=verification,
        reason=reason,
    )
    life_cycle.check_step(dossier, target)
    if carrier is not None:
        _hand_over(session, irritant, carrier)
    irritant.status_reason = reason.strip() or verification.strip()
    irritant.resolved_on = today if target is IrritantStatus.RESOLVED else None
    _move(session, irritant, target, author)
    return Outcome(
        target,
        Changes.IRRITANTS,
        _("{code} becomes “{status}”").format(code=irritant.code, status=label(target)),
    )


def close(
    session: Session,
    irritant_id: int,
    *,
    today: date,
    verification: str = "",
    carrier: Carrier | None = None,
    author: str = "",
) -> Outcome[IrritantStatus]:
    """Go as far towards *resolved* as the facts allow: to verify at least, else a refusal."""
    irritant = _standing(session, irritant_id)
    for target in (IrritantStatus.IN_HAND, IrritantStatus.TO_VERIFY, IrritantStatus.RESOLVED):
        if target not in life_cycle.next_steps(irritant.status):
            continue
        is_last = target is IrritantStatus.RESOLVED
        if is_last and not verification.strip() and not visits_without(session, irritant):
            break
        advance(
            session,
            irritant_id,
            target,
            today=today,
            verification=verification if is_last else "",
            carrier=carrier if target is IrritantStatus.TO_VERIFY else None,
            author=author,
        )
    if irritant.status not in {IrritantStatus.TO_VERIFY, IrritantStatus.RESOLVED}:
        life_cycle.check_step(dossier_of(session, irritant), IrritantStatus.TO_VERIFY)
    return Outcome(irritant.status, Changes.IRRITANTS, _("close {code}").format(code=irritant.code))


def _move(session: Session, irritant: Irritant, target: IrritantStatus, author: str) -> None:
    irritant.status = target
    detail = label(target)
    if irritant.status_reason:
        detail = f"{detail} — {irritant.status_reason}"
    record(session, irritant, target.value, detail, author)


def _answer(session: Session, carrier: Carrier | None) -> str:
    if carrier is None:
        return ""
    if carrier.department_id is None:
        return CARRIED_BY_NOBODY
    return session.get_one(Department, carrier.department_id).name


def _hand_over(session: Session, irritant: Irritant, carrier: Carrier) -> None:
    """Write who carries the burden now; a department makes or updates a displaced irritant."""
    irritant.displacement_answer = _answer(session, carrier)
    if carrier.department_id is None:
        return
    moved = session.scalar(
        select(Irritant).where(
            Irritant.displaced_from_id == irritant.id,
            Irritant.felt_at_id == carrier.department_id,
        )
    )
    if moved is None:
        moved = Irritant(
            campaign_id=irritant.campaign_id,
            code=next_code(session, irritant.campaign_id),
            touchpoint=irritant.touchpoint,
            side=IrritantSide.EMPLOYEE,
            felt_at_id=carrier.department_id,
            caused_by_id=irritant.caused_by_id,
            cause=irritant.cause,
            displaced_from_id=irritant.id,
            title="",
        )
        session.add(moved)
    moved.title = carrier.title.strip() or _("Displaced: {title}").format(title=irritant.title)
    moved.severity_employee = carrier.severity
    moved.occurrences_per_week = carrier.occurrences_per_week
    moved.people_concerned = carrier.people_concerned
    session.flush()
    record(session, moved, "displaced", _("Moved here from {code}.").format(code=irritant.code))
    record(session, irritant, "displaced", _("Carried now by {code}.").format(code=moved.code))
