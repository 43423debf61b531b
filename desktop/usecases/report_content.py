"""What a report holds, read for its rules: answers, observations, cards, every free text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Answer, Attachment, IrritantCard, Observation, Report
from db.models import Questionnaire as QuestionnaireTable
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.observations.answers import KPAM_QUESTIONS, Content, Given
from desktop.core.observations.cards import Card
from desktop.core.observations.guard import Warning_, warnings_in
from desktop.core.observations.questionnaire import NOT_APPLICABLE, WRITTEN, Questionnaire
from desktop.core.vocabulary import ObservationKind
from desktop.usecases.questionnaires import definition

CARD_TEXTS = ("title", "fact", "quote", "idea")
FACTUAL = frozenset({"fact", "quote"})
"""Parts of a card whose words are facts: they may be masked, never reworded."""


@dataclass(frozen=True, slots=True)
class FieldText:
    """One free text of a report: `field` names its place, `label` says it to people."""

    field: str
    label: str
    text: str
    original: str
    factual: bool


@dataclass(frozen=True, slots=True)
class FieldWarning:
    """A passage of one text that the guard points at."""

    field: str
    label: str
    warning: Warning_


def questionnaire_of(session: Session, report: Report) -> Questionnaire:
    """The version that the report was opened with, whatever became of the questionnaire since."""
    return definition(session.get_one(QuestionnaireTable, report.questionnaire_id))


def report_numbered(session: Session, report_id: int) -> Report:
    """The report of this key; UserError if it is gone."""
    report = session.get(Report, report_id)
    if report is None:
        raise UserError(_("This report no longer exists."))
    return report


def answers_of(session: Session, report_id: int) -> list[Answer]:
    return list(session.scalars(select(Answer).where(Answer.report_id == report_id)))


def observations_of(session: Session, report_id: int) -> list[Observation]:
    query = select(Observation).where(Observation.report_id == report_id)
    return list(session.scalars(query.order_by(Observation.position, Observation.id)))


def cards_of(session: Session, report_id: int) -> list[IrritantCard]:
    query = select(IrritantCard).where(IrritantCard.report_id == report_id)
    return list(session.scalars(query.order_by(IrritantCard.id)))


def content_of(session: Session, report_id: int) -> Content:
    """The report as the rules of the core know it."""
    answers = answers_of(session, report_id)
    silent = {answer.item for answer in answers if answer.value == NOT_APPLICABLE}
    told = {each.kind for each in observations_of(session, report_id) if each.text.strip()}
    files = select(Attachment.item).where(Attachment.report_id == report_id)
    return Content(
        answers={
            answer.item: Given(answer.value, answer.note)
            for answer in answers
            if answer.item not in KPAM_QUESTIONS
        },
        attached=frozenset(session.scalars(files)),
        card_touchpoints=frozenset(card.touchpoint for card in cards_of(session, report_id)),
        told=frozenset(kind for kind in KPAM_QUESTIONS if kind in told or kind.value in silent),
    )


def card_of(row: IrritantCard) -> Card:
    """A stored card as the author wrote it."""
    return Card(
        touchpoint=row.touchpoint,
        title=row.title,
        fact=row.fact,
        quote=row.quote,
        side=row.side,
        felt_at_id=row.felt_at_id,
        caused_by_id=row.caused_by_id,
        client_effort={name: float(value) for name, value in row.client_effort.items()},
        employee_effort={name: float(value) for name, value in row.employee_effort.items()},
        occurrences_per_week=row.occurrences_per_week,
        people_concerned=row.people_concerned,
        severity_client=row.severity_client,
        severity_employee=row.severity_employee,
        idea=row.idea,
    )


def texts_of(session: Session, report: Report) -> tuple[FieldText, ...]:
    """Every free text that somebody else will read, in the order of the form."""
    texts = (
        *_texts_of_answers(session, report),
        *_texts_of_observations(session, report.id),
        *_texts_of_cards(session, report.id),
    )
    return tuple(text for text in texts if text.text.strip())


def warnings_of(session: Session, report: Report) -> tuple[FieldWarning, ...]:
    """What the guard points at in these texts."""
    return tuple(
        FieldWarning(text.field, text.label, warning)
        for text in texts_of(session, report)
        for warning in warnings_in(text.text)
    )


def is_repeated(observation: Observation) -> bool:
    """Made at sending from an answer: it follows that answer and is not mended by itself."""
    return bool(observation.item) and observation.item not in KPAM_QUESTIONS


def _texts_of_answers(session: Session, report: Report) -> Iterator[FieldText]:
    kept = {answer.item: answer for answer in answers_of(session, report.id)}
    for item in questionnaire_of(session, report).items():
        answer = kept.get(item.code)
        if answer is None:
            continue
        factual = item.tells is ObservationKind.FACT
        if item.kind in WRITTEN:
            question = item.words.text
            yield FieldText(f"answer:{item.code}", question, answer.value, answer.original, factual)
        if answer.note:
            place = _("Note on “{question}”").format(question=item.words.text)
            yield FieldText(f"note:{item.code}", place, answer.note, "", factual=True)


def _texts_of_observations(session: Session, report_id: int) -> Iterator[FieldText]:
    for each in observations_of(session, report_id):
        if not is_repeated(each):
            factual = each.kind is ObservationKind.FACT
            yield FieldText(
                f"observation:{each.id}", label(each.kind), each.text, each.original, factual
            )


def _texts_of_cards(session: Session, report_id: int) -> Iterator[FieldText]:
    names = {"title": _("Title"), "fact": _("Fact"), "quote": _("Quote"), "idea": _("Idea")}
    for card in cards_of(session, report_id):
        for part in CARD_TEXTS:
            place = _("Irritant card, {part}").format(part=names[part].lower())
            text = getattr(card, part)
            yield FieldText(f"card:{card.id}:{part}", place, text, "", part in FACTUAL)
