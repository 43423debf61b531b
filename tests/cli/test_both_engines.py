"""The same company gives the same answers on SQLite and on PostgreSQL, command by command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from db.session import open_store
from desktop.cli.main import DONE, main
from desktop.usecases.demonstration import build_demonstration

CODE = "EDITION-2"
COMMANDS = (
    ("campaign", "list"),
    ("campaign", "show", CODE),
    ("check", CODE),
    ("plan", CODE, "--seconds", "5", "--dry-run"),
    ("report", "list", CODE),
    ("report", "waiting", CODE),
    ("irritants", "take", CODE),
    ("irritants", "list", CODE),
    ("irritants", "review", CODE),
    ("mirror", CODE),
    ("mirror", CODE, "--by", "department"),
    ("chain", CODE),
    ("verbatims", "list", CODE),
    ("similar", "attente au téléphone"),
    ("pdf", "overview", CODE, "--out", "OUT"),
    ("pdf", "department", CODE, "--out", "OUT"),
    ("export", "people", "OUT/people.csv"),
    ("export", "irritants", "OUT/irritants.csv"),
)
BY_CHANCE = {"uid", "seconds", "bytes"}
"""Keys whose value is drawn or measured."""


def settled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items() if key not in BY_CHANCE}
    return [settled(item) for item in value] if isinstance(value, list) else value


@pytest.mark.slow
def test_the_same_company_gives_the_same_answers_on_both_engines(
    tmp_path: Path, postgresql_url: str, capsys: pytest.CaptureFixture[str]
):
    urls = {"file": str(tmp_path / "company.db"), "server": postgresql_url}
    answers: dict[str, list[Any]] = {}
    for name, url in urls.items():
        out = tmp_path / name
        out.mkdir()
        with open_store(url, create=True) as store:
            store.write(build_demonstration, "S")
        answers[name] = []
        for command in COMMANDS:
            words = [word.replace("OUT", str(out)) for word in command]
            code = main([*words, "--db", url, "--json", "--quiet"])
            told = capsys.readouterr()
            assert (code, told.err) == (DONE, ""), command
            answers[name].append(settled(json.loads(told.out.replace(str(out), "OUT"))))
    for command, on_file, on_server in zip(COMMANDS, *answers.values(), strict=True):
        assert on_file == on_server, command
    csv = [(tmp_path / name / "people.csv").read_bytes() for name in urls]
    assert csv[0] == csv[1]
