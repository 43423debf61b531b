"""The irritant card: a problem as one person met it, with what it costs on both paths."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.irritants.effort import Measure
from desktop.core.vocabulary import IrritantSide

LONGEST_TITLE = 120
LARGEST_EFFORT = 100_000
WORST = 4
"""Severity goes from 0, none, to this: the client leaves, the employee gives up."""

Effort = dict[str, float]
"""Measure → amount; a measure that was not observed is absent, never zero."""


@dataclass(frozen=True, slots=True)
class Card:
    """What the author says; departments by their keys, None while unknown."""

    touchpoint: str = ""
    title: str = ""
    fact: str = ""
    quote: str = ""
    side: IrritantSide = IrritantSide.CLIENT
    felt_at_id: int | None = None
    caused_by_id: int | None = None
    client_effort: Effort = field(default_factory=dict)
    employee_effort: Effort = field(default_factory=dict)
    occurrences_per_week: float | None = None
    people_concerned: int | None = None
    severity_client: int = 0
    severity_employee: int = 0
    idea: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing was written yet."""
        return not (self.title.strip() or self.fact.strip())


def refuse_impossible(card: Card) -> None:
    """UserError, in one sentence, for what no card can hold."""
    efforts = (*card.client_effort.items(), *card.employee_effort.items())
    if any(
        name not in list(Measure) or not 0 <= value <= LARGEST_EFFORT for name, value in efforts
    ):
        raise UserError(_("An effort is a number of screens, applications, hand-overs… from 0."))
    if not (0 <= card.severity_client <= WORST and 0 <= card.severity_employee <= WORST):
        raise UserError(_("A severity goes from 0 to {worst}.").format(worst=WORST))
    if len(card.title) > LONGEST_TITLE:
        raise UserError(
            _("A title holds at most {count} characters: the fact tells the rest.").format(
                count=LONGEST_TITLE
            )
        )
    if (card.occurrences_per_week or 0) < 0 or (card.people_concerned or 0) < 0:
        raise UserError(_("A number of times or of people is not negative."))


def lacks(card: Card) -> tuple[str, ...]:
    """What the card still needs before the report is sent, as sentences."""
    needs = (
        (card.touchpoint, _("say at which touchpoint")),
        (card.title.strip(), _("give it a title")),
        (card.fact.strip(), _("tell the fact")),
    )
    return tuple(sentence for given, sentence in needs if not given)
