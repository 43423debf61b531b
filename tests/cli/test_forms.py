from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from db.session import open_store
from desktop.cli.main import REFUSED, main
from tests.usecases.report_world import make_world


@pytest.fixture
def url(migrated_file, tmp_path):
    path = str(shutil.copy(migrated_file, tmp_path / "forms.db"))
    with open_store(path) as store:
        store.write(make_world)
    return path


def run(capsys, *argv):
    code = main([*argv, "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_forms_go_out_and_come_back(capsys, url, tmp_path):
    code, out = run(capsys, "forms", "2026", "--out", str(tmp_path / "forms"), "--db", url)
    assert (code, len(out["files"])) == (0, 3)
    letter = tmp_path / "letter.txt"
    letter.write_text("Bonjour")
    code, out = run(capsys, "collect", out["files"][0], str(letter), "--db", url)
    assert (code, out["accepted"][0]["sent"], len(out["held"])) == (1, False, 1)
    assert "letter.txt" in out["held"][0]["reason"]


def test_a_form_that_cannot_be_written_is_named_and_leaves_no_half(capsys, url, tmp_path):
    folder = tmp_path / "forms"
    _, out = run(capsys, "forms", "2026", "--out", str(folder), "--db", url)
    first = Path(out["files"][0])
    first.unlink()
    first.mkdir()
    left = sorted(each.name for each in folder.iterdir())
    assert main(["forms", "2026", "--out", str(folder), "--db", url]) == REFUSED
    said = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith(f"{first} ne peut pas être écrit : c’est un dossier.")
    assert sorted(each.name for each in folder.iterdir()) == left


def test_missions_go_out_and_are_opened_elsewhere(capsys, url, tmp_path):
    folder = tmp_path / "missions"
    code, out = run(capsys, "mission", "write", "2026", "--out", str(folder), "--db", url)
    assert (code, len(out["files"])) == (0, 3)
    mine = str(tmp_path / "mine.db")
    code, out = run(capsys, "mission", "open", out["files"][0], "--db", mine)
    assert code == 0
    report = str(out["report"])
    assert main(["mission", "seal", report, "--out", str(folder), "--db", mine]) == REFUSED
    assert "Il manque encore quelque chose" in capsys.readouterr().err
