"""`vismavie plan`, `check`, `explain`, `assign`… from outside: keys, exit codes, nothing lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from db.session import open_store
from desktop.cli.main import CANCELLED, DONE, REFUSED, main
from desktop.core.monitor import Monitor
from desktop.usecases.demonstration import build_demonstration

CODE = "EDITION-2"
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("company") / "company.db"
    with open_store(path, create=True) as opened:
        opened.write(build_demonstration, "S", 1, datetime.now(UTC).date())
    return path


@pytest.fixture
def run(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    file = shutil.copy(company, tmp_path / "company.db")

    def command(*words: str) -> tuple[int, dict[str, Any]]:
        code = main([*words, "--json", "--quiet", "--db", str(file), "--lang", "fr"])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else {}

    return command


def test_plan_answers_with_the_keys_of_the_contract_and_check_finds_nothing_blocking(run: Run):
    code, found = run("plan", CODE, "--seconds", "30", "--seed", "4")
    assert code == DONE
    contract = [
        "status",
        "placed",
        "unplaced",
        "objective",
        "bound",
        "gap",
        "tiers",
        "seconds",
        "assignments",
    ]
    assert [key for key in contract if key not in found] == []
    assert (found["status"], found["gap"], found["seed"]) == ("optimal", 0.0, 4)
    assert found["placed"] == len({one["person"] for one in found["assignments"]})
    code, judged = run("check", CODE)
    assert (code, judged["blocking"]) == (DONE, [])
    keys = ["rule", "law", "person", "slot", "measured", "limit", "message", "mend"]
    assert all([key in one for key in keys] for one in judged["warnings"])


def test_a_dry_run_writes_nothing(run: Run):
    _, before = run("check", CODE)
    code, found = run("plan", CODE, "--dry-run")
    assert (code, found["status"]) == (DONE, "optimal")
    assert run("check", CODE)[1] == before


def test_from_published_moves_nobody_without_cause(run: Run):
    _, found = run("plan", CODE, "--from-published")
    assert found["moved"] == []
    assert found["tiers"][0]["name"] in {"moved", "served"}


def test_a_refused_place_says_all_the_reasons(run: Run):
    _, found = run("plan", CODE)
    one, other = [place for place in found["assignments"] if "slot" in place][:2]
    code, refused = run("assign", CODE, "--person", one["person"], "--slot", other["slot"])
    assert (code, refused["assignment"]) == (REFUSED, None)
    assert "max_activities" in {reason["rule"] for reason in refused["reasons"]}
    assert len(refused["reasons"]) > 1
    assert run("assign", CODE, "--person", one["person"], "--slot", one["slot"])[0] == REFUSED


def test_a_place_is_pinned_freed_and_explained(run: Run):
    now = datetime.now(UTC).isoformat()
    _, found = run("plan", CODE)
    one = next(
        place
        for place in found["assignments"]
        if place["kind"] == "immersion" and place["start"] > now
    )
    place = ("--person", one["person"], "--slot", one["slot"])
    assert run("pin", CODE, *place)[1]["assignment"]["slot"] == one["slot"]
    assert run("unpin", CODE, *place)[0] == DONE
    _, why = run("explain", CODE, "--person", one["person"])
    assert why["reasons"]
    assert one["name"] in why["title"]
    assert run("decline", CODE, *place)[0] == DONE
    code, _ = run("unassign", CODE, *place)
    assert code == REFUSED
    _, seat = run("explain", CODE, "--slot", one["slot"])
    assert {"reasons", "alternatives"} <= set(seat)


def test_an_absence_is_repaired_by_moving_one_person(run: Run):
    now = datetime.now(UTC).isoformat()
    _, found = run("plan", CODE)
    one = next(
        place
        for place in found["assignments"]
        if place["kind"] == "immersion" and place["start"] > now
    )
    day = one["start"][:10]
    _, said = run("absent", CODE, "--person", one["person"], "--from", day, "--to", day)
    assert said["broken"] == 1
    code, mended = run("repair", CODE)
    assert (code, mended["moved"]) == (DONE, [one["person"]])
    assert mended["broken"][0]["place"] == one["slot"]
    assert run("check", CODE)[1]["blocking"] == []


def test_a_cancelled_search_writes_nothing(run: Run, monkeypatch: pytest.MonkeyPatch):
    _, before = run("check", CODE)
    monkeypatch.setattr(Monitor, "cancelled", property(lambda _self: True))
    code, found = run("plan", CODE)
    assert (code, found["status"]) == (CANCELLED, "cancelled")
    monkeypatch.undo()
    assert run("check", CODE)[1] == before


def test_unknown_campaign_person_and_slot_are_one_sentence(run: Run):
    assert run("plan", "NOWHERE")[0] == REFUSED
    assert run("explain", CODE, "--person", "nobody")[0] == REFUSED
    assert run("assign", CODE, "--person", "001098", "--slot", "nowhere")[0] == REFUSED


def test_feasibility_counts_and_writes_nothing(run: Run):
    before = run("check", CODE)[1]
    code, found = run("plan", CODE, "--feasibility")
    assert code == DONE
    assert found["at_most"] <= found["people"]
    assert found["takeable"] <= found["seats"]
    assert sum(week["seats"] for week in found["weeks"]) == found["seats"]
    assert run("check", CODE)[1] == before


def test_fairness_lists_people_departments_and_levels(run: Run):
    code, found = run("fairness", CODE)
    assert code == DONE
    gaps = [one["gap"] for one in found["people"]]
    assert gaps == sorted(gaps)
    assert sum(one["people"] for one in found["departments"]) == len(gaps)
    assert sum(one["people"] for one in found["levels"]) == len(gaps)


def test_an_unknown_aim_is_refused_by_its_name(run: Run):
    assert run("plan", CODE, "--aims", "served,beauty", "--dry-run")[0] == REFUSED


def test_aims_are_reached_in_the_order_asked(run: Run):
    code, found = run("plan", CODE, "--aims", "travel,served", "--dry-run")
    assert code == DONE
    assert found["tiers"][0]["name"] == "travel"
