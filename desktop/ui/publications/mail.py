"""The messages that bring each head its summary, prepared beside the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.publishing.head_letters import Summary, write_letters

if TYPE_CHECKING:
    from desktop.core.documents.batch import Written

FOLDER = "messages"


def summaries_of(written: Sequence[Written], emails: Mapping[str, str]) -> list[Summary]:
    """The summaries of a batch with the address of each head; `emails` by department."""
    return [
        Summary(one.about, emails.get(one.about, ""), one.path)
        for one in written
        if one.kind.value == "department"
    ]


def prepare(letters: Sequence[Summary], campaign: str, sender: str) -> tuple[Path, tuple[str, ...]]:
    """Where the messages are, and the departments whose head has no address."""
    folder = letters[0].path.parent / FOLDER
    _count, unknown = write_letters(letters, campaign, sender, datetime.now(UTC), folder)
    return folder, unknown
