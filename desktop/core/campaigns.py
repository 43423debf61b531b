"""What a campaign may be set to, and what must be done before it opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text

FIGURE_FLOOR = 3
"""No campaign may show a figure of fewer people."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything of a campaign that the coordinator chooses besides its name and dates."""

    seed: int = 1
    max_activities: int = 1
    """Per person."""
    away_share: float = 0.2
    """Share of a department that may be away on one day, 0 to 1."""
    publish_notice_days: int = 7
    rotation_days: int = 365
    cross_rule_months: int = 12
    """Months between working at a site and being its mystery guest."""
    report_due_hours: int = 72
    figure_threshold: int = 5
    verbatim_threshold: int = 8
    severities: dict[str, str] = field(default_factory=dict)
    """Rule code → `blocking` or `warning`, where it departs from the catalogue."""
    quotas: dict[str, int] = field(default_factory=dict)
    """`site:<code>` or `department:<code>` → most activities."""
    aims: list[str] = field(default_factory=list)
    mystery: bool = False
    """The campaign holds mystery stays or visits."""
    staff_note: str = ""
    staff_note_on: date | None = None
    works_council_on: date | None = None
    works_council_reference: str = ""
    visits_per_site: int = 0
    """As announced in the staff note."""
    proportionality: str = ""
    stay_budget: int = 0
    """In euro; 0 = none set."""


def refuse_inconsistent(start: date, end: date, parameters: Parameters) -> None:
    """Raise UserError for dates or parameters that cannot stand together."""
    for wrong, sentence in (
        (start > end, _("The campaign ends before it starts.")),
        (
            parameters.figure_threshold < FIGURE_FLOOR,
            _("A figure needs at least {floor} people.").format(floor=FIGURE_FLOOR),
        ),
        (
            parameters.verbatim_threshold < parameters.figure_threshold,
            _("Quotations need at least as many people as figures do."),
        ),
        (
            not 0 < parameters.away_share <= 1,
            _("The share of a department that may be away lies between 0 and 1, 0 excluded."),
        ),
        (parameters.max_activities < 1, _("A campaign allows each person one activity or more.")),
        (
            parameters.publish_notice_days < 0 or parameters.rotation_days < 0,
            _("A number of days cannot be negative."),
        ),
        (
            any(value not in ("blocking", "warning") for value in parameters.severities.values()),
            _("The severity of a rule is `blocking` or `warning`."),
        ),
        (any(most < 0 for most in parameters.quotas.values()), _("A quota cannot be negative.")),
    ):
        if wrong:
            raise UserError(sentence)


def missing_before_opening(start: date, parameters: Parameters) -> list[str]:
    """What the law asks for before a mystery campaign may open (L1222-3, L2312-38), in sentences.

    Empty for a campaign without mystery guests, or when nothing is missing.
    """
    if not parameters.mystery:
        return []
    missing = []
    if not parameters.staff_note.strip() or parameters.staff_note_on is None:
        missing.append(
            _("The text of the staff note and the day it was posted are missing (L1222-3).")
        )
    if parameters.works_council_on is None or not parameters.works_council_reference.strip():
        missing.append(
            _(
                "The day the works council was consulted and the reference of its minutes are"
                " missing (L2312-38)."
            )
        )
    if parameters.visits_per_site < 1:
        missing.append(
            _("The number of visits per site, as announced in the note, is missing (L1222-3).")
        )
    if not parameters.proportionality.strip():
        missing.append(
            _("The paragraph on why these visits are proportionate is missing (L1121-1).")
        )
    return missing + _too_late(start, parameters)


def _too_late(start: date, parameters: Parameters) -> list[str]:
    """Staff and works council are told before, not during (L1222-3, L2312-38)."""
    late = []
    if parameters.staff_note_on is not None and parameters.staff_note_on > start:
        late.append(
            _("The staff note is posted on {posted}, after the start on {start} (L1222-4).").format(
                posted=date_text(parameters.staff_note_on), start=date_text(start)
            )
        )
    if parameters.works_council_on is not None and parameters.works_council_on > start:
        late.append(
            _(
                "The works council is consulted on {consulted}, after the start on {start}"
                " (L2312-38)."
            ).format(consulted=date_text(parameters.works_council_on), start=date_text(start))
        )
    return late
