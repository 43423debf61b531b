"""The fictitious company is believable, and the same every time."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.core.demonstration.company import CURRENT, LAST, REFERENCE, Company, imagine
from desktop.core.demonstration.organisation import SIZES
from desktop.core.demonstration.phrases import typography
from desktop.core.demonstration.shifts import working_periods
from desktop.core.demonstration.staff import FORKLIFT, HYGIENE
from desktop.core.demonstration.stories import stories
from desktop.core.irritants.moments import ClientVoice, EmployeeVoice, judge
from desktop.core.labour.schedule import parse_schedule
from desktop.core.observations.answer_values import canonical
from desktop.core.observations.touchpoints import touchpoints
from desktop.core.vocabulary import (
    AssignmentStatus,
    Contract,
    Direction,
    IrritantStatus,
    MirrorState,
    Moment,
    Polarity,
    RootCause,
    Side,
    SiteKind,
    StayStatus,
    Voice,
)


@pytest.fixture(scope="module")
def small() -> Company:
    return imagine(SIZES["S"], 1)


@pytest.fixture(scope="module")
def medium() -> Company:
    return imagine(SIZES["M"], 1)


def test_the_same_seed_tells_the_same_company(small: Company) -> None:
    assert imagine(SIZES["S"], 1) == small


def test_another_seed_tells_another(small: Company) -> None:
    assert imagine(SIZES["S"], 2).staff.people != small.staff.people


@pytest.mark.parametrize("code", ["S", "M"])
def test_the_size_is_what_was_asked(code: str, small: Company, medium: Company) -> None:
    company = {"S": small, "M": medium}[code]
    size = SIZES[code]
    assert len(company.staff.people) == size.people
    assert len(company.organisation.sites) == sum(size.sites)
    assert sum(slot.campaign_id == CURRENT for slot in company.slots) == size.slots


def test_the_current_campaign_is_half_way(small: Company) -> None:
    last, current = small.campaigns
    assert current.start < REFERENCE < current.end
    assert last.end < current.start
    assert current.previous_id == last.id
    assert current.start.weekday() == 0


def test_every_address_is_unique_and_fictitious(medium: Company) -> None:
    addresses = [person.email for person in medium.staff.people]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") and address.isascii() for address in addresses)
    assert len({person.code for person in medium.staff.people}) == len(addresses)


def test_every_schedule_can_be_read(medium: Company) -> None:
    for person in medium.staff.people:
        week = parse_schedule(person.weekly_schedule)
        assert week.minutes == round(person.weekly_hours * 60)
        assert sum(1 for spans in week.days if spans) <= 5


def test_contracts_of_every_kind_work_here(medium: Company) -> None:
    kinds = Counter(person.contract for person in medium.staff.people)
    assert set(kinds) == set(Contract)
    for person in medium.staff.people:
        age = (REFERENCE - person.birth_date).days / 365.25
        assert (age < 18) is (person.contract is Contract.MINOR)
        assert 16 <= age < 63


def test_everybody_has_a_manager_up_to_one_director(medium: Company) -> None:
    people = {person.id: person for person in medium.staff.people}
    tops = [person for person in people.values() if person.manager_id is None]
    assert [top.department_id for top in tops] == [1]
    for person in people.values():
        assert person.manager_id is None or person.manager_id < person.id


def test_every_department_of_a_role_has_a_head_of_its_own_people(medium: Company) -> None:
    people = {person.id: person for person in medium.staff.people}
    for head in medium.staff.heads:
        assert people[head.head_id].department_id == head.id
    staffed = {person.department_id for person in people.values()}
    assert staffed == {head.id for head in medium.staff.heads}


def test_every_host_works_at_the_place_and_hours_of_the_slot(medium: Company) -> None:
    people = {person.id: person for person in medium.staff.people}
    for slot in medium.slots:
        host = people[slot.host_id]
        periods = working_periods(host, slot.start.date())
        assert (host.site_id, host.department_id) == (slot.site_id, slot.department_id)
        assert periods[0][0] == slot.start
        assert slot.end in {period[1] for period in periods}
        assert slot.approver_id != slot.host_id


def test_nobody_receives_twice_on_one_day(medium: Company) -> None:
    days = Counter((slot.host_id, slot.start.date()) for slot in medium.slots)
    assert max(days.values()) == 1


def test_no_slot_falls_on_a_public_holiday_or_on_an_absence_of_its_host(medium: Company) -> None:
    holidays = {holiday.day for holiday in medium.holidays}
    away = defaultdict(list)
    for absence in medium.absences:
        away[absence.person_id].append((absence.start, absence.end))
    for slot in medium.slots:
        day = slot.start.date()
        assert day not in holidays
        assert not any(start <= day <= end for start, end in away[slot.host_id])


def test_nobody_is_in_two_places(medium: Company) -> None:
    slots = {slot.id: slot for slot in medium.slots}
    swaps = {assignment.id for assignment in medium.plan.assignments if assignment.swap_id}
    busy = {(slot.host_id, slot.start.date()) for slot in medium.slots}
    visits = Counter()
    for one in medium.plan.assignments:
        day = slots[one.slot_id].start.date()
        visits[one.person_id, day] += 1
        assert one.id in swaps or (one.person_id, day) not in busy
    assert max(visits.values()) == 1


def test_no_seat_is_given_twice(medium: Company) -> None:
    slots = {slot.id: slot for slot in medium.slots}
    taken = Counter(assignment.slot_id for assignment in medium.plan.assignments)
    assert all(count <= slots[slot].seats for slot, count in taken.items())


def test_visitors_keep_eleven_hours_of_rest_and_cross_the_counter(medium: Company) -> None:
    slots = {slot.id: slot for slot in medium.slots}
    people = {person.id: person for person in medium.staff.people}
    for one in medium.plan.assignments:
        slot, person = slots[one.slot_id], people[one.person_id]
        day = slot.start.date()
        before = working_periods(person, day - timedelta(days=1))
        after = working_periods(person, day + timedelta(days=1))
        assert not before or slot.start - before[-1][1] >= timedelta(hours=11)
        assert not after or after[0][0] - slot.end >= timedelta(hours=11)
        stays_put = Side.FRONT if slot.direction is Direction.TO_FRONT else Side.BACK
        assert person.side is not stays_put
        assert person.site_id != slot.site_id


def test_a_swap_is_two_visits_of_each_other_on_one_day(medium: Company) -> None:
    slots = {slot.id: slot for slot in medium.slots}
    halves = defaultdict(list)
    for one in medium.plan.assignments:
        if one.swap_id:
            halves[one.swap_id].append(one)
    assert halves
    for first, second in halves.values():
        assert slots[first.slot_id].host_id == second.person_id
        assert slots[second.slot_id].host_id == first.person_id
        assert slots[first.slot_id].start.date() == slots[second.slot_id].start.date()


def test_visits_to_the_other_company_have_their_three_signatures(medium: Company) -> None:
    slots = {slot.id: slot for slot in medium.slots}
    sites = {site.id: site for site in medium.organisation.sites}
    people = {person.id: person for person in medium.staff.people}
    agreements = {agreement.assignment_id: agreement for agreement in medium.plan.agreements}
    crossing = 0
    for one in medium.plan.assignments:
        entity = sites[slots[one.slot_id].site_id].entity_id
        dates = agreements[one.id]
        signed = None not in (dates.consent_on, dates.convention_on, dates.amendment_on)
        assert signed is (entity != people[one.person_id].entity_id)
        crossing += signed
    assert crossing


def test_posts_with_something_to_do_follow_a_safety_welcome(medium: Company) -> None:
    slots = {slot.id: slot for slot in medium.slots}
    given = {(c.person_id, c.name, c.site_id): c.given_on for c in medium.plan.certificates}
    skilled = 0
    for one in medium.plan.assignments:
        slot = slots[one.slot_id]
        if slot.mode.value != "observe":
            assert given[one.person_id, "safety_briefing", slot.site_id] < slot.start.date()
        for skill in slot.required_skills:
            skilled += 1
            assert skill in (HYGIENE, FORKLIFT)
            assert (one.person_id, skill, None) in given
    assert skilled


def test_what_is_past_is_done_and_what_is_to_come_is_published(small: Company) -> None:
    slots = {slot.id: slot for slot in small.slots}
    draft = AssignmentStatus.DRAFT
    ahead = {AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED, draft}
    for one in small.plan.assignments:
        assert (one.status in ahead) is (slots[one.slot_id].start.date() >= REFERENCE)
        assert (one.published_at is None) is (one.status is draft)


def test_occupancy_has_weekends_and_seasons(medium: Company) -> None:
    sites = {site.id: site for site in medium.organisation.sites}
    shares = defaultdict(list)
    for night in medium.nights:
        assert 0 <= night.rooms_sold <= night.rooms_available <= (sites[night.site_id].rooms or 0)
        shares[sites[night.site_id].city, night.night.weekday()].append(
            night.rooms_sold / night.rooms_available
        )
    mean = {key: sum(values) / len(values) for key, values in shares.items()}
    assert mean["Lyon", 6] < mean["Lyon", 2]
    assert mean["Biarritz", 5] > mean["Biarritz", 1]


def test_a_small_company_shows_every_state_of_a_stay(small: Company) -> None:
    assert {stay.status for stay in small.stays.stays} == set(StayStatus)


def test_every_stay_to_come_lies_in_quiet_nights_far_from_the_guests_own_site(
    small: Company,
) -> None:
    sites = {site.id: site for site in small.organisation.sites}
    people = {person.id: person for person in small.staff.people}
    quiet = {(n.site_id, n.night): n.rooms_sold / n.rooms_available for n in small.nights}
    for stay in small.stays.stays:
        hotel = sites[stay.site_id]
        assert hotel.kind is SiteKind.HOTEL
        if stay.person_id:
            assert people[stay.person_id].site_id != hotel.id
        if stay.arrival > REFERENCE:
            for offset in range(stay.nights):
                night = stay.arrival + timedelta(days=offset)
                assert quiet[hotel.id, night] < hotel.opening_threshold


def test_a_rebate_above_thirty_percent_has_its_payroll_line(small: Company) -> None:
    stays = {stay.id: stay for stay in small.stays.stays}
    benefits = [s for s in small.stays.settlements if s.nature == "benefit_in_kind"]
    assert benefits
    assert all(line.value == stays[line.stay_id].rebate for line in benefits)


def test_we_wrote_at_least_150_sentences_of_our_own_and_each_is_distinct() -> None:
    said = [text for story in stories() for text in (*story.client, *story.employee)]
    assert len(said) >= 150
    assert len(set(said)) == len(said)


def test_hardly_any_two_verbatims_are_alike(medium: Company) -> None:
    texts = [verbatim.text for verbatim in medium.voices.verbatims]
    assert len(set(texts)) / len(texts) > 0.8
    assert not any("{" in text for text in texts)


def test_all_six_moments_appear_and_some_mirrors_stay_incomplete(small: Company) -> None:
    asked = sum(row.people for row in small.voices.asked if row.campaign_id == CURRENT)
    found = Counter(
        (v.touchpoint, v.voice, v.polarity)
        for v in small.voices.verbatims
        if v.campaign_id == CURRENT and v.touchpoint
    )
    by_trade = Counter()
    for row in small.voices.asked:
        if row.campaign_id == CURRENT:
            by_trade[row.department_id] += row.people
    assert asked == sum(by_trade.values())
    moments, incomplete = set(), 0
    for story in stories():
        if not story.lives_in(current=True) or not story.client:
            continue
        count = {
            (voice, polarity): found[story.touchpoint, voice, polarity]
            for voice in Voice
            for polarity in Polarity
        }
        judgement = judge(
            ClientVoice(
                count[Voice.CLIENT, Polarity.POSITIVE], count[Voice.CLIENT, Polarity.NEGATIVE]
            ),
            EmployeeVoice(
                by_trade[small.organisation.roles[story.felt]],
                count[Voice.EMPLOYEE, Polarity.POSITIVE],
                count[Voice.EMPLOYEE, Polarity.NEGATIVE],
            ),
        )
        moments.add(judgement.moment)
        incomplete += judgement.state is not MirrorState.COMPLETE
    assert moments >= set(Moment)
    assert incomplete


def test_the_register_shows_every_state_cause_and_trend(small: Company) -> None:
    now = [i for i in small.register.irritants if i.campaign_id == CURRENT]
    then = [i for i in small.register.irritants if i.campaign_id == LAST]
    assert {irritant.status for irritant in now} == set(IrritantStatus)
    assert {irritant.cause for irritant in now} >= set(RootCause) - {RootCause.OTHER}
    kept = {irritant.previous_id for irritant in now}
    assert kept & {irritant.id for irritant in then}
    assert any(irritant.previous_id is None for irritant in now)
    assert any(
        irritant.id not in kept or irritant.status is IrritantStatus.RESOLVED for irritant in then
    )
    assert sum(irritant.displaced_from_id is not None for irritant in now) == 1
    assert len({irritant.code for irritant in now}) == len(now)


def test_what_is_resolved_has_an_owner_an_action_and_a_date(medium: Company) -> None:
    acted = {action.irritant_id for action in medium.register.actions}
    resolved = [i for i in medium.register.irritants if i.status is IrritantStatus.RESOLVED]
    assert resolved
    for irritant in resolved:
        assert irritant.owner_id
        assert irritant.resolved_on
        assert irritant.resolved_on < REFERENCE
        assert irritant.id in acted


def test_every_answer_is_one_that_its_question_can_have(small: Company) -> None:
    reports = {report.id: report for report in small.reports.reports}
    for answer in small.reports.answers:
        form = small.questionnaires[reports[answer.report_id].questionnaire_id - 1]
        item = form.item(answer.item)
        assert item is not None
        assert canonical(item, answer.value) == answer.value


def test_reports_are_written_after_the_day_by_whoever_was_there(small: Company) -> None:
    slots = {slot.id: slot for slot in small.slots}
    seated = {assignment.id: assignment for assignment in small.plan.assignments}
    stays = {stay.id: stay for stay in small.stays.stays}
    for report in small.reports.reports:
        if report.assignment_id:
            one = seated[report.assignment_id]
            slot = slots[one.slot_id]
            assert report.author_id in (one.person_id, slot.host_id)
            assert report.saved_at > slot.end
        else:
            assert report.author_id == stays[report.stay_id or 0].person_id
            assert report.voice is Voice.CLIENT


def test_everything_told_is_at_a_known_touchpoint(medium: Company) -> None:
    known = set(touchpoints())
    told = {o.touchpoint for o in medium.reports.observations}
    told |= {card.touchpoint for card in medium.reports.cards}
    told |= {verbatim.touchpoint for verbatim in medium.voices.verbatims} - {""}
    assert told <= known


def test_cards_measure_more_effort_behind_the_counter(medium: Company) -> None:
    pains = [c for c in medium.reports.cards if c.touchpoint == "shop.returns"]
    assert pains
    for card in pains:
        if card.employee_effort["minutes"] > 4:
            assert card.employee_effort["screens"] > card.client_effort["screens"]


def test_french_signs_have_their_narrow_spaces() -> None:
    assert typography("Quoi ? Oui ; non !") == "Quoi\u202f? Oui\u202f; non\u202f!"
    assert typography("dit « oui » : bien") == "dit «\u00a0oui\u00a0»\u00a0: bien"


def test_another_day_moves_everything_with_it() -> None:
    day = date(2027, 2, 10)
    company = imagine(SIZES["S"], 1, day)
    assert company.campaigns[1].start < day < company.campaigns[1].end
    noon = datetime(2027, 2, 10, 12, tzinfo=UTC)
    assert all(
        report.submitted_at is None or report.created < noon for report in company.reports.reports
    )
