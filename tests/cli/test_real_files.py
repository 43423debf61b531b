"""The whole job on real files, imported as they are: from a staff list to printed PDFs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.cli.main import main

Run = Callable[..., Any]

CAMPAIGN = "2027-PRINTEMPS"
SLOTS = 24
COLUMNS = ("id", "campaign", "site", "role", "start", "end", "seats", "mode", "direction")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the file of the test; its JSON, once its exit code is what is expected."""
    file = tmp_path / "company.db"

    def run(*words: object, code: int = 0) -> Any:
        arguments = [str(word) for word in words]
        answered = main(["--db", str(file), "--lang", "fr", "--json", "--quiet", *arguments])
        said = capsys.readouterr()
        assert (answered, said.err) == (code, said.err)
        return json.loads(said.out) if said.out else said.err

    return run


def write_slots(path: Path, sites: list[str]) -> Path:
    """Slots at imported sites: nothing of the kind is among the samples."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(
            ["id", "campaign", "site", "role", "start", "end", "seats", "mode", "direction"]
        )
        for number in range(SLOTS):
            day = f"2027-03-{1 + number % 5 + 7 * (number // 12):02d}"
            site = sites[number % len(sites)]
            hours = (f"{day} 09:00", f"{day} 16:00")
            writer.writerow(
                [f"S{number:03d}", CAMPAIGN, site, "Accueil", *hours, 2, "observe", "to_front"]
            )
    return path


def test_real_files_go_from_import_to_printed_pdfs(run: Run, samples: Path, tmp_path: Path) -> None:
    staff = run("import", "people", samples / "staff_ODSEN_sample_cp1252.csv")
    assert (staff["encoding"], staff["added"], staff["held"]) == ("cp1252", 308, [])
    sites = run("import", "sites", samples / "sites_export-structures_sample.csv")
    assert (sites["read"], sites["added"]) == (400, 400)
    run("import", "sites", samples / "hebergements_classes_sample.csv")
    run("import", "occupancy", samples / "nightly_occupancy_resort_to_2016-06.csv")
    run("import", "holidays", samples / "calendar_jours_feries.csv")
    run("import", "holidays", samples / "calendar_vacances_scolaires.csv")
    run("campaign", "create", CAMPAIGN, "--start", "2027-03-01", "--end", "2027-03-31")
    with (samples / "sites_export-structures_sample.csv").open(encoding="utf-8-sig") as stream:
        codes = [row[0] for row in csv.reader(stream, delimiter=";")][1:5]
    slots = run("import", "slots", write_slots(tmp_path / "slots.csv", codes))
    assert (slots["added"], slots["held"]) == (SLOTS, [])
    words = samples / "sp_plus_dev_sample.csv"
    assert run("import", "verbatims", words, "--campaign", CAMPAIGN)["added"] == 282

    plan = run("plan", CAMPAIGN, "--seconds", "20")
    assert plan["status"] in ("optimal", "feasible")
    assert run("check", CAMPAIGN)["blocking"] == []
    published = run("publish", CAMPAIGN, "--out", tmp_path / "out")
    assert len(published["published"]) == plan["placed"]
    assert run("report", "list", CAMPAIGN)["reports"] == []
    assert run("irritants", "list", CAMPAIGN)["irritants"] == []
    assert isinstance(run("mirror", CAMPAIGN)["cells"], list)
    printed = run("pdf", "all", CAMPAIGN, "--out", tmp_path / "pdf")
    for file in printed["files"]:
        if file["path"].endswith(".pdf"):
            assert pypdf.PdfReader(file["path"]).pages[0].extract_text().strip() != ""


def test_importing_the_same_file_again_changes_nothing(run: Run, samples: Path) -> None:
    staff = samples / "staff_ODSEN_sample_cp1252.csv"
    run("import", "people", staff)
    again = run("import", "people", staff)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 308)
