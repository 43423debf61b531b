"""One command for a newcomer: sets everything up, then opens the window, runs headless, or tests.

python3 installer/start.py                       the window, on a demonstration company
python3 installer/start.py headless [--out DIR]  the whole programme without a screen, PDFs too
python3 installer/start.py test                  everything, then the one check command

Needs Python 3.11 or later and its standard library, nothing else. It makes `.venv` beside this
folder, installs the program there, and brings the system libraries that Qt needs on Debian and
Ubuntu (with your leave: as root, or by `sudo` if it asks for no password), or says which.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed.sha256"

# The names of the packages that hold what Qt loads (Debian 12 and 13, Ubuntu 22.04 and later).
OFFSCREEN = ("libgl1", "libegl1", "libglib2.0-0", "libxkbcommon0", "libfontconfig1", "libdbus-1-3")
SCREEN = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)

SHOWN = 8

CHECKS = (
    ("ruff, style", ("-m", "ruff", "check", ".")),
    ("ruff, format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy, types", ("-m", "mypy")),
    (
        "import-linter, layers",
        ("-c", "from importlinter.cli import lint_imports_command as r; r()"),
    ),
    ("translations", ("installer/translations.py", "check")),
    ("pytest", ("-m", "pytest", "-n", "2", "-m", "not slow")),
)


class Refusal(Exception):  # noqa: N818 -- a sentence, as UserError is
    """A sentence that says what is missing and how to bring it."""


def say(text: str) -> None:
    print(text, flush=True)


def main(argv: list[str]) -> int:
    if sys.version_info < OLDEST:
        say(
            "Vis ma vie needs Python 3.11 or later; this is Python "
            + ".".join(map(str, sys.version_info[:3]))
            + ". Install a newer one, then run this file with it, for instance: python3.12 "
            + " ".join([sys.argv[0], *argv])
        )
        return 1
    options = _options(argv)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except Refusal as refusal:
        say(f"\n{refusal}")
        return 1
    except subprocess.CalledProcessError as failed:
        say(f"\nThis step failed (code {failed.returncode}): {_line(list(map(str, failed.cmd)))}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 3


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="start.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=window)
    commands = parser.add_subparsers()
    headless_ = commands.add_parser("headless", help="the whole programme without a screen")
    headless_.add_argument("--out", type=Path, default=ROOT / "build" / "headless", metavar="DIR")
    headless_.add_argument("--size", choices=("S", "M", "L", "XL"), default="S")
    headless_.set_defaults(run=headless)
    commands.add_parser("test", help="install everything, then check everything").set_defaults(
        run=test
    )
    return parser.parse_args(argv)


# -- the three commands


def window(_options: argparse.Namespace) -> int:
    """Open the window on the demonstration company; without a screen say how to do without."""
    install()
    if not has_display():
        say(
            "\nThere is no screen here, so no window can be opened."
            "\nThe whole programme runs without one, up to the PDFs:"
            f"\n    {_line([sys.executable, sys.argv[0], 'headless'])}"
        )
        return 0
    bring_libraries(OFFSCREEN + SCREEN)
    home = Path(os.environ.get("VISMAVIE_HOME") or ROOT / "build" / "demonstration")
    file = home / "demonstration.db"
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        say("Making the demonstration company…")
        program("demo", "--into", file, "--size", "M")
    say(f"Opening the window on {file}")
    return subprocess.call([PYTHON, "-m", "desktop", "--db", file], cwd=ROOT)


def headless(options: argparse.Namespace) -> int:
    """Demonstration, plan, check, publish, reports, irritants, mirror, PDFs: as a script would."""
    started = time.monotonic()
    install()
    out = options.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    file = out / "demonstration.db"
    for old in out.glob("demonstration.db*"):
        old.unlink()
    program("demo", "--into", file, "--size", options.size)
    campaign = _open_campaign(file)
    db = ("--db", file)
    program(*db, "plan", campaign, "--seconds", "20")
    program(*db, "check", campaign)
    program(*db, "publish", campaign, "--out", out / "published")
    program(*db, "report", "list", campaign)
    program(*db, "irritants", "list", campaign)
    program(*db, "mirror", campaign)
    program(*db, "pdf", "all", campaign, "--out", out / "pdf")
    pdfs = sorted(out.rglob("*.pdf"))
    if not pdfs:
        raise Refusal("No PDF was written: this is a fault of ours.")
    say(f"\n{len(pdfs)} PDFs after {time.monotonic() - started:.0f} s, among them:")
    for one in sorted((out / "pdf").rglob("*.pdf"))[-SHOWN:]:
        say(f"    {one}")
    say(f"All are in {out}")
    return 0


def test(_options: argparse.Namespace) -> int:
    """Install the tools too, then run every check to its end, and say what failed."""
    install("dev")
    if sys.platform.startswith("linux"):
        bring_libraries(OFFSCREEN)
    failed = []
    for name, arguments in CHECKS:
        say(f"\n— {name}")
        if subprocess.call([PYTHON, *arguments], cwd=ROOT, env=_environment()) != 0:
            failed.append(name)
    if failed:
        say(f"\nFAILED: {', '.join(failed)}.")
        return 1
    say("\nAll checks passed.")
    return 0


def program(*arguments: object) -> None:
    """Run one command of the program, showing it; stop if it is refused."""
    words = [str(one) for one in arguments]
    say(f"\n$ vismavie {_line(words)}")
    command = [str(PYTHON), "-m", "desktop", *words]
    code = subprocess.call(command, cwd=ROOT, env=_environment())
    if code:
        raise subprocess.CalledProcessError(code, command)


def _open_campaign(file: Path) -> str:
    """The code of the campaign in progress, as `campaign list --json` says."""
    import json  # noqa: PLC0415 -- only here

    command = [str(PYTHON), "-m", "desktop", "--db", str(file), "campaign", "list", "--json"]
    answer = subprocess.check_output(command, cwd=ROOT, env=_environment())
    campaigns = json.loads(answer)["campaigns"]
    in_progress = [one for one in campaigns if one["status"] == "open"]
    return str((in_progress or campaigns)[0]["code"])


# -- setting up


def install(extra: str = "") -> None:
    """Make the virtual environment and install the project, unless nothing changed since."""
    wanted = _fingerprint(extra)
    if STAMP.exists() and PYTHON.exists() and wanted in STAMP.read_text().split():
        return
    if not _works(PYTHON):
        make_environment()
    say("Installing (the first time takes a minute and downloads about 150 MB)…")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.check_call([*pip, "install", "--editable", target])
    # what holds everything holds the least
    kept = [wanted] if not extra else [wanted, _fingerprint("")]
    STAMP.write_text("\n".join(kept))


def make_environment() -> None:
    """A virtual environment with pip, whatever this Python came without."""
    say(f"Making {VENV}")
    for make in (_by_venv, _by_apt, _by_virtualenv):
        shutil.rmtree(VENV, ignore_errors=True)
        if make() and _works(PYTHON):
            return
    version = "{}.{}".format(*sys.version_info)
    raise Refusal(
        "No virtual environment could be made: this Python has neither venv with pip, nor pip."
        f"\nOn Debian and Ubuntu: sudo apt-get install python{version}-venv"
        "\nthen run this command again."
    )


def _by_venv() -> bool:
    return _quietly([sys.executable, "-m", "venv", VENV])


def _by_apt() -> bool:
    """Debian splits venv off: bring it, if this is Debian's own Python."""
    if not Path(sys.executable).resolve().is_relative_to("/usr/bin"):
        return False
    package = "python{}.{}-venv".format(*sys.version_info)
    return apt_install((package,)) and _by_venv()


def _by_virtualenv() -> bool:
    """Pip without venv: virtualenv carries its own pip."""
    aside = ROOT / "build" / "virtualenv"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", aside, "virtualenv"]
    if not _quietly(pip):
        return False
    environment = {**os.environ, "PYTHONPATH": str(aside)}
    return _quietly([sys.executable, "-m", "virtualenv", "--quiet", VENV], environment)


def _works(python: Path) -> bool:
    """Whether this is a Python with pip, of the version that runs now."""
    if not python.exists():
        return False
    code = f"import pip, sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
    return _quietly([python, "-c", code])


def _fingerprint(extra: str) -> str:
    """Changes with what the project needs and with the Python that runs it."""
    parts = (ROOT / "pyproject.toml").read_bytes(), extra.encode(), sys.version.encode()
    return hashlib.sha256(b"\0".join((*parts, str(ROOT).encode()))).hexdigest()


# -- system libraries


def bring_libraries(packages: Sequence[str]) -> None:
    """Install what Qt cannot load without, where apt can; else print the exact line."""
    trouble = _qt_trouble()
    missing = [one for one in packages if not _installed(one)] if shutil.which("dpkg-query") else []
    if not trouble and (not missing or packages == OFFSCREEN):
        return
    if shutil.which("apt-get") and missing and apt_install(missing) and not _qt_trouble():
        return
    line = f"apt-get install --no-install-recommends {' '.join(missing or packages)}"
    if trouble or _qt_trouble():
        raise Refusal(
            f"Qt lacks a library of this system ({trouble.strip().splitlines()[-1]})."
            f"\nOn Debian and Ubuntu, as administrator:\n    {line}"
            "\nElsewhere, install the packages of your system that hold these libraries."
        )
    say(f"If the window does not open, run as administrator:\n    {line}")


def _qt_trouble() -> str:
    """What Qt says when it cannot be loaded; empty when it can."""
    code = "from PySide6 import QtSvg, QtWidgets; QtWidgets.QApplication([])"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    tried = subprocess.run(
        [PYTHON, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    return "" if tried.returncode == 0 else tried.stderr or f"code {tried.returncode}"


def _installed(package: str) -> bool:
    """Whether dpkg has the package; Debian 13 and Ubuntu 24.04 add t64 to some names."""
    names = (package, f"{package}t64")
    return any(
        "install ok installed"
        in subprocess.run(
            ["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False
        ).stdout
        for name in names
    )


def apt_install(packages: Sequence[str]) -> bool:
    """Install Debian packages as root, or by a sudo that asks for no password."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        before = []
    elif shutil.which("sudo") and _quietly(["sudo", "-n", "true"]):
        before = ["sudo", "-n"]
    else:
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet=2"]
    install_ = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    return _quietly(install_) or (_quietly([*apt, "update"]) and _quietly(install_))


def has_display() -> bool:
    """Whether a window can be opened from here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# -- processes


def _environment() -> dict[str, str]:
    """Offscreen where there is no screen."""
    if has_display():
        return dict(os.environ)
    return {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def _quietly(command: Sequence[object], environment: dict[str, str] | None = None) -> bool:
    """Run a command whose failure has a fallback; True if it worked."""
    try:
        done = subprocess.run(
            [str(word) for word in command], capture_output=True, check=False, env=environment
        )
    except OSError:
        return False
    return done.returncode == 0


def _line(words: Sequence[object]) -> str:
    return " ".join(f'"{word}"' if " " in str(word) else str(word) for word in words)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
