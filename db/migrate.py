"""Bring a database to the tables of this program: whole or not at all, after a verified copy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from db import backup
from db.engine import APPLICATION_ID, MIGRATE, MODE, sqlite_engine
from desktop.core.errors import UserError
from desktop.core.i18n import _

if TYPE_CHECKING:
    from alembic.config import Config

SIGNATURE = b"SQLite format 3\x00"


def revisions() -> list[str]:
    """The numbers of the steps, oldest first; the last one is this program's version."""
    folder = files("db") / "migrations" / "versions"
    names = (step.name for step in folder.iterdir())
    return sorted(name[:4] for name in names if name[:4].isdigit() and name.endswith(".py"))


def head() -> str:
    return revisions()[-1]


def configuration(connection: Connection) -> Config:
    """What alembic needs, without an .ini file; works from an installed package."""
    from alembic.config import Config  # noqa: PLC0415 -- slow import

    config = Config()
    config.set_main_option("script_location", str(files("db") / "migrations"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


# -- files ---------------------------------------------------------------------------------------


def refuse_what_is_not_ours(path: Path, *, create: bool) -> None:
    """Look at a file before touching it. Raises UserError if it cannot be our database."""
    if path.is_dir():
        raise UserError(_("{path} is a folder, not a file.").format(path=path))
    if not path.exists():
        if not create:
            raise UserError(
                _("There is no file {path}.").format(path=path),
                hint=_("Check the name, or create a new file."),
            )
        if not path.parent.is_dir():
            raise UserError(_("There is no folder {path}.").format(path=path.parent))
        return
    with path.open("rb") as stream:
        start = stream.read(len(SIGNATURE))
    if start and start != SIGNATURE:
        raise UserError(_("{path} is not a database of Vis ma vie.").format(path=path))


def migrate_file(path: Path) -> None:
    """Make or upgrade a SQLite file; an upgrade leaves a verified copy of the file as it was.

    Raises UserError if the file is of a newer program, or of another one.
    """
    current = revision_of_file(path)
    if current == head():
        return
    refuse_unknown(current, str(path))
    if current is not None:
        backup.keep_copy(path, reason=f"before-{head()}")
    change_file(path, head())


def change_file(path: Path, revision: str) -> None:
    """Go up or down to `revision` in one transaction."""
    # Not the program's engine: with foreign keys on, rebuilding a table empties its children.
    engine = sqlite_engine(path, foreign_keys=False)
    try:
        with engine.execution_options(**{MODE: MIGRATE}).begin() as connection:
            _go_to(connection, revision)
            orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
            if orphans:
                raise RuntimeError(f"step {revision} would leave {len(orphans)} orphan rows")
            connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
    finally:
        engine.dispose()


def revision_of_file(path: Path) -> str | None:
    """None for a file still to be made. Raises UserError for a database of another program."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    with closing(sqlite3.connect(path)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        if not tables:
            return None
        if "alembic_version" not in tables or "campaign" not in tables:
            raise UserError(_("{path} is not a database of Vis ma vie.").format(path=path))
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


# -- servers -------------------------------------------------------------------------------------


def migrate_server(engine: Engine, place: str) -> None:
    """Set up an empty server database, or upgrade it. Its copies are the server's own business.

    Raises UserError if it is of a newer program, or of another one.
    """
    with engine.execution_options(**{MODE: MIGRATE}).begin() as connection:
        if _revision_of_server(connection, place) == head():
            return
        # Two desktops may start at once on a new version: the second waits, then sees it done.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"))
    with engine.execution_options(**{MODE: MIGRATE}).begin() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})"))
        current = _revision_of_server(connection, place)
        refuse_unknown(current, place)
        if current != head():
            _go_to(connection, head())


def _revision_of_server(connection: Connection, place: str) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if "alembic_version" not in tables or "campaign" not in tables:
        raise UserError(_("{place} is not a database of Vis ma vie.").format(place=place))
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


# -- both ----------------------------------------------------------------------------------------


def refuse_unknown(revision: str | None, place: str) -> None:
    """Raise UserError for a database that a newer program has written."""
    if revision is not None and revision not in revisions():
        raise UserError(
            _("{place} was written by a newer version of Vis ma vie.").format(place=place),
            hint=_("Install that version, or open a copy made before it."),
        )


def _go_to(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 -- slow import
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415 -- slow import

    config = configuration(connection)
    current = MigrationContext.configure(connection).get_current_revision() or ""
    if revision == "base" or revision < current:
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)
