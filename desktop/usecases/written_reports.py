"""A stored report as it would be written in a file: departments by their codes, no keys."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Department, Report
from desktop.core.observations.answers import KPAM_QUESTIONS
from desktop.core.observations.report_file import WrittenCard, WrittenObservation, WrittenReport
from desktop.usecases.report_content import (
    card_of,
    cards_of,
    content_of,
    is_repeated,
    observations_of,
)


def written_of(session: Session, report: Report) -> WrittenReport:
    """Everything that its author wrote; joined files stay where they are."""
    content = content_of(session, report.id)
    told = [
        WrittenObservation(each.kind, each.touchpoint, each.text, each.polarity, each.voice)
        for each in observations_of(session, report.id)
        if not is_repeated(each)
    ]
    said = {each.kind for each in told}
    silent = [
        WrittenObservation(kind, "", "")
        for kind in KPAM_QUESTIONS
        if kind in content.told and kind not in said
    ]
    return WrittenReport(dict(content.answers), (*told, *silent), _cards(session, report.id))


def _cards(session: Session, report_id: int) -> tuple[WrittenCard, ...]:
    codes = {key: code for key, code in session.execute(select(Department.id, Department.code))}  # noqa: C416 -- mypy takes a Row for no pair
    return tuple(
        WrittenCard(
            replace(card_of(row), felt_at_id=None, caused_by_id=None),
            felt_at=codes.get(row.felt_at_id or 0, ""),
            caused_by=codes.get(row.caused_by_id or 0, ""),
        )
        for row in cards_of(session, report_id)
    )
