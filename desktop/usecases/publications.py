"""What is printed for each department within the thresholds; what was printed and withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Department, Person, Publication, Site
from desktop.core.changes import Changes
from desktop.core.documents.action_form import ROLE
from desktop.core.documents.summary import DepartmentSummary, Withheld
from desktop.core.errors import UserError
from desktop.core.i18n import _, speaking
from desktop.core.observations.form_names import Binding, token
from desktop.core.vocabulary import PublicationKind
from desktop.usecases.campaigns import campaign_named
from desktop.usecases.form_key import known_form_key
from desktop.usecases.outcome import Outcome
from desktop.usecases.printed_plans import SHOWN
from desktop.usecases.summary_batch import Batch, read_batch
from desktop.usecases.summary_parts import summary_of


@dataclass(frozen=True, slots=True)
class DepartmentToPrint:
    """A department, and whether there is anything to tell it."""

    id: int
    code: str
    name: str
    head_email: str
    reports: int
    irritants: int

    @property
    def has_content(self) -> bool:
        return bool(self.reports or self.irritants)


def list_departments_to_print(
    session: Session, campaign_id: int, *, today: date
) -> list[DepartmentToPrint]:
    """Every department in the order of names, those without any content too."""
    batch = read_batch(session, campaign_id, today)
    rows = session.scalars(select(Department).order_by(Department.name))
    return [
        DepartmentToPrint(
            row.id,
            row.code,
            row.name,
            row.head_email,
            sum(r.department in batch.scope[row.id] and r.may_be_told for r in batch.reports),
            sum(bool(batch.scope[row.id] & {i.felt_at_id, i.caused_by_id}) for i in batch.rows),
        )
        for row in rows
    ]


def department_summary(
    session: Session, campaign_id: int, department_id: int, *, language: str, today: date
) -> DepartmentSummary:
    """One department; thresholds are still reckoned over the whole campaign."""
    return list_summaries(
        session, campaign_id, language=language, today=today, departments=(department_id,)
    )[0]


def list_summaries(
    session: Session,
    campaign_id: int,
    *,
    language: str,
    today: date,
    departments: Sequence[int] = (),
) -> list[DepartmentSummary]:
    """The summaries of the departments asked for; of all that have something to read otherwise."""
    batch = read_batch(session, campaign_id, today)
    wanted = list(departments) or [key for key in batch.departments if _has_content(batch, key)]
    unknown = [key for key in wanted if key not in batch.departments]
    if unknown:
        raise UserError(_("This department no longer exists."))
    secret = known_form_key(session)
    with speaking(language):
        made = [(key, summary_of(batch, key, language)) for key in wanted]
    if secret is None:
        return [summary for _key, summary in made]
    uid = batch.campaign.uid
    return [
        replace(summary, ref=token(Binding(ROLE, str(key), uid), secret)) for key, summary in made
    ]


def _has_content(batch: Batch, department: int) -> bool:
    inside = batch.scope[department]
    told = any(r.department in inside and r.may_be_told for r in batch.reports)
    return told or any(inside & {row.felt_at_id, row.caused_by_id} for row in batch.rows)


def department_key(session: Session, code: str) -> int:
    """The key of a department from its code. Raises `UserError` if there is none."""
    key = session.scalar(select(Department.id).where(Department.code == code))
    if key is None:
        raise UserError(_("There is no department “{code}”.").format(code=code))
    return key


def campaign_key(session: Session, code: str) -> int:
    """The key of a campaign from its code. Raises `UserError` if there is none."""
    return campaign_named(session, code).id


def site_key(session: Session, code: str) -> int:
    """The key of a site from its code. Raises `UserError` if there is none."""
    key = session.scalar(select(Site.id).where(Site.code == code))
    if key is None:
        raise UserError(_("There is no site “{code}”.").format(code=code))
    return key


def person_key(session: Session, code: str) -> int:
    """The key of a person from her staff number. Raises `UserError` if there is none."""
    key = session.scalar(select(Person.id).where(Person.code == code))
    if key is None:
        raise UserError(_("There is no person “{code}”.").format(code=code))
    return key


def list_participants(session: Session, campaign_id: int) -> list[int]:
    """Keys of the people who have something planned."""
    return list(
        session.scalars(
            select(Assignment.person_id)
            .where(Assignment.campaign_id == campaign_id, Assignment.status.in_(SHOWN))
            .distinct()
            .order_by(Assignment.person_id)
        )
    )


@dataclass(frozen=True, slots=True)
class PrintedFile:
    """A file of a batch and what was left out of it."""

    name: str
    department: str
    pages: int
    withheld: tuple[Withheld, ...] = ()


def record_publication(
    session: Session,
    campaign_id: int,
    files: Sequence[PrintedFile],
    *,
    language: str,
    today: date,
    kind: PublicationKind = PublicationKind.DEPARTMENT_SUMMARY,
) -> Outcome[int]:
    """Keep what was printed, what was withheld and the figures told, for the next batch."""
    batch = read_batch(session, campaign_id, today)
    row = Publication(
        campaign_id=campaign_id,
        kind=kind,
        language=language,
        files=[
            {"name": each.name, "department": each.department, "pages": each.pages}
            for each in files
        ],
        withheld=[
            {"department": each.department, "what": w.what, "why": w.why, "count": w.count}
            for each in files
            for w in each.withheld
        ],
        figures={
            "authors": {str(key): count for key, count in batch.authors.items() if count},
            "asked": {str(key): count for key, count in batch.asked.items() if count},
        },
    )
    session.add(row)
    session.flush()
    # No label: what has been printed cannot be undone, and must be remembered.
    return Outcome(row.id, Changes.PUBLICATIONS)


@dataclass(frozen=True, slots=True)
class PublicationRow:
    """One act of printing of the past; `at` in UTC."""

    id: int
    at: datetime
    kind: PublicationKind
    language: str
    files: int
    withheld: int


def list_publications(session: Session, campaign_id: int) -> list[PublicationRow]:
    """Newest first."""
    rows = session.scalars(
        select(Publication)
        .where(Publication.campaign_id == campaign_id)
        .order_by(Publication.id.desc())
    )
    return [
        PublicationRow(
            row.id,
            row.created,
            row.kind,
            row.language,
            len(row.files),
            sum(int(each.get("count", 1)) for each in row.withheld if isinstance(each, dict)),
        )
        for row in rows
    ]
