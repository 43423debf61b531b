"""Working-time law as sentences: each rule looks at a whole life (usual job and visits together).

A rule answers only for what visits bring about: a usual week that already breaks a limit is not the
visit's doing unless the visit makes it worse. Numbers come from the profiles, never from here.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach
from desktop.core.labour.hours import (
    a_heavy_week_is_flagged,
    a_long_day_has_its_break,
    daily_work_stays_under_the_limit,
    day_span_leaves_the_night_free,
    part_time_hours_beyond_the_contract_are_paid,
    part_time_never_reaches_full_time,
    twelve_weeks_average_stays_under_the_limit,
    weekly_work_stays_under_the_limit,
)
from desktop.core.labour.life import Life
from desktop.core.labour.measures import broken
from desktop.core.labour.night import (
    minors_do_not_work_at_night,
    night_visits_are_flagged,
    night_work_stays_under_the_limit,
)
from desktop.core.labour.profiles import Limit
from desktop.core.labour.rest import (
    daily_rest_is_long_enough,
    public_holidays_of_the_host_are_free,
    seven_days_in_a_row_are_flagged,
    six_days_of_work_a_week_at_most,
    sunday_is_for_rest_without_derogation,
    travel_leaves_the_daily_rest,
    weekly_rest_is_one_block,
)
from desktop.core.vocabulary import Severity


def the_usual_week_is_known(life: Life) -> Breach | None:
    """What is unknown is said, never guessed."""
    if life.schedule is not None or not life.visits:
        return None
    return broken(
        "WT-00",
        Limit(0, ""),
        None,
        N_("The usual week is not known: rest and hours cannot be added up."),
        N_("Fill in the usual weekly schedule of this person."),
        severity=Severity.WARNING,
        shown_limit="",
    )


def the_rule_profile_is_known(life: Life) -> Breach | None:
    """A profile that nobody knows is judged by the common law, and said."""
    for visit in life.visits:
        if not visit.profile.known:
            return broken(
                "WT-00b",
                Limit(0, ""),
                visit.profile.key,
                N_("The rule profile “{measured}” is not known: the common law was applied."),
                N_("Choose a known profile for this person and this site."),
                severity=Severity.WARNING,
                shown_limit="",
            )
    return None


Rule = Callable[[Life], Breach | None]
RULES: tuple[Rule, ...] = (
    the_usual_week_is_known,
    the_rule_profile_is_known,
    daily_rest_is_long_enough,
    weekly_rest_is_one_block,
    six_days_of_work_a_week_at_most,
    seven_days_in_a_row_are_flagged,
    sunday_is_for_rest_without_derogation,
    daily_work_stays_under_the_limit,
    weekly_work_stays_under_the_limit,
    a_heavy_week_is_flagged,
    twelve_weeks_average_stays_under_the_limit,
    a_long_day_has_its_break,
    day_span_leaves_the_night_free,
    night_visits_are_flagged,
    night_work_stays_under_the_limit,
    minors_do_not_work_at_night,
    part_time_hours_beyond_the_contract_are_paid,
    part_time_never_reaches_full_time,
    travel_leaves_the_daily_rest,
    public_holidays_of_the_host_are_free,
)

ADVICE: dict[Rule, str] = {
    the_usual_week_is_known: "WT-00",
    the_rule_profile_is_known: "WT-00b",
    seven_days_in_a_row_are_flagged: "WT-03b",
    a_heavy_week_is_flagged: "WT-06b",
    night_visits_are_flagged: "WT-10",
    part_time_hours_beyond_the_contract_are_paid: "WT-14",
    travel_leaves_the_daily_rest: "WT-15",
}
"""Rules that only warn, unless a campaign makes their code blocking."""


def breaches(life: Life) -> tuple[Breach, ...]:
    """All that the law objects to in this life, in the order of the rules."""
    return tuple(found for rule in RULES if (found := rule(life)) is not None)
