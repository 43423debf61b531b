"""Every table of the first version, and the guards of the trail of changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db import base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Links that go round in a circle: SQLite takes them with the table, PostgreSQL afterwards.
CIRCULAR = (
    ("fk_department_head_id_person", "department", "person", "head_id"),
    ("fk_site_department_id_department", "site", "department", "department_id"),
)

# The trail of changes is only ever added to.
SQLITE_GUARDS = [
    f"""CREATE TRIGGER audit_no_{operation.lower()} BEFORE {operation} ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"""
    for operation in ("UPDATE", "DELETE")
]
POSTGRESQL_GUARDS = [
    """CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
    """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()""",
]


def _on_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("at", base.UtcDateTime(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("entries", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    op.create_table(
        "calendar_coverage",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("known_from", sa.Date(), nullable=False),
        sa.Column("known_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_coverage")),
        sa.UniqueConstraint("calendar", "zone", name=op.f("uq_calendar_coverage_calendar_zone")),
        sqlite_strict=True,
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="campaignstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("max_activities", sa.Integer(), nullable=False),
        sa.Column("away_share", sa.Float(), nullable=False),
        sa.Column("publish_notice_days", sa.Integer(), nullable=False),
        sa.Column("rotation_days", sa.Integer(), nullable=False),
        sa.Column("cross_rule_months", sa.Integer(), nullable=False),
        sa.Column("report_due_hours", sa.Integer(), nullable=False),
        sa.Column("figure_threshold", sa.Integer(), nullable=False),
        sa.Column("verbatim_threshold", sa.Integer(), nullable=False),
        sa.Column("severities", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("quotas", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("aims", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("mystery", sa.Boolean(), nullable=False),
        sa.Column("staff_note", sa.Text(), nullable=False),
        sa.Column("staff_note_on", sa.Date(), nullable=True),
        sa.Column("works_council_on", sa.Date(), nullable=True),
        sa.Column("works_council_reference", sa.Text(), nullable=False),
        sa.Column("visits_per_site", sa.Integer(), nullable=False),
        sa.Column("proportionality", sa.Text(), nullable=False),
        sa.Column("stay_budget", sa.Integer(), nullable=False),
        sa.Column("plan_seed", sa.Integer(), nullable=True),
        sa.Column("plan_proof", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "away_share > 0 AND away_share <= 1", name=op.f("ck_campaign_away_share")
        ),
        sa.CheckConstraint("figure_threshold >= 3", name=op.f("ck_campaign_figure_floor")),
        sa.CheckConstraint('start <= "end"', name=op.f("ck_campaign_dates")),
        sa.CheckConstraint(
            "verbatim_threshold >= figure_threshold", name=op.f("ck_campaign_verbatim_floor")
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["campaign.id"],
            name=op.f("fk_campaign_previous_id_campaign"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("code", name=op.f("uq_campaign_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_campaign_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_campaign_previous_id"), "campaign", ["previous_id"])
    op.create_table(
        "commune",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("insee", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commune")),
        sa.UniqueConstraint(
            "insee", "postcode", "name", name=op.f("uq_commune_insee_postcode_name")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_commune_postcode"), "commune", ["postcode"])
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("head_email", sa.Text(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "back",
                "front",
                "mixed",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("client_distance", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("client_distance >= 0", name=op.f("ck_department_client_distance")),
        sa.ForeignKeyConstraint(
            ["head_id"],
            ["person.id"],
            name="fk_department_head_id_person",
            initially="IMMEDIATE",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["department.id"],
            name=op.f("fk_department_parent_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("code", name=op.f("uq_department_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_department_head_id"), "department", ["head_id"])
    op.create_index(op.f("ix_department_parent_id"), "department", ["parent_id"])
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sa.UniqueConstraint("code", name=op.f("uq_entity_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("day", "zone", name=op.f("uq_holiday_day_zone")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_holiday_day"), "holiday", ["day"])
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "immersion_front",
                "immersion_back",
                "host_review",
                "mystery_stay",
                "mystery_visit",
                "surprise",
                name="questionnairekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("code", "edition", name=op.f("uq_questionnaire_code_edition")),
        sa.UniqueConstraint("uid", name=op.f("uq_questionnaire_uid")),
        sqlite_strict=True,
    )
    op.create_table(
        "school_holiday",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_holiday")),
        sa.UniqueConstraint("zone", "start", name=op.f("uq_school_holiday_zone_start")),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
        sqlite_strict=True,
    )
    op.create_table(
        "week_template",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_template")),
        sa.UniqueConstraint("name", name=op.f("uq_week_template_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "asked",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_asked_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_asked_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked")),
        sa.UniqueConstraint(
            "campaign_id",
            "department_id",
            "touchpoint",
            name=op.f("uq_asked_campaign_id_department_id_touchpoint"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_asked_campaign_id"), "asked", ["campaign_id"])
    op.create_index(op.f("ix_asked_department_id"), "asked", ["department_id"])
    op.create_table(
        "best_practice",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_best_practice_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_best_practice")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_best_practice_campaign_id"), "best_practice", ["campaign_id"])
    op.create_table(
        "moment_override",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column(
            "moment",
            sa.Enum(
                "win_win",
                "lucky_break",
                "pain",
                "wrong_fight",
                "blindness",
                "dead_end",
                name="moment",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_moment_override_has_reason")),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_moment_override_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_moment_override_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment_override")),
        sa.UniqueConstraint(
            "campaign_id",
            "touchpoint",
            "department_id",
            name=op.f("uq_moment_override_campaign_id_touchpoint_department_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_moment_override_campaign_id"), "moment_override", ["campaign_id"])
    op.create_index(op.f("ix_moment_override_department_id"), "moment_override", ["department_id"])
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "plan",
                "department_summary",
                "overview",
                name="publicationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("withheld", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("figures", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_publication_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("uid", name=op.f("uq_publication_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_publication_campaign_id"), "publication", ["campaign_id"])
    op.create_table(
        "service_link",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("upstream_id", sa.Integer(), nullable=False),
        sa.Column("downstream_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("upstream_id <> downstream_id", name=op.f("ck_service_link_not_itself")),
        sa.ForeignKeyConstraint(
            ["downstream_id"],
            ["department.id"],
            name=op.f("fk_service_link_downstream_id_department"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["upstream_id"],
            ["department.id"],
            name=op.f("fk_service_link_upstream_id_department"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_link")),
        sa.UniqueConstraint(
            "upstream_id", "downstream_id", name=op.f("uq_service_link_upstream_id_downstream_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_service_link_downstream_id"), "service_link", ["downstream_id"])
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "hotel",
                "shop",
                "call_centre",
                "public_desk",
                "head_office",
                "warehouse",
                "other",
                name="sitekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("school_zone", sa.Text(), nullable=False),
        sa.Column("holiday_zone", sa.Text(), nullable=False),
        sa.Column("sunday_derogation", sa.Boolean(), nullable=False),
        sa.Column("rule_profile", sa.Text(), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=True),
        sa.Column("opening_threshold", sa.Float(), nullable=False),
        sa.Column("max_stay_rooms", sa.Integer(), nullable=False),
        sa.Column("max_stay_share", sa.Float(), nullable=False),
        sa.Column("min_nights", sa.Integer(), nullable=False),
        sa.Column("max_nights", sa.Integer(), nullable=False),
        sa.Column("safety_contact", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "opening_threshold BETWEEN 0 AND 1", name=op.f("ck_site_opening_threshold")
        ),
        sa.CheckConstraint("rooms IS NULL OR rooms >= 0", name=op.f("ck_site_rooms")),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name="fk_site_department_id_department",
            initially="IMMEDIATE",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entity.id"],
            name=op.f("fk_site_entity_id_entity"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("code", name=op.f("uq_site_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_site_department_id"), "site", ["department_id"])
    op.create_index(op.f("ix_site_entity_id"), "site", ["entity_id"])
    op.create_table(
        "swap",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_swap_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swap")),
        sa.UniqueConstraint("uid", name=op.f("uq_swap_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_swap_campaign_id"), "swap", ["campaign_id"])
    op.create_table(
        "blackout",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.Column("visits", sa.Boolean(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_blackout_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_blackout_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blackout")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_blackout_campaign_id"), "blackout", ["campaign_id"])
    op.create_index(op.f("ix_blackout_site_id"), "blackout", ["site_id"])
    op.create_table(
        "night",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("rooms_available", sa.Integer(), nullable=False),
        sa.Column("rooms_sold", sa.Integer(), nullable=False),
        sa.Column("forecast_on", sa.Date(), nullable=False),
        sa.CheckConstraint("rooms_available >= 0", name=op.f("ck_night_rooms_available")),
        sa.CheckConstraint("rooms_sold >= 0", name=op.f("ck_night_rooms_sold")),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_night_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night")),
        sa.UniqueConstraint("site_id", "night", name=op.f("uq_night_site_id_night")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_night_night"), "night", ["night"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column(
            "side",
            sa.Enum(
                "back",
                "front",
                "mixed",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column(
            "contract",
            sa.Enum(
                "standard",
                "part_time",
                "days_contract",
                "minor",
                name="contract",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("rule_profile", sa.Text(), nullable=False),
        sa.Column("weekly_schedule", sa.Text(), nullable=False),
        sa.Column("weekly_hours", sa.Float(), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("join_date", sa.Date(), nullable=True),
        sa.Column("leave_date", sa.Date(), nullable=True),
        sa.Column("charter_signed_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_person_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["entity_id"],
            ["entity.id"],
            name=op.f("fk_person_entity_id_entity"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"],
            ["person.id"],
            name=op.f("fk_person_manager_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_person_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_person_department_id"), "person", ["department_id"])
    op.create_index(op.f("ix_person_entity_id"), "person", ["entity_id"])
    op.create_index(op.f("ix_person_manager_id"), "person", ["manager_id"])
    op.create_index(op.f("ix_person_search"), "person", ["search"])
    op.create_index(op.f("ix_person_site_id"), "person", ["site_id"])
    op.create_table(
        "verbatim",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "voice",
            sa.Enum(
                "client",
                "employee",
                name="voice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("touchpoint_confidence", sa.Float(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "polarity",
            sa.Enum(
                "positive",
                "neutral",
                "negative",
                name="polarity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("polarity_confidence", sa.Float(), nullable=True),
        sa.Column("corrected", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("masked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_verbatim_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_verbatim_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_verbatim_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verbatim")),
        sa.UniqueConstraint(
            "campaign_id", "code", "voice", name=op.f("uq_verbatim_campaign_id_code_voice")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_verbatim_campaign_id"), "verbatim", ["campaign_id"])
    op.create_index(op.f("ix_verbatim_department_id"), "verbatim", ["department_id"])
    op.create_index(op.f("ix_verbatim_site_id"), "verbatim", ["site_id"])
    op.create_index(op.f("ix_verbatim_touchpoint"), "verbatim", ["touchpoint"])
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.CheckConstraint('start <= "end"', name=op.f("ck_absence_dates")),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_absence_person_id_person"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint(
            "person_id", "start", "end", name=op.f("uq_absence_person_id_start_end")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])
    op.create_table(
        "availability_day",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "availability",
            sa.Enum(
                "never",
                "if_needed",
                "wished",
                name="availability",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_availability_day_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_availability_day_person_id_person"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_day")),
        sa.UniqueConstraint(
            "campaign_id",
            "person_id",
            "day",
            name=op.f("uq_availability_day_campaign_id_person_id_day"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_availability_day_campaign_id"), "availability_day", ["campaign_id"])
    op.create_index(op.f("ix_availability_day_person_id"), "availability_day", ["person_id"])
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_certificate_person_id_person"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_certificate_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint(
            "person_id", "name", "site_id", name=op.f("uq_certificate_person_id_name_site_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_certificate_site_id"), "certificate", ["site_id"])
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "site_id IS NOT NULL OR department_id IS NOT NULL", name=op.f("ck_conflict_has_object")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_conflict_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_conflict_person_id_person"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_conflict_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_conflict_department_id"), "conflict", ["department_id"])
    op.create_index(op.f("ix_conflict_person_id"), "conflict", ["person_id"])
    op.create_index(op.f("ix_conflict_site_id"), "conflict", ["site_id"])
    op.create_table(
        "irritant",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "client",
                "employee",
                "both",
                name="irritantside",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("felt_at_id", sa.Integer(), nullable=True),
        sa.Column("caused_by_id", sa.Integer(), nullable=True),
        sa.Column(
            "cause",
            sa.Enum(
                "tool",
                "information",
                "approval",
                "prohibition",
                "understaffing",
                "stock",
                "targets",
                "silo",
                "promise",
                "other",
                name="rootcause",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("cause_detail", sa.Text(), nullable=False),
        sa.Column("severity_client", sa.Integer(), nullable=False),
        sa.Column("severity_employee", sa.Integer(), nullable=False),
        sa.Column("occurrences_per_week", sa.Float(), nullable=True),
        sa.Column("people_concerned", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "reported",
                "qualified",
                "assigned",
                "in_hand",
                "to_verify",
                "resolved",
                "set_aside",
                name="irritantstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("displaced_from_id", sa.Integer(), nullable=True),
        sa.Column("displacement_answer", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR merged_into_id <> id", name=op.f("ck_irritant_not_itself")
        ),
        sa.CheckConstraint(
            "severity_client BETWEEN 0 AND 4", name=op.f("ck_irritant_severity_client")
        ),
        sa.CheckConstraint(
            "severity_employee BETWEEN 0 AND 4", name=op.f("ck_irritant_severity_employee")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_irritant_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["caused_by_id"],
            ["department.id"],
            name=op.f("fk_irritant_caused_by_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["displaced_from_id"],
            ["irritant.id"],
            name=op.f("fk_irritant_displaced_from_id_irritant"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["felt_at_id"],
            ["department.id"],
            name=op.f("fk_irritant_felt_at_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["irritant.id"],
            name=op.f("fk_irritant_merged_into_id_irritant"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_irritant_owner_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"],
            ["irritant.id"],
            name=op.f("fk_irritant_previous_id_irritant"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_irritant_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_irritant")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_irritant_campaign_id_code")),
        sa.UniqueConstraint("uid", name=op.f("uq_irritant_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_irritant_campaign_id"), "irritant", ["campaign_id"])
    op.create_index(op.f("ix_irritant_caused_by_id"), "irritant", ["caused_by_id"])
    op.create_index(op.f("ix_irritant_displaced_from_id"), "irritant", ["displaced_from_id"])
    op.create_index(op.f("ix_irritant_felt_at_id"), "irritant", ["felt_at_id"])
    op.create_index(op.f("ix_irritant_merged_into_id"), "irritant", ["merged_into_id"])
    op.create_index(op.f("ix_irritant_owner_id"), "irritant", ["owner_id"])
    op.create_index(op.f("ix_irritant_previous_id"), "irritant", ["previous_id"])
    op.create_index(op.f("ix_irritant_site_id"), "irritant", ["site_id"])
    op.create_index(op.f("ix_irritant_touchpoint"), "irritant", ["touchpoint"])
    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("immersion", sa.Boolean(), nullable=False),
        sa.Column("mystery", sa.Boolean(), nullable=False),
        sa.Column("max_activities", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_participation_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_participation_person_id_person"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint(
            "campaign_id", "person_id", name=op.f("uq_participation_campaign_id_person_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_participation_campaign_id"), "participation", ["campaign_id"])
    op.create_index(op.f("ix_participation_person_id"), "participation", ["person_id"])
    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start", base.UtcDateTime(), nullable=False),
        sa.Column("end", base.UtcDateTime(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "observe",
                "assisted",
                "in_charge",
                name="mode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum(
                "to_front",
                "to_back",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("required_skills", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("host_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("listening", sa.Boolean(), nullable=False),
        sa.Column("listening_notice_on", sa.Date(), nullable=True),
        sa.Column("swap_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_slot_seats")),
        sa.CheckConstraint('start < "end"', name=op.f("ck_slot_times")),
        sa.ForeignKeyConstraint(
            ["approver_id"],
            ["person.id"],
            name=op.f("fk_slot_approver_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_slot_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_slot_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["host_id"],
            ["person.id"],
            name=op.f("fk_slot_host_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_slot_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("campaign_id", "code", name=op.f("uq_slot_campaign_id_code")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_slot_approver_id"), "slot", ["approver_id"])
    op.create_index(op.f("ix_slot_campaign_id"), "slot", ["campaign_id"])
    op.create_index(op.f("ix_slot_department_id"), "slot", ["department_id"])
    op.create_index(op.f("ix_slot_host_id"), "slot", ["host_id"])
    op.create_index(op.f("ix_slot_site_id"), "slot", ["site_id"])
    op.create_table(
        "stay",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("arrival", sa.Date(), nullable=False),
        sa.Column("nights", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "offered",
                "requested",
                "granted",
                "confirmed",
                "stayed",
                "report_due",
                "in_review",
                "accepted",
                "settled",
                "cancelled_by_guest",
                "cancelled_by_site",
                "no_show",
                "forfeited",
                name="staystatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("window_start", sa.Date(), nullable=True),
        sa.Column("window_end", sa.Date(), nullable=True),
        sa.Column("date_changes", sa.Integer(), nullable=False),
        sa.Column("scenario_signed_on", sa.Date(), nullable=True),
        sa.Column("report_due", base.UtcDateTime(), nullable=True),
        sa.Column("unmasked_on", sa.Date(), nullable=True),
        sa.Column("public_price", base.Money(), nullable=True),
        sa.Column("price_seen_on", sa.Date(), nullable=True),
        sa.Column("paid_price", base.Money(), nullable=True),
        sa.Column("rebate", base.Money(), nullable=True),
        sa.Column("qualification", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status = 'offered' OR person_id IS NOT NULL", name=op.f("ck_stay_has_guest")
        ),
        sa.CheckConstraint("nights BETWEEN 1 AND 3", name=op.f("ck_stay_nights")),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_stay_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_stay_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_stay_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
        sa.UniqueConstraint("campaign_id", "alias", name=op.f("uq_stay_campaign_id_alias")),
        sa.UniqueConstraint("uid", name=op.f("uq_stay_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stay_campaign_id"), "stay", ["campaign_id"])
    op.create_index(op.f("ix_stay_person_id"), "stay", ["person_id"])
    op.create_index(op.f("ix_stay_site_id"), "stay", ["site_id"])
    op.create_table(
        "waiver",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_waiver_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_waiver_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_waiver_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiver")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_waiver_campaign_id"), "waiver", ["campaign_id"])
    op.create_index(op.f("ix_waiver_person_id"), "waiver", ["person_id"])
    op.create_index(op.f("ix_waiver_site_id"), "waiver", ["site_id"])
    op.create_table(
        "wish",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "immersion",
                "swap",
                "mystery_stay",
                "mystery_visit",
                name="activitykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.CheckConstraint("rank >= 1", name=op.f("ck_wish_rank")),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_wish_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_wish_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_wish_person_id_person"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_wish_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wish")),
        sa.UniqueConstraint(
            "campaign_id", "person_id", "rank", name=op.f("uq_wish_campaign_id_person_id_rank")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_wish_campaign_id"), "wish", ["campaign_id"])
    op.create_index(op.f("ix_wish_department_id"), "wish", ["department_id"])
    op.create_index(op.f("ix_wish_person_id"), "wish", ["person_id"])
    op.create_index(op.f("ix_wish_site_id"), "wish", ["site_id"])
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("irritant_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "in_hand",
                "done",
                "dropped",
                name="actionstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("employee_impact", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_action_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["irritant_id"],
            ["irritant.id"],
            name=op.f("fk_action_irritant_id_irritant"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_action_owner_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_action_department_id"), "action", ["department_id"])
    op.create_index(op.f("ix_action_irritant_id"), "action", ["irritant_id"])
    op.create_index(op.f("ix_action_owner_id"), "action", ["owner_id"])
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("swap_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "confirmed",
                "done",
                "partial",
                "absent",
                "cancelled",
                name="assignmentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("published_at", base.UtcDateTime(), nullable=True),
        sa.Column("published_digest", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", base.UtcDateTime(), nullable=True),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("missed_minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_assignment_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_assignment_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"],
            ["slot.id"],
            name=op.f("fk_assignment_slot_id_slot"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["swap_id"],
            ["swap.id"],
            name=op.f("fk_assignment_swap_id_swap"),
            ondelete="SET NULL",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("slot_id", "person_id", name=op.f("uq_assignment_slot_id_person_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_assignment_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_assignment_campaign_id"), "assignment", ["campaign_id"])
    op.create_index(op.f("ix_assignment_person_id"), "assignment", ["person_id"])
    op.create_index(op.f("ix_assignment_slot_id"), "assignment", ["slot_id"])
    op.create_index(op.f("ix_assignment_swap_id"), "assignment", ["swap_id"])
    op.create_table(
        "irritant_event",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("irritant_id", sa.Integer(), nullable=False),
        sa.Column("at", base.UtcDateTime(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["irritant_id"],
            ["irritant.id"],
            name=op.f("fk_irritant_event_irritant_id_irritant"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_irritant_event")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_irritant_event_irritant_id"), "irritant_event", ["irritant_id"])
    op.create_table(
        "published_assignment",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("assignment_uid", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("published_at", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_published_assignment_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_published_assignment_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"],
            ["slot.id"],
            name=op.f("fk_published_assignment_slot_id_slot"),
            ondelete="SET NULL",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_assignment")),
        sa.UniqueConstraint("assignment_uid", name=op.f("uq_published_assignment_assignment_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_published_assignment_campaign_id"), "published_assignment", ["campaign_id"]
    )
    op.create_index(
        op.f("ix_published_assignment_person_id"), "published_assignment", ["person_id"]
    )
    op.create_index(op.f("ix_published_assignment_slot_id"), "published_assignment", ["slot_id"])
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=False),
        sa.Column("value", base.Money(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"],
            ["settlement.id"],
            name=op.f("fk_settlement_corrects_id_settlement"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_settlement_stay_id_stay"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_settlement_corrects_id"), "settlement", ["corrects_id"])
    op.create_index(op.f("ix_settlement_stay_id"), "settlement", ["stay_id"])
    op.create_table(
        "similarity_decision",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_similarity_decision_ordered")),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["irritant.id"],
            name=op.f("fk_similarity_decision_first_id_irritant"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["irritant.id"],
            name=op.f("fk_similarity_decision_second_id_irritant"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_similarity_decision")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_similarity_decision_first_id_second_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_similarity_decision_second_id"), "similarity_decision", ["second_id"])
    op.create_table(
        "stay_request",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_stay_request_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_stay_request_stay_id_stay"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay_request")),
        sa.UniqueConstraint("stay_id", "person_id", name=op.f("uq_stay_request_stay_id_person_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stay_request_person_id"), "stay_request", ["person_id"])
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("convention_on", sa.Date(), nullable=True),
        sa.Column("amendment_on", sa.Date(), nullable=True),
        sa.Column("signatures", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("activities", sa.Text(), nullable=False),
        sa.Column("limits", sa.Text(), nullable=False),
        sa.Column("protection", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_agreement_assignment_id_assignment"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_agreement_assignment_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=True),
        sa.Column("stay_id", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column(
            "voice",
            sa.Enum(
                "client",
                "employee",
                name="voice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "in_review",
                "to_revise",
                "accepted",
                "rejected",
                "released",
                name="reportstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("saved_at", base.UtcDateTime(), nullable=True),
        sa.Column("submitted_at", base.UtcDateTime(), nullable=True),
        sa.Column("reviewed_at", base.UtcDateTime(), nullable=True),
        sa.Column("released_at", base.UtcDateTime(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("scores_excluded", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_touchpoints", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "assignment_id IS NULL OR stay_id IS NULL", name=op.f("ck_report_one_occasion")
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_report_assignment_id_assignment"),
            ondelete="SET NULL",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_report_author_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"],
            ["campaign.id"],
            name=op.f("fk_report_campaign_id_campaign"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_report_department_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaire.id"],
            name=op.f("fk_report_questionnaire_id_questionnaire"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_report_site_id_site"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["stay_id"],
            ["stay.id"],
            name=op.f("fk_report_stay_id_stay"),
            ondelete="SET NULL",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint(
            "assignment_id", "author_id", name=op.f("uq_report_assignment_id_author_id")
        ),
        sa.UniqueConstraint("stay_id", name=op.f("uq_report_stay_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_report_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_report_assignment_id"), "report", ["assignment_id"])
    op.create_index(op.f("ix_report_author_id"), "report", ["author_id"])
    op.create_index(op.f("ix_report_campaign_id"), "report", ["campaign_id"])
    op.create_index(op.f("ix_report_department_id"), "report", ["department_id"])
    op.create_index(op.f("ix_report_questionnaire_id"), "report", ["questionnaire_id"])
    op.create_index(op.f("ix_report_site_id"), "report", ["site_id"])
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("original", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_answer_report_id_report"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("report_id", "item", name=op.f("uq_answer_report_id_item")),
        sqlite_strict=True,
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_attachment_report_id_report"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("report_id", "sha256", name=op.f("uq_attachment_report_id_sha256")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"])
    op.create_table(
        "irritant_card",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("irritant_id", sa.Integer(), nullable=True),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "client",
                "employee",
                "both",
                name="irritantside",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("felt_at_id", sa.Integer(), nullable=True),
        sa.Column("caused_by_id", sa.Integer(), nullable=True),
        sa.Column("client_effort", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("employee_effort", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("occurrences_per_week", sa.Float(), nullable=True),
        sa.Column("people_concerned", sa.Integer(), nullable=True),
        sa.Column("severity_client", sa.Integer(), nullable=False),
        sa.Column("severity_employee", sa.Integer(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["caused_by_id"],
            ["department.id"],
            name=op.f("fk_irritant_card_caused_by_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["felt_at_id"],
            ["department.id"],
            name=op.f("fk_irritant_card_felt_at_id_department"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["irritant_id"],
            ["irritant.id"],
            name=op.f("fk_irritant_card_irritant_id_irritant"),
            ondelete="SET NULL",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_irritant_card_report_id_report"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_irritant_card")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_irritant_card_caused_by_id"), "irritant_card", ["caused_by_id"])
    op.create_index(op.f("ix_irritant_card_felt_at_id"), "irritant_card", ["felt_at_id"])
    op.create_index(op.f("ix_irritant_card_irritant_id"), "irritant_card", ["irritant_id"])
    op.create_index(op.f("ix_irritant_card_report_id"), "irritant_card", ["report_id"])
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "fact",
                "feeling",
                "suggestion",
                "best",
                "most_frustrating",
                name="observationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "voice",
            sa.Enum(
                "client",
                "employee",
                name="voice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("touchpoint", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "polarity",
            sa.Enum(
                "positive",
                "neutral",
                "negative",
                name="polarity",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("original", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_observation_report_id_report"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_observation_report_id"), "observation", ["report_id"])
    op.create_index(op.f("ix_observation_touchpoint"), "observation", ["touchpoint"])
    op.create_table(
        "review_comment",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("resolved", sa.Boolean(), nullable=False),
        sa.Column("created", base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["report.id"],
            name=op.f("fk_review_comment_report_id_report"),
            ondelete="CASCADE",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_review_comment_report_id"), "review_comment", ["report_id"])
    if not _on_sqlite():
        for name, table, referred, column in CIRCULAR:
            op.create_foreign_key(
                name, table, referred, [column], ["id"], deferrable=True, initially="IMMEDIATE"
            )
    for guard in SQLITE_GUARDS if _on_sqlite() else POSTGRESQL_GUARDS:
        op.execute(guard)


def downgrade() -> None:
    if not _on_sqlite():
        for name, table, _referred, _column in CIRCULAR:
            op.drop_constraint(name, table, type_="foreignkey")
    for table in (
        "review_comment",
        "observation",
        "irritant_card",
        "attachment",
        "answer",
        "report",
        "agreement",
        "stay_request",
        "similarity_decision",
        "settlement",
        "published_assignment",
        "irritant_event",
        "assignment",
        "action",
        "wish",
        "waiver",
        "stay",
        "slot",
        "participation",
        "irritant",
        "conflict",
        "certificate",
        "availability_day",
        "absence",
        "verbatim",
        "person",
        "night",
        "blackout",
        "swap",
        "site",
        "service_link",
        "publication",
        "moment_override",
        "best_practice",
        "asked",
        "week_template",
        "setting",
        "school_holiday",
        "questionnaire",
        "holiday",
        "entity",
        "department",
        "commune",
        "campaign",
        "calendar_coverage",
        "audit",
    ):
        op.drop_table(table)
    if not _on_sqlite():
        op.execute("DROP FUNCTION audit_is_append_only()")
