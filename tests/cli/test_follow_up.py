"""`agreement`, `waiver`, `answers`, `attendance` from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Assignment, Person, Slot
from db.session import open_store
from desktop.cli.main import DONE, REFUSED, main
from tests.usecases.desk_company import coming, copy_of, make_company

CODE = "EDITION-2"
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_company(tmp_path_factory.mktemp("company"))


@pytest.fixture
def run(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    file = copy_of(company, tmp_path)

    def command(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json", "--quiet", "--db", str(file), "--lang", "fr"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return command


@pytest.fixture
def place(company: Path) -> tuple[str, str]:
    """Person and slot of a published place to come."""

    def read(session):
        row = session.execute(
            select(Person.code, Slot.code)
            .join(Assignment, Assignment.person_id == Person.id)
            .join(Slot, Slot.id == Assignment.slot_id)
            .where(Assignment.id == coming(session))
        ).one()
        return row[0], row[1]

    with open_store(company) as opened:
        return opened.read(read)


def test_a_signature_is_noted_and_the_list_follows(run: Run, place: tuple[str, str]):
    words = ("agreement", CODE, "--person", place[0], "--slot", place[1])
    code, before = run("agreement", CODE)
    assert code == DONE
    code, after = run(*words, *(f"--signed={role}=2026-11-20" for role in SIGNATORIES))
    assert code == DONE
    complete = [one["stage"] for one in after["agreements"]].count("complete")
    assert complete >= [one["stage"] for one in before["agreements"]].count("complete")
    assert run(*words, "--signed", "visitor=hier")[0] == REFUSED


SIGNATORIES = ("visitor", "home_manager", "host_approver", "tutor")


def test_an_exception_needs_everything_and_is_withdrawn(run: Run):
    given = ("waiver", CODE, "--rule", "absence", "--author", "RH", "--until", "2030-01-01")
    assert run(*given)[0] == REFUSED
    code, found = run(*given, "--reason", "Accord", "--basis", "Courriel du 3 mai")
    assert code == DONE
    code, left = run("waiver", CODE, "--withdraw", str(found["waivers"][0]["id"]))
    assert (code, left["waivers"]) == (DONE, [])


def test_the_silent_are_reminded_and_one_confirms(run: Run, place: tuple[str, str], tmp_path: Path):
    code, _found = run("answers", CODE, "--confirm", "--person", place[0], "--slot", place[1])
    assert code == DONE
    code, found = run("answers", CODE, "--remind", str(tmp_path / "out"))
    assert code == DONE
    assert {one["answer"] for one in found["answers"]} <= {"confirmed", "reminded"}
    assert len(list((tmp_path / "out").glob("*.eml"))) == len(found["files"])


def test_a_day_to_come_is_not_closed(run: Run, place: tuple[str, str]):
    code, _found = run(
        "attendance", CODE, "--person", place[0], "--slot", place[1], "--end", "done"
    )
    assert code == REFUSED
