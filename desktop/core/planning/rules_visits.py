"""Rules of one person in one slot, whatever the rest of the plan is: each a sentence."""

from __future__ import annotations

from datetime import timedelta

from desktop.core.i18n import N_
from desktop.core.labour.breach import Breach, Days
from desktop.core.planning.case import Case
from desktop.core.planning.rulebook import Rule, refused
from desktop.core.vocabulary import Availability, Direction, Mode, Side

EVERYWHERE = 0


def visitors_take_part(case: Case) -> Breach | None:
    if case.person.immersion:
        return None
    return refused(
        "takes_part",
        N_("{person} does not take part in immersions this time."),
        N_("Enter this person for immersions in the campaign."),
        person=case.person.name,
    )


def activities_lie_within_the_campaign(case: Case) -> Breach | None:
    settings = case.problem.settings
    first, last = case.days[0], case.days[-1]
    # The night of the last day, or the morning of departure, may end the day after.
    if settings.start <= first and last <= settings.end + timedelta(days=1):
        return None
    return refused(
        "campaign_dates",
        N_("{measured} lies outside the campaign, from {start} to {end}."),
        N_("Choose a day of the campaign."),
        measured=first,
        start=settings.start,
        end=settings.end,
    )


def nothing_is_planned_in_the_past(case: Case) -> Breach | None:
    begun = (
        case.days[0] <= case.problem.now.date()
        if case.is_stay
        else case.slot.start <= case.problem.now
    )
    if not begun:
        return None
    return refused(
        "past",
        N_("{measured} is over or has begun."),
        N_("Choose a later day."),
        measured=case.days[0],
    )


def nobody_goes_while_absent(case: Case) -> Breach | None:
    """No reason of an absence is ever known here."""
    for day in case.days:
        if case.person.absent_on(day):
            return refused(
                "absence",
                N_("{person} is absent on {measured}."),
                N_("Choose a day when this person is present."),
                measured=day,
                person=case.person.name,
            )
    return None


def nobody_goes_outside_their_contract(case: Case) -> Breach | None:
    person = case.person
    if (person.joined is None or person.joined <= case.days[0]) and (
        person.left is None or case.days[-1] <= person.left
    ):
        return None
    return refused(
        "contract_dates",
        N_("{person} is not under contract on {measured}."),
        N_("Choose a day within the contract."),
        measured=case.days[0],
        person=person.name,
    )


def nobody_goes_on_a_day_they_refused(case: Case) -> Breach | None:
    for day in case.days:
        if case.person.days.get(day) is Availability.NEVER:
            return refused(
                "availability",
                N_("{person} is never available on {measured}."),
                N_("Ask whether another day suits."),
                measured=day,
                person=case.person.name,
            )
    return None


def days_given_if_needed_are_flagged(case: Case) -> Breach | None:
    for day in case.days:
        if case.person.days.get(day) is Availability.IF_NEEDED:
            return refused(
                "availability_asked",
                N_("{person} offered {measured} only if needed."),
                N_("Prefer another day if there is one."),
                measured=day,
                person=case.person.name,
            )
    return None


def immersions_cross_the_counter(case: Case) -> Breach | None:
    """Towards the clients for those who are far from them, and the other way round."""
    stays_put = Side.FRONT if case.slot.direction is Direction.TO_FRONT else Side.BACK
    if case.person.side is not stays_put:
        return None
    return refused(
        "direction",
        N_("{person} already works on that side of the counter."),
        N_("Choose a slot in the other direction."),
        person=case.person.name,
    )


def nobody_visits_their_own_department(case: Case) -> Breach | None:
    if case.slot.department is None or case.slot.department != case.person.department:
        return None
    return refused(
        "own_department",
        N_("{person} belongs to {department}."),
        N_("Choose another department."),
        person=case.person.name,
        department=case.problem.department_by_id[case.slot.department].name,
    )


def nobody_visits_their_own_site(case: Case) -> Breach | None:
    if case.site.id != case.person.site:
        return None
    return refused(
        "own_site",
        N_("{person} already works at {site}."),
        N_("Choose another site."),
        person=case.person.name,
        site=case.site.name,
    )


def declared_conflicts_are_respected(case: Case) -> Breach | None:
    person = case.person
    department = None if case.is_stay else case.slot.department
    if case.site.id not in person.conflict_sites and department not in person.conflict_departments:
        return None
    return refused(
        "conflict",
        N_("{person} declared a conflict of interest with {site}."),
        N_("Choose another place."),
        person=person.name,
        site=case.site.name,
    )


def required_skills_are_held(case: Case) -> Breach | None:
    missing = case.slot.skills - case.person.skills
    if not missing:
        return None
    return refused(
        "skills",
        N_("{person} lacks: {measured}."),
        N_("Record the certificate on the card of this person, or choose another slot."),
        measured=tuple(sorted(missing)),
        limit=tuple(sorted(case.slot.skills)),
        person=case.person.name,
    )


def _briefed(case: Case) -> bool:
    return bool(case.person.briefed_sites & {EVERYWHERE, case.slot.site})


def nobody_is_in_charge_without_a_safety_welcome(case: Case) -> Breach | None:
    if case.slot.mode is not Mode.IN_CHARGE or _briefed(case):
        return None
    return refused(
        "safety_briefing",
        N_("{person} has had no safety welcome at {site}, which this post requires."),
        N_("Give the safety welcome first and record its date."),
        person=case.person.name,
        site=case.site.name,
    )


def a_safety_welcome_is_due_before_assisting(case: Case) -> Breach | None:
    if case.slot.mode is not Mode.ASSISTED or _briefed(case):
        return None
    return refused(
        "safety_due",
        N_("{person} must receive the safety welcome of {site} on arrival."),
        N_("Record the date once it is given."),
        person=case.person.name,
        site=case.site.name,
    )


def sites_receive_nobody_on_closed_days(case: Case) -> Breach | None:
    for day in case.days:
        if day in case.site.closed:
            return refused(
                "closed_day",
                N_("{site} receives nobody on {measured} ({label})."),
                N_("Choose another day."),
                measured=day,
                site=case.site.name,
                label=case.site.closed[day] or "—",
            )
    return None


def listened_calls_were_announced(case: Case) -> Breach | None:
    notice = case.slot.listening_notice
    if not case.slot.listening or (notice is not None and notice <= case.days[0]):
        return None
    return refused(
        "listening_notice",
        N_("Calls are listened to here and staff was not informed by {measured}."),
        N_("Inform the staff and record the date of the notice."),
        measured=case.days[0],
    )


def what_was_withdrawn_is_not_offered_again(case: Case) -> Breach | None:
    """Nobody's refusal is held against them: only this very place is left aside."""
    if (case.activity.person, case.slot.id) not in case.problem.withdrawn:
        return None
    return refused(
        "withdrawn",
        N_("This place was taken back from {person} before."),
        N_("Choose another place."),
        person=case.person.name,
    )


def nobody_receives_themselves(case: Case) -> Breach | None:
    if case.slot.host != case.activity.person:
        return None
    return refused(
        "own_host",
        N_("{person} is the host of this slot."),
        N_("Choose another visitor, or another host."),
        person=case.person.name,
    )


def the_host_is_present(case: Case) -> Breach | None:
    host = case.problem.person_by_id.get(case.slot.host or 0)
    if host is None or case.activity.twin:
        return None
    for day in case.days:
        if host.absent_on(day):
            return refused(
                "host_absent",
                N_("The host, {host}, is absent on {measured}."),
                N_("Name another host, or choose another day."),
                measured=day,
                host=host.name,
            )
    return None


def a_host_is_named(case: Case) -> Breach | None:
    if case.slot.host is not None:
        return None
    return refused(
        "no_host", N_("Nobody is named to receive the visitor."), N_("Name a host for this slot.")
    )


def entities_agree_on_the_visit(case: Case) -> Breach | None:
    """Publication waits for the three dated documents; planning only warns."""
    own, host = case.person.entity, case.site.entity
    if own is None or host is None or own == host:
        return None
    if (case.person.id, case.slot.id) in case.problem.agreed:
        return None
    return refused(
        "EN-01",
        N_("{person} and {site} belong to two companies: three signed documents are needed."),
        N_("Prepare the employee's consent, the convention and the amendment."),
        person=case.person.name,
        site=case.site.name,
    )


def notice_of_the_change_is_given(case: Case) -> Breach | None:
    notice = (case.days[0] - case.problem.now.date()).days
    limit = case.problem.settings.notice_days
    if notice >= limit or notice < 0:  # what is past is said by another rule
        return None
    return refused(
        "WT-17",
        N_("Notice of {measured} instead of {limit} before {day}."),
        N_("Choose a later day, or obtain the person's agreement."),
        measured=Days(notice),
        limit=Days(limit),
        day=case.days[0],
    )


VISIT_RULES: tuple[Rule, ...] = (
    visitors_take_part,
    activities_lie_within_the_campaign,
    nothing_is_planned_in_the_past,
    nobody_goes_while_absent,
    nobody_goes_outside_their_contract,
    nobody_goes_on_a_day_they_refused,
    days_given_if_needed_are_flagged,
    immersions_cross_the_counter,
    nobody_visits_their_own_department,
    nobody_visits_their_own_site,
    declared_conflicts_are_respected,
    required_skills_are_held,
    nobody_is_in_charge_without_a_safety_welcome,
    a_safety_welcome_is_due_before_assisting,
    sites_receive_nobody_on_closed_days,
    listened_calls_were_announced,
    what_was_withdrawn_is_not_offered_again,
    nobody_receives_themselves,
    the_host_is_present,
    a_host_is_named,
    entities_agree_on_the_visit,
    notice_of_the_change_is_given,
)
