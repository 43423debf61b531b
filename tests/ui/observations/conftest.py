from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.usecases.report_writing import open_report
from tests.usecases.report_world import World, make_world

if TYPE_CHECKING:
    from db.session import Store


@pytest.fixture
def world(store: Store) -> World:
    return store.write(make_world).value


@pytest.fixture
def report(store: Store, world: World) -> int:
    """The visitor's empty draft, in a shop."""
    return store.write(open_report, assignment_id=world.assignment).value
