"""What every command has in common: words of usage, identifiers, reasons of the system."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from desktop.cli.commands import Context
from desktop.cli.main import WRONG_USAGE, main
from desktop.core.errors import reason_of
from desktop.core.i18n import set_language

NOT_A_DAY = "« {} » n’est pas un jour"
NOT_SECONDS = "« {} » n’est pas un nombre de secondes"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("absent C --person 1 --from 2026-13-01", NOT_A_DAY),
        ("campaign create C --end 2026-01-01 --start demain", NOT_A_DAY),
        ("stays nights C --from hier", NOT_A_DAY),
        ("plan C --seconds 0", NOT_SECONDS),
        ("repair C --seconds nan", NOT_SECONDS),
        ("plan C --seconds vite", NOT_SECONDS),
    ],
)
def test_a_wrong_argument_is_told_in_words_of_the_user(
    words: str, sentence: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as left:
        main(["--lang", "fr", *words.split()])
    said = capsys.readouterr().err.replace("\N{NO-BREAK SPACE}", " ")
    assert left.value.code == WRONG_USAGE
    assert sentence.format(words.rsplit(maxsplit=1)[-1]) in said


def test_identifiers_are_text_wherever_they_stand_in_a_document(
    capsys: pytest.CaptureFixture[str],
):
    context = Context(Namespace(json=True, quiet=True), "")
    rows = [{"id": 7, "felt_at_id": 3, "number": 2, "on": True, "none_id": None}]
    context.emit({"rows": rows, "id": "I-001"}, lambda: None)
    assert json.loads(capsys.readouterr().out) == {
        "rows": [{"id": "7", "felt_at_id": "3", "number": 2, "on": True, "none_id": None}],
        "id": "I-001",
    }


def test_the_system_speaks_the_language_of_the_user(tmp_path: Path):
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "none").read_bytes()
    with pytest.raises(IsADirectoryError) as folder:
        tmp_path.read_bytes()
    assert [reason_of(each.value) for each in (missing, folder)] == [
        "rien ne porte ce nom",
        "c’est un dossier",
    ]
    set_language("en")
    assert reason_of(missing.value) == "there is nothing of this name"
    assert reason_of(OSError("a reason of its own")) == "a reason of its own"


@pytest.mark.parametrize(
    ("output", "code", "said"),
    [
        ("/dev/full", 1, "Sortie : le disque est plein.\n"),
        ("", 0, ""),
    ],
    ids=["full", "closed"],
)
def test_an_output_that_takes_nothing_ends_in_a_sentence_or_in_peace(
    tmp_path: Path, output: str, code: int, said: str
):
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    words = [sys.executable, "-m", "desktop", "--lang", "fr", "--db", str(tmp_path / "a.db")]
    made = subprocess.run(
        [*words, "campaign", "create", "C", "--start", "2027-01-01", "--end", "2027-02-01"],
        check=False, capture_output=True,
    )  # fmt: skip
    assert made.returncode == 0
    redirection = f">{output}" if output else ">&-"
    line = f"{shlex.join([*words, 'campaign', 'list'])} {redirection}"
    ended = subprocess.run(line, shell=True, check=False, stderr=subprocess.PIPE, text=True)
    assert (ended.returncode, ended.stderr.replace("\N{NO-BREAK SPACE}", " ")) == (code, said)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
@pytest.mark.parametrize("module", ["argparse", "gettext", "desktop.cli.importing"])
def test_ctrl_c_before_the_command_has_begun_is_no_traceback(tmp_path: Path, module: str):
    """The signal comes while a module is being imported, wherever that is."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r} and 'desktop' in sys.modules:\n"
        "            sys.meta_path.remove(self)\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    ended = subprocess.run(
        [sys.executable, "-m", "desktop", "campaign", "list"],
        check=False, capture_output=True, text=True, cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "Interrompu · Cancelled\n")
