"""`vismavie pdf …` from outside: files, keys, refusals."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.session import open_store
from desktop.cli.main import DONE, REFUSED, WRONG_USAGE, main
from desktop.usecases.demonstration import build_demonstration
from tests.core.documents.reading import page_texts, problems

Run = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    with open_store(path, create=True) as store:
        store.write(build_demonstration, "S")
    return path


@pytest.fixture
def run(tmp_path: Path, demonstration: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `pdf …` on a copy of the demonstration; answers the exit code and the JSON document."""
    shutil.copy(demonstration, tmp_path / "c.db")

    def command(*words: str, lang: str = "fr") -> tuple[int, Any]:
        code = main(["pdf", *words, "--json", "--db", str(tmp_path / "c.db"), "--lang", lang])
        out, err = capsys.readouterr()
        return code, json.loads(out) if code == DONE else err

    return command


def test_all_writes_every_document_and_an_index(run: Run, tmp_path: Path):
    code, document = run("all", "EDITION-2", "--out", str(tmp_path / "out"))
    assert code == DONE
    files = document["files"]
    kinds = {each["kind"] for each in files}
    assert kinds == {
        *("department", "overview", "week", "person"),
        *("touchpoint", "card", "site", "certificate", "record"),
    }
    assert all(Path(each["path"]).is_file() and each["pages"] > 0 for each in files)
    assert document["seconds"] >= 0
    reasons = [item["why"] for each in files for item in each["suppressed"]]
    index = " ".join(page_texts((tmp_path / "out" / "index.pdf").read_bytes()))
    assert reasons
    assert "moins de 8 personnes" in index
    assert (tmp_path / "out" / "index.csv").is_file()
    for kind in ("department", "overview", "week", "person"):
        path = next(each["path"] for each in files if each["kind"] == kind)
        assert problems(Path(path).read_bytes()) == []


def test_one_department_by_its_code(run: Run, tmp_path: Path, demonstration: Path):
    with open_store(demonstration) as store:
        from sqlalchemy import select

        from db.models import Department

        code = store.read(
            lambda session: session.scalar(
                select(Department.code).where(Department.name == "Réception")
            )
        )
    out = str(tmp_path / "out")
    done, document = run("department", "EDITION-2", str(code), "--out", out, lang="en")
    assert done == DONE
    (only,) = document["files"]
    assert Path(only["path"]).name == "summary-reception.pdf"
    assert "Department summary" in page_texts(Path(only["path"]).read_bytes())[0]


def test_the_same_data_twice_make_the_same_bytes(run: Run, tmp_path: Path):
    made = []
    for name in ("one", "two"):
        run("overview", "EDITION-2", "--out", str(tmp_path / name))
        made.append((tmp_path / name / "vue-d-ensemble.pdf").read_bytes())
    assert made[0] == made[1]


def test_an_unknown_campaign_or_department_is_refused(run: Run, tmp_path: Path):
    code, message = run("all", "NOPE", "--out", str(tmp_path / "out"))
    assert code == REFUSED
    assert "NOPE" in message
    code, message = run("department", "EDITION-2", "XX", "--out", str(tmp_path / "out"))
    assert code == REFUSED
    assert "XX" in message
    assert "Traceback" not in message


def test_a_folder_that_cannot_be_written_is_refused(run: Run, tmp_path: Path):
    (tmp_path / "taken").write_text("x")
    code, message = run("overview", "EDITION-2", "--out", str(tmp_path / "taken"))
    assert code == REFUSED
    assert "taken" in message


def test_a_missing_folder_is_a_wrong_usage(run: Run):
    with pytest.raises(SystemExit) as stopped:
        run("all", "EDITION-2")
    assert stopped.value.code == WRONG_USAGE


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("touchpoint", "EDITION-2", "hotel.check_in"), "touchpoint"),
        (("invitation", "EDITION-2"), "invitation"),
        (("certificate", "EDITION-2"), "certificate"),
        (("records", "EDITION-2"), "record"),
        (("payroll", "EDITION-2"), "payroll"),
    ],
)
def test_short_documents_are_printed_by_kind(
    run: Run, tmp_path: Path, words: tuple[str, ...], kind: str
):
    code, document = run(*words, "--letter", "--out", str(tmp_path / "out"), lang="en")
    assert code == DONE
    assert {each["kind"] for each in document["files"]} == {kind}
    assert problems(Path(document["files"][0]["path"]).read_bytes()) == []


def test_what_a_card_allows_is_kept_and_printed_again(run: Run, tmp_path: Path):
    out = str(tmp_path / "out")
    card = ("card", "EDITION-2", "hotel.check_in", "--out", out)
    code, document = run(*card, "--attitude", "Écouter debout.", "--gesture", "Offrir un café")
    assert code == DONE
    code, document = run(*card)
    (text,) = page_texts(Path(document["files"][0]["path"]).read_bytes())
    assert "Écouter debout." in text
    assert "Offrir un café" in text
    code, message = run("card", "EDITION-2", "--attitude", "x", "--out", out)
    assert code == REFUSED
    assert "nommez un point de contact" in message
    code, message = run("card", "EDITION-2", "nowhere.at_all", "--out", out)
    assert (code, "nowhere.at_all" in message) == (REFUSED, True)
