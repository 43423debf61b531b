"""The benefit in kind, to the cent, with the numbers of the table (BK-01 to BK-08)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.core.errors import UserError
from desktop.core.stays.benefit import (
    Budget,
    Qualification,
    cents,
    declared_benefit,
    rebate_of,
    settle,
)

D = Decimal


@pytest.mark.parametrize(
    ("public", "paid", "declared"),
    [
        ("100", "70", "0"),
        ("100", "69.99", "30.01"),
        ("100", "50", "50"),
        ("100", "0", "100"),
        ("100", "100", "0"),
        ("100", "120", "0"),
        ("33.33", "23.34", "0"),
        ("33.33", "23.33", "10.00"),
        ("0.10", "0.07", "0"),
    ],
)
def test_up_to_thirty_percent_nothing_beyond_it_the_whole_discount(
    public: str, paid: str, declared: str
) -> None:
    assert declared_benefit(D(public), D(paid)) == D(declared)


def test_another_entity_is_always_declared_whole() -> None:
    assert declared_benefit(D(100), D(90), same_entity=False) == D(10)
    assert declared_benefit(D(100), D(100), same_entity=False) == 0


def test_a_rebate_keeps_within_its_cap_and_the_price() -> None:
    assert rebate_of(D("99.99"), D("0.5")) == D("49.99")
    assert rebate_of(D("200"), D("0.5"), cap=D("80")) == D("80")
    assert rebate_of(D("50"), D("1.5")) == D("50")


def test_nothing_is_settled_before_payroll_has_qualified_the_stay() -> None:
    with pytest.raises(UserError, match="paie"):
        settle(D(100), D(50), same_entity=True, qualification=Qualification.TO_QUALIFY)


def test_work_ordered_by_the_employer_is_an_expense() -> None:
    settled = settle(D(100), D(100), same_entity=False, qualification=Qualification.MISSION)
    assert (settled.declared, settled.paid) == (0, 0)


@pytest.mark.parametrize(
    ("rebate", "same", "declared"),
    [("30", True, "0"), ("30.01", True, "30.01"), ("10", False, "10")],
)
def test_a_private_stay_declares_what_the_rule_says(rebate: str, same: bool, declared: str) -> None:
    settled = settle(D(100), D(rebate), same_entity=same, qualification=Qualification.PRIVATE)
    assert settled.declared == D(declared)
    assert settled.reason


def test_a_budget_counts_what_is_promised_before_it_is_paid() -> None:
    budget = Budget(D(1000), D(600), D(350))
    assert budget.left == D(50)
    assert budget.can_bear(D(50))
    assert not budget.can_bear(D("50.01"))
    assert Budget(D(0), D(600), D(0)).can_bear(D(10_000))


def test_half_a_cent_goes_up() -> None:
    assert cents(D("1.005")) == D("1.01")
