"""Tells the whole company from a seed, step by step."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.demonstration import fiction as f
from desktop.core.demonstration import intentions
from desktop.core.demonstration.calendar import DAY, Seasons, coverage, public_holidays, seasons
from desktop.core.demonstration.calendar import school_holidays as all_school_holidays
from desktop.core.demonstration.guests import Register, Stays
from desktop.core.demonstration.occupancy import blackouts, nights
from desktop.core.demonstration.organisation import ENTITIES, SIZES, Organisation, Size, organise
from desktop.core.demonstration.phrases import Wording
from desktop.core.demonstration.plan import Ground, Plan, Planner
from desktop.core.demonstration.register import Book, Registrar
from desktop.core.demonstration.reports import Reporters, Shelf
from desktop.core.demonstration.shifts import Shifts, presence
from desktop.core.demonstration.staff import Staff, hire
from desktop.core.demonstration.voices import Chorus, Surveys
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.monitor import Monitor
from desktop.core.observations.questionnaire import Questionnaire
from desktop.core.observations.templates import templates
from desktop.core.vocabulary import CampaignStatus

REFERENCE = date(2026, 11, 18)
"""The day on which the company is shown unless another is asked for: mid-programme, a Wednesday."""
LAST, CURRENT = 1, 2
LAST_SLOTS = 9_000
SEATED = (0.58, 0.72)
"""Share of the staff that each plan seats: some seats stay open and some people unplaced."""


@dataclass(frozen=True, slots=True)
class Company:
    """Everything there is to know, ready to be stored."""

    size: Size
    seasons: Seasons
    organisation: Organisation
    staff: Staff
    holidays: tuple[f.Holiday, ...]
    school_holidays: tuple[f.SchoolHoliday, ...]
    coverage: tuple[f.CalendarCoverage, ...]
    campaigns: tuple[f.Campaign, ...]
    blackouts: tuple[f.Blackout, ...]
    nights: tuple[f.Night, ...]
    slots: tuple[f.Slot, ...]
    absences: tuple[f.Absence, ...]
    availability: tuple[f.AvailabilityDay, ...]
    wishes: tuple[f.Wish, ...]
    participations: tuple[f.Participation, ...]
    conflicts: tuple[f.Conflict, ...]
    plan: Plan
    stays: Register
    questionnaires: tuple[Questionnaire, ...]
    reports: Shelf
    register: Book
    voices: Chorus

    @property
    def entities(self) -> tuple[f.Entity, ...]:
        return ENTITIES


def size_of(code: str) -> Size:
    """S, M, L or XL; UserError for anything else."""
    try:
        return SIZES[code.upper()]
    except KeyError:
        raise UserError(
            _("There is no demonstration company of size “{size}”.").format(size=code),
            hint=_("Choose S, M, L or XL."),
        ) from None


def imagine(
    size: Size, seed: int, today: date = REFERENCE, monitor: Monitor | None = None
) -> Company:
    """The same company for the same size, seed and day. Raises `Cancelled` when asked to stop."""
    watch = monitor or Monitor()
    rng = random.Random(f"belrive {size.code} {seed}")  # noqa: S311 -- a story, not a secret
    wording = Wording(rng)
    when = seasons(today, size.weeks)
    organisation = organise(size, rng)
    staff = hire(size, organisation, today, rng)
    people, sites = staff.people, organisation.sites
    watch.tell(0.1, _("People and places"))
    watch.checkpoint()
    campaigns = _campaigns(when, seed)
    holidays = public_holidays(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31))
    forecast = nights(sites, today, rng)
    closed = blackouts(sites, CURRENT, today, rng)
    away = intentions.absences(people, when, rng)
    known = presence(holidays, away)
    shifts = Shifts(organisation, people, known, rng)
    then = shifts.fill(campaigns[0], min(size.slots * 2 // 3, LAST_SLOTS), frozenset({"desk"}))
    now = shifts.fill(campaigns[1], size.slots)
    watch.tell(0.3, _("Shifts, wishes and absences"))
    watch.checkpoint()
    days = intentions.availability(people, campaigns[1], rng)
    barred = intentions.conflicts(people, sites, today, rng)
    parts = intentions.participations(people, campaigns, rng)
    wishes = intentions.wishes(people, sites, campaigns, rng)
    planner = Planner(Ground(organisation, people, known, barred, days, parts), wording, today, rng)
    stays = Stays(sites, people, forecast, closed, rng)
    slots = {slot.id: slot for slot in shifts.slots}
    seen = {(p.id, p.site_id) for p in people} | {(c.person_id, c.site_id or 0) for c in barred}
    for campaign, shifts_of_it, share in zip(campaigns, (then, now), SEATED, strict=True):
        willing = {p.person_id for p in parts if p.campaign_id == campaign.id and p.mystery}
        unwilling = {person.id for person in people} - willing
        guests = stays.tell(campaign, today, seen, unwilling)
        planner.seat(campaign, shifts_of_it, share, guests)
        seen |= {(stay.person_id or 0, stay.site_id) for stay in stays.register.stays}
        seen |= {(one.person_id, slots[one.slot_id].site_id) for one in planner.assignments}
    plan = planner.plan()
    watch.tell(0.5, _("The published plan"))
    watch.checkpoint()
    registrar = Registrar(organisation, staff.heads, size, wording, rng)
    surveys = Surveys(organisation, people, size, wording, rng)
    for campaign in campaigns:
        registrar.write(campaign, today)
        surveys.collect(campaign, today)
    watch.tell(0.65, _("Reports and irritants"))
    watch.checkpoint()
    forms = templates()
    reporters = Reporters(
        sites,
        people,
        organisation.roles,
        {(form.kind, form.trade): (n, form) for n, form in enumerate(forms, 1)},
        registrar.book,
        wording,
        today,
        rng,
    )
    _report(reporters, campaigns, plan, slots, stays.register, size, watch)
    return Company(
        size=size,
        seasons=when,
        organisation=organisation,
        staff=staff,
        holidays=holidays,
        school_holidays=all_school_holidays(),
        coverage=coverage(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)),
        campaigns=campaigns,
        blackouts=closed,
        nights=forecast,
        slots=tuple(shifts.slots),
        absences=away,
        availability=days,
        wishes=wishes,
        participations=parts,
        conflicts=barred,
        plan=plan,
        stays=stays.register,
        questionnaires=forms,
        reports=reporters.shelf,
        register=registrar.book,
        voices=surveys.chorus,
    )


def _report(
    reporters: Reporters,
    campaigns: tuple[f.Campaign, ...],
    plan: Plan,
    slots: dict[int, f.Slot],
    register: Register,
    size: Size,
    watch: Monitor,
) -> None:
    """Reports of both campaigns, up to what the size allows for each."""
    for campaign in campaigns:
        limit = len(reporters.shelf.reports) + size.reports // 2
        for stay in register.stays:
            if stay.campaign_id == campaign.id:
                reporters.stay(campaign, stay)
        for assignment in plan.assignments:
            if len(reporters.shelf.reports) >= limit:
                break
            if assignment.campaign_id == campaign.id:
                reporters.visit(campaign, assignment, slots[assignment.slot_id])
                watch.checkpoint()


_NOTE = (
    "Des collègues volontaires séjournent comme clients ordinaires dans nos hôtels. Ils observent "
    "des moments du parcours, jamais des personnes. Aucun nom n’est relevé, aucun enregistrement "
    "n’est fait. Les constats sont restitués par service, au mois, et servent à retirer les "
    "irritants que rencontrent nos clients et nos équipes."
)
_PROPORTION = (
    "Peu de visites, annoncées, sans effet sur la rémunération ni la carrière ; le parcours est "
    "observé au lieu des personnes ; les données nominatives sont effacées après douze mois."
)


def _campaigns(when: Seasons, seed: int) -> tuple[f.Campaign, ...]:
    rows = (
        (LAST, when.last_start, when.last_end, CampaignStatus.CLOSED, None),
        (CURRENT, when.start, when.end, CampaignStatus.OPEN, LAST),
    )
    return tuple(
        f.Campaign(
            id=number,
            uid=f"{random.Random(f'{seed} {number}').getrandbits(128):032x}",  # noqa: S311 -- same
            code=f"EDITION-{number}",  # the same whatever the day: scripts rely on it
            name=f"Vis ma vie · {_season(start).lower()} {start.year}",
            start=start,
            end=end,
            status=status,
            previous_id=before,
            seed=seed,
            max_activities=1,
            mystery=True,
            staff_note=_NOTE,
            staff_note_on=start - timedelta(days=40),
            works_council_on=start - 55 * DAY,
            works_council_reference=f"PV du CSE central, {start.year}-{number:02d}, point 4",
            visits_per_site=8,
            proportionality=_PROPORTION,
            stay_budget=40_000,
        )
        for number, start, end, status, before in rows
    )


def _season(day: date) -> str:
    return ("Hiver", "Printemps", "Été", "Automne")[day.month % 12 // 3]
