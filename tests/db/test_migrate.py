"""Migrations make exactly the tables of the models, on both engines, up and down."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, make_url, text
from sqlalchemy.exc import IntegrityError

from db import backup, migrate
from db.base import Base
from db.engine import MIGRATE, MODE, postgresql_engine, sqlite_engine
from db.session import open_store
from desktop.core.errors import UserError
from tests.db.shape import Shape, shape
from tests.postgresql import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on an empty database, without foreign keys in force, ready for migrations."""
    if request.param == "sqlite":
        engine = sqlite_engine(tmp_path / "empty.db", foreign_keys=False)
        yield engine.execution_options(**{MODE: MIGRATE})
        engine.dispose()
        return
    server: Server = request.getfixturevalue("server")
    name = server.new_database()
    engine = postgresql_engine(make_url(server.url(name)))
    yield engine.execution_options(**{MODE: MIGRATE})
    engine.dispose()
    server.drop(name)


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True}  # defaults are compared by `shape`
    return compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)


def test_migrations_make_exactly_the_tables_of_the_models(empty: Engine):
    with empty.begin() as connection:
        migrate._go_to(connection, migrate.head())
        assert differences(connection) == []
        migrated = shape(connection)
        migrate._go_to(connection, "base")
        assert shape(connection) == {}
        Base.metadata.create_all(connection)
        assert shape(connection) == migrated


def test_every_step_up_down_and_up_again_gives_the_same_shape(empty: Engine):
    with empty.begin() as connection:
        for before, step in zip(["base", *migrate.revisions()], migrate.revisions(), strict=False):
            migrate._go_to(connection, step)
            first = shape(connection)
            migrate._go_to(connection, before)
            migrate._go_to(connection, step)
            assert shape(connection) == first


def test_going_down_to_the_start_leaves_nothing(empty: Engine):
    with empty.begin() as connection:
        migrate._go_to(connection, migrate.head())
        migrate._go_to(connection, "base")
        assert shape(connection) == {}
        if connection.dialect.name == "postgresql":
            assert (
                connection.execute(
                    text("SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
                ).scalar()
                == 0
            )


def test_every_table_is_strict_on_sqlite(tmp_path: Path):
    with open_store(tmp_path / "a.db", create=True) as store, store.engine.connect() as connection:
        strict = {name: table["strict"] for name, table in shape(connection).items()}
        assert set(strict) == set(Base.metadata.tables)
        assert set(strict.values()) == {True}
        with pytest.raises(IntegrityError, match="cannot store TEXT value in INTEGER"):
            connection.execute(
                text("INSERT INTO service_link (upstream_id, downstream_id) VALUES ('x', 1)")
            )


def test_the_steps_are_one_line_and_their_names_tell_their_order():
    script = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
    walked = [step.revision for step in script.walk_revisions()]
    assert list(reversed(walked)) == migrate.revisions()
    assert script.get_current_head() == migrate.head()


# -- the tests above must be able to fail: faults planted one by one ------------------------------


SAME_ON_BOTH = {
    "column added": "ALTER TABLE site ADD COLUMN surprise INTEGER",
    "column dropped": "ALTER TABLE site DROP COLUMN region",
    "column renamed": "ALTER TABLE site RENAME COLUMN region TO area",
    "table dropped": "DROP TABLE commune",
    "table added": "CREATE TABLE surprise (id INTEGER)",
    "index dropped": "DROP INDEX ix_slot_site_id",
    "index added": "CREATE INDEX surprise ON site (city)",
    "index made unique": "CREATE UNIQUE INDEX surprise ON site (name)",
}
ONLY_POSTGRESQL = {
    "check dropped": "ALTER TABLE site DROP CONSTRAINT ck_site_kind",
    "check changed": "ALTER TABLE site DROP CONSTRAINT ck_site_rooms,"
    " ADD CONSTRAINT ck_site_rooms CHECK (rooms >= 1)",
    "unique dropped": "ALTER TABLE site DROP CONSTRAINT uq_site_code",
    "made nullable": "ALTER TABLE site ALTER city DROP NOT NULL",
    "type changed": "ALTER TABLE site ALTER rooms TYPE bigint",
    "default added": "ALTER TABLE site ALTER city SET DEFAULT ''",
    "key dropped": "ALTER TABLE site DROP CONSTRAINT fk_site_entity_id_entity",
    "key not deferrable": "ALTER TABLE site"
    " ALTER CONSTRAINT fk_site_entity_id_entity NOT DEFERRABLE",
}
ONLY_SQLITE = {
    "check dropped": ("CONSTRAINT ck_site_rooms CHECK (rooms IS NULL OR rooms >= 0)", "CHECK (1)"),
    "check changed": ("rooms >= 0", "rooms >= 1"),
    "vocabulary changed": ("'hotel', ", ""),
    "made nullable": ("city TEXT NOT NULL", "city TEXT"),
    "type changed": ("latitude REAL", "latitude TEXT"),
    "not strict": (") STRICT", ")"),
    "unique dropped": ("CONSTRAINT uq_site_code UNIQUE (code)", "CHECK (1)"),
    "default added": ("city TEXT NOT NULL", "city TEXT NOT NULL DEFAULT ''"),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ready(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine on a migrated database; what a test does to it is rolled back."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("faults") / "company.db"
        open_store(path, create=True).close()
        engine = sqlite_engine(path, foreign_keys=False)
    else:
        server: Server = request.getfixturevalue("server")
        name = server.new_database(request.getfixturevalue("migrated_template"))
        engine = postgresql_engine(make_url(server.url(name)))
    yield engine.execution_options(**{MODE: MIGRATE})
    engine.dispose()


@pytest.fixture(scope="module")
def expected(ready: Engine) -> Shape:
    with ready.connect() as connection:
        return shape(connection)


def notices(engine: Engine, expected: Shape, fault: Callable[[Connection], object]) -> bool:
    """Whether the comparison sees a fault that was not there before."""
    with engine.connect() as connection:
        fault(connection)
        seen = shape(connection) != expected
        connection.rollback()
    return seen


@pytest.mark.parametrize("statement", SAME_ON_BOTH.values(), ids=SAME_ON_BOTH.keys())
def test_a_planted_fault_is_noticed(ready: Engine, expected: Shape, statement: str):
    assert notices(ready, expected, lambda connection: connection.execute(text(statement)))


@pytest.mark.parametrize("statement", ONLY_POSTGRESQL.values(), ids=ONLY_POSTGRESQL.keys())
@pytest.mark.parametrize("ready", ["postgresql"], indirect=True)
def test_a_fault_planted_in_postgresql_is_noticed(ready: Engine, expected: Shape, statement: str):
    assert notices(ready, expected, lambda connection: connection.execute(text(statement)))


@pytest.mark.parametrize("change", ONLY_SQLITE.values(), ids=ONLY_SQLITE.keys())
@pytest.mark.parametrize("ready", ["sqlite"], indirect=True)
def test_a_fault_planted_in_sqlite_is_noticed(
    ready: Engine, expected: Shape, change: tuple[str, str]
):
    def rewrite(connection: Connection) -> None:
        query = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'site' AND sql IS NOT NULL"
        table, *indexes = (" ".join(row.sql.split()) for row in connection.execute(text(query)))
        wrong = table.replace(*change)
        assert wrong != table
        connection.execute(text("DROP TABLE site"))
        for statement in (wrong, *indexes):
            connection.exec_driver_sql(statement)

    assert notices(ready, expected, rewrite)


# -- files ----------------------------------------------------------------------------------------


def pretend_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()


def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "company.db"
    open_store(path, create=True).close()
    pretend_revision(path, "9999")
    content = path.read_bytes()
    with pytest.raises(UserError, match="plus récente"):
        open_store(path)
    assert path.read_bytes() == content
    assert not backup.folder_of(path).exists()


def test_a_server_of_a_newer_program_is_refused(postgresql_url: str):
    with open_store(postgresql_url) as store:
        engine = store.engine.execution_options(**{MODE: MIGRATE})
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match="plus récente"):
        open_store(postgresql_url)


def test_an_upgrade_keeps_a_verified_copy_of_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "company.db"
    open_store(path, create=True).close()
    steps = migrate.revisions()
    monkeypatch.setattr(migrate, "revisions", lambda: [*steps, "9998"])
    monkeypatch.setattr(migrate, "change_file", lambda _path, revision: applied.append(revision))
    applied: list[str] = []
    open_store(path).close()
    assert applied == ["9998"]
    (copy,) = backup.copies(path)
    backup.verify(copy)
    assert copy.name.endswith("-before-9998.db")


def test_a_step_that_fails_halfway_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "company.db"
    open_store(path, create=True).close()

    def half(connection: Connection, _revision: str) -> None:
        connection.execute(text("CREATE TABLE half (id INTEGER)"))
        connection.execute(text("DROP TABLE commune"))
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(migrate, "_go_to", half)
    with pytest.raises(RuntimeError, match="stops here"):
        migrate.change_file(path, "9998")
    monkeypatch.undo()
    with open_store(path) as store, store.engine.connect() as connection:
        assert differences(connection) == []


def test_a_step_that_would_leave_orphans_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "company.db"
    open_store(path, create=True).close()

    def orphan(connection: Connection, _revision: str) -> None:
        connection.execute(
            text("INSERT INTO service_link (upstream_id, downstream_id) VALUES (1, 2)")
        )

    monkeypatch.setattr(migrate, "_go_to", orphan)
    with pytest.raises(RuntimeError, match="orphan"):
        migrate.change_file(path, "9998")


def test_an_empty_server_database_is_set_up_and_a_foreign_one_refused(server: Server):
    name = server.new_database()
    with open_store(server.url(name)) as store:
        assert store.read(differences_of) == []
    server.drop(name)
    other = server.new_database()
    engine = postgresql_engine(make_url(server.url(other)))
    with engine.execution_options(**{MODE: MIGRATE}).begin() as connection:
        connection.execute(text("CREATE TABLE song (title text)"))
    engine.dispose()
    with pytest.raises(UserError, match="n’est pas une base"):
        open_store(server.url(other))
    server.drop(other)


def differences_of(session: object) -> list[object]:
    return differences(session.connection())  # type: ignore[attr-defined]
