"""A company of one quiet hotel and three volunteers, and stays brought to any state."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    CalendarCoverage,
    Campaign,
    Department,
    Entity,
    Night,
    Participation,
    Person,
    Questionnaire,
    Report,
    Site,
)
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.stays.benefit import Qualification
from desktop.core.stays.states import Actor, Step
from desktop.core.vocabulary import QuestionnaireKind, ReportStatus, SiteKind
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_money import qualify_stay, record_price
from desktop.usecases.stay_papers import ProofKind, add_proof, sign_terms
from desktop.usecases.stays import grant_stay, offer_stay, take_step
from tests.small_pdf import small_pdf

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = TODAY + 2 * DAY
CAMPAIGN, HOTEL, OFFICE = 1, 1, 2
ANNE, BRUNO, CARL = 1, 2, 3


def make_world(session: Session) -> Outcome[None]:
    """Nights are quiet for four weeks; Anne Roux, Bruno Petit and Carl Morel may go."""
    session.add_all([Entity(id=1, code="H", name="Hôtels"), Entity(id=2, code="S", name="Siège")])
    session.add(Department(id=1, code="D", name="Comptabilité"))
    session.flush()
    session.add_all(
        [
            Site(id=HOTEL, code="H1", name="Hôtel de Nice", kind=SiteKind.HOTEL, region="Sud",
                 rooms=100, entity_id=1, school_zone="B", max_stay_rooms=5),
            Site(id=OFFICE, code="S1", name="Siège", kind=SiteKind.HEAD_OFFICE, region="Nord"),
        ]
    )  # fmt: skip
    session.flush()
    session.add(
        Campaign(id=CAMPAIGN, code="A", name="A", start=date(2026, 10, 26), end=date(2026, 12, 20),
                 mystery=True, staff_note_on=date(2026, 9, 15), works_council_on=date(2026, 9, 1),
                 visits_per_site=9, stay_budget=1000)
    )  # fmt: skip
    names = ((ANNE, "Anne", "Roux"), (BRUNO, "Bruno", "Petit"), (CARL, "Carl", "Morel"))
    for number, first, last in names:
        session.add(
            Person(id=number, code=f"00{number}", first_name=first, last_name=last, site_id=OFFICE,
                   department_id=1, entity_id=1, email=f"{first.lower()}@example.com")
        )  # fmt: skip
    session.flush()
    for number, *_name in names:
        session.add(Participation(campaign_id=CAMPAIGN, person_id=number, mystery=True))
    for calendar, zone in (("public", ""), ("school", "B")):
        known = {"known_from": date(2026, 1, 1), "known_until": date(2027, 7, 1)}
        session.add(CalendarCoverage(calendar=calendar, zone=zone, **known))
    session.add_all(
        Night(site_id=HOTEL, night=FIRST + n * DAY, rooms_available=100, rooms_sold=20,
              forecast_on=TODAY)
        for n in range(28)
    )  # fmt: skip
    return Outcome(None, Changes.ALL)


def granted(store: Store, person: int, arrival: date = FIRST) -> int:
    """A stay granted to that person."""
    stay: int = store.write(offer_stay, CAMPAIGN, HOTEL, arrival, 1, TODAY).value
    store.write(grant_stay, stay, NOW, person)
    return stay


def stayed(store: Store, person: int, arrival: date = FIRST) -> int:
    """The same, signed, confirmed and lived."""
    stay = granted(store, person, arrival)
    store.write(sign_terms, stay, TODAY)
    for step in (Step.CONFIRM, Step.STAY):
        store.write(take_step, stay, step, Actor.GUEST, NOW)
    return stay


def write_report(store: Store, stay: int, status: ReportStatus) -> None:
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


def accepted(store: Store, person: int, price: str = "100", rebate: str = "30") -> int:
    """A stay whose report is accepted, priced, proved, and not qualified yet."""
    stay = stayed(store, person)
    write_report(store, stay, ReportStatus.ACCEPTED)
    store.write(record_price, stay, Decimal(price), TODAY, Decimal(rebate))
    for kind in ProofKind:
        store.write(add_proof, stay, kind, "facture.pdf", small_pdf(f"{kind} {stay}"))
    for step in (Step.SEND_REPORT, Step.ACCEPT):
        store.write(take_step, stay, step, Actor.COORDINATOR, NOW)
    return stay


def settled(store: Store, person: int, price: str = "100", rebate: str = "30") -> int:
    """The same, qualified as private and settled."""
    stay = accepted(store, person, price, rebate)
    store.write(qualify_stay, stay, Qualification.PRIVATE)
    store.write(take_step, stay, Step.SETTLE, Actor.PAYROLL, NOW)
    return stay
