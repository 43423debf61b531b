"""What is being typed, in a local file, until the database has it: a killed program loses nothing.

Every keystroke is handed to the system at once, which survives the end of the program; the disk
is told to keep it every quarter of a second, which survives the end of the power.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SYNC_MS = 250
"""At most this much typing is lost when the power fails."""
LARGEST_BYTES = 4_000_000
"""Beyond it, only the newest state of each field is kept."""


CARD = "card"
"""The window of an irritant card has a file of its own."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The newest words of one field; `what` says which kind of field, `values` all it holds."""

    key: str
    what: str
    values: Mapping[str, Any]
    at: datetime

    def line(self) -> bytes:
        """One line of the file."""
        held = {"key": self.key, "what": self.what, "at": self.at.isoformat(), **self.values}
        return json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"


def typed_now(key: str, what: str, **values: Any) -> Typed:  # noqa: ANN401 -- what JSON can hold
    """What was typed at this moment."""
    return Typed(key, what, values, datetime.now(UTC))


def log_file(folder: Path, location: str, report_uid: str, part: str = "") -> Path:
    """The file of one report of one database; `part` is empty for the form, or CARD."""
    place = hashlib.sha256(location.encode()).hexdigest()[:12]
    return folder / "typing" / f"{place}-{report_uid}{part and '-' + part}.typed"


def logs_of(folder: Path, location: str, report_uid: str) -> tuple[Path, ...]:
    """What an earlier run of the program left for this report."""
    files = (log_file(folder, location, report_uid, part) for part in ("", CARD))
    return tuple(file for file in files if file.exists())


def read_log(path: Path) -> tuple[Typed, ...]:
    """The newest state of each field, in the order of typing; a line cut short is left out."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:  # nothing was left behind
        return ()
    newest: dict[str, Typed] = {}
    for line in lines:
        entry = _entry(line)
        if entry is not None:
            newest.pop(entry.key, None)
            newest[entry.key] = entry
    return tuple(newest.values())


def _entry(line: bytes) -> Typed | None:
    try:
        held = json.loads(line.decode("utf-8", "surrogatepass"))
        key, what = str(held.pop("key")), str(held.pop("what"))
        return Typed(key, what, held, datetime.fromisoformat(held.pop("at")))
    except (ValueError, KeyError, AttributeError):
        return None


class TypingLog:
    """The open file of one report. Its errors are silent: the database remains the first keeper."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = -1
        self._size = 0
        self._newest: dict[str, Typed] = {}
        self._disk: ThreadPoolExecutor | None = None

    def append(self, typed: Typed) -> None:
        """Give one field to the system; it is there even if the program ends now."""
        self._newest[typed.key] = typed
        line = typed.line()
        try:
            if self._file < 0:
                self._open()
            elif self._size > LARGEST_BYTES:
                self._shorten()
                return
            self._size += os.write(self._file, line)
        except OSError:  # a full disk, a folder taken away: the database is still being written
            return

    def _open(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._size = os.fstat(self._file).st_size

    def _shorten(self) -> None:
        draft = self.path.with_suffix(".new")
        draft.write_bytes(b"".join(typed.line() for typed in self._newest.values()))
        os.close(self._file)
        self._file = -1
        draft.replace(self.path)
        self._open()

    def sync(self) -> None:
        """Have the disk keep what was given, without making anybody wait."""
        if self._file < 0:
            return
        if self._disk is None:
            self._disk = ThreadPoolExecutor(1, thread_name_prefix="typing")
        self._disk.submit(_keep, os.dup(self._file))

    def forget(self) -> None:
        """Everything is in the database: the file has done its work."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave the file to the next run of the program."""
        if self._disk is not None:
            self._disk.shutdown(wait=True)
            self._disk = None
        if self._file >= 0:
            os.close(self._file)
        self._file, self._size = -1, 0
        self._newest.clear()


def _keep(file: int) -> None:
    try:
        os.fsync(file)
    finally:
        os.close(file)
