"""Who causes what is felt where, and how evenly attention goes both ways."""

from __future__ import annotations

from desktop.core.irritants import chain
from desktop.core.irritants.chain import Coverage, Effect, Flow, Link, Presence, Symmetry
from desktop.core.vocabulary import Direction, Side

ACCOUNTS, SALES, SHOP, IT = 1, 2, 3, 4
DEPARTMENTS = {
    ACCOUNTS: Link(ACCOUNTS, "Accounts", Side.BACK, 3),
    SALES: Link(SALES, "Sales administration", Side.BACK, 1),
    SHOP: Link(SHOP, "Shop", Side.FRONT, 0),
    IT: Link(IT, "IT", Side.BACK, 2),
}
LINKS = [(ACCOUNTS, SALES), (SALES, SHOP), (IT, SHOP)]
EFFECTS = [
    Effect(1, ACCOUNTS, SALES, 12.0, 40),
    Effect(2, ACCOUNTS, SALES, 3.0),
    Effect(3, IT, SHOP, 14.0),
    Effect(4, SHOP, SHOP, 90.0),
]


def test_the_weakest_link_is_ranked_by_what_it_causes_downstream() -> None:
    ranked = chain.standings(list(DEPARTMENTS.values()), EFFECTS, LINKS)

    weakest = chain.weakest_link(ranked)
    assert weakest is not None
    assert (weakest.department, weakest.causes, weakest.causes_points) == (ACCOUNTS, 2, 15.0)
    assert weakest.reaches == 2
    assert [each.department for each in ranked][:2] == [ACCOUNTS, IT]


def test_what_a_department_does_to_itself_does_not_make_it_the_weakest_link() -> None:
    ranked = chain.standings(list(DEPARTMENTS.values()), [EFFECTS[3]], LINKS)

    assert chain.weakest_link(ranked) is None
    assert {each.department: each.own for each in ranked}[SHOP] == 1


def test_the_accountants_slip_reaches_the_client_through_the_chain() -> None:
    assert chain.path_to_client(EFFECTS[0], DEPARTMENTS, LINKS) == (ACCOUNTS, SALES, SHOP)


def test_a_step_that_the_chain_does_not_know_is_taken_as_reported() -> None:
    assert chain.path_to_client(Effect(9, SHOP, IT, 1.0), DEPARTMENTS, LINKS) == (SHOP, IT, SHOP)
    assert chain.path_to_client(Effect(9, SHOP, SHOP, 1.0), DEPARTMENTS, LINKS) == (SHOP,)


def test_flows_join_the_irritants_of_a_pair_heaviest_first() -> None:
    assert chain.flows(EFFECTS[:3]) == (
        Flow(ACCOUNTS, SALES, 2, 15.0, 40),
        Flow(IT, SHOP, 1, 14.0, 0),
    )


def test_a_chain_with_a_loop_is_walked_once() -> None:
    ranked = chain.standings(
        list(DEPARTMENTS.values()), [Effect(1, SALES, SHOP, 1.0)], [*LINKS, (SHOP, SALES)]
    )

    assert ranked[0].reaches == 1


def test_symmetry_compares_hours_to_the_front_with_hours_to_the_back() -> None:
    presences = [
        Presence(ACCOUNTS, SHOP, Direction.TO_FRONT, 0, 8),
        Presence(SHOP, ACCOUNTS, Direction.TO_BACK, 0, 2),
        Presence(IT, SHOP, Direction.TO_FRONT, 2, 6),
    ]

    assert chain.symmetry(presences) == Symmetry(14, 2)
    assert chain.symmetry_by_pair(presences)[ACCOUNTS, SHOP].balance == 0.25
    assert chain.symmetry_by_level(presences)[2].balance == 0
    assert chain.symmetry([]).balance is None
    assert chain.hours_lent(presences) == {ACCOUNTS: 8, SHOP: 2, IT: 6}


def test_who_was_never_asked_is_a_share_of_the_staff() -> None:
    assert Coverage(IT, staff=20, asked=5, lived_front=0, distance=2).never_asked == 0.75
    assert Coverage(IT, staff=0, asked=0, lived_front=0, distance=2).never_asked is None
    assert Coverage(IT, staff=20, asked=5, lived_front=0, distance=2).is_far_and_unaware
    assert not Coverage(IT, staff=20, asked=5, lived_front=1, distance=2).is_far_and_unaware
