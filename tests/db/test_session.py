"""Transactions, optimistic locking, and what opening a database refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, literal, make_url, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from db.base import Money
from db.engine import secured
from db.models import Audit, Campaign, Entity, Person, Site
from db.session import Store, open_store, parse
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.usecases.outcome import Outcome


def add_entity(session: Session, code: str) -> Outcome[int]:
    entity = Entity(code=code, name=f"Entity {code}")
    session.add(entity)
    session.flush()
    return Outcome(entity.id, Changes.PEOPLE, f"add {code}")


def fail_after_adding(session: Session) -> Outcome[None]:
    session.add(Entity(code="half", name="Half"))
    session.flush()
    raise UserError("no")


def entity_codes(session: Session) -> list[str]:
    return list(session.scalars(select(Entity.code).order_by(Entity.code)))


def test_a_use_case_is_committed_whole(store: Store):
    written = store.write(add_entity, "A")
    assert written.value == written.outcome.value
    assert written.label == "add A"
    assert store.read(entity_codes) == ["A"]


def test_a_use_case_that_fails_leaves_nothing(store: Store):
    with pytest.raises(UserError, match="no"):
        store.write(fail_after_adding)
    assert store.read(entity_codes) == []
    assert store.read(lambda session: session.scalar(select(func.count(Audit.id)))) == 0


def test_a_rehearsal_answers_and_leaves_nothing(store: Store):
    rehearsed = store.rehearse(add_entity, "A")
    assert [row.table for row in rehearsed.changeset.rows] == ["entity"]
    assert store.read(entity_codes) == []


def test_a_query_cannot_write(store: Store):
    def query(session: Session) -> None:
        session.add(Entity(code="A", name="A"))
        session.flush()

    with pytest.raises(RuntimeError, match="must not write"):
        store.read(query)


def test_a_bulk_update_that_nobody_could_undo_is_refused(store: Store):
    def rename(session: Session) -> Outcome[None]:
        session.execute(update(Entity).values(name="X"))
        return Outcome(None, Changes.PEOPLE)

    with pytest.raises(RuntimeError, match="cannot be undone"):
        store.write(rename)


def test_who_saves_second_is_told_and_overwrites_nothing(store: Store):
    def add_site(session: Session) -> Outcome[None]:
        session.add(Site(code="S1", name="Lyon"))
        return Outcome(None, Changes.SITES)

    def rename_meanwhile(session: Session) -> Outcome[None]:
        site = session.scalars(select(Site)).one()
        site.name = "mine"
        session.connection().execute(text("UPDATE site SET version = version + 1"))
        return Outcome(None, Changes.SITES)

    store.write(add_site)
    with pytest.raises(UserError, match="changé") as refused:
        store.write(rename_meanwhile)
    assert isinstance(refused.value.__cause__, StaleDataError)
    assert store.read(lambda session: session.scalar(select(Site.name))) == "Lyon"


def test_values_come_back_as_they_went_in(store: Store):
    paris_winter = timezone(timedelta(hours=1))
    moment = datetime(2026, 1, 5, 9, 30, 0, 123456, tzinfo=paris_winter)

    def add(session: Session) -> Outcome[None]:
        session.add(Audit(at=moment, entries=[["a", 1]], digest="x", author="Zoë œ"))
        session.add(
            Person(code="007", last_name="Lœwe", skills=["tri"], birth_date=date(1990, 2, 28))
        )
        return Outcome(None, Changes.PEOPLE)

    store.write(add)
    first = select(Audit.at, Audit.entries, Audit.author).order_by(Audit.id).limit(1)
    at, entries, author = store.read(lambda session: session.execute(first).one())
    assert (at, at.tzinfo, entries, author) == (moment, UTC, [["a", 1]], "Zoë œ")
    code, name, skills, birth = store.read(
        lambda s: s.execute(
            select(Person.code, Person.last_name, Person.skills, Person.birth_date)
        ).one()
    )
    assert (code, name, skills, birth) == ("007", "Lœwe", ["tri"], date(1990, 2, 28))


def test_money_is_exact_and_sums_exactly(store: Store):
    amounts = [Decimal("0.10"), Decimal("0.20"), Decimal("1234567.89")]
    tenth, fifth, much = (literal(amount, Money()) for amount in amounts)
    total = store.read(lambda session: session.scalar(select(tenth + fifth + much)))
    assert (total, type(total)) == (Decimal("1234568.19"), Decimal)
    with pytest.raises(StatementError, match="two decimals"):
        store.read(lambda session: session.scalar(select(literal(Decimal("0.001"), Money()))))


def test_a_moment_without_time_zone_is_refused(store: Store):
    def add(session: Session) -> Outcome[None]:
        session.add(Audit(at=datetime(2026, 1, 1), entries=[], digest=""))  # noqa: DTZ001 -- the fault
        return Outcome(None, Changes.NONE)

    with pytest.raises(Exception, match="time zone"):
        store.write(add)


def test_a_writer_does_not_stop_readers_and_readers_see_one_state(store: Store):
    def write_while_reading(session: Session) -> tuple[list[str], list[str]]:
        before = entity_codes(session)
        store.write(add_entity, "B")
        return before, entity_codes(session)

    store.write(add_entity, "A")
    assert store.read(write_while_reading) == (["A"], ["A"])
    assert store.read(entity_codes) == ["A", "B"]


# -- opening --------------------------------------------------------------------------------------


def test_a_second_instance_is_refused_and_the_first_goes_on(tmp_path: Path):
    path = tmp_path / "company.db"
    with open_store(path, create=True) as first:
        with pytest.raises(UserError, match="déjà ouvert"):
            open_store(path)
        first.write(add_entity, "A")
    with open_store(path) as again:
        assert again.read(entity_codes) == ["A"]
    assert not path.with_name("company.db.lock").exists()


def test_the_pragmas_are_in_force(tmp_path: Path):
    with open_store(tmp_path / "company.db", create=True) as store:
        answers = {
            name: store.read(
                lambda s, n=name: s.connection().exec_driver_sql(f"PRAGMA {n}").scalar()
            )
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
        secure = store.read(
            lambda s: s.connection().exec_driver_sql("PRAGMA secure_delete").scalar()
        )
    assert answers == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }
    assert secure == 1


def test_a_missing_file_is_not_made_by_mistake(tmp_path: Path):
    with pytest.raises(UserError, match="Il n’y a pas de fichier"):
        open_store(tmp_path / "mistyped.db")
    assert list(tmp_path.glob("mistyped*")) == []


@pytest.mark.parametrize("content", [b"id;name\r\n1;A\r\n" * 50, b"PK\x03\x04" + b"\0" * 200, b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match="n’est pas une base"):
        open_store(path, create=True)
    assert path.read_bytes() == content
    assert [child.name for child in tmp_path.iterdir() if child.is_file()] == ["people.csv"]


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
        connection.commit()
    content = path.read_bytes()
    with pytest.raises(UserError, match="n’est pas une base"):
        open_store(path, create=True)
    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path: Path):
    with pytest.raises(UserError, match="est un dossier"):
        open_store(tmp_path, create=True)


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(UserError, match="Il n’y a pas de dossier"):
        open_store(tmp_path / "nowhere" / "company.db", create=True)


def test_a_damaged_file_is_told_as_such(tmp_path: Path):
    path = tmp_path / "company.db"
    open_store(path, create=True).close()
    content = bytearray(path.read_bytes())
    content[100:4000] = b"\x55" * 3900
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"endommagé|pas une base"):
        open_store(path)


def test_an_unknown_address_is_refused_without_repeating_its_password():
    with pytest.raises(UserError) as refused:
        parse("mysql://root:s3cret@host/db")
    assert "s3cret" not in str(refused.value) + refused.value.hint


def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path):
    with pytest.raises(UserError, match="ne répond pas") as refused:
        open_store(f"postgresql+psycopg://me:s3cret@/base?host={tmp_path}")
    told = str(refused.value) + refused.value.hint
    assert "s3cret" not in told


def test_a_remote_server_is_never_reached_unverified():
    url = secured(make_url("postgresql+psycopg://me@db.example.org/base"))
    assert url.query["sslmode"] == "verify-full"
    assert url.query["channel_binding"] == "require"
    with pytest.raises(UserError, match="sslmode=disable"):
        secured(make_url("postgresql+psycopg://me@db.example.org/base?sslmode=disable"))
    assert "sslmode" not in secured(make_url("postgresql+psycopg://me@/base?host=/tmp")).query


def test_an_empty_campaign_table_is_enough_to_open(store: Store):
    assert store.read(lambda session: session.scalar(select(func.count(Campaign.id)))) == 0


def test_a_row_that_somebody_removed_meanwhile_is_told_as_such(store: Store):
    with pytest.raises(UserError, match="n’existe plus"):
        store.read(lambda session: session.get_one(Entity, 42))


@pytest.mark.parametrize("code", ["A\0B", "A\ud800B"], ids=["NUL", "surrogate"])
def test_a_text_that_one_engine_could_not_keep_is_refused_by_both(store: Store, code: str):
    with pytest.raises(UserError, match="caractère"):
        store.write(add_entity, code)
    assert store.read(entity_codes) == []
