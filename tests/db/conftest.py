"""Every test of this folder that takes a `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest

from db.session import Store


@pytest.fixture
def store(any_store: Store) -> Store:
    """A migrated, empty store on each engine in turn."""
    return any_store
