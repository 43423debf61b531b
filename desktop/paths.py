"""Where data, settings, logs and resources are, on every system, frozen or not."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import platformdirs

NAME = "vismavie"


def _folder(kind: str) -> Path:
    """A folder of the platform's; VISMAVIE_HOME gathers all of them in one place (portable use)."""
    home = os.environ.get("VISMAVIE_HOME")
    platform = platformdirs.PlatformDirs(NAME, appauthor=False)
    path = Path(home) / kind if home else Path(getattr(platform, f"user_{kind}_dir"))
    path.mkdir(parents=True, exist_ok=True)
    return path


def settings_file() -> Path:
    """The file of preferences."""
    return _folder("config") / "settings.toml"


def log_file() -> Path:
    """The file to send to whoever mends the program; holds no personal data."""
    return _folder("log") / "vismavie.log"


def data_folder() -> Path:
    """Where the user's own file and the demonstration file are made."""
    return _folder("data")


def default_database() -> str:
    """The path or URL opened when none is named; VISMAVIE_DB overrides."""
    return os.environ.get("VISMAVIE_DB") or str(data_folder() / "vismavie.db")


def demonstration_database() -> Path:
    """The file that holds the fictitious company of the first-run screen."""
    return data_folder() / "demonstration.db"


def resource(*parts: str) -> Path:
    """A file or folder of `resources/`."""
    return Path(str(files("resources").joinpath(*parts)))
