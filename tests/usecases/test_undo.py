"""Every kind of change that a user can make is undone and redone exactly, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.session import Store
from desktop.core.errors import UserError
from desktop.core.vocabulary import IrritantStatus, Moment, ObservationKind, Polarity, ReportStatus
from desktop.usecases import (
    campaigns,
    irritant_steps,
    mirror_placing,
    people,
    questionnaires,
    register_intake,
    report_writing,
    reviewing,
    sites,
    stay_nights,
    verbatims,
)
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.outcome import Outcome
from tests.db.contents import contents

Step = Callable[[Session], Outcome[Any]]
CODE = "EDITION-2"


def first(session: Session, model: Any, *conditions: Any) -> Any:
    return session.scalars(select(model).where(*conditions).order_by(model.id).limit(1)).one()


def campaign_id(session: Session) -> int:
    return campaigns.campaign_named(session, CODE).id


def edit_person(session: Session) -> Outcome[Any]:
    card = people.get_person(session, first(session, m.Person).id)
    return people.save_person(session, replace(card, job_title="Testeuse", skills=("tri",)))


def leave(session: Session) -> Outcome[Any]:
    return people.set_people_active(session, (1, 2, 3), active=False)


def edit_site(session: Session) -> Outcome[Any]:
    card = sites.get_site(session, first(session, m.Site).id)
    return sites.save_site(session, replace(card, city="Metz"))


def set_threshold(session: Session) -> Outcome[Any]:
    return stay_nights.set_threshold(session, first(session, m.Site, m.Site.rooms > 0).id, 0.4)


def close(session: Session) -> Outcome[Any]:
    return campaigns.close_campaign(session, CODE)


def fall_back(session: Session) -> Outcome[Any]:
    return campaigns.duplicate_campaign(session, CODE, "REPLI")


def drop_fallback(session: Session) -> Outcome[Any]:
    return campaigns.delete_campaign(session, "REPLI")


def two_irritants(session: Session) -> list[int]:
    query = select(m.Irritant.id).where(
        m.Irritant.campaign_id == campaign_id(session),
        m.Irritant.merged_into_id.is_(None),
        m.Irritant.status != IrritantStatus.RESOLVED,
    )
    return list(session.scalars(query.order_by(m.Irritant.id).limit(2)))


def merge(session: Session) -> Outcome[Any]:
    into, other = two_irritants(session)
    return register_intake.merge(session, into, [other])


def split(session: Session) -> Outcome[Any]:
    merged = first(session, m.Irritant, m.Irritant.merged_into_id.is_not(None))
    return register_intake.split(session, merged.id)


def plan_action(session: Session) -> Outcome[Any]:
    irritant, _other = two_irritants(session)
    return irritant_steps.plan_action(
        session, irritant, "Former l’équipe", date(2027, 1, 10), employee_impact="Une journée"
    )


def take_cards(session: Session) -> Outcome[Any]:
    return register_intake.take_cards(session, campaign_id(session))


def place(session: Session) -> Outcome[Any]:
    query = select(m.Verbatim.touchpoint).where(m.Verbatim.touchpoint != "").distinct()
    for touchpoint in session.scalars(query.order_by(m.Verbatim.touchpoint)).all():
        try:
            return mirror_placing.place_by_hand(
                session, campaign_id(session), touchpoint, Moment.PAIN, "Vu sur place"
            )
        except UserError:
            continue
    raise AssertionError("no touchpoint can be placed")


def correct(session: Session) -> Outcome[Any]:
    return verbatims.correct(session, first(session, m.Verbatim).id, polarity=Polarity.NEUTRAL)


def in_state(session: Session, status: ReportStatus) -> int:
    report = first(
        session, m.Report, m.Report.status == status, m.Report.campaign_id == campaign_id(session)
    )
    return int(report.id)


def accept(session: Session) -> Outcome[Any]:
    return reviewing.accept_report(session, in_state(session, ReportStatus.IN_REVIEW))


def set_aside(session: Session) -> Outcome[Any]:
    report = in_state(session, ReportStatus.IN_REVIEW)
    return reviewing.set_aside_report(session, report, "Hors sujet")


def reopen(session: Session) -> Outcome[Any]:
    return reviewing.reopen_report(session, in_state(session, ReportStatus.ACCEPTED), "À revoir")


def tell(session: Session) -> Outcome[Any]:
    report = in_state(session, ReportStatus.DRAFT)
    return report_writing.save_told(session, report, ObservationKind.BEST, "Un sourire", "")


def untell(session: Session) -> Outcome[Any]:
    report = in_state(session, ReportStatus.DRAFT)
    return report_writing.save_told(session, report, ObservationKind.BEST, "", nothing=True)


def retire(session: Session) -> Outcome[Any]:
    return questionnaires.retire_questionnaire(session, first(session, m.Questionnaire).id)


def delete_slot_with_its_assignments(session: Session) -> Outcome[Any]:
    slot = first(session, m.Slot, m.Slot.id.in_(select(m.Assignment.slot_id)))
    session.delete(slot)
    return Outcome(None, campaigns.Changes.PLAN, "remove a slot")


STEPS: tuple[Step, ...] = (
    edit_person,
    leave,
    edit_site,
    set_threshold,
    fall_back,
    merge,
    plan_action,
    split,
    place,
    correct,
    accept,
    take_cards,
    set_aside,
    reopen,
    tell,
    untell,
    retire,
    drop_fallback,
    delete_slot_with_its_assignments,
    close,
)


def test_every_step_of_a_day_s_work_is_undone_and_redone(any_store: Store):
    any_store.write(build_demonstration, "S")
    states, done = [contents(any_store)], []
    for step in STEPS:
        written = any_store.write(step)
        assert written.changeset.undoable, step.__name__
        done.append(written.changeset)
        states.append(contents(any_store))
    for position in reversed(range(len(done))):
        any_store.replay(done[position].inverse())
        assert contents(any_store) == states[position], STEPS[position].__name__
    for position, changeset in enumerate(done):
        any_store.replay(changeset)
        assert contents(any_store) == states[position + 1], STEPS[position].__name__
