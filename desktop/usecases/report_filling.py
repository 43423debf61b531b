"""Putting a whole written report into its draft at once: from a file, from a form."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Department, Slot, Stay
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.answers import KPAM_QUESTIONS
from desktop.core.observations.cards import Card
from desktop.core.observations.report_file import WrittenCard, WrittenReport
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_content import cards_of, is_repeated, observations_of
from desktop.usecases.report_list import find_report
from desktop.usecases.report_sending import submit_report
from desktop.usecases.report_writing import (
    Told,
    open_report,
    save_answer,
    save_card,
    save_observation,
    save_told,
)


def fill_report(session: Session, report_id: int, written: WrittenReport) -> Outcome[None]:
    """Replace what the draft holds by what was written; unanswered questions keep their draft."""
    for code, given in written.answers.items():
        save_answer(session, report_id, code, given.value, given.note)
    _take_back(session, report_id, written)
    for each in written.observations:
        if each.kind in KPAM_QUESTIONS:
            save_told(
                session, report_id, each.kind, each.text, each.touchpoint, nothing=not each.text
            )
        else:
            told = Told(each.kind, each.touchpoint, each.text, each.polarity, each.voice)
            save_observation(session, report_id, told)
    for card in written.cards:
        save_card(session, report_id, _card(session, card))
    return Outcome(None, Changes.REPORTS, _("fill in a report from a file"))


def _take_back(session: Session, report_id: int, written: WrittenReport) -> None:
    """A list in the file replaces the list in the draft: filling in twice doubles nothing."""
    if any(each.kind not in KPAM_QUESTIONS for each in written.observations):
        for row in observations_of(session, report_id):
            if row.kind not in KPAM_QUESTIONS and not is_repeated(row):
                session.delete(row)
    if written.cards:
        for card in cards_of(session, report_id):
            session.delete(card)


def _card(session: Session, written: WrittenCard) -> Card:
    return replace(
        written.card,
        felt_at_id=_department(session, written.felt_at),
        caused_by_id=_department(session, written.caused_by),
    )


def _department(session: Session, code: str) -> int | None:
    if not code:
        return None
    found = session.scalars(select(Department.id).where(Department.code == code)).one_or_none()
    if found is None:
        raise UserError(_("There is no department {code}.").format(code=code))
    return found


def open_named(session: Session, name: str, *, as_host: bool = False) -> Outcome[int]:
    """The draft for the report, assignment or stay of this identifier (or the report's number)."""
    assignment = session.scalars(select(Assignment).where(Assignment.uid == name)).one_or_none()
    if assignment is not None:
        author = _host_of(session, assignment) if as_host else None
        return open_report(session, assignment_id=assignment.id, author_id=author)
    stay = session.scalars(select(Stay).where(Stay.uid == name)).one_or_none()
    if stay is not None:
        return open_report(session, stay_id=stay.id)
    return Outcome(find_report(session, name), Changes.NONE)


def _host_of(session: Session, assignment: Assignment) -> int:
    host = session.get_one(Slot, assignment.slot_id).host_id
    if host is None:
        raise UserError(_("This immersion has no host."))
    return host


def submit_written(
    session: Session, name: str, written: WrittenReport, *, as_host: bool = False, send: bool = True
) -> Outcome[tuple[int, tuple[str, ...]]]:
    """Open, fill in and send in one transaction; the value: the report, the answers dropped."""
    report_id = open_named(session, name, as_host=as_host).value
    fill_report(session, report_id, written)
    session.flush()
    dropped = submit_report(session, report_id).value if send else ()
    return Outcome((report_id, dropped), Changes.REPORTS | Changes.STAYS, _("send the report"))
