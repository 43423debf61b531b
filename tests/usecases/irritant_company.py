"""A very small company with reports in it, for the tests of the register and the mirror."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from db.models import (
    Campaign,
    Department,
    IrritantCard,
    Observation,
    Person,
    Questionnaire,
    Report,
    ServiceLink,
    Site,
)
from desktop.core.changes import Changes
from desktop.core.vocabulary import (
    IrritantSide,
    ObservationKind,
    Polarity,
    QuestionnaireKind,
    ReportStatus,
    Side,
    SiteKind,
    Voice,
)
from desktop.usecases.outcome import Outcome

CHECK_IN = "hotel.check_in"
TODAY = date(2026, 6, 15)


def found_company(session: Session) -> Outcome[int]:
    """Accounts and reservations upstream of a hotel's reception; one campaign. Returns its key."""
    accounts = Department(code="ACC", name="Comptabilité", side=Side.BACK, client_distance=2)
    booking = Department(code="RES", name="Réservations", side=Side.BACK, client_distance=1)
    desk = Department(code="DESK", name="Réception", side=Side.FRONT, client_distance=0)
    session.add_all([accounts, booking, desk])
    session.flush()
    session.add_all(
        [
            ServiceLink(upstream_id=accounts.id, downstream_id=booking.id),
            ServiceLink(upstream_id=booking.id, downstream_id=desk.id),
        ]
    )
    hotel = Site(code="H1", name="Hôtel du Quai", kind=SiteKind.HOTEL, department_id=desk.id)
    session.add(hotel)
    session.flush()
    session.add_all(
        Person(
            code=f"{number:03d}",
            last_name=f"Durand{number}",
            first_name="Lou",
            department_id=(accounts, booking, desk)[number % 3].id,
            site_id=hotel.id,
        )
        for number in range(12)
    )
    session.add(
        Questionnaire(
            code="stay", kind=QuestionnaireKind.MYSTERY_STAY, title="Stay", content={"items": []}
        )
    )
    campaign = Campaign(
        code="2026", name="Printemps 2026", start=date(2026, 3, 1), end=date(2026, 6, 30),
        severities={}, quotas={}, aims=[], plan_proof={},
    )  # fmt: skip
    session.add(campaign)
    session.flush()
    return Outcome(campaign.id, Changes.ALL)


def write_report(
    session: Session,
    campaign_id: int,
    author: int,
    *,
    voice: Voice = Voice.CLIENT,
    status: ReportStatus = ReportStatus.ACCEPTED,
    day: date = date(2026, 5, 4),
    asked: Sequence[str] = (CHECK_IN,),
    said: Sequence[tuple[ObservationKind, Polarity | None, str]] = (),
    cards: Sequence[dict[str, object]] = (),
    touchpoint: str = CHECK_IN,
    department: int = 3,
) -> Outcome[int]:
    """One report on the hotel's reception, with observations and cards at one touchpoint."""
    report = Report(
        campaign_id=campaign_id,
        questionnaire_id=1,
        site_id=1,
        department_id=department,
        author_id=author,
        voice=voice,
        status=status,
        submitted_at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
        asked_touchpoints=list(asked),
    )
    session.add(report)
    session.flush()
    for kind, polarity, text in said:
        session.add(
            Observation(
                report_id=report.id, kind=kind, voice=voice, touchpoint=touchpoint, text=text,
                polarity=polarity,
            )
        )  # fmt: skip
    for card in cards:
        given: dict[str, object] = {
            "touchpoint": touchpoint, "side": IrritantSide.CLIENT, "client_effort": {},
            "employee_effort": {}, **card,
        }  # fmt: skip
        session.add(IrritantCard(report_id=report.id, **given))
    session.flush()
    return Outcome(report.id, Changes.REPORTS)
