"""The append-only trail: what changed and by whom, never values; each line seals the last."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, insert, select

from db.base import utc_now
from db.changeset import Changeset, RowChange
from db.models import Audit

DETAILED_ROWS = 50
"""Above it, the rows of one table and operation stand as one entry with their number."""

TYPING = "report_writing.save_"
"""Labels of what is saved while somebody types: several times a second."""
TYPING_GROUP = timedelta(minutes=1)
"""Within it, a line that would say once more that the same field was typed in is left out."""

Entry = list[object]
"""[table, key, operation, changed columns]; the key of a batch is `×` and a number of rows."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """What a check of the trail found. `broken_at` is the first line that does not fit, or None."""

    lines: int
    broken_at: int | None
    digest: str
    """Of the last line: kept elsewhere, it reveals a trail whose end was cut."""


def append(connection: Connection, changeset: Changeset, author: str, label: str) -> None:
    """Add one line for one transaction, inside that transaction; nothing if nothing changed.

    The letters of one field typed within a minute are one line.
    """
    if not changeset:
        return
    entries = list(_entries(changeset))
    columns = select(Audit.at, Audit.author, Audit.label, Audit.entries, Audit.digest)
    last = connection.execute(columns.order_by(Audit.id.desc()).limit(1)).first()
    at = utc_now()
    if label.startswith(TYPING) and last is not None and last.at + TYPING_GROUP > at:
        said = (last.author, last.label, json.dumps(last.entries))
        if said == (author, label, json.dumps(entries)):
            return
    connection.execute(
        insert(Audit).values(
            at=at,
            author=author,
            label=label,
            entries=entries,
            digest=_digest(last.digest if last else "", at, author, label, entries),
        )
    )


def _entries(changeset: Changeset) -> Iterator[Entry]:
    rows = sorted(changeset.rows, key=lambda row: (row.table, row.operation))
    for (table, operation), group in groupby(rows, key=lambda row: (row.table, row.operation)):
        batch = list(group)
        if len(batch) > DETAILED_ROWS:
            yield [table, f"×{len(batch)}", operation.value, _columns(batch)]
        else:
            yield from ([table, _key(row), operation.value, _columns([row])] for row in batch)
    for bulk in changeset.bulks:
        yield [bulk.table, f"×{bulk.rows}", bulk.operation.value, list(bulk.columns)]


def _columns(rows: list[RowChange]) -> list[str]:
    """Changed columns of updates; a whole row inserted or deleted needs no list."""
    return sorted({name for row in rows if row.before and row.after for name in row.after})


def _key(row: RowChange) -> str:
    return ",".join(str(value) for value in row.key)


def _digest(previous: str, at: datetime, author: str, label: str, entries: list[Entry]) -> str:
    line = json.dumps(
        [previous, at.isoformat(timespec="microseconds"), author, label, entries],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(line.encode()).hexdigest()


def verify(connection: Connection) -> ChainState:
    """Reckon the whole trail again, from its first line."""
    digest, lines = "", 0
    columns = (Audit.id, Audit.at, Audit.author, Audit.label, Audit.entries, Audit.digest)
    query = select(*columns).order_by(Audit.id).execution_options(yield_per=1000)
    with connection.execute(query) as rows:
        for row in rows:
            lines += 1
            if row.digest != _digest(digest, row.at, row.author, row.label, row.entries):
                return ChainState(lines, row.id, digest)
            digest = row.digest
    return ChainState(lines, None, digest)


def last_author(connection: Connection, table: str, key: tuple[object, ...]) -> str:
    """Who last changed a row, as far as the trail's recent lines tell; else empty."""
    wanted = ",".join(str(value) for value in key)
    recent = select(Audit.author, Audit.entries).order_by(Audit.id.desc()).limit(500)
    for author, entries in connection.execute(recent):
        if any(entry[0] == table and entry[1] == wanted for entry in entries):
            return str(author)
    return ""
