"""Who may be the mystery guest of which hotel: each rule a sentence, all answers at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.core.i18n import N_, _
from desktop.core.labour.breach import Breach, Days, Fact
from desktop.core.vocabulary import Basis, Severity

DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Lived:
    """What a person has already done at a site; companions of a guest count as the guest."""

    site_id: int
    day: date
    as_guest: bool


@dataclass(frozen=True, slots=True)
class Guest:
    """What the rules must know of a person."""

    code: str
    name: str
    site_id: int | None
    region: str
    takes_part: bool = True
    adult: bool = True
    past: tuple[Lived, ...] = ()
    unmasked_at: frozenset[int] = frozenset()
    conflicts: frozenset[int] = frozenset()
    overdue_since: date | None = None
    """Day on which a report of an earlier stay should have been sent."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody who goes along, known by initials alone, and the days spent at hotels."""

    initials: str
    past: tuple[Lived, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """What staff and works council were told before (IP-01 to IP-04)."""

    works_council_on: date | None
    note_on: date | None
    visits_per_site: int
    visits_taken: int
    """Stays at this site already promised or made in the campaign."""


@dataclass(frozen=True, slots=True)
class Request:
    """A person, a hotel, a date. `today` is the day on which the question is asked."""

    guest: Guest
    site_id: int
    site_name: str
    region: str
    arrival: date
    announced: Announced
    rotation_days: int = 365
    cross_rule_months: int = 12
    companions: tuple[Companion, ...] = ()


Rule = Callable[[Request], Breach | None]


def days_of_cross_rule(months: int) -> int:
    """The months between colleague and guest, in days."""
    return months * DAYS_A_MONTH


def _no(  # noqa: PLR0913 -- a breach has that many sides
    rule: str,
    sentence: str,
    remedy: str,
    request: Request,
    *,
    basis: Basis = Basis.POLICY,
    article: str = "",
    measured: Fact = None,
    limit: Fact = None,
    companion: str = "",
) -> Breach:
    facts: tuple[tuple[str, Fact], ...] = (
        ("person", request.guest.name),
        ("site", request.site_name),
        ("companion", companion),
    )
    return Breach(
        rule, basis, article, Severity.BLOCKING, sentence, remedy, facts, measured, limit,
        person=request.guest.code,
    )  # fmt: skip


def guests_take_part(request: Request) -> Breach | None:
    """Mystery stays are for volunteers."""
    if request.guest.takes_part:
        return None
    return _no(
        "takes_part",
        N_("{person} does not take part in mystery stays this time."),
        N_("Enter this person for mystery stays in the campaign."),
        request,
    )


def guests_are_of_age(request: Request) -> Breach | None:
    """A hotel does not receive a minor alone."""
    if request.guest.adult:
        return None
    return _no(
        "of_age",
        N_("{person} is under 18 and cannot stay alone at a hotel."),
        N_("Choose another guest."),
        request,
    )


def nobody_is_the_guest_of_their_own_site(request: Request) -> Breach | None:
    """They would be recognised at the door."""
    if request.guest.site_id != request.site_id:
        return None
    return _no(
        "own_site", N_("{person} works at {site}."), N_("Choose a hotel elsewhere."), request
    )


def nobody_is_the_guest_of_their_own_region(request: Request) -> Breach | None:
    """Colleagues of a region know each other."""
    if not request.region or request.guest.region != request.region:
        return None
    return _no(
        "own_region",
        N_("{person} works in the same region as {site} ({measured})."),
        N_("Choose a hotel in another region."),
        request,
        measured=request.region,
    )


def guests_do_not_return_too_soon(request: Request) -> Breach | None:
    """Rotation: one year by default; before and after."""
    gaps = [
        abs((request.arrival - lived.day).days)
        for lived in request.guest.past
        if lived.as_guest and lived.site_id == request.site_id
    ]
    if not gaps or min(gaps) >= request.rotation_days:
        return None
    return _no(
        "rotation",
        N_("{person} was a guest of {site} {measured} away from this stay."),
        N_("Leave {limit}, or choose another hotel."),
        request,
        measured=Days(min(gaps)),
        limit=Days(request.rotation_days),
    )


def companions_do_not_return_too_soon(request: Request) -> Breach | None:
    """Whoever goes along was seen there too; a mother and her daughter do not take turns."""
    gaps = [
        (abs((request.arrival - lived.day).days), one.initials)
        for one in request.companions
        for lived in one.past
        if lived.site_id == request.site_id
    ]
    if not gaps or min(gaps)[0] >= request.rotation_days:
        return None
    days, initials = min(gaps)
    return _no(
        "companion_rotation",
        N_("{companion} was at {site} {measured} away from this stay."),
        N_("Leave {limit}, or go without this companion."),
        request,
        measured=Days(days),
        limit=Days(request.rotation_days),
        companion=initials,
    )


def unmasked_guests_do_not_return(request: Request) -> Breach | None:
    """Recognised once, never again there."""
    if request.site_id not in request.guest.unmasked_at:
        return None
    return _no(
        "unmasked",
        N_("{person} was recognised at {site} and cannot be its guest any more."),
        N_("Choose another hotel."),
        request,
    )


def colleagues_are_not_guests(request: Request) -> Breach | None:
    """The cross rule: whoever was seen working there is no mystery guest."""
    limit = days_of_cross_rule(request.cross_rule_months)
    gaps = [
        abs((request.arrival - lived.day).days)
        for lived in request.guest.past
        if not lived.as_guest and lived.site_id == request.site_id
    ]
    if not gaps or min(gaps) >= limit:
        return None
    return _no(
        "cross_rule",
        N_("{person} works or worked at {site} {measured} away from this stay."),
        N_("Leave {limit}, or choose another hotel."),
        request,
        measured=Days(min(gaps)),
        limit=Days(limit),
    )


def reports_are_sent_before_the_next_stay(request: Request) -> Breach | None:
    """The single condition: no report, no next stay."""
    since = request.guest.overdue_since
    if since is None:
        return None
    return _no(
        "report_overdue",
        N_("{person} owes the report of an earlier stay since {measured}."),
        N_("Send that report first."),
        request,
        measured=since,
    )


def declared_conflicts_are_respected(request: Request) -> Breach | None:
    """A relative works there; which one is nobody's business."""
    if request.site_id not in request.guest.conflicts:
        return None
    return _no(
        "conflict",
        N_("{person} declared a conflict of interest with {site}."),
        N_("Choose another hotel."),
        request,
    )


def the_works_council_was_consulted_before(request: Request) -> Breach | None:
    """IP-02. Informed and consulted before the decision."""
    consulted = request.announced.works_council_on
    if consulted is not None and consulted <= request.arrival:
        return None
    return _no(
        "IP-02",
        N_("No stay before the works council is consulted; this one begins on {measured}."),
        N_("Record the date of the consultation, or choose a later stay."),
        request,
        basis=Basis.LAW,
        article="C. trav. L2312-38",
        measured=request.arrival,
        limit=consulted,
    )


def staff_was_informed_before_the_stay(request: Request) -> Breach | None:
    """IP-04. No visit before the day on which the note was posted."""
    note = request.announced.note_on
    if note is not None and note <= request.arrival:
        return None
    return _no(
        "IP-04",
        N_("No stay before the note to the staff is posted; this one begins on {measured}."),
        N_("Post the note and record its date, or choose a later stay."),
        request,
        basis=Basis.LAW,
        article="C. trav. L1222-3, L1222-4",
        measured=request.arrival,
        limit=note,
    )


def announced_visits_are_not_exceeded(request: Request) -> Breach | None:
    """IP-03. The number told to the works council and in the note (Cass. soc. 22-13.783)."""
    limit = request.announced.visits_per_site
    count = request.announced.visits_taken + 1
    if not limit or count <= limit:
        return None
    return _no(
        "visits_per_site",
        N_("{measured} mystery stays at {site}; the note announces {limit}."),
        N_("Choose another hotel, or post a new note."),
        request,
        measured=count,
        limit=limit,
    )


RULES: tuple[Rule, ...] = (
    guests_take_part,
    guests_are_of_age,
    nobody_is_the_guest_of_their_own_site,
    nobody_is_the_guest_of_their_own_region,
    declared_conflicts_are_respected,
    guests_do_not_return_too_soon,
    unmasked_guests_do_not_return,
    colleagues_are_not_guests,
    reports_are_sent_before_the_next_stay,
    the_works_council_was_consulted_before,
    staff_was_informed_before_the_stay,
    companions_do_not_return_too_soon,
    announced_visits_are_not_exceeded,
)
RULES_OF_ONE_STAY = tuple(
    rule
    for rule in RULES
    if rule not in (announced_visits_are_not_exceeded, companions_do_not_return_too_soon)
)
"""What a planner judges for a pair alone; it counts visits itself, and knows no companions."""


_TOLD = {
    "takes_part": N_("I am not entered for mystery stays this time."),
    "of_age": N_("Mystery stays are for those who are of age."),
    "rotation": N_("I was a guest of this hotel too recently, or shall be."),
    "companion_rotation": N_("Whoever goes with me was at this hotel too recently."),
    "unmasked": N_("I was recognised at this hotel."),
    "report_overdue": N_("I owe the report of an earlier stay."),
    "IP-02": N_("The works council is not consulted yet."),
    "IP-04": N_("The note to the staff is not posted yet."),
    "visits_per_site": N_("The number of visits announced for this hotel is reached."),
}


def told_to_the_guest(breach: Breach) -> str:
    """The reason as the guest reads it: no number of days, from which the dates could be told."""
    return _(_TOLD[breach.rule]) if breach.rule in _TOLD else _("Not open to me.")


def objections(request: Request) -> tuple[Breach, ...]:
    """Every rule that forbids this stay to this person; empty when it may be granted."""
    return tuple(breach for rule in RULES if (breach := rule(request)) is not None)
