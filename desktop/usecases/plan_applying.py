"""Taking a whole plan: judged again, then written with as few changed rows as possible."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Stay, Swap
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.planning.plan import Activity, Plan
from desktop.core.planning.problem import Problem
from desktop.core.planning.rules import violations
from desktop.core.vocabulary import StayStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.places import (
    MOVABLE,
    Refused,
    drop_withdrawn,
    key_of,
    leave_swap,
    remove,
    reseat,
)
from desktop.usecases.planning_problem import load_problem


def apply_plan(session: Session, campaign_id: int, plan: Plan) -> Outcome[int]:
    """Make this plan the one that stands: judged again, for the data may have moved meanwhile.

    Answers how many places changed. Places that go on stay the same rows, so that what was
    published of them is followed up.
    """
    problem = load_problem(session, campaign_id)
    _refuse_stale(problem, plan)
    wanted = {one for one in plan.activities if not one.is_stay}
    rows = {
        key_of(row): row
        for row in session.scalars(
            select(Assignment).where(
                Assignment.campaign_id == campaign_id, Assignment.status.in_(MOVABLE)
            )
        )
    }
    settled = {(one.activity.person, one.activity.target) for one in problem.standing if one.closed}
    keys = {(one.person, one.target) for one in wanted}
    gone = [row for key, row in rows.items() if key not in keys]
    fresh = sorted(one for one in keys if one not in rows and one not in settled)
    _rewrite(session, campaign_id, gone, fresh)
    session.flush()
    _pair_swaps(session, campaign_id, wanted)
    stays = _grant_stays(session, problem, plan)
    campaign = session.get_one(Campaign, campaign_id)
    campaign.plan_seed, campaign.plan_proof = plan.seed, _proof(plan)
    changed = max(len(gone), len(fresh)) + stays
    label = ngettext("apply a plan ({count} change)", "apply a plan ({count} changes)", changed)
    return Outcome(
        changed, Changes.PLAN | Changes.STAYS | Changes.CAMPAIGNS, label.format(count=changed)
    )


def _rewrite(
    session: Session, campaign_id: int, gone: list[Assignment], fresh: list[tuple[int, int]]
) -> None:
    """A person who only changes place keeps the row; the rest is removed or added."""
    by_person: dict[int, list[Assignment]] = {}
    for row in gone:
        by_person.setdefault(row.person_id, []).append(row)
    for person, slot in fresh:
        drop_withdrawn(session, person, slot)
        if by_person.get(person):
            row = by_person[person].pop()
            leave_swap(session, row)
            reseat(session, row, slot)
        else:
            session.add(Assignment(campaign_id=campaign_id, person_id=person, slot_id=slot))
    for rows in by_person.values():
        for row in rows:
            remove(session, row)


def _refuse_stale(problem: Problem, plan: Plan) -> None:
    unknown = [one for one in plan.activities if not _known(problem, one)]
    if unknown:
        raise UserError(
            _("The data changed while the plan was being made."), hint=_("Propose a new plan.")
        )
    standing = {one.activity for one in problem.standing}
    new = {problem.person_by_id[one.person].code for one in plan.activities if one not in standing}
    broken = [one for one in violations(problem, plan) if one.blocks and one.person in new]
    if broken:
        raise Refused(
            _("This plan breaks a rule, since the data changed: {reason}").format(
                reason=broken[0].message
            ),
            tuple(broken),
        )


def _known(problem: Problem, one: Activity) -> bool:
    targets = problem.stay_by_id if one.is_stay else problem.slot_by_id
    return one.person in problem.person_by_id and one.target in targets


def _pair_swaps(session: Session, campaign_id: int, wanted: set[Activity]) -> None:
    """Each pair of halves shares one swap; halves that are alone share none."""
    rows = {
        key_of(row): row
        for row in session.scalars(
            select(Assignment).where(
                Assignment.campaign_id == campaign_id, Assignment.status.in_(MOVABLE)
            )
        )
    }
    for one in sorted(wanted):
        row = rows.get((one.person, one.target))
        if row is None:
            continue
        other = next(
            (half for half in wanted if half.target == one.twin and half.twin == one.target), None
        )
        partner = rows.get((other.person, other.target)) if other and one.twin else None
        if partner is None:
            leave_swap(session, row)
        elif row.swap_id is None or row.swap_id != partner.swap_id:
            bond = Swap(campaign_id=campaign_id)
            session.add(bond)
            session.flush()
            row.swap_id = partner.swap_id = bond.id


def _grant_stays(session: Session, problem: Problem, plan: Plan) -> int:
    standing = {one.activity for one in problem.standing}
    fresh = [one for one in plan.activities if one.is_stay and one not in standing]
    for one in fresh:
        row = session.get_one(Stay, one.target)
        row.person_id, row.status = one.person, StayStatus.GRANTED
    return len(fresh)


def _proof(plan: Plan) -> dict[str, object]:
    return {
        "status": plan.status.value,
        "gap": plan.gap,
        "seconds": round(plan.seconds, 3),
        "tiers": [
            {"name": one.name, "value": one.value, "bound": one.bound, "gap": one.gap}
            for one in plan.tiers
        ],
    }
