"""The money of a stay: rebate within its cap, and the benefit in kind that payroll declares.

Amounts are `Decimal` euros, exact to the cent. BOSS, Avantages en nature, §§ 1000-1020 (in force
since 1 October 2024). Product research, not legal advice: payroll decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, money_text

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
TOLERANCE = Decimal("0.30")
"""Share of the public price up to which a discount is neglected; beyond it the whole counts."""


class Nature(StrEnum):
    """What a payroll line is."""

    REBATE = "rebate"
    BENEFIT_IN_KIND = "benefit_in_kind"


class Qualification(StrEnum):
    """What the stay is, as payroll has said before the first settlement (BK-05)."""

    TO_QUALIFY = ""
    PRIVATE = "private"
    MISSION = "mission"


QUALIFICATION_WORDS = {
    Qualification.TO_QUALIFY: N_("To be qualified by payroll"),
    Qualification.PRIVATE: N_("Private stay with a condition"),
    Qualification.MISSION: N_("Work ordered by the employer"),
}


@dataclass(frozen=True, slots=True)
class Settled:
    """What one stay gives its guest and payroll, with the reasoning in one sentence."""

    public_price: Decimal
    rebate: Decimal
    paid: Decimal
    declared: Decimal
    reason: str


def cents(amount: Decimal) -> Decimal:
    """Rounded to the cent, halves up."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def rebate_of(public_price: Decimal, share: Decimal, cap: Decimal | None = None) -> Decimal:
    """The promised share of the public price, within the cap, never more than the price.

    Rounded down: a share of 30 % must not cross the tolerance of 30.00 % by half a cent.
    """
    wished = (public_price * share).quantize(CENT, rounding=ROUND_DOWN)
    return max(NOTHING, min(wished, public_price, cap if cap is not None else wished))


def declared_benefit(public_price: Decimal, paid: Decimal, *, same_entity: bool = True) -> Decimal:
    """What is declared as a benefit in kind (BK-01, BK-03).

    Up to 30.00 % of the public price including tax: nothing. Beyond: the whole discount. What
    another company than the employer sells is outside the tolerance: always the whole discount.
    """
    discount = max(NOTHING, cents(public_price) - cents(paid))
    within = discount <= cents(public_price) * TOLERANCE
    return NOTHING if same_entity and within else discount


def settle(
    public_price: Decimal,
    rebate: Decimal,
    *,
    same_entity: bool,
    qualification: Qualification,
) -> Settled:
    """Reckon a settlement; UserError while payroll has not qualified the stay (BK-05)."""
    if qualification is Qualification.TO_QUALIFY:
        raise UserError(
            _("Payroll has not yet said whether this stay is private or ordered as work."),
            hint=_("Set the qualification of the stay, then settle it."),
        )
    paid = cents(public_price) - cents(rebate)
    if qualification is Qualification.MISSION:
        reason = _("Work ordered by the employer: an expense, no benefit in kind.")
        return Settled(public_price, rebate, paid, NOTHING, reason)
    declared = declared_benefit(public_price, paid, same_entity=same_entity)
    return Settled(public_price, rebate, paid, declared, _reason(rebate, declared, same_entity))


def _reason(rebate: Decimal, declared: Decimal, same_entity: bool) -> str:
    if not declared:
        return _("The rebate does not exceed 30 % of the public price: nothing to declare.")
    if not same_entity:
        return _(
            "The hotel belongs to another company than the employer: "
            "the whole rebate of {amount} is declared."
        ).format(amount=money_text(declared))
    return _(
        "The rebate exceeds 30 % of the public price: all of it ({amount}) is declared."
    ).format(amount=money_text(rebate))


@dataclass(frozen=True, slots=True)
class Budget:
    """Euros of a campaign's stays: what may be spent, what is promised, what is paid."""

    limit: Decimal
    committed: Decimal
    settled: Decimal

    @property
    def left(self) -> Decimal:
        """May be negative; a limit of 0 means that none was set."""
        return self.limit - self.committed - self.settled

    def can_bear(self, rebate: Decimal) -> bool:
        """Whether one more rebate may be promised."""
        return not self.limit or rebate <= self.left
