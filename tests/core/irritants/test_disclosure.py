"""Nothing below its threshold is shown, nor can it be worked out from what is."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.irritants import disclosure
from desktop.core.irritants.disclosure import Visibility

Cells = frozenset[object]


def closure_by_subtraction(shown: set[Cells], empty: Cells) -> set[Cells]:
    """All that a patient reader gets: differences of nested sets, unions of disjoint ones."""
    known = {cells - empty for cells in shown} - {frozenset()}
    while True:
        more = set()
        for left, right in combinations(known, 2):
            if left <= right:
                more.add(right - left)
            elif right <= left:
                more.add(left - right)
            elif not left & right:
                more.add(left | right)
        if more <= known:
            return known
        known |= more


def isolates_somebody(people: dict[object, int], shown: set[Cells], threshold: int) -> Cells | None:
    empty = frozenset(cell for cell, count in people.items() if count == 0)
    for cells in closure_by_subtraction(shown, empty):
        if 0 < sum(people[cell] for cell in cells) < threshold:
            return cells
    return None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.sampled_from([3, 5, 8]),
)
def test_no_hidden_cell_of_a_table_can_be_derived_by_subtraction(
    counts: list[int], threshold: int
) -> None:
    table = {(row, column): counts[row * 3 + column] for row in range(2) for column in range(3)}

    safe = disclosure.protect_table(table, threshold)

    shown: set[Cells] = set()
    for row in (0, 1, None):
        for column in (0, 1, 2, None):
            if safe.visibility(row, column) is Visibility.SHOWN:
                shown.add(
                    frozenset(c for c in table if row in (None, c[0]) and column in (None, c[1]))
                )
    assert isolates_somebody({**table}, shown, threshold) is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_group_can_be_derived_across_outputs_levels_and_campaigns(data: st.DataObject) -> None:
    cells = range(7)
    people: dict[object, int] = {cell: data.draw(st.integers(0, 7)) for cell in cells}
    outputs = data.draw(
        st.lists(st.frozensets(st.sampled_from(list(cells)), min_size=1), min_size=1, max_size=7)
    )
    threshold = data.draw(st.sampled_from([3, 5, 8]))
    aggregates: dict[int, Cells] = dict(enumerate(outputs))

    safe = disclosure.protect(people, aggregates, threshold)

    shown = {aggregates[key] for key in safe.shown}
    assert isolates_somebody(people, shown, threshold) is None
    assert safe.shown | safe.too_few | safe.complementary == set(aggregates)


def test_a_single_small_group_takes_the_next_smallest_with_it() -> None:
    safe = disclosure.protect_groups({"Lyon": 12, "Lille": 6, "Brest": 2})

    assert safe.visibility("Brest") is Visibility.TOO_FEW
    assert safe.visibility("Lille") is Visibility.COMPLEMENTARY
    assert (safe.count("Lyon"), safe.count(None)) == (12, 20)


def test_two_small_groups_that_make_a_crowd_protect_each_other() -> None:
    safe = disclosure.protect_groups({"Lyon": 12, "Lille": 3, "Brest": 2})

    assert [safe.count(site) for site in ("Lyon", "Lille", "Brest", None)] == [12, None, None, 17]


def test_two_small_groups_that_are_together_too_few_take_a_third() -> None:
    safe = disclosure.protect_groups({"Lyon": 12, "Nice": 7, "Lille": 2, "Brest": 2})

    assert safe.visibility("Nice") is Visibility.COMPLEMENTARY
    assert safe.count(None) == 23


def test_a_table_without_small_cells_is_shown_whole() -> None:
    safe = disclosure.protect_table({("a", 1): 5, ("a", 2): 9, ("b", 1): 0, ("b", 2): 30})

    assert not safe.protected.too_few | safe.protected.complementary
    assert safe.count("b", 1) == 0


def test_one_small_cell_hides_a_rectangle_and_leaves_the_totals() -> None:
    counts = {(r, c): 20 for r in "abc" for c in "xyz"} | {("a", "x"): 2}

    safe = disclosure.protect_table(counts)

    hidden = safe.protected.too_few | safe.protected.complementary
    assert len(hidden) == 4
    assert all(None not in key for key in hidden)
    assert safe.count(None, None) == 162


def test_two_campaigns_and_their_sum_do_not_give_away_a_small_one() -> None:
    people = {("2025", "Lyon"): 9, ("2026", "Lyon"): 2, ("2025", "Lille"): 9, ("2026", "Lille"): 8}
    outputs = {cell: frozenset([cell]) for cell in people} | {
        ("both", site): frozenset([("2025", site), ("2026", site)]) for site in ("Lyon", "Lille")
    }

    safe = disclosure.protect(people, outputs, 5)

    assert safe.too_few == {("2026", "Lyon")}
    assert safe.complementary == {("2025", "Lyon")}


def test_a_large_table_of_small_counts_is_protected_in_a_moment() -> None:
    counts = {(r, c): (r * 7 + c * 3) % 11 for r in range(30) for c in range(40)}

    safe = disclosure.protect_table(counts)

    assert safe.count(None, None) == sum(counts.values())
    assert safe.count(0, 2) == 6 or safe.visibility(0, 2) is Visibility.COMPLEMENTARY


@pytest.mark.parametrize(("figures", "verbatims"), [(2, 8), (5, 2), (8, 5)])
def test_thresholds_below_the_floor_or_upside_down_are_refused(
    figures: int, verbatims: int
) -> None:
    with pytest.raises(UserError):
        disclosure.checked_thresholds(figures, verbatims)


def test_words_need_more_people_than_figures() -> None:
    assert disclosure.checked_thresholds(5, 8) == disclosure.Thresholds(5, 8)
    assert disclosure.may_show_figure(5)
    assert not disclosure.may_show_figure(4)
    assert not disclosure.may_show_verbatims(7)
    assert disclosure.may_show_verbatims(8)
