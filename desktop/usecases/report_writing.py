"""What an author does: open a report and write it field by field.

Saving a field is not a step of undo: the author's next keystroke already is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Answer,
    Assignment,
    IrritantCard,
    Observation,
    Report,
    Site,
    Slot,
    Stay,
)
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.observations.answer_values import canonical
from desktop.core.observations.cards import Card, refuse_impossible
from desktop.core.observations.questionnaire import (
    NOT_APPLICABLE,
)
from desktop.core.observations.report_states import Role, may_write
from desktop.core.observations.touchpoints import trade_of
from desktop.core.observations.voices import kind_of_immersion, main_voice, voice_of_facts
from desktop.core.vocabulary import (
    AssignmentStatus,
    ObservationKind,
    Polarity,
    QuestionnaireKind,
    SiteKind,
    Voice,
)
from desktop.usecases.outcome import Outcome
from desktop.usecases.questionnaires import questionnaire_for
from desktop.usecases.report_content import (
    observations_of,
    questionnaire_of,
    report_numbered,
)

_NEVER_TOOK_PLACE = (AssignmentStatus.ABSENT, AssignmentStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Saved:
    """A field is in the database; `answer` is how it is kept."""

    at: datetime
    answer: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A free observation; without a `voice`, that of the report (of its facts for a fact)."""

    kind: ObservationKind
    touchpoint: str
    text: str
    polarity: Polarity | None = None
    voice: Voice | None = None


def open_report(
    session: Session,
    *,
    assignment_id: int | None = None,
    stay_id: int | None = None,
    author_id: int | None = None,
) -> Outcome[int]:
    """The draft of this assignment or stay, made and bound to its questionnaire at first use.

    The author of an assignment's report is its visitor unless `author_id` names the host.
    """
    report = (
        _report_of_stay(session, session.get_one(Stay, stay_id))
        if stay_id is not None
        else _report_of_assignment(session, session.get_one(Assignment, assignment_id), author_id)
    )
    changes = Changes.REPORTS if report in session.new else Changes.NONE
    session.flush()
    return Outcome(report.id, changes)


def open_surprise_report(
    session: Session, campaign_id: int, author_id: int, site_id: int | None = None
) -> Outcome[int]:
    """A “rapport d'étonnement” that belongs to no assignment."""
    report = Report(campaign_id=campaign_id, author_id=author_id, site_id=site_id)
    _bind(session, report, QuestionnaireKind.SURPRISE)
    session.flush()
    return Outcome(report.id, Changes.REPORTS)


def _report_of_stay(session: Session, stay: Stay) -> Report:
    found = session.scalars(select(Report).where(Report.stay_id == stay.id)).one_or_none()
    if found is not None:
        return found
    report = Report(
        campaign_id=stay.campaign_id,
        stay_id=stay.id,
        site_id=stay.site_id,
        department_id=session.get_one(Site, stay.site_id).department_id,
        author_id=stay.person_id,
    )
    _bind(session, report, QuestionnaireKind.MYSTERY_STAY)
    return report


def _report_of_assignment(
    session: Session, assignment: Assignment, author_id: int | None
) -> Report:
    slot = session.get_one(Slot, assignment.slot_id)
    author = author_id or assignment.person_id
    if author not in (assignment.person_id, slot.host_id):
        raise UserError(_("Only the visitor and the host write about this immersion."))
    found = session.scalars(
        select(Report).where(Report.assignment_id == assignment.id, Report.author_id == author)
    ).one_or_none()
    if found is not None:
        return found
    if assignment.status in _NEVER_TOOK_PLACE:
        raise UserError(
            _("There is nothing to tell of this immersion: it is “{status}”.").format(
                status=label(assignment.status)
            )
        )
    report = Report(
        campaign_id=assignment.campaign_id,
        assignment_id=assignment.id,
        site_id=slot.site_id,
        department_id=slot.department_id,
        author_id=author,
    )
    as_host = author != assignment.person_id
    _bind(session, report, kind_of_immersion(slot.direction, as_host=as_host))
    return report


def _bind(session: Session, report: Report, kind: QuestionnaireKind) -> None:
    site = session.get(Site, report.site_id) if report.site_id is not None else None
    row = questionnaire_for(session, kind, trade_of(site.kind if site else SiteKind.OTHER))
    report.questionnaire_id = row.id
    report.voice = main_voice(kind)
    session.add(report)


def writable(session: Session, report_id: int) -> Report:
    """The report, if its author may still change it; UserError says why not."""
    report = report_numbered(session, report_id)
    if not may_write(Role.AUTHOR, report.status):
        raise UserError(
            _("This report can no longer be changed: it is “{status}”.").format(
                status=label(report.status)
            ),
            hint=_("Ask the coordinator for a revision if something must be corrected."),
        )
    return report


def _saved(report: Report, answer: str = "", row_id: int = 0) -> Outcome[Saved]:
    report.saved_at = datetime.now(UTC)
    return Outcome(Saved(report.saved_at, answer, row_id), Changes.NONE)


def save_answer(
    session: Session, report_id: int, code: str, value: str, note: str | None = None
) -> Outcome[Saved]:
    """Keep one answer as it is typed; `note` is left as it was when it is None."""
    report = writable(session, report_id)
    item = questionnaire_of(session, report).item(code)
    if item is None:
        raise UserError(_("This questionnaire has no question “{code}”.").format(code=code))
    answer = canonical(item, value)
    _keep(session, report_id, code, answer, note)
    return _saved(report, answer)


def _keep(session: Session, report_id: int, code: str, value: str, note: str | None) -> None:
    query = select(Answer).where(Answer.report_id == report_id, Answer.item == code)
    row = session.scalars(query).one_or_none()
    if row is None:
        if value or note:
            session.add(Answer(report_id=report_id, item=code, value=value, note=note or ""))
        return
    row.value = value
    row.note = row.note if note is None else note
    if not row.value and not row.note:
        session.delete(row)


def save_page(session: Session, report_id: int, page: int) -> Outcome[Saved]:
    """Remember where the author stopped."""
    report = writable(session, report_id)
    report.page = page
    return _saved(report)


def save_told(
    session: Session,
    report_id: int,
    kind: ObservationKind,
    text: str,
    touchpoint: str = "",
    *,
    nothing: bool = False,
) -> Outcome[Saved]:
    """Answer one of the two KPAM questions; `nothing` records that there was none to tell."""
    report = writable(session, report_id)
    found = [each for each in observations_of(session, report_id) if each.kind is kind]
    silent = nothing and not text.strip()
    _keep(session, report_id, kind.value, NOT_APPLICABLE if silent else "", None)
    polarity = Polarity.POSITIVE if kind is ObservationKind.BEST else Polarity.NEGATIVE
    if not text.strip():
        for each in found:
            session.delete(each)
    elif found:
        found[0].text, found[0].touchpoint = text.rstrip(), touchpoint
    else:
        session.add(
            Observation(
                report_id=report_id,
                item=kind.value,
                kind=kind,
                voice=report.voice,
                touchpoint=touchpoint,
                text=text.rstrip(),
                polarity=polarity,
            )
        )
    return _saved(report)


def save_observation(
    session: Session, report_id: int, told: Told, observation_id: int | None = None
) -> Outcome[Saved]:
    """Keep one free fact, feeling or suggestion at a touchpoint; empty words remove it."""
    report = writable(session, report_id)
    row = _own_observation(session, report_id, observation_id) if observation_id else None
    if not told.text.strip():
        if row is not None:
            session.delete(row)
        return _saved(report)
    factual = told.kind is ObservationKind.FACT
    seen = voice_of_facts(questionnaire_of(session, report).kind)
    position = len(observations_of(session, report_id))
    if row is None:
        row = Observation(report_id=report_id, position=position)
        session.add(row)
    row.kind, row.touchpoint, row.text = told.kind, told.touchpoint, told.text.rstrip()
    row.voice = told.voice or (seen if factual else report.voice)
    row.polarity = told.polarity
    session.flush()
    return _saved(report, row_id=row.id)


def _own_observation(session: Session, report_id: int, observation_id: int) -> Observation | None:
    row = session.get(Observation, observation_id)
    return row if row is not None and row.report_id == report_id else None


def remove_observation(session: Session, report_id: int, observation_id: int) -> Outcome[Saved]:
    """Take back a free observation."""
    report = writable(session, report_id)
    row = _own_observation(session, report_id, observation_id)
    if row is not None:
        session.delete(row)
    return _saved(report)


def save_card(
    session: Session, report_id: int, card: Card, card_id: int | None = None
) -> Outcome[Saved]:
    """Add or change an irritant card; the department where it is felt defaults to the report's."""
    report = writable(session, report_id)
    refuse_impossible(card)
    row = session.get(IrritantCard, card_id) if card_id is not None else None
    if row is None or row.report_id != report_id:
        row = IrritantCard(report_id=report_id)
        session.add(row)
    row.touchpoint, row.title, row.fact = card.touchpoint, card.title.strip(), card.fact.rstrip()
    row.quote, row.idea, row.side = card.quote.rstrip(), card.idea.rstrip(), card.side
    row.felt_at_id = card.felt_at_id or report.department_id
    row.caused_by_id = card.caused_by_id
    row.client_effort, row.employee_effort = dict(card.client_effort), dict(card.employee_effort)
    row.occurrences_per_week = card.occurrences_per_week
    row.people_concerned = card.people_concerned
    row.severity_client = card.severity_client
    row.severity_employee = card.severity_employee
    session.flush()
    return _saved(report, row_id=row.id)


def remove_card(session: Session, report_id: int, card_id: int) -> Outcome[Saved]:
    """Take back an irritant card; this one is a step of undo."""
    report = writable(session, report_id)
    row = session.get(IrritantCard, card_id)
    if row is None or row.report_id != report_id:
        return _saved(report)
    title = row.title
    session.delete(row)
    saved = _saved(report).value
    words = _("remove the irritant card “{title}”").format(title=title)
    return Outcome(saved, Changes.REPORTS, words)
