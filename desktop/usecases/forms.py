"""Fillable forms: what must be written for each day without report, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Department, Report, Site, Slot, Stay
from db.models import Questionnaire as QuestionnaireTable
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.core.observations.form_names import REF, Binding, bound, token
from desktop.core.observations.form_pdf import Occasion as FormHead
from desktop.core.observations.form_reader import Fields, written_report
from desktop.core.observations.questionnaire import Questionnaire
from desktop.core.observations.report_file import WrittenReport
from desktop.core.observations.report_states import WRITABLE
from desktop.core.observations.touchpoints import Touchpoint, touchpoints_of, trade_of
from desktop.core.observations.voices import kind_of_immersion
from desktop.core.vocabulary import QuestionnaireKind
from desktop.usecases.form_key import form_key
from desktop.usecases.outcome import Outcome
from desktop.usecases.questionnaires import definition, questionnaire_for
from desktop.usecases.report_filling import fill_report
from desktop.usecases.report_list import Occasion, list_occasions
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import open_report
from desktop.usecases.reports import final_check


@dataclass(frozen=True, slots=True)
class FormOrder:
    """All that the writer of a form needs."""

    name: str
    questionnaire: Questionnaire
    head: FormHead
    journey: tuple[Touchpoint, ...]
    departments: tuple[str, ...]
    ref: str


def prepare_forms(
    session: Session, campaign_id: int, now: datetime
) -> Outcome[tuple[FormOrder, ...]]:
    """A form for every day that waits for its report; it may install questionnaires and the key."""
    key = form_key(session)
    names = tuple(session.scalars(select(Department.name).order_by(Department.name)))
    occasions = list_occasions(session, campaign_id, now)
    orders = tuple(_order(session, each, key, names) for each in occasions)
    return Outcome(orders, Changes.QUESTIONNAIRES)


def _order(session: Session, each: Occasion, key: bytes, names: tuple[str, ...]) -> FormOrder:
    site, kind, role = bearings(session, each)
    row = questionnaire_for(session, kind, trade_of(site.kind))
    questionnaire = definition(row)
    session.flush()
    binding = Binding(role, each.uid, row.uid)
    place = " · ".join((each.site, date_text(each.day.date(), "long")))
    author = "" if role == "s" else each.author
    head = FormHead(questionnaire.words.text, place, author, date_text(each.due.date(), "long"))
    return FormOrder(
        name=f"{each.day:%Y-%m-%d}-{each.uid[:8]}-{role}.pdf",
        questionnaire=questionnaire,
        head=head,
        journey=touchpoints_of(trade_of(site.kind)),
        departments=names,
        ref=token(binding, key),
    )


def bearings(session: Session, each: Occasion) -> tuple[Site, QuestionnaireKind, str]:
    """Where the day takes place, which questionnaire it calls for, and the role of its author."""
    if each.stay_id is not None:
        stay = session.get_one(Stay, each.stay_id)
        return session.get_one(Site, stay.site_id), QuestionnaireKind.MYSTERY_STAY, "s"
    assignment = session.get_one(Assignment, each.assignment_id)
    slot = session.get_one(Slot, assignment.slot_id)
    kind = kind_of_immersion(slot.direction, as_host=each.as_host)
    return session.get_one(Site, slot.site_id), kind, "h" if each.as_host else "v"


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of a form: sent for review, or kept as a draft with what it lacks."""

    report_id: int
    sent: bool
    lacking: tuple[str, ...]


def collect_form(session: Session, fields: Fields, file: str) -> Outcome[Collected]:
    """Put a form that came back into its report; it is sent if nothing is missing.

    Raises UserError for a form that is not ours, was changed, or whose report was sent already.
    """
    binding = bound(fields.get(REF, ""), form_key(session))
    if binding is None:
        raise UserError(
            _("{file}: the reference of this form was not made here or was changed.").format(
                file=file
            )
        )
    report, questionnaire = received(session, binding, file)
    site = session.get(Site, report.site_id) if report.site_id is not None else None
    journey = touchpoints_of(trade_of(site.kind)) if site else ()
    names = session.execute(select(Department.name, Department.code)).all()
    departments = {name: code for name, code in names}  # noqa: C416 -- mypy takes a Row for no pair
    written = written_report(fields, questionnaire, journey, departments)
    label = _("bring back the form {file}").format(file=file)
    return Outcome(take_written(session, report, written), Changes.REPORTS | Changes.STAYS, label)


def received(session: Session, binding: Binding, file: str) -> tuple[Report, Questionnaire]:
    """The draft that a file is for, in the version that it was made from."""
    report = session.get_one(Report, _report_of(session, binding, file))
    if report.status not in WRITABLE:
        raise UserError(_("{file}: this report was already received.").format(file=file))
    return report, _bind_version(session, report, binding, file)


def take_written(session: Session, report: Report, written: WrittenReport) -> Collected:
    """Fill the draft in; it is sent if nothing is missing."""
    fill_report(session, report.id, written)
    session.flush()
    check = final_check(session, report.id)
    if check.ready:
        submit_report(session, report.id)
    return Collected(report.id, check.ready, tuple(each.sentence for each in check.missing))


def _report_of(session: Session, binding: Binding, file: str) -> int:
    if binding.role == "s":
        stays = select(Stay).where(Stay.uid == binding.occasion)
        stay = session.scalars(stays).one_or_none()
        if stay is not None:
            return open_report(session, stay_id=stay.id).value
    else:
        wanted = Assignment.uid == binding.occasion
        assignment = session.scalars(select(Assignment).where(wanted)).one_or_none()
        if assignment is not None:
            host = session.get_one(Slot, assignment.slot_id).host_id
            author = host if binding.role == "h" else None
            return open_report(session, assignment_id=assignment.id, author_id=author).value
    raise UserError(_("{file}: the day of this form is not in this file.").format(file=file))


def _bind_version(session: Session, report: Report, binding: Binding, file: str) -> Questionnaire:
    """The version that the form was printed from becomes that of the report."""
    wanted = QuestionnaireTable.uid == binding.questionnaire
    row = session.scalars(select(QuestionnaireTable).where(wanted)).one_or_none()
    if row is None:
        raise UserError(_("{file}: its questionnaire is not in this file.").format(file=file))
    report.questionnaire_id = row.id
    return definition(row)
