"""The fictitious company, stored: whole, the same every time, on either engine, or not at all."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Department, Person, Report, Site, Slot
from db.session import Store, open_store
from desktop.core.errors import Cancelled, UserError
from desktop.core.monitor import Monitor
from desktop.core.vocabulary import MirrorState, Moment
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.mirror import list_mirror
from desktop.usecases.planning import check_campaign
from desktop.usecases.publishing import list_publications, preview_publication


def content(path: Path) -> str:
    """A fingerprint of every row of a file, but for the trail of changes."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as file:
        tables = file.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN "
            "('audit', 'alembic_version', 'sqlite_sequence') ORDER BY name"
        ).fetchall()
        for (name,) in tables:
            for row in file.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2'):
                digest.update(repr((name, row)).encode())
    return digest.hexdigest()


def make(path: Path, seed: int) -> str:
    with open_store(path, create=True) as store:
        store.write(build_demonstration, "S", seed)
    return content(path)


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company, stored once."""
    path = tmp_path_factory.mktemp("demonstration") / "company.db"
    make(path, 1)
    return path


@pytest.fixture
def small(small_file: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(shutil.copy(small_file, tmp_path / "small.db")) as opened:
        yield opened


def test_the_same_seed_makes_the_same_file_to_the_last_row(
    small_file: Path, tmp_path: Path
) -> None:
    first = content(small_file)
    assert make(tmp_path / "b.db", 1) == first
    assert make(tmp_path / "c.db", 2) != first


def test_the_summary_counts_what_is_stored(any_store: Store) -> None:
    summary = any_store.write(build_demonstration, "S", 1).value

    def counted(session: Session) -> list[int]:
        found = [
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Person, Site, Department, Report)
        ]
        current = select(Campaign.id).where(Campaign.status == "open").scalar_subquery()
        slots = select(func.count()).select_from(Slot).where(Slot.campaign_id == current)
        return [*found, session.scalar(slots) or 0]

    assert any_store.read(counted) == [
        summary.people,
        summary.sites,
        summary.departments,
        summary.reports,
        summary.slots,
    ]
    assert (summary.people, summary.slots, summary.sites) == (60, 120, 8)


def test_new_records_can_follow_the_company_on_either_engine(any_store: Store) -> None:
    any_store.write(build_demonstration, "S", 1)

    def add(session: Session) -> object:
        from desktop.core.changes import Changes
        from desktop.usecases.outcome import Outcome

        site = Site(code="NEW", name="Nouveau")
        session.add(site)
        session.flush()
        return Outcome(site.id, Changes.SITES)

    assert any_store.write(add).value == 9


def test_no_reference_points_nowhere(small_file: Path) -> None:
    with closing(sqlite3.connect(small_file)) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_department_with_people_has_a_head_with_an_address(small: Store) -> None:

    def headless(session: Session) -> list[str]:
        staffed = select(Person.department_id)
        query = select(Department.code).where(
            Department.id.in_(staffed),
            Department.head_id.is_(None) | (Department.head_email == ""),
        )
        return list(session.scalars(query))

    assert small.read(headless) == []


def test_the_six_moments_appear_in_the_mirror_of_each_campaign_in_hand(small: Store) -> None:
    cells = small.read(list_mirror, 2)
    assert {cell.judgement.moment for cell in cells} >= set(Moment)
    assert {cell.judgement.state for cell in cells} > {MirrorState.COMPLETE}
    before = small.read(list_mirror, 1)
    assert any(cell.judgement.state is MirrorState.EMPLOYEE_MISSING for cell in before)


@pytest.mark.parametrize("size", ["S", "M"])
def test_the_independent_judge_finds_no_blocking_breach_in_the_plans(
    store: Store, size: str
) -> None:
    store.write(build_demonstration, size, 1)
    morning = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)
    for campaign in (1, 2):
        found = store.read(check_campaign, campaign, now=morning)
        assert [breach.message for breach in found if breach.blocks] == []


def test_the_plan_is_published_but_for_its_drafts(small: Store) -> None:
    morning = datetime(2026, 11, 18, 6, 0, tzinfo=UTC)
    preview = small.read(preview_publication, 2, morning)
    drafts = select(func.count()).where(Assignment.status == "draft")
    assert preview.unchanged > 5
    assert len(preview.changes) == small.read(lambda session: session.scalar(drafts))
    assert len(small.read(list_publications, 2)) == 1


def test_a_file_that_holds_people_is_refused_and_left_alone(small: Store) -> None:
    with pytest.raises(UserError):
        small.write(build_demonstration, "S", 2)
    assert small.read(lambda session: session.scalar(select(func.count(Person.id)))) == 60


def test_an_unknown_size_is_refused_in_words(store: Store) -> None:
    with pytest.raises(UserError, match="XXL"):
        store.write(build_demonstration, "XXL", 1)


@pytest.mark.parametrize("stop_at", [0.05, 0.4, 0.8])
def test_stopping_half_way_leaves_nothing(store: Store, stop_at: float) -> None:
    told: list[float] = []

    def on_progress(fraction: float, _text: str) -> None:
        told.append(fraction)
        if fraction >= stop_at:
            monitor.cancel()

    monitor = Monitor(on_progress)
    with pytest.raises(Cancelled):
        store.write(build_demonstration, "S", 1, monitor=monitor)
    assert told == sorted(told)
    assert store.read(lambda session: session.scalar(text("SELECT count(*) FROM person"))) == 0


def test_progress_goes_from_nothing_to_the_end(store: Store) -> None:
    told: list[float] = []
    store.write(
        build_demonstration, "S", 1, monitor=Monitor(lambda fraction, _text: told.append(fraction))
    )
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 10
