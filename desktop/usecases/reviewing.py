"""What a reviewer does: accept, ask for a revision, set aside, mend the form, clear, release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Answer, IrritantCard, Observation, Report, ReviewComment, Stay
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.labels import label
from desktop.core.observations.guard import only_masks
from desktop.core.observations.report_states import Role, Step, may_mend, next_status
from desktop.core.vocabulary import ReportStatus, StayStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_content import (
    FieldText,
    FieldWarning,
    is_repeated,
    observations_of,
    report_numbered,
    texts_of,
    warnings_of,
)

CLEARED = "cleared:"
"""Before the field, in a comment that says that a warning was looked at and found harmless."""


@dataclass(frozen=True, slots=True)
class FieldComment:
    """What the reviewer asks about one field; `field` is empty for the whole report."""

    text: str
    field: str = ""


def accept_report(session: Session, report_id: int) -> Outcome[None]:
    """The report counts from now on: figures, register, documents."""
    report = _move(session, report_id, Step.ACCEPT)
    for comment in _comments(session, report_id):
        comment.resolved = True
    _tell_stay(session, report, StayStatus.ACCEPTED)
    changes = Changes.REPORTS | Changes.IRRITANTS | Changes.STAYS
    return Outcome(None, changes, _("accept a report"))


def ask_revision(
    session: Session, report_id: int, comments: tuple[FieldComment, ...], author: str = ""
) -> Outcome[None]:
    """Give the report back to its author with what to look at, field by field."""
    asked = [comment for comment in comments if comment.text.strip()]
    reason = " ".join(comment.text.strip() for comment in asked)
    _move(session, report_id, Step.ASK_REVISION, reason)
    session.add_all(
        ReviewComment(
            report_id=report_id, item=comment.field, text=comment.text.strip(), author=author
        )
        for comment in asked
    )
    return Outcome(None, Changes.REPORTS, _("ask for the revision of a report"))


def set_aside_report(session: Session, report_id: int, reason: str) -> Outcome[None]:
    """Keep the report out of every figure; its author reads why and may contest."""
    _move(session, report_id, Step.SET_ASIDE, reason)
    return Outcome(None, Changes.REPORTS | Changes.IRRITANTS, _("set a report aside"))


def reopen_report(session: Session, report_id: int, reason: str) -> Outcome[None]:
    """Take an accepted report back into review, as long as it was not released."""
    _move(session, report_id, Step.REOPEN, reason)
    return Outcome(None, Changes.REPORTS | Changes.IRRITANTS, _("reopen a report"))


def release_report(session: Session, report_id: int) -> Outcome[None]:
    """Let departments read it. Raises UserError while a warning of the guard is open."""
    report = report_numbered(session, report_id)
    left = open_warnings(session, report)
    if left:
        sentence = ngettext(
            "{count} warning must be looked at before this report is released.",
            "{count} warnings must be looked at before this report is released.",
            len(left),
        )
        raise UserError(
            sentence.format(count=len(left)),
            hint=_("Mask the words, or say that they are harmless."),
        )
    _move(session, report_id, Step.RELEASE)
    report.released_at = datetime.now(UTC)
    return Outcome(None, Changes.REPORTS, _("release a report"))


@dataclass(frozen=True, slots=True)
class Release:
    """How many reports were released, and how many wait for a warning to be cleared."""

    released: int
    waiting: int


def release_accepted(session: Session, campaign_id: int) -> Outcome[Release]:
    """Release every accepted report that has no open warning."""
    query = select(Report).where(
        Report.campaign_id == campaign_id, Report.status == ReportStatus.ACCEPTED
    )
    reports = list(session.scalars(query))
    ready = [report for report in reports if not open_warnings(session, report)]
    for report in ready:
        release_report(session, report.id)
    result = Release(len(ready), len(reports) - len(ready))
    return Outcome(result, Changes.REPORTS, _("release the accepted reports"))


def open_warnings(session: Session, report: Report) -> tuple[FieldWarning, ...]:
    """What the guard points at and nobody has cleared yet."""
    cleared = {
        (comment.item.removeprefix(CLEARED), comment.text)
        for comment in _comments(session, report.id)
        if comment.item.startswith(CLEARED)
    }
    return tuple(
        each
        for each in warnings_of(session, report)
        if (each.field, each.warning.words) not in cleared
    )


def clear_warning(
    session: Session, report_id: int, field: str, words: str, author: str = ""
) -> Outcome[None]:
    """Record that these words of this field were looked at and are harmless."""
    session.add(
        ReviewComment(
            report_id=report_id, item=CLEARED + field, text=words, author=author, resolved=True
        )
    )
    return Outcome(None, Changes.REPORTS, _("clear a warning"))


def mend_text(
    session: Session, report_id: int, field: str, text: str, author: str = ""
) -> Outcome[None]:
    """Correct the form of one text; facts may only be masked. The author sees both versions."""
    report = report_numbered(session, report_id)
    if not may_mend(Role.REVIEWER, report.status):
        raise UserError(
            _("Words are mended during the review: this report is “{status}”.").format(
                status=label(report.status)
            )
        )
    before = _text_at(session, report, field)
    if text == before.text:
        return Outcome(None, Changes.NONE)
    if not text.strip():
        raise UserError(_("Words are mended, not removed: ask for a revision instead."))
    if before.factual and not only_masks(before.text, text):
        raise UserError(
            _("A fact is not reworded: words may only be replaced by […]."),
            hint=_("Ask the author for a revision if the fact itself is at stake."),
        )
    _write(session, report_id, field, before.text, text)
    session.add(
        ReviewComment(report_id=report_id, item=field, text=text, before=before.text, author=author)
    )
    return Outcome(None, Changes.REPORTS, _("mend the words of a report"))


def _move(session: Session, report_id: int, step: Step, reason: str = "") -> Report:
    report = report_numbered(session, report_id)
    report.status = next_status(step, Role.REVIEWER, report.status, reason)
    report.decision_reason = reason.strip()
    report.reviewed_at = datetime.now(UTC)
    return report


def _comments(session: Session, report_id: int) -> list[ReviewComment]:
    query = select(ReviewComment).where(ReviewComment.report_id == report_id)
    return list(session.scalars(query.order_by(ReviewComment.id)))


def _tell_stay(session: Session, report: Report, status: StayStatus) -> None:
    stay = session.get(Stay, report.stay_id) if report.stay_id is not None else None
    if stay is not None and stay.status is StayStatus.IN_REVIEW:
        stay.status = status


def _text_at(session: Session, report: Report, field: str) -> FieldText:
    for text in texts_of(session, report):
        if text.field == field:
            return text
    raise UserError(_("There is no text to mend at “{field}”.").format(field=field))


def _write(session: Session, report_id: int, field: str, before: str, text: str) -> None:
    place, _colon, key = field.partition(":")
    if place in ("answer", "note"):
        _write_answer(session, report_id, key, text, note=place == "note")
    elif place == "observation":
        observation = session.get_one(Observation, int(key))
        observation.original = observation.original or before
        observation.text = text
    else:
        number, _colon, part = key.partition(":")
        setattr(session.get_one(IrritantCard, int(number)), part, text)


def _write_answer(session: Session, report_id: int, code: str, text: str, *, note: bool) -> None:
    query = select(Answer).where(Answer.report_id == report_id, Answer.item == code)
    answer = session.scalars(query).one()
    before = answer.note if note else answer.value
    if note:
        answer.note = text
    else:
        answer.original = answer.original or before
        answer.value = text
    for each in observations_of(session, report_id):
        if is_repeated(each) and each.item == code and each.text.strip() == before.strip():
            each.original = each.original or each.text
            each.text = text
