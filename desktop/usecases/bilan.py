"""The two-sided bilan: reminders to those who have not written, and what each says of the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Person, Report, ReviewComment
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.core.observations.bilan import DEBRIEF, Stage, refuse_bare_disagreement, stage_due
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.messages import Letter, message_bytes
from desktop.core.publishing.packet import safe_name
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_content import content_of, questionnaire_of, report_numbered
from desktop.usecases.report_list import Occasion, list_occasions, person_name

OTHER_HALF = "other_half:"
"""Before `agree` or `disagree`, in the comment of an author on the other half."""


@dataclass(frozen=True, slots=True)
class ReminderFile:
    """A message ready to be sent, as .eml."""

    name: str
    stage: Stage
    author: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reminders:
    """The messages, and those who cannot be written to."""

    files: tuple[ReminderFile, ...]
    without_address: tuple[str, ...]


def bilan_reminders(
    session: Session, campaign_id: int, now: datetime, sender: Contact
) -> Reminders:
    """A message to each visitor and host whose half is due and not begun; stays have their own."""
    campaign = session.get_one(Campaign, campaign_id)
    files, without = [], []
    for each in list_occasions(session, campaign_id, now):
        end = each.due - timedelta(hours=campaign.report_due_hours)
        stage = stage_due(end, now)
        if each.assignment_id is None or stage is None:
            continue
        person = session.get_one(Person, each.author_id)
        if person.email:
            files.append(_reminder(each, stage, person, now, sender))
        else:
            without.append(each.author)
    return Reminders(tuple(files), tuple(without))


def _reminder(
    each: Occasion, stage: Stage, person: Person, now: datetime, sender: Contact
) -> ReminderFile:
    name = person_name(person)
    letter = Letter(
        sender=sender,
        recipient=Contact(name, person.email),
        subject=_("Your half of the “Vis ma vie” review"),
        text=_text(each, stage, name),
        date=now,
        key=f"{each.uid}-{person.code}-report-{stage.value}",
    )
    file = "-".join((safe_name(name), each.uid[:8], stage.value))
    return ReminderFile(f"{file}.eml", stage, name, message_bytes(letter))


def _text(each: Occasion, stage: Stage, name: str) -> str:
    begins = {
        Stage.INVITATION: _(
            "Your day at {site} on {day} nears its end: tell it while it is fresh."
        ),
        Stage.FIRST: _("Your half of the review of your day at {site} on {day} is missing."),
        Stage.LAST: _("Your half of the review of {day} at {site} is missing: last reminder."),
    }
    begin = begins[stage].format(site=each.site, day=date_text(each.day.date(), "long"))
    words = _(
        "Hello {name},\n\n{begin}\n\nIt takes about twenty minutes. You will read the other half "
        "once yours is sent.\n"
    )
    return words.format(name=name, begin=begin)


# -- reading each other


@dataclass(frozen=True, slots=True)
class DebriefPart:
    """One of the three parts, in both halves."""

    question: str
    mine: str
    other: str


@dataclass(frozen=True, slots=True)
class OtherHalf:
    """What the other wrote, for an author who sent their own half; `agrees` is None until said."""

    report_id: int
    author: str
    debrief: tuple[DebriefPart, ...]
    agrees: bool | None
    comment: str
    their_agrees: bool | None
    their_comment: str


def other_half(session: Session, report_id: int) -> OtherHalf | None:
    """The other half; None until both are sent."""
    report = report_numbered(session, report_id)
    other = _other(session, report)
    if other is None:
        return None
    mine, theirs = content_of(session, report.id), content_of(session, other.id)
    questions = questionnaire_of(session, report)
    agrees, comment = _said(session, report.id)
    their_agrees, their_comment = _said(session, other.id)
    return OtherHalf(
        report_id=other.id,
        author=person_name(session.get(Person, other.author_id)) if other.author_id else "",
        debrief=tuple(
            DebriefPart(item.words.text, mine.value(code), theirs.value(code))
            for code in DEBRIEF
            if (item := questions.item(code)) is not None
        ),
        agrees=agrees,
        comment=comment,
        their_agrees=their_agrees,
        their_comment=their_comment,
    )


def answer_other_half(
    session: Session, report_id: int, *, agrees: bool, comment: str = ""
) -> Outcome[None]:
    """Say whether one agrees with the other half; a disagreement needs a comment.

    Raises UserError before both halves are sent.
    """
    report = report_numbered(session, report_id)
    if _other(session, report) is None:
        raise UserError(_("The other half is read once both are sent."))
    refuse_bare_disagreement(comment, agrees=agrees)
    row = _row(session, report_id)
    if row is None:
        author = session.get(Person, report.author_id) if report.author_id else None
        row = ReviewComment(report_id=report_id, author=person_name(author), resolved=True)
        session.add(row)
    row.item = OTHER_HALF + ("agree" if agrees else "disagree")
    row.text = comment.strip()
    return Outcome(None, Changes.REPORTS, _("answer the other half of a review"))


def _other(session: Session, report: Report) -> Report | None:
    if report.assignment_id is None or report.submitted_at is None:
        return None
    return session.scalars(
        select(Report).where(
            Report.assignment_id == report.assignment_id,
            Report.id != report.id,
            Report.submitted_at.is_not(None),
        )
    ).first()


def _row(session: Session, report_id: int) -> ReviewComment | None:
    return session.scalars(
        select(ReviewComment).where(
            ReviewComment.report_id == report_id, ReviewComment.item.startswith(OTHER_HALF)
        )
    ).first()


def _said(session: Session, report_id: int) -> tuple[bool | None, str]:
    row = _row(session, report_id)
    return (None, "") if row is None else (row.item == OTHER_HALF + "agree", row.text)
