"""Mystery stays: offered on quiet nights, requested, granted, lived, reported, settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, Report, Site, Stay, StayDraw, StayRequest
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text, list_text
from desktop.core.labour.breach import Breach
from desktop.core.stays import states
from desktop.core.stays.draw import Applicant, Ticket, in_order, is_the_same_draw, tickets
from desktop.core.stays.eligibility import objections
from desktop.core.stays.quiet_nights import DAY, must_close, what_closes
from desktop.core.stays.states import Actor, Step
from desktop.core.vocabulary import ReportStatus, StayStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_guests import requests_for
from desktop.usecases.stay_money import settle_stay
from desktop.usecases.stay_nights import campaign_by_id, site_named, stay_by_id, verdicts_for
from desktop.usecases.stay_papers import has_signed, refuse_unsigned

CHECK_OUT = time(10, 0)
"""Local time from which the hours for the report are counted."""


@dataclass(frozen=True, slots=True)
class StayRow:
    """One stay on the coordinator's list: an alias, never a name."""

    id: int
    alias: str
    site_id: int
    site: str
    arrival: date
    nights: int
    status: StayStatus
    applicants: int
    report_due: datetime | None
    overdue: bool
    rebate: Decimal | None
    qualified: bool
    unmasked: bool
    date_changes: int
    signed: bool = False
    companions: int = 0
    public_price: Decimal | None = None
    window_start: date | None = None
    window_end: date | None = None

    @property
    def departure(self) -> date:
        return self.arrival + self.nights * DAY


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person seen against one stay; `objections` empty = may be granted."""

    person_id: int
    code: str
    name: str
    served: int
    applied: bool
    objections: tuple[Breach, ...]


def list_stays(session: Session, campaign_id: int, now: datetime) -> tuple[StayRow, ...]:
    """Every stay of a campaign by arrival, under its alias. For the coordinator alone (GD-15)."""
    applicants = dict(
        session.execute(
            select(StayRequest.stay_id, func.count())
            .where(StayRequest.withdrawn.is_(False))
            .group_by(StayRequest.stay_id)
        ).all()
    )
    query = (
        select(Stay, Site.name)
        .join(Site, Site.id == Stay.site_id)
        .where(Stay.campaign_id == campaign_id)
        .order_by(Stay.arrival, Stay.alias)
    )
    return tuple(
        StayRow(
            id=stay.id,
            alias=stay.alias,
            site_id=stay.site_id,
            site=site,
            arrival=stay.arrival,
            nights=stay.nights,
            status=stay.status,
            applicants=applicants.get(stay.id, 0),
            report_due=stay.report_due,
            overdue=states.is_overdue(stay.status, stay.report_due, now),
            rebate=stay.rebate,
            qualified=bool(stay.qualification),
            unmasked=stay.unmasked_on is not None,
            date_changes=stay.date_changes,
            signed=has_signed(stay),
            companions=stay.companions,
            public_price=stay.public_price,
            window_start=stay.window_start,
            window_end=stay.window_end,
        )
        for stay, site in session.execute(query)
    )


def list_candidates(session: Session, stay_id: int, now: datetime) -> tuple[Candidate, ...]:
    """Who may have this stay, applicants first, then the never served; with why others may not."""
    stay = stay_by_id(session, stay_id)
    applied = _applicants(session, [stay_id])
    served = _served(session)
    found = []
    for person, request in requests_for(session, stay, now):
        found.append(
            Candidate(
                person.id,
                person.code,
                f"{person.first_name} {person.last_name}",
                served[person.id],
                person.id in applied,
                objections(request),
            )
        )
    return tuple(sorted(found, key=lambda c: (bool(c.objections), not c.applied, c.served, c.name)))


def offer_stay(
    session: Session, campaign_id: int, site_id: int, arrival: date, nights: int, today: date
) -> Outcome[int]:
    """Offer nights of a hotel; UserError names the night that is not open."""
    site, campaign = site_named(session, site_id), campaign_by_id(session, campaign_id)
    if not site.min_nights <= nights <= site.max_nights:
        raise UserError(
            _("{site} offers stays of {least} to {most} nights.").format(
                site=site.name, least=site.min_nights, most=site.max_nights
            )
        )
    _refuse_without_note(campaign)
    stay = Stay(
        campaign_id=campaign_id,
        site_id=site_id,
        alias=_next_alias(session, campaign_id),
        arrival=arrival,
        nights=nights,
        window_start=max(campaign.start, arrival - 7 * DAY),
        window_end=min(campaign.end, arrival + 14 * DAY),
    )
    _refuse_closed_nights(session, stay, today)
    session.add(stay)
    session.flush()
    return Outcome(stay.id, Changes.STAYS, _("offer {alias}").format(alias=stay.alias))


def close_risen_offers(session: Session, campaign_id: int, today: date) -> Outcome[tuple[str, ...]]:
    """Take back offers whose nights are no longer quiet; what was granted stands."""
    query = select(Stay).where(
        Stay.campaign_id == campaign_id, Stay.status.in_(("offered", "requested"))
    )
    closed = []
    for stay in session.scalars(query).all():
        judged = verdicts_for(session, stay, today)
        if must_close(stay.status, stay.arrival, stay.nights, judged):
            closed.append(stay.alias)
            session.delete(stay)
    changes = Changes.STAYS if closed else Changes.NONE
    return Outcome(tuple(closed), changes, _("close offers whose nights filled up"))


def close_all_risen_offers(session: Session, today: date) -> tuple[str, ...]:
    """The same for every campaign, as a newer forecast is imported."""
    campaigns = session.scalars(select(Campaign.id).order_by(Campaign.id)).all()
    return tuple(
        alias
        for campaign in campaigns
        for alias in close_risen_offers(session, campaign, today).value
    )


def request_stay(session: Session, stay_id: int, person_id: int, now: datetime) -> Outcome[None]:
    """Apply for an offered stay; an application is not a promise."""
    stay = stay_by_id(session, stay_id)
    end = states.next_status(stay.status, Step.REQUEST, Actor.GUEST)
    _refuse_ineligible(session, stay, person_id, now)
    known = session.scalar(
        select(StayRequest).where(
            StayRequest.stay_id == stay_id, StayRequest.person_id == person_id
        )
    )
    if known is None:
        session.add(StayRequest(stay_id=stay_id, person_id=person_id))
    else:
        known.withdrawn = False
    stay.status = end
    if stay.person_id is None:
        stay.person_id = person_id
    return Outcome(None, Changes.STAYS, _("request {alias}").format(alias=stay.alias))


def withdraw_request(session: Session, stay_id: int, person_id: int) -> Outcome[None]:
    """Take back one's own application; others' stand. No reason is kept."""
    stay = stay_by_id(session, stay_id)
    request = session.scalar(
        select(StayRequest).where(
            StayRequest.stay_id == stay_id, StayRequest.person_id == person_id
        )
    )
    if request is None or stay.status is not StayStatus.REQUESTED:
        raise UserError(_("There is no application to take back."))
    request.withdrawn = True
    session.flush()
    left = sorted(_applicants(session, [stay_id]))
    stay.person_id = left[0] if left else None
    stay.status = StayStatus.REQUESTED if left else StayStatus.OFFERED
    return Outcome(None, Changes.STAYS, _("withdraw from {alias}").format(alias=stay.alias))


def grant_stay(
    session: Session, stay_id: int, now: datetime, person_id: int | None = None
) -> Outcome[str]:
    """Grant to a person, or to the first applicant: the never served, then the recorded draw."""
    stay = stay_by_id(session, stay_id)
    end = states.next_status(stay.status, Step.GRANT, Actor.COORDINATOR)
    chosen = person_id or _drawn(session, stay, now)
    _refuse_ineligible(session, stay, chosen, now)
    _refuse_closed_nights(session, stay, now.date())
    stay.person_id, stay.status = chosen, end
    return Outcome(stay.alias, Changes.STAYS, _("grant {alias}").format(alias=stay.alias))


def take_step(
    session: Session, stay_id: int, step: Step, actor: Actor, now: datetime
) -> Outcome[StayStatus]:
    """Any step that needs nothing but its place in the table; UserError when out of order."""
    stay = stay_by_id(session, stay_id)
    if step is Step.GRANT:
        grant_stay(session, stay_id, now)
    elif step is Step.SETTLE:
        settle_stay(session, stay_id, now.date())
    else:
        end = states.next_status(stay.status, step, actor)
        _consequences(session, stay, step)
        stay.status = end
    label = f"{states.step_words(step)} · {stay.alias}"
    return Outcome(stay.status, Changes.STAYS, label)


_SENT = (ReportStatus.IN_REVIEW, ReportStatus.TO_REVISE)
_READ = (ReportStatus.ACCEPTED, ReportStatus.RELEASED)
_CONDITION = {Step.SEND_REPORT: (*_SENT, *_READ), Step.ACCEPT: _READ}
"""The states of the report without which a stay goes no further: the one condition."""


def _refuse_without_report(session: Session, stay: Stay, step: Step) -> None:
    wanted = _CONDITION.get(step)
    if wanted is None:
        return
    status = session.scalar(select(Report.status).where(Report.stay_id == stay.id))
    if status not in wanted:
        raise UserError(
            _("The report of this stay is not there yet: no report, no rebate."),
            hint=_("Once the report is sent and accepted on its own page, the stay follows."),
        )


def _consequences(session: Session, stay: Stay, step: Step) -> None:
    _refuse_without_report(session, stay, step)
    if step is Step.CONFIRM:
        refuse_unsigned(stay)
    if step is Step.STAY:
        stay.report_due = report_due(session, stay)
    if step in (Step.WITHDRAW, Step.DECLINE):
        for request in session.scalars(select(StayRequest).where(StayRequest.stay_id == stay.id)):
            request.withdrawn = True
        stay.person_id = None


def report_due(session: Session, stay: Stay) -> datetime:
    """Hours after departure, as the campaign says; aware, UTC."""
    zone = ZoneInfo(site_named(session, stay.site_id).timezone)
    leaving = datetime.combine(stay.arrival + stay.nights * DAY, CHECK_OUT, zone)
    hours = campaign_by_id(session, stay.campaign_id).report_due_hours
    return states.report_due_at(leaving, hours).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """A recorded draw; `reproduced`: drawing again from its seed gives the same order."""

    drawn_at: datetime
    seed: int
    tickets: tuple[Ticket, ...]
    reproduced: bool


def get_draw(session: Session, stay_id: int) -> DrawRecord | None:
    """The last draw of a stay, made again to be checked. For the coordinator alone."""
    stay = stay_by_id(session, stay_id)
    query = select(StayDraw).where(StayDraw.stay_id == stay_id).order_by(StayDraw.id.desc())
    row = session.scalars(query).first()
    if row is None:
        return None
    lines = tuple(Ticket(str(code), int(had), str(number)) for code, had, number in row.applicants)
    return DrawRecord(row.created, row.seed, lines, is_the_same_draw(lines, row.seed, stay.uid))


def mark_unmasked(session: Session, stay_id: int, day: date) -> Outcome[None]:
    """The guest was recognised: the report is kept, its scores do not count, and never again there.

    By whom is not kept. `day` is that of the recognition.
    """
    stay = stay_by_id(session, stay_id)
    if stay.status not in states.LIVED:
        raise UserError(_("Only a guest who was there can be recognised."))
    stay.unmasked_on = day
    report = session.scalar(select(Report).where(Report.stay_id == stay_id))
    if report is not None:
        report.scores_excluded = True
    return Outcome(
        None,
        Changes.STAYS | Changes.REPORTS,
        _("guest recognised: {alias}").format(alias=stay.alias),
    )


def move_stay(session: Session, stay_id: int, arrival: date, today: date) -> Outcome[None]:
    """Move the dates inside the window, a few times at most, on nights that are open."""
    stay = stay_by_id(session, stay_id)
    if stay.status not in states.PROMISED:
        raise UserError(_("Only a granted or confirmed stay can be moved."))
    states.check_move(stay.date_changes, arrival, stay.window_start, stay.window_end)
    stay.arrival = arrival
    stay.date_changes += 1
    _refuse_closed_nights(session, stay, today)
    return Outcome(None, Changes.STAYS, _("move {alias}").format(alias=stay.alias))


# -- inside


def _refuse_without_note(campaign: Campaign) -> None:
    if not campaign.mystery or campaign.staff_note_on is None or campaign.works_council_on is None:
        raise UserError(
            _(
                "No stay is offered before the works council is consulted and the staff note "
                "posted (C. trav. L1222-3, L2312-38)."
            ),
            hint=_("Record both dates in the parameters of the campaign."),
        )


def _refuse_closed_nights(session: Session, stay: Stay, today: date) -> None:
    site = site_named(session, stay.site_id)
    closed = what_closes(stay.arrival, stay.nights, verdicts_for(session, stay, today))
    if closed:
        raise UserError(
            _("{site}, night of {date}: {reason}").format(
                site=site.name, date=date_text(closed[0].night), reason=closed[0].reason
            )
        )


def _refuse_ineligible(session: Session, stay: Stay, person_id: int, now: datetime) -> None:
    for _person, request in requests_for(session, stay, now, only=person_id):
        found = objections(request)
        if found:
            raise UserError(list_text([breach.message for breach in found[:2]]), hint=found[0].mend)


def refuse_ineligible_guest(session: Session, stay: Stay) -> None:
    """The same for the guest that the stay has already, companions included."""
    if stay.person_id is not None:
        noon = datetime.combine(stay.arrival, time(12), UTC)
        _refuse_ineligible(session, stay, stay.person_id, noon)


def _drawn(session: Session, stay: Stay, now: datetime) -> int:
    """The first applicant; how the tie was settled is recorded."""
    served = _served(session)
    wanted = _applicants(session, [stay.id])
    able = [
        Applicant(person.id, person.code, served[person.id])
        for person, request in requests_for(session, stay, now, among=wanted)
        if not objections(request)
    ]
    if not able:
        raise UserError(
            _("No applicant may have this stay."), hint=_("Choose a guest among the candidates.")
        )
    seed = campaign_by_id(session, stay.campaign_id).seed
    ordered = in_order(able, seed, stay.uid)
    lines = [[one.code, one.served, one.number] for one in tickets(ordered, seed, stay.uid)]
    session.add(StayDraw(stay_id=stay.id, seed=seed, applicants=lines))
    return ordered[0].person_id


def _applicants(session: Session, stay_ids: Sequence[int]) -> set[int]:
    query = select(StayRequest.person_id).where(
        StayRequest.stay_id.in_(stay_ids), StayRequest.withdrawn.is_(False)
    )
    return set(session.scalars(query))


def _served(session: Session) -> Counter[int]:
    """Stays already had, all campaigns together: those never served come first."""
    query = select(Stay.person_id).where(
        Stay.person_id.is_not(None), Stay.status.in_(states.LIVED | states.PROMISED)
    )
    return Counter(person for person in session.scalars(query) if person is not None)


def _next_alias(session: Session, campaign_id: int) -> str:
    """A plain number that tells nothing of the guest nor of the order of the draw."""
    taken = set(session.scalars(select(Stay.alias).where(Stay.campaign_id == campaign_id)))
    number = len(taken) + 1
    while (alias := _("Guest {number}").format(number=number)) in taken:
        number += 1
    return alias
