"""The money of stays: price, rebate, qualification, payroll lines, budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Entity, Person, Settlement, Stay
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, money_text
from desktop.core.stays import benefit, states
from desktop.core.stays.states import Actor, Step
from desktop.core.vocabulary import StayStatus
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_nights import campaign_by_id, site_named, stay_by_id
from desktop.usecases.stay_papers import refuse_unproved
from desktop.usecases.stay_terms import get_terms


@dataclass(frozen=True, slots=True)
class PayrollRow:
    """What payroll receives (BK-07): no alias, no hotel, nothing of the report."""

    person: str
    month: date
    entity: str
    value: Decimal
    nature: str


def record_price(
    session: Session,
    stay_id: int,
    public_price: Decimal,
    seen_on: date,
    rebate: Decimal | None = None,
) -> Outcome[None]:
    """The price that an ordinary client pays that day for the same room, and the rebate (BK-02).

    Without a rebate given, the share of the terms within their cap. UserError beyond the cap or
    the budget.
    """
    stay = stay_by_id(session, stay_id)
    if stay.status in states.OVER:
        raise UserError(_("This stay is over: a correction is a new payroll line."))
    terms = get_terms(session)
    if rebate is None:
        rebate = benefit.rebate_of(public_price, terms.share, terms.cap)
    _refuse_wrong_rebate(public_price, rebate, terms.cap)
    campaign = campaign_by_id(session, stay.campaign_id)
    left = _budget(session, campaign, but=stay.id)
    if not left.can_bear(rebate):
        raise UserError(
            _("The budget of the campaign cannot bear this rebate."),
            hint=_("Raise the budget, or lower the rebate."),
        )
    stay.public_price, stay.price_seen_on = benefit.cents(public_price), seen_on
    stay.rebate = benefit.cents(rebate)
    stay.paid_price = stay.public_price - stay.rebate
    return Outcome(None, Changes.STAYS, _("price of {alias}").format(alias=stay.alias))


def qualify_stay(
    session: Session, stay_id: int, qualification: benefit.Qualification
) -> Outcome[None]:
    """What payroll says the stay is (BK-05)."""
    stay = stay_by_id(session, stay_id)
    stay.qualification = qualification.value
    return Outcome(None, Changes.STAYS, _("qualify {alias}").format(alias=stay.alias))


def settle_stay(session: Session, stay_id: int, today: date) -> Outcome[benefit.Settled]:
    """Write the payroll lines of an accepted stay; the month is that of `today`."""
    stay = stay_by_id(session, stay_id)
    end = states.next_status(stay.status, Step.SETTLE, Actor.PAYROLL)
    if stay.public_price is None or stay.rebate is None or stay.person_id is None:
        raise UserError(
            _("The public price of this stay is not recorded yet."),
            hint=_("Record the price with its proof and date, then settle."),
        )
    refuse_unproved(session, stay)
    person = session.get_one(Person, stay.person_id)
    site = site_named(session, stay.site_id)
    settled = benefit.settle(
        stay.public_price,
        stay.rebate,
        same_entity=person.entity_id == site.entity_id,
        qualification=benefit.Qualification(stay.qualification),
    )
    month = today.replace(day=1)
    lines = (
        (benefit.Nature.REBATE, settled.rebate),
        (benefit.Nature.BENEFIT_IN_KIND, settled.declared),
    )
    session.add_all(
        Settlement(stay_id=stay.id, month=month, nature=nature.value, value=value)
        for nature, value in lines
        if value
    )
    stay.status = end
    return Outcome(settled, Changes.STAYS, _("settle {alias}").format(alias=stay.alias))


def correct_settlement(
    session: Session, settlement_id: int, value: Decimal, today: date
) -> Outcome[int]:
    """A payroll line that puts an earlier one right: a new line with the difference."""
    wrong = session.get(Settlement, settlement_id)
    if wrong is None:
        raise UserError(_("This payroll line does not exist."))
    if wrong.corrects_id is not None:
        raise UserError(
            _("This line is a correction already."),
            hint=_("Correct the first line: the difference is reckoned from all its corrections."),
        )
    so_far = wrong.value + sum(
        session.scalars(select(Settlement.value).where(Settlement.corrects_id == wrong.id)),
        Decimal(0),
    )
    line = Settlement(
        stay_id=wrong.stay_id,
        month=today.replace(day=1),
        nature=wrong.nature,
        value=benefit.cents(value) - so_far,
        corrects_id=wrong.id,
    )
    session.add(line)
    session.flush()
    return Outcome(line.id, Changes.STAYS, _("correct a payroll line"))


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A payroll line of one stay, as the coordinator corrects it."""

    id: int
    month: date
    nature: benefit.Nature
    value: Decimal
    corrects_id: int | None


def list_settlements(session: Session, stay_id: int) -> tuple[SettledLine, ...]:
    """The lines of a stay, oldest first, corrections among them."""
    query = select(Settlement).where(Settlement.stay_id == stay_id).order_by(Settlement.id)
    return tuple(
        SettledLine(row.id, row.month, benefit.Nature(row.nature), row.value, row.corrects_id)
        for row in session.scalars(query)
    )


def list_payroll(
    session: Session, campaign_id: int, month: date | None = None
) -> tuple[PayrollRow, ...]:
    """Lines for payroll: person, month, entity, value, nature and nothing else (BK-07)."""
    query = (
        select(Settlement, Person)
        .join(Stay, Stay.id == Settlement.stay_id)
        .join(Person, Person.id == Stay.person_id)
        .where(Stay.campaign_id == campaign_id)
        .order_by(Settlement.month, Person.code, Settlement.id)
    )
    if month is not None:
        query = query.where(Settlement.month == month.replace(day=1))
    entities = _entity_codes(session)
    return tuple(
        PayrollRow(
            person.code,
            line.month,
            entities.get(person.entity_id or 0, ""),
            line.value,
            line.nature,
        )
        for line, person in session.execute(query)
    )


def budget_of(session: Session, campaign_id: int) -> benefit.Budget:
    """What the stays of a campaign may cost, are to cost and have cost."""
    return _budget(session, campaign_by_id(session, campaign_id))


# -- inside


def _refuse_wrong_rebate(public_price: Decimal, rebate: Decimal, cap: Decimal | None) -> None:
    if public_price <= 0 or not 0 <= rebate <= public_price:
        raise UserError(_("A rebate lies between zero and the public price."))
    if cap is not None and rebate > cap:
        raise UserError(
            _("A rebate is {cap} at most.").format(cap=money_text(cap)),
            hint=_("Lower the rebate, or change the terms of the stays."),
        )


def _entity_codes(session: Session) -> dict[int, str]:
    """Codes of the legal entities."""
    return {entity.id: entity.code for entity in session.scalars(select(Entity))}


def _budget(session: Session, campaign: Campaign, but: int | None = None) -> benefit.Budget:
    query = select(Stay.id, Stay.status, Stay.rebate).where(
        Stay.campaign_id == campaign.id, Stay.rebate.is_not(None)
    )
    committed = settled = Decimal(0)
    for stay_id, status, rebate in session.execute(query):
        if stay_id == but or rebate is None:
            continue
        if status in states.COMMITTED:
            committed += rebate
        elif status is StayStatus.SETTLED:
            settled += rebate
    return benefit.Budget(Decimal(campaign.stay_budget), committed, settled)
