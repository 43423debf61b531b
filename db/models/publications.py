"""What was made official or printed, and the append-only trail of changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, created_at, json_dict, json_list, pk, uid
from desktop.core.vocabulary import PublicationKind


class Publication(Base):
    """One act of publishing: a plan, or a batch of PDFs, with what it withheld."""

    __tablename__ = "publication"

    id: Mapped[pk]
    uid: Mapped[uid]
    campaign_id: Mapped[int] = mapped_column(
        ForeignKey("campaign.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[PublicationKind]
    language: Mapped[str] = mapped_column(default="fr")
    author: Mapped[str] = mapped_column(default="")
    files: Mapped[json_list]
    withheld: Mapped[json_list]
    figures: Mapped[json_dict]
    """What was disclosed, frozen: a later batch may not subtract to a hidden figure."""
    created: Mapped[created_at]


class Audit(Base):
    """One committed change: names of columns, never values; each line seals the one before."""

    __tablename__ = "audit"

    id: Mapped[pk]
    at: Mapped[datetime]
    author: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    """What was done, without names of people."""
    entries: Mapped[json_list]
    """[table, key, operation, changed columns]."""
    digest: Mapped[str]
    """SHA-256 of this line and of the digest before it."""
