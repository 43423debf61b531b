"""Verified copies of a file, their rotation, and the way back."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from db.base import utc_now
from db.engine import APPLICATION_ID
from desktop.core.errors import UserError
from desktop.core.i18n import _

RECENT, DAILY, WEEKLY, MONTHLY = 10, 7, 8, 12
"""How many copies are kept: the last ones, then the last of each day, week and month."""

STAMP = "%Y%m%dT%H%M%S%fZ"


def copy(database: Path, target: Path) -> str:
    """Write a verified copy and return its SHA-256; `target` appears whole or not at all.

    Works while the file is in use. Raises UserError if the copy is not what was asked for.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        verify(part, like=database)
        digest = _settle(part)
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return digest


def verify(path: Path, *, like: Path | None = None) -> None:
    """Read a whole copy. Raises UserError if it is damaged, incomplete or not ours."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
        complete = answer == "ok" and _shape(connection)
    if complete and like is not None:
        with closing(sqlite3.connect(like)) as connection:
            complete = complete == _shape(connection)
    if not complete:
        raise UserError(_("{path} is damaged or incomplete.").format(path=path))


def _shape(connection: sqlite3.Connection) -> tuple[int, str, int] | None:
    """What a copy must share with its original; a full disk leaves a valid file without tables."""
    identity = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if identity != APPLICATION_ID or not tables:
        return None
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    return tables, version, identity


def _settle(path: Path) -> str:
    """Force the file to the disk, and reckon its SHA-256."""
    digest = hashlib.sha256()
    with path.open("r+b") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


# -- copies kept beside the file -----------------------------------------------------------------


def folder_of(database: Path) -> Path:
    """Where the copies of a file are kept: beside it."""
    return database.with_name(f"{database.stem}-copies")


def keep_copy(database: Path, *, reason: str, now: datetime | None = None) -> Path:
    """Add a dated copy to the folder of copies, and drop those that the rotation lets go."""
    folder = folder_of(database)
    folder.mkdir(exist_ok=True)
    stamp = (now or utc_now()).astimezone(UTC).strftime(STAMP)
    target = folder / f"{stamp}-{reason}.db"
    copy(database, target)
    for old in outdated(copies(database)):
        old.unlink()
    return target


def copies(database: Path) -> list[Path]:
    """The dated copies kept beside a file, newest first."""
    folder = folder_of(database)
    if not folder.is_dir():
        return []
    return sorted((path for path in folder.glob("*.db") if moment_of(path)), reverse=True)


def outdated(newest_first: list[Path]) -> list[Path]:
    """The copies that no line of the rotation keeps."""
    kept = set(newest_first[:RECENT])
    for period, count in (("%Y%m%d", DAILY), ("%G%V", WEEKLY), ("%Y%m", MONTHLY)):
        latest: dict[str, Path] = {}
        for path in newest_first:
            moment = moment_of(path)
            if moment is not None:
                latest.setdefault(moment.strftime(period), path)
        kept.update(list(latest.values())[:count])
    return [path for path in newest_first if path not in kept]


def moment_of(path: Path) -> datetime | None:
    """When a dated copy was made, from its name; None for a file of another kind."""
    with suppress(ValueError):
        return datetime.strptime(path.name.partition("-")[0], STAMP).replace(tzinfo=UTC)
    return None


def restore(source: Path, database: Path) -> Path | None:
    """Put a verified copy in the place of a file that nobody has open.

    The file as it was is kept among its copies, and that copy is returned (None if there was no
    file, or if it was too damaged to be copied: it is then kept whole under another name).
    """
    verify(source)
    kept = _set_aside(database) if database.exists() else None
    part = database.with_name(database.name + ".part")
    with closing(sqlite3.connect(f"file:{source}?mode=ro&immutable=1", uri=True)) as connection:
        part.unlink(missing_ok=True)
        connection.execute("VACUUM INTO ?", (str(part),))
    verify(part, like=source)
    _settle(part)
    for suffix in ("-wal", "-shm"):  # they belong to the file that goes
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    part.replace(database)
    _sync_folder(database.parent)
    return kept


def _set_aside(database: Path) -> Path:
    try:
        return keep_copy(database, reason="before-restore")
    except (sqlite3.DatabaseError, UserError):  # damaged: that is why it is being restored
        aside = database.with_name(f"{database.name}.damaged-{utc_now().strftime(STAMP)}")
        database.replace(aside)
        return aside
