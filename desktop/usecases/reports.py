"""Reading one report in full, and what stands before it can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import (
    Attachment,
    Department,
    Observation,
    Report,
    ReviewComment,
    Site,
)
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.answers import Content, Missing, hidden_answers, missing
from desktop.core.observations.cards import Card, lacks
from desktop.core.observations.questionnaire import Questionnaire as Definition
from desktop.core.observations.report_states import Role, may_read
from desktop.core.observations.scoring import Score, score_of
from desktop.core.observations.touchpoints import Touchpoint, touchpoints_of, trade_of
from desktop.core.vocabulary import (
    ObservationKind,
    Polarity,
    SiteKind,
    Voice,
)
from desktop.usecases.bilan import OTHER_HALF, OtherHalf, other_half
from desktop.usecases.report_content import (
    FieldText,
    FieldWarning,
    card_of,
    cards_of,
    content_of,
    observations_of,
    questionnaire_of,
    report_numbered,
    texts_of,
)
from desktop.usecases.report_list import ReportRow, row_of, rows_query
from desktop.usecases.reviewing import CLEARED, open_warnings


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One told fact, feeling or suggestion; `item` names the question it came from."""

    id: int
    item: str
    kind: ObservationKind
    voice: Voice
    touchpoint: str
    text: str
    polarity: Polarity | None
    original: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """A stored irritant card, with the names of its departments."""

    id: int
    card: Card
    felt_at: str
    caused_by: str
    irritant_id: int | None


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What the reviewer said of a field; with `before`, a mend whose new words are `text`."""

    id: int
    field: str
    text: str
    before: str
    author: str
    resolved: bool
    created: datetime


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A joined file, without its bytes."""

    id: int
    item: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to pick from a list."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A whole report, as its form and its review show it."""

    row: ReportRow
    questionnaire: Definition
    content: Content
    observations: tuple[ObservationRow, ...]
    cards: tuple[CardRow, ...]
    comments: tuple[CommentRow, ...]
    attachments: tuple[AttachmentRow, ...]
    texts: tuple[FieldText, ...]
    warnings: tuple[FieldWarning, ...]
    touchpoints: tuple[Touchpoint, ...]
    departments: tuple[Choice, ...]
    department_id: int | None
    page: int
    decision_reason: str
    scores_excluded: bool
    score: Score
    other_half: OtherHalf | None
    """The other report on the same day, once both are sent."""


@dataclass(frozen=True, slots=True)
class CardLack:
    """An irritant card that is not finished."""

    card_id: int
    title: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FinalCheck:
    """What stands before sending, and what will happen then."""

    missing: tuple[Missing, ...]
    cards: tuple[CardLack, ...]
    hidden: tuple[str, ...]
    """Questions whose answers will be dropped, because they are no longer asked."""
    warnings: tuple[FieldWarning, ...]

    @property
    def ready(self) -> bool:
        return not self.missing and not self.cards


def get_report(session: Session, report_id: int, role: Role = Role.AUTHOR) -> ReportSheet:
    """A whole report; UserError if this role may not read it in its present state."""
    report = report_numbered(session, report_id)
    if not may_read(role, report.status):
        raise UserError(_("This report cannot be read yet: its author has not sent it."))
    questionnaire = questionnaire_of(session, report)
    content = content_of(session, report_id)
    site = session.get(Site, report.site_id) if report.site_id is not None else None
    departments = session.execute(select(Department.id, Department.name).order_by(Department.name))
    found = session.execute(rows_query().where(Report.id == report_id)).one()
    return ReportSheet(
        row=row_of(found),
        questionnaire=questionnaire,
        content=content,
        observations=tuple(_observation(each) for each in observations_of(session, report_id)),
        cards=_cards(session, report_id),
        comments=_comments(session, report_id),
        attachments=_attachments(session, report_id),
        texts=texts_of(session, report),
        warnings=open_warnings(session, report),
        touchpoints=touchpoints_of(trade_of(site.kind if site else SiteKind.OTHER)),
        departments=tuple(Choice(key, name) for key, name in departments),
        department_id=report.department_id,
        page=report.page,
        decision_reason=report.decision_reason,
        scores_excluded=report.scores_excluded,
        score=score_of(questionnaire, content),
        other_half=other_half(session, report_id),
    )


def _observation(row: Observation) -> ObservationRow:
    return ObservationRow(
        row.id, row.item, row.kind, row.voice, row.touchpoint, row.text, row.polarity, row.original
    )


def _cards(session: Session, report_id: int) -> tuple[CardRow, ...]:
    departments = session.execute(select(Department.id, Department.name))
    names = {key: name for key, name in departments}  # noqa: C416 -- dict() takes a Result for a mapping
    return tuple(
        CardRow(
            id=row.id,
            card=card_of(row),
            felt_at=names.get(row.felt_at_id or 0, ""),
            caused_by=names.get(row.caused_by_id or 0, ""),
            irritant_id=row.irritant_id,
        )
        for row in cards_of(session, report_id)
    )


def _comments(session: Session, report_id: int) -> tuple[CommentRow, ...]:
    query = select(ReviewComment).where(ReviewComment.report_id == report_id)
    return tuple(
        CommentRow(row.id, row.item, row.text, row.before, row.author, row.resolved, row.created)
        for row in session.scalars(query.order_by(ReviewComment.id))
        if not row.item.startswith((CLEARED, OTHER_HALF))
    )


def _attachments(session: Session, report_id: int) -> tuple[AttachmentRow, ...]:
    query = select(
        Attachment.id, Attachment.item, Attachment.name, Attachment.media_type,
        func.length(Attachment.content),
    ).where(Attachment.report_id == report_id)  # fmt: skip
    return tuple(AttachmentRow(*row) for row in session.execute(query.order_by(Attachment.id)))


def final_check(session: Session, report_id: int) -> FinalCheck:
    """What is missing, with where to go; what will be dropped; what the guard points at."""
    report = report_numbered(session, report_id)
    questionnaire = questionnaire_of(session, report)
    content = content_of(session, report_id)
    items = (questionnaire.item(code) for code in hidden_answers(questionnaire, content))
    return FinalCheck(
        missing=missing(questionnaire, content),
        cards=tuple(
            CardLack(row.id, row.title, lacking)
            for row in cards_of(session, report_id)
            if (lacking := lacks(card_of(row)))
        ),
        hidden=tuple(item.words.text for item in items if item is not None),
        warnings=open_warnings(session, report),
    )
