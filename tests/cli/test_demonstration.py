"""`vismavie demo`: the keys of the contract, and never a file overwritten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli.main import main


def test_demo_makes_a_company_and_says_what_is_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.db"
    assert main(["demo", "--into", str(path), "--size", "S", "--seed", "3", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert path.is_file()
    for key in ("people", "sites", "slots", "nights", "reports", "irritants", "seconds"):
        assert said[key] > 0
    assert (said["people"], said["sites"], said["slots"], said["seed"]) == (60, 8, 120, 3)


def test_demo_refuses_to_overwrite_a_file_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "precious.db"
    path.write_bytes(b"precious")
    assert main(["demo", "--into", str(path)]) == 1
    answer = capsys.readouterr()
    assert str(path) in answer.err
    assert "Traceback" not in answer.err
    assert answer.out == ""
    assert path.read_bytes() == b"precious"


def test_demo_refuses_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--into", str(tmp_path)]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_demo_can_be_seen_on_another_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "demo.db"
    arguments = ["demo", "--into", str(path), "--today", "2027-03-03", "--json"]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["today"] == "2027-03-03"


def test_demo_needs_a_file_and_a_known_size(tmp_path: Path) -> None:
    for arguments in (["demo"], ["demo", "--into", str(tmp_path / "x.db"), "--size", "Z"]):
        with pytest.raises(SystemExit) as refused:
            main(arguments)
        assert refused.value.code == 2
