"""`vismavie campaign …` from outside: answers, refusals, exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import DONE, REFUSED, WRONG_USAGE, main

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the test's own file; answers the exit code and the JSON document."""

    def command(*words: str) -> tuple[int, Any]:
        code = main([*words, "--json", "--db", str(tmp_path / "c.db"), "--lang", "fr"])
        out, err = capsys.readouterr()
        return code, json.loads(out) if code == DONE else err

    return command


CREATE = ("campaign", "create", "2026-P", "--start", "2026-03-02", "--end", "2026-04-30")
LAWFUL = (
    "mystery=oui",
    "staff_note=Comment et pourquoi",
    "staff_note_on=2026-01-10",
    "works_council_on=2026-01-08",
    "works_council_reference=PV 2026-01",
    "visits_per_site=2",
    "proportionality=Deux visites par site, sans nom d’agent.",
)


def test_a_campaign_is_made_shown_opened_and_closed(run: Run):
    code, document = run(*CREATE, "--name", "Printemps", "--param", "figure_threshold=6")
    assert code == DONE
    assert document["campaigns"][0]["parameters"]["figure_threshold"] == 6
    for verb, status in (("show", "draft"), ("open", "open"), ("close", "closed")):
        code, document = run("campaign", verb, "2026-P")
        assert (code, document["campaigns"][0]["status"]) == (DONE, status)
    code, document = run("campaign", "list")
    assert [(c["code"], c["name"], c["start"]) for c in document["campaigns"]] == [
        ("2026-P", "Printemps", "2026-03-02")
    ]


def test_mystery_guests_wait_for_the_note_and_the_works_council(run: Run):
    assert run(*CREATE, "--param", "mystery=true")[0] == DONE
    code, message = run("campaign", "open", "2026-P")
    assert code == REFUSED
    assert "L1222-3" in message
    assert "L2312-38" in message
    params = [word for setting in LAWFUL for word in ("--param", setting)]
    assert run("campaign", "set", "2026-P", *params)[0] == DONE
    assert run("campaign", "open", "2026-P")[0] == DONE


def test_an_open_mystery_campaign_cannot_lose_what_made_it_lawful(run: Run):
    params = [word for setting in LAWFUL for word in ("--param", setting)]
    run(*CREATE, *params)
    run("campaign", "open", "2026-P")
    code, message = run("campaign", "set", "2026-P", "--param", "works_council_on=")
    assert code == REFUSED
    assert "CSE" in message


def test_a_note_posted_after_the_start_is_refused(run: Run):
    params = [word for setting in LAWFUL for word in ("--param", setting)]
    run(*CREATE, *params, "--param", "staff_note_on=2026-03-03")
    code, message = run("campaign", "open", "2026-P")
    assert (code, "après le début" in message) == (REFUSED, True)


def test_a_dry_run_changes_nothing(run: Run):
    run(*CREATE)
    code, document = run("campaign", "open", "2026-P", "--dry-run")
    assert (code, document["dry_run"]) == (DONE, True)
    assert run("campaign", "show", "2026-P")[1]["campaigns"][0]["status"] == "draft"


@pytest.mark.parametrize(
    ("param", "words"),
    [
        ("nonsense=1", "Il n’y a pas de paramètre nonsense."),
        ("figure_threshold=many", "figure_threshold"),
        ("figure_threshold=2", "au moins 3 personnes"),
        ("verbatim_threshold=4", "citations"),
        ("quotas=site:A=-1", "quota"),
    ],
)
def test_a_wrong_parameter_is_refused_in_one_sentence(run: Run, param: str, words: str):
    code, message = run(*CREATE, "--param", param)
    assert code == REFUSED
    assert words in message
    assert "Traceback" not in message


def test_an_unknown_campaign_is_answered_with_those_that_exist(run: Run):
    run(*CREATE)
    code, message = run("campaign", "show", "2025")
    assert code == REFUSED
    assert "2026-P" in message


def test_a_fallback_has_the_same_dates_and_the_next_edition_its_own(run: Run):
    run(*CREATE, "--param", "quotas=site:LYON=4")
    run("campaign", "duplicate", "2026-P", "2026-P-bis")
    dates = ("--start", "2026-09-01", "--end", "2026-10-31")
    run("campaign", "duplicate", "2026-P", "2026-A", *dates)
    fallback = run("campaign", "show", "2026-P-bis")[1]["campaigns"][0]
    following = run("campaign", "show", "2026-A")[1]["campaigns"][0]
    assert (fallback["start"], fallback["previous"]) == ("2026-03-02", "")
    assert (following["start"], following["previous"]) == ("2026-09-01", "2026-P")
    assert following["parameters"]["quotas"] == {"site:LYON": 4}


def test_a_draft_can_be_removed_and_an_opened_one_cannot(run: Run):
    run(*CREATE)
    run("campaign", "open", "2026-P")
    assert run("campaign", "delete", "2026-P")[0] == REFUSED
    run("campaign", "duplicate", "2026-P", "2026-Q")
    assert run("campaign", "delete", "2026-Q")[0] == DONE
    assert len(run("campaign", "list")[1]["campaigns"]) == 1


def test_a_mistyped_file_is_not_made_by_looking_at_it(tmp_path: Path, run: Run):
    code, message = run("campaign", "list")
    assert code == REFUSED
    assert "Il n’y a pas de fichier" in message
    assert not (tmp_path / "c.db").exists()


def test_the_installed_program_answers_in_json_and_in_french(tmp_path: Path):
    command = [sys.executable, "-m", "desktop", "--db", str(tmp_path / "c.db"), "--lang", "fr"]
    made = subprocess.run([*command, *CREATE], capture_output=True, encoding="utf-8", check=False)
    assert (made.returncode, made.stdout.strip()) == (
        DONE,
        "La campagne 2026-P est prête à être préparée.",
    )
    wrong = subprocess.run(
        [*command, "campaign", "create"], capture_output=True, encoding="utf-8", check=False
    )
    assert wrong.returncode == WRONG_USAGE
    assert wrong.stdout == ""
