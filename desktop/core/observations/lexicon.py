"""The words that the free-text guard knows (resources/guard.txt, resources/first_names.txt)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _sections() -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (files("resources") / "guard.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("== "):
            current = sections.setdefault(line[3 : line.index(":")], [])
        else:
            current.append(line)
    return {name: tuple(lines) for name, lines in sections.items()}


def pattern(section: str) -> str:
    """One regular expression for all the lines of a section."""
    return "(?:" + "|".join(_sections()[section]) + ")"


def words(section: str) -> frozenset[str]:
    """The lines of a section as plain words."""
    return frozenset(_sections()[section])


@cache
def first_names() -> frozenset[str]:
    """Usual first names, as written with their capital."""
    text = (files("resources") / "first_names.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
