"""What was acknowledged stays, what was not is absent, whatever stops the program."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import audit
from db.models import Entity, Site
from db.session import Store, open_store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.usecases.outcome import Outcome
from tests.postgresql import Server

WRITER = """
import sys
from db.models import Entity, Site
from db.session import open_store
from desktop.core.changes import Changes
from desktop.usecases.outcome import Outcome

def add_pair(session, n):
    session.add(Entity(code=str(n), name="x" * 3000))
    session.flush()
    session.add(Site(code=str(n), name="x"))
    return Outcome(None, Changes.SITES)

with open_store(sys.argv[1]) as store:
    first = int(sys.argv[2])
    for n in range(first, first + 100000):
        store.write(add_pair, n)
        print(n, flush=True)
"""


def kill_while_writing(url: str, first: int, seconds: float) -> int:
    """Start a writer, kill it outright, and return the number of its last acknowledged write."""
    command = [sys.executable, "-c", WRITER, url, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        last = int(writer.stdout.readline())
        threading.Timer(seconds, writer.send_signal, [signal.SIGKILL]).start()
        for line in writer.stdout:
            last = int(line) if line.endswith("\n") else last
    return last


def counts(session: Session) -> tuple[set[str], set[str]]:
    return set(session.scalars(select(Entity.code))), set(session.scalars(select(Site.code)))


def survive(url: str, kills: int) -> None:
    draws = random.Random(20261122)
    first = 0
    for _kill in range(kills):
        last = kill_while_writing(url, first, draws.uniform(0.02, 0.3))
        with open_store(url) as store:
            entities, sites = store.read(counts)
            state = store.read(lambda session: audit.verify(session.connection()))
        assert entities == sites  # a use case is whole or absent
        # The last one may have been stored without being acknowledged; none the other way round.
        assert {int(code) for code in entities} >= set(range(last + 1))
        assert len(entities) <= last + 2
        assert (state.broken_at, state.lines) == (None, len(entities))
        first = len(entities)


def test_a_program_killed_while_writing_loses_nothing(migrated_file: Path, tmp_path: Path):
    path = tmp_path / "company.db"
    path.write_bytes(migrated_file.read_bytes())
    survive(str(path), kills=3)


@pytest.mark.slow
def test_a_program_killed_many_times_while_writing_loses_nothing(
    migrated_file: Path, tmp_path: Path
):
    path = tmp_path / "company.db"
    path.write_bytes(migrated_file.read_bytes())
    survive(str(path), kills=40)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.slow
def test_a_client_killed_while_writing_to_a_server_loses_nothing(postgresql_url: str):
    survive(postgresql_url, kills=10)


def add_entity(session: Session, code: str) -> Outcome[None]:
    session.add(Entity(code=code, name=code))
    return Outcome(None, Changes.PEOPLE, "add")


def test_two_desktops_on_one_server_take_turns_and_keep_one_trail(postgresql_url: str):
    failures: list[BaseException] = []

    def work(name: str) -> None:
        try:
            with open_store(postgresql_url, author=name) as store:
                for n in range(15):
                    store.write(add_entity, f"{name}{n}")
        except BaseException as error:  # noqa: BLE001 -- shown by the assertion below
            failures.append(error)

    desktops = [threading.Thread(target=work, args=(name,)) for name in "ABC"]
    for desktop in desktops:
        desktop.start()
    for desktop in desktops:
        desktop.join()
    assert failures == []
    with open_store(postgresql_url) as store:
        assert store.read(lambda session: session.scalar(select(func.count(Entity.id)))) == 45
        state = store.read(lambda session: audit.verify(session.connection()))
    assert (state.broken_at, state.lines) == (None, 45)


@pytest.mark.parametrize("any_store", ["sqlite"], indirect=True)
def test_another_program_that_writes_is_waited_for_and_then_told(store: Store):
    assert store.path is not None
    with store.engine.connect() as connection:  # the one connection of the pool
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="occupé"):
            store.write(add_entity, "A")
        assert store.read(lambda session: session.scalar(select(func.count(Entity.id)))) == 0
        other.execute("ROLLBACK")
    store.write(add_entity, "A")


def test_somebody_who_saves_for_long_is_told_as_such(
    server: Server, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("db.engine.BUSY_SECONDS", 1)
    name = postgresql_url.partition("@/")[2].partition("?")[0]
    with open_store(postgresql_url) as store, psycopg.connect(server.dsn(name)) as other:
        other.execute("LOCK TABLE audit IN EXCLUSIVE MODE")
        began = time.monotonic()
        with pytest.raises(UserError, match="occupé"):
            store.write(add_entity, "A")
        assert time.monotonic() - began < 5
        other.rollback()
        store.write(add_entity, "A")


def test_a_server_that_was_restarted_is_reached_again(server: Server, postgresql_url: str):
    name = postgresql_url.partition("@/")[2].partition("?")[0]
    with open_store(postgresql_url) as store:
        store.write(add_entity, "A")
        with psycopg.connect(server.dsn(), autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
        store.write(add_entity, "B")
        assert store.read(lambda session: session.scalar(select(func.count(Entity.id)))) == 2


def test_a_missing_database_is_told(server: Server):
    with pytest.raises(UserError, match="n’existe pas sur le serveur"):
        open_store(server.url("nowhere"))


def test_an_account_without_rights_is_told(server: Server, postgresql_url: str):
    name = postgresql_url.partition("@/")[2].partition("?")[0]
    with psycopg.connect(server.dsn(name), autocommit=True) as administrator:
        administrator.execute("DROP ROLE IF EXISTS visitor")
        administrator.execute("CREATE ROLE visitor LOGIN")
    with pytest.raises(UserError, match="n’a pas le droit"):
        open_store(postgresql_url.replace("postgres@", "visitor@"))
