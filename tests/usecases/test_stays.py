"""Mystery stays in the database: open nights, requests, the way to payroll, and secrecy."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    CalendarCoverage,
    Campaign,
    Entity,
    Night,
    Participation,
    Person,
    Questionnaire,
    Report,
    Setting,
    Settlement,
    Site,
    Stay,
)
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.stays.benefit import Qualification
from desktop.core.stays.quiet_nights import NightStatus
from desktop.core.stays.readers import Reader
from desktop.core.stays.states import Actor, Step
from desktop.core.vocabulary import QuestionnaireKind, ReportStatus, SiteKind, StayStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_money import (
    budget_of,
    correct_settlement,
    list_payroll,
    qualify_stay,
    record_price,
)
from desktop.usecases.stay_nights import get_nights, set_threshold, try_threshold
from desktop.usecases.stay_papers import ProofKind, add_proof, sign_terms
from desktop.usecases.stay_seen import list_results_for_site, list_stays_seen_by
from desktop.usecases.stays import (
    close_risen_offers,
    grant_stay,
    list_candidates,
    list_stays,
    mark_unmasked,
    move_stay,
    offer_stay,
    request_stay,
    take_step,
    withdraw_request,
)
from tests.small_pdf import small_pdf

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = TODAY + 2 * DAY
D = Decimal
CAMPAIGN, HOTEL = 1, 1
ANNE, BRUNO, CARL = 1, 2, 3


def _company(session: Session) -> Outcome[None]:
    session.add_all([Entity(id=1, code="H", name="Hôtels"), Entity(id=2, code="S", name="Siège")])
    session.flush()
    session.add_all(
        [
            Site(id=HOTEL, code="H1", name="Hôtel de Nice", kind=SiteKind.HOTEL, region="PACA",
                 rooms=100, entity_id=1, school_zone="B", opening_threshold=0.6),
            Site(id=2, code="HO", name="Siège", kind=SiteKind.HEAD_OFFICE, region="ARA",
                 entity_id=2),
        ]
    )  # fmt: skip
    session.flush()
    session.add(
        Campaign(id=CAMPAIGN, code="A", name="A", start=date(2026, 10, 26), end=date(2026, 12, 6),
                 mystery=True, staff_note_on=date(2026, 9, 15), works_council_on=date(2026, 9, 1),
                 visits_per_site=3, stay_budget=100)
    )  # fmt: skip
    for number, name in ((ANNE, "Anne"), (BRUNO, "Bruno"), (CARL, "Carl")):
        session.add(
            Person(id=number, code=f"00{number}", last_name=name, site_id=2,
                   entity_id=1 if number == BRUNO else 2)
        )  # fmt: skip
    session.flush()
    session.add_all(
        Participation(campaign_id=CAMPAIGN, person_id=number, mystery=True)
        for number in (ANNE, BRUNO, CARL)
    )
    for calendar, zone in (("public", ""), ("school", "B")):
        known = {"known_from": date(2026, 1, 1), "known_until": date(2027, 7, 1)}
        session.add(CalendarCoverage(calendar=calendar, zone=zone, **known))
    sold = (10, 20, 90, 30, 30, 59, 60)
    session.add_all(
        Night(site_id=HOTEL, night=FIRST + n * DAY, rooms_available=100, rooms_sold=count,
              forecast_on=TODAY)
        for n, count in enumerate(sold)
    )  # fmt: skip
    return Outcome(None, Changes.ALL)


@pytest.fixture
def company(store: Store) -> Store:
    store.write(_company)
    return store


def _change(model: Any, key: int, **values: Any) -> Callable[[Session], Outcome[None]]:
    def change(session: Session) -> Outcome[None]:
        row = session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)
        return Outcome(None, Changes.ALL)

    return change


def _status(store: Store, stay_id: int) -> StayStatus:
    return store.read(lambda session: session.get_one(Stay, stay_id).status)


def test_nights_are_judged_by_the_newest_forecast_and_unknown_after_it(company: Store) -> None:
    found = company.read(get_nights, HOTEL, CAMPAIGN, TODAY, (TODAY, FIRST + 8 * DAY))
    assert [verdict.status.value for verdict in found.verdicts] == [
        "unknown", "unknown", "open", "open", "busy", "open", "open", "open", "busy",
        "unknown", "unknown",
    ]  # fmt: skip
    assert [(w.arrival, w.nights) for w in found.windows] == [(FIRST, 2), (FIRST + 3 * DAY, 3)]


def test_a_real_hotel_opens_the_same_windows_through_the_database(
    company: Store, samples: Path
) -> None:
    path = samples / "nightly_occupancy_resort_to_2016-06.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [
            (date.fromisoformat(r["night"]), int(r["rooms_occupied"]))
            for r in csv.DictReader(stream)
        ]
    expected, run = [], []
    for night, occupied in sorted(rows):
        if run and (occupied >= 0.6 * 187 or night - run[-1] != DAY):
            expected.append((run[0], len(run)))
            run = []
        if occupied < 0.6 * 187:
            run.append(night)
    expected += [(run[0], len(run))] if run else []

    def load(session: Session) -> Outcome[None]:
        session.add(Setting(name="stays", value={
            "closed_on_public_holidays": False, "closed_in_school_holidays": False}))  # fmt: skip
        session.add(Site(id=9, code="R", name="Resort", kind=SiteKind.HOTEL, rooms=187))
        session.flush()
        session.add_all(
            Night(site_id=9, night=night, rooms_available=187, rooms_sold=occupied,
                  forecast_on=rows[0][0])
            for night, occupied in rows
        )  # fmt: skip
        return Outcome(None, Changes.SITES)

    company.write(load)
    first, last = rows[0][0], rows[-1][0]
    found = company.read(get_nights, 9, CAMPAIGN, first, (first, last))
    assert [(window.arrival, window.nights) for window in found.windows] == expected


def test_only_open_nights_are_offered_and_the_refusal_names_the_night(company: Store) -> None:
    company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 2, TODAY)
    with pytest.raises(UserError, match="22 nov"):
        company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + DAY, 2, TODAY)
    with pytest.raises(UserError):
        company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 4, TODAY)


def test_nothing_is_offered_before_the_law_is_kept(company: Store) -> None:
    company.write(_change(Campaign, CAMPAIGN, works_council_on=None))
    with pytest.raises(UserError, match="CSE"):
        company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY)


def test_a_risen_forecast_closes_the_offer_but_not_the_promise(company: Store) -> None:
    offered = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    promised = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + 3 * DAY, 1, TODAY).value
    company.write(grant_stay, promised, NOW, ANNE)
    assert company.write(close_risen_offers, CAMPAIGN, TODAY).value == ()

    def rise(session: Session) -> Outcome[None]:
        for night in session.scalars(select(Night)):
            night.rooms_sold = 95
        return Outcome(None, Changes.SITES)

    company.write(rise)
    assert len(company.write(close_risen_offers, CAMPAIGN, TODAY).value) == 1
    left = company.read(list_stays, CAMPAIGN, NOW)
    assert [row.id for row in left] == [promised]
    assert offered != promised


def test_two_promises_take_the_two_rooms_of_the_programme(company: Store) -> None:
    for person in (ANNE, BRUNO):
        stay = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
        company.write(grant_stay, stay, NOW, person)
    night = company.read(get_nights, HOTEL, CAMPAIGN, TODAY, (FIRST, FIRST)).verdicts[0]
    assert night.status is NightStatus.FULL
    with pytest.raises(UserError):
        company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY)


def test_an_application_is_no_promise_and_can_be_taken_back(company: Store) -> None:
    stay = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    company.write(request_stay, stay, ANNE, NOW)
    company.write(request_stay, stay, BRUNO, NOW)
    assert company.read(list_stays, CAMPAIGN, NOW)[0].applicants == 2
    company.write(withdraw_request, stay, ANNE)
    assert _status(company, stay) is StayStatus.REQUESTED
    company.write(withdraw_request, stay, BRUNO)
    assert _status(company, stay) is StayStatus.OFFERED
    with pytest.raises(UserError):
        company.write(withdraw_request, stay, BRUNO)


def test_those_never_served_come_first(company: Store) -> None:
    first = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    company.write(grant_stay, first, NOW, ANNE)
    company.write(_change(Campaign, CAMPAIGN, rotation_days=1))
    second = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + 3 * DAY, 1, TODAY).value
    for person in (ANNE, BRUNO):
        company.write(request_stay, second, person, NOW)
    company.write(grant_stay, second, NOW)
    assert company.read(lambda s: s.get_one(Stay, second).person_id) == BRUNO


def test_whoever_owes_a_report_does_not_get_the_next_stay(company: Store) -> None:
    stay = _lived(company, ANNE)
    company.write(_change(Campaign, CAMPAIGN, rotation_days=1))
    other = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + 3 * DAY, 1, TODAY).value
    late = NOW + 10 * DAY
    refused = {c.person_id: c.objections for c in company.read(list_candidates, other, late)}
    assert [breach.rule for breach in refused[ANNE]] == ["report_overdue"]
    assert refused[BRUNO] == ()
    _written(company, stay, ReportStatus.IN_REVIEW)
    company.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, late)
    again = {c.person_id: c.objections for c in company.read(list_candidates, other, late)}
    assert again[ANNE] == ()


def test_visits_stop_at_the_number_announced(company: Store) -> None:
    company.write(_change(Campaign, CAMPAIGN, visits_per_site=1))
    _lived(company, ANNE)
    stay = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + 3 * DAY, 1, TODAY).value
    with pytest.raises(UserError, match="note"):
        company.write(grant_stay, stay, NOW, BRUNO)


def test_dates_move_inside_the_window_twice_at_most(company: Store) -> None:
    stay = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    company.write(grant_stay, stay, NOW, ANNE)
    company.write(move_stay, stay, FIRST + DAY, TODAY)
    with pytest.raises(UserError):
        company.write(move_stay, stay, FIRST + 2 * DAY, TODAY)  # a busy night
    company.write(move_stay, stay, FIRST + 3 * DAY, TODAY)
    with pytest.raises(UserError):
        company.write(move_stay, stay, FIRST, TODAY)
    assert company.read(list_stays, CAMPAIGN, NOW)[0].date_changes == 2


def _lived(store: Store, person: int) -> int:
    """A stay of that person, lived on the first open night, waiting for its report."""
    stay = store.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    store.write(grant_stay, stay, NOW, person)
    store.write(sign_terms, stay, TODAY)
    for step, actor in (
        (Step.CONFIRM, Actor.GUEST),
        (Step.STAY, Actor.GUEST),
        (Step.EXPECT_REPORT, Actor.CLOCK),
    ):
        store.write(take_step, stay, step, actor, NOW)
    return stay


def _written(store: Store, stay: int, status: ReportStatus) -> None:
    """The report of that stay, in this state."""

    def write(session: Session) -> Outcome[None]:
        form = session.scalar(select(Questionnaire)) or Questionnaire(
            code="q", kind=QuestionnaireKind.MYSTERY_STAY, title="Q", content={}
        )
        session.add(form)
        session.flush()
        found = session.scalar(select(Report).where(Report.stay_id == stay))
        report = found or Report(campaign_id=CAMPAIGN, questionnaire_id=form.id, stay_id=stay)
        report.status = status
        session.add(report)
        return Outcome(None, Changes.REPORTS)

    store.write(write)


def _accepted(store: Store, person: int, rebate: str) -> int:
    stay = _lived(store, person)
    _written(store, stay, ReportStatus.ACCEPTED)
    store.write(record_price, stay, D(100), TODAY, D(rebate))
    for kind in ProofKind:
        store.write(add_proof, stay, kind, "facture.pdf", small_pdf(f"{kind} {stay}"))
    store.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, NOW)
    store.write(take_step, stay, Step.ACCEPT, Actor.COORDINATOR, NOW)
    return stay


def test_the_report_is_due_72_hours_after_ten_o_clock_of_the_departure(company: Store) -> None:
    stay = _lived(company, ANNE)
    row = company.read(list_stays, CAMPAIGN, NOW)[0]
    assert row.id == stay
    assert row.report_due == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert not row.overdue
    assert company.read(list_stays, CAMPAIGN, NOW + 10 * DAY)[0].overdue


@pytest.mark.parametrize(
    ("person", "rebate", "lines"),
    [
        (BRUNO, "30", [("rebate", D(30))]),
        (BRUNO, "30.01", [("rebate", D("30.01")), ("benefit_in_kind", D("30.01"))]),
        (ANNE, "10", [("rebate", D(10)), ("benefit_in_kind", D(10))]),
    ],
)
def test_payroll_receives_the_value_and_its_nature(
    company: Store, person: int, rebate: str, lines: list[tuple[str, Decimal]]
) -> None:
    stay = _accepted(company, person, rebate)
    with pytest.raises(UserError, match="paie"):
        company.write(take_step, stay, Step.SETTLE, Actor.PAYROLL, NOW)
    company.write(qualify_stay, stay, Qualification.PRIVATE)
    company.write(take_step, stay, Step.SETTLE, Actor.PAYROLL, NOW)
    found = company.read(list_payroll, CAMPAIGN)
    assert [(row.nature, row.value) for row in found] == lines
    assert {row.person for row in found} == {f"00{person}"}
    assert {row.month for row in found} == {date(2026, 11, 1)}
    assert set(asdict(found[0])) == {"person", "month", "entity", "value", "nature"}


def test_without_an_accepted_report_there_is_no_rebate(company: Store) -> None:
    stay = _lived(company, ANNE)
    with pytest.raises(UserError, match="rapport"):
        company.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, NOW)
    _written(company, stay, ReportStatus.DRAFT)
    with pytest.raises(UserError, match="rapport"):
        company.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, NOW)
    _written(company, stay, ReportStatus.IN_REVIEW)
    company.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, NOW)
    with pytest.raises(UserError, match="rapport"):
        company.write(take_step, stay, Step.ACCEPT, Actor.COORDINATOR, NOW)
    _written(company, stay, ReportStatus.ACCEPTED)
    company.write(take_step, stay, Step.ACCEPT, Actor.COORDINATOR, NOW)
    assert _status(company, stay) is StayStatus.ACCEPTED


def test_a_correction_is_a_new_line_and_the_old_one_stands(company: Store) -> None:
    stay = _accepted(company, BRUNO, "30.01")
    company.write(qualify_stay, stay, Qualification.PRIVATE)
    company.write(take_step, stay, Step.SETTLE, Actor.PAYROLL, NOW)
    wrong = company.read(
        lambda s: s.scalar(select(Settlement.id).where(Settlement.nature == "rebate"))
    )
    company.write(correct_settlement, wrong, D(25), TODAY + 30 * DAY)
    values = [row.value for row in company.read(list_payroll, CAMPAIGN) if row.nature == "rebate"]
    assert values == [D("30.01"), D("-5.01")]
    with pytest.raises(UserError):
        company.write(record_price, stay, D(100), TODAY, D(10))


def test_a_rebate_beyond_the_budget_is_refused(company: Store) -> None:
    first = _lived(company, ANNE)
    company.write(record_price, first, D(200), TODAY, D(70))
    assert company.read(budget_of, CAMPAIGN).left == D(30)
    second = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + 3 * DAY, 1, TODAY).value
    company.write(record_price, second, D(200), TODAY, D(30))
    with pytest.raises(UserError, match="budget"):
        company.write(record_price, second, D(200), TODAY, D("30.01"))


def test_cancelling_keeps_no_reason(company: Store) -> None:
    assert not [column for column in list(map(str, Stay.__table__.columns)) if "reason" in column]
    stay = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    company.write(grant_stay, stay, NOW, ANNE)
    company.write(take_step, stay, Step.CANCEL_BY_GUEST, Actor.GUEST, NOW)
    assert _status(company, stay) is StayStatus.CANCELLED_BY_GUEST


def test_the_list_knows_aliases_only_and_a_site_sees_nothing(company: Store) -> None:
    stay = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    company.write(grant_stay, stay, NOW, ANNE)
    rows = company.read(list_stays, CAMPAIGN, NOW)
    assert "Anne" not in repr(rows)
    assert not {field.name for field in fields(rows[0])} & {"person", "person_id", "guest", "name"}
    assert company.read(list_stays_seen_by, CAMPAIGN, Reader.SITE) == ()
    assert company.read(list_results_for_site, CAMPAIGN, HOTEL, TODAY + 365 * DAY) == ()


def test_a_recognised_guest_keeps_the_report_out_of_the_scores_and_never_returns(
    company: Store,
) -> None:
    stay = _lived(company, ANNE)
    _written(company, stay, ReportStatus.IN_REVIEW)
    company.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, NOW)
    company.write(mark_unmasked, stay, FIRST)
    assert company.read(lambda s: s.scalar(select(Report.scores_excluded)))
    assert company.read(list_stays, CAMPAIGN, NOW)[0].unmasked
    company.write(_change(Campaign, CAMPAIGN, rotation_days=1))
    other = company.write(offer_stay, CAMPAIGN, HOTEL, FIRST + 3 * DAY, 1, TODAY).value
    refused = {c.person_id: c.objections for c in company.read(list_candidates, other, NOW)}
    assert [breach.rule for breach in refused[ANNE]] == ["unmasked"]
    with pytest.raises(UserError):
        company.write(mark_unmasked, other, FIRST)


def test_a_threshold_is_tried_before_it_is_kept(company: Store) -> None:
    effect = company.read(try_threshold, HOTEL, CAMPAIGN, 0.61, TODAY)
    assert effect.opened == (FIRST + 6 * DAY,)
    assert company.read(get_nights, HOTEL, CAMPAIGN, TODAY).policy.threshold == 0.6
    company.write(set_threshold, HOTEL, 0.61)
    nights = company.read(get_nights, HOTEL, CAMPAIGN, TODAY).verdicts
    assert sum(verdict.is_open for verdict in nights) == 6
    with pytest.raises(UserError):
        company.write(set_threshold, HOTEL, 1.2)
