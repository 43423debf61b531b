"""Files joined to a report: stripped, stored once, known again when used twice."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Attachment, Report
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.observations.attachments import cleaned
from desktop.usecases.outcome import Outcome
from desktop.usecases.report_writing import writable


def attach_file(
    session: Session, report_id: int, item: str, name: str, content: bytes
) -> Outcome[int]:
    """Join a file to one question; UserError for what may not be joined or was joined already."""
    report = writable(session, report_id)
    clean = cleaned(name, content)
    twin = session.execute(
        select(Attachment.report_id, Report.campaign_id)
        .join(Report, Report.id == Attachment.report_id)
        .where(Attachment.sha256 == clean.sha256, Report.campaign_id == report.campaign_id)
    ).first()
    if twin is not None:
        sentence = (
            _("{file} is joined to this report already.")
            if twin[0] == report_id
            else _("{file} was joined to another report already: each day has its own proof.")
        )
        raise UserError(sentence.format(file=name))
    row = Attachment(
        report_id=report_id,
        item=item,
        name=clean.name,
        media_type=clean.media_type,
        sha256=clean.sha256,
        content=clean.content,
    )
    session.add(row)
    session.flush()
    return Outcome(row.id, Changes.REPORTS, _("join {file}").format(file=name))


def detach_file(session: Session, report_id: int, attachment_id: int) -> Outcome[None]:
    """Take a joined file back."""
    writable(session, report_id)
    row = session.get(Attachment, attachment_id)
    if row is None or row.report_id != report_id:
        return Outcome(None, Changes.NONE)
    session.delete(row)
    return Outcome(None, Changes.REPORTS, _("remove {file}").format(file=row.name))


def attached_content(session: Session, attachment_id: int) -> bytes:
    """The bytes of a joined file."""
    return session.get_one(Attachment, attachment_id).content
