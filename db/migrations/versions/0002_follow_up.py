"""When an edit cancelled an agreement's signatures, and when a silent person was asked again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db import base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agreement", sa.Column("cancelled_on", sa.Date(), nullable=True))
    op.add_column(
        "published_assignment", sa.Column("reminded_at", base.UtcDateTime(), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("published_assignment", "reminded_at")
    op.drop_column("agreement", "cancelled_on")
