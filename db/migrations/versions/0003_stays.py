"""Companions, draws, proofs and reminders of mystery stays, and the text that a guest signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db import base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stay_companion",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_stay_companion_stay_id_stay"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_companion")),
        sa.UniqueConstraint("stay_id", "mark", name=op.f("uq_stay_companion_stay_id_mark")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stay_companion_mark"), "stay_companion", ["mark"])
    op.create_table(
        "stay_draw",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("applicants", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_stay_draw_stay_id_stay"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_draw")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stay_draw_stay_id"), "stay_draw", ["stay_id"])
    op.create_table(
        "stay_proof",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_stay_proof_stay_id_stay"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_proof")),
        sa.UniqueConstraint(
            "stay_id", "kind", "sha256", name=op.f("uq_stay_proof_stay_id_kind_sha256")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stay_proof_sha256"), "stay_proof", ["sha256"])
    op.create_table(
        "stay_reminder",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_stay_reminder_stay_id_stay"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_reminder")),
        sa.UniqueConstraint("stay_id", "hours", name=op.f("uq_stay_reminder_stay_id_hours")),
        sqlite_strict=True,
    )
    op.add_column("stay", sa.Column("signed_text", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("stay") as batch_op:
        batch_op.drop_column("signed_text")
    for table in ("stay_reminder", "stay_proof", "stay_draw", "stay_companion"):
        op.drop_table(table)
