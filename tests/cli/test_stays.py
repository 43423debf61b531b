"""`vismavie stays …`: windows, aliases and payroll lines from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stays") / "company.db"
    words = ["demo", "--into", str(path), "--today", "2026-11-18", "--quiet", "--lang", "fr"]
    assert main(words) == 0
    return path


@pytest.fixture
def run(company: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> Any:
        assert main(["stays", *words, "--db", str(company), "--json", "--lang", "fr"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def test_windows_are_told_hotel_by_hotel_and_unknown_nights_are_counted(run: Run) -> None:
    told = run("nights", "EDITION-2", "--from", "2026-11-18")
    assert len(told["nights"]) == 2
    assert sum(hotel.get("open", 0) for hotel in told["nights"]) == sum(
        window["nights"] for window in told["windows"]
    )
    assert set(told["windows"][0]) == {"site", "arrival", "nights", "departure"}


def test_a_first_night_beyond_every_forecast_opens_nothing(run: Run) -> None:
    told = run("nights", "EDITION-2", "--from", "2031-01-01")
    assert told["windows"] == []
    assert all(hotel["unknown"] > 0 for hotel in told["nights"])


def test_an_unknown_hotel_or_campaign_is_refused(
    company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["nights", "EDITION-2", "--site", "NOPE"], ["list", "NOPE"]):
        assert main(["stays", *words, "--db", str(company)]) == 1
        assert "NOPE" in capsys.readouterr().err


def test_the_list_bears_aliases_and_no_person(run: Run) -> None:
    stays = run("list", "EDITION-2")["stays"]
    assert len(stays) > 10
    assert not {"person", "name", "guest", "person_id"} & set(stays[0])


def test_payroll_columns_are_fixed_and_written_to_a_file(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "payroll.csv"
    told = run("payroll", "EDITION-2", "--out", str(out))
    assert told["lines"]
    header, *lines = out.read_text("utf-8-sig").splitlines()
    assert header.replace(",", ";").split(";") == ["person", "month", "entity", "value", "nature"]
    assert len(lines) == len(told["lines"])


def test_closing_for_rehearsal_keeps_every_offer(run: Run) -> None:
    before = run("list", "EDITION-2")
    run("close", "EDITION-2", "--dry-run")
    assert run("list", "EDITION-2") == before
