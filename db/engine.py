"""How each engine is opened: pragmas and our own BEGIN on SQLite, verified TLS on PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from desktop.core.errors import UserError
from desktop.core.i18n import _

APPLICATION_ID = 0x56_4D_56_31
"""`VMV1` in the header of our SQLite files."""

BUSY_SECONDS = 10
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
)
MODE = "vismavie_mode"
"""Execution option of a connection: what its transactions are for; reading by default."""
WRITE, MIGRATE = "write", "migrate"

VERIFIED = {
    "sslmode": "verify-full",
    "require_auth": "scram-sha-256",
    "channel_binding": "require",
}
LOOPBACK = frozenset({"", "localhost", "127.0.0.1", "::1"})


def sqlite_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """The engine of one file; migrations alone ask for it without foreign keys."""
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's own
        connection.isolation_level = None  # the driver's habit of opening transactions is off
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(pragma)
        if not foreign_keys:
            cursor.execute("PRAGMA foreign_keys = OFF")
        answer = cursor.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        cursor.close()
        if answer != "wal":
            raise UserError(
                _("{path} cannot be opened safely: its disk allows no write-ahead log.").format(
                    path=path
                ),
                hint=_("Put the file on a local disk."),
            )

    @event.listens_for(engine, "reset")
    def _leave_nothing_open(connection: Any, *_details: object) -> None:  # noqa: ANN401 -- as above
        if connection.in_transaction:  # SQLite goes on after a COMMIT that foreign keys refused
            connection.rollback()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later may fail at once: writers say so first.
        reads = MODE not in connection.get_execution_options()
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def postgresql_engine(url: URL) -> Engine:
    """The engine of a server; anything but this machine is reached over verified TLS alone."""
    engine = create_engine(
        secured(url),
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": BUSY_SECONDS, "application_name": "vismavie"},
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(MODE)
        if mode is None:
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        if mode == WRITE:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
            # One writer at a time, as on SQLite; readers go on. A lock statement takes no snapshot,
            # so whoever waited here sees what the other has just committed.
            connection.exec_driver_sql("LOCK TABLE audit IN EXCLUSIVE MODE")

    return engine


def secured(url: URL) -> URL:
    """The same URL with the settings that leave no way to listen in or to impersonate the server.

    Raises UserError if the URL asks for less.
    """
    hosts = url.query.get("host", url.host or "")
    host = hosts if isinstance(hosts, str) else ",".join(hosts)
    if host.startswith("/") or host in LOOPBACK:
        return url
    for name, value in VERIFIED.items():
        if url.query.get(name, value) != value:
            raise UserError(
                _(
                    "The address of the server says {name}={given}: the data would be exposed."
                ).format(name=name, given=url.query[name]),
                hint=_("Write {name}={value}, or leave it out.").format(name=name, value=value),
            )
    return url.update_query_dict(VERIFIED)
