"""`backup`, `restore`, `doctor`, `self-test` from outside."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Person, Site, Slot
from db.session import open_store
from desktop.cli.main import DONE, REFUSED, main
from desktop.core.changes import Changes
from desktop.usecases.outcome import Outcome


@pytest.fixture
def company(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "company.db"))


def run(capsys: pytest.CaptureFixture[str], database: Path, *words: str) -> tuple[int, Any, str]:
    code = main([*words, "--json", "--db", str(database), "--lang", "fr"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err


def test_a_healthy_file_passes_every_check(capsys: pytest.CaptureFixture[str], company: Path):
    code, document, _err = run(capsys, company, "doctor")
    assert code == DONE
    assert [check["name"] for check in document["checks"]] == [
        *("integrity", "version", "tables", "orphans", "campaigns", "audit"),
        *("disk", "place", "copies"),
    ]
    assert all(check["ok"] for check in document["checks"])


def plant(company: Path, statement: str) -> None:
    with closing(sqlite3.connect(company)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(statement)
        connection.commit()


FORGED = """INSERT INTO audit (at, author, label, entries, digest)
VALUES ('2026-01-01T00:00:00.000000Z', 'x', 'x', '[]', 'forged')"""


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("orphans", "INSERT INTO service_link (upstream_id, downstream_id) VALUES (1, 2)"),
        ("tables", "ALTER TABLE site DROP COLUMN region"),
        ("audit", FORGED),
    ],
)
def test_what_is_wrong_is_found(
    capsys: pytest.CaptureFixture[str], company: Path, name: str, statement: str
):
    plant(company, statement)
    code, document, _err = run(capsys, company, "doctor")
    assert code == REFUSED
    assert [check["name"] for check in document["checks"] if not check["ok"]] == [name]


def seat_across_campaigns(session: Session) -> Outcome[None]:
    """A slot of one campaign, and a person seated in it for another."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    one, other = (
        Campaign(code=code, name=code, start=noon.date(), end=noon.date()) for code in "AB"
    )
    site, person = Site(code="S", name="S"), Person(code="1", last_name="Roux")
    session.add_all([one, other, site, person])
    session.flush()
    end = noon + timedelta(hours=2)
    slot = Slot(campaign_id=one.id, code="S", site_id=site.id, start=noon, end=end)
    session.add(slot)
    session.flush()
    session.add(Assignment(campaign_id=other.id, person_id=person.id, slot_id=slot.id))
    return Outcome(None, Changes.PLAN)


def test_a_campaign_that_reaches_into_another_is_found(
    capsys: pytest.CaptureFixture[str], company: Path
):
    with open_store(company) as store:
        store.write(seat_across_campaigns)
    code, document, _err = run(capsys, company, "doctor")
    wrong = [check for check in document["checks"] if not check["ok"]]
    assert (code, [check["name"] for check in wrong]) == (REFUSED, ["campaigns"])
    assert "assignment.slot_id (1)" in wrong[0]["detail"]


def test_a_damaged_file_is_told_in_one_sentence(capsys: pytest.CaptureFixture[str], company: Path):
    content = bytearray(company.read_bytes())
    content[4096:20000] = os.urandom(20000 - 4096)
    company.write_bytes(content)
    code, _document, err = run(capsys, company, "doctor")
    assert code == REFUSED
    assert "Traceback" not in err


def test_a_copy_is_made_and_put_back(
    capsys: pytest.CaptureFixture[str], company: Path, tmp_path: Path
):
    copy = tmp_path / "copy.db"
    code, document, _err = run(capsys, company, "backup", str(copy))
    assert (code, document["bytes"]) == (DONE, copy.stat().st_size)
    plant(company, "INSERT INTO entity (code, name) VALUES ('A', 'A')")
    code, document, _err = run(capsys, company, "restore", str(copy))
    assert code == DONE
    with closing(sqlite3.connect(company)) as connection:
        assert connection.execute("SELECT count(*) FROM entity").fetchone() == (0,)
    with closing(sqlite3.connect(document["kept"])) as connection:
        assert connection.execute("SELECT count(*) FROM entity").fetchone() == (1,)


def test_what_is_not_a_copy_is_refused_and_the_file_left_alone(
    capsys: pytest.CaptureFixture[str], company: Path, tmp_path: Path
):
    text = tmp_path / "notes.txt"
    text.write_text("not a database")
    before = company.read_bytes()
    code, _document, err = run(capsys, company, "restore", str(text))
    assert (code, "n’est pas une base" in err) == (REFUSED, True)
    assert company.read_bytes() == before


def test_the_server_s_copies_are_its_own_business(
    capsys: pytest.CaptureFixture[str], postgresql_url: str, tmp_path: Path
):
    code = main(["backup", str(tmp_path / "c.db"), "--db", postgresql_url])
    assert code == REFUSED
    assert "pg_dump" in capsys.readouterr().err


def test_doctor_examines_a_server(capsys: pytest.CaptureFixture[str], postgresql_url: str):
    code = main(["doctor", "--json", "--db", postgresql_url])
    document = json.loads(capsys.readouterr().out)
    assert (code, all(check["ok"] for check in document["checks"])) == (DONE, True)


@pytest.mark.slow
def test_the_installed_program_tests_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    code, document, err = run(capsys, tmp_path / "unused.db", "self-test")
    assert [check["detail"] for check in document["checks"] if not check["ok"]] == []
    assert (code, err, (tmp_path / "unused.db").exists()) == (DONE, "", False)
    assert [check["name"] for check in document["checks"]] == [
        *("database", "doctor", "plan", "check", "report", "pdf", "copy"),
    ]
