"""One instance at a time on one file, and never on a network share."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "ncpfs"}
)
DRIVE_REMOTE = 4


class FileLock:
    """The operating system's lock on `FILE.lock`; it ends with the process, however that ends."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(database.name + ".lock")
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock, or raise UserError if another instance holds it."""
        while self._handle is None:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _lock(handle):
                os.close(handle)
                raise UserError(
                    _("{path} is already open in another window or command of Vis ma vie.").format(
                        path=self._database
                    ),
                    hint=_("Close it there first: one instance at a time may use a file."),
                )
            if _same_file(handle, self._path):
                self._handle = handle
            else:  # whoever held it before us has just removed it: take the new one
                os.close(handle)

    def release(self) -> None:
        if self._handle is None:
            return
        if sys.platform != "win32":  # Windows does not remove an open file
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._handle)
        self._handle = None


def _same_file(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def refuse_network_share(path: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Raise UserError where the write-ahead log is not safe: it needs one machine's memory."""
    if not on_network_share(path, mounts):
        return
    raise UserError(
        _("{path} is on a network share, where two machines could damage it.").format(path=path),
        hint=_("Use a local disk, or a PostgreSQL server to share the data."),
    )


def on_network_share(path: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Whether the file's folder is mounted from another machine, as far as the system tells."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 -- Windows only

        anchor = path.resolve().anchor
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return anchor.startswith("\\\\") or kind == DRIVE_REMOTE
    return _mounted_from(path, mounts) in NETWORK


def _mounted_from(path: Path, mounts: Path) -> str:
    """The kind of file system that holds a path, as Linux tells; empty elsewhere."""
    if not mounts.is_file():
        return ""
    resolved = path.resolve()
    best, kind = Path("/"), ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        where = Path(fields[1].replace(r"\040", " "))
        if resolved.is_relative_to(where) and len(where.parts) >= len(best.parts):
            best, kind = where, fields[2]
    return kind
