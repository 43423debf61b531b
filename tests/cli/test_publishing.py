"""Publishing from the command line: what leaves, what waits, and what the exit code says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli.main import main

CODE = "EDITION-2"


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, object]]:
    code = main(["--lang", "en", "--json", "--quiet", *(str(word) for word in words)])
    return code, json.loads(capsys.readouterr().out)


def test_days_that_wait_for_documents_are_named_and_the_others_leave(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "demo.db"
    run(capsys, "demo", "--into", file, "--size", "S")
    run(capsys, "--db", file, "plan", CODE, "--seconds", "10")
    code, first = run(capsys, "--db", file, "publish", CODE, "--out", tmp_path / "out")
    assert code == 0
    assert len(first["published"]) > 0
    held = first["held"]
    again, second = run(capsys, "--db", file, "publish", CODE, "--out", tmp_path / "again")
    assert (second["published"], second["held"], second["files"]) == ([], held, [])
    assert again == (1 if held else 0)
