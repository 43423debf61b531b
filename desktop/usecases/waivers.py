"""Recorded exceptions to a rule: who decided, why, on what basis, until when. All four, always."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Person, Site, Waiver
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.core.planning.rulebook import RULE_CODES, rule_name
from desktop.usecases.outcome import Outcome

NEVER_WAIVED = frozenset({"past", "seats", "one_at_a_time", "IP-04", "EN-01", "listening_notice"})
"""What nobody can excuse: facts, and duties towards the staff or between two companies."""


@dataclass(frozen=True, slots=True)
class WaiverWanted:
    """An exception to be recorded; `person_id` or `site_id` None = everybody, everywhere."""

    rule: str
    person_id: int | None
    site_id: int | None
    author: str
    reason: str
    basis: str
    until: date


@dataclass(frozen=True, slots=True)
class WaiverRow:
    id: int
    rule: str
    rule_name: str
    person_id: int | None
    person: str
    site_id: int | None
    site: str
    author: str
    reason: str
    basis: str
    until: date


def list_waivers(session: Session, campaign_id: int) -> tuple[WaiverRow, ...]:
    """The exceptions of a campaign, those that end last first; ended ones stay on record."""
    rows = session.execute(
        select(Waiver, Person, Site)
        .outerjoin(Person, Person.id == Waiver.person_id)
        .outerjoin(Site, Site.id == Waiver.site_id)
        .where(Waiver.campaign_id == campaign_id)
        .order_by(Waiver.until.desc(), Waiver.id)
    )
    return tuple(
        WaiverRow(
            id=row.id,
            rule=row.rule,
            rule_name=rule_name(row.rule),
            person_id=row.person_id,
            person=f"{person.first_name} {person.last_name}".strip() if person else "",
            site_id=row.site_id,
            site=site.name if site else "",
            author=row.author,
            reason=row.reason,
            basis=row.basis,
            until=row.until,
        )
        for row, person, site in rows
    )


def give_waiver(session: Session, campaign_id: int, wanted: WaiverWanted) -> Outcome[int]:
    """Record an exception: the rule then warns instead of forbidding, until that day included."""
    session.get_one(Campaign, campaign_id)
    _refuse_incomplete(wanted)
    row = Waiver(
        campaign_id=campaign_id,
        rule=wanted.rule,
        person_id=wanted.person_id,
        site_id=wanted.site_id,
        author=wanted.author.strip(),
        reason=wanted.reason.strip(),
        basis=wanted.basis.strip(),
        until=wanted.until,
    )
    session.add(row)
    session.flush()
    label = _("excuse “{rule}” until {day}").format(
        rule=rule_name(wanted.rule), day=date_text(wanted.until)
    )
    return Outcome(row.id, Changes.PLAN, label)


def _refuse_incomplete(wanted: WaiverWanted) -> None:
    if wanted.rule not in RULE_CODES:
        raise UserError(_("There is no rule {code}.").format(code=wanted.rule))
    if wanted.rule in NEVER_WAIVED:
        raise UserError(
            _("The rule “{rule}” cannot be excused.").format(rule=rule_name(wanted.rule)),
            hint=_("Mend the plan instead."),
        )
    for text, words in (
        (wanted.author, _("An exception names who decided it.")),
        (wanted.reason, _("An exception says why.")),
        (wanted.basis, _("An exception says on what basis: an agreement, a text, a decision.")),
    ):
        if not text.strip():
            raise UserError(words)


def withdraw_waiver(session: Session, waiver_id: int) -> Outcome[None]:
    """Take an exception back: the rule forbids again."""
    row = session.get(Waiver, waiver_id)
    if row is None:
        raise UserError(_("This exception does not exist any more."))
    label = _("withdraw the exception to “{rule}”").format(rule=rule_name(row.rule))
    session.delete(row)
    return Outcome(None, Changes.PLAN, label)
