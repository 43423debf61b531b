"""Rules of one guest in one mystery stay, whatever the rest of the plan is."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach
from desktop.core.planning.case import Case
from desktop.core.planning.rulebook import Rule, refused
from desktop.core.planning.rules_visits import (
    activities_lie_within_the_campaign,
    days_given_if_needed_are_flagged,
    declared_conflicts_are_respected,
    nobody_goes_on_a_day_they_refused,
    nobody_goes_outside_their_contract,
    nobody_visits_their_own_site,
    nothing_is_planned_in_the_past,
)
from desktop.core.vocabulary import ActivityKind

DAYS_A_MONTH = 30
_AS_GUEST = (ActivityKind.MYSTERY_STAY, ActivityKind.MYSTERY_VISIT)


def guests_take_part(case: Case) -> Breach | None:
    if case.person.mystery:
        return None
    return refused(
        "takes_part",
        N_("{person} does not take part in mystery stays this time."),
        N_("Enter this person for mystery stays in the campaign."),
        person=case.person.name,
    )


def stays_are_part_of_the_campaign(case: Case) -> Breach | None:
    if case.problem.settings.mystery:
        return None
    return refused(
        "mystery_off",
        N_("This campaign has no mystery stays."),
        N_("Open them in the parameters of the campaign."),
    )


def staff_was_informed_before_the_stay(case: Case) -> Breach | None:
    """IP-04. No visit before the day on which the note was posted."""
    note = case.problem.settings.note_on
    if note is not None and note <= case.stay.arrival:
        return None
    return refused(
        "IP-04",
        N_("No stay before the note to the staff is posted; this one begins on {measured}."),
        N_("Post the note and record its date, or choose a later stay."),
        measured=case.stay.arrival,
        limit=note,
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


def guests_do_not_return_too_soon(case: Case) -> Breach | None:
    days = case.problem.settings.rotation_days
    for lived in case.person.past:
        if lived.kind in _AS_GUEST and lived.site == case.site.id:
            since = abs((case.stay.arrival - lived.day).days)
            if since < days:
                return refused(
                    "rotation",
                    N_("{person} was a guest of {site} {measured} days away from this stay."),
                    N_("Leave {limit} days, or choose another guest."),
                    measured=since,
                    limit=days,
                    person=case.person.name,
                    site=case.site.name,
                )
    return None


def nobody_is_the_guest_of_their_own_region(case: Case) -> Breach | None:
    if case.site.id not in case.person.known_at:
        return None
    return refused(
        "own_region",
        N_("{person} works in the region of {site} and might be recognised."),
        N_("Choose a hotel of another region."),
        person=case.person.name,
        site=case.site.name,
    )


def unmasked_guests_do_not_return(case: Case) -> Breach | None:
    if not any(lived.unmasked and lived.site == case.site.id for lived in case.person.past):
        return None
    return refused(
        "unmasked",
        N_("{person} was recognised at {site} and cannot be its guest any more."),
        N_("Choose another guest."),
        person=case.person.name,
        site=case.site.name,
    )


def colleagues_are_not_guests(case: Case) -> Breach | None:
    """Whoever worked at a site would be recognised there."""
    days = case.problem.settings.cross_rule_months * DAYS_A_MONTH
    lived = [
        abs((case.stay.arrival - past.day).days)
        for past in case.person.past
        if past.kind not in _AS_GUEST and past.site == case.site.id
    ]
    lived += [
        abs((case.stay.arrival - case.problem.days_of(other)[0]).days)
        for other in case.others
        if not other.is_stay and case.problem.site_of(other).id == case.site.id
    ]
    if not lived or min(lived) >= days:
        return None
    return refused(
        "cross_rule",
        N_("{person} works or worked at {site} {measured} days away from this stay."),
        N_("Leave {limit} days, or choose another guest."),
        measured=min(lived),
        limit=days,
        person=case.person.name,
        site=case.site.name,
    )


STAY_RULES: tuple[Rule, ...] = (
    guests_take_part,
    stays_are_part_of_the_campaign,
    activities_lie_within_the_campaign,
    nothing_is_planned_in_the_past,
    nobody_goes_outside_their_contract,
    nobody_goes_on_a_day_they_refused,
    days_given_if_needed_are_flagged,
    nobody_visits_their_own_site,
    declared_conflicts_are_respected,
    staff_was_informed_before_the_stay,
    nights_are_open_to_stays,
    guests_do_not_return_too_soon,
    nobody_is_the_guest_of_their_own_region,
    unmasked_guests_do_not_return,
    colleagues_are_not_guests,
)
