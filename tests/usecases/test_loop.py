"""The loop closed, and both paths of a task."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from db.models import Answer, Department, Report, Stay
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.irritants.escalation import Level
from desktop.core.irritants.promise import Answers, Balance, Facade
from desktop.core.vocabulary import IrritantStatus, ReportStatus, StayStatus, Voice
from desktop.usecases import irritant_steps, irritants, loop, paths, register_intake
from desktop.usecases.irritant_answers import HeadAnswer, record_answers
from desktop.usecases.mirror_disclosure import Reader
from desktop.usecases.outcome import Outcome
from desktop.usecases.printed_plans import person_sheet
from desktop.usecases.today import get_today
from tests.usecases.irritant_company import TODAY, found_company, write_report

CARD: dict[str, object] = {
    "title": "Six écrans pour une chambre", "caused_by_id": 2,
    "client_effort": {"screens": 1}, "employee_effort": {"screens": 6, "minutes": 12},
}  # fmt: skip


@pytest.fixture
def campaign(store: Store) -> int:
    key = store.write(found_company).value
    for author in (1, 2):
        store.write(write_report, key, author, cards=[CARD])
    store.write(write_report, key, 3, cards=[{**CARD, "title": "Rien"}], status=ReportStatus.DRAFT)
    store.write(register_intake.take_cards, key)
    return key


def head_everywhere(session: Session) -> Outcome[None]:
    """Durand4 heads Réservations, which lies under Comptabilité, headed by Durand6."""
    session.get_one(Department, 1).head_id = 7
    session.get_one(Department, 2).head_id, session.get_one(Department, 2).parent_id = 5, 1
    return Outcome(None, Changes.PEOPLE)


def test_each_reporter_sees_what_became_of_her_irritants(store: Store, campaign: int) -> None:
    words = "La fenêtre unique arrive en juillet."
    answer = HeadAnswer("I-001", "Fenêtre unique", due=date(2026, 7, 1), answer=words)
    store.write(record_answers, campaign, [answer], today=TODAY)

    found = store.read(loop.get_fates, 1, campaign)

    (fate,) = found.fates
    assert (found.name, fate.code, fate.status, fate.others) == (
        "Lou Durand0", "I-001", IrritantStatus.REPORTED, 1,
    )  # fmt: skip
    assert (fate.last_action, fate.due, fate.answer) == ("Fenêtre unique", date(2026, 7, 1), words)
    assert store.read(loop.get_fates, 3, campaign).fates == ()
    tellers = store.read(loop.list_reporters, campaign)
    assert [(each.name, each.told, each.resolved) for each in tellers] == [
        ("Lou Durand0", 1, 0), ("Lou Durand1", 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "level", "hears"),
    [
        (date(2026, 6, 12), Level.OWNER, "Lou Durand1"),
        (date(2026, 6, 5), Level.HEAD, "Lou Durand4"),
        (date(2026, 5, 1), Level.ABOVE, "Lou Durand6"),
    ],
)
def test_what_is_overdue_goes_to_the_owner_then_the_head_then_above(
    store: Store, campaign: int, due: date, level: Level, hears: str
) -> None:
    store.write(head_everywhere)
    key = store.read(irritants.irritant_named, campaign, "I-001")
    store.write(irritant_steps.plan_action, key, "Réunir", due, employee_impact="-", owner_id=2)

    (late,) = store.read(loop.list_overdue, campaign, today=TODAY)

    assert (late.what, late.department) == ("Réunir", "Réservations")
    assert (late.escalation.level, late.addressee) == (level, hears)
    assert hears in late.told


def test_tasks_are_ranked_by_the_widest_contrast(store: Store, campaign: int) -> None:
    more = {**CARD, "title": "Vingt", "employee_effort": {"screens": 20}}
    store.write(write_report, campaign, 4, cards=[more])
    store.write(register_intake.take_cards, campaign)

    found = store.read(paths.list_asymmetries, campaign, today=TODAY)

    assert [(each.code, round(each.asymmetry.ratio)) for each in found] == [
        ("I-002", 20),
        ("I-001", 6),
    ]


def test_a_project_is_measured_on_both_paths_before_and_after(store: Store, campaign: int) -> None:
    key = store.read(irritants.irritant_named, campaign, "I-001")
    action = store.write(
        irritant_steps.plan_action, key, "Fenêtre unique", TODAY, employee_impact="Formés"
    ).value
    store.write(irritant_steps.finish_action, action, date(2026, 5, 20))
    lighter = {**CARD, "employee_effort": {"screens": 2, "minutes": 3}}
    store.write(write_report, campaign, 5, cards=[lighter], day=date(2026, 6, 1))
    store.write(register_intake.take_cards, campaign)

    (project,) = store.read(paths.list_projects, campaign)

    assert (project.before, project.after) == (2, 1)
    assert [each.difference for each in project.employee] == [-9, -4]
    assert project.balance is Balance.BOTH_LIGHTER


def answer_promise(session: Session, report: int, value: str) -> Outcome[None]:
    session.add(Answer(report_id=report, item="promise", value=value))
    return Outcome(None, Changes.REPORTS)


def test_promise_and_process_are_compared_by_department_within_the_thresholds(
    store: Store, campaign: int
) -> None:
    for author in range(1, 6):
        for voice, value in ((Voice.CLIENT, "met"), (Voice.EMPLOYEE, "not_met")):
            written = store.write(write_report, campaign, author, voice=voice).value
            store.write(answer_promise, written, value)
    one = store.write(write_report, campaign, 6, department=2).value
    store.write(answer_promise, one, "not_met")

    rows = {
        row.department_id: row for row in store.read(paths.list_promises, campaign, today=TODAY)
    }
    seen = {
        row.department_id: row
        for row in store.read(
            paths.list_promises, campaign, today=TODAY, reader=Reader(is_coordinator=False)
        )
    }

    assert (rows[3].clients, rows[3].employees) == (Answers(5, 0), Answers(0, 5))
    assert (rows[3].facade, rows[3].gap) == (Facade.PROPPED, 1.0)
    assert seen[3] == rows[3]
    assert (rows[2].facade, rows[2].clients) == (Facade.ONE_SIDED, Answers(0, 1))
    assert (seen[2].hidden, seen[2].clients) == (True, Answers())


@pytest.mark.parametrize(("due", "told"), [(date(2026, 6, 12), 0), (date(2026, 6, 5), 1)])
def test_home_tells_what_is_late_enough_for_a_head_of_department(
    store: Store, campaign: int, due: date, told: int
) -> None:
    key = store.read(irritants.irritant_named, campaign, "I-001")
    store.write(irritant_steps.plan_action, key, "Réunir", due, employee_impact="-")

    now = datetime(2026, 6, 15, 9, tzinfo=UTC)
    assert store.read(get_today, campaign, now).escalated == told


def as_a_guest(session: Session, campaign: int) -> Outcome[None]:
    """The second report of the company becomes that of a mystery stay."""
    stay = Stay(
        campaign_id=campaign, site_id=1, person_id=2, alias="Milan", arrival=date(2026, 5, 2),
        status=StayStatus.ACCEPTED,
    )  # fmt: skip
    session.add(stay)
    session.flush()
    session.get_one(Report, 2).stay_id = stay.id
    return Outcome(None, Changes.REPORTS)


def test_the_printed_sheet_tells_fates_but_never_those_of_a_mystery_guest(
    store: Store, campaign: int
) -> None:
    store.write(as_a_guest, campaign)

    mine, guest = (
        store.read(person_sheet, campaign, person, language="fr", today=TODAY).changed
        for person in (1, 2)
    )

    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in mine] == [
        "« Six écrans pour une chambre » est devenu I-001 : Signalé."
    ]
    assert guest == ()
    assert len(store.read(loop.get_fates, 2, campaign).fates) == 1
