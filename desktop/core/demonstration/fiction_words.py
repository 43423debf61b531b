"""The records of what people write: reports, irritants, verbatims; fields bear columns' names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.core.vocabulary import (
    ActionStatus,
    IrritantSide,
    IrritantStatus,
    ObservationKind,
    Polarity,
    ReportStatus,
    RootCause,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Report:
    id: int
    uid: str
    campaign_id: int
    questionnaire_id: int
    assignment_id: int | None
    stay_id: int | None
    site_id: int
    department_id: int
    author_id: int
    voice: Voice
    status: ReportStatus
    saved_at: datetime
    submitted_at: datetime | None
    reviewed_at: datetime | None
    released_at: datetime | None
    decision_reason: str
    scores_excluded: bool
    score: float | None
    answered: int
    asked: int
    asked_touchpoints: tuple[str, ...]
    created: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    report_id: int
    item: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Observation:
    report_id: int
    position: int
    kind: ObservationKind
    voice: Voice
    touchpoint: str
    text: str
    polarity: Polarity | None


Effort = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class IrritantCard:
    report_id: int
    irritant_id: int | None
    touchpoint: str
    title: str
    fact: str
    quote: str
    side: IrritantSide
    felt_at_id: int
    caused_by_id: int
    client_effort: Effort
    employee_effort: Effort
    occurrences_per_week: float
    people_concerned: int
    severity_client: int
    severity_employee: int
    idea: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Irritant:
    id: int
    uid: str
    campaign_id: int
    code: str
    title: str
    description: str
    touchpoint: str
    side: IrritantSide
    site_id: int | None
    felt_at_id: int
    caused_by_id: int
    cause: RootCause
    severity_client: int
    severity_employee: int
    occurrences_per_week: float
    people_concerned: int
    status: IrritantStatus
    status_reason: str
    owner_id: int | None
    due: date | None
    resolved_on: date | None
    merged_into_id: int | None
    previous_id: int | None
    displaced_from_id: int | None
    displacement_answer: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Action:
    irritant_id: int
    title: str
    owner_id: int
    department_id: int
    due: date
    done_on: date | None
    status: ActionStatus
    employee_impact: str


@dataclass(frozen=True, slots=True)
class IrritantEvent:
    irritant_id: int
    at: datetime
    kind: str
    detail: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    campaign_id: int
    code: str
    voice: Voice
    day: date
    site_id: int
    department_id: int
    touchpoint: str
    text: str
    polarity: Polarity | None
    channel: str


@dataclass(frozen=True, slots=True)
class Asked:
    campaign_id: int
    department_id: int
    touchpoint: str
    people: int


@dataclass(frozen=True, slots=True)
class BestPractice:
    campaign_id: int
    touchpoint: str
    title: str
    seen_at: Mapping[str, int]
