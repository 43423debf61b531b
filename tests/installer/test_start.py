from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "installer" / "start.py"


def test_the_script_needs_the_standard_library_alone():
    done = subprocess.run(
        [sys.executable, "-S", "-I", str(SCRIPT), "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "headless" in done.stdout


@pytest.fixture
def start(monkeypatch):
    import runpy

    return runpy.run_path(str(SCRIPT))


def test_an_old_python_is_refused_in_a_sentence(start, monkeypatch, capsys):
    monkeypatch.setattr(start["main"].__globals__["sys"], "version_info", (3, 9, 2))
    assert start["main"]([]) == 1
    assert "Python 3.11" in capsys.readouterr().out


def test_a_new_requirement_means_a_new_installation(start, tmp_path, monkeypatch):
    monkeypatch.setitem(start["_fingerprint"].__globals__, "ROOT", tmp_path)
    project = tmp_path / "pyproject.toml"
    project.write_text("a", "utf-8")
    before = start["_fingerprint"]("")
    assert start["_fingerprint"]("") == before != start["_fingerprint"]("dev")
    project.write_text("b", "utf-8")
    assert start["_fingerprint"]("") != before
