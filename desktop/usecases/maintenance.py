"""Keep the data well: examine a database, copy it, put a copy back."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, Table, inspect, select, text
from sqlalchemy.orm import Session

import db.models  # registers every table
from db import audit, backup, migrate
from db.base import Base, utc_now
from db.locking import FileLock, on_network_share
from db.refusals import told_plainly
from db.session import Store, open_store, parse
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text, ngettext, number_text

assert db.models

COPY_EVERY = timedelta(days=1)
FREE_TIMES_FILE = 3
"""Disk needed to migrate and copy without trouble, in sizes of the file."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `detail` is a sentence, whether it is well or not."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A verified copy."""

    file: Path
    bytes: int
    sha256: str


# -- doctor --------------------------------------------------------------------------------------


def examine(store: Store, now: datetime | None = None) -> list[Check]:
    """Look at everything that could be wrong with a database; changes nothing."""
    checks = store.read(_examine_inside)
    if store.path is not None:
        checks += [_disk(store.path), _place(store.path), _copies(store.path, now or utc_now())]
    return checks


def _examine_inside(session: Session) -> list[Check]:
    connection = session.connection()
    on_file = connection.dialect.name == "sqlite"
    return [
        _integrity(connection) if on_file else _validated(connection),
        _version(connection),
        _tables(connection),
        _orphans(connection) if on_file else _enforced(connection),
        _partition(connection),
        _trail(connection),
    ]


def _integrity(connection: Connection) -> Check:
    """`integrity_check`: `quick_check` misses two faults of three."""
    faults = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
    if faults == ["ok"]:
        return Check("integrity", ok=True, detail=_("Every page of the file was read."))
    sentence = _("The file is damaged ({fault}): restore one of its copies.")
    return Check("integrity", ok=False, detail=sentence.format(fault=faults[0]))


def _validated(connection: Connection) -> Check:
    version = connection.execute(text("SHOW server_version")).scalar()
    sentence = _("PostgreSQL {version} answers and looks after its own pages.")
    return Check("integrity", ok=True, detail=sentence.format(version=version))


def _version(connection: Connection) -> Check:
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    sentence = _("The tables are at step {found}; this program is at step {head}.")
    detail = sentence.format(found=found, head=migrate.head())
    return Check("version", ok=found == migrate.head(), detail=detail)


def _tables(connection: Connection) -> Check:
    inspector = inspect(connection)
    wrong = []
    known = set(inspector.get_table_names())
    for table in Base.metadata.sorted_tables:
        columns = (
            {column["name"] for column in inspector.get_columns(table.name)}
            if table.name in known
            else set()
        )
        if {column.name for column in table.columns} != columns:
            wrong.append(table.name)
    if wrong:
        sentence = _("These tables are not as this program makes them: {tables}.")
        return Check("tables", ok=False, detail=sentence.format(tables=", ".join(wrong)))
    count = len(Base.metadata.tables)
    sentence = ngettext("{count} table is as expected.", "{count} tables are as expected.", count)
    return Check("tables", ok=True, detail=sentence.format(count=count))


def _orphans(connection: Connection) -> Check:
    rows = connection.execute(text("PRAGMA foreign_key_check")).all()
    if not rows:
        return Check("orphans", ok=True, detail=_("No row names another that is not there."))
    tables = ", ".join(sorted({row[0] for row in rows}))
    sentence = ngettext(
        "{count} row names another that is not there ({tables}).",
        "{count} rows name others that are not there ({tables}).",
        len(rows),
    )
    return Check("orphans", ok=False, detail=sentence.format(count=len(rows), tables=tables))


def _enforced(connection: Connection) -> Check:
    query = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
    loose = [row[0] for row in connection.execute(text(query))]
    if loose:
        sentence = _("These foreign keys are not enforced: {keys}.")
        return Check("orphans", ok=False, detail=sentence.format(keys=", ".join(loose)))
    return Check("orphans", ok=True, detail=_("No row names another that is not there."))


def _partition(connection: Connection) -> Check:
    """A campaign is a hard partition: what belongs to one never names what belongs to another."""
    strays = {
        f"{table.name}.{column}": count
        for table in Base.metadata.sorted_tables
        if "campaign_id" in table.columns
        for column, count in _strays(connection, table)
    }
    if not strays:
        return Check("campaigns", ok=True, detail=_("No campaign reaches into another."))
    links = ", ".join(f"{link} ({count})" for link, count in strays.items())
    sentence = _("Rows of one campaign name rows of another: {links}.")
    return Check("campaigns", ok=False, detail=sentence.format(links=links))


def _strays(connection: Connection, table: Table) -> list[tuple[str, int]]:
    found = []
    for key in table.foreign_keys:
        other = key.column.table
        # A row may well name its like in an earlier campaign: trends do.
        if other is table or "campaign_id" not in other.columns or key.parent is None:
            continue
        rows = connection.execute(
            select(table.c.campaign_id)
            .join(other, key.parent == key.column)
            .where(table.c.campaign_id != other.c.campaign_id)
        ).all()
        if rows:
            found.append((key.parent.name, len(rows)))
    return found


def _trail(connection: Connection) -> Check:
    state = audit.verify(connection)
    if state.broken_at is not None:
        sentence = _("The trail of changes was altered at line {line}.")
        return Check("audit", ok=False, detail=sentence.format(line=state.broken_at))
    if not state.lines:
        return Check("audit", ok=True, detail=_("The trail of changes is still empty."))
    sentence = ngettext(
        "The trail of changes is whole: {count} line, sealed by {digest}.",
        "The trail of changes is whole: {count} lines, sealed by {digest}.",
        state.lines,
    )
    count = number_text(state.lines)
    return Check("audit", ok=True, detail=sentence.format(count=count, digest=state.digest[:16]))


def _disk(path: Path) -> Check:
    size, free = path.stat().st_size, shutil.disk_usage(path.parent).free
    sentence = _("The file takes {size}; {free} are free on its disk.")
    detail = sentence.format(size=_size_text(size), free=_size_text(free))
    return Check("disk", ok=free > FREE_TIMES_FILE * size, detail=detail)


def _size_text(count: float) -> str:
    units = ((1e9, _("GB")), (1e6, _("MB")))
    step, unit = next((one for one in units if count >= one[0]), (1e3, _("kB")))
    return f"{number_text(count / step, 1)}\N{NO-BREAK SPACE}{unit}"


def _place(path: Path) -> Check:
    if on_network_share(path):
        sentence = _("{path} is on a network share, where two machines could damage it.")
        return Check("place", ok=False, detail=sentence.format(path=path))
    return Check("place", ok=True, detail=_("The file is on a disk of this machine."))


def _copies(path: Path, now: datetime) -> Check:
    kept = backup.copies(path)
    if not kept:
        sentence = _("There is no copy beside the file yet.")
        return Check("copies", ok=True, detail=sentence)
    made = backup.moment_of(kept[0]) or now
    sentence = ngettext(
        "{count} copy is kept beside the file, made on {day}.",
        "{count} copies are kept beside the file, the last made on {day}.",
        len(kept),
    )
    detail = sentence.format(count=len(kept), day=date_text(made.date()))
    try:
        backup.verify(kept[0])
    except UserError as error:
        return Check("copies", ok=False, detail=str(error))
    return Check("copies", ok=True, detail=detail)


# -- copies ----------------------------------------------------------------------------------------


def back_up(url: str | Path, target: Path) -> CopyMade:
    """Copy a file, in use or not, to a new place, and read the copy back.

    Raises UserError if the target exists, for a server, or if the copy is not whole.
    """
    source = _file(url)
    with told_plainly(str(target)):
        migrate.refuse_what_is_not_ours(source, create=False)
        if target.exists():
            raise UserError(
                _("{path} exists already.").format(path=target),
                hint=_("Give the name of a new file."),
            )
        digest = backup.copy(source, target)
        return CopyMade(target, target.stat().st_size, digest)


def put_back(url: str | Path, source: Path) -> Path | None:
    """Put a copy in the place of a file, and return where the file as it was is kept.

    The copy is read whole before anything is touched, and upgraded afterwards if it is older than
    this program. Raises UserError if it is damaged, too new, or if the file is open elsewhere.
    """
    database = _file(url).absolute()
    with told_plainly(str(database)):
        migrate.refuse_what_is_not_ours(source, create=False)
        backup.verify(source)
        migrate.refuse_unknown(migrate.revision_of_file(source), str(source))
        lock = FileLock(database)
        lock.acquire()
        try:
            kept = backup.restore(source, database)
        finally:
            lock.release()
    open_store(database).close()
    return kept


def copy_if_due(store: Store, now: datetime | None = None) -> Path | None:
    """Keep a dated copy beside the file unless one was made within a day; None if not needed."""
    if store.path is None:
        return None
    moment = now or utc_now()
    kept = backup.copies(store.path)
    made = backup.moment_of(kept[0]) if kept else None
    if made is not None and moment - made < COPY_EVERY:
        return None
    with told_plainly(store.location):
        return backup.keep_copy(store.path, reason="daily", now=moment)


def _file(url: str | Path) -> Path:
    place = parse(url)
    if isinstance(place, Path):
        return place
    raise UserError(
        _("A server has its own copies: this command copies files."),
        hint=_("Ask whoever looks after the server (pg_dump)."),
    )
