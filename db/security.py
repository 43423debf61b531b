"""What a head of site may read in a shared database: released months, and not one stay.

Heads have no right on any table. They read one view, fed by a function that runs as the owner and
gives months and counts of released reports, after enough of them and never within the month.
Policies stand behind as a second wall: a right granted by mistake still gives no row of a stay.
Without PostgreSQL there are no roles: whoever holds the file holds everything.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from desktop.core.errors import UserError
from desktop.core.i18n import _

HEADS = "vismavie_head"
"""The group of heads. Give them opaque login names: PostgreSQL shows these to everybody."""
SECRET_TABLES = (
    "stay", "stay_request", "stay_companion", "stay_draw", "stay_proof", "stay_reminder",
    "settlement", "report", "answer", "observation", "attachment", "person", "participation",
)  # fmt: skip
LEAST_REPORTS = 5

_GROUP = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '{HEADS}') THEN
        CREATE ROLE {HEADS} NOLOGIN;
    END IF;
END $$
"""
_RESULTS = f"""
CREATE OR REPLACE FUNCTION head.stay_results()
RETURNS TABLE (site text, month date, reports bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
    SELECT site.name, date_trunc('month', stay.arrival)::date, count(*)
    FROM public.stay
    JOIN public.report ON report.stay_id = stay.id AND report.status = 'released'
    JOIN public.site ON site.id = stay.site_id
    GROUP BY site.id, site.name, date_trunc('month', stay.arrival)
    HAVING count(*) >= {LEAST_REPORTS}
       AND date_trunc('month', max(stay.arrival + stay.nights)) + interval '1 month' <= now()
$$
"""  # noqa: S608 -- made of constants alone


def protect_stays(connection: Connection) -> None:
    """Set up the group of heads and both walls; may be repeated. Needs the right to make roles.

    Raises UserError on an embedded file.
    """
    if connection.dialect.name != "postgresql":
        raise UserError(
            _("An embedded file has no roles: whoever holds it reads everything."),
            hint=_("Share the data through PostgreSQL, or keep the file with the coordinator."),
        )
    for statement in _statements():
        connection.execute(text(statement))


def _statements() -> list[str]:
    walls = []
    for table in SECRET_TABLES:
        walls += [
            f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
            f"REVOKE ALL ON public.{table} FROM PUBLIC",
            f"REVOKE ALL ON public.{table} FROM {HEADS}",
        ]
    return [
        _GROUP,
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {HEADS}",
        "CREATE SCHEMA IF NOT EXISTS head",
        "REVOKE ALL ON SCHEMA head FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA head TO {HEADS}",
        _RESULTS,
        "REVOKE ALL ON FUNCTION head.stay_results() FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION head.stay_results() TO {HEADS}",
        "CREATE OR REPLACE VIEW head.stay_result AS SELECT * FROM head.stay_results()",
        f"GRANT SELECT ON head.stay_result TO {HEADS}",
        *walls,
    ]
