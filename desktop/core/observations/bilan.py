"""The two halves of a bilan: when each is asked for again, and what each says of the other's."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from desktop.core.errors import UserError
from desktop.core.i18n import _

DEBRIEF = ("told_and_seen", "learnt", "own_view")
"""The debrief in three parts: the codes of its questions in every questionnaire of a bilan."""
SHORTEST_COMMENT = 10


class Stage(StrEnum):
    """Which message is due to an author who has not written yet."""

    INVITATION = "invitation"
    FIRST = "first"
    LAST = "last"


_FROM = {
    Stage.LAST: timedelta(days=10),
    Stage.FIRST: timedelta(days=3),
    Stage.INVITATION: timedelta(days=-1),
}


def stage_due(end: datetime, now: datetime) -> Stage | None:
    """The day before the end, then three and ten days after it; both moments are aware."""
    return next((stage for stage, after in _FROM.items() if now >= end + after), None)


def refuse_bare_disagreement(comment: str, *, agrees: bool) -> None:
    """Whoever disagrees with the other half says with what. Raises UserError."""
    if not agrees and len(comment.strip()) < SHORTEST_COMMENT:
        raise UserError(
            _("Whoever disagrees says with what, in a sentence: the other will read it.")
        )
