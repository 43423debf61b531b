"""The preferences of one user: one frozen dataclass kept in a TOML file, upgraded step by step."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _

RECENT_KEPT = 8
THEMES = ("system", "light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Mail:
    """How messages leave; the password is in the system's keyring, or in VISMAVIE_SMTP_PASSWORD."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user prefers; what a company decides (thresholds, weights) is in the database."""

    language: str = ""
    """Empty = as the command line and the system say."""
    theme: str = "system"
    text_size: int = 100
    company: str = ""
    colour: str = ""
    """Of the documents, as #RRGGBB; empty = ours."""
    logo: str = ""
    """Path of a PNG or JPEG image for the documents; empty = none."""
    output_folder: str = ""
    recent: tuple[str, ...] = ()
    board: str = ""
    """What the planning board showed last: axis, days, filters."""
    mail: Mail = field(default_factory=Mail)

    def with_recent(self, location: str) -> Settings:
        """The same preferences with `location` first among the recent files."""
        others = tuple(one for one in self.recent if one != location)
        return replace(self, recent=(location, *others)[:RECENT_KEPT])


Document = dict[str, Any]


def _upgrade_to_1(document: Document) -> Document:
    """The first version had no number."""
    return document


UPGRADES: tuple[Callable[[Document], Document], ...] = (_upgrade_to_1,)
VERSION = len(UPGRADES)


def upgraded(document: Document) -> Document:
    """The document in today's form: one function per version, applied in order."""
    for step in UPGRADES[int(document.get("version", 0)) :]:
        document = step(document)
    return document


def _known(kind: type, values: Document) -> Document:
    """Leave out what this version does not know or what has another type than its default."""
    default = kind()
    known = {one.name: getattr(default, one.name) for one in fields(kind)}
    return {
        name: value
        for name, value in values.items()
        if name in known and isinstance(value, type(known[name]))
    }


def load(path: Path) -> Settings:
    """Read the preferences; a file that does not exist gives the defaults.

    Raises UserError when the file is not TOML; what a newer version added is left out.
    """
    if not path.exists():
        return Settings()
    try:
        document = upgraded(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(
            _("The preferences file {path} cannot be read ({reason}).").format(
                path=path, reason=error
            ),
            hint=_("Mend it, or move it away: the program then starts with its defaults."),
        ) from error
    document["recent"] = tuple(document.get("recent", ()))
    mail = document.pop("mail", {})
    known = _known(Settings, document)
    return Settings(**known, mail=Mail(**_known(Mail, mail if isinstance(mail, dict) else {})))


def save(path: Path, settings: Settings) -> None:
    """Write the preferences; the file appears whole or not at all."""
    import tomlkit  # noqa: PLC0415 -- slow import

    draft = path.with_suffix(".new")
    document = {"version": VERSION, **asdict(settings), "recent": list(settings.recent)}
    draft.write_text(tomlkit.dumps(document), "utf-8")
    os.replace(draft, path)  # noqa: PTH105 -- replaces on every system
