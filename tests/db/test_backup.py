"""Copies that can be trusted: whole or absent, kept by a rotation, put back without loss."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import backup
from db.models import Entity
from db.session import Store, open_store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.usecases import maintenance
from desktop.usecases.outcome import Outcome


@pytest.fixture(params=["sqlite"])
def any_store(request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path):
    """Files alone: a server has its own copies."""
    path = tmp_path / "company.db"
    path.write_bytes(migrated_file.read_bytes())
    with open_store(path) as store:
        yield store


def add_entity(session: Session, code: str) -> Outcome[None]:
    session.add(Entity(code=code, name=code))
    return Outcome(None, Changes.PEOPLE, "add")


def codes(session: Session) -> list[str]:
    return list(session.scalars(select(Entity.code).order_by(Entity.code)))


def test_a_copy_of_a_file_in_use_holds_what_was_committed(store: Store, tmp_path: Path):
    store.write(add_entity, "A")
    made = maintenance.back_up(store.path, tmp_path / "copy.db")
    store.write(add_entity, "B")
    assert made.bytes == made.file.stat().st_size
    with open_store(made.file) as copy:
        assert copy.read(codes) == ["A"]


def test_a_copy_never_overwrites_a_file(store: Store, tmp_path: Path):
    target = tmp_path / "thesis.odt"
    target.write_text("precious")
    with pytest.raises(UserError, match="existe déjà"):
        maintenance.back_up(store.path, target)
    assert target.read_text() == "precious"


def test_a_copy_in_a_missing_folder_is_refused_in_a_sentence(store: Store, tmp_path: Path):
    with pytest.raises(UserError):
        maintenance.back_up(store.path, tmp_path / "nowhere" / "copy.db")


def test_a_restored_file_is_the_copy_and_the_former_one_is_kept(store: Store, tmp_path: Path):
    path = store.path
    store.write(add_entity, "A")
    copy = maintenance.back_up(path, tmp_path / "copy.db").file
    store.write(add_entity, "B")
    store.close()
    kept = maintenance.put_back(path, copy)
    with open_store(path) as restored:
        assert restored.read(codes) == ["A"]
    with open_store(kept) as former:
        assert former.read(codes) == ["A", "B"]


def test_nothing_is_restored_while_the_file_is_open(store: Store, tmp_path: Path):
    copy = maintenance.back_up(store.path, tmp_path / "copy.db").file
    store.write(add_entity, "B")
    with pytest.raises(UserError, match="déjà ouvert"):
        maintenance.put_back(store.path, copy)
    assert store.read(codes) == ["B"]


def test_a_damaged_copy_is_refused_and_the_file_left_alone(store: Store, tmp_path: Path):
    store.write(add_entity, "A")
    copy = maintenance.back_up(store.path, tmp_path / "copy.db").file
    content = bytearray(copy.read_bytes())
    content[8192 : 8192 + 6000] = os.urandom(6000)
    copy.write_bytes(content)
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(UserError, match="endommagé"):
        maintenance.put_back(store.path, copy)
    assert store.path.read_bytes() == before


def test_a_damaged_file_can_be_replaced_by_its_copy(store: Store, tmp_path: Path):
    store.write(add_entity, "A")
    copy = maintenance.back_up(store.path, tmp_path / "copy.db").file
    store.close()
    store.path.write_bytes(b"SQLite format 3\0" + os.urandom(5000))
    kept = maintenance.put_back(store.path, copy)
    assert ".damaged-" in kept.name
    with open_store(store.path) as restored:
        assert restored.read(codes) == ["A"]


def test_another_program_s_database_is_not_restored(store: Store, tmp_path: Path):
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    store.close()
    with pytest.raises(UserError):
        maintenance.put_back(store.path, other)


def test_the_rotation_keeps_recent_daily_weekly_and_monthly_copies(tmp_path: Path):
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    hourly = [now - timedelta(hours=6 * n) for n in range(4 * 500)]
    names = [tmp_path / f"{moment.strftime(backup.STAMP)}-daily.db" for moment in hourly]
    gone = set(backup.outdated(names))
    kept = [moment for moment, name in zip(hourly, names, strict=True) if name not in gone]
    assert kept[:10] == hourly[:10]
    assert {m.date() for m in kept} >= {(now - timedelta(days=n)).date() for n in range(7)}
    assert {m.strftime("%Y%m") for m in kept} == {f"2026{n:02}" for n in range(1, 12)} | {"202512"}
    assert len(kept) <= 10 + 7 + 8 + 12


def test_a_daily_copy_is_made_once_a_day(store: Store):
    now = datetime.now(UTC)
    assert maintenance.copy_if_due(store, now) is not None
    assert maintenance.copy_if_due(store, now + timedelta(hours=5)) is None
    assert maintenance.copy_if_due(store, now + timedelta(hours=25)) is not None
    assert len(backup.copies(store.path)) == 2


def test_a_full_disk_is_told_and_nothing_is_lost(migrated_file: Path, small_disk: Path):
    path = small_disk / "company.db"
    path.write_bytes(migrated_file.read_bytes())
    with open_store(path) as store:
        store.write(add_entity, "A")
        filler = small_disk / "filler"
        fill(filler)
        with pytest.raises(UserError, match="plein"):
            store.write(add_many)
        assert store.read(codes) == ["A"]
        with pytest.raises(UserError, match="plein"):
            maintenance.back_up(path, small_disk / "copy.db")
        assert not (small_disk / "copy.db").exists()
        assert not (small_disk / "copy.db.part").exists()
        filler.unlink()
        store.write(add_entity, "B")
        assert [check.name for check in maintenance.examine(store) if not check.ok] in (
            [],
            ["disk"],
        )
    with open_store(path) as again:
        assert again.read(codes) == ["A", "B"]


def fill(path: Path) -> None:
    with suppress(OSError), path.open("wb", buffering=0) as stream:
        while stream.write(b"\0" * 4096):
            pass


def add_many(session: Session) -> Outcome[None]:
    session.add_all(Entity(code=str(n), name="x" * 500) for n in range(2000))
    return Outcome(None, Changes.PEOPLE, "add")


@pytest.fixture
def small_disk(tmp_path: Path):
    """A real file system of 8 MB; only the administrator can mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only the administrator can mount a small disk")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let us mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.skipif(os.name != "posix", reason="folders are not made read-only this way")
def test_a_read_only_folder_is_told(migrated_file: Path, tmp_path: Path):
    folder = tmp_path / "archive"
    folder.mkdir()
    path = folder / "company.db"
    path.write_bytes(migrated_file.read_bytes())
    if os.geteuid() == 0:
        mount = subprocess.run(
            ["mount", "--bind", "-o", "ro", str(folder), str(folder)],
            capture_output=True,
            check=False,
        )
        if mount.returncode:
            pytest.skip("the administrator may write anywhere")
    else:
        folder.chmod(0o555)
    try:
        with pytest.raises(UserError, match="lecture seule"):
            open_store(path)
    finally:
        if os.geteuid() == 0:
            subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.chmod(0o755)
