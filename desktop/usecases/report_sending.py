"""Sending a report: nothing missing, hidden answers dropped, score reckoned, facts passed on."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from db.models import Observation, Report, Stay
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text, ngettext
from desktop.core.observations.answers import (
    Content,
    asked_touchpoints,
    hidden_answers,
    missing,
    visible_items,
)
from desktop.core.observations.cards import lacks
from desktop.core.observations.questionnaire import (
    MET,
    NOT_MET,
    WRITTEN,
    Item,
    Questionnaire,
    outcome_of,
)
from desktop.core.observations.report_states import (
    Role,
    Step,
    may_still_appeal,
    next_status,
)
from desktop.core.observations.scoring import score_of
from desktop.core.observations.voices import voice_of_facts
from desktop.core.vocabulary import ObservationKind, Polarity, QuestionnaireKind, StayStatus, Voice
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_content import (
    answers_of,
    card_of,
    cards_of,
    content_of,
    is_repeated,
    observations_of,
    questionnaire_of,
    report_numbered,
)

UNMASKED_ITEM = "unmasked"
"""In mystery questionnaires: “nobody guessed”; a “no” keeps the scores out of the figures."""

_STAY_IS_OVER = (StayStatus.CONFIRMED, StayStatus.STAYED, StayStatus.REPORT_DUE)


def submit_report(session: Session, report_id: int) -> Outcome[tuple[str, ...]]:
    """Send a report for review; the value names the hidden answers that were dropped.

    Raises UserError while something is missing.
    """
    report = report_numbered(session, report_id)
    status = next_status(Step.SUBMIT, Role.AUTHOR, report.status)
    questionnaire = questionnaire_of(session, report)
    content = content_of(session, report_id)
    _refuse_incomplete(session, report_id, questionnaire, content)
    dropped = _drop_hidden(session, report_id, questionnaire, content)
    _repeat_answers(session, report, questionnaire, content)
    _reckon(session, report, questionnaire, content)
    report.status = status
    report.submitted_at = report.saved_at = datetime.now(UTC)
    report.decision_reason = ""
    _tell_stay(session, report, StayStatus.IN_REVIEW)
    return Outcome(dropped, Changes.REPORTS | Changes.STAYS, _("send the report"))


def _refuse_incomplete(
    session: Session, report_id: int, questionnaire: Questionnaire, content: Content
) -> None:
    lacking = [each.sentence for each in missing(questionnaire, content)]
    lacking += [
        _("Irritant card “{title}”: {lack}.").format(title=card.title or "?", lack=lack)
        for card in cards_of(session, report_id)
        for lack in lacks(card_of(card))
    ]
    if lacking:
        count = len(lacking)
        sentence = ngettext(
            "{count} thing is still missing: {first}",
            "{count} things are still missing; the first: {first}",
            count,
        )
        raise UserError(sentence.format(count=count, first=lacking[0]))


def _drop_hidden(
    session: Session, report_id: int, questionnaire: Questionnaire, content: Content
) -> tuple[str, ...]:
    codes = hidden_answers(questionnaire, content)
    for answer in answers_of(session, report_id):
        if answer.item in codes:
            session.delete(answer)
    items = (questionnaire.item(code) for code in codes)
    return tuple(item.words.text for item in items if item is not None)


def _repeat_answers(
    session: Session, report: Report, questionnaire: Questionnaire, content: Content
) -> None:
    """Put what the answers tell where the register and the documents look for it."""
    for each in observations_of(session, report.id):
        if is_repeated(each):
            session.delete(each)
    for position, (section, item) in enumerate(visible_items(questionnaire, content), 1000):
        told = _told_by(item, content, questionnaire.kind, report.voice)
        if told is not None:
            told.report_id, told.item, told.position = report.id, item.code, position
            told.touchpoint = item.touchpoint or section.touchpoint
            session.add(told)


def _told_by(
    item: Item, content: Content, kind: QuestionnaireKind, voice: Voice
) -> Observation | None:
    value, note = content.value(item.code), content.note(item.code).strip()
    if item.kind in WRITTEN and item.tells is not None and value.strip():
        factual = item.tells is ObservationKind.FACT
        speaker = item.voice or (voice_of_facts(kind) if factual else voice)
        return Observation(kind=item.tells, voice=speaker, text=value, polarity=item.polarity)
    outcome = outcome_of(item, value)
    if note and outcome in (MET, NOT_MET):
        polarity = Polarity.POSITIVE if outcome == MET else Polarity.NEGATIVE
        speaker = item.voice or voice_of_facts(kind)
        return Observation(kind=ObservationKind.FACT, voice=speaker, text=note, polarity=polarity)
    return None


def _reckon(
    session: Session, report: Report, questionnaire: Questionnaire, content: Content
) -> None:
    score = score_of(questionnaire, content)
    report.score = None if score.percent is None else float(score.percent)
    report.answered, report.asked = score.answered, score.asked
    report.asked_touchpoints = list(asked_touchpoints(questionnaire, content))
    report.scores_excluded = content.value(UNMASKED_ITEM) == NOT_MET
    stay = session.get(Stay, report.stay_id) if report.stay_id is not None else None
    if stay is not None and report.scores_excluded:
        stay.unmasked_on = stay.unmasked_on or datetime.now(UTC).date()
    # What the coordinator said stands, whatever a later version of the report answers.
    report.scores_excluded |= stay is not None and stay.unmasked_on is not None


def _tell_stay(session: Session, report: Report, status: StayStatus) -> None:
    stay = session.get(Stay, report.stay_id) if report.stay_id is not None else None
    if stay is not None and stay.status in _STAY_IS_OVER:
        stay.status = status


def appeal_report(session: Session, report_id: int, reason: str) -> Outcome[None]:
    """The author contests that the report was set aside: it comes back for review.

    Raises UserError later than ten days after the decision.
    """
    report = report_numbered(session, report_id)
    status = next_status(Step.APPEAL, Role.AUTHOR, report.status, reason)
    if not may_still_appeal(report.reviewed_at, datetime.now(UTC)):
        raise UserError(
            _("A decision is contested within ten days; this one was taken on {day}.").format(
                day=date_text(report.reviewed_at.date(), "long") if report.reviewed_at else ""
            )
        )
    report.status = status
    report.decision_reason = reason.strip()
    return Outcome(None, Changes.REPORTS, _("contest the decision on a report"))
