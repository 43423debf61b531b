"""Rules between activities: seats, hosts, departments, quotas, rooms, swaps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach, Days
from desktop.core.planning.case import Case
from desktop.core.planning.plan import Activity
from desktop.core.planning.problem import Problem
from desktop.core.planning.rulebook import Rule, refused
from desktop.core.planning.rules_stays import request_of
from desktop.core.stays import eligibility
from desktop.core.stays.eligibility import days_of_cross_rule


def seats_are_not_overbooked(case: Case) -> Breach | None:
    """A swap takes the whole slot: its host is away."""
    there = [one for one in case.plan.by_slot.get(case.slot.id, ()) if one != case.activity]
    taken = len(there) + 1
    swapped = any(one.twin for one in (*there, case.activity))
    limit = min(1, case.slot.seats) if swapped else case.slot.seats
    if taken <= limit:
        return None
    return refused(
        "seats",
        N_("Seats filled in {slot}: {measured} of {limit}."),
        N_("Free a seat, or choose another slot."),
        measured=taken,
        limit=limit,
        slot=case.slot.code,
    )


def one_thing_at_a_time(case: Case) -> Breach | None:
    """Nights and stays take every day that they touch."""
    days = set(case.days)
    for other in case.others:
        shared = days.intersection(case.problem.days_of(other))
        if shared:
            return refused(
                "one_at_a_time",
                N_("{person} already has an activity on {measured}."),
                N_("Move one of the two."),
                measured=min(shared),
                person=case.person.name,
            )
    return None


def activities_of_one_person_are_spaced(case: Case) -> Breach | None:
    limit = case.problem.settings.spacing_days
    start = case.days[0]
    gaps = [abs((start - case.problem.days_of(other)[0]).days) for other in case.others]
    if not gaps or min(gaps) >= limit:
        return None
    return refused(
        "spacing",
        N_("{measured} between two activities of {person} instead of {limit}."),
        N_("Move one of the two."),
        measured=Days(min(gaps)),
        limit=Days(limit),
        person=case.person.name,
    )


def nobody_has_more_activities_than_agreed(case: Case) -> Breach | None:
    count = len(case.others) + 1
    limit = case.person.max_activities
    if count <= limit:
        return None
    return refused(
        "max_activities",
        N_("{person} would have {measured} activities; {limit} at most were agreed."),
        N_("Free another activity, or raise the number for this person."),
        measured=count,
        limit=limit,
        person=case.person.name,
    )


def hosts_do_not_visit_meanwhile(case: Case) -> Breach | None:
    """Neither the host of this visitor elsewhere, nor this visitor expected as a host."""
    days = set(case.days)
    away = () if case.is_stay else _away(case.problem, case, case.slot.host, days)
    for other in away:
        if not _twins(case.activity, other):
            return _host_away(case, case.slot.host or 0, case.days[0])
    for slot in case.problem.slots_by_host.get(case.activity.person, ()):
        if days.isdisjoint(case.problem.slot_days[slot]):
            continue
        for guest in case.plan.by_slot.get(slot, ()):
            if not _twins(case.activity, guest) and guest != case.activity:
                return _host_away(case, case.activity.person, case.days[0])
    return None


def _away(problem: Problem, case: Case, host: int | None, days: set[date]) -> Iterator[Activity]:
    for other in case.plan.by_person.get(host or 0, ()):
        if not days.isdisjoint(problem.days_of(other)):
            yield other


def _twins(one: Activity, other: Activity) -> bool:
    return bool(one.twin) and one.twin == other.target and other.twin == one.target


def _host_away(case: Case, host: int, day: date) -> Breach:
    return refused(
        "host_away",
        N_("{host} receives somebody and is away on {measured}."),
        N_("Name another host, or move one of the two."),
        measured=day,
        host=case.problem.person_by_id[host].name,
    )


def departments_keep_enough_people(case: Case) -> Breach | None:
    """Visitors against those present, day by day; a mystery guest leaves no post."""
    department = case.person.department
    if case.is_stay or department is None:
        return None
    for day in case.days:
        limit = case.problem.away_limit(department, day)
        away = 1 + sum(
            1
            for person in case.problem.people_by_department[department]
            for other in case.plan.by_person.get(person, ())
            if other != case.activity and not other.is_stay and day in case.problem.days_of(other)
        )
        if away > limit:
            return refused(
                "away_share",
                N_("{measured} people of {department} away on {day}; {limit} at most."),
                N_("Choose another day."),
                measured=away,
                limit=limit,
                day=day,
                department=case.problem.department_by_id[department].name,
            )
    return None


def quotas_are_respected(case: Case) -> Breach | None:
    """Of the receiving site, and of the department that sends."""
    for key, name, members in _quota_groups(case):
        limit = case.problem.settings.quotas.get(key)
        if limit is None:
            continue
        count = 1 + sum(one != case.activity and members(one) for one in case.plan.activities)
        if count > limit:
            return refused(
                "quota",
                N_("{measured} activities for {name}, whose quota is {limit}."),
                N_("Raise the quota, or choose elsewhere."),
                measured=count,
                limit=limit,
                name=name,
            )
    return None


def _quota_groups(case: Case) -> Iterator[tuple[str, str, Callable[[Activity], bool]]]:
    problem, site = case.problem, case.site
    yield f"site:{site.code}", site.name, lambda one: problem.site_of(one).id == site.id
    department = problem.department_by_id.get(case.person.department or 0)
    if department is not None:
        yield (
            f"department:{department.code}",
            department.name,
            lambda one: problem.person_by_id[one.person].department == department.id,
        )


def _at_site(problem: Problem, activities: list[Activity], site: int) -> int:
    return sum(problem.site_of(one).id == site for one in activities)


def swaps_have_both_halves(case: Case) -> Breach | None:
    """A at B's post while B is at A's, on a common day, in slots open to it."""
    activity, problem = case.activity, case.problem
    if not activity.twin:
        return None
    mine, theirs = case.slot, problem.slot_by_id.get(activity.twin)
    legal = (
        theirs is not None
        and mine.swap_open
        and theirs.swap_open
        and theirs.host == activity.person
        and not set(problem.slot_days[mine.id]).isdisjoint(problem.slot_days[theirs.id])
        and any(
            _twins(activity, other) and other.person == mine.host
            for other in case.plan.by_slot.get(activity.twin, ())
        )
    )
    if legal:
        return None
    return refused(
        "swap_halves",
        N_("The other half of this swap is missing or does not answer it."),
        N_("Plan both halves together, or neither."),
    )


def a_stay_has_one_guest(case: Case) -> Breach | None:
    if not [one for one in case.plan.by_stay.get(case.stay.id, ()) if one != case.activity]:
        return None
    return refused("stay_taken", N_("This stay already has its guest."), N_("Choose another stay."))


def rooms_of_the_night_are_not_exceeded(case: Case) -> Breach | None:
    limit = case.site.rooms
    for night in case.stay.days[:-1]:
        taken = 1 + sum(
            1
            for offer, guests in case.plan.by_stay.items()
            if case.problem.stay_by_id[offer].site == case.site.id
            and night in case.problem.stay_by_id[offer].days[:-1]
            for guest in guests
            if guest != case.activity
        )
        if taken > limit:
            return refused(
                "rooms",
                N_("{measured} rooms at {site} in the night of {night}; {limit} at most."),
                N_("Choose other nights."),
                measured=taken,
                limit=limit,
                night=night,
                site=case.site.name,
            )
    return None


def announced_visits_are_not_exceeded(case: Case) -> Breach | None:
    stays = [one for one in case.plan.activities if one.is_stay and one != case.activity]
    taken = _at_site(case.problem, stays, case.site.id)
    return eligibility.announced_visits_are_not_exceeded(request_of(case, taken))


def stays_keep_within_the_budget(case: Case) -> Breach | None:
    limit = case.problem.settings.stay_budget
    if not limit:
        return None
    stays = [one for one in case.plan.activities if one.is_stay and one != case.activity]
    spent = case.stay.price + sum(
        (case.problem.stay_by_id[one.target].price for one in stays), Decimal(0)
    )
    if spent <= limit:
        return None
    return refused(
        "stay_budget",
        N_("The stays would cost {measured} €, above the budget of {limit} €."),
        N_("Choose a cheaper stay, or raise the budget."),
        measured=str(spent),
        limit=str(limit),
    )


def colleagues_were_not_guests(case: Case) -> Breach | None:
    """The cross rule seen from the immersion: a planned or recent guest is no colleague."""
    days = days_of_cross_rule(case.problem.settings.cross_rule_months)
    start = case.days[0]
    gaps = [
        abs((start - case.problem.days_of(other)[0]).days)
        for other in case.others
        if other.is_stay and case.problem.site_of(other).id == case.site.id
    ]
    gaps += [
        abs((start - lived.day).days)
        for lived in case.person.past
        if lived.as_guest and lived.site == case.site.id
    ]
    if not gaps or min(gaps) >= days:
        return None
    return refused(
        "cross_rule",
        N_("{person} is or was the mystery guest of {site} {measured} away from this visit."),
        N_("Choose another site for one of the two."),
        measured=Days(min(gaps)),
        limit=Days(days),
        person=case.person.name,
        site=case.site.name,
    )


SHARED_RULES: tuple[Rule, ...] = (
    one_thing_at_a_time,
    activities_of_one_person_are_spaced,
    nobody_has_more_activities_than_agreed,
    hosts_do_not_visit_meanwhile,
    quotas_are_respected,
)
VISIT_TOGETHER: tuple[Rule, ...] = (
    *SHARED_RULES,
    seats_are_not_overbooked,
    departments_keep_enough_people,
    swaps_have_both_halves,
    colleagues_were_not_guests,
)
STAY_TOGETHER: tuple[Rule, ...] = (
    *SHARED_RULES,
    a_stay_has_one_guest,
    rooms_of_the_night_are_not_exceeded,
    announced_visits_are_not_exceeded,
    stays_keep_within_the_budget,
)
