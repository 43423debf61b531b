"""The register, the mirror and the chain from the command line, with the keys of the contract."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli.main import main


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demonstration company; tests that write take a copy."""
    file = tmp_path_factory.mktemp("company") / "demo.db"
    assert main(["demo", "--into", str(file), "--size", "S", "--quiet"]) == 0
    return file


@pytest.fixture
def run(company: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    copy = tmp_path / "copy.db"
    copy.write_bytes(company.read_bytes())

    def call(*words: str, code: int = 0) -> dict[str, object]:
        capsys.readouterr()
        assert main([*words, "--db", str(copy), "--lang", "en", "--json"]) == code
        out = capsys.readouterr().out
        return json.loads(out) if out else {}

    return call


def test_the_mirror_shows_all_six_moments_and_the_incomplete_ones(run) -> None:
    document = run("mirror")

    keys = {"touchpoint", "client", "employee", "moment", "asked", "mentioned", "state", "reason"}
    assert all(keys <= set(cell) for cell in document["cells"])
    assert all(count > 0 for count in document["moments"].values())
    lacking = [cell for cell in document["cells"] if cell["moment"] is None]
    assert lacking
    assert all(cell["ask"] and cell["state"] != "complete" for cell in lacking)


def test_by_department_every_cell_names_its_department(run) -> None:
    cells = run("mirror", "--by", "department")["cells"]

    assert len({cell["department"] for cell in cells}) > 2


def test_within_the_thresholds_small_counts_are_withheld(run) -> None:
    cells = run("mirror", "--within-thresholds", "--by", "department")["cells"]

    withheld = [cell for cell in cells if cell["asked"] is None]
    assert withheld
    assert all(cell["moment"] is None and cell["positive"] is None for cell in withheld)


def test_the_chain_names_edges_departments_and_the_weakest_link(run) -> None:
    document = run("chain")

    assert document["edges"]
    assert document["weakest"] == document["departments"][0]["id"]
    assert {"id", "name", "causes", "suffers"} <= set(document["departments"][0])


def test_similar_irritants_come_with_id_title_and_score(run) -> None:
    title = run("irritants", "list")["irritants"][0]["title"]

    matches = run("similar", title)["matches"]

    assert matches[0]["title"] == title
    assert matches[0]["score"] > 0.75
    assert {"id", "title", "score", "confidence", "words"} == set(matches[0])


def test_an_action_is_planned_and_carried_out(run) -> None:
    code = next(
        each["id"] for each in run("irritants", "list", "--status", "qualified")["irritants"]
    )
    run("irritants", "assign", code, "--to", "nobody-there", "--due", "2027-01-31", code=1)
    run("irritants", "act", code, "--title", "One screen", "--due", "2027-01-15",
        "--impact", "Reception trained in December")  # fmt: skip
    run("irritants", "done", code, "--on", "2027-01-10")
    detail = run("irritants", "show", code)
    assert detail["actions"][-1]["done_on"] == "2027-01-10"


def test_merging_and_parting_keep_every_report(run) -> None:
    listed = run("irritants", "list")["irritants"]
    first, second = listed[0], listed[1]

    merged = run("irritants", "merge", first["id"], second["id"])
    after = {each["id"]: each for each in run("irritants", "list")["irritants"]}
    assert second["id"] not in after
    assert after[first["id"]]["reports"] == merged["reports"]
    run("irritants", "split", second["id"])
    again = {each["id"]: each for each in run("irritants", "list")["irritants"]}
    assert (again[first["id"]]["reports"], again[second["id"]]["reports"]) == (
        first["reports"], second["reports"],
    )  # fmt: skip


def test_refusals_are_one_sentence_and_code_1(run, capsys) -> None:
    run("irritants", "show", "I-999", code=1)
    run("mirror", "no-such-campaign", code=1)
    run("irritants", "set-aside", "I-001", "--reason", " ", code=1)


def test_a_dry_run_of_classify_keeps_nothing(run) -> None:
    first = run("verbatims", "classify", "--dry-run")

    assert run("verbatims", "classify", "--dry-run") == first


def test_words_are_listed_and_corrected(run) -> None:
    code = run("verbatims", "list", "--limit", "1")["verbatims"][0]["id"]

    run("verbatims", "correct", code, "--polarity", "neutral")

    again = run("verbatims", "list", "--limit", "2000")["verbatims"]
    corrected = next(each for each in again if each["id"] == code)
    assert (corrected["polarity"], corrected["corrected"]) == ("neutral", True)


def test_the_loop_is_closed_from_the_command_line(run) -> None:
    code = run("irritants", "list", "--status", "assigned")["irritants"][0]["id"]
    past = ["--title", "Réunion", "--due", "2020-01-01", "--impact", "Formés"]
    run("irritants", "act", code, *past)
    late = run("irritants", "overdue")["overdue"]
    assert code in {each["id"] for each in late if each["action"] == "Réunion"}
    assert all(
        each["days_late"] > 0 and each["level"] in {"owner", "head", "above"} for each in late
    )

    taken = run("irritants", "answer", code, "--title", "Réunir", "--words", "Formés en juin")
    assert (taken["created"], taken["notes"]) == (1, [])
    again = run("irritants", "answer", code, "--title", "Réunir", "--words", "Formés en juin")
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 1)
    run("irritants", "answer", code, "--title", "Autre", "--status", "dropped", code=1)


def test_both_paths_rank_asymmetries_and_judge_promises(run) -> None:
    document = run("irritants", "paths")

    ratios = [each["ratio"] for each in document["asymmetries"]]
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] > 1
    assert document["promises"]
    within = run("irritants", "paths", "--within-thresholds")["promises"]
    assert any(each["facade"] is None for each in within)


def test_causes_are_renamed_and_refined(run) -> None:
    run("irritants", "causes", "--cause", "tool", "--rename", "Logiciel", "--add", "Douchette")
    first, second = run("irritants", "causes")["causes"][:2]
    assert (first["name"], second["name"], second["added"]) == ("Logiciel", "Douchette", True)


def test_one_command_labels_the_words_and_shows_the_mirror(run) -> None:
    document = run("mirror", "--classify")

    assert all(count > 0 for count in document["moments"].values())
    assert run("verbatims", "classify")["touchpoints"] == 0
