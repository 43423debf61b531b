"""Why somebody is placed here, why not there, what it would take: the rules counted in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desktop.core.i18n import _, date_text, ngettext, time_text
from desktop.core.labour.breach import Breach
from desktop.core.planning.plan import Activity, Plan, immersion, stay
from desktop.core.planning.problem import Person, Problem, Slot
from desktop.core.planning.rulebook import rule_name
from desktop.core.planning.rules import objections

SHOWN = 8
NO_WISH = 99
Order = Callable[[Problem, Activity], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule and how many places (or people) it takes away."""

    rule: str
    name: str
    count: int
    alone: int
    """How many it takes away by itself: these would open if it were lifted."""
    message: str
    """An example, with its numbers."""
    mend: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A place or a person that is possible, or nearly: `breaches` says what it would take."""

    person: str
    target: str
    text: str
    activity: Activity
    breaches: tuple[Breach, ...]

    @property
    def possible(self) -> bool:
        return not any(one.blocks for one in self.breaches)


@dataclass(frozen=True, slots=True)
class Explanation:
    title: str
    reasons: tuple[Reason, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The whole, sentence by sentence."""
        return (
            *(reason_text(reason) for reason in self.reasons),
            *(alternative_text(one) for one in self.alternatives[:SHOWN]),
        )


def reason_text(reason: Reason) -> str:
    """The rule, how often it speaks, and an example."""
    counted = ngettext("{count} case ruled out", "{count} cases ruled out", reason.count).format(
        count=reason.count
    )
    return _("{name}: {counted}. For instance: {message}").format(
        name=reason.name, counted=counted, message=reason.message
    )


def alternative_text(one: Alternative) -> str:
    """What is possible, or what it would take."""
    if one.possible:
        return _("Possible: {what}.").format(what=one.text)
    needs = " ".join(breach.mend for breach in one.breaches if breach.blocks)
    return _("Nearly: {what}. {needs}").format(what=one.text, needs=needs)


def explain_person(problem: Problem, plan: Plan, person_id: int) -> Explanation:
    """Why this person is where she is, or nowhere; what else there is."""
    person = problem.person_by_id[person_id]
    mine = plan.by_person.get(person_id, ())
    rest = plan.without(*mine)
    targets = [immersion(person_id, slot.id) for slot in problem.slots if slot.seats]
    if person.mystery:
        targets += [stay(person_id, offer.id) for offer in problem.stays]
    judged = [(one, objections(problem, rest, one)) for one in targets]
    if mine:
        places = ", ".join(place_text(problem, one) for one in mine)
        title = _("{person} is placed: {places}.").format(person=person.name, places=places)
    else:
        title = _("{person} is not placed.").format(person=person.name)
    held = {(one.kind, one.target) for one in mine}
    others = [pair for pair in judged if (pair[0].kind, pair[0].target) not in held]
    return Explanation(title, _counted(others), _nearest(problem, others, _by_wish))


def explain_slot(problem: Problem, plan: Plan, slot_id: int) -> Explanation:
    """Who is there and who could be; what keeps the others away."""
    slot = problem.slot_by_id[slot_id]
    there = plan.by_slot.get(slot_id, ())
    taken = {one.person for one in there}
    judged = [
        (one, objections(problem, plan.without(*plan.by_person.get(one.person, ())), one))
        for one in (immersion(person.id, slot_id) for person in problem.people)
        if one.person not in taken
    ]
    left = slot.seats - len(there)
    title = ngettext("{slot}: {count} open seat.", "{slot}: {count} open seats.", left).format(
        slot=slot_text(problem, slot), count=left
    )
    return Explanation(title, _counted(judged), _nearest(problem, judged, _need_order(plan)))


def candidates(problem: Problem, plan: Plan, slot_id: int) -> tuple[Alternative, ...]:
    """Everybody for one seat: the possible first, then the unplaced, the never served, by wish."""
    judged = [
        (one, objections(problem, plan, one))
        for one in (immersion(person.id, slot_id) for person in problem.people)
        if one not in plan.by_slot.get(slot_id, ())
    ]
    order = _need_order(plan)
    ranked = sorted(
        judged,
        key=lambda pair: (
            sum(one.blocks for one in pair[1]),
            *order(problem, pair[0]),
            len(pair[1]),
            pair[0].person,
        ),
    )
    return tuple(_alternative(problem, *pair) for pair in ranked)


def _counted(judged: Iterable[tuple[Activity, tuple[Breach, ...]]]) -> tuple[Reason, ...]:
    counts: dict[str, list[int]] = {}
    examples: dict[str, Breach] = {}
    for _activity, breaches in judged:
        codes = {one.rule for one in breaches if one.blocks}
        for breach in breaches:
            if breach.blocks:
                examples.setdefault(breach.rule, breach)
        for code in codes:
            count = counts.setdefault(code, [0, 0])
            count[0] += 1
            count[1] += len(codes) == 1
    return tuple(
        Reason(code, rule_name(code), total, alone, examples[code].message, examples[code].mend)
        for code, (total, alone) in sorted(counts.items(), key=lambda item: (-item[1][0], item[0]))
    )


def _nearest(
    problem: Problem, judged: Iterable[tuple[Activity, tuple[Breach, ...]]], order: Order
) -> tuple[Alternative, ...]:
    ranked = sorted(
        judged,
        key=lambda pair: (
            sum(one.blocks for one in pair[1]),
            *order(problem, pair[0]),
            len(pair[1]),
            pair[0],
        ),
    )
    return tuple(_alternative(problem, *pair) for pair in ranked[:SHOWN])


def _alternative(problem: Problem, activity: Activity, breaches: tuple[Breach, ...]) -> Alternative:
    person = problem.person_by_id[activity.person]
    return Alternative(
        person=person.code,
        target=target_code(problem, activity),
        text=_("{person}, {place}").format(person=person.name, place=place_text(problem, activity)),
        activity=activity,
        breaches=breaches,
    )


def _by_wish(problem: Problem, activity: Activity) -> tuple[int, ...]:
    return (problem.wish_rank(activity.person, activity) or NO_WISH,)


def _need_order(plan: Plan) -> Order:
    """Those without a place first, then those never served, then by wish."""

    def order(problem: Problem, activity: Activity) -> tuple[int, ...]:
        person: Person = problem.person_by_id[activity.person]
        rank = problem.wish_rank(activity.person, activity) or NO_WISH
        return (len(plan.by_person.get(person.id, ())), not person.never_served, rank)

    return order


def target_code(problem: Problem, activity: Activity) -> str:
    """The code of the slot or of the stay."""
    if activity.is_stay:
        return problem.stay_by_id[activity.target].code
    return problem.slot_by_id[activity.target].code


def place_text(problem: Problem, activity: Activity) -> str:
    """Where and when, for readers."""
    if not activity.is_stay:
        return slot_text(problem, problem.slot_by_id[activity.target])
    offer = problem.stay_by_id[activity.target]
    return ngettext(
        "{site}, {count} night from {day}", "{site}, {count} nights from {day}", offer.nights
    ).format(
        site=problem.site_by_id[offer.site].name, count=offer.nights, day=date_text(offer.arrival)
    )


def slot_text(problem: Problem, slot: Slot) -> str:
    """Site, day and hours of a slot."""
    start, end = problem.local_start(slot), problem.local_end(slot)
    return _("{site}, {day}, {start}–{end}").format(
        site=problem.site_by_id[slot.site].name,
        day=date_text(start.date()),
        start=time_text(start),
        end=time_text(end),
    )
