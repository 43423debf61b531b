"""What comes back to the coordinator as a file: shown before it is taken in, then taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from desktop.core.changes import Changes
from desktop.core.i18n import _, date_text, ngettext
from desktop.core.labels import label
from desktop.core.observations.answer_values import shown
from desktop.core.observations.answers import visible_items
from desktop.core.observations.form_reader import Fields
from desktop.core.observations.questionnaire import WRITTEN
from desktop.usecases.action_returns import bring_back, table_binding
from desktop.usecases.forms import Collected, collect_form
from desktop.usecases.missions import collect_package
from desktop.usecases.outcome import Outcome
from desktop.usecases.reports import ReportSheet, get_report


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """One thing that the file says, and where."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file holds and what becomes of it."""

    file: str
    title: str
    occasion: str
    lines: tuple[ReturnedLine, ...]
    lacking: tuple[str, ...]
    """What stands between a report and its review; lines of an action table that are left out."""
    sent: bool
    report_id: int | None = None


def take_return(
    session: Session, held: Fields | bytes, file: str, today: date
) -> Outcome[Returned]:
    """Take in a report form, a sealed package or an action table; rehearsed, it is the preview."""
    if not isinstance(held, bytes) and table_binding(session, held):
        return _take_table(session, held, file, today)
    if isinstance(held, bytes):
        collected = collect_package(session, held, file)
    else:
        collected = collect_form(session, held, file)
    session.flush()
    value = returned_report(session, collected.value, file)
    return Outcome(value, collected.changes, collected.label)


def _take_table(session: Session, fields: Fields, file: str, today: date) -> Outcome[Returned]:
    done = bring_back(session, fields, file, today)
    table = done.value
    value = Returned(
        file=file,
        title=_("Action table"),
        occasion=table.department,
        lines=tuple(ReturnedLine(line.about, line.what) for line in table.done),
        lacking=tuple(f"{line.about}: {line.what}" for line in table.left_out),
        sent=not table.left_out,
    )
    return Outcome(value, done.changes | Changes.NONE, done.label)


def returned_report(session: Session, collected: Collected, file: str) -> Returned:
    """What a report holds once it was taken in."""
    sheet = get_report(session, collected.report_id)
    day = date_text(sheet.row.day.date(), "long") if sheet.row.day else ""
    parts = (sheet.row.site, day, sheet.row.author)
    return Returned(
        file=file,
        title=sheet.questionnaire.words.text,
        occasion=" · ".join(part for part in parts if part),
        lines=(*_answers(sheet), *_told(sheet)),
        lacking=collected.lacking,
        sent=collected.sent,
        report_id=collected.report_id,
    )


def _answers(sheet: ReportSheet) -> list[ReturnedLine]:
    lines = []
    for _section, item in visible_items(sheet.questionnaire, sheet.content):
        value, note = sheet.content.value(item.code), sheet.content.note(item.code)
        words = value if item.kind in WRITTEN else shown(item, value)
        text = "\n".join(part for part in (words if value else "", note) if part)
        if text:
            lines.append(ReturnedLine(item.words.text, text))
    return lines


def _told(sheet: ReportSheet) -> list[ReturnedLine]:
    lines = [
        ReturnedLine(label(each.kind), each.text)
        for each in sheet.observations
        if each.kind.value == each.item or not each.item
    ]
    for each in sheet.cards:
        words = "\n".join(part for part in (each.card.title, each.card.fact) if part)
        lines.append(ReturnedLine(_("Irritant card"), words))
    return lines


def verdict(returned: Returned) -> str:
    """What becomes of the file, in one sentence."""
    if returned.report_id is None:
        count = len(returned.lines)
        words = ngettext("{count} change in the register", "{count} changes in the register", count)
        return words.format(count=count)
    if returned.sent:
        return _("Complete: it goes to review.")
    count = len(returned.lacking)
    words = ngettext(
        "{count} thing is missing: it is kept as a draft.",
        "{count} things are missing: it is kept as a draft.",
        count,
    )
    return words.format(count=count)
