"""Open a database and run queries and use cases on it, each in one transaction of its own.

with open_store("company.db") as store:
    people = store.read(list_people, campaign_id)          # no write can happen in there
    written = store.write(assign_person, slot_id, person)  # committed, or nothing at all
    store.replay(written.changeset.inverse())              # undo; replay(changeset) is redo
    preview = store.rehearse(import_people, rows)          # like write, then rolled back
"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, Self, TypeVar

from sqlalchemy import URL, Engine, event, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError
from sqlalchemy.orm import Session

from db import audit, journal, replaying
from db.changeset import Changeset
from db.engine import MODE, WRITE, postgresql_engine, sqlite_engine
from db.journal import Journal
from db.locking import FileLock, refuse_network_share
from db.refusals import told_plainly
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _

P = ParamSpec("P")
Result = TypeVar("Result")
Value_co = TypeVar("Value_co", covariant=True)

__all__ = ["Changeset", "Store", "Written", "open_store"]


class AnyOutcome(Protocol[Value_co]):
    """The shape of `desktop.usecases.outcome.Outcome`, which this layer may not import."""

    @property
    def value(self) -> Value_co: ...
    @property
    def changes(self) -> Changes: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Written(Generic[Value_co]):
    """What a use case answered, and the rows it changed (to be given to `Store.replay`)."""

    outcome: AnyOutcome[Value_co]
    changeset: Changeset

    @property
    def value(self) -> Value_co:
        return self.outcome.value

    @property
    def changes(self) -> Changes:
        return self.outcome.changes

    @property
    def label(self) -> str:
        return self.outcome.label


class _Reading(Session):
    """A session in which nothing can be written."""


class _Writing(Session):
    """A session whose changes are recorded."""


@event.listens_for(_Reading, "before_flush")
def _refuse_to_write(session: Session, *_details: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a query must not write: use Store.write")


journal.listen(_Writing)


class Store:
    """An open database: one file that no other instance can open, or a server."""

    def __init__(
        self,
        engine: Engine,
        *,
        location: str,
        path: Path | None = None,
        lock: FileLock | None = None,
        author: str = "",
    ) -> None:
        self.engine = engine
        self.location = location
        """The path or URL as it may be shown: without a password."""
        self.path = path
        """The file, or None on a server."""
        self.author = author or _system_user()
        """Who stands in the audit trail."""
        self._lock = lock
        self._writes = engine.execution_options(**{MODE: WRITE})

    def read(
        self, query: Callable[Concatenate[Session, P], Result], *args: P.args, **kwargs: P.kwargs
    ) -> Result:
        """Run a query on one consistent state of the data; any attempt to write raises."""
        with told_plainly(self.location), _Reading(self.engine, autoflush=False) as session:
            return query(session, *args, **kwargs)

    def write(
        self,
        use_case: Callable[Concatenate[Session, P], AnyOutcome[Result]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Written[Result]:
        """Run a use case and commit all of it; whatever it raises, nothing is kept."""
        with self._recording(_name(use_case), keep=True) as (session, record):
            outcome = use_case(session, *args, **kwargs)
        return Written(outcome, record.changeset())

    def rehearse(
        self,
        use_case: Callable[Concatenate[Session, P], AnyOutcome[Result]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Written[Result]:
        """Run a use case with every check of the database, then forget it (`--dry-run`)."""
        with self._recording(_name(use_case), keep=False) as (session, record):
            outcome = use_case(session, *args, **kwargs)
        return Written(outcome, record.changeset())

    def replay(self, changeset: Changeset) -> None:
        """Undo or redo: apply row images, after checking that nobody changed the rows meanwhile.

        Raises UserError, and changes nothing, if somebody did.
        """
        try:
            with self._recording("replay", keep=True) as (session, record):
                replaying.replay(session, changeset)
                record.rows.extend(changeset.rows)
        except IntegrityError as error:
            raise UserError(
                _("Something else depends on this change meanwhile: nothing was undone."),
                hint=_("Remove first what was added since."),
            ) from error

    @contextmanager
    def _recording(self, label: str, *, keep: bool) -> Iterator[tuple[Session, Journal]]:
        record = Journal()
        with told_plainly(self.location), _Writing(self._writes) as session:
            session.info["journal"] = record
            yield session, record
            session.flush()
            audit.append(session.connection(), record.changeset(), self.author, label)
            if keep:
                session.commit()
            else:
                session.rollback()

    def close(self) -> None:
        """Give the file or the server back; a closed store stays closed."""
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _name(use_case: Callable[..., Any]) -> str:
    """What the audit says was done: the name of the use case, which names nobody."""
    module = getattr(use_case, "__module__", "").rpartition(".")[2]
    return f"{module}.{getattr(use_case, '__name__', 'use_case')}".strip(".")


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user: a container, a service
        return ""


def open_store(url: str | Path, *, create: bool = False, author: str = "") -> Store:
    """Open a SQLite file (path or `sqlite:///…`) or a server (`postgresql+psycopg://…`).

    The database is brought to the program's version, after a verified copy of a file that needs
    it. A file that does not exist is made only with `create`; an empty server is set up. Raises
    UserError, in one sentence, for whatever a user can mend; passwords are never part of it.
    """
    target = parse(url)
    if isinstance(target, Path):
        return _open_file(target, create=create, author=author)
    return _open_server(target, author=author)


def parse(url: str | Path) -> Path | URL:
    """The file or the server that a user's words name."""
    if isinstance(url, Path) or "://" not in url:
        return Path(url).expanduser()
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None  # the text may hold a password: it is not repeated
    if parsed is not None and parsed.get_backend_name() == "sqlite" and parsed.database:
        return Path(parsed.database).expanduser()
    if parsed is None or parsed.get_backend_name() != "postgresql":
        raise UserError(
            _("This is not the address of a database that Vis ma vie knows."),
            hint=_("Give the path of a file, or postgresql+psycopg://user@server/database."),
        )
    return parsed.set(drivername="postgresql+psycopg")


def _open_file(path: Path, *, create: bool, author: str) -> Store:
    from db import migrate  # noqa: PLC0415 -- slow import: alembic

    path = path.absolute()
    place = str(path)
    with told_plainly(place):
        migrate.refuse_what_is_not_ours(path, create=create)
        refuse_network_share(path)
        lock = FileLock(path)
        lock.acquire()
        try:
            migrate.migrate_file(path)
            return Store(sqlite_engine(path), location=place, path=path, lock=lock, author=author)
        except BaseException:
            lock.release()
            raise


def _open_server(url: URL, *, author: str) -> Store:
    from db import migrate  # noqa: PLC0415 -- slow import: alembic

    place = url.set(query={}).render_as_string(hide_password=True)
    with told_plainly(place):
        engine = postgresql_engine(url)
        try:
            migrate.migrate_server(engine, place)
        except BaseException:
            engine.dispose()
            raise
    return Store(engine, location=place, author=author)
