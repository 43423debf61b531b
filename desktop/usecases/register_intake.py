"""Cards become irritants; those that say the same are joined by hand, parted without loss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Campaign, Irritant, IrritantCard, IrritantEvent, Report, SimilarityDecision
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _, ngettext
from desktop.core.irritants import life_cycle
from desktop.core.vocabulary import IrritantSide, IrritantStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.register_rows import COUNTED

TITLE_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the cards of accepted reports."""

    created: int
    joined: int
    reopened: int


def record(session: Session, irritant: Irritant, kind: str, detail: str, author: str = "") -> None:
    """Write one step of an irritant's history; `detail` names no reporter."""
    session.add(
        IrritantEvent(
            irritant_id=irritant.id, at=datetime.now(UTC), kind=kind, detail=detail, author=author
        )
    )


def take_cards(session: Session, campaign_id: int) -> Outcome[Taken]:
    """Turn the cards of accepted reports into irritants.

    A card with the very words of an irritant at the same touchpoint joins it (and reopens it when
    it was resolved before); any other becomes an irritant of its own. Those that merely resemble
    each other are proposed (`irritants.list_proposals`), never merged in silence.
    """
    campaign = session.get_one(Campaign, campaign_id)
    known = _known(session, campaign_id)
    before = _known(session, campaign.previous_id) if campaign.previous_id else {}
    created = joined = reopened = 0
    for card, report in _waiting(session, campaign_id):
        title = title_of(card)
        key = _key(title, card.touchpoint)
        irritant = known.get(key)
        if irritant is None:
            irritant = known[key] = _create(session, campaign_id, card, report, title)
            earlier = before.get(key)
            irritant.previous_id = earlier.id if earlier else None
            created += 1
        else:
            joined += 1
            reopened += _join(session, irritant, card, report)
        card.irritant_id = irritant.id
    return Outcome(
        Taken(created, joined, reopened),
        Changes.IRRITANTS if created or joined else Changes.NONE,
        ngettext(
            "take {count} irritant card into the register",
            "take {count} irritant cards into the register",
            created + joined,
        ).format(count=created + joined)
        if created or joined
        else "",
    )


def _waiting(session: Session, campaign_id: int) -> Sequence[tuple[IrritantCard, Report]]:
    return session.execute(
        select(IrritantCard, Report)
        .join(Report, Report.id == IrritantCard.report_id)
        .where(
            Report.campaign_id == campaign_id,
            Report.status.in_(COUNTED),
            IrritantCard.irritant_id.is_(None),
        )
        .order_by(Report.submitted_at, IrritantCard.id)
    ).all()


def count_waiting(session: Session, campaign_id: int) -> int:
    """Cards of accepted reports that the register has not taken yet."""
    return len(_waiting(session, campaign_id))


def _key(title: str, touchpoint: str) -> tuple[str, str]:
    return (fold(title).rstrip(" .!?…"), touchpoint)


def _known(session: Session, campaign_id: int) -> dict[tuple[str, str], Irritant]:
    """Irritants by their words; a merged one leads to the one that stands for it."""
    rows = session.scalars(select(Irritant).where(Irritant.campaign_id == campaign_id)).all()
    by_id = {row.id: row for row in rows}
    return {
        _key(row.title, row.touchpoint): by_id[row.merged_into_id] if row.merged_into_id else row
        for row in rows
    }


def title_of(card: IrritantCard) -> str:
    """The card's title, else the beginning of its fact or of its quote."""
    text = " ".join((card.title or card.fact or card.quote).split())
    if len(text) <= TITLE_LENGTH:
        return text or _("Irritant without words")
    return text[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def next_code(session: Session, campaign_id: int) -> str:
    """`I-001`, `I-002`…"""
    codes = session.scalars(select(Irritant.code).where(Irritant.campaign_id == campaign_id))
    numbers = [int(code[2:]) for code in codes if code[:2] == "I-" and code[2:].isdigit()]
    return f"I-{max(numbers, default=0) + 1:03d}"


def _create(
    session: Session, campaign_id: int, card: IrritantCard, report: Report, title: str
) -> Irritant:
    irritant = Irritant(
        campaign_id=campaign_id,
        code=next_code(session, campaign_id),
        title=title,
        description=card.fact if card.fact != title else "",
        touchpoint=card.touchpoint,
        side=card.side,
        site_id=report.site_id,
        felt_at_id=card.felt_at_id or report.department_id,
        caused_by_id=card.caused_by_id,
        severity_client=card.severity_client,
        severity_employee=card.severity_employee,
        occurrences_per_week=card.occurrences_per_week,
        people_concerned=card.people_concerned,
    )
    session.add(irritant)
    session.flush()
    record(session, irritant, "reported", _("Taken from an accepted report."))
    return irritant


def _join(session: Session, irritant: Irritant, card: IrritantCard, report: Report) -> bool:
    """Add a card to an irritant; True when that reopens it."""
    irritant.severity_client = max(irritant.severity_client, card.severity_client)
    irritant.severity_employee = max(irritant.severity_employee, card.severity_employee)
    if irritant.side is not card.side:
        irritant.side = IrritantSide.BOTH
    if irritant.site_id != report.site_id:
        irritant.site_id = None  # seen in several places: it belongs to none of them
    seen = report.submitted_at.date() if report.submitted_at else date.max
    if not life_cycle.is_met_again(irritant.status, irritant.resolved_on, seen):
        return False
    irritant.status, irritant.resolved_on = IrritantStatus.REPORTED, None
    record(session, irritant, "reopened", _("A later visit met it again."))
    return True


def merge(
    session: Session, into_id: int, others: Sequence[int], *, author: str = ""
) -> Outcome[int]:
    """Join irritants into one that stands for them; originals and their cards are kept.

    A resolved one that a later visit turns out to have met is reopened. Returns how many distinct
    reports the one now counts. Raises `UserError` across campaigns.
    """
    canonical = session.get_one(Irritant, into_id)
    merged = [session.get_one(Irritant, other) for other in others if other != into_id]
    if canonical.merged_into_id is not None:
        raise UserError(_("{code} is itself merged into another.").format(code=canonical.code))
    if any(each.campaign_id != canonical.campaign_id for each in merged) or not merged:
        raise UserError(_("Choose at least two irritants of the same campaign."))
    for irritant in merged:
        for original in session.scalars(
            select(Irritant).where(Irritant.merged_into_id == irritant.id)
        ):
            original.merged_into_id = canonical.id
        irritant.merged_into_id = canonical.id
        _decide(session, canonical.id, irritant.id, same=True)
        record(
            session, irritant, "merged", _("Joined to {code}.").format(code=canonical.code), author
        )
        record(
            session, canonical, "merged", _("{code} joined it.").format(code=irritant.code), author
        )
    session.flush()
    _reopen_if_met_since(session, canonical, author)
    codes = ", ".join(each.code for each in merged)
    return Outcome(
        _reports_of(session, canonical.id),
        Changes.IRRITANTS,
        _("merge {codes} into {code}").format(codes=codes, code=canonical.code),
    )


def _reopen_if_met_since(session: Session, irritant: Irritant, author: str) -> None:
    """Cards that were told elsewhere may show that it was not resolved after all."""
    last = session.scalar(
        select(func.max(Report.submitted_at))
        .join(IrritantCard, IrritantCard.report_id == Report.id)
        .join(Irritant, Irritant.id == IrritantCard.irritant_id)
        .where(
            (Irritant.id == irritant.id) | (Irritant.merged_into_id == irritant.id),
            Report.status.in_(COUNTED),
        )
    )
    if last is None or not life_cycle.is_met_again(
        irritant.status, irritant.resolved_on, last.date()
    ):
        return
    irritant.status, irritant.resolved_on = IrritantStatus.REPORTED, None
    irritant.status_reason = ""
    record(session, irritant, "reopened", _("A later visit met it again."), author)


def _reports_of(session: Session, irritant_id: int) -> int:
    family = select(Irritant.id).where(
        (Irritant.id == irritant_id) | (Irritant.merged_into_id == irritant_id)
    )
    return (
        session.scalar(
            select(func.count(func.distinct(IrritantCard.report_id))).where(
                IrritantCard.irritant_id.in_(family)
            )
        )
        or 0
    )


def split(session: Session, irritant_id: int, *, author: str = "") -> Outcome[None]:
    """Give a merged irritant its own line back, with the cards that were its own."""
    irritant = session.get_one(Irritant, irritant_id)
    if irritant.merged_into_id is None:
        raise UserError(_("{code} is not merged into another.").format(code=irritant.code))
    canonical = session.get_one(Irritant, irritant.merged_into_id)
    irritant.merged_into_id = None
    _decide(session, canonical.id, irritant.id, same=False)
    record(session, irritant, "split", _("Parted from {code}.").format(code=canonical.code), author)
    record(session, canonical, "split", _("{code} parted.").format(code=irritant.code), author)
    return Outcome(
        None,
        Changes.IRRITANTS,
        _("part {code} from {canonical}").format(code=irritant.code, canonical=canonical.code),
    )


def refuse_pair(session: Session, first_id: int, second_id: int) -> Outcome[None]:
    """Say that two irritants are different things: the question is not asked again."""
    _decide(session, first_id, second_id, same=False)
    codes = [session.get_one(Irritant, key).code for key in (first_id, second_id)]
    return Outcome(
        None,
        Changes.IRRITANTS,
        _("keep {first} and {second} apart").format(first=codes[0], second=codes[1]),
    )


def _decide(session: Session, one: int, other: int, *, same: bool) -> None:
    first, second = sorted((one, other))
    row = session.scalar(
        select(SimilarityDecision).where(
            SimilarityDecision.first_id == first, SimilarityDecision.second_id == second
        )
    )
    if row is None:
        session.add(SimilarityDecision(first_id=first, second_id=second, same=same))
    else:
        row.same = same
