"""`import` and `export` as scripts use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli.main import main

KEYS = {
    "kind", "encoding", "read", "added", "changed", "unchanged", "held", "repaired", "warnings",
    "left_out",
}  # fmt: skip


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "agents.csv"
    lines = "matricule;nom;mail;naissance\n007;Roux;a@b.fr;31/02/1990\n008;Petit;Non public;\n"
    path.write_bytes(lines.encode("cp1252"))
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict]:
    code = main(["--json", *(str(word) for word in words)])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else {}


def test_the_document_has_the_keys_of_the_contract(capsys, tmp_path: Path, staff: Path):
    code, document = run(capsys, "import", "people", staff, "--db", tmp_path / "x.db")
    assert code == 1  # a line is held
    assert set(document) >= KEYS
    assert (document["kind"], document["read"], document["added"]) == ("people", 2, 1)
    assert document["held"] == [
        {
            "line": 2,
            "field": "birth_date",
            "value": "31/02/1990",
            "reason": "ce jour n’existe pas dans le calendrier",
        }
    ]
    assert document["repaired"] == 1


def test_a_dry_run_shows_and_keeps_nothing(capsys, tmp_path: Path, staff: Path):
    db = tmp_path / "x.db"
    assert run(capsys, "import", "people", staff, "--db", db, "--dry-run")[1]["added"] == 1
    assert run(capsys, "import", "people", staff, "--db", db)[1]["added"] == 1
    assert run(capsys, "import", "people", staff, "--db", db)[1]["unchanged"] == 1


def test_held_lines_are_written_where_asked(capsys, tmp_path: Path, staff: Path):
    out = tmp_path / "retenues.csv"
    run(capsys, "import", "people", staff, "--db", tmp_path / "x.db", "--rejects", out)
    assert out.read_text("utf-8-sig").splitlines()[1].startswith("007;Roux;a@b.fr;31/02/1990;")


def test_columns_can_be_settled_by_hand(capsys, tmp_path: Path, staff: Path):
    db = tmp_path / "x.db"
    words = ("import", "people", staff, "--db", db, "--map", "birth_date=", "--map", "id=matricule")
    code, document = run(capsys, *words)
    assert (code, document["added"]) == (0, 2)
    assert "birth_date" not in document["mapping"]
    assert run(capsys, "import", "people", staff, "--db", db, "--map", "x")[0] == 1
    assert run(capsys, "import", "people", staff, "--db", db, "--map", "x=y")[0] == 1


def test_several_files_come_in_together_or_not_at_all(capsys, tmp_path: Path, staff: Path):
    db = tmp_path / "x.db"
    other = tmp_path / "autres.csv"
    other.write_text("matricule;nom\n1;A\n2;B\n", "utf-8")
    assert run(capsys, "import", "people", other, tmp_path / "rien.csv", "--db", db)[0] == 1
    code, document = run(capsys, "import", "people", staff, other, "--db", db)
    assert (code, document["read"], document["added"]) == (1, 4, 3)
    assert document["held"][0]["file"] == "agents.csv"
    assert len(document["files"]) == 2


def test_a_template_is_written_and_understood(capsys, tmp_path: Path):
    for kind in ("people", "sites", "holidays"):
        path = tmp_path / f"{kind}.xlsx"
        assert run(capsys, "import", kind, "--template", path)[0] == 0
        code, document = run(capsys, "import", kind, path, "--db", tmp_path / "x.db", "--dry-run")
        assert code == 0
        assert document["read"] == 1


def test_words_say_the_same_to_people(capsys, tmp_path: Path, staff: Path):
    assert main(["import", "people", str(staff), "--db", str(tmp_path / "x.db")]) == 1
    out = capsys.readouterr().out
    assert "lu comme personnes" in out
    assert "ligne 2" in out
    assert main(["import", "people", str(tmp_path), "--db", str(tmp_path / "x.db")]) == 1
    assert "dossier" in capsys.readouterr().err


def test_a_list_is_exported(capsys, tmp_path: Path, staff: Path):
    db = tmp_path / "x.db"
    run(capsys, "import", "people", staff, "--db", db)
    out = tmp_path / "people.csv"
    code, document = run(capsys, "export", "people", out, "--db", db)
    assert (code, document["rows"]) == (0, 1)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfid;last_name;")
    assert run(capsys, "export", "chaussures", out, "--db", db)[0] == 1
