"""The small company of the coordinator's desk, around the present day, for tests."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Slot
from db.session import open_store
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases.demonstration import build_demonstration

NOW = datetime.now(UTC)
TODAY = NOW.date()
SOON = NOW + timedelta(days=1)


def make_company(folder: Path) -> Path:
    path = folder / "company.db"
    with open_store(path, create=True) as opened:
        opened.write(build_demonstration, "S", 1, TODAY)
    return path


def copy_of(company: Path, folder: Path) -> Path:
    return Path(shutil.copy(company, folder / "copy.db"))


def campaign_id(session: Session) -> int:
    found = session.scalars(select(Campaign.id).order_by(Campaign.start.desc())).first()
    assert found is not None
    return found


def coming(session: Session, status: AssignmentStatus = AssignmentStatus.PUBLISHED) -> int:
    """Some place to come in that state, in no swap."""
    found = session.scalar(
        select(Assignment.id)
        .join(Slot, Slot.id == Assignment.slot_id)
        .where(
            Assignment.campaign_id == campaign_id(session),
            Assignment.status == status,
            Assignment.swap_id.is_(None),
            Slot.start > SOON,
        )
        .order_by(Assignment.id)
    )
    assert found is not None
    return found
