"""Rules of one guest in one mystery stay, whatever the rest of the plan is.

Who may be the guest of which hotel is written once, in `core.stays.eligibility`: the planner asks
the same functions about its own cases.
"""

from __future__ import annotations

from functools import wraps

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach
from desktop.core.labour.profiles import ADULT_AGE, age_on
from desktop.core.planning.case import Case
from desktop.core.planning.rulebook import Rule, refused
from desktop.core.planning.rules_visits import (
    activities_lie_within_the_campaign,
    days_given_if_needed_are_flagged,
    nobody_goes_on_a_day_they_refused,
    nobody_goes_outside_their_contract,
    nothing_is_planned_in_the_past,
)
from desktop.core.stays import eligibility
from desktop.core.stays.eligibility import Announced, Guest, Lived, Request


def request_of(case: Case, visits_taken: int = 0) -> Request:
    """The question "may this person have this stay", as the rules of eligibility read it."""
    settings, person = case.problem.settings, case.person
    home = case.problem.site_by_id.get(person.site or 0)
    arrival = case.stay.arrival
    return Request(
        guest=Guest(
            code=person.code,
            name=person.name,
            site_id=person.site,
            region=home.region if home else "",
            takes_part=person.mystery,
            adult=person.birth is None or age_on(person.birth, arrival) >= ADULT_AGE,
            past=_lived(case),
            unmasked_at=frozenset(lived.site for lived in person.past if lived.unmasked),
            conflicts=person.conflict_sites,
            overdue_since=person.owes_since,
        ),
        site_id=case.site.id,
        site_name=case.site.name,
        region=case.site.region,
        arrival=arrival,
        announced=Announced(
            settings.works_council_on, settings.note_on, settings.visits_per_site, visits_taken
        ),
        rotation_days=settings.rotation_days,
        cross_rule_months=settings.cross_rule_months,
    )


def _lived(case: Case) -> tuple[Lived, ...]:
    """What was lived before, and the immersions that this plan gives the same person."""
    before = (Lived(one.site, one.day, as_guest=one.as_guest) for one in case.person.past)
    planned = (
        Lived(case.problem.site_of(one).id, case.problem.days_of(one)[0], as_guest=False)
        for one in case.others
        if not one.is_stay
    )
    return (*before, *planned)


def _asked(rule: eligibility.Rule) -> Rule:
    """A rule of eligibility as the planner judges it."""

    @wraps(rule)
    def judge(case: Case) -> Breach | None:
        return rule(request_of(case))

    return judge


def stays_are_part_of_the_campaign(case: Case) -> Breach | None:
    if case.problem.settings.mystery:
        return None
    return refused(
        "mystery_off",
        N_("This campaign has no mystery stays."),
        N_("Open them in the parameters of the campaign."),
    )


def nights_are_open_to_stays(case: Case) -> Breach | None:
    for night in case.stay.days[:-1]:
        if night in case.site.no_stays:
            return refused(
                "stay_dates",
                N_("{site} offers no stay in the night of {measured}."),
                N_("Choose other nights."),
                measured=night,
                site=case.site.name,
            )
    return None


STAY_RULES: tuple[Rule, ...] = (
    stays_are_part_of_the_campaign,
    activities_lie_within_the_campaign,
    nothing_is_planned_in_the_past,
    nobody_goes_outside_their_contract,
    nobody_goes_on_a_day_they_refused,
    days_given_if_needed_are_flagged,
    nights_are_open_to_stays,
    *map(_asked, eligibility.RULES_OF_ONE_STAY),
)
