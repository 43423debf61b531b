"""Questionnaires of the company: the templates that come along, and their versions once used."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from db.models import Questionnaire as Row
from db.models import Report
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations import questionnaire_file
from desktop.core.observations.questionnaire import ANY_TRADE, Questionnaire
from desktop.core.observations.questionnaire_checks import checks
from desktop.core.observations.templates import templates
from desktop.core.vocabulary import QuestionnaireKind
from desktop.usecases.outcome import Outcome


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """One version; `used` once a report was opened with it: it is then never edited."""

    id: int
    code: str
    edition: int
    kind: QuestionnaireKind
    title: str
    trade: str
    sections: int
    items: int
    minutes: int
    reports: int
    retired: bool

    @property
    def used(self) -> bool:
        return self.reports > 0


def install_templates(session: Session) -> Outcome[int]:
    """Add the ready questionnaires that are not there yet; the value counts them."""
    known = set(session.scalars(select(Row.code)))
    new = [template for template in templates() if template.code not in known]
    session.add_all(_row(template) for template in new)
    changes = Changes.QUESTIONNAIRES if new else Changes.NONE
    return Outcome(len(new), changes, _("install the ready questionnaires"))


def list_questionnaires(session: Session, *, retired: bool = False) -> tuple[QuestionnaireRow, ...]:
    """The versions in use, by title; with `retired`, the older ones too."""
    query = (
        select(Row, func.count(Report.id))
        .outerjoin(Report, Report.questionnaire_id == Row.id)
        .group_by(Row.id)
        .order_by(Row.code, Row.edition.desc())
    )
    if not retired:
        query = query.where(Row.retired.is_(False))
    return tuple(_line(row, reports) for row, reports in session.execute(query))


def get_questionnaire(session: Session, questionnaire_id: int) -> Questionnaire:
    """The definition of one version."""
    return definition(session.get_one(Row, questionnaire_id))


def save_questionnaire(
    session: Session, questionnaire: Questionnaire, questionnaire_id: int | None = None
) -> Outcome[int]:
    """Keep an edited or a new questionnaire; one that was used is followed by its next version.

    Raises UserError for a fault that would keep it from working.
    """
    _refuse_faults(questionnaire)
    label = _("edit the questionnaire {title}").format(title=questionnaire.words.text)
    row = session.get_one(Row, questionnaire_id) if questionnaire_id is not None else None
    if row is None or _is_used(session, row):
        if row is not None:
            row.retired = True
        row = _row(replace(questionnaire, version=_next_edition(session, questionnaire.code)))
        session.add(row)
    else:
        edited = replace(questionnaire, code=row.code, version=row.edition)
        row.kind, row.title = edited.kind, edited.words.text
        row.content = questionnaire_file.plain(edited)
    session.flush()
    return Outcome(row.id, Changes.QUESTIONNAIRES, label)


def import_questionnaire(session: Session, text: str, source: str) -> Outcome[int]:
    """Take a questionnaire from a file; one whose code is known becomes its next version."""
    questionnaire = questionnaire_file.load(text, source=source)
    newest = _newest(session, questionnaire.code)
    return save_questionnaire(session, questionnaire, newest.id if newest else None)


def export_questionnaire(session: Session, questionnaire_id: int) -> str:
    """The text of the file that `import_questionnaire` takes."""
    return questionnaire_file.dump(get_questionnaire(session, questionnaire_id))


def retire_questionnaire(session: Session, questionnaire_id: int) -> Outcome[None]:
    """No new report is opened with it; those that exist keep it."""
    row = session.get_one(Row, questionnaire_id)
    row.retired = True
    label = _("retire the questionnaire {title}").format(title=row.title)
    return Outcome(None, Changes.QUESTIONNAIRES, label)


def questionnaire_for(session: Session, kind: QuestionnaireKind, trade: str) -> Row:
    """The newest questionnaire for this occasion, its trade first; the template if there is none.

    To be called by a use case: it may add the template to the database.
    """
    rows = session.scalars(
        select(Row).where(Row.kind == kind, Row.retired.is_(False)).order_by(Row.edition.desc())
    ).all()
    if not rows:
        fitting = [template for template in templates() if template.kind is kind]
        rows = [_row(template) for template in fitting]
        session.add_all(rows)
        session.flush()
    for wanted in (trade, ANY_TRADE):
        for row in rows:
            if row.content.get("trade") == wanted:
                return row
    return rows[0]


def definition(row: Row) -> Questionnaire:
    """What a row holds; UserError if the file of another program put nonsense there."""
    return questionnaire_file.read(row.content, source=f"{row.code} {row.edition}")


def _row(questionnaire: Questionnaire) -> Row:
    return Row(
        code=questionnaire.code,
        edition=questionnaire.version,
        kind=questionnaire.kind,
        title=questionnaire.words.text,
        content=questionnaire_file.plain(questionnaire),
    )


def _line(row: Row, reports: int) -> QuestionnaireRow:
    held = definition(row)
    return QuestionnaireRow(
        id=row.id,
        code=row.code,
        edition=row.edition,
        kind=row.kind,
        title=held.words.text,
        trade=held.trade,
        sections=len(held.sections),
        items=sum(1 for _item in held.items()),
        minutes=held.minutes,
        reports=reports,
        retired=row.retired,
    )


def _refuse_faults(questionnaire: Questionnaire) -> None:
    fault = next((finding for finding in checks(questionnaire) if finding.blocking), None)
    if fault is not None:
        raise UserError(_("This questionnaire cannot be used: {fault}").format(fault=fault.message))


def _is_used(session: Session, row: Row) -> bool:
    return bool(session.scalar(select(exists().where(Report.questionnaire_id == row.id))))


def _newest(session: Session, code: str) -> Row | None:
    query = select(Row).where(Row.code == code).order_by(Row.edition.desc()).limit(1)
    return session.scalars(query).one_or_none()


def _next_edition(session: Session, code: str) -> int:
    return (session.scalar(select(func.max(Row.edition)).where(Row.code == code)) or 0) + 1
