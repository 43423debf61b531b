"""Help topics: Markdown files of `resources/help/<language>`, searched by symptom."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.folding import fold
from desktop.core.i18n import language
from desktop.paths import resource


@dataclass(frozen=True, slots=True)
class Topic:
    """One file: its first line is its title."""

    name: str
    title: str
    text: str


def topics() -> list[Topic]:
    """The topics in the language in force, in the order of their file names."""
    found = []
    for file in sorted(resource("help", language()).glob("*.md")):
        text = file.read_text("utf-8")
        title = text.partition("\n")[0].lstrip("# ").strip()
        found.append(Topic(file.stem.partition("-")[2], title, text))
    return found


def matching(all_topics: list[Topic], words: str) -> list[Topic]:
    """The topics that hold every word, those that hold them in their title first."""
    wanted = fold(words).split()
    holds = [one for one in all_topics if all(w in fold(one.text) for w in wanted)]
    return sorted(holds, key=lambda one: not all(w in fold(one.title) for w in wanted))
