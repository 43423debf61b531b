"""The documents that leave with a published change: the agreement, ready to sign."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from desktop.core.i18n import _, language
from desktop.core.publishing.messages import Enclosure
from desktop.core.publishing.packet import Documents
from desktop.core.publishing.presences import Change
from desktop.usecases.printed_plans import agreement_sheet


def documents_for(session: Session, today: date, company: str = "") -> Documents:
    """What `write_packet` asks for each change, in the language in force."""

    def documents(change: Change) -> tuple[Enclosure, ...]:
        from desktop.core.documents.agreement import (  # noqa: PLC0415 -- slow import
            make_agreement,
        )

        sheet = agreement_sheet(
            session, change.presence.uid, language=language(), today=today, company=company
        )
        content = make_agreement(sheet).data
        return (Enclosure(_("agreement") + ".pdf", "application/pdf", content),)

    return documents
