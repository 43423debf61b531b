"""A head of site with free SQL finds no stay, no guest, no date: both walls, on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from db.models import Campaign, Person, Questionnaire, Report, Site, Stay
from db.security import HEADS, SECRET_TABLES, protect_stays
from db.session import open_store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.vocabulary import QuestionnaireKind, ReportStatus, SiteKind, StayStatus
from desktop.usecases.outcome import Outcome
from tests.postgresql import Server

LOGIN = "vmv_u_7f3a"


def _stays(session) -> Outcome[None]:
    session.add_all(
        [
            Campaign(id=1, code="A", name="A", start=date(2026, 1, 1), end=date(2026, 12, 31)),
            Site(id=1, code="H1", name="Hôtel de Nice", kind=SiteKind.HOTEL),
            Person(id=1, code="001", first_name="Anne", last_name="Roux"),
            Questionnaire(
                id=1, code="q", kind=QuestionnaireKind.MYSTERY_STAY, title="Q", content={}
            ),
        ]
    )
    session.flush()
    for number in range(6):
        session.add(
            Stay(id=number + 1, campaign_id=1, site_id=1, person_id=1, alias=f"Client {number}",
                 arrival=date(2026, 3, 3 + number), status=StayStatus.SETTLED)
        )  # fmt: skip
    session.flush()
    for number in range(5):
        session.add(
            Report(campaign_id=1, questionnaire_id=1, stay_id=number + 1, site_id=1,
                   status=ReportStatus.RELEASED)
        )  # fmt: skip
    return Outcome(None, Changes.ALL)


def protect(session) -> Outcome[None]:
    protect_stays(session.connection())
    return Outcome(None, Changes.NONE)


@pytest.fixture
def head(server: Server) -> Iterator[psycopg.Connection]:
    """Connected as a head of site, on a database with six stays, five of them released."""
    name = server.new_database()
    with open_store(server.url(name)) as store:
        store.write(_stays)
        store.write(protect)
        store.write(protect)
        assert len(store.read(lambda session: session.scalars(select(Stay)).all())) == 6
    with psycopg.connect(server.dsn(name), autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {LOGIN} LOGIN IN ROLE {HEADS}")
    head = psycopg.connect(server.dsn(name), autocommit=True)
    head.execute(f"SET SESSION AUTHORIZATION {LOGIN}")
    yield head
    head.execute("RESET SESSION AUTHORIZATION")
    head.execute(f"DROP ROLE {LOGIN}")
    head.close()
    server.drop(name)


def test_a_head_reads_released_months_and_nothing_else(head: psycopg.Connection):
    rows = head.execute("SELECT site, month, reports FROM head.stay_result").fetchall()
    assert rows == [("Hôtel de Nice", date(2026, 3, 1), 5)]
    for table in SECRET_TABLES:
        for attempt in (
            f"SELECT count(*) FROM public.{table}",
            f"EXPLAIN ANALYZE SELECT * FROM public.{table}",
            f"DELETE FROM public.{table}",
            f"COPY public.{table} TO STDOUT",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                head.execute(attempt)


def test_a_right_granted_by_mistake_still_gives_no_row(head: psycopg.Connection):
    head.execute("RESET SESSION AUTHORIZATION")
    head.execute(f"GRANT USAGE ON SCHEMA public TO {HEADS}")
    head.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {HEADS}")
    head.execute(f"SET SESSION AUTHORIZATION {LOGIN}")
    for table in SECRET_TABLES:
        assert head.execute(f"SELECT count(*) FROM public.{table}").fetchone() == (0,)
    head.execute("RESET SESSION AUTHORIZATION")
    head.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {HEADS}")
    head.execute(f"REVOKE ALL ON SCHEMA public FROM {HEADS}")


def test_a_file_has_no_roles_and_says_so(tmp_path: Path):
    with (
        open_store(tmp_path / "a.db", create=True) as store,
        store.engine.connect() as connection,
        pytest.raises(UserError),
    ):
        protect_stays(connection)
