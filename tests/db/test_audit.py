"""The trail of changes: what is altered, removed or cut is seen."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from db import audit
from db.engine import MIGRATE, MODE
from db.models import Entity
from db.session import Store
from desktop.core.changes import Changes
from desktop.usecases.outcome import Outcome


def add_entity(session: Session, code: str) -> Outcome[None]:
    session.add(Entity(code=code, name=code))
    return Outcome(None, Changes.PEOPLE, "add")


def verify(store: Store) -> audit.ChainState:
    return store.read(lambda session: audit.verify(session.connection()))


def forge(store: Store, statement: str) -> None:
    """What an intruder with all rights on the tables would do."""

    def unguard(connection: Connection) -> None:
        if store.path is None:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_append_only"))
        else:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))

    with store.engine.execution_options(**{MODE: MIGRATE}).begin() as connection:
        unguard(connection)
        connection.execute(text(statement))


@pytest.fixture
def trail(store: Store) -> Store:
    for code in "ABCDE":
        store.write(add_entity, code)
    return store


def test_an_untouched_trail_is_whole(trail: Store):
    state = verify(trail)
    assert (state.lines, state.broken_at) == (5, None)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit SET author = 'somebody' WHERE id = 2", 2),
        ("UPDATE audit SET label = 'other' WHERE id = 5", 5),
        ("UPDATE audit SET entries = '[]' WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 3", 4),
        ("DELETE FROM audit WHERE id = 1", 2),
    ],
)
def test_an_altered_or_missing_line_is_found(trail: Store, statement: str, broken_at: int):
    forge(trail, statement)
    assert verify(trail).broken_at == broken_at


def test_a_cut_end_is_seen_against_the_digest_kept_elsewhere(trail: Store):
    anchor = verify(trail).digest
    forge(trail, "DELETE FROM audit WHERE id = 5")
    state = verify(trail)
    assert state.broken_at is None
    assert state.digest != anchor
